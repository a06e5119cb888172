"""What a document tells of a draft otherwise than those before it: new sponsors, other provisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from horseshoe.brief.checking.tokens import numbers_in
from horseshoe.council.states import many
from horseshoe.reading.diff import Change, compare_provisions
from horseshoe.record.item_ref import ItemRef

if TYPE_CHECKING:
    from horseshoe.brief.situation.standing import Name
    from horseshoe.model import Draft, Provision, Reading
    from horseshoe.record.dossiers.dossier_types import DraftEntry, Source
    from horseshoe.record.record import Record

SHOWN = ("added", "dropped", "softened", "hardened", "reworded")


@dataclass(frozen=True, slots=True)
class Amended:
    """A change of a draft, told by a document.

    `kind` is that of `reading.diff`, "told" of what may have stood there before, or "sponsors".
    `before` and `after` are the provision's words, "" where there are none, or who joined.
    """

    kind: str
    source: Source
    before: str = ""
    after: str = ""
    why: tuple[str, ...] = ()


def amended(record: Record, entry: DraftEntry, name: Name) -> tuple[Amended, ...]:
    """The changes of a draft of the record, oldest first."""
    from horseshoe.forecast.dossier import newest_first
    from horseshoe.record.dossiers.latest import readings_of_draft

    sources = {v.source.document: v.source for v in entry.versions}
    with record.snapshot() as connection:
        told = newest_first(readings_of_draft(connection, entry.numbers, entry.last_day))
    found = [*_joined(entry, name), *_provisions([t for t in reversed(told) if t[0].document.id in sources], sources)]
    order = list(sources)
    return tuple(sorted(found, key=lambda a: order.index(a.source.document)))


def _joined(entry: DraftEntry, name: Name) -> Iterator[Amended]:
    sponsors: set[str] = set()
    for version in entry.versions:
        joined = [s for s in version.sponsors if s not in sponsors]
        if sponsors and joined:
            yield Amended("sponsors", version.source, after=many([name(s) for s in joined]))
        sponsors |= set(joined)


def _provisions(told: Sequence[tuple[Reading, Draft]], sources: dict[str, Source]) -> Iterator[Amended]:
    """The changes of the provisions from document to document, oldest first.

    Only where the draft's own text stands against its own text is anything added or dropped: a
    report tells a part of it, and what it words otherwise is the same unless a number is another.
    """
    known: list[Provision] = []
    for reading, draft in told:
        if not draft.provisions:
            continue
        source = sources[reading.document.id]
        for change in _against(known, draft.provisions) if known else ():
            yield _amended(change, source)
        known = _learned(known, draft.provisions)


def _is_text(provisions: Sequence[Provision]) -> bool:
    """Whether these are the paragraphs of a draft's own text, and not what a report tells of it."""
    return any(p.part for p in provisions)


def _against(known: Sequence[Provision], told: Sequence[Provision]) -> Iterator[Change]:
    if _is_text(known) and _is_text(told):
        yield from (c for c in compare_provisions(known, told) if c.kind in SHOWN)
        return
    for change in compare_provisions(_loose(known), _loose(told)):
        if change.before and change.after:
            if _counts_otherwise(change.before, change.after):
                yield replace(change, kind="reworded", why=())
        elif change.after and not _is_text(told):
            yield change


def _loose(provisions: Sequence[Provision]) -> list[Provision]:
    return [replace(p, part=None) for p in provisions]


def _counts_otherwise(before: Provision, after: Provision) -> bool:
    """Whether two tellings of a provision name other numbers: "for twelve months" and "for six months"."""
    was, now = (set(numbers_in(p.span.text).values()) for p in (before, after))
    return not (was <= now or now <= was)


def _learned(known: Sequence[Provision], told: Sequence[Provision]) -> list[Provision]:
    """What is known after a document: the draft's text, else what was told last of each provision."""
    if _is_text(told) or _is_text(known):
        return list(told if _is_text(told) else known)
    retold = {c.before.span for c in compare_provisions(_loose(known), _loose(told)) if c.before and c.after}
    return [*(p for p in known if p.span not in retold), *told]


def _amended(change: Change, source: Source) -> Amended:
    before, after = ((p.span.text if p else "") for p in (change.before, change.after))
    of_report = change.kind == "added" and change.after is not None and change.after.part is None
    words = after or before
    if change.after:
        ref = ItemRef(source.document, "provision", change.after.span.start, change.after.span.end)
        source = replace(source, ref=str(ref), text=" ".join(words.split()))
    kind = "told" if of_report else change.kind
    return Amended(kind, source, " ".join(before.split()), " ".join(after.split()), change.why)
