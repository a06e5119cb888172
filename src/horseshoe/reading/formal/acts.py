"""The verb that opens a paragraph of a resolution (which act, how strong, whether it binds) and what the paragraph sets up."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

Force = Literal["decision", "demand", "permission", "request", "view"]
ADVERB_STEP = 2  # how far one intensifying adverb moves an act on the scale


@dataclass(frozen=True, slots=True)
class Act:
    """One operative verb: its name in the third person, its rank (100 strongest) and its force."""

    name: str
    rank: int
    force: Force


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that open an operative paragraph: `[start, end)` in the paragraph, the act, and its rank with its adverbs."""

    act: Act
    start: int
    end: int
    rank: int


@functools.cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("horseshoe.reading").joinpath("lexicon", "formal_acts.toml").read_text(encoding="utf-8"))


@functools.cache
def acts_by_form() -> dict[str, Act]:
    """Every form of an operative verb ("calls on") with its act ("calls upon")."""
    found = {}
    for row in _lexicon()["act"]:
        for form in row["forms"]:
            found[form] = Act(form if row.get("keep") else row["act"], row["rank"], row["force"])
    return found


@functools.cache
def acts_by_name() -> dict[str, Act]:
    """Every act by its own name."""
    return {act.name: act for act in acts_by_form().values()}


def rank_of(name: str) -> int | None:
    """The rank of an act by its name or one of its forms; None where the scale does not have it."""
    act = acts_by_name().get(name) or acts_by_form().get(name)
    return act.rank if act else None


@functools.cache
def _opening() -> re.Pattern[str]:
    adverbs = _lexicon()["adverbs"]
    words = "|".join(re.escape(w) for w in sorted(adverbs["up"] + adverbs["same"], key=len, reverse=True))
    forms = "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in sorted(acts_by_form(), key=len, reverse=True))
    return re.compile(
        rf"\s*(?:The\s+Security\s+Council,?\s+)?(?P<before>(?:(?:{words}),?\s+(?:and\s+)?)*)(?P<form>{forms})\b(?P<after>(?:,?\s+(?:{words})\b,?)*)",
        re.IGNORECASE,
    )


@functools.cache
def _intensifiers() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _lexicon()["adverbs"]["up"])) + r")\b", re.IGNORECASE)


def read_opening(text: str) -> Opening | None:
    """The act that opens an operative paragraph ("Further demands that …"); None where no known verb does."""
    found = _opening().match(text)
    if not found:
        return None
    act = acts_by_form()[" ".join(found["form"].lower().split())]
    adverbs = len(_intensifiers().findall(found["before"] + " " + found["after"]))
    start = len(text) - len(text.lstrip())
    return Opening(act, start, found.end(), act.rank + ADVERB_STEP * adverbs)


@functools.cache
def preamble_openings() -> tuple[str, ...]:
    """First words of preambular paragraphs, longest first, lower case."""
    return tuple(sorted(_lexicon()["preamble"]["openings"], key=len, reverse=True))


def opens_preamble(text: str) -> str | None:
    """The preambular word or words that open a paragraph, as the text has them, or None."""
    lower = text.lstrip().lower()
    for opening in preamble_openings():
        if lower.startswith(opening) and not lower[len(opening) : len(opening) + 1].isalpha():
            return text.lstrip()[: len(opening)]
    return None


def binds(act: Act, chapter_vii: bool) -> bool | None:
    """Whether an operative paragraph binds its addressee.

    A decision binds (Charter, Article 25). A demand or a permission binds under Chapter VII (Article 39 ff.); outside it that
    is disputed (ICJ, Namibia, 1971, paras. 113-114), so None. Requests and views do not bind.
    """
    if act.force == "decision":
        return True
    if act.force in ("demand", "permission"):
        return True if chapter_vii else None
    return False


@functools.cache
def _measures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_measures.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["measures"]
    return tuple((name, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)) for name, patterns in table.items())


def find_measures(text: str) -> tuple[str, ...]:
    """The measures a paragraph names, in the lexicon's order."""
    flat = " ".join(text.split())
    return tuple(name for name, pattern in _measures() if pattern.search(flat))
