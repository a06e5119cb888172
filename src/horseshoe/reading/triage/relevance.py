"""Whether a text is about the United Nations Security Council at all, or names it only in passing."""

from __future__ import annotations

import re

from horseshoe.model import Span
from horseshoe.reading.triage.councils import UNITED_NATIONS, other_bodies, speaks_of_states, un_councils, unnamed_councils

# What the Council does; these words need the United Nations, or a power that votes, beside them.
COUNCIL_BUSINESS = re.compile(r"\b[Cc]ouncil\b|\bveto(?:e[sd]|ing)?\b|\b(?:draft\s+)?resolutions?\b")
PROPOSAL = re.compile(r"\b(?:draft|resolution)s?\b", re.IGNORECASE)
VETO = re.compile(r"\bveto(?:e[sd]|ing)?\b", re.IGNORECASE)
VOTING = re.compile(
    r"\bveto(?:e[sd]|ing)?\b|\babst(?:ain|ention)|\benvoys?\b|\bambassador|\bdiplomats?\b|\bsanctions\b|\bvoted?\b", re.I
)
# Permanent members other than the one whose home news speak of drafts and resolutions of their own
# (Charter, Article 23).
POWERS = re.compile(
    r"\b(?:Russian?s?|Moscow|Kremlin|Soviet|China|Chinese|Beijing|France|French|Paris|Brit(?:ain|ish)|London"
    r"|United Kingdom|Western)\b"
)
# "a U.N. resolution", "resolution 1701": the Council's numbers have no session before them
UN_TEXT = re.compile(
    r"(?:\bUnited\s+Nations|\bU\.?N\.?)(?:[’']s?)?\s+(?:\w+\s+){0,2}resolutions?\b|\b[Rr]esolutions?\s+(?:no\.\s*)?\d{3,4}\b(?!/)"
)
UN_ENVOY = re.compile(
    r"\bU\.?N\.?\s+(?:ambassador|envoy|mission)|\b(?:ambassador|envoy|representative)s?\s+(?:to|at)\s+the\s+(?:U\.?N\b|United\s+Nations)",
    re.I,
)
NEAR = 500  # characters around a word for a proposal in which those who vote on it are named
LEAD = 400  # characters that tell what a text is about
FEW = 2  # mentions of the Council up to which a text without a draft names it in passing


def is_about_council(text: str) -> bool:
    """Whether the text names the Security Council of the United Nations, or these together with their Council's business."""
    return bool(council_mentions(text))


def council_mentions(text: str) -> list[int]:
    """Where a text names the Council, or speaks of what only it does; empty where it means other bodies alone."""
    if (named := un_councils(text)) and speaks_of_states(text):
        return [n.start for n in named]
    if not UNITED_NATIONS.search(text):
        return []
    if found := [n.start for n in unnamed_councils(text) if n.un is None]:
        return found
    vetoes = [m.start() for m in VETO.finditer(text)]
    if vetoes and UN_ENVOY.search(text):
        return vetoes
    return [] if other_bodies(text) else sorted([*vetoes, *(m.start() for m in UN_TEXT.finditer(text))])


def proposals_voted_on(text: str) -> list[int]:
    """Words for a proposal near a power that votes on it and a word for how it votes; none of another body's."""
    found = [m for m in PROPOSAL.finditer(text) if _is_voted_on(text, m.start(), m.end())]
    if not found:
        return []
    others = [] if un_councils(text) else [n.start for n in other_bodies(text)]
    return [m.start() for m in found if not any(at < m.start() + NEAR for at in others)]


def _is_voted_on(text: str, start: int, end: int) -> bool:
    first, last = max(0, start - NEAR), end + NEAR
    return POWERS.search(text, first, last) is not None and VOTING.search(text, first, last) is not None


def is_on_another_body(text: str) -> bool:
    """Whether a text opens on another body and speaks of it at least as often: the General Assembly's vote, "after a veto"."""
    ours, others = un_councils(text), other_bodies(text)
    if not ours or not others:
        return False
    lead = min(ours[0].start, LEAD)
    return others[0].start < lead and len(others) >= len(ours) and not VETO.search(text, 0, others[0].start)


def is_passing(text: str) -> bool:
    """Whether a text names the Council once or twice, and not in its lead."""
    ours = un_councils(text)
    return 0 < len(ours) <= FEW and ours[0].start >= LEAD


def first_mention(text: str) -> Span | None:
    """The first words that name the Council or its business."""
    named = un_councils(text)
    if named:
        return Span.of(text, named[0].start, named[0].end)
    at = council_mentions(text) or proposals_voted_on(text)
    if not at:
        return None
    found = re.compile(r"\w+").match(text, at[0])
    return Span.of(text, at[0], found.end()) if found else None
