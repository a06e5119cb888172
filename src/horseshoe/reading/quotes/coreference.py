"""Who "he", "the envoy" and "who" are: sources that name no actor themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from horseshoe.model import Actor
from horseshoe.reading.known import Known
from horseshoe.reading.quotes.attribution import Attribution
from horseshoe.reading.quotes.marks import Stretch
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

REACH = 6  # sentences that a pronoun looks back
HE_SHE = ("he", "she")
IT = ("it", "which")
# Words that texts use for one another's offices.
KIN = (
    frozenset({"ambassador", "envoy", "representative", "diplomat", "delegate"}),
    frozenset({"minister", "secretary"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"president", "leader"}),
)


@dataclass(slots=True)
class _Seen:
    sentence: int
    actor: Actor
    subject: bool


def resolve(
    words: Words, attributions: Sequence[Attribution], stretches: Sequence[Stretch], known: Known
) -> Mapping[int, Actor]:
    """The actor behind each source token, where one is known: named there, or meant by a pronoun, an office or a relative.

    A pronoun is the subject named last, in the text outside quotation marks, unless the cue carries on a speech ("he added"):
    then it is the last speaker. "Churkin met Rice. He said" is Churkin; "… Churkin said. Rice left. He added" is Churkin.
    """
    events: dict[int, Actor] = {}
    heads: set[int] = set()
    for mention, actor in known.mentions:
        tokens = range(words.at(mention.span.start), words.before(mention.span.end))
        heads.update([i for i in tokens if words.head[i] not in tokens or words.head[i] == i][:1])
        for i in tokens:
            if i not in events or actor.type == "person":
                events[i] = actor
    quoted = _quoted(words, stretches)
    cues = {a.source: words.lemma(a.cue[1]) for a in attributions if a.source is not None}
    marks = sorted(heads | set(cues) | {i for i, w in enumerate(words.low) if w in HE_SHE})
    found: dict[int, Actor] = {}
    seen: list[_Seen] = []
    speaker: Actor | None = None
    for i in marks:
        here = events.get(i) or _behind(words, i, events)
        if here is None and i not in quoted:
            here = _antecedent(words, i, seen, speaker, cues.get(i))
        if here is None:
            continue
        if i not in quoted:
            seen.append(_Seen(words.sent[i], here, words.dep[i] in ("nsubj", "nsubjpass") or i in cues))
        if i in cues:
            found[i] = here
            if here.type == "person":
                speaker = here
    return found


def _quoted(words: Words, stretches: Sequence[Stretch]) -> set[int]:
    return {i for s in stretches for i in range(words.at(s.start), words.before(s.end))}


def _behind(words: Words, i: int, events: Mapping[int, Actor]) -> Actor | None:
    """The antecedent of "who" and "which", or the name in apposition to an office: "the envoy, Vitaly Churkin,"."""
    if words.tag[i] in ("WP", "WDT"):
        verb = words.head[i]
        return events.get(words.head[verb]) if words.dep[verb] == "relcl" else None
    for c in words.children[i]:
        if words.dep[c] == "appos" and c in events:
            return events[c]
    return None


def _antecedent(words: Words, i: int, seen: Sequence[_Seen], speaker: Actor | None, cue: str | None) -> Actor | None:
    low = words.low[i]
    near = [s for s in reversed(seen[-40:]) if words.sent[i] - s.sentence <= REACH]
    if low in HE_SHE:
        people = [s for s in near if s.actor.type == "person" and _may_be(s.actor, low)]
        if cue in ("add", "continue", "go") and speaker is not None and any(s.actor is speaker for s in people):
            return speaker
        return next((s.actor for s in people if s.subject), people[0].actor if people else None)
    if low in IT and words.dep[i] == "nsubj":
        return next((s.actor for s in near if s.actor.type != "person" and s.subject and words.sent[i] - s.sentence <= 1), None)
    if words.tag[i] == "NN" and any(words.low[c] in ("the", "that", "this") for c in words.children[i] if c < i):
        return next((s.actor for s in near if s.actor.type == "person" and _holds_office(s.actor, low)), None)
    return None


def _may_be(actor: Actor, pronoun: str) -> bool:
    lists = roles()
    said = {w.strip(".") for w in (actor.role or "").lower().split()}
    if said & {w.strip(".") for w in lists.she}:
        return pronoun == "she"
    if said & {w.strip(".") for w in lists.he}:
        return pronoun == "he"
    return True


def _holds_office(actor: Actor, noun: str) -> bool:
    said = set((actor.role or "").lower().replace("-", " ").split())
    return noun in said or any(noun in kin and kin & said for kin in KIN)
