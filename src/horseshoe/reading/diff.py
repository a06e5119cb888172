"""Two drafts side by side by provision: added, dropped, softened, hardened, reworded, moved."""

from __future__ import annotations

import bisect
import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from horseshoe.model import Draft, Provision
from horseshoe.reading.formal.acts import opens_preamble, read_opening

ChangeKind = Literal["added", "dropped", "softened", "hardened", "reworded", "moved", "unchanged"]
KINDS: tuple[ChangeKind, ...] = ("added", "dropped", "softened", "hardened", "reworded", "moved", "unchanged")
ALIKE = 58.0  # least similarity, 0-100, at which two paragraphs are versions of one
SAME_ACT = 6.0  # what the same operative verb adds to it
SAME_ADDRESSEE = 4.0


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one provision: `before` is None where it was added, `after` where it was dropped; `why` in words."""

    kind: ChangeKind
    before: Provision | None
    after: Provision | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftDiff:
    """All changes from one draft to another, in the order of the second, dropped provisions where they stood."""

    changes: tuple[Change, ...]
    sponsors_gained: tuple[str, ...]
    sponsors_lost: tuple[str, ...]

    def count(self, kind: ChangeKind) -> int:
        """How many provisions had a change of one kind."""
        return sum(1 for c in self.changes if c.kind == kind)


def compare_drafts(before: Draft, after: Draft) -> DraftDiff:
    """The changes from one draft to another, provision by provision."""
    return DraftDiff(
        compare_provisions(before.provisions, after.provisions),
        tuple(s for s in after.sponsors if s not in before.sponsors),
        tuple(s for s in before.sponsors if s not in after.sponsors),
    )


def compare_provisions(before: Sequence[Provision], after: Sequence[Provision]) -> tuple[Change, ...]:
    """Align two lists of provisions within each part (preamble, operative, annex) and tell what changed."""
    found: list[Change] = []
    parts = [p for p in ("preambular", "operative", "annex", None) if any(x.part == p for x in (*before, *after))]
    for part in parts:
        found += _compare_part([p for p in before if p.part == part], [p for p in after if p.part == part])
    return tuple(found)


def _compare_part(before: list[Provision], after: list[Provision]) -> list[Change]:
    pairs = align(before, after)
    stayed = _in_order([pairs[j] for j in sorted(pairs)])
    changes = [
        _change(before[pairs[j]], new, moved=pairs[j] not in stayed) if j in pairs else Change("added", None, new)
        for j, new in enumerate(after)
    ]
    place = {i: j for j, i in pairs.items()}
    for i in reversed([i for i in range(len(before)) if i not in place]):
        following = [place[k] for k in range(i + 1, len(before)) if k in place]
        changes.insert(min(following) if following else len(changes), Change("dropped", before[i], None))
    return changes


def align(before: Sequence[Provision], after: Sequence[Provision]) -> dict[int, int]:
    """Index in `after` -> index in `before` of the provision it is a version of; the most alike first, each used once."""
    scored = sorted(
        (
            (score, -abs(i - j), j, i)
            for j, b in enumerate(after)
            for i, a in enumerate(before)
            if (score := likeness(a, b)) >= ALIKE
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, j, i in scored:
        if j not in pairs and i not in used:
            pairs[j] = i
            used.add(i)
    return pairs


def likeness(a: Provision, b: Provision) -> float:
    """How alike two provisions are, 0-100: their words without the opening verb, a little for the same act and addressee."""
    from rapidfuzz import fuzz

    one, two = content(a), content(b)
    score = 0.5 * fuzz.ratio(one, two) + 0.5 * fuzz.token_set_ratio(one, two)
    if a.act == b.act:
        score += SAME_ACT
    if a.addressee and b.addressee and fuzz.ratio(a.addressee.lower(), b.addressee.lower()) > 80:
        score += SAME_ADDRESSEE
    return min(score, 100.0)


def content(p: Provision) -> str:
    """A provision's words behind its opening verb, on one line, lower case."""
    text = p.span.text
    opening = read_opening(text) if p.part != "preambular" else None
    if opening is not None:
        text = text[opening.end :]
    elif first := opens_preamble(text):
        text = text.lstrip()[len(first) :]
    return " ".join(text.lower().split()).rstrip(" ;.,:")


def _in_order(indices: list[int]) -> set[int]:
    """The longest run of indices that rises: what kept its place; the rest has moved."""
    tails: list[int] = []
    last: list[int] = []
    back: list[int | None] = []
    for at, value in enumerate(indices):
        k = bisect.bisect_left(tails, value)
        back.append(last[k - 1] if k else None)
        tails[k : k + 1] = [value]
        last[k : k + 1] = [at]
    kept: set[int] = set()
    step: int | None = last[-1] if last else None
    while step is not None:
        kept.add(indices[step])
        step = back[step]
    return kept


def _change(old: Provision, new: Provision, *, moved: bool) -> Change:
    harder, softer = _reasons(old, new)
    why = (*harder, *softer)
    if moved:
        why = (*why, f"moved from {old.number or 'its place'} to {new.number or 'another'}")
    weight = _weight(old, new)
    if weight:
        return Change("hardened" if weight > 0 else "softened", old, new, why)
    if _flat(old) != _flat(new):
        return Change("reworded", old, new, why)
    return Change("moved" if moved else "unchanged", old, new, why)


def _weight(old: Provision, new: Provision) -> int:
    """Above 0 where the new version is harder. The operative verb decides; then what is bound; then measures and words."""
    ranks = _rank(old), _rank(new)
    if ranks[0] is not None and ranks[1] is not None and ranks[0] != ranks[1]:
        return 1 if ranks[1] > ranks[0] else -1
    if old.binding is not new.binding and old.act == new.act and None not in (old.binding, new.binding):
        return 1 if new.binding else -1
    harder, softer = _reasons(old, new)
    return (len(harder) > len(softer)) - (len(harder) < len(softer))


def _rank(p: Provision) -> int | None:
    opening = read_opening(p.span.text) if p.part == "operative" else None
    return opening.rank if opening else None


@functools.cache
def _scale() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("horseshoe.reading").joinpath("lexicon", "formal_scale.toml").read_text(encoding="utf-8"))
    return {side: tuple(table[side]) for side in ("harder", "softer")}


def _reasons(old: Provision, new: Provision) -> tuple[list[str], list[str]]:
    """What makes the new version harder, and what softer."""
    harder: list[str] = []
    softer: list[str] = []
    ranks = _rank(old), _rank(new)
    if None not in ranks and ranks[0] != ranks[1]:
        side = harder if (ranks[1] or 0) > (ranks[0] or 0) else softer
        side.append(f"{_verb(old)} → {_verb(new)}")
    for measure in set(new.measures) ^ set(old.measures):
        if measure.startswith(("sanctions", "force", "threat", "monitoring", "referral")):
            gained = measure in new.measures
            (harder if gained else softer).append(f"{measure} {'added' if gained else 'taken out'}")
    for side, other, name in ((harder, softer, "harder"), (softer, harder, "softer")):
        for word in _scale()[name]:
            was, is_ = _has(old, word), _has(new, word)
            if is_ and not was:
                side.append(f"“{word}” added")
            elif was and not is_:
                other.append(f"“{word}” taken out")
    return sorted(harder), sorted(softer)


def _verb(p: Provision) -> str:
    opening = read_opening(p.span.text)
    return " ".join(p.span.text[opening.start : opening.end].split()) if opening else p.act


def _has(p: Provision, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", content(p)) is not None


def _flat(p: Provision) -> str:
    return " ".join(p.span.text.split()).rstrip(" ;.,:")
