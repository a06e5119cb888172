"""Small questions to a dependency tree that the stations on drafts, positions and claims share."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Run, Token, Tree

SUBJECTS = ("nsubj", "nsubjpass")
CLAUSES = ("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "pcomp", "parataxis")
MODALS_OF_DOUBT = ("could", "may", "might")
SHORT_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}
LONGEST_ASIDE = 14  # tokens of a noun with what is set beside it in commas
NEGATIONS = ("not", "n't", "n’t", "never", "neither", "nor")


def lefts(token: Token) -> list[Token]:
    """The children before a token."""
    return [c for c in token.children if c.i < token.i]


def rights(token: Token) -> list[Token]:
    """The children after a token."""
    return [c for c in token.children if c.i > token.i]


def is_verb(token: Token) -> bool:
    """Whether the token is tagged as a verb (modals apart)."""
    return token.tag_[:2] == "VB"


def after_preposition(verb: Token) -> bool:
    """Whether a verb is what a preposition governs ("in voting for it"), which the parse takes for a noun at times."""
    return verb.dep_ == "pcomp" or (verb.dep_ == "pobj" and verb.tag_ == "VBG")


def verb_over(token: Token) -> Token | None:
    """The nearest verb that a token hangs on, also through nouns and prepositions; None where there is none."""
    return next((t for t in token.ancestors if is_verb(t)), None)


def under_a_vote(noun: Token) -> bool:
    """Example: China voted for Resolution 2094 in March and is silent now."""
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ == "of" and prep.head.lemma_ in ("favour", "favor"):
        prep = prep.head.head  # "voted in favour of it"
        return prep.lower_ == "in" and prep.head.lemma_ == "vote"
    return noun.dep_ == "pobj" and prep.lower_ in ("on", "against", "for") and prep.head.lemma_ in ("vote", "abstain")


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The token's children with one of these dependency labels."""
    return (c for c in token.children if c.dep_ in deps)


def has(token: Token, *deps: str) -> bool:
    """Whether a child with one of these dependency labels hangs from the token."""
    return any(c.dep_ in deps for c in token.children)


def has_word(token: Token, forms: Container[str], *deps: str) -> bool:
    """Whether a child in one of these forms (lower case) hangs from the token, with one of the labels if any are given."""
    return any(c.lower_ in forms and (not deps or c.dep_ in deps) for c in token.children)


def behind(token: Token, *prepositions: str, deps: tuple[str, ...] = ("prep",)) -> list[Token]:
    """The objects of the prepositions that hang on a token, in text order; of all of them where none is named.

    Of "the vote of Togo on the draft" they are "Togo" and "draft", or "draft" alone where only "on" is asked for.
    """
    found = (p for p in children(token, *deps) if not prepositions or p.lower_ in prepositions)
    return [o for p in found for o in children(p, "pobj")]


def with_conjuncts(token: Token) -> list[Token]:
    """Example: Russia and China, and not France, vetoed it.

    A token and all that is coordinated with it, in text order; what "not" stands before is left out.
    """
    found = [] if _denied(token) else [token]
    for c in children(token, "conj"):
        found += with_conjuncts(c)
    return found


def _denied(noun: Token) -> bool:
    """Example: Not Russia but China vetoed it."""
    return noun.tag_[:2] == "NN" and any(
        c.lower_ == "not" and c.dep_ in ("neg", "preconj", "advmod") and c.i < noun.i and noun.nbor(-1).lower_ != "only"
        for c in noun.children
    )


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination that the token stands in."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def passive(verb: Token) -> bool:
    """Whether a verb is in the passive: it has a passive subject or auxiliary, or is a participle after its noun."""
    if has(verb, "nsubjpass", "auxpass"):
        return True
    if verb.dep_ == "conj" and is_verb(verb.head) and not has(verb, "nsubj", "dobj"):
        perfect = has_word(verb, ("has", "have", "had"), "aux")  # "is opposed to it and has ruled out a deal"
        return verb.tag_ == "VBN" and not perfect and passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")


def negated(verb: Token) -> bool:
    """Whether "not", "never", "neither" or "no longer" stands with the verb or its auxiliaries."""
    for c in verb.children:
        if c.dep_ == "neg" or (c.lower_ in NEGATIONS and c.dep_ in ("advmod", "preconj", "cc", "aux")):
            return True
        if c.lower_ == "longer" and has_word(c, ("no",)):
            return True
    return any(s.lower_ in ("none", "nobody", "neither") or _no(s) for s in children(verb, *SUBJECTS))


def _marks_one(word: Token) -> bool:
    return word.lower_ in ("the", "a") or (word.dep_ == "amod" and word.text[:1].isupper())


def _no(noun: Token) -> bool:
    if noun.lower_ == "vote" and any(c.dep_ == "poss" or _marks_one(c) for c in lefts(noun)):
        return False  # "Russia's no vote", "the American no vote"
    return has_word(noun, ("no", "neither"), "det", "preconj")


def own_subjects(verb: Token) -> list[Token]:
    """The subject tokens that hang on the verb itself."""
    return list(children(verb, *SUBJECTS))


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The tokens that do a verb's action, through coordination, infinitives, participles and relative clauses."""
    if depth > 6:
        return []
    if passive(verb) and (agents := agents_of(verb)):
        return agents
    if named := _named_before(verb):
        return named
    if own := own_subjects(verb):
        return [] if passive(verb) else [t for s in own[-1:] for t in _antecedents(s, depth)]
    head = verb.head
    if verb.dep_ in ("amod", "acl", "relcl") and not is_verb(head):
        return [] if passive(verb) else _governor_of_noun(verb, head, depth)
    if verb.dep_ == "xcomp" and is_verb(head):
        return _controller(head, depth)
    if after_preposition(verb) and head.dep_ in ("prep", "advmod", "mark", "agent"):
        return _controller_of_gerund(head, depth)
    if theirs := _subject_of_passive_before(verb):
        return theirs
    if (near := _taken_for_object(verb)) is not None:
        return [near]
    return _subjects_above(verb, depth)


def _subject_of_passive_before(verb: Token) -> list[Token]:
    """Example: Togo was elected to the Council and backed the draft."""
    head = verb.head
    joined = verb.dep_ == "conj" and is_verb(head) and passive(head) and not passive(verb)
    return own_subjects(head)[-1:] if joined else []


def _subjects_above(verb: Token, depth: int) -> list[Token]:
    """Example: Russia opposed the draft and is likely to use its veto.

    Who does the verb above, which the parse hangs this one on.
    """
    head = verb.head
    if verb.dep_ in ("conj", "advcl", "ccomp", "dep") and is_verb(head):
        return subjects(head, depth + 1)
    if verb.dep_ == "xcomp":
        return subjects(head, depth + 1) if head.dep_ in ("acomp", "attr", "oprd") else []
    if head.dep_ in ("acomp", "attr") and is_verb(head.head):
        return subjects(head.head, depth + 1)
    if verb.dep_ in ("acomp", "attr", "oprd") and is_verb(head):
        return subjects(head, depth + 1)
    return own_subjects(head) if head.dep_ in CLAUSES else []


def _named_before(verb: Token) -> list[Token]:
    """Example: The draft passed, with Chad voting against the text and the Central African Republic abstaining.

    The name right before a participle that is joined to another; the parse takes it for a part of the participle.
    """
    if verb.tag_ != "VBG" or not verb.i:
        return []
    if verb.dep_ == "advcl" and (named := _behind(verb, ("with",))) is not None:
        return [named]  # "vetoed it, with Togo and Mali voting against it"
    near = verb.tree[verb.i - 1]
    if verb.dep_ != "conj":
        return []
    return [near] if near.head is verb and near.dep_ in ("compound", "amod", "nmod") and near.tag_[:3] == "NNP" else []


def over_infinitive(verb: Token) -> Token:
    """The verb that an infinitive shares its subject with ("vowed" in "Togo has vowed to support it"); itself elsewhere."""
    while verb.dep_ == "xcomp" and is_verb(verb.head) and not own_subjects(verb):
        verb = verb.head
    return verb


def _taken_for_object(verb: Token) -> Token | None:
    """Example: Chad voted against it and Togo abstained.

    The parse joins Togo to "it", but a verb joined to another would have an "and" of its own.
    """
    if verb.tag_ != "VBD" or verb.dep_ not in ("conj", "dep", "advcl") or not verb.i:
        return None
    if (opened := _behind_conjunction(verb)) is not None:
        return opened
    near = verb.tree[verb.i - 1]
    while near.dep_ == "conj" and near.head.dep_ == "conj" and near.head.tag_[:3] == "NNP":
        near = near.head  # "Togo backed the text and Chad and Mali opposed it"
    joined = near.dep_ == "conj" and near.tag_[:3] == "NNP" and near.head.dep_ in ("pobj", "dobj") and near.head.i < near.i
    return near if joined else None


def _behind_conjunction(verb: Token) -> Token | None:
    """Example: The text failed as Russia, a permanent member, vetoed it, and Togo looked on as Mali abstained.

    The noun before a verb, with what stands beside it in commas, that the parse hangs on "as" or "after" as on a preposition.
    """
    return _behind(verb, words("grammar", "runs.opens"), aside=1)


def _behind(verb: Token, prepositions: Container[str], aside: int = 0) -> Token | None:
    """The noun that ends right before a verb, or `aside` tokens before it, and hangs on one of these prepositions."""
    for noun in reversed(verb.tree[max(verb.sent.start, verb.i - LONGEST_ASIDE) : verb.i]):
        if noun.dep_ == "pobj" and noun.head.lower_ in prepositions and noun.head.tag_ == "IN":
            return noun if verb.i - 1 - aside <= noun.right_edge.i < verb.i else None
    return None


def _governor_of_noun(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Who does the participle or infinitive that hangs on a noun: "Russia's threats to veto", "the draft calling on"."""
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB" and has_word(verb, ("to",), "aux"):
        if owners := _possessor(noun):
            return owners
        return subjects(noun.head, depth + 1) if is_verb(noun.head) else []
    if noun.dep_ == "pobj" and noun.head.lower_ == "among" and is_verb(noun.head.head):
        return subjects(noun.head.head, depth + 1)  # "Indonesia is among the countries opposing it"
    return [noun]


def _possessor(noun: Token) -> list[Token]:
    """Example: Togo spoke of Russia's threat to veto it and denounced the decision by Russia and China to veto the draft."""
    return list(children(noun, "poss")) or behind(noun, "by", "of", "from", deps=("prep", "agent"))


def _controller_of_gerund(prep: Token, depth: int) -> list[Token]:
    """Example: Britain condemned Russia for vetoing it, voiced anger at China for abstaining, was thanked for voting for it.

    Who does what a preposition governs: the one told of it, blamed or thanked for it, else the subject of the verb above.
    """
    governor = prep.head
    if not is_verb(governor):
        above = governor.head
        found = _named_beside(governor, prep) or _possessor(governor)
        return found or (subjects(above, depth + 1) if is_verb(above) else [])
    if passive(governor) and (own := own_subjects(governor)):
        return [t for s in own[-1:] for t in _antecedents(s, depth)]
    objects = [o for o in children(governor, "dobj", "dative") if not is_verb(o)]
    if prep.lower_ in words("grammar", "control.told"):
        return objects or subjects(governor, depth + 1)
    return _judged_for(governor, prep, objects) or subjects(governor, depth + 1)


def _judged_for(verb: Token, prep: Token, objects: list[Token]) -> list[Token]:
    """Who is told to have done it by a verb of judging: "condemned Russia for vetoing it", "railed at China for abstaining"."""
    if prep.lower_ not in words("grammar", "control.judged") or verb.lemma_ in words("grammar", "control.together"):
        return []
    if named := next((found for o in objects if (found := _named_beside(o, prep))), None):
        return named
    return _aimed_at(verb, prep) if verb.lemma_ in words("grammar", "control.judging") else []


def _aimed_at(token: Token, prep: Token) -> list[Token]:
    """What the prepositions of aim that stand before another preposition point at: "at Russia" in "railed at Russia for"."""
    aims = (p for p in children(token, "prep") if p.i < prep.i and p.lower_ in words("grammar", "control.aimed"))
    return [o for p in aims for o in children(p, "pobj")]


def _named_beside(noun: Token, prep: Token) -> list[Token]:
    """Example: Togo voiced anger at Russia for vetoing it. It thanked the Chinese envoy for abstaining.

    The name or person that a noun is or that its own preposition points at, before another preposition.
    """
    if noun.tag_[:3] in ("NNP", "PRP") or noun.lemma_ in words("positions", "roles"):
        return [first_conjunct(noun)]
    return _aimed_at(noun, prep)[:1]


def _controller(head: Token, depth: int) -> list[Token]:
    """Example: Gabon and Norway are expected to back the draft.

    Who is expected to act is who acts.
    """
    if passive(head) and (own := own_subjects(head)):
        return [t for s in own[-1:] for t in _antecedents(s, depth)]
    if (objects := [t for t in children(head, "dobj") if not is_verb(t)]) and head.lemma_ in words("grammar", "control.object"):
        return objects
    told = behind(head, "on", "upon")
    if told and head.lower_ in ("call", "calls", "called", "calling", "prevail", "prevailed"):
        return told
    return subjects(head, depth + 1)


def agents_of(verb: Token) -> list[Token]:
    """The nouns after "by" of a passive or participle."""
    return [
        o
        for p in verb.children
        if p.dep_ == "agent" or (p.dep_ == "prep" and p.lower_ == "by" and verb.tag_ == "VBN")
        for o in children(p, "pobj")
    ]


def _antecedents(token: Token, depth: int) -> list[Token]:
    """Example: France and Togo were among those who abstained."""
    noun = antecedent(token)
    if noun != token and noun.dep_ == "pobj" and noun.head.lower_ == "among" and is_verb(noun.head.head):
        return subjects(noun.head.head, depth + 1)
    if noun != token and noun.dep_ == "attr" and is_verb(noun.head):
        return subjects(noun.head, depth + 1) or [noun]
    return [noun]


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is its own antecedent."""
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and token.dep_ in SUBJECTS):
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def modal(verb: Token) -> str | None:
    """The modal auxiliary of a verb in lower case ("will" for "'ll", "would" for "'d"), or None."""
    for c in children(verb, "aux"):
        if c.tag_ == "MD":
            return SHORT_MODALS.get(c.lower_, c.lower_)
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ == "VB" and not own_subjects(verb):
        return modal(verb.head)
    return None


def mark(verb: Token) -> str | None:
    """The conjunction that opens the verb's clause ("if", "unless", "that"), or None."""
    for c in children(verb, "mark", "advmod"):
        if c.i < verb.i and (c.dep_ == "mark" or c.tag_ == "WRB"):
            return str(c.lower_)
    return None


def owner_by_pronoun(pronoun: Token) -> Token | None:
    """Example: Britain scolded China for its veto and Moscow's use of its veto; it praised Togo and its text.

    Whose "its" or "their" is: the name it is joined to, the one judged for it, the owner of the
    noun above, else the subject of the clause.
    """
    noun = pronoun.head
    joined = first_conjunct(noun)
    if joined is not noun and joined.tag_[:3] == "NNP" and pronoun.lower_ == "its":
        return joined
    prep = joined.head
    if pronoun.lower_ in ("my", "our", "your") or prep is noun:
        return None
    governor = prep.head
    if prep.dep_ == "prep" and not is_verb(governor) and (owners := _possessor_apart(governor, prep)):
        return owners[0]
    if prep.dep_ == "prep" and prep.lower_ in words("grammar", "control.judged"):
        found = _controller_of_gerund(prep, 0)
    else:
        found = _subjects_of_clause(noun)
    return next((t for t in found if t is not noun and t is not pronoun), None)


def _subjects_of_clause(noun: Token) -> list[Token]:
    """Example: Russia voted against the draft resolution, and its veto killed it.

    The subjects of a noun's clause; of the clause it is joined to where the noun is its subject.
    """
    verb = verb_over(noun)
    found = subjects(verb) if verb is not None else []
    if verb is not None and found == [noun] and verb.dep_ == "conj" and is_verb(verb.head):
        return subjects(verb.head)
    return found


def _possessor_apart(noun: Token, prep: Token) -> list[Token]:
    return [t for t in _possessor(noun) if t.head is not prep and t.tag_ != "PRP$"]


def judged_before(pronoun: Token) -> Token | None:
    """Example: France blamed Russia after it had vetoed the draft.

    The object of a verb of judging that the pronoun's clause gives the reason of; None elsewhere.
    """
    clause = verb_over(pronoun)
    if clause is None or pronoun.dep_ not in SUBJECTS or clause.dep_ != "advcl" or pronoun.lower_ not in ("it", "they"):
        return None
    if mark(clause) not in ("after", "because", "since", "when", "for") or clause.i < clause.head.i:
        return None
    if clause.head.lemma_ not in words("grammar", "control.judges"):
        return None
    return next((o for o in children(clause.head, "dobj") if o.tag_[:3] == "NNP"), None)


@dataclass(frozen=True, slots=True)
class Excepted:
    """Tokens `[start, end)` that a word of exception takes out of "all" (`all_but`) or lets in beside "none"."""

    start: int
    end: int
    all_but: bool
    near: int  # the token of the word that tells all or none


def exceptions(tree: Tree) -> tuple[Excepted, ...]:
    """Example: All members except Russia and China backed it. No one but Syria opposed it.

    Found in the order of the words: the parse takes "save" and "but" for many things. Kept with the tree.
    """
    if "exceptions" not in tree.kept:
        tree.kept["exceptions"] = tuple(e for s in tree.sentences for e in _exceptions_in(s))
    found: tuple[Excepted, ...] = tree.kept["exceptions"]
    return found


def _exceptions_in(sentence: Run) -> Iterator[Excepted]:
    tokens = list(sentence)
    low = [t.lower_ for t in tokens]
    universal = {i for i, w in enumerate(low) if w in words("grammar", "exception.all") | words("grammar", "exception.none")}
    if not universal:
        return
    for i, word in enumerate(low):
        if word not in words("grammar", "exception.words"):
            continue
        start = i + 1 + (low[i + 1 : i + 2] in (["for"], ["than"], ["from"]))
        if word in ("other", "apart", "aside") and start == i + 1:
            continue
        before = [u for u in universal if i - 7 <= u < i]
        if word in ("but", "save", "bar") and not before:
            continue
        near = before[-1] if before else min((u for u in universal if u > i), default=-1)
        end = _end_of_names(tokens, start)
        if near >= 0 and end > start:
            yield Excepted(
                tokens[start].i, tokens[end - 1].i + 1, low[near] in words("grammar", "exception.all"), tokens[near].i
            )


def _end_of_names(tokens: list[Token], start: int) -> int:
    """The end of a list of names that begins at `start`: capitals joined by commas, "and" and articles."""
    end = at = start
    while at < len(tokens):
        t = tokens[at]
        if t.tag_[:3] == "NNP":
            end = at + 1
        elif not (t.lower_ in ("and", "the", ",", "or", "of") or t.dep_ == "case"):
            break
        at += 1
    return end


def any_of(nouns: Iterable[Token]) -> bool:
    """Example: a no vote by Russia, China or France kills a draft.

    Whether names are joined by "or": one of them, nobody knows which.
    """
    return any(
        c.lower_ == "or" and c.dep_ == "cc" for n in nouns if n.tag_[:3] == "NNP" for t in with_conjuncts(n) for c in t.children
    )


def giver_before(pronoun: Token) -> Token | None:
    """Example: The United States tabled it despite a hint from Russia that it could veto the draft.

    The one from whom a hint, threat or word comes that the pronoun's clause spells out; None elsewhere.
    """
    if pronoun.lower_ not in ("it", "they") or pronoun.i < 3 or pronoun.nbor(-1).lower_ != "that":
        return None
    name, before = pronoun.nbor(-2), pronoun.nbor(-3)
    return name if name.tag_[:3] == "NNP" and before.lower_ in ("from", "by") else None
