"""Number: "Russia urges", but "Western countries urge"."""

from __future__ import annotations

# collective nouns that English newspapers use with a plural verb
COLLECTIVES = frozenset({"police", "people", "men", "women", "children", "militia", "dead"})
PAST = frozenset({"vetoed", "voted", "abstained"})
HISSES = ("ches", "shes", "sses", "xes", "zes")


def is_plural(names: list[str]) -> bool:
    """Whether a list of names takes a plural verb: several of them, or one that ends in a common noun of many ("rebels").

    A proper name takes the singular, also one that ends in s ("United States", "Human Rights Watch").
    """
    if len(names) != 1:
        return len(names) > 1
    last = names[0].split()[-1:] or [""]
    return last[0] in COLLECTIVES or (last[0].islower() and last[0].endswith("s") and not last[0].endswith("ss"))


def agree(words: str, plural: bool) -> str:
    """A verb phrase in the third person singular, put into the plural where asked for: "denies" becomes "deny"."""
    verb, space, rest = words.partition(" ")
    if not plural or verb in PAST or not verb.endswith("s"):
        return words
    if verb in ("does", "is"):
        verb = {"does": "do", "is": "are"}[verb]
    elif verb.endswith("ies"):
        verb = verb[:-3] + "y"
    elif verb.endswith(HISSES):
        verb = verb[:-2]
    else:
        verb = verb[:-1]
    return verb + space + rest
