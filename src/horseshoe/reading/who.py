"""Which actor a noun of the tree names: mentions found by the station on actors, read through roles, relatives and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from horseshoe.council.states import state_of
from horseshoe.model import Actor, Mention, Quote
from horseshoe.reading.grammar import (
    after_preposition,
    antecedent,
    any_of,
    children,
    exceptions,
    first_conjunct,
    giver_before,
    is_verb,
    judged_before,
    lefts,
    negated,
    owner_by_pronoun,
    subjects,
    with_conjuncts,
)
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.runs import states_after
from horseshoe.reading.tree import Token

FIRST_PERSON = frozenset(["we", "i", "us", "me", "our", "my"])
COUNCIL_AND_UN = frozenset(["security-council", "united-nations", "un-general-assembly", "general-assembly"])
OWNED = frozenset(
    ["support", "backing", "abstention", "vote", "veto", "opposition", "objection", "resistance", "criticism", "group", "trio"]
)
# What follows a speaker's name: ", deputy director at Amnesty International"
OFFICE = re.compile(r"(?:,| \()[^.;,”\"]{0,60}\b(?:at|of|for|with|from|to)\b[^.;,”\"]{0,60}")
DASH = re.compile(r"(?: in the (?:\d+-member )?Council)?\s*(?:[-–—]{1,2}|\(|:)\s*")
LISTING = frozenset(["with", "including", "like", "alongside"])


def _by_token(parsed: Parsed, known: Known) -> dict[int, list[tuple[Mention, Actor]]]:
    """The mentions of actors by the tokens that they cover, each in text order."""
    found: dict[int, list[tuple[Mention, Actor]]] = {}
    start, end = parsed.words.start, len(parsed.words)
    for m, a in known.mentions:
        i = parsed.words.at(m.span.start)
        while i < end and start[i] < m.span.end:
            found.setdefault(i, []).append((m, a))
            i += 1
    return found


class Who:
    """Looks up actors by token. Built once for each text from the mentions known so far."""

    def __init__(self, parsed: Parsed, known: Known) -> None:
        self.parsed, self.known = parsed, known
        kept = parsed.tree.kept
        if "mentions" not in kept or kept["mentions"][0] is not known.mentions:
            kept["mentions"] = known.mentions, _by_token(parsed, known)
        self._all: dict[int, list[tuple[Mention, Actor]]] = kept["mentions"][1]
        self._at = {i: found[0] for i, found in self._all.items()}

    def __contains__(self, token: Token) -> bool:
        """Whether a mention of an actor covers the token."""
        return token.i in self._at

    def mention(self, token: Token) -> tuple[Mention, Actor] | None:
        """The actor mention that covers a token, or None."""
        return self._at.get(token.i)

    def mentions(self, token: Token) -> list[tuple[Mention, Actor]]:
        """All mentions that a token holds or belongs to: two in "Franco-British" where the parse leaves it whole."""
        return self._all.get(token.i, [])

    def organ_at(self, token: Token) -> str | None:
        """The id of the actor one noun names, organs of government kept apart (`SYR:authorities`), or None."""
        if (judged := self._judged_for_its_vote(token)) is not None:
            return self.organ_at(judged)
        if found := self._at.get(token.i):
            return found[1].speaks_for or self._body_after_name(found[1]) or found[1].id
        if token.lower_ in FIRST_PERSON:
            return self._speaker(token)
        if token.tag_ == "PRP":
            return self._pronoun(token)
        if token.tag_ == "PRP$" and (owner := owner_by_pronoun(token)) is not None:
            return self.organ_at(owner)
        return self._by_modifier(token)

    def _judged_for_its_vote(self, token: Token) -> Token | None:
        """Example: Togo lashed out at Russia for its veto of the draft resolution.

        Whose vote "its" makes it, where somebody is judged for it; None elsewhere.
        """
        if token.tag_ != "PRP$" or token.head.lemma_ not in ("veto", "vote", "abstention") or token.head.dep_ != "pobj":
            return None
        owner = owner_by_pronoun(token)
        return owner if owner is not None and owner.dep_ in ("pobj", "dobj") else None

    def at(self, token: Token) -> str | None:
        """Like `organ_at`, with a government's organ or official read as its state."""
        found = self.organ_at(token)
        return state_of(found) if found else None

    def _by_modifier(self, token: Token) -> str | None:
        """Example: The Chinese ambassador and the representative of Guyana abstained."""
        role = token.lemma_
        if role in ("organization", "organisation", "group") and [c.lower_ for c in token.children] == ["the"]:
            return self._issuer() if self.parsed.document.kind == "statement" else None
        if role not in words("positions", "roles"):
            return None
        for c in token.children:
            if c.tag_ == "PRP$" and c.i not in self._at:
                return self._speaker(c) if c.lower_ in FIRST_PERSON else self._pronoun(c)
            if c.tag_ == "WP$" and (noun := antecedent(c)) is not c:
                return self.organ_at(noun)  # "the envoy of Togo, whose country abstained"
            beside = c.dep_ in ("amod", "compound", "poss", "nmod", "appos") and not takes_sides(c)
            inside = children(c, "pobj") if c.dep_ == "prep" and c.lower_ in ("of", "from", "for", "to") else ()
            if found := next((body for t in ([c] if beside else inside) if (body := self._body_at(t))), None):
                return found
        return self._reporter(token) if [c.lower_ for c in token.children] == ["the"] else None

    def _reporter(self, noun: Token) -> str | None:
        """Example: Brazil announced that the country will vote for the draft.

        A plain "the country" or "the delegation" in reported speech is the one who reports.
        """
        if noun.lemma_ not in words("grammar", "runs.plain"):
            return None
        clause = noun.head
        if clause.dep_ != "ccomp":
            return None
        named = [found[1] for s in children(clause.head, "nsubj") if (found := self._at.get(s.i))]
        return (named[-1].speaks_for or named[-1].id) if named else None

    def _speaker(self, token: Token) -> str | None:
        quote = self.quote_of(token)
        if quote is None or quote.speaker is None:
            return self._issuer() if self.parsed.document.kind == "statement" else None
        return self.body_of(quote)

    def _issuer(self) -> str | None:
        """Who says "we" in a statement: the organisation it names first."""
        return next((a.id for _, a in self.known.mentions if a.type == "organisation" and a.id not in COUNCIL_AND_UN), None)

    def body_of(self, quote: Quote) -> str | None:
        """Example: "The text is too weak," said Anna Berg, deputy director at Amnesty International.

        The state or body that a quotation's speaker speaks for, else the speaker, organs kept
        apart; None where not known.
        """
        speaker = quote.speaker
        if speaker is None:
            return None
        actor = self.known.by_id.get(speaker.actor or "")
        body = speaker.speaks_for or (actor.speaks_for if actor else None)
        if body is None and actor is None:
            inside = self.known.actors_in(speaker.span.start, speaker.span.end)
            body = next((a.speaks_for or a.id for _, a in inside if a.type != "person" or a.speaks_for), None)
        if body is None and actor is not None:
            body = self._body_after_name(actor)
        if body is None and actor is not None and actor.type == "person" and self.parsed.document.kind == "statement":
            body = self._issuer()  # the speaker quoted in a statement speaks for its issuer
        return body or speaker.actor

    def _body_after_name(self, actor: Actor) -> str | None:
        """The body that an office after a person's name is held at, where the station on actors left it open."""
        if actor.type != "person":
            return None
        for m in actor.mentions:
            if office := OFFICE.match(self.parsed.text, m.span.end):
                inside = self.known.actors_in(m.span.end, office.end())
                if body := next((a.id for _, a in inside if a.type in ("organisation", "state")), None):
                    return body
        return None

    def _pronoun(self, token: Token) -> str | None:
        """Example: Brazil said it would vote for the draft.

        A pronoun in reported speech that nothing else resolves is the one who reports.
        """
        if token.lower_ in ("you", "your", "who", "whom"):
            return None
        for named in (giver_before(token), judged_before(token)):
            if named is not None and (by := self._body_at(named)):
                return by
        for s in _subjects_over(token):
            no_envoy = token.lower_ in ("it", "its") and s.lemma_ in words("positions", "persons")  # no envoy is an "it"
            if not no_envoy and (found := self._body_at(s) or self._role(s)):
                return found
        return self._subject_before(token) if token.lower_ in ("it", "they") and token.dep_ == "nsubj" else None

    def _body_at(self, token: Token) -> str | None:
        """Whom the mention at a token speaks for, else who it is; None where no mention covers it."""
        found = self._at.get(token.i)
        return found[1].speaks_for or found[1].id if found else None

    def _subject_before(self, token: Token) -> str | None:
        """Example: Russia did not veto the draft; it abstained."""
        before = [t for t in token.sent if t.i < token.i and t.dep_ == "nsubj"]
        found = next((self._at[t.i][1] for t in reversed(before) if t.i in self._at and t.tag_ != "PRP"), None)
        return found.id if found is not None and found.type == "state" else None

    def _role(self, noun: Token) -> str | None:
        return None if noun.tag_[:3] == "PRP" else self._by_modifier(noun)

    def quote_of(self, token: Token) -> Quote | None:
        """The shortest quotation with a part that holds the token, or None."""
        return self._quoted.get(token.i)

    @cached_property
    def _quoted(self) -> dict[int, Quote]:
        words, found = self.parsed.words, {}
        for q in sorted(self.known.quotes, key=lambda q: -len(q.span.text)):  # an inner quotation overrides the outer one
            for part in q.parts:
                found.update(dict.fromkeys(range(words.before(part.start), words.before(part.end)), q))
        return found

    def several(self, token: Token, *, organs: bool = False) -> list[str]:
        """All actors that a noun phrase names: its head, those coordinated with it, those joined by "with" or "including"."""
        found: list[str] = []
        if token.lower_ == "they" and (those := self._those_before(token)) is not None:
            return self.several(those, organs=organs)
        noun = self._one_of(self._behind_copula(antecedent(token)))
        if noun.dep_ == "appos" and noun.lemma_ in words("grammar", "runs.kinds") and noun.head in self:
            named = first_conjunct(noun.head)  # "Togo and Mali, the countries that tabled it"
            return list(dict.fromkeys(a for t in with_conjuncts(named) if t in self and (a := self.at(t))))
        for t in with_conjuncts(noun):
            if t.i in self._excepted:
                continue
            one = self.organ_at(t) if organs else self.at(t)
            if one and not (self._is_bloc(one) and self._spelt_out(t)):
                found.append(one)
            found += self._listed(t)
            if t.lemma_ in words("grammar", "runs.kinds"):
                found += self._behind_dash(t)
            if not found and t.lower_ == "they" and (s := self._teller(t)) is not None:
                found += self._listed(s)
        return list(dict.fromkeys(found))

    def named_by(self, tokens: Iterable[Token]) -> list[str]:
        """All actors that some noun phrases name, each once, in the order in which they are named."""
        return list(dict.fromkeys(actor for token in tokens for actor in self.several(token)))

    def _those_before(self, they: Token) -> Token | None:
        """Example: France and Togo tabled changes to the draft resolution. They have signalled they might abstain.

        Whom "they" means: several who report what they do, or the several that the sentence before is on.
        """
        teller = self._teller(they)
        if teller is not None and teller.lower_ != "they":
            return teller if list(children(teller, "conj")) else None
        first = teller or they
        opens = first.sent.start
        if first.dep_ != "nsubj" or first.i > opens + 1 or not opens or self.quote_of(first) is not None:
            return None
        before = next((t for t in first.tree[opens - 1].sent if t.dep_ == "nsubj"), None)
        named = with_conjuncts(before) if before is not None else []
        return before if len(named) > 1 and all(t in self for t in named) else None

    def _behind_dash(self, noun: Token) -> list[str]:
        """Example: The draft drew the support of four countries — Togo, Gabon, Mali and Chad."""
        end = noun.idx + len(noun.text)
        match = DASH.match(self.parsed.text, end)
        if match is None:
            return []
        states = states_after(self.known, self.parsed.text, match.end(), noun.sent.end_char)
        return states if len(states) > 1 else []

    @cached_property
    def _excepted(self) -> frozenset[int]:
        """The tokens that stand behind "except", "save" or "all but": who does not act with the others."""
        return frozenset(i for e in exceptions(self.parsed.tree) for i in range(e.start, e.end))

    @cached_property
    def excepted_states(self) -> frozenset[str]:
        """The ids that stand behind a word of exception somewhere in the text."""
        return frozenset(found[1].id for i in self._excepted if (found := self._at.get(i)))

    def _is_bloc(self, id_: str) -> bool:
        actor = self.known.by_id.get(id_)
        return actor is not None and actor.type == "bloc"

    def _spelt_out(self, noun: Token) -> bool:
        """Example: Non-permanent members Brazil and South Africa abstained; five members, among them Togo, voted for it."""
        return any(self.at(o) for c in children(noun, "appos") for o in with_conjuncts(c) if o.i > noun.i)

    def _teller(self, pronoun: Token) -> Token | None:
        """Example: Nine members, including Spain and Chad, said they would vote for the draft.

        The subject that reports.
        """
        verb = next((t for t in pronoun.ancestors if t.dep_ == "ccomp"), None)
        return next(children(verb.head, "nsubj"), None) if verb is not None else None

    def _one_of(self, noun: Token) -> Token:
        """Example: France was among the 14 members that backed the draft, and Mali was one of nine countries that sponsored it.

        Who is told to be one of so many, of whom a clause goes on to tell; any other noun is
        itself.
        """
        told = noun.lemma_ in words("grammar", "runs.kinds")
        if noun.dep_ != "pobj" or not told or not any(True for _ in children(noun, "relcl")):
            return noun
        one = _of_so_many(noun.head)
        if one is None or one.dep_ == "appos":
            return noun if one is None else one.head
        verb = one.head
        return noun if verb.lemma_ != "be" or negated(verb) else next(children(verb, "nsubj"), noun)

    def _behind_copula(self, noun: Token) -> Token:
        """Example: The only country voting against the draft was Russia."""
        if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and {"only", "sole", "lone"} & {c.lower_ for c in lefts(noun)}:
            return next(children(noun.head, "attr"), noun)
        return noun

    def joining(self, verb: Token) -> Iterable[str]:
        """Example: Britain, joined by Canada and Malta, abstained."""
        if verb.lemma_ == "join" and verb.tag_ == "VBN":
            yield from self.named_by(o for by in verb.children if by.lower_ == "by" for o in children(by, "pobj"))

    def _listed(self, token: Token) -> Iterable[str]:
        """Example: Russia along with China abstained, and five members, including Britain and Togo, voted no."""
        for c in token.children:
            listing = children(c, "prep") if c.lower_ in ("along", "together") else (c,)
            yield from self.named_by(o for p in listing if p.lower_ in LISTING for o in children(p, "pobj"))
            yield from self.joining(c)
            yield from self.named_by(self._spelling_out(token, c))

    def _spelling_out(self, token: Token, child: Token) -> Iterable[Token]:
        """ "two members, Togo and Chad", "the envoys of Togo and Chad", "the opposition of Togo"."""
        if child.dep_ == "appos" and child.i > token.i and (self.at(token) is None or self._is_bloc(self.at(token) or "")):
            yield child
        if child.dep_ != "prep":
            return
        if child.lower_ in ("from", "of") and token.lemma_ in words("positions", "roles"):
            yield from children(child, "pobj")
        if child.lower_ in ("of", "between", "from") and token.lemma_ in OWNED and self.at(token) is None:
            yield from (o for o in children(child, "pobj") if not any_of([o]))


def _subjects_over(token: Token) -> Iterable[Token]:
    """The subjects before a token of the verbs over its clause, nearest first."""
    t = token
    while t.head != t:
        child, t = t, t.head
        if is_verb(t) and child.dep_ in ("ccomp", "advcl", "conj", "xcomp", "relcl"):
            over = list(children(t, "nsubj")) or (subjects(t) if after_preposition(t) else [])  # "as telling members that it"
            yield from (s for s in over if s.i < token.i)


def takes_sides(word: Token) -> bool:
    """ "The pro-Russian president", "an anti-Israel minister": the state is not his."""
    before = word.tree[max(0, word.i - 2) : word.i]
    return len(before) == 2 and before[1].text in ("-", "–") and before[0].lower_ in words("drafts", "sponsor.toward")


def _of_so_many(prep: Token) -> Token | None:
    """The "one" that "of so many" stands behind, or "among" itself; None for another preposition."""
    if prep.lower_ == "of" and prep.head.lower_ == "one":
        return prep.head
    return prep if prep.lower_ == "among" else None
