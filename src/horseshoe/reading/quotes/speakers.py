"""From the head token of a source to a Speaker: the words that name him, and the actor behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from horseshoe.model import Actor, Quote, Span, Speaker
from horseshoe.reading.known import Known
from horseshoe.reading.quotes.attribution import Attribution
from horseshoe.reading.quotes.naming import NAME_TAGS, PRONOUNS, name_span
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

OWNING = ("of", "by", "from")  # between a paper and its author
COUNCIL = "security-council"
TITLE = 40  # characters from a title to the name it belongs to
REACH = 100  # characters; no name of a body is longer


def speaker_of(words: Words, head: int | None, actor: Actor | None, known: Known) -> Speaker | None:
    """The Speaker behind a source token; None where there is no source. What the text does not name stays None."""
    if head is None:
        return None
    span = name_span(words, head)
    if actor is not None and not actor.id:
        return Speaker(span, name=actor.name or None, role=actor.role, speaks_for=actor.speaks_for)
    if actor is not None:
        at = words.start[head]
        title = words.tag[head] in NAME_TAGS and words.low[head] in roles().titles  # said "Secretary" of State James Baker
        end = at + TITLE if title else at
        named = next((m.span for m in actor.mentions if m.span.start <= end and at < m.span.end), None)
        return Speaker(named or span, actor.id, actor.name, actor.role, _speaks_for(words, head, actor))
    if words.tag[head] in NAME_TAGS and not _is_office(words, head):
        return Speaker(span, name=span.text, speaks_for=_owner_of(words, head, known))
    if words.tag[head] in PRONOUNS and words.low[head] not in roles().unnamed:
        return _antecedent(words, head, known)
    if roles().is_thing(words.low[head]):
        return None
    if words.low[head] in roles().documents and (author := _author(words, head, span, known)) is not None:
        return author
    whole = _with_body(words, head, span, known)
    return Speaker(whole, role=whole.text, speaks_for=_body_in(whole, known))


def _owner_of(words: Words, body: int, known: Known) -> str | None:
    """ "China's UN Mission": the state whose mission, ministry or embassy a name is."""
    if words.low[body] not in roles().bodies:
        return None
    at = next((words.start[c] for c in words.children[body] if words.dep[c] == "poss" and words.tag[c] in NAME_TAGS), None)
    named = known.actors_in(at, at + REACH) if at is not None else ()
    return next((a.id for m, a in named if m.span.start == at and a.type == "state"), None)


def _is_office(words: Words, head: int) -> bool:
    """Whether a capitalised noun is an office without a name: "the Israeli Ambassador"."""
    return words.low[head] in roles().titles or roles().is_person_noun(words.low[head])


def _antecedent(words: Words, pronoun: int, known: Known) -> Speaker | None:
    """The unnamed people that a relative stands for, "clerics from Egypt who urged"; nobody for any other bare pronoun."""
    verb = words.head[pronoun]
    noun = words.head[verb]
    if words.tag[pronoun] not in ("WP", "WDT", "WP$"):
        return None
    if words.dep[verb] not in ("relcl", "acl") or noun >= pronoun or words.tag[noun][0] != "N":
        return Speaker(words.span(pronoun, pronoun)) if words.low[pronoun] == "who" else None
    if roles().is_thing(words.low[noun]):
        return None
    span = _with_body(words, noun, name_span(words, noun), known)
    return Speaker(words.span(pronoun, pronoun), role=span.text, speaks_for=_body_in(span, known))


def _author(words: Words, paper: int, span: Span, known: Known) -> Speaker | None:
    """The body whose paper speaks: "a UN report", "a statement from the ministry"; None where the text names none."""
    last = max([paper, *(o for c in words.children[paper] if c > paper and words.low[c] in OWNING for o in words.children[c])])
    for m, a in known.actors_in(span.start, words.end[last]):
        if words.parsed.text[m.span.end : m.span.end + 1] not in ("-", "‑"):  # "the European-drafted resolution"
            return Speaker(span, a.id, a.name, a.role, a.speaks_for)
    return None


def _with_body(words: Words, head: int, span: Span, known: Known) -> Span:
    """The words of an office with the body it belongs to: "the representative of China", "a spokesman for the EU"."""
    if not roles().is_person_noun(words.low[head]):
        return span
    for c in words.children[head]:
        if c > head and words.low[c] in ("of", "for", "from"):
            for o in words.children[c]:
                at = words.start[o]
                end = next(
                    (m.span.end for m, _ in known.actors_in(span.end, at + REACH) if m.span.start <= at < m.span.end), None
                )
                if end is not None:
                    return words.span(words.at(span.start), words.before(end) - 1)
    return span


def _speaks_for(words: Words, head: int, actor: Actor) -> str | None:
    """The body a person speaks for here; a president who speaks for the Council voices no national position."""
    if actor.type != "person":
        return None
    role = (actor.role or "").lower()
    if "council" in role and "president" in role:
        return COUNCIL
    first, last = words.sentence_bounds[words.sent[head]]
    near = " ".join(words.low[max(first, head - 25) : min(last, head + 25)])
    council = "council" in near and ("on behalf of the" in near or "as president" in near or "as council president" in near)
    return COUNCIL if council or "as its president" in near else actor.speaks_for


def _body_in(span: Span, known: Known) -> str | None:
    """The body that an unnamed source belongs to: "a Russian diplomat" RUS."""
    if not any(roles().is_person_noun(w.lower()) for w in span.text.split()):
        return None
    bodies = [a.id for _, a in known.actors_in(span.start, span.end) if a.type in ("state", "organisation", "bloc")]
    return next((b for b in bodies if b not in roles().hosts), bodies[0] if bodies else None)


def addressee_of(words: Words, a: Attribution, known: Known) -> str | None:
    """Whom a cue speaks to: "told the Council" security-council, "urged Russia to" RUS, "told reporters" those words."""
    verb = a.cue[1] if words.tag[a.cue[1]] not in ("IN", "TO") else words.head[a.cue[1]]
    calling = words.is_verb(verb) and a.frame == "np_to" and words.lemma(verb) in ("call", "appeal")
    if not words.is_verb(verb) or (words.lemma(verb) not in roles().addressing and not calling):
        return None
    below = words.children[verb]
    if calling:
        below = [o for c in below if words.low[c] in ("on", "upon", "to") for o in words.children[c]]
    for c in below:
        spoken_to = words.dep[c] in ("dative", "dobj") and words.dep[words.head[c]] != "prep"
        if c != a.source and (spoken_to or calling) and verb < c < verb + 12:
            span = name_span(words, c)
            hit = next((actor.id for m, actor in known.actors_in(span.start, span.end) if m.span.end == span.end), None)
            return hit or (None if words.tag[c] in PRONOUNS else span.text)
    return None


def reporters(quotes: Sequence[Quote]) -> Mapping[int, str]:
    """Number of a quote -> who reports it: the source of the quote around its cue.

    "Churkin told the council that Moscow would veto, a diplomat said": the diplomat reports what Churkin told.
    """
    found: dict[int, str] = {}
    order = sorted((n for n, q in enumerate(quotes) if q.cue is not None), key=lambda n: _cue_start(quotes[n]))
    waiting = [q for q in reversed(quotes) if q.speaker is not None and q.act in ("say", "show")]
    open_: list[Quote] = []
    for number in order:
        q = quotes[number]
        at = _cue_start(q)
        while waiting and waiting[-1].span.start <= at:
            open_.append(waiting.pop())
        open_ = [o for o in open_ if o.span.end > at]
        around = [o for o in open_ if o is not q and q.cue and any(p.contains(q.cue) for p in o.parts) and _other(o, q)]
        if around:
            nearest = min(around, key=lambda o: o.span.end - o.span.start)
            found[number] = _named(nearest.speaker)
    return found


def _cue_start(q: Quote) -> int:
    return q.cue.start if q.cue else -1


def _other(outer: Quote, inner: Quote) -> bool:
    a, b = outer.speaker, inner.speaker
    return a is not None and b is not None and (a.actor is None or a.actor != b.actor) and a.span != b.span


def _named(speaker: Speaker | None) -> str:
    assert speaker is not None
    return speaker.actor or speaker.span.text
