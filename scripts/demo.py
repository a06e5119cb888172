"""Write the demonstration record's documents: the articles of examples/demo, filled with its facts, as dated Markdown files.

Usage: python scripts/demo.py FOLDER. More than 60 documents over twelve situations; the texts are the project's own.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[1] / "examples" / "demo"
PEOPLE = ("Amara Nilsen", "Tomas Verrier", "Ilya Sorokin", "Noor Haddad", "Grace Mbeki", "Chen Rui", "Paulo Matos", "Ida Lund")
LATER = timedelta(days=5)


def documents() -> Iterator[tuple[str, str]]:
    """Every document as (file name, Markdown), in the order of the situations."""
    articles = {a["stage"]: a for a in _read("articles.toml")["article"]}
    for number, facts in enumerate(_read("situations.toml")["situation"]):
        for stage, day in facts["days"]:
            words = _words(facts, date.fromisoformat(day), number)
            article = articles[stage]
            front = f"title: {_filled(article['title'], words)}\ndate: {day}\npublisher: {article['publisher']}"
            name = f"{day}-{facts['place'].lower().replace(' ', '-')}-{stage}.md"
            yield name, f"---\n{front}\n---\n{_filled(article['text'], words)}"


def write(folder: Path) -> int:
    """Write the documents into a folder, which is made where it is not there; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    found = list(documents())
    for name, text in found:
        (folder / name).write_text(text, encoding="utf-8")
    return len(found)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((SOURCE / name).read_text(encoding="utf-8"))


def _filled(template: str, words: Mapping[str, str]) -> str:
    """The template with its words put in; a sentence that begins with "the" is begun with a capital."""
    text = template.format_map(words)
    for before in ("\n", ". ", "- "):
        text = text.replace(f"{before}the ", f"{before}The ")
    return text[:1].upper() + text[1:]


def _words(facts: Mapping[str, Any], day: date, number: int) -> dict[str, str]:
    sponsors, vetoers = facts["sponsors"], facts.get("vetoers", ["Nobody"])
    vote = date.fromisoformat(facts["vote"]) if "vote" in facts else day + LATER
    people = [PEOPLE[(number * 3 + n) % len(PEOPLE)] for n in range(4)]
    aid, penholder, opponent, bystander = facts["quotes"]
    return {
        **{k: f"{v:,}" for k, v in facts.items() if isinstance(v, int)},
        **{k: v for k, v in facts.items() if isinstance(v, str)},
        "year": str(facts["year"]),
        "number": str(facts.get("number", "")),
        "more": f"{facts['low'] + facts['low'] // 10:,}",
        "dateline": f"{day.day} {day:%B %Y}",
        "after_dateline": f"{day.day} {day:%B %Y}",
        "weekday": f"{day:%A}",
        "after_weekday": f"{day:%A}",
        "vote_weekday": f"{vote:%A}",
        "sponsors": _list(sponsors),
        "sponsor_title": _list([s.removeprefix("the ") for s in sponsors]),
        "circulate": "circulate" if len(sponsors) > 1 else "circulates",
        "vetoers": _list(vetoers),
        "s": "" if len(vetoers) > 1 else "es",
        "penholder_name": facts["penholder"],
        "friend_name": facts["friend"],
        "doubter_name": facts["doubter"],
        "opponent_name": facts["opponent"],
        "aid_words": aid,
        "penholder_words": penholder,
        "opponent_words": opponent,
        "bystander_words": bystander,
        "aid_person": people[0],
        "aid_role": "director",
        "penholder_person": people[1],
        "opponent_person": people[2],
    }


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{write(Path(sys.argv[1]))} documents in {sys.argv[1]}")
