"""Whether the clause around a word lies before the publication or after it, from the verb that governs the word."""

from __future__ import annotations

from typing import Any

from horseshoe.reading.dates.grammar import lexicon

_FUTURE_MODALS = {
    "will",
    "wo",
    "shall",
    "'ll",
    "’ll",
    "would",
    "'d",
    "’d",
    "may",
    "might",
    "could",
    "can",
    "should",
    "must",
    "ca",
}
_STEPS = 40


def tense_at(token: Any) -> str | None:
    """`past`, `present`, `future` or None (no verb governs the token).

    "The Council will vote on Friday": future; "he said on Tuesday": past; "failed to agree on Monday": past.
    """
    words = lexicon()["tense"]
    if _right_after_past(token):
        return "past"
    node = token
    for _ in range(_STEPS):
        if node.tag_[:1] == "V" or node.tag_ == "MD":
            found = _verb(node, words)
            if found:
                return found
        elif node is not token and node.lower_ in words["ahead"] and node.tag_ in ("IN", "RB"):
            return "future"
        elif node is not token and node.lower_ in words["behind"] and node.tag_ in ("IN", "VBG"):
            ahead = node.head.tag_[:1] == "V" and _verb(node.head, words) == "future"  # will be different after Jan. 20
            return "future" if ahead else "past"
        elif node is not token and node.lower_ == "before" and _scheduled(token, words):
            return "future"
        if node.head is node:
            return None
        node = node.head
    return None


def _scheduled(token: Any, words: dict[str, list[str]]) -> bool:
    """Whether a day is that of an appointment: "before Saturday's referendums"."""
    return token.head.lower_ in words["scheduled"] and any(c.tag_ == "POS" for c in token.children)


def _right_after_past(token: Any) -> bool:
    """ "said on Monday he would": a day right behind a verb of the past belongs to it, whatever the parse says."""
    i = token.i - 1
    while i >= 0 and token.tree[i].lower_ in ("on", "late", "early", "last"):
        i -= 1
    return i >= 0 and token.tree[i].tag_ == "VBD" and token.tree[i].lower_ not in ("had", "was", "were", "did")


def _verb(node: Any, words: dict[str, list[str]]) -> str | None:
    helpers = [c for c in node.children if c.dep_ in ("aux", "auxpass") and c.i < node.i]
    forms, tags = {h.lower_ for h in helpers}, {h.tag_ for h in helpers}
    if forms & _FUTURE_MODALS:
        return "past" if "have" in forms else "future"
    if "to" in forms:
        return _infinitive(node, words)
    if tags & {"VBD", "VBN"} or forms & {"have", "has", "'ve", "’ve"}:
        return "past"
    return _by_form(node, words, helped=bool(helpers), present=bool(tags & {"VBP", "VBZ"}))


def _by_form(node: Any, words: dict[str, list[str]], *, helped: bool, present: bool) -> str | None:
    """The tense of a verb by its own form; `present`: an auxiliary of the present stands before it ("is", "are")."""
    match node.tag_:
        case "VBN" if not helped and node.dep_ in ("ccomp", "xcomp"):
            return None
        case "VBD" | "VBN":
            return "future" if present and node.dep_ != "relcl" else "past"
        case "MD":
            return "future"
        case "VBP" | "VBZ":
            return "past" if node.lemma_ in words["reporting"] else "present"
        case "VBG" if present:
            return "present"
    return None


def _infinitive(node: Any, words: dict[str, list[str]]) -> str | None:
    head = node.head
    if head is node:
        return "future"
    if head.tag_[:1] == "V" and head.lemma_ in words["implicative"]:
        return _verb(head, words)
    return None if node.dep_ == "advcl" and head.tag_[:1] == "V" else "future"
