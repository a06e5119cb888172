"""How certain an act is, as the author of the text tells it: FactBank's scheme, from the words above and around the act.

`factuality(token)` is all that other modules need: they give the token of a predicate (a verb, a
noun of an act such as "veto" or "threat", an adjective) and get a `Factuality`. The walk goes down
from the top of the sentence to the token. At each step a word stands in a place that its governor
opens ("refused to veto": veto, in the place of refuse's infinitive), and the lexicon
(lexicon/certainty.toml) says what each governor makes of an act there, where the governor itself is
told as done and where it is denied (Nairn, Condoravdi and Karttunen 2006; Lotan, Stern and Dagan
2013). What the word has of its own (a modal, a negation, a condition) is laid over that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from horseshoe.model import Certainty
from horseshoe.reading.factuality.generic import is_generic
from horseshoe.reading.factuality.signatures import (
    EFFECTS,
    Row,
    adjectives,
    adverbs,
    lexicon,
    lookup,
    prepositions,
    row_of,
    row_of_phrase,
)
from horseshoe.reading.grammar import has, has_word
from horseshoe.reading.tree import Token

CLAUSES = ("ccomp", "xcomp", "acl", "csubj", "csubjpass", "oprd")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_RANK: tuple[Certainty, ...] = ("certain", "probable", "possible", "underspecified")


@dataclass(frozen=True, slots=True)
class Factuality:
    """Whether an act happened, as the author tells it.

    `negated` counts together with `certainty`: certain and negated is "it did not happen".
    `generic`: a rule, a right or a habit, not one act. `future`: foretold, still to come when it
    was said. `condition`: the head of the clause or phrase the act hangs on, or None. `sources`:
    whose word it is, outermost first, each the head of the phrase that names the source (the verb
    or noun of report where nobody is named); empty where the author tells it. `why`: the rules that
    fired, outermost first, for `--debug`.
    """

    certainty: Certainty = "certain"
    negated: bool = False
    generic: bool = False
    future: bool = False
    condition: Token | None = None
    sources: tuple[Token, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def asserted(self) -> bool:
        """Whether the text tells the act as done: certain, not negated, not a rule, not still to come."""
        return self.certainty == "certain" and not (self.negated or self.generic or self.future)

    @property
    def rules(self) -> frozenset[str]:
        """The rules of `why` without the words they fired on: "threat" for "threat: vow"."""
        return frozenset(rule.partition(":")[0] for rule in self.why)

    @property
    def value(self) -> float:
        """The act's place on the unified scale, -3 (did not happen) to +3 (happened), of Stanovsky et al. 2017."""
        values = lexicon()["values"]
        sign = "not" if self.negated else "done"
        for rule in reversed(self.why):
            if (found := values.get(f"{rule.split(':')[0]}, {self.certainty} {sign}")) is not None:
                return float(found)
        return float(values[f"{self.certainty} {sign}"])


def factuality(token: Token) -> Factuality:
    """How certain the act is that a predicate's token tells of: see `Factuality`.

    Example: Russia is expected to veto the draft, diplomats said. The veto is probable, future, by
    the word of "diplomats".
    """
    path = [token]
    while path[-1].head is not path[-1]:
        path.append(path[-1].head)
    for above in reversed(path):
        read = _read(above)
    return replace(read, generic=True, why=(*read.why, "generic")) if is_generic(token) else read


def _read(token: Token) -> Factuality:
    """The factuality of one token, each token read once a text."""
    kept: dict[int, Factuality] = token.tree.kept.setdefault("factuality", {})
    if token.i not in kept:
        helps = token.dep_ in ("aux", "auxpass", "neg", "prt") and token.head is not token
        kept[token.i] = _read(token.head) if helps else _lay_over(_context(token), token)
    return kept[token.i]


# What a word has of its own


def _lay_over(place: Factuality, token: Token) -> Factuality:
    """Example: Russia may not veto the draft.

    The modal and the negation of a word over the place in which it stands.
    """
    found = place
    for effect, rule, future in _own(token):
        if rule == "adjective" and effect == "not":  # "denied false reports": the author's word, no second negation
            found = replace(found, negated=False)
        found = _apply(found, effect, rule)
        found = replace(found, future=found.future or future)
    if is_clause(token):
        if token.tag_ == "VBD" or (token.tag_ in ("VBZ", "VBP") and found.future and place.future):
            found = replace(found, future=False) if token.tag_ == "VBD" else found
        condition = _condition_of(token)
        if condition is not None:
            found = replace(found, condition=condition)
            if found.certainty in ("certain", "probable") and not _has_perfect(token):
                found = replace(found, certainty="possible", why=(*found.why, "condition"))
        if asides := tuple(_asides(token)):
            found = replace(found, sources=(*found.sources, *asides), why=(*found.why, "source"))
    return found


def _apply(found: Factuality, effect: str, rule: str) -> Factuality:
    """An effect of the lexicon laid over what stands: the weaker certainty holds, a negation turns the other way round."""
    certainty, turned = EFFECTS[effect]
    weaker = max(found.certainty, certainty, key=_RANK.index)
    return replace(found, certainty=weaker, negated=found.negated != turned, why=(*found.why, rule))


def _own(token: Token) -> Iterator[tuple[str, str, bool]]:
    """(effect, rule, future) of the words that hang from a token itself."""
    if is_clause(token):
        yield from _own_of_clause(token)
    else:
        yield from _own_of_noun(token)


def _own_of_clause(verb: Token) -> Iterator[tuple[str, str, bool]]:
    no = is_negated(verb)
    aux = modal(verb)
    if aux is not None:
        row = lexicon()["modals"][aux]
        effect = row[_form(verb, no)]
        if aux == "would" and _backshifted(verb) and not _has_perfect(verb):
            effect = "not" if no else "certain"
        yield effect, f"modal {aux}", bool(row.get("future")) and not _has_perfect(verb)
    elif no:
        yield "not", "negation", False
    elif _headline_infinitive(verb):
        yield "probable", "schedule", True
    for child in verb.children:
        if child.dep_ == "advmod" and (effect := adverbs().get(child.lower_)):
            yield effect, "adverb", False
        elif child.dep_ == "advmod" and child.lower_ in lexicon()["negation"]["few"]:
            yield "probably not", "few", False
    if any(_is_few(c) for c in verb.children if c.dep_ in SUBJECTS):
        yield "probably not", "few", False
    if any(c.lower_ == "either" and c.i < verb.i and c.dep_ in ("preconj", "cc", "advmod", "det") for c in verb.children):
        yield "possible", "either", False  # "either abstained or voted with the majority"
    yield from _mood(verb)


def _headline_infinitive(verb: Token) -> bool:
    """Example: Russia to block UN resolution on Chad.

    The future of headlines: an infinitive that stands at the top, or behind a label ("Report:
    ..."), with a subject of its own.
    """
    to = has_word(verb, ("to",), "aux")
    top = verb.head is verb or (verb.dep_ in ("ccomp", "acl") and verb.head.tag_[:2] == "NN")
    marked = has(verb, "mark")  # "a plan for Russia to block it"
    return to and top and not marked and verb.tag_ == "VB" and any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)


def _form(verb: Token, no: bool) -> str:
    """Which column of the modals a verb takes."""
    if _has_perfect(verb):
        return "negated_perfect" if no else "perfect"
    return "negated" if no else "plain"


def _mood(verb: Token) -> Iterator[tuple[str, str, bool]]:
    """Questions, commands and hypothetical clauses."""
    kind = _hypothetical(verb)
    if kind is None and (first := _shares(verb)) is not None:
        kind = _hypothetical(first)  # "unclear if Russia will support or veto it"
    if kind == "had":
        yield "probably not", "counterfactual", False
    elif kind is not None:
        yield "open", "in a condition", False
    top = _first_conjunct(verb)
    spoken = top.dep_ == "ccomp" and (row := row_of(top.head, "that")) is not None and row.source
    if top.head is top or spoken:
        if _asks(top):
            yield "open", "question", False
        elif top.tag_ == "VB" and not has(top, *SUBJECTS, "expl", "aux", "auxpass"):
            yield "open", "command", False


def _asks(verb: Token) -> bool:
    """Example: Will Russia veto the text? "Do we vote?" he asked."""
    if verb.head is verb:
        return verb.sent.text.rstrip(" \"'”’»\n").endswith("?")
    if (first := next(iter(verb.children), verb)).dep_ == "aux" and first is verb.left_edge and _turned(verb, first):
        return any(t.text == "?" for t in verb.sent)
    after = verb.right_edge.i + 1
    near = verb.tree[after : after + 1]
    return any(t.text == "?" for t in (*verb.children, *near))


def _own_of_noun(noun: Token) -> Iterator[tuple[str, str, bool]]:
    words = lexicon()
    shared = noun.head if noun.dep_ == "conj" and _joined_by(noun.head, "or", "nor") else None
    if _is_no_vote(noun):
        return
    told = noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and is_clause(noun.head)  # its "no" denies the clause
    for child in (*noun.children, *(c for c in (shared.children if shared else ()) if c.dep_ in ("det", "neg"))):
        if told and child.dep_ in ("det", "neg"):
            continue
        if child.dep_ in ("det", "neg") and child.lower_ in words["negation"]["determiners"]:
            yield "not", "no", False
        elif child.dep_ == "neg" and not _cancelled(child, noun):
            yield "not", "negation", False
        elif child.dep_ == "amod" and child.lower_ in words["negation"]["few"] and not _after_article(child):
            yield "probably not", "few", False
        elif child.dep_ in ("amod", "compound", "nmod", "acomp") and (effect := adjectives().get(child.lower_)):
            yield effect, "adjective", child.lower_ in words["adjectives"]["future"]


def _is_few(noun: Token) -> bool:
    few = lexicon()["negation"]["few"]
    if noun.lower_ in few:
        return True
    kinds = ("amod", "advmod") if noun.lower_[:3] == "any" else ("amod",)
    return any(c.dep_ in kinds and c.lower_ in few and not _after_article(c) for c in noun.children)


def _after_article(adjective: Token) -> bool:
    """Example: a few members voted against it, which is no negation."""
    return adjective.i > 0 and adjective.nbor(-1).lower_ in ("a", "the", "these", "those", "only", "its", "his", "their")


def is_negated(verb: Token) -> bool:
    """Whether a clause denies its own act: "did not veto", "no member vetoed it", "cast no veto"; not "not only vetoed"."""
    if _denied(verb):
        return True
    if (first := _shares(verb)) is None:
        return False
    return _denied(first) and not _joined_by(first, "but", "yet")


def _denied(verb: Token) -> bool:
    words = lexicon()["negation"]
    count = 0
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    for child in (*verb.children, *(g for c in helpers for g in c.children)):
        if child.dep_ in ("neg", "preconj", "cc", "advmod") and child.lower_ in words["words"]:
            count += not _cancelled(child, verb) and (child.dep_ != "cc" or child.i < verb.i)
        elif child.dep_ == "advmod" and child.lower_ == "longer":
            count += has_word(child, ("no",))
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl"):
            count += _none(child)
    return count % 2 == 1


def _none(noun: Token) -> bool:
    """Example: no member, nobody, none of the five, not a single member, neither China nor Russia."""
    words, first = lexicon()["negation"], noun.left_edge
    if noun.lower_ in words["pronouns"]:
        return True
    if first.lower_ in words["words"] and first is not noun and first.nbor().lower_ in words["not_one"]:
        return True
    if _is_no_vote(noun):
        return False
    return any(
        c.dep_ in ("det", "neg", "preconj", "cc") and c.lower_ in words["determiners"] and not _cancelled(c, noun)
        for c in noun.children
        if c.i < noun.i
    )


def _is_no_vote(noun: Token) -> bool:
    """Example: Russia's no vote, the American no vote, a "no" vote: a ballot against, not the lack of one."""
    return noun.lemma_ == "vote" and any(
        c.dep_ == "poss" or c.lower_ in ("the", "a") or (c.dep_ in ("amod", "compound", "nmod") and c.text[:1].isupper())
        for c in noun.children
        if c.i < noun.i
    )


def _cancelled(no: Token, word: Token) -> bool:
    """Example: Russia not only vetoed the text. Not until Friday did it vote. There is no doubt."""
    cancels = lexicon()["negation"]["cancelled_by"]
    return no.i + 1 < len(no.tree) and no.nbor().lower_ in cancels


def modal(verb: Token) -> str | None:
    """The modal of a verb in full ("will" for "'ll"), its own or the one it shares; None without one."""
    words = lexicon()
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            form = words["forms"].get(child.lower_, child.lower_)
            return str(form) if form in words["modals"] else None
    first = _shares(verb)
    return modal(first) if first is not None else None


def _has_perfect(verb: Token) -> bool:
    return has_word(verb, ("have", "'ve", "’ve", "of"), "aux")


def _shares(verb: Token) -> Token | None:
    """Example: Russia will not discuss or support it; China did not attack and kill.

    The verb before a joined one whose auxiliary it shares: the same form, with no subject or
    auxiliary of its own.
    """
    if verb.dep_ != "conj" or verb.tag_ not in ("VB", "VBG", "VBN") or not is_clause(verb.head):
        return None
    if has(verb, "aux", "auxpass", *SUBJECTS):
        return None
    return verb.head if verb.head.tag_ == verb.tag_ and verb.tag_ != "VBG" else None


def _joined_by(first: Token, *words: str) -> bool:
    return has_word(first, words, "cc")


def _first_conjunct(verb: Token) -> Token:
    while verb.dep_ == "conj" and verb.head is not verb:
        verb = verb.head
    return verb


def _backshifted(verb: Token) -> bool:
    """Example: Moscow said it would veto the text, where "would" is the "will" of what was said."""
    top = _first_conjunct(verb)
    told = top.dep_ in ("ccomp", "acl") or (top.dep_ == "advcl" and top.head.tag_[:2] == "JJ")
    if not told or _condition_of(verb) is not None:
        return False
    governor = _complement(top.head, top)
    row = row_of(governor, "that")
    return row is not None


# Conditions


def _hypothetical(verb: Token) -> str | None:
    """The word that makes a clause itself a condition: "if", "unless", "whether", an inverted "should" or "had"."""
    words = lexicon()["conditions"]
    for child in verb.children:
        if child.i > verb.i:
            break
        if child.dep_ in ("mark", "advmod", "prep") and (opened := _opening(child)) in words["hypothetical"]:
            return opened
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    if first is None or verb.head is verb or first.lower_ not in words["inverted"]:
        return None
    turned = _turned(verb, first) and first is verb.left_edge
    return first.lower_ if turned and not verb.sent.text.rstrip().endswith("?") else None


def _turned(verb: Token, auxiliary: Token) -> bool:
    return any(c.dep_ in SUBJECTS and c.i > auxiliary.i for c in verb.children)


def _opening(mark: Token) -> str:
    """The conjunction a mark belongs to: "if", "as long as", "provided"."""
    words, tree = lexicon()["conditions"], mark.tree
    for phrase in words["phrases"]:
        parts = phrase.split()
        for at in (k for k, part in enumerate(parts) if part == mark.lower_ and k <= mark.i):
            if [t.lower_ for t in tree[mark.i - at : mark.i - at + len(parts)]] == parts:
                return str(phrase)
    return mark.lower_


def _condition_of(verb: Token) -> Token | None:
    """Example: Russia will veto it unless the text is changed; without changes, Russia will veto it.

    The head of the clause or phrase on which a clause hangs, or None.
    """
    words = lexicon()["conditions"]
    nested = [g for c in verb.children if c.dep_ == "advmod" for g in c.children]  # "as long as they are"
    for child in (*verb.children, *nested):
        if child.dep_ in ("advcl", "ccomp") and _is_condition(child, verb):
            return child
        inner = [c for c in child.children if c.dep_ in ("ccomp", "pcomp")]
        if child.dep_ in ("advcl", "prep") and child.lower_ in words["participles"] and inner:
            return inner[0]
        if child.dep_ == "prep" and child.lower_ in words["without"] and modal(verb) is not None:
            if any(c.dep_ == "mark" and child.i < c.i for c in verb.children):
                continue  # "said, without proof, that they would"
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
    if (first := _shares(verb)) is not None:
        return _condition_of(first)
    return None


def _is_condition(clause: Token, verb: Token) -> bool:
    """Whether a clause is what another one hangs on; "whether" opens a question, not a condition."""
    kind = _hypothetical(clause) if is_clause(clause) else None
    if kind is None or kind == "whether":
        return False
    return clause.dep_ == "advcl" or kind in lexicon()["conditions"]["inverted"] or clause.i < verb.i


# The place in which a word stands


def _context(token: Token) -> Factuality:
    """What the words above a token make of an act in its place."""
    dep, head = token.dep_, token.head
    if head is token:
        return Factuality()
    if dep == "conj":
        return _beside(token)
    if dep in ("acomp", "attr"):
        return _read(head)
    if dep == "relcl":
        return _relative(token)
    if dep == "advcl":
        return _adverbial(token)
    if dep == "ccomp" and token.i < head.i and _stands_alone(token, head):
        return Factuality()
    if dep in CLAUSES:
        return _complemented(token, _complement(head, token), _frame(token))
    if dep in ("pcomp", "pobj"):
        return _behind_preposition(token)
    if dep in ("dobj", "nsubjpass", "dative", "nsubj", "compound", "poss", "nmod"):
        return _argument(token)
    if dep in ("prep", "agent", "npadvmod", "advmod", "nummod", "quantmod", "det", "case"):
        return _read(head)
    return replace(Factuality(), sources=_read(head).sources)


def _stands_alone(clause: Token, after: Token) -> bool:
    """Example: Mali backed the draft resolution, Niger opposed it; Chad abstained.

    Whether a clause before another verb is a sentence of its own: at a semicolon, or where the verb takes no clause.
    """
    if any(t.text == ";" for t in clause.tree[clause.i : after.i]):
        return True
    return after.lemma_ in lexicon()["governors"]["no_clause"] and has(after, "dobj") and has(after, *SUBJECTS)


def _beside(token: Token) -> Factuality:
    """Example: diplomats expect Russia to veto it and China to abstain."""
    first = token.head
    joined = token.tree[max(0, token.left_edge.i - 2) : token.left_edge.i]
    if [t.lower_ for t in joined] == ["rather", "than"]:
        return Factuality(negated=True, sources=_context(first).sources, why=("rather than",))
    if is_clause(token) and not is_clause(first) and first.dep_ in ("acomp", "attr"):
        return _context(first.head)
    if token.tag_ == "VBD" and first.tag_ == "VB" and (above := _finite_above(first)) is not None:
        return _context(above)  # "declined to back it and abstained"
    if is_clause(first) and not is_clause(token):  # a verb that the tagger took for another word: "will not veto but abstain"
        return replace(_read(first), negated=_read(first).negated and not _joined_by(first, "but"))
    return _context(first)


def _finite_above(verb: Token) -> Token | None:
    """The nearest verb in the past over an infinitive, with which a joined verb in the past goes."""
    return next((t for t in verb.ancestors if t.tag_ == "VBD"), None)


def _frame(token: Token) -> str:
    """The form of a clause: that, whether, to, ing."""
    if _hypothetical(token) == "whether" or (_hypothetical(token) == "if" and token.dep_ in ("ccomp", "acl")):
        return "whether"
    if any(c.tag_ in ("WP", "WRB", "WDT") and c.i < token.i for c in token.children) and token.dep_ == "ccomp":
        return "whether" if token.tag_ == "VB" and modal(token) is None else "that"
    finite = token.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in token.children
    )
    if finite:
        return "that"
    return "ing" if token.tag_ == "VBG" else "to"


def _complement(head: Token, token: Token) -> Token:
    """The word that governs a clause under a linking verb: the adjective or noun of "it is likely that", "there is a risk"."""
    if head.lemma_ in lexicon()["governors"]["linking"]:
        for child in head.children:
            if child is not token and child.dep_ in ("acomp", "attr", "oprd") and not is_clause(child):
                return child
            if child.dep_ == "advmod" and child.i < token.i and row_of(child, "that") is not None:
                return child
            if child.dep_ == "prep" and any(row_of(g, "to") for g in child.children if g.dep_ == "pobj") and child.i < token.i:
                return next(g for g in child.children if g.dep_ == "pobj")
    return head


def _complemented(token: Token, governor: Token, frame: str) -> Factuality:
    """The place of a clause under a word that takes one."""
    above = _read(governor)
    row = row_of(governor, frame)
    if row is not None:
        return _signed(above, row, governor, token)
    if frame in ("that", "whether"):
        open_ = above.certainty == "underspecified" or frame == "whether"
        return Factuality("underspecified" if open_ else "certain", sources=above.sources, why=("clause",))
    if token.dep_ in ("acl", "relcl"):
        return _described(token, above)
    return replace(above, condition=None)


def _described(token: Token, above: Factuality) -> Factuality:
    """Example: a text to be voted on; the draft vetoed by Russia; a text calling for sanctions."""
    if token.tag_ == "VB":
        return Factuality("possible", future=True, sources=above.sources, why=("infinitive",))
    if has_word(token.head, lexicon()["negation"]["determiners"], "det"):
        return Factuality("certain", True, sources=above.sources, why=("no",))
    return Factuality(sources=above.sources, why=("participle",))


def _signed(above: Factuality, row: Row, governor: Token, token: Token) -> Factuality:
    """What a governor of the lexicon makes of the act under it: its signature, told or denied, no surer than it is itself."""
    sources = (*above.sources, *_source(governor, token)) if row.source else above.sources
    future = row.future or (above.future and not row.factive)
    why = (*above.why, f"{row.rule}: {governor.lower_}")
    if row.factive:
        return Factuality("certain", False, future=False, sources=sources, why=why)
    certainty, turned = EFFECTS[row.denied if above.negated else row.told]
    weaker = max(above.certainty, certainty, key=_RANK.index)
    return Factuality(weaker, turned, future=future, sources=sources, condition=above.condition, why=why)


def _source(governor: Token, token: Token) -> Iterator[Token]:
    """Whose word a clause is: the subject of a verb of report, the owner of a noun, else the governor itself."""
    wanted = ("nsubj", "poss", "agent") if not _passive(governor) else ("agent",)
    verb: Token = governor
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in wanted and child is not token:
                yield next((c for c in child.children if c.dep_ == "pobj"), child) if child.dep_ == "agent" else child
                return
        if verb.dep_ in ("conj", "xcomp", "advcl", "acomp", "attr", "pcomp", "prep") and verb.head is not verb:
            verb = verb.head
        else:
            break
    yield verb.head if verb.dep_ == "acl" else governor


def _passive(verb: Token) -> bool:
    return has(verb, "auxpass", "nsubjpass")


def _asides(verb: Token) -> Iterator[Token]:
    """Example: Russia, diplomats said, will veto it; according to diplomats, Russia will veto it."""
    for child in verb.children:
        if child.lower_ == "according":
            yield from (o for p in child.children for o in p.children if o.dep_ == "pobj")
        elif child.dep_ in ("parataxis", "ccomp", "advcl") and is_clause(child) and child.i > 0 and _is_aside(child):
            yield from (c for c in child.children if c.dep_ == "nsubj")


def _is_aside(clause: Token) -> bool:
    """Whether a clause only names the source: ", diplomats said,", "as diplomats said"."""
    row = row_of(clause, "that")
    if row is None or not row.source or has(clause, "ccomp", "xcomp", "dobj"):
        return False
    if clause.dep_ == "advcl":
        return has_word(clause, ("as",), "mark")
    edge = clause.left_edge
    return edge.is_punct or (edge.i > 0 and edge.nbor(-1).is_punct)


def _relative(token: Token) -> Factuality:
    """Example: no member that vetoed it; reports that China had vetoed it; the members which vetoed it."""
    noun = token.head
    if _frame(token) == "to":
        return _complemented(token, noun, "to")
    that = next((c for c in token.children if c.lower_ == "that" and c.i < token.i), None)
    if that is not None and _is_conjunction(that, token) and row_of(noun, "that") is not None:
        return _complemented(token, noun, "that")
    sources = _read(noun).sources
    if has_word(noun, lexicon()["negation"]["determiners"], "det"):
        return Factuality(negated=True, sources=sources, why=("no",))
    return Factuality(sources=sources)


def _is_conjunction(that: Token, verb: Token) -> bool:
    """Example: the false report that Russia had vetoed the draft, which the parse takes for a relative clause."""
    if that.tag_ == "IN":
        return True
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp") and c is not that]
    return that.dep_ in ("dobj", "mark") and bool(objects) and has(verb, *SUBJECTS)


def _adverbial(token: Token) -> Factuality:
    """Example: after Russia vetoed it; to avoid a veto; saying it would veto the text; rather than veto it."""
    head, words = token.head, lexicon()["clauses"]
    above = _read(head)
    if any(c.lower_ == "than" and c.i and c.nbor(-1).lower_ == "rather" for c in token.children if c.i < token.i):
        return Factuality(negated=True, sources=above.sources, why=("preposition rather than",))
    plain = Factuality(sources=above.sources)
    mark = next((_opening(c) for c in token.children if c.i < token.i and (c.dep_ == "mark" or c.tag_ == "WRB")), None)
    if (governor := _governor_of_adverbial(token, mark)) is not None:
        return _signed(above, governor[0], governor[1], token)
    if _frame(token) == "to" and token.tag_ == "VB" and (mark is None or mark in words["purpose"]):
        return replace(plain, certainty="underspecified", future=True, why=(*above.why, "purpose"))
    if mark in words["timed"] and token.tag_ != "VBD" and (above.future or above.certainty != "certain"):
        doubt: Certainty = "underspecified" if mark in words["unfinished"] else "probable"
        return replace(plain, certainty=doubt, future=True, why=("time to come",))
    if mark is None and token.tag_ in ("VBG", "VBN") and above.certainty != "certain":
        return replace(above, negated=False, condition=None)
    return replace(plain, future=above.future and mark is None)


def _governor_of_adverbial(token: Token, mark: str | None) -> tuple[Row, Token] | None:
    """Example: It made it clear that it would veto it; it is unlikely for China to accept it; it moved to block it.

    The word that takes the clause after all, which the parse hangs on as an adverbial, and its row of the lexicon.
    """
    if mark in ("that", "for") and token.head.tag_[:2] == "JJ":
        row, governor = row_of(token.head, _frame(token)), token.head
        if row is not None:
            return row, governor
    if mark is None and token.tag_ == "VB" and _frame(token) == "to":
        governor = _complement(token.head, token)
        row = row_of(governor, "to")
        return (row, governor) if row is not None else None
    if mark is None and token.tag_ == "VBG" and token.nbor(-1).dep_ == "prt" and token.nbor(-1).head is token.head:
        row = row_of(token.head, "ing")  # "has not ruled out using a veto"
        return (row, token.head) if row is not None else None
    return None


def _behind_preposition(token: Token) -> Factuality:
    """Example: stopped short of vetoing it; without the need for a veto; a threat of a veto; blamed for vetoing it."""
    prep = token.head
    prep_name, governor = _whole_preposition(prep)
    above = _read(governor) if governor is not prep else Factuality()
    frame = "ing" if token.dep_ == "pcomp" else "noun"
    if frame == "ing" and _hypothetical(token) == "whether":
        return Factuality("underspecified", sources=above.sources, why=("whether",))
    if (row := row_of_phrase(governor, prep_name)) is not None:
        return _signed(above, row, governor, token)
    if prep_name in lexicon()["prepositions"]["cause"]:
        outlook = row_of(governor, "to")  # "doomed to fail because of a veto"
        if outlook is not None and outlook.future:
            return _signed(above, outlook, governor, token)
        return replace(above, negated=False, condition=None)
    for phrase in (f"{governor.lower_} {prep.lower_}", prep_name):
        if (effect := prepositions().get(phrase)) is not None:
            held = replace(_read(governor.head), condition=None) if phrase != prep_name else Factuality(sources=above.sources)
            base = Factuality(sources=held.sources, future=above.future and effect != "certain")
            return _apply(base, effect, f"preposition {phrase}")
    if (row := lookup(governor, prep.lower_) or (lookup(governor, frame) if prep.lower_ == "of" else None)) is not None:
        return _signed(above, row, governor, token)
    if frame == "noun" and is_definite(token):
        return Factuality(sources=above.sources)
    return replace(above, negated=above.negated and prep.lower_ in ("of", "to", "in", "by", "with", "for"), condition=None)


def _whole_preposition(prep: Token) -> tuple[str, Token]:
    """A preposition with the word it is made of two with ("because of", "short of", "other than"), and what it hangs from."""
    governor = prep.head
    if governor.dep_ == "prep" and governor.lower_ in ("because", "out", "instead", "short", "ahead", "in"):
        return f"{governor.lower_} {prep.lower_}", governor.head
    before = [c.lower_ for c in prep.children if c.i == prep.i - 1]
    return " ".join((*before, prep.lower_)), governor


def _argument(token: Token) -> Factuality:
    """Example: Russia cast a veto; a veto is likely; the veto threat; a veto would kill the text."""
    head, frame = token.head, "noun"
    if token.dep_ in ("nsubj", "poss"):
        frame = "subject"
    elif token.dep_ in ("compound", "nmod"):
        frame = "compound"
    governor = _complement(head, token) if frame == "subject" else head
    above = _read(governor)
    if (row := row_of(governor, frame)) is not None and not (frame == "subject" and row.source):
        return _signed(above, row, governor, token)
    if frame == "compound":
        return above
    if is_definite(token) or (frame == "subject" and above.certainty in ("certain", "underspecified")):
        return Factuality(negated=_none(token), sources=above.sources)
    return replace(above, negated=(above.negated and frame == "noun") or _none(token), condition=None)


# Small questions


def is_clause(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or another word that has a subject or an auxiliary."""
    return (token.tag_[:1] == "V" and token.dep_ not in ("amod", "compound")) or has(
        token, "nsubj", "nsubjpass", "aux", "auxpass"
    )


def is_definite(noun: Token) -> bool:
    """Whether a noun names an act that the text takes as known: "the veto", "Russia's veto", "that vote"."""
    articles = lexicon()["governors"]["definite"]
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in articles) for c in noun.children)
