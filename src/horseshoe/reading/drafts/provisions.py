"""What a draft would do: the verbs that a mention of it governs, with addressee, content, condition and deadline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from horseshoe.model import DateRange, Provision, Span
from horseshoe.reading.drafts.mentions import DraftMention
from horseshoe.reading.grammar import (
    antecedent,
    children,
    first_conjunct,
    is_verb,
    lefts,
    mark,
    modal,
    negated,
    own_subjects,
    passive,
    rights,
    subjects,
    with_conjuncts,
)
from horseshoe.reading.lexicon import is_state, lexicon, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

INVERTED = re.compile(r"\s*,?\s*[”\"’']?,?\s*(should (?:he|she|it|they|[A-Z]\w+|the \w+) [^.;,]+)")
CONDITION = re.compile(r"\b((?:if|unless|provided that|on condition that|as long as) [^.;,”\"]+)")
# What happens beside the act is none of it: "extends the embargo, with Togo abstaining".
BESIDE = re.compile(r",\s+(?:with|while|as)\s+(?:[A-Z]|the\b|all\b|only\b)[^,.;:]*?\b(?:\w+ing|voted|abstained|said|warned)\b")
REST_OF_WORD = re.compile(r"-\w+")  # "secretary-general" is three tokens
NOT_A_CONDITION = frozenset(["even", "as"])


def provisions_of(m: DraftMention, parsed: Parsed, who: Who) -> Iterator[Provision]:
    """The provisions that the words around one mention tell, in text order.

    A version that was given up has none.
    """
    if m.act:
        yield from _provision(m.head, [], parsed, who, m.when)
        return
    versions = words("provisions", "everyday.versions")
    given_up = any(c.lower_ in versions for c in lefts(m.head))
    verbs: list[Token] = []
    for verb in () if given_up else _verbs(m):
        if not any(verb == v for v in verbs):
            verbs.append(verb)
    for i, verb in enumerate(verbs):
        yield from _provision(verb, verbs[i + 1 :], parsed, who, m.when)


def _verbs(m: DraftMention) -> Iterator[Token]:
    """Example: A draft calling for peace and condemning the siege would impose sanctions."""
    head = m.head
    noun = first_conjunct(head)
    for c in rights(noun):
        if c.dep_ in ("acl", "relcl", "amod", "appos") and is_verb(c):
            yield from _coordinated(c, noun, participle=c.tag_ == "VBG")
        if c.dep_ in ("acl", "agent", "prep") and not (is_verb(c) and c.tag_ == "VBG"):
            yield from _after_sponsor(c)
    verb = head.head
    if head.dep_ in ("nsubj",) and is_verb(verb) and not passive(verb):
        yield from _coordinated(verb, head, participle=False)
    if head.dep_ == "dobj" or head.dep_ == "nsubjpass":
        for c in verb.children:
            if (
                c.dep_ in ("advcl", "relcl", "xcomp")
                and is_verb(c)
                and (c.tag_ == "VBG" or _to_do(head, c))
                and c.i > head.i
                and _comma_free(head, c)
            ):
                yield from _coordinated(c, head, participle=c.tag_ == "VBG")
    if head.dep_ in ("pobj", "dobj", "attr") and verb.dep_ in ("prep", "agent"):
        for c in verb.head.children:
            if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i > head.i and _comma_free(head, c):
                yield from _coordinated(c, head, participle=True)


def _to_do(head: Token, verb: Token) -> bool:
    """Example: The Council defeated a resolution to indefinitely extend the embargo on Iran.

    An infinitive right behind the draft is its own, wherever the parse hangs it.
    """
    between = verb.tree[head.i + 1 : verb.i]
    return verb.tag_ == "VB" and bool(between) and between[0].lower_ == "to" and all(t.tag_ in ("TO", "RB") for t in between)


def _comma_free(head: Token, verb: Token) -> bool:
    return not any(t.text == "," for t in head.tree[head.i : verb.i])


def _after_sponsor(clause: Token) -> Iterator[Token]:
    """Example: A draft proposed by the Arab League, which urges the president to go."""
    for t in clause.children:
        if t.dep_ == "advcl" and t.tag_ == "VBG" and t.i > clause.i and act_of(t) and is_verb(clause):
            yield from _coordinated(t, clause.head, participle=True)
    for t in clause.subtree:
        if t.dep_ == "relcl" and t.i > clause.i and t.head.tag_[:2] == "NN" and t.head.i > clause.i:
            opener = next((s for s in children(t, "nsubj") if s.lower_ in ("which", "that")), None)
            if opener is not None and t.tree[opener.i - 1].text == "," and act_of(t) and t.tag_ in ("VBZ", "VB", "VBD", "VBN"):
                yield from _coordinated(t, t.head, participle=False)


def _coordinated(verb: Token, head: Token, *, participle: bool) -> Iterator[Token]:
    """A verb and those coordinated with it; a participle also claims participles that the parse hung lower."""
    for v in with_conjuncts(verb):
        if is_verb(v) and (v == verb or not any(True for _ in children(v, "nsubj", "nsubjpass"))):
            yield v
    wanted = "VBG" if participle else verb.tag_ if verb.tag_ == "VBZ" else None
    if wanted:
        for t in verb.subtree:
            if (
                (
                    t.dep_ == "conj"
                    and t.tag_ == wanted
                    and t.i > verb.i
                    and act_of(t)
                    and not any(True for _ in children(t, "nsubj"))
                )
                and t.head != verb
                and t.head.tag_ != wanted
            ):
                yield t


def council_acts(parsed: Parsed, who: Who, draft_of: Callable[[Token], int | None]) -> Iterator[tuple[int, Provision]]:
    """Example: Adopting resolution 2098, the Council extended the mandate; by its terms, it would have demanded a halt.

    What the Council itself does by a resolution: the draft's number, and each provision.
    """
    for verb in parsed.tree:
        if not is_verb(verb) or passive(verb) or act_of(verb) is None or verb.dep_ not in ("ROOT", "conj", "ccomp"):
            continue
        owners = own_subjects(verb) or (own_subjects(verb.head) if verb.dep_ == "conj" else [])
        if not owners or owners[-1].lemma_ not in ("council", "it") or any(c.tag_ == "PRP$" for c in lefts(owners[-1])):
            continue
        draft = draft_of(verb)
        if draft is None or not (_would_have(verb) or _adopting(verb)):
            continue
        later = [v for v in with_conjuncts(verb)[1:] if is_verb(v)]
        for p in _provision(verb, later, parsed, who, None):
            yield draft, p


def _would_have(verb: Token) -> bool:
    top = verb if verb.dep_ != "conj" else verb.head
    return modal(top) == "would" and (own_subjects(top)[-1].lemma_ == "council" if own_subjects(top) else False)


def _adopting(verb: Token) -> bool:
    top = verb.head if verb.dep_ == "conj" and not own_subjects(verb) else verb
    return any(c.dep_ == "advcl" and c.lemma_ in ("adopt", "act", "approve") and c.i < top.i for c in top.children)


def act_of(verb: Token) -> str | None:
    """The act of a verb by the word list, with its particle where the act needs one, or None."""
    acts: dict[str, str] = lexicon("provisions")["acts"]
    for c in verb.children:
        if c.dep_ in ("prt", "advmod", "prep") and (act := acts.get(f"{verb.lemma_} {c.lower_}")):
            return act
    return acts.get(verb.lemma_)


def _act(verb: Token) -> str | None:
    """The act of a verb under a draft; with "would", any verb that tells what a text does."""
    aux = modal(verb)
    if aux in ("could", "may", "might", "must", "should", "can") or negated(verb) or mark(verb) in ("if", "unless"):
        return None
    perfect = any(c.lower_ in ("has", "had") for c in children(verb, "aux"))
    if perfect and aux is None:
        return None
    if (act := act_of(verb)) and (verb.tag_ in ("VBZ", "VBP", "VBG", "VB", "VBD") or aux):
        told = (verb.tag_ == "VBD" and not aux) or _foretold(verb)
        return None if told and verb.lemma_ in words("provisions", "everyday.verbs") else act
    progressive = verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in children(verb, "aux"))
    told = not progressive and verb.lemma_ not in words("provisions", "only_would.never") and not _foretold(verb)
    if aux in ("would", "will") and told:
        return _third_person(verb.lemma_)
    return None


def _foretold(verb: Token) -> bool:
    """Example: The Russian envoy said the draft would give Serbia a free hand.

    What somebody says that a text would bring about is a judgement of it, unless the verb is one of
    the Council's own acts.
    """
    return verb.dep_ == "ccomp" and is_verb(verb.head) and bool(subjects(verb.head)) and not passive(verb.head)


def _wished(verb: Token) -> bool:
    """Example: Togo wanted the draft resolution to condemn Chad.

    No text says so yet.
    """
    wishes = words("provisions", "everyday.wishes")
    if verb.dep_ == "relcl" and (put := _put_in(verb.head)) is not None and put.head.lemma_ in wishes:
        return True
    if verb.lower_ != verb.lemma_ or modal(verb) is not None:
        return False
    if verb.dep_ == "ccomp":
        return verb.tag_ == "VB" or verb.head.lemma_ in wishes
    behind_noun = verb.dep_ in ("relcl", "acl")
    above = verb.head.head if behind_noun and verb.head.dep_ in ("dobj", "nsubj", "nsubjpass") else verb.head
    if behind_noun and above.dep_ in ("xcomp", "ccomp") and above.head.lemma_ in wishes:
        return True
    return above.lemma_ in wishes and (behind_noun or verb.dep_ in ("xcomp", "advcl"))


def _put_in(head: Token) -> Token | None:
    """Example: Togo wants language to be inserted into the draft resolution that would spare Mali.

    The verb of putting something into a draft, where a relative clause behind the draft tells of what is put in.
    """
    verb = head.head.head
    inside = head.dep_ == "pobj" and head.head.lower_ in ("in", "into", "to")
    return verb if inside and verb.lemma_ in words("provisions", "everyday.puts") else None


def _judged(verb: Token) -> bool:
    """Example: Chad argued that the draft resolution lets Togo interfere in Mali.

    A critic's words are no provision.
    """
    idioms = words("provisions", "judgements.objects")
    if any(o.lemma_ in idioms for o in children(verb, "dobj")):
        return True
    return _foretold(verb) and verb.head.lemma_ in words("provisions", "judgements.cues")


def _third_person(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def _provision(verb: Token, later: list[Token], parsed: Parsed, who: Who, voted: DateRange | None) -> Iterator[Provision]:
    act = _act(verb)
    if act is None or passive(verb) or _wished(verb) or _judged(verb):
        return
    if verb.lemma_ in words("provisions", "carriers.verbs") or verb.lemma_ in ("provide", "set"):
        nouns = [t for t in children(verb, "dobj") if t.lemma_ in lexicon("provisions")["nouns"]]
        if nouns:
            act = lexicon("provisions")["nouns"][nouns[0].lemma_]
    span, condition = _extent(verb, later, parsed)
    span = _without_vote_date(span, who, voted)
    yield Provision(
        span=span,
        act=act,
        addressee=_addressee(verb, act, who),
        condition=condition,
        deadline=_deadline(span, who),
        binding=_binding(act),
    )


def _extent(verb: Token, later: list[Token], parsed: Parsed) -> tuple[Span, str | None]:
    """The verb with all that hangs on it up to the next provision, and the condition it stands under."""
    first = next((c for c in lefts(verb) if c.dep_ == "aux" and c.tag_ == "MD"), verb)
    stop = min((v.i for v in later if v.i > verb.i), default=len(parsed.tree))
    tokens = [t for t in verb.subtree if first.i <= t.i < stop]
    while tokens and (
        tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].dep_ == "cc" or tokens[-1].lower_ in ("would", "which")
    ):
        if tokens[-1].text in ("”", '"', "’") and any(t.text in ("“", '"', "‘") for t in tokens[:-1]):
            break
        tokens.pop()
    end = tokens[-1].idx + len(tokens[-1].text)
    if beside := BESIDE.search(parsed.text, first.idx, end):
        end = beside.start()
    sentence_end = verb.sent.end_char
    rest = parsed.text[end:sentence_end]
    condition = None
    inner = parsed.text[first.idx : end]
    if match := CONDITION.search(inner):
        before = inner[: match.start()].split()
        if not before or before[-1].lower() not in NOT_A_CONDITION:
            condition = match.group(1).rstrip(" ,")
    elif match := INVERTED.match(rest):
        condition = match.group(1).rstrip(" ,”")
    elif match := re.search(r"\b(should (?:he|she|it|they) \w+[^.;,”\"]*)", inner):
        condition = match.group(1).rstrip()
    return parsed.span(first.idx, end), condition


def _without_vote_date(span: Span, who: Who, voted: DateRange | None) -> Span:
    """Example: They vetoed a draft containing the threat of sanctions against Syria in October 2011.

    The date of the vote belongs to the verb above the draft, wherever the parse hangs it.
    """
    for d in who.known.dates_in(span.start, span.end):
        if d.range is not None and d.range == voted and d.span.end == span.end:
            before = span.text[: d.span.start - span.start].rstrip()
            kept = re.sub(r"\s+(?:in|on|last)$", "", before)
            if len(kept) > 8:
                return Span(span.start, span.start + len(kept), kept)
    return span


def _addressee(verb: Token, act: str, who: Who) -> str | None:
    """Example: It condemns Chad's raid on Mali and imposes sanctions on Eritrea.

    Whom the act tells to do something, judges or burdens: never the victim of a deed.
    """
    held = [*children(verb, "dobj", "dative")]
    if found := _first(held, who):
        return found
    if act in words("provisions", "addressed.judging"):
        return _doer_of(held, who) or _first(_behind(verb, "by"), who)
    burdens = act in words("provisions", "addressed.burdens")
    asked = [*held, *_behind(verb, "for")]
    clauses = [c for v in (verb, *held) for c in _clauses(v)]
    return (
        _first(_behind(verb, *_address_of(verb, burdens=burdens)), who)
        or next((found for c in clauses if (found := _told_in(c, verb, who))), None)
        or (_doer_of(asked, who) if act in words("provisions", "addressed.asking") else None)
        or (_burdened(asked, who) if burdens else None)
    )


def _address_of(verb: Token, *, burdens: bool) -> Iterator[str]:
    """The prepositions behind a verb that whom it addresses may stand after."""
    yield from words("provisions", "addressed.prepositions")
    if burdens or verb.lemma_ in words("provisions", "addressed.upon"):
        yield from words("provisions", "addressed.laid")


def _clauses(word: Token) -> Iterator[Token]:
    return children(word, "ccomp", "xcomp", "advcl", "acl")


def _told_in(clause: Token, verb: Token, who: Who) -> str | None:
    """Example: The draft resolution demands that Israel halt its offensive."""
    if found := _first(children(clause, "nsubj", "nsubjpass"), who):
        return found
    if clause.tag_ != "VBG" or verb.lemma_ not in words("provisions", "addressed.gerunds"):
        return None
    return _first(children(clause, "dobj"), who)


def _burdened(nouns: list[Token], who: Who) -> str | None:
    """Example: The draft calls for sanctions against Chad."""
    ends = words("provisions", "addressed.ends")
    laid = [n for n in nouns if not any(t.lemma_ in ends for t in with_conjuncts(n))]
    return _first((o for n in laid for o in _behind(n, "on", "upon", "against")), who)


def _behind(word: Token, *prepositions: str) -> list[Token]:
    found = children(word, "prep", "agent", "dative")
    return [o for p in found if p.lower_ in prepositions for o in children(p, "pobj")]


def _first(nouns: Iterable[Token], who: Who) -> str | None:
    return next((found for n in nouns if (found := _named(n, who))), None)


def _doer_of(deeds: Iterable[Token], who: Who) -> str | None:
    """Who did "Chad's raid on Sudan", "the shelling of villages by Chad", "Chadian raids"."""
    each = (found for deed in deeds for noun in with_conjuncts(deed) if (found := _doer(noun, who)))
    return next(each, None)


def _may_do(word: Token, who: Who) -> bool:
    beside = word.dep_ in ("compound", "nmod") and not is_state(who.at(word) or "")
    return beside or word.dep_ in ("poss", "amod")


def _doer(deed: Token, who: Who) -> str | None:
    """Who does the deed of a noun. A state's bare name before it does not: "the Sudan war"."""
    ended = _behind(deed, "to", "of", "in")
    if deed.lemma_ in words("provisions", "addressed.ends") and (found := _doer_of(ended, who)):
        return found
    named = [c for c in lefts(deed) if _may_do(c, who)]
    named += [o for t in deed.subtree for o in _behind(t, "by")]
    if deed.lemma_ in words("provisions", "addressed.own"):
        named += _behind(deed, "of")
    return _first(named, who)


def _named(token: Token, who: Who) -> str | None:
    token = antecedent(token)
    person = who.mention(token)
    if person is not None and person[1].type == "person":
        return person[1].id
    if found := [a for a in who.several(token, organs=True) if a != "security-council"]:
        return found[0]  # the Council does not address itself
    start, end = token.left_edge.idx, token.idx + len(token.text)
    rest = REST_OF_WORD.match(token.tree.text, end)
    phrase = token.tree.text[start : rest.end() if rest else end]
    for id_, names in lexicon("provisions")["addressees"].items():
        if any(phrase.endswith(n) for n in names):
            return str(id_)
    return None


def _deadline(span: Span, who: Who) -> DateRange | None:
    """The date that a "within", "by" or "before" of the provision names, where it can be resolved."""
    for d in who.known.dates_in(span.start, span.end):
        before = span.text[: d.span.start - span.start].split()
        if d.range and (
            d.span.text.lower().startswith(("within", "by", "before"))
            or (before[-1:] and before[-1] in ("by", "before", "until"))
        ):
            return d.range
    return None


def _binding(act: str) -> bool | None:
    if act in words("provisions", "binding.acts"):
        return True
    return False if act in words("provisions", "binding.hortatory") else None
