"""Who stands where, clause by clause: every word of vetoing, voting, supporting, opposing and criticising with its actor and draft."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from horseshoe.council.members import is_permanent
from horseshoe.model import Modality, Stance
from horseshoe.reading.drafts.grammar import agents_of, children, first_conjunct, is_verb, passive, subjects
from horseshoe.reading.drafts.reality import Reality, reality
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.who import Who
from horseshoe.reading.drafts.words import lexicon, words
from horseshoe.reading.parse import Parsed, lemma

NOBODY = frozenset(["security-council", "un-security-council", "united-nations", "un-general-assembly"])
# family -> reality -> (stance, modality)
Outcome = tuple[Stance, Modality]
OUTCOMES: dict[str, dict[str, Outcome]] = {
    "veto": {
        "done": ("vetoed", "asserted"),
        "intended": ("threatens_veto", "asserted"),
        "doubtful": ("threatens_veto", "hedged"),
        "refused": ("threatens_veto", "negated"),
        "negated": ("threatens_veto", "negated"),
        "hypothetical": ("threatens_veto", "hypothetical"),
    },
    "for": {
        "done": ("voted_for", "asserted"),
        "intended": ("supports", "asserted"),
        "doubtful": ("supports", "hedged"),
        "refused": ("opposes", "asserted"),
        "negated": ("voted_for", "negated"),
        "hypothetical": ("supports", "hypothetical"),
    },
    "against": {
        "done": ("voted_against", "asserted"),
        "intended": ("opposes", "asserted"),
        "doubtful": ("opposes", "hedged"),
        "refused": ("opposes", "negated"),
        "negated": ("voted_against", "negated"),
        "hypothetical": ("opposes", "hypothetical"),
    },
    "abstain": {
        "done": ("abstained", "asserted"),
        "intended": ("abstained", "hypothetical"),
        "doubtful": ("abstained", "hedged"),
        "refused": ("abstained", "negated"),
        "negated": ("abstained", "negated"),
        "hypothetical": ("abstained", "hypothetical"),
    },
    "support": {
        "done": ("supports", "asserted"),
        "intended": ("supports", "asserted"),
        "doubtful": ("supports", "hedged"),
        "refused": ("opposes", "asserted"),
        "negated": ("opposes", "asserted"),
        "hypothetical": ("supports", "hypothetical"),
    },
    "oppose": {
        "done": ("opposes", "asserted"),
        "intended": ("opposes", "asserted"),
        "doubtful": ("opposes", "hedged"),
        "refused": ("opposes", "negated"),
        "negated": ("opposes", "negated"),
        "hypothetical": ("opposes", "hypothetical"),
    },
    "weigh_veto": {
        "done": ("threatens_veto", "hedged"),
        "intended": ("threatens_veto", "hedged"),
        "doubtful": ("threatens_veto", "hedged"),
        "refused": ("threatens_veto", "negated"),
        "negated": ("threatens_veto", "negated"),
        "hypothetical": ("threatens_veto", "hypothetical"),
    },
    "criticise": {"done": ("criticises", "asserted")},
    "sponsor": {"done": ("sponsors", "asserted")},
}


@dataclass(frozen=True, slots=True)
class Stand:
    """One actor's stance in one clause. `word` is the verb or noun that says it; `draft` the id of the draft, if one is meant."""

    actor: str
    stance: Stance
    word: Token
    draft: str | None
    modality: Modality
    family: str


@functools.cache
def frames() -> dict[str, tuple[dict[str, Any], ...]]:
    """Frames of the word list by verb."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in lexicon("positions")["frame"]:
        frame = {k: frozenset(v.split()) if k in ("nouns", "adverbs", "prep", "with") else v for k, v in row.items()}
        for verb in row["verbs"].split():
            found.setdefault(verb, []).append(frame)
    return {verb: tuple(rows) for verb, rows in found.items()}


def find_stands(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Stand]:
    """Every stance that a clause tells, in text order."""
    if not targets.named:
        return
    for token in parsed.doc:
        if lemma(token) == "be" or (is_verb(token) and lemma(token) in ("speak", "come")):
            yield from _for_or_against(token, who, targets)
        elif is_verb(token) and lemma(token) in ("let", "allow", "permit"):
            yield from _not_let_pass(token, who, targets)
        elif is_verb(token) or token.dep_ in ("ROOT", "relcl", "ccomp"):
            for frame in frames().get(lemma(token), ()):
                if (stands := list(_by_frame(token, frame, who, targets))) or _matched(token, frame, targets):
                    yield from stands
                    break
        elif token.tag_[:2] == "NN":
            yield from _by_noun(token, who, targets)


def _for_or_against(verb: Token, who: Who, targets: Targets) -> Iterator[Stand]:
    """Example: Uganda was against the draft, and Panama came out in favour of the text."""
    for p in children(verb, "prep"):
        inner = list(children(p, "pobj"))
        against = p.lower_ == "against"
        if not against and not (p.lower_ == "in" and any(lemma(o) in ("favour", "favor") for o in inner)):
            continue
        nouns = inner if against else [x for o in inner for q in children(o, "prep") for x in children(q, "pobj")]
        draft = next((d for o in nouns if (d := targets.at(o)) is not None), None)
        outcome = OUTCOMES["oppose" if against else "support"].get(reality(verb))
        if draft is None or outcome is None:
            continue
        for actor in _actors(verb, who):
            yield Stand(actor, outcome[0], verb, draft, outcome[1], "attitude")


def _purpose_of_a_veto(verb: Token) -> bool:
    """Example: France used its veto to kill the draft."""
    return (
        verb.tag_ == "VB"
        and verb.dep_ in ("xcomp", "advcl", "acl", "relcl")
        and any(lemma(t) == "veto" for t in (verb.head, *verb.head.children))
    )


def _not_let_pass(verb: Token, who: Who, targets: Targets) -> Iterator[Stand]:
    """Example: Russia will not let the draft pass."""
    if reality(verb) != "refused":
        return
    for c in children(verb, "ccomp", "xcomp"):
        if lemma(c) not in ("pass", "go", "adopt", "succeed", "approve"):
            continue
        draft = next(
            (d for o in (*children(c, "nsubj", "nsubjpass"), *children(verb, "dobj")) if (d := targets.at(o)) is not None), None
        )
        if draft is not None or any(t.lower_ == "it" for t in children(c, "nsubj")):
            for actor in _actors(verb, who):
                stance = _as_member(actor, "threatens_veto")
                yield Stand(actor, stance, verb, draft or targets.focus(verb), "asserted", "veto")


def _matched(verb: Token, frame: dict[str, Any], targets: Targets) -> bool:
    return _object(verb, frame, targets)[0]


def _by_frame(verb: Token, frame: dict[str, Any], who: Who, targets: Targets) -> Iterator[Stand]:
    fits, draft = _object(verb, frame, targets)
    if not fits:
        return
    family = frame["family"]
    if family == "veto" and _purpose_of_a_veto(verb) and lemma(verb) != "veto":
        return
    outcome = _outcome(family, verb, reality(verb))
    if outcome is None:
        return
    actors = _actors(verb, who)
    stance, modality = outcome
    if draft is None:
        draft = targets.focus(verb, vote=stance in ("vetoed", "voted_for", "voted_against", "abstained"))
    for actor in actors:
        yield Stand(actor, _as_member(actor, stance), verb, draft, modality, family)


def _as_member(actor: str, stance: Stance) -> Stance:
    """A veto is a permanent member's alone: what blocks from elsewhere opposes, and a no vote is a vote against (Article 27(3))."""
    if stance in ("vetoed", "threatens_veto") and not (is_permanent(actor) or len(actor) != 3):
        return "voted_against" if stance == "vetoed" else "opposes"
    return stance


def _outcome(family: str, verb: Token, how: Reality) -> Outcome | None:
    if how == "asked":
        return None
    if lemma(verb) == "threaten" and family == "veto" and how in ("done", "intended"):
        return ("threatens_veto", "asserted")
    if family in ("support", "oppose") and how == "doubtful" and verb.tag_ in ("VBZ", "VBP", "VBD", "VBN"):
        how = "done"
    return OUTCOMES[family].get(how)


def _actors(verb: Token, who: Who) -> list[str]:
    found: list[str] = []
    for s in agents_of(verb) if passive(verb) else subjects(verb):
        found += who.several(s)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "in" and lemma(verb.head.head) == "join":
        found += [a for o in children(verb.head.head, "dobj") for a in who.several(o)]
    return [a for a in dict.fromkeys(found) if a not in NOBODY]


def _object(verb: Token, frame: dict[str, Any], targets: Targets) -> tuple[bool, str | None]:
    """Whether a verb stands in a frame, and the draft it names, if it names one."""
    if "particle" in frame and not any(c.lower_ == frame["particle"] for c in verb.children):
        return False, None
    if "adverbs" in frame and not _adverb(verb, frame["adverbs"]):
        return False, None
    draft = _draft_object(verb, targets, frame.get("prep"))
    kind = frame["object"]
    if kind == "draft":
        return draft is not None, draft
    if kind == "noun":
        return _noun_object(verb, frame, targets)
    return True, draft


def _adverb(verb: Token, wanted: frozenset[str]) -> bool:
    """Example: He voted no, she voted in favour of it, and they voted against."""
    doc = verb.doc
    near = [t.lower_ for t in doc[verb.i + 1 : verb.i + 4]]
    if near[:1] and near[0] in wanted and near[0] not in ("for",):
        return True
    if near[:1] == ["unanimously"] or near[:2] == ["in", "favor"] or near[:2] == ["in", "favour"]:
        return "in-favour" in wanted
    for c in verb.children:
        if c.lower_ in wanted and c.dep_ in (
            "prep",
            "advmod",
            "dobj",
            "intj",
            "det",
            "prt",
            "advcl",
            "npadvmod",
            "acomp",
            "oprd",
            "attr",
        ):
            if c.lower_ == "for" and not any(_counts_as_draft(o) for o in children(c, "pobj")):
                continue
            return True
    return False


def _counts_as_draft(noun: Token) -> bool:
    return (
        lemma(noun)
        in (
            "it",
            "draft",
            "resolution",
            "text",
            "measure",
            "proposal",
            "adoption",
            "document",
            "version",
            "renewal",
            "extension",
        )
        or noun.tag_ == "PRP"
    )


def _draft_object(verb: Token, targets: Targets, prep: frozenset[str] | None) -> str | None:
    chain = [verb]
    if verb.dep_ == "conj" and is_verb(verb.head) and not any(True for _ in children(verb, "dobj", "prep")):
        chain.append(verb.head)
    chain += [c for c in children(verb, "conj") if is_verb(c) and not any(True for _ in children(verb, "dobj"))]
    for v in chain:
        for o in _objects(v, prep):
            if (found := targets.at(o)) is not None:
                return found
            for p in children(o, "prep"):
                if p.lower_ in ("of", "on", "to", "against", "for", "in"):
                    for x in children(p, "pobj"):
                        if (found := targets.at(x)) is not None and lemma(o) in INNER:
                            return found
    return None


INNER = frozenset(
    [
        "adoption",
        "passage",
        "vote",
        "veto",
        "idea",
        "version",
        "part",
        "language",
        "paragraph",
        "extension",
        "draft",
        "efforts",
        "effort",
        "support",
        "work",
        "provision",
        "call",
        "attempt",
        "wording",
        "favour",
        "favor",
        "renewal",
        "use",
        "decision",
        "plan",
        "bid",
        "put",
    ]
)


def _objects(verb: Token, prep: frozenset[str] | None) -> Iterator[Token]:
    yield from children(verb, "dobj", "nsubjpass", "dative")
    if verb.dep_ in ("acl", "relcl", "amod") and passive(verb) and not is_verb(verb.head):
        yield verb.head
    for c in verb.children:
        if c.dep_ in ("prep", "agent", "prt", "advmod") and (prep is None or c.lower_ in prep):
            if prep is None and c.lower_ not in ("for", "against", "on", "of", "in", "down", "to"):
                continue
            yield from children(c, "pobj")
            for inner in children(c, "prep"):
                yield from children(inner, "pobj")
    for c in children(verb, "ccomp"):
        if c.tag_ == "VBN" or not is_verb(c):
            yield from children(c, "nsubj", "nsubjpass")
    if verb.dep_ == "relcl":
        for c in children(verb, "dobj", "pobj"):
            yield c


def _noun_object(verb: Token, frame: dict[str, Any], targets: Targets) -> tuple[bool, str | None]:
    """Example: China cast a negative vote on the draft and threatened to use its veto."""
    for o in _objects(verb, None):
        if lemma(o) not in frame["nouns"]:
            if not (
                "veto" in frame["nouns"]
                and lemma(o) in ("power", "right", "threat")
                and any(c.lower_ == "veto" for c in o.children)
            ):
                continue
        near = {t.lower_ for t in o.subtree}
        if "with" in frame and not near & frame["with"]:
            continue
        for t in o.subtree:
            if t.dep_ == "pobj" and (found := targets.at(t)) is not None:
                return True, found
        draft = _draft_object(verb, targets, None)
        return True, draft
    return False, None


def _by_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Stand]:
    word = lemma(noun)
    if word == "veto" and noun.dep_ not in ("compound", "amod"):
        yield from _veto_noun(noun, who, targets)
    elif word == "threat" and any(c.lower_ == "veto" for c in noun.lefts):
        for actor in _owners(noun, who):
            if is_permanent(actor):
                yield Stand(actor, "threatens_veto", noun, targets.focus(noun), "asserted", "veto")
    elif word in ("opposition", "objection", "support", "backing", "criticism"):
        yield from _attitude_noun(noun, word, who, targets)


def _owners(noun: Token, who: Who) -> list[str]:
    found: list[str] = []
    for c in noun.children:
        if c.dep_ in ("poss", "amod", "compound", "nmod") and c.i < noun.i:
            found += who.several(c)
        elif c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from"):
            for o in children(c, "pobj"):
                found += who.several(o)
    return [a for a in dict.fromkeys(found) if a not in NOBODY]


def _veto_noun(noun: Token, who: Who, targets: Targets) -> Iterator[Stand]:
    """Example: A double veto by Russia and China killed it, but a French veto was never expected."""
    head = first_conjunct(noun)
    governor = head.head
    if (
        is_verb(governor)
        and any("veto" in f.get("nouns", ()) for f in frames().get(lemma(governor), ()))
        and head.dep_ == "dobj"
    ):
        return
    actors = [a for a in _owners(noun, who) if is_permanent(a)]
    if not actors or noun.tag_ == "NNS" and governor.lower_ == "of" and lemma(governor.head) in ("use", "number", "power"):
        return
    draft = next((d for t in noun.subtree if t != noun and (d := targets.at(t)) is not None), None)
    for actor in actors:
        modality: Modality = "asserted" if _cast(head) else "hypothetical"
        stance: Stance = "vetoed" if modality == "asserted" else "threatens_veto"
        if modality == "asserted" and lemma(governor) in ("threaten",):
            stance = "threatens_veto"
        target = draft if draft is not None else targets.focus(noun, vote=stance == "vetoed")
        yield Stand(actor, stance, noun, target, modality, "veto")


def _cast(noun: Token) -> bool:
    token = noun
    while token.head != token:
        child, token = token, token.head
        if lemma(token) in words("positions", "veto_noun.not_cast") and child.dep_ != "nsubj":
            return False
        if token.lower_ in ("without", "against", "unless", "if"):
            return False
        if is_verb(token):
            if lemma(token) in words("positions", "intent.threat"):
                break
            return reality(token) == "done"
    return True


def _attitude_noun(noun: Token, word: str, who: Who, targets: Targets) -> Iterator[Stand]:
    """Example: China voiced its opposition to the draft, and Britain's support for the text is firm."""
    draft = next(
        (
            d
            for p in children(noun, "prep")
            if p.lower_ in ("to", "for", "of")
            for o in children(p, "pobj")
            if (d := targets.at(o))
        ),
        None,
    )
    verb = noun.head
    if (
        draft is None
        and is_verb(verb)
        and noun.dep_ == "dobj"
        and lemma(verb) in ("have", "win", "enjoy", "gain", "get", "draw")
    ):
        draft = next((d for s in subjects(verb) if (d := targets.at(s)) is not None), None)
        for actor in who.several(noun) if draft is not None and reality(verb) == "done" else []:
            yield Stand(actor, "supports" if word in ("support", "backing") else "opposes", noun, draft, "asserted", "attitude")
        return
    if draft is None:
        return
    actors = _owners(noun, who)
    if (
        not actors
        and is_verb(verb)
        and noun.dep_ == "dobj"
        and lemma(verb) in ("voice", "express", "announce", "signal", "declare", "reiterate", "offer")
    ):
        if reality(verb) != "done":
            return
        actors = _actors(verb, who)
    stance: Stance = {"support": "supports", "backing": "supports", "criticism": "criticises"}.get(word, "opposes")  # type: ignore[assignment]
    for actor in actors:
        yield Stand(actor, stance, noun, draft, "asserted", "attitude")
