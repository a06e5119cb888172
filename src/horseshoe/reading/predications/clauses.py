"""Who stands where, clause by clause: every verb of vetoing, voting, supporting and opposing with its actor and draft."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from horseshoe.model import Stance
from horseshoe.reading.drafts.heads import is_anothers
from horseshoe.reading.drafts.listed import listed
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.factuality.certainty import factuality
from horseshoe.reading.factuality.reality import Reality, reality
from horseshoe.reading.grammar import (
    agents_of,
    any_of,
    behind,
    children,
    exceptions,
    has,
    has_word,
    is_verb,
    mark,
    modal,
    negated,
    own_subjects,
    passive,
    subjects,
)
from horseshoe.reading.lexicon import is_permanent, is_state, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.predications.nouns import by_noun, nouns_of_voting
from horseshoe.reading.predications.senses import NOBODY, OUTCOMES, Outcome, Predication, actors_of, frames, is_sponsoring
from horseshoe.reading.runs import with_listed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who
from horseshoe.stances import CAST, VETO

ONLY: dict[str, Stance] = {"support": "voted_for", "oppose": "voted_against"}
LINKING = ("be", "remain", "seem", "stay")
COMING, LETTING, BACKING = ("speak", "come"), ("let", "allow", "permit"), ("support", "back")
STANDING_IN = ("do", "follow")  # for the verb of another clause
ADJECTIVES: tuple[Stance, ...] = ("supports", "opposes", "criticises")
DASHES = ("-", "--", "–", "—")
ATTITUDES = ("support", "oppose")
ABOUT = frozenset(["for", "against", "on", "of", "in", "down", "to", "behind"])
AS_AN_ADVERB = ("prep", "advmod", "dobj", "intj", "det", "prt", "advcl", "npadvmod", "acomp", "oprd", "attr")
ROW_ENDS = ("after", "before", "because", "since", "if", "when")  # conjunctions that open no member of a row
VOTERS: tuple[Stance, ...] = ("voted_against", "abstained")


def find_predications(parsed: Parsed, who: Who, targets: Targets) -> tuple[Predication, ...]:
    """Every stance that a clause tells, in text order.

    Those found last are kept with the tree: the stations on drafts and on positions mostly ask with the same drafts.
    """
    if not targets.named:
        return ()
    asked = (who.known.mentions, who.known.quotes, targets.named, targets.voted, targets.several)
    kept = parsed.tree.kept.get("predications")
    if kept is None or kept[0] != asked:
        found = tuple(p for p in _found(parsed, who, targets) if not targets.on_proceedings(p.word))
        kept = parsed.tree.kept["predications"] = asked, found
    predications: tuple[Predication, ...] = kept[1]
    return predications


def _found(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Predication]:
    cast: dict[str, Stance] = {}
    for token in parsed.tree.having(telling_words()):
        tell = next((tell for applies, tell in KINDS_OF_WORDS if applies(token)), None)
        stands = list(tell(token, who, targets)) if tell is not None else []
        if tell is _in_a_frame:
            cast.update({s.actor: s.stance for s in stands if s.asserted and s.stance in CAST})
        yield from stands
    yield from _excepted(parsed, who, targets)
    yield from listed(parsed, who, targets, cast)


@functools.cache
def telling_words() -> frozenset[str]:
    """The dictionary forms of all words that tell a stance: those that `KINDS_OF_WORDS` ask for."""
    verbs = {*LINKING, *COMING, *LETTING, *BACKING, *STANDING_IN, "oppose", "opposed"}
    return frozenset({*verbs, *frames(), *nouns_of_voting()})


def _links(token: Token) -> bool:
    """ "is in favour of", "spoke against", "came out against", "is opposed to"."""
    return token.lemma_ in LINKING or (is_verb(token) and (token.lemma_ in COMING or _adjectival(token)))


def _lets(token: Token) -> bool:
    """ "will not let it pass"."""
    return is_verb(token) and token.lemma_ in LETTING


def _is_backed(token: Token) -> bool:
    """ "Kenya, supported by Norway", "the text, backed by Togo"."""
    return is_verb(token) and token.lemma_ in BACKING and token.dep_ in ("acl", "advcl") and token.tag_ == "VBN"


def _stands_for_another(token: Token) -> bool:
    """ "which it will do", "as did Togo", "Togo followed suit"."""
    if not is_verb(token) or token.lemma_ not in STANDING_IN:
        return False
    if token.lemma_ == "follow":
        return any(o.lemma_ == "suit" for o in children(token, "dobj"))
    return token.dep_ not in ("aux", "auxpass")


def _may_tell(token: Token) -> bool:
    """A verb, or what stands where one should: the parse takes "veto" for a noun at times."""
    clause = token.dep_ in ("ROOT", "relcl", "ccomp") or (token.dep_ == "xcomp" and token.lemma_ == "veto")
    return clause or is_verb(token)


def _is_noun(token: Token) -> bool:
    return token.tag_[:2] == "NN"


def _in_a_frame(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """What a verb tells by the first of its frames that it stands in."""
    for frame in frames().get(verb.lemma_, ()):
        if (stands := list(_by_frame(verb, frame, who, targets))) or _object(verb, frame, targets)[0]:
            yield from stands
            return


def _excepted(parsed: Parsed, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: All members except Togo voted for the draft; no one but Gabon voted against it.

    Who is taken out of "all" did not do it; who is let in beside "none" did.
    """
    tree = parsed.tree
    for e in exceptions(tree):
        verbs = [t for t in tree[e.near].sent if is_verb(t) and t.lemma_ in frames()]
        verb = min(verbs, key=lambda t: min(abs(t.i - e.near), abs(t.i - e.start)), default=None)
        if verb is None or factuality(verb).certainty != "certain" or factuality(verb).future:
            continue
        fitting = ((frame["family"], *_object(verb, frame, targets)) for frame in frames()[verb.lemma_])
        told = next(((f, draft) for f, fits, draft in fitting if fits and not (e.all_but and f in ATTITUDES)), None)
        if told is None:
            continue
        family, draft = told
        stance, certainty, denied = OUTCOMES[family]["negated" if e.all_but else "done"]
        target = draft or targets.focus(verb, vote=True)
        for actor in dict.fromkeys(a for t in tree[e.start : e.end] if (a := who.at(t)) is not None and a not in NOBODY):
            yield Predication(actor, _as_member(actor, stance), verb, target, family, certainty, denied)


def _for_or_against(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Uganda was against the draft, and Panama came out in favour of the text."""
    yield from _adjective(verb, who, targets)
    yield from _voter(verb, who, targets)
    for p in (q for c in (verb, *children(verb, "prep", "prt", "advmod")) for q in children(c, "prep")):
        inner = list(children(p, "pobj"))
        against = p.lower_ == "against"
        if not against and not (p.lower_ == "in" and any(o.lemma_ in ("favour", "favor", "support") for o in inner)):
            continue
        named = inner if against else [x for o in inner for x in behind(o)]
        draft = targets.first(named) if named else _last_named(verb, targets)
        outcome = OUTCOMES["oppose" if against else "support"].get(reality(verb))
        if draft is None or outcome is None:
            continue
        for actor in actors_of(verb, who):
            yield Predication(actor, outcome[0], verb, draft, "attitude", outcome[1], outcome[2])


def _last_named(verb: Token, targets: Targets) -> str | None:
    """Example: The members are split over the draft resolution. London is in favour; Moscow and Beijing are against.

    The draft that one who "is against" is against, where it is not said.
    """
    return targets.focus(verb) if verb.lemma_ in LINKING else None


def _adjectival(verb: Token) -> bool:
    """Whether a participle is an adjective: "is opposed to", where nobody opposes whom."""
    return verb.lower_ == "opposed" and not agents_of(verb) and has_word(verb, ("to",), "prep")


def _adjective(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Togo is opposed to the draft resolution, and the draft resolution is unacceptable to Chad.

    What an adjective behind a linking verb says of the draft, or of the draft to whom.
    """
    how = reality(verb)
    if how not in ("done", "negated"):
        return
    for adjective in (verb, *children(verb, "acomp", "attr", "oprd")):
        stance = next((s for s in ADJECTIVES if adjective.lower_ in words("positions", f"attitude.{s}")), None)
        to_whom = behind(adjective)
        draft = targets.first(to_whom)
        if stance is not None and draft is not None and (how == "done" or stance != "criticises"):
            for actor in actors_of(verb, who) or _bearers(verb, who):
                yield Predication(actor, stance, verb, draft, "attitude", negated=how == "negated")
        draft = targets.first(own_subjects(verb))
        if how == "done" and draft is not None and adjective.lower_ in words("positions", "attitude.to_critic"):
            for actor in who.named_by(to_whom):
                yield Predication(actor, "criticises", verb, draft, "attitude")


def _bearers(verb: Token, who: Who) -> list[str]:
    """Who is what a participle tells: the subject, which the parse may hang on the auxiliary."""
    helpers = list(children(verb, "aux", "auxpass"))
    if any(c.tag_ == "MD" for h in helpers for c in h.children):
        return []  # "may be opposed"
    found = own_subjects(verb) or [s for h in helpers for s in own_subjects(h)]
    return who.named_by(found)


def _voter(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Togo was the sole dissenter on the draft resolution, and the two abstainers were Chad and Mali."""
    for noun in (*children(verb, "attr"), *own_subjects(verb)):
        stance = next((s for s in VOTERS if noun.lemma_ in words("positions", f"voters.{s}")), None)
        if stance is None or reality(verb) != "done":
            continue
        others = own_subjects(verb) if noun.dep_ == "attr" else children(verb, "attr")
        for actor in who.named_by(others):
            if is_state(actor):
                yield Predication(actor, stance, verb, targets.focus(verb, vote=True), "abstain")


def _counted_or_others(verb: Token) -> bool:
    """Example: Yemen has abstained five times, and China voted for ten previous resolutions.

    A vote told as one of many, or on other drafts than the one spoken of.
    """
    for c in verb.children:
        many = has(c, "nummod")
        if (c.lower_ == "times" and many) or c.lower_ in ("repeatedly", "twice", "thrice", "often"):
            return True
    nouns = [*children(verb, "dobj"), *behind(verb)]
    others = words("drafts", "flags.earlier") | {"any", "every"}
    return any(
        o.lemma_ == "resolution" and any(c.lower_ in others or (c.dep_ == "nummod" and o.tag_ == "NNS") for c in o.children)
        for o in nouns
    )


def _backed(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Kenya, supported by Norway and Chad, circulated the draft resolution, backed by Togo.

    Who backs a draft, or the one that puts it forward.
    """
    draft = _backed_draft(verb, targets)
    if draft is None:
        return
    for actor in who.named_by(agents_of(verb)):
        yield Predication(actor, "supports", verb, draft, "support")


def _backed_draft(verb: Token, targets: Targets) -> str | None:
    """The draft that a participle of backing stands behind or before, or whose sponsor it stands behind."""
    subject = own_subjects(verb.head) if verb.dep_ == "advcl" else [verb.head]
    if (draft := next((d for s in subject if (d := targets.at(s)) is not None), None)) is not None:
        return draft
    above = verb.head if verb.dep_ == "advcl" else verb.head.head
    if not is_verb(above) or not is_sponsoring(above):
        return None
    return next((d for o in _objects(above, None) if (d := targets.at(o)) is not None), None)


def _elliptic(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: It may force China to use its veto on the draft, which Beijing has signalled it will do.

    "Do" stands for the act of voting named before it in the sentence.
    """
    told = _act_before(verb)
    outcome = OUTCOMES[told].get(reality(verb)) if told is not None else None
    if told is None or outcome is None:
        return
    stance, certainty, denied = outcome
    family = "veto" if told == "abstain" else told
    for actor in actors_of(verb, who):
        if actor not in NOBODY:
            member = _as_member(actor, stance, family)
            yield Predication(actor, member, verb, targets.focus(verb, vote=member in CAST), family, certainty, denied)


def _act_before(verb: Token) -> str | None:
    """Example: Britain abstained on the draft resolution, as did Togo. Mali followed suit.

    The family of the act of voting that a verb stands for; None where it stands for something else.
    """
    tree = verb.tree
    if verb.lemma_ == "follow":
        opens = tree[verb.sent.start - 1].sent.start if verb.sent.start else 0
    else:
        clause = (verb, *([verb.head] if verb.dep_ == "ccomp" else []))
        points = any(c.tag_ in ("WDT", "WP") or c.lower_ in ("so", "that", "as") for v in clause for c in v.children)
        if not points or any(c.lower_ == "what" for c in verb.children):
            return None  # "it is not clear what China, which may veto it, will do"
        opens = max(verb.sent.start, verb.i - 16)
    for t in reversed(tree[opens : verb.i]):
        if t.lemma_ in ("veto", "abstain"):
            return str(t.lemma_)
        if t.lemma_ == "vote" and is_verb(t):
            return next((f["family"] for f in frames()["vote"] if "adverbs" in f and _adverb(t, f["adverbs"])), None)
    return None


def _purpose_of_a_veto(verb: Token) -> bool:
    """Example: France used its veto to kill the draft."""
    return (
        verb.tag_ == "VB"
        and verb.dep_ in ("xcomp", "advcl", "acl", "relcl")
        and any(t.lemma_ == "veto" for t in (verb.head, *verb.head.children))
    )


def _not_let_pass(verb: Token, who: Who, targets: Targets) -> Iterator[Predication]:
    """Example: Russia will not let the draft resolution pass, and China would not let it through."""
    will_not = modal(verb) in ("will", "would", "shall", "can") or verb.head.lemma_ in words("positions", "intent.threat")
    for draft in _kept_from_passing(verb, targets) if negated(verb) and will_not else ():
        for actor in actors_of(verb, who):
            yield Predication(actor, _as_member(actor, "threatens_veto"), verb, draft, "veto")


def _kept_from_passing(verb: Token, targets: Targets) -> Iterator[str | None]:
    """What is not let through, or not let pass, or is not to be adopted by the Council."""
    if any(c.lower_ == "through" for t in (verb, *verb.children) for c in t.children):
        if (draft := targets.first(t for t in verb.subtree if t.i > verb.i)) is not None:
            yield draft
        return
    for c in (c for c in children(verb, "ccomp", "xcomp") if c.lemma_ in ("pass", "go", "adopt", "succeed", "approve")):
        if any(s.lemma_ == "council" for s in children(c, "nsubj")):
            named = targets.first(children(c, "dobj"))
            yield named if named is not None else targets.focus(verb)
            continue
        draft = targets.first((*children(c, "nsubj", "nsubjpass"), *children(verb, "dobj")))
        if draft is not None or has_word(c, ("it",), "nsubj"):
            yield draft or targets.focus(verb)


def _by_frame(verb: Token, frame: dict[str, Any], who: Who, targets: Targets) -> Iterator[Predication]:
    fits, draft = _object(verb, frame, targets)
    if not fits or _is_no_act(verb, frame) or _is_told_of_others(verb, frame, draft, who, targets):
        return
    family = frame["family"]
    how = _reality_in_frame(verb, frame, targets)
    outcome = _outcome(family, verb, how)
    if outcome is None:
        return
    actors = with_listed(actors_of(verb, who), verb, who)
    stance, certainty, denied = outcome
    if family in ONLY and how == "done" and (_only_one(verb) or _beside_votes(verb)):
        stance = ONLY[family]
    if stance == "voted_against" and not denied and _stopped_it(verb):
        stance = "vetoed"  # of a permanent member (Article 27(3)); `_as_member` keeps it a vote against for others
    voted = stance in CAST
    if voted and _counted_or_others(verb):
        return
    if draft is None:
        draft = targets.focus(verb, vote=voted)
    if not actors and voted and not denied and certainty == "certain":
        yield Predication("", stance, verb, draft, family)  # a vote was held, its voter is not named
    either = has_word(verb, ("or",)) and any(c.lemma_ == "abstain" for c in children(verb, "conj"))
    for actor in actors:
        taken = _as_member(actor, stance, family, either=either)
        yield Predication(actor, taken, verb, draft, family, certainty, denied)


def _is_no_act(verb: Token, frame: dict[str, Any]) -> bool:
    """Whether a verb that stands in a frame tells of no act: a heading, a rule, a power, a purpose."""
    family = frame["family"]
    if family == "sponsor" and verb.text.isupper() and len(verb.text) > 3:
        return True  # "ABSTAIN ON DRAFT RESOLUTION": capitals throughout
    if any_of(t for s in subjects(verb) for t in s.subtree):
        return True
    if family in ("criticise", "support", "oppose") and any(o.lemma_ == "veto" for o in children(verb, "dobj")):
        return True  # who denounces a veto finds no fault with the draft
    if family == "veto" and frame["object"] == "noun" and verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "relcl":
        return True  # "Russia, which wields a veto"
    return family == "veto" and verb.lemma_ != "veto" and _purpose_of_a_veto(verb)


def _is_told_of_others(verb: Token, frame: dict[str, Any], draft: str | None, who: Who, targets: Targets) -> bool:
    """Whether what a verb tells is about no draft, or done in another body, or what was abstained from."""
    if frame["object"] == "optional" and draft is None and _of_something_else(verb, targets, who):
        return True
    return (frame["family"] in ("veto", "for", "against", "abstain") and elsewhere(verb, who)) or _abstained_from(verb)


def _reality_in_frame(verb: Token, frame: dict[str, Any], targets: Targets) -> Reality:
    """The verb's reality; what it was able to do where the frame says `able`, and what it chose in a vote held, is done."""
    if frame.get("able") and modal(verb) in ("can", "could") and not negated(verb):
        return "done"
    how = reality(verb)
    return "done" if how not in ("done", "negated", "refused") and _chosen_in_a_vote(verb, targets) else how


def _abstained_from(verb: Token) -> bool:
    """Example: Togo and Mali abstained from supporting the draft resolution.

    Whether the abstention over a verb tells what its actors did; they are not said to have opposed
    anything.
    """
    return verb.dep_ == "pcomp" and verb.head.lower_ == "from" and verb.head.head.lemma_ == "abstain"


def _chosen_in_a_vote(verb: Token, targets: Targets) -> bool:
    """Example: The Council adopted the draft, but Togo opted to abstain.

    What a member chose to do in a vote that was held, it did.
    """
    above = verb.head
    chose = verb.dep_ in ("xcomp", "advcl") and above.tag_ == "VBD" and above.lemma_ in words("positions", "voters.chooses")
    return chose and not negated(above) and modal(above) is None and targets.focus(verb, vote=True) in targets.voted


def _only_one(verb: Token) -> bool:
    """Example: Only Togo and Chad supported the draft; the other 13 members abstained.

    Whether support or opposition is told as how the only ones voted, beside the others' votes.
    """
    told = {t.lemma_ for t in verb.sent}
    alone = any(c.lower_ == "only" for s in own_subjects(verb) for c in s.children)
    return alone and verb.tag_ in ("VBD", "VBG") and bool(told & {"abstain", "vote", "abstention"})


def _beside_votes(verb: Token) -> bool:
    """Example: Mali backed the draft resolution, Niger voted against it, and Chad abstained.

    Whether support or opposition is told in one row with votes, or as one given "in the vote", as a vote itself.
    """
    if verb.tag_ != "VBD" or verb.dep_ not in ("ROOT", "ccomp", "conj", "advcl"):
        return False
    top = verb
    while top.dep_ in ("conj", "advcl", "ccomp") and is_verb(top.head):
        top = top.head
    row = [top]
    for v in row:  # grows while it is walked
        row += [c for c in children(v, "conj", "ccomp", "advcl") if c.tag_ == "VBD" and mark(c) not in ROW_ENDS]
    held = any(o.lemma_ in ("vote", "ballot") for v in row for o in behind(v, "in", "at") if has_word(o, ("the", "a")))
    return verb in row and (held or any(v.lemma_ in ("abstain", "vote") for v in row if v is not verb))


def _stopped_it(verb: Token) -> bool:
    """Example: The Council failed to adopt the draft after Russia voted against it.

    Whether a vote against is told as what kept a draft from adoption.
    """
    above = verb.head
    fate = words("drafts", "fate.rejected") | words("drafts", "fate.failed")
    told = above.lemma_ in fate or (above.dep_ == "xcomp" and above.head.lemma_ in fate)
    return verb.dep_ == "advcl" and mark(verb) in ("as", "because", "after", "when", "since") and told


def _as_member(actor: str, stance: Stance, family: str = "veto", *, either: bool = False) -> Stance:
    """A veto is a permanent member's alone; another state's is a vote against, its threat is opposition (Article 27(3)).

    What a permanent member says it will vote against, it says it will veto; not so where it may
    abstain (`either`).
    """
    if family == "against" and stance == "opposes" and is_permanent(actor) and not either:
        return "threatens_veto"
    if stance in VETO and not (is_permanent(actor) or len(actor) != 3):
        return "voted_against" if stance == "vetoed" else "opposes"
    return stance


def _outcome(family: str, verb: Token, how: Reality) -> Outcome | None:
    if how in ("asked", "generic"):
        return None
    if verb.lemma_ == "threaten" and family == "veto" and how in ("done", "intended"):
        return ("threatens_veto", "certain", False)
    finite = verb.tag_ in ("VBZ", "VBP", "VBD", "VBN") and modal(verb) is None
    if family in ("support", "oppose") and how == "doubtful" and finite:
        how = "done"
    return OUTCOMES[family].get(how)


def _object(verb: Token, frame: dict[str, Any], targets: Targets) -> tuple[bool, str | None]:
    """Whether a verb stands in a frame, and the draft it names, if it names one."""
    if "particle" in frame and not has_word(verb, (frame["particle"],)):
        return False, None
    if "adverbs" in frame and not _adverb(verb, frame["adverbs"]):
        return False, None
    if any(o.lemma_ in words("drafts", "heads.strong") and is_anothers(o) for o in _objects(verb, frame.get("prep"))):
        return False, None  # "voted for the General Assembly resolution"
    draft = _draft_object(verb, targets, frame.get("prep"))
    kind = frame["object"]
    if kind == "draft":
        if draft is None and _stands_for_draft(verb):
            draft = targets.focus(verb)
        return draft is not None, draft
    if kind == "noun":
        fits, draft = _noun_object(verb, frame, targets)
        return fits and (draft is not None or not frame.get("named")), draft
    return True, draft


def _stands_for_draft(verb: Token) -> bool:
    """Example: The draft is due on Friday. Norway opposes any extension, and China rejected the proposed measures.

    Whether what is opposed or supported is the step that the draft would take, or a plain word for
    the draft.
    """
    if not any(frame["family"] in ("support", "oppose") for frame in frames().get(verb.lemma_, ())):
        return False
    for o in (*children(verb, "dobj", "nsubjpass"), *behind(verb, "to")):
        if o.lemma_ in words("positions", "object.steps"):
            return True
        proposed = has_word(o, ("proposed", "latest", "new"))
        if proposed and o.lemma_ in words("positions", "object.drafts"):
            return True
    return False


def _adverb(verb: Token, wanted: frozenset[str]) -> bool:
    """Example: Togo voted no, Guyana voted in favour of it, and Brazil voted against."""
    doc = verb.tree
    near = [t.lower_ for t in doc[verb.i + 1 : verb.i + 4]]
    if near[:1] and near[0] in wanted and near[0] not in ("for",):
        return True
    if near[:1] == ["unanimously"] or near[:2] == ["in", "favor"] or near[:2] == ["in", "favour"]:
        return "in-favour" in wanted
    told = (c for c in children(verb, *AS_AN_ADVERB) if c.lower_ in wanted)
    return any(c.lower_ != "for" or any(_counts_as_draft(o) for o in children(c, "pobj")) for c in told)


def _counts_as_draft(noun: Token) -> bool:
    return noun.lemma_ in words("positions", "object.drafts") or noun.tag_ == "PRP"


def _of_something_else(verb: Token, targets: Targets, who: Who) -> bool:
    """Example: China abstained from the lunch, Obama vetoed the bill, and Cuba voted against it in the Assembly.

    Whether a verb of voting that may stand without its draft is told of something that is no draft
    of the Council's.
    """
    if elsewhere(verb, who):
        return True
    if verb.lemma_ == "veto" and any(_step(o) for o in children(verb, "dobj", "nsubjpass")):
        return False
    nouns = [o for o in children(verb, "dobj", "nsubjpass") if o.lemma_ not in words("positions", "object.ballots")]
    nouns = [] if verb.i + 1 < len(verb.tree) and verb.tree[verb.i + 1].text in DASHES else nouns  # "abstained - a major blow"
    away = [o for p in children(verb, "prep") if p.lower_ == "from" for o in children(p, "pcomp", "pobj")]
    if away:
        return not any(t.lemma_ in words("positions", "object.ballots") or targets.at(t) for t in _with_objects(away))
    nouns += [o for o in behind(verb, "for", "against", "on") if o.lemma_ not in words("positions", "object.days")]
    nouns = [o for o in nouns if not _step(o)]
    return targets.first(nouns) is None and any(o.tag_[:2] == "NN" and not _counts_as_draft(o) for o in nouns)


def _with_objects(tokens: list[Token]) -> list[Token]:
    return tokens + [o for t in tokens for o in children(t, "dobj")]


def _step(noun: Token) -> bool:
    """Example: Russia is set to veto a bid to create a tribunal, which the draft resolution provides for.

    Whether what is vetoed or voted on is the step that a draft would take; a bid to change it is
    none.
    """
    changes = any(c.dep_ in ("acl", "xcomp") and c.lemma_ in words("positions", "object.changes") for c in noun.children)
    steps = words("positions", "object.measures") | words("drafts", "vetoed.measures")
    return noun.lemma_ in steps and not changes


def elsewhere(verb: Token, who: Who) -> bool:
    """Example: Cuba voted against the text in the Human Rights Council.

    Whether an act is told as one in another body than the Security Council.
    """
    inside = (t for t in verb.subtree if t.dep_ == "pobj" and t.head.lower_ in ("in", "at", "before") and t.i > verb.i)
    if any(_other_body(t, who) and _same_clause(t, verb) for t in inside):
        return True
    return not passive(verb) and any(_other_body(s, who) for s in children(verb, "nsubj"))


def _same_clause(token: Token, verb: Token) -> bool:
    """Whether no other verb stands between a token and the verb above it."""
    for t in token.ancestors:
        if t is verb:
            return True
        if is_verb(t):
            return False
    return False


def _other_body(noun: Token, who: Who) -> bool:
    if (found := who.at(noun)) is not None and found in words("positions", "object.bodies"):
        return True
    return noun.lemma_ in words("drafts", "not_a_draft.bodies") and who.at(noun) not in words("positions", "object.council")


def _draft_object(verb: Token, targets: Targets, prep: frozenset[str] | None) -> str | None:
    chain = [verb]
    if verb.dep_ == "conj" and is_verb(verb.head) and not has(verb, "dobj", "prep"):
        chain.append(verb.head)
    chain += [c for c in children(verb, "conj") if is_verb(c) and not has(verb, "dobj")]
    objects = (o for v in chain for o in _objects(v, prep))
    return targets.first(t for o in objects for t in (o, *_inner(o)))


def _inner(noun: Token) -> list[Token]:
    """Example: Togo voted for the adoption of the draft.

    What a step on the way to a vote is a step with.
    """
    step = noun.lemma_ in words("positions", "object.inner")
    return behind(noun, "of", "on", "to", "against", "for", "in") if step else []


def _objects(verb: Token, prep: frozenset[str] | None) -> Iterator[Token]:
    yield from children(verb, "nsubjpass", *(("dobj", "dative") if prep is None else ()))
    if verb.dep_ in ("acl", "relcl", "amod") and passive(verb) and not is_verb(verb.head):
        yield verb.head
    for c in children(verb, "prep", "agent", "prt", "advmod"):
        if c.lower_ in (ABOUT if prep is None else prep):
            yield from children(c, "pobj")
            yield from behind(c)
    takes_none = verb.lemma_ in words("positions", "attitude.no_clause")  # "Mali opposes the draft and Togo has doubts"
    for c in children(verb, "ccomp") if prep is None else ():
        if c.tag_ == "VBN" or not is_verb(c) or (takes_none and mark(c) is None):
            yield from children(c, "nsubj", "nsubjpass")
    if verb.dep_ == "relcl":
        yield from children(verb, "dobj", "pobj")


def _noun_object(verb: Token, frame: dict[str, Any], targets: Targets) -> tuple[bool, str | None]:
    """Example: China cast a negative vote on the draft and threatened to use its veto."""
    for o in _objects(verb, None):
        near = {t.lower_ for t in o.subtree}
        of_veto = "veto" in frame["nouns"] and o.lemma_ in ("power", "right", "privilege", "threat") and "veto" in near
        if not of_veto and o.lemma_ not in frame["nouns"]:
            continue
        if "with" in frame and not near & frame["with"]:
            continue
        draft = targets.first(t for t in o.subtree if t.dep_ == "pobj")
        return True, draft if draft is not None else _draft_object(verb, targets, None)
    return False, None


# What a token is told by: the first kind that it is of.
KINDS_OF_WORDS: tuple[tuple[Callable[[Token], bool], Callable[[Token, Who, Targets], Iterator[Predication]]], ...] = (
    (_links, _for_or_against),
    (_lets, _not_let_pass),
    (_is_backed, _backed),
    (_stands_for_another, _elliptic),
    (_may_tell, _in_a_frame),
    (_is_noun, by_noun),
)
