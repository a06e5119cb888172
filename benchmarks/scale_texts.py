"""Made-up stock for the scale benchmarks: everyday texts that are not on the Council, and among them some that are.

    python benchmarks/scale_texts.py FOLDER [--documents 100000] [--relevant 0.05] [--words 120]

A relevant text is one of the project's own articles under a number of its own, so that no two are the same or near-copies; the
same arguments give the same files. They lie in folders of a thousand.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
OWN = ("examples", "tests/labelled", "tests/forecast/articles")
WHO = (
    "The baker", "A neighbour", "The school choir", "Our gardener", "The ferry company", "A young player",
    "The orchestra", "The new mayor", "Her brother", "The museum", "A retired teacher", "The swimming club",
    "The bakery on the corner", "A local farmer", "The bus driver",
)  # fmt: skip
DOES = (
    "opened a second shop", "planted forty apple trees", "won the spring regatta", "painted the old bridge",
    "lost the final by two points", "sold the last of the tickets", "repaired the clock", "moved to a larger hall",
    "baked bread for the fair", "counted the swans", "bought a used van", "wrote a book on moss",
    "fixed the leaking roof", "found a coin under the floor", "taught the twins to swim",
)  # fmt: skip
WHEN = (
    "on Monday morning", "after a long winter", "before the rain came", "for the third year",
    "in front of a small crowd", "without much ado", "with the help of friends", "to everybody's surprise",
    "as the weather cleared", "during the holidays", "at the edge of the village",
)  # fmt: skip


def everyday(number: int, words: int = 120) -> str:
    """A text of everyday news, about so many words; the same number gives the same text."""
    dice = random.Random(number)
    lines, count = [f"Notes from the town, number {number}."], 5
    while count < words:
        line = f"{dice.choice(WHO)} {dice.choice(DOES)} {dice.choice(WHEN)}, and number {dice.randrange(100)} was drawn."
        lines.append(line)
        count += len(line.split())
    return "\n".join(" ".join(lines[n : n + 4]) for n in range(0, len(lines), 4))


def own_articles() -> list[str]:
    """The project's own articles on the Council, the longest first, so that any number of them holds those that cost most."""
    paths = [p for folder in OWN for p in sorted((ROOT / folder).rglob("*.txt"))]
    return sorted((p.read_text(encoding="utf-8") for p in paths), key=lambda text: -len(text))


def on_council(number: int, articles: list[str], words: int = 0) -> str:
    """One of the articles with an everyday tail of so many words, or of half its own: with it, it is no near-copy."""
    article = articles[number % len(articles)]
    return f"{article.rstrip()}\n\n{everyday(number, max(words, len(article.split()) // 2 + 40))}"


_STATES = (
    "Russia", "China", "France", "Brazil", "India", "Kenya", "Ghana", "Gabon", "Albania",
    "Norway", "Mexico", "Ireland", "Japan", "Malta", "Ecuador", "Guyana", "Algeria", "Slovenia",
    "Panama", "Denmark", "Greece", "Pakistan", "Somalia", "Syria", "Libya", "Yemen", "Sudan",
    "Mali", "Haiti", "Iraq", "Iran", "Israel", "Lebanon", "Cyprus", "Ukraine", "Chad",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMED = re.compile(rf"\b(?:{'|'.join(_STATES)})\b|\b\d{{1,2}} (?:{'|'.join(_MONTHS)})\b|\b[1-9]\d{{2,3}}\b")


def long_text(characters: int, seed: int = 5) -> str:
    """A text of that length from paragraphs of the project's own articles, each with states, days, years and numbers changed.

    A longer one begins as a shorter one of the same seed does.
    """
    dice, found, length = random.Random(seed), [], 0
    paragraphs = [p for article in sorted(own_articles()) for p in article.split("\n\n") if len(p) > 40]
    while length < characters:
        found.append(_NAMED.sub(lambda m: _another(m[0], dice), dice.choice(paragraphs)))
        length += len(found[-1]) + 2
    return "\n\n".join(found)[:characters]


def _another(name: str, dice: random.Random) -> str:
    """Something of the same kind: a state, a day, a year of these decades, a number."""
    if name[0].isalpha():
        return dice.choice(_STATES)
    if " " in name:
        return f"{dice.randint(1, 28)} {dice.choice(_MONTHS)}"
    return str(dice.randint(1990, 2024) if name[:2] in ("19", "20") else dice.randint(100, 9999))


def stock(documents: int, relevant: float, words: int) -> Iterator[tuple[bool, str]]:
    """Texts and whether each is on the Council; the relevant ones are evenly spread."""
    articles, found = own_articles(), 0
    for number in range(documents):
        is_relevant = int((number + 1) * relevant) > found
        yield is_relevant, on_council(found, articles) if is_relevant else everyday(number, words)
        found += is_relevant


def write(folder: Path, documents: int, relevant: float = 0.05, words: int = 120) -> int:
    """Write the stock as files; how many are on the Council."""
    found = 0
    for number, (is_relevant, text) in enumerate(stock(documents, relevant, words)):
        part = folder / f"{number // 1000:04}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"2012-02-01_{number:07}.txt").write_text(text, encoding="utf-8")
        found += is_relevant
    return found


def main() -> None:
    """Write the files and say how many are relevant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--relevant", type=float, default=0.05, help="the share that is on the Council")
    parser.add_argument("--words", type=int, default=120, help="words of a text that is not")
    options = parser.parse_args()
    found = write(options.folder, options.documents, options.relevant, options.words)
    print(f"{options.folder}: {options.documents} texts, {found} of them on the Council")


if __name__ == "__main__":
    main()
