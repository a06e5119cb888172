"""Whether a text is about the Security Council at all."""

from __future__ import annotations

import re

# The Council by name or symbol is enough; its older or shorter names need the United Nations beside them.
COUNCIL = re.compile(
    r"\bSecurity\s+Council\b|\bUNSC\b|\bS/(?:RES|PV|PRST)[/.]\d|\bS/(?:19|20)\d\d/\d+|\bSC/\d{4,6}\b", re.IGNORECASE
)
UNITED_NATIONS = re.compile(r"\bUnited\s+Nations\b|\bU\.?N\.?\b")
COUNCIL_BUSINESS = re.compile(r"\b[Cc]ouncil\b|\bveto(?:e[sd]|ing)?\b|\b(?:draft\s+)?resolutions?\b")


def is_about_council(text: str) -> bool:
    """Whether the text names the Security Council, or the United Nations together with its Council's business."""
    if COUNCIL.search(text):
        return True
    return bool(UNITED_NATIONS.search(text) and COUNCIL_BUSINESS.search(text))
