"""Where the pages of decisions stand, and where the United Nations keeps the documents that symbols name."""

from __future__ import annotations

import re
from urllib.parse import quote

from horseshoe.council.decisions import DraftVote

SYMBOL = re.compile(r"[SA]/[\w./()-]+")


def decision_address(vote: DraftVote) -> str:
    """The address of a decision's page: its resolution's number, else its symbol; "" where the record has neither."""
    if vote.resolution:
        return f"/decisions/{vote.resolution}"
    return f"/decisions/{quote(vote.symbol)}" if vote.symbol else ""


def un_document(symbol: str | None) -> str | None:
    """The address of a symbol's document at the United Nations; None for what is no symbol."""
    plain = re.sub(r"\s*\(\d{4}\)$", "", symbol or "")
    if not SYMBOL.fullmatch(plain):
        return None
    if plain.startswith("S/RES/") and symbol != plain and symbol:
        plain = symbol.replace(" ", "")
    return f"https://docs.un.org/en/{quote(plain)}"
