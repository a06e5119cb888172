"""The paragraphs of a resolution as provisions: act, addressee, binding or not, deadline, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from horseshoe.model import Provision, Span
from horseshoe.reading.formal.acts import binds, find_measures, opens_preamble, read_opening
from horseshoe.reading.formal.deadlines import find_deadline
from horseshoe.reading.formal.paragraphs import Paragraph, split_paragraphs

# "Acting therefore under Chapter VII", "Acting under Articles 39 and 40 of the Charter"
CHAPTER_VII = re.compile(
    r"\b(?:acting|decides),?\s+(?:[a-z]+,?\s+){0,3}?under\s+(?:Articles?\s+(?:39|4\d)(?:(?:,\s*|\s+and\s+)4\d)*\s+of\s+(?:the\s+Charter)?)?"
    r"(?:(?<=Charter)|Chapter\s+VII\b)",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|in\s+the\s+event\s+(?:of|that)|should\s+(?:the|any|they|he|it))\b[^.;]{5,200}", re.IGNORECASE
)
ADDRESSEE_ENDS = re.compile(
    r"\s*(?:,|;|\.$|\bto\b|\bthat\b|\bin (?:accordance|line|order|close|coordination|consultation|cooperation)\b|\bfor\b"
    r"|\bnot\b|\bimmediately\b|\bwithout\b|\band (?:urges|requests|calls|encourages|demands)\b"
    r"|\bfully\b|\bshould\b|\bshall\b|\bmust\b|\bcease\b|\bcomply\b|\bend\b|\ballow\b)",
    re.IGNORECASE,
)
WHO = re.compile(
    r"(?P<who>(?:all|the|its|any|those|both|each|every|other|relevant|regional|international|neighbouring)\b[^,;.:]*?|[A-Z][\w’'-]*(?:\s+(?:[A-Z(][\w’')-]*|of|the|and))*)"
    + f"(?={ADDRESSEE_ENDS.pattern}|$)"
)
ADDRESSED = {
    "demands",
    "insists",
    "calls upon",
    "urges",
    "requests",
    "encourages",
    "invites",
    "directs",
    "instructs",
    "warns",
    "orders",
    "authorizes",
    "reminds",
    "recommends",
    "requires",
}
LONGEST_ADDRESSEE = 160


def is_chapter_vii(text: str) -> bool:
    """Whether a resolution's text says that the Council acts under Chapter VII of the Charter."""
    return CHAPTER_VII.search(text) is not None


def read_provisions(text: str, body: int, adopted: date | None = None, end: int | None = None) -> tuple[Provision, ...]:
    """Every paragraph of the resolution whose body is `[body, end)`, as a provision; sub-paragraphs inherit the act above."""
    chapter_vii = is_chapter_vii(text[body:end])
    return tuple(_provisions(text, split_paragraphs(text, body, end), chapter_vii, adopted))


def _provisions(text: str, paragraphs: tuple[Paragraph, ...], chapter_vii: bool, adopted: date | None) -> Iterator[Provision]:
    above: Provision | None = None
    for paragraph in paragraphs:
        if paragraph.end <= paragraph.start:
            continue
        span = Span.of(text, paragraph.start, paragraph.end)
        if paragraph.part == "preambular":
            opening = opens_preamble(span.text)
            yield Provision(
                span, (opening or span.text.split()[0]).lower().strip(",;:"), binding=False, part="preambular", measures=()
            )
            continue
        found = _operative(span, paragraph, chapter_vii, adopted, above)
        if found is None:
            continue
        if paragraph.number is None or "(" not in paragraph.number:
            above = found
        yield found


def _operative(
    span: Span, paragraph: Paragraph, chapter_vii: bool, adopted: date | None, above: Provision | None
) -> Provision | None:
    opening = read_opening(span.text)
    if opening is not None:
        act, binding = opening.act.name, binds(opening.act, chapter_vii)
        addressee = find_addressee(span.text[opening.end :], act)
    elif paragraph.part == "annex":
        act, binding, addressee = "annexes", None, None
    elif above is not None:
        act, binding, addressee = above.act, above.binding, above.addressee
    else:
        return None
    deadline = find_deadline(span.text, adopted)
    condition = CONDITION.search(span.text)
    return Provision(
        span,
        act,
        addressee=addressee,
        condition=" ".join(condition[0].split()).rstrip(" ,") if condition else None,
        deadline=deadline.range if deadline else None,
        binding=binding,
        number=paragraph.number,
        part=paragraph.part,
        measures=find_measures(span.text),
    )


def find_addressee(rest: str, act: str) -> str | None:
    """Whom the act addresses, in the text's words, from what follows the verb; None where nobody is named."""
    flat = " ".join(rest.split())
    if act in ADDRESSED:
        flat = re.sub(r"^(?:that|on|upon|of|to)\s+", "", flat.lstrip(" ,"))
    elif act == "decides":
        if not flat.startswith("that "):
            return None
        flat = flat.removeprefix("that ")
        if not re.match(r"(?:all |the |any )?(?:Member )?(?:States|parties|[\w’' -]{2,60}?) (?:shall|must|should)\b", flat):
            return None
    else:
        return None
    found = WHO.match(flat)
    if not found or len(found["who"]) > LONGEST_ADDRESSEE:
        return None
    return found["who"].strip(" ,")
