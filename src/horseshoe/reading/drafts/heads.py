"""Which nouns and pronouns name a draft resolution: their words, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from horseshoe.reading.grammar import agents_of, children, is_verb, lefts, subjects, under_a_vote
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

_GLUED = re.compile(r"resolution\d{1,4}")
DEFINITE = frozenset(["the", "this", "that", "these", "those", "its", "his", "their", "her", "both"])
INDEFINITE = frozenset(["a", "an", "another", "any", "some", "no"])
POSSESSIVE = ("its", "their", "his", "her", "our", "my")


def is_head(token: Token, *, strong_only: bool) -> bool:
    """Whether a noun is one of those that name a draft; only by the surest words where `strong_only`."""
    word = noun_of(token)
    if word in words("drafts", "heads.strong") and token.tag_[:2] == "NN":
        return not is_anothers(token)
    return not strong_only and word in words("drafts", "heads.weak")


def noun_of(token: Token) -> str:
    """Example: "resolution1234", as some PDFs give it, is a resolution."""
    return "resolution" if _GLUED.fullmatch(token.lower_) else token.lemma_.replace("–", "-")


def is_anothers(token: Token) -> bool:
    """Example: The General Assembly resolution on the resolution of the conflict was welcomed.

    Whether a noun that may name a draft is told as another body's text, or as something else altogether.
    """
    others = words("drafts", "not_a_draft.modifiers")
    others = others - words("drafts", "not_a_draft.of_a_text") if token.lemma_ == "draft" else others
    if any(c.lower_ in others for c in children(token, "amod", "compound", "nmod")):
        compounds = [c.lower_ for c in lefts(token)]
        if not ("council" in compounds and "security" in [g.lower_ for c in lefts(token) for g in c.subtree]):
            return "draft" not in compounds
    if of_another_body(token):
        return True
    for p in children(token, "prep"):
        if p.lower_ in ("of", "to") and any(o.lemma_ in words("drafts", "not_a_draft.after_to") for o in children(p, "pobj")):
            return True
    return False


def of_another_body(token: Token) -> bool:
    """Example: The European Parliament passed a resolution on Chechnya, and the City Council voted on a resolution."""
    voted_on = under_a_vote(token)
    verb = token.head.head if voted_on else token.head
    known = token.dep_ in ("dobj", "nsubjpass") or voted_on
    if not known or not is_verb(verb) or any(c.lower_ == "council" for c in lefts(token)):
        return False
    owners = agents_of(verb) if token.dep_ == "nsubjpass" else subjects(verb)
    if verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp"):  # "convene the General Assembly to debate a draft"
        owners = [*owners, *children(verb.head, "dobj")]
    for owner in owners:
        if owner.lemma_ in words("drafts", "not_a_draft.bodies"):
            return True
        names = {t.lower_ for t in owner.subtree if t.i < owner.i and t.tag_[:3] == "NNP"}
        if owner.lower_ == "council" and names and not names & {"security", "un", "u.n.", "nations"}:
            return True
    return False


def determiner(token: Token) -> str:
    """ "the" for what points back, "a" for what is introduced, "" for bare nouns and possessives."""
    result = ""
    for c in lefts(token):
        if c.dep_ in ("det", "predet") or c.lower_ in DEFINITE | INDEFINITE:
            word = c.lower_
            if word in DEFINITE and word not in POSSESSIVE:
                result = "the"
            elif word in INDEFINITE:
                result = "a"
        if c.dep_ == "poss" and c.lower_ not in POSSESSIVE:
            result = "the"
        if c.dep_ == "nummod":
            result = result or "a"
    return result


def flags_of(token: Token) -> Iterator[str]:
    """What the words before a mention say of it: "new", "rival", "earlier", "other", "own"."""
    near = {c.lower_ for c in lefts(token)} | {g.lower_ for c in lefts(token) for g in c.subtree}
    for name in ("new", "rival", "earlier", "other"):
        if near & words("drafts", f"flags.{name}"):
            yield name
    if "own" in near or any(p.lower_ == "of" and any(o.lower_ == "own" for o in p.subtree) for p in children(token, "prep")):
        yield "own"
    if token.lower_.startswith("counter"):
        yield "rival"


def is_linked(who: Who, token: Token, named: bool) -> bool:
    """Whether a weak head has a sponsor or stands under a verb of voting: "Moscow's version", "vetoed the text"."""
    own = token.lemma_ in words("drafts", "heads.of_its_own")
    if own and "own" in set(flags_of(token)):
        return True
    if _inside_a_draft(token):
        return False
    loose = token.lemma_ in words("drafts", "heads.loose")
    of_drafts = own and (not loose or _voted_on(token) or (named and determiner(token) == "the"))
    if of_drafts and any(who.at(c) for c in children(token, "poss", "amod", "compound", "nmod")):
        return _council_near(token) or (named and (token.dep_ != "pobj" or any(True for _ in children(token, "poss"))))
    if of_drafts and any(c.lower_.rsplit("-", 1)[-1] in words("drafts", "sponsor.suffixes") for c in children(token, "amod")):
        return named or _council_near(token)
    if any(c.dep_ == "acl" and c.lemma_ in words("drafts", "sponsor.verbs") for c in token.children) and _council_near(token):
        return True
    if any(p.lower_ == "by" and any(who.at(o) for o in children(p, "pobj")) for p in children(token, "prep")):
        return of_drafts and _council_near(token)
    verb = token.head
    if under_a_vote(token):
        return of_drafts
    if own and token.dep_ == "nsubj" and any(o.lemma_ == "vote" for o in children(verb, "dobj")):
        return _council_near(token)  # "the proposal needed three more votes"
    plain = not loose or token.lemma_ == "proposal"
    if own and plain and token.dep_ == "nsubjpass" and verb.lemma_ in words("drafts", "sponsor.verbs"):
        return (_council_near(token) or _council_before(token)) and any(who.at(o) for o in agents_of(verb))
    if of_drafts and not loose and token.dep_ == "dobj" and is_verb(verb) and verb.lemma_ in words("drafts", "sponsor.verbs"):
        return _council_near(token)
    return is_vetoed(token)


def is_vetoed(token: Token) -> bool:
    """Example: Togo will veto Chad's bid for membership, and the Council is to vote on Mali's initiative.

    Whether a noun is what a verb of vetoing is told of, as done or as yet to be done.
    """
    return is_verb(token.head) and token.head.lemma_ == "veto" and token.dep_ in ("dobj", "nsubjpass")


def _inside_a_draft(token: Token) -> bool:
    """Example: a resolution backing an Arab League plan."""
    t = token
    while t.head != t:
        child, t = t, t.head
        if child.dep_ in ("acl", "relcl", "prep") and is_head(t, strong_only=True):
            return True
    return False


def _voted_on(token: Token) -> bool:
    """Example: They vetoed a Western plan, and voted on a Russian proposal."""
    near = {t.lemma_ for t in token.sent}
    return bool(near & {"veto", "vote", "abstain", "reject", "adopt", "table"})


def _council_near(token: Token) -> bool:
    near = {t.lemma_ for t in token.sent}
    return bool(near & {"veto", "council", "resolution", "draft", "vote", "abstain", "un", "u.n.", "sanction", "mandate"})


def _council_before(token: Token) -> bool:
    """Whether the sentence before names the Council's business."""
    start = token.sent.start
    before = token.tree.tokens[start - 1].sent if start else ()
    return bool({t.lemma_ for t in before} & {"veto", "council", "resolution", "draft"})


def points_back(token: Token) -> bool:
    """Example: The measure failed, and France backed the text."""
    near = {c.lower_ for c in lefts(token)}
    if near & {"the", "this", "that"} and not any(c.dep_ in ("compound", "amod") for c in lefts(token)):
        return token.lemma_ not in ("language", "move", "plan", "initiative", "blueprint", "motion") or stands_for_draft(token)
    return bool(near & {"the", "this"}) and token.lemma_ in ("text", "measure", "document")


def stands_for_draft(token: Token) -> bool:
    """Example: The Council adopted it, and Russia opposed it."""
    verb = token.head
    if token.lower_ in ("which", "that") and token.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    if token.lower_ in ("which", "that"):
        return False
    if verb.dep_ == "prep" or verb.tag_ == "IN":
        governor = verb.head
        return is_verb(governor) and governor.lemma_ in ("vote", "abstain") and verb.lower_ in ("for", "against", "on")
    if not is_verb(verb):
        return False
    if token.dep_ in ("dobj", "nsubjpass"):
        return verb.lemma_ in words("drafts", "verbs.about_drafts")
    if token.dep_ == "nsubj":
        if verb.dep_ == "ccomp" and any(o.lower_ == "council" for o in children(verb.head, "dobj")):
            return False  # "told the Council it had failed"
        return (
            verb.lemma_ in words("drafts", "verbs.say_of_drafts")
            or (verb.lemma_ in words("provisions", "acts") and _provision_form(verb))
            or _would_have_done(verb)
        )
    return False


def _would_have_done(verb: Token) -> bool:
    aux = {c.lower_ for c in children(verb, "aux")}
    return {"would", "have"} <= aux and verb.tag_ == "VBN" and verb.lemma_ not in words("provisions", "only_would.never")


def _provision_form(verb: Token) -> bool:
    aux = {c.lower_ for c in children(verb, "aux")}
    return not aux & {"has", "have", "had", "could", "may", "might"} and verb.tag_ in ("VBZ", "VB")
