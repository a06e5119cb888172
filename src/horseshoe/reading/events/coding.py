"""What a sentence's verbs tell: the act, or the intention, refusal, threat or demand of it, with both sides as phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from horseshoe.model import PloverRoot
from horseshoe.reading.events.deeds import (
    BEHIND,
    DONE,
    HARM,
    JUDGED_BY,
    Coded,
    Frame,
    deed_of,
    ended,
    is_act,
    judged,
    not_acts,
    root_of,
    sufferers_of_doing,
)
from horseshoe.reading.events.grammar import (
    PRONOUNS,
    SUBJECTS,
    child,
    complement,
    conjuncts,
    doers_of,
    doers_of_deed,
    has_own_subject,
    is_infinitive,
    is_noun,
    is_passive,
    is_verb,
    is_verb_like,
    keys,
    noun_forms,
    noun_words,
    object_words,
    objects,
    others_of,
    plans_itself,
    prepositional,
    scenes,
    subject,
    sufferers_of_deed,
)
from horseshoe.reading.events.lexicon import COOPERATIVE, HARMFUL, Choice, choose, frames, group_of, noun_roots, words
from horseshoe.reading.factuality.certainty import is_negated, modal
from horseshoe.reading.tree import Token

DEEPEST = 6


def code_sentence(root: Token) -> tuple[Coded, ...]:
    """The events of a sentence: its root verb's, then those of verbs joined to it by "and" that tell another type."""
    found: list[Coded] = []
    first = code_verb(root, Frame())
    if first is not None:
        found.append(first)
    for joined in conjuncts(root):
        other = code_verb(joined, Frame(speaker=subject(root))) if is_verb(joined) else None
        if other is None:
            continue
        if found and other.root == found[0].root and not found[0].targets and not any(objects(root)):
            found[0] = replace(found[0], targets=other.targets)  # "ousted and killed the general": one object for both
        elif all(other.root != f.root for f in found):
            found.append(other)
    return tuple(found)


def code_aside(root: Token) -> Iterator[Coded]:
    """ "After Borduria pulled out, the rebels fought on with help got from Ruritania."

    What is told beside the main event: by a clause of time or reason, as help got, by a noun with both sides.
    """
    for token in root.subtree:
        if is_verb(token) and token is not root:
            found = code_verb(token, Frame()) if _stands_alone(token) else None
            if token.dep_ == "relcl":
                found = found or _received(token, Frame(speaker=subject(root)))
            if found is not None:
                yield found
        elif is_noun(token) and (deed := _named_deed(token)) is not None:
            yield deed


def _stands_alone(verb: Token) -> bool:
    """ "Ruritania met Borduria after Syldavia had left." """
    own = child(verb, *SUBJECTS)
    if own is None or own.lower_ in PRONOUNS:
        return False
    mark = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < own.i), None)
    return verb.dep_ == "advcl" and mark in words("aside", "marks")


def _named_deed(noun: Token) -> Coded | None:
    """ "Ruritania's invasion of Borduria": a noun of force that names who did it and to whom."""
    deed = deed_of(noun, Frame())
    if deed is None or deed.root not in words("aside", "roots") or noun in scenes(noun.head.head):
        return None
    both = deed.targets or any(prepositional(noun, "between"))
    return deed if deed.actors and both else None


def _came_under(verb: Token, frame: Frame) -> Coded | None:
    """ "The town came under Ruritanian fire; Borduria came under fire for its veto." Who stands under an act suffers it.

    Fire "for" or "over" something is criticism, and so is fire "from" critics in a debate.
    """
    deed = next((d for d in prepositional(verb, "under") if verb.lemma_ in words("under", "verbs")), None)
    if deed is None or is_negated(verb):
        return None
    root = root_of(noun_forms(deed))
    if deed.lemma_ in words("under", "fire"):
        root = "ACCUSE" if any(c.dep_ == "prep" and c.lower_ in words("under", "blamed") for c in verb.children) else "ASSAULT"
    if root not in ("ASSAULT", "ACCUSE"):
        return None
    doers = (*doers_of(deed), *prepositional(deed, "from", "by"), *prepositional(verb, "from", "by"))
    suffers = (subject(verb),)
    return Coded(root, verb, doers, tuple(filter(None, suffers)), reporter=frame.reporter, strict=True)


def _received(verb: Token, frame: Frame) -> Coded | None:
    """ "The rebels received weapons from Ruritania." Who gets something is the other side of who gives it."""
    if verb.lemma_ not in words("received", "verbs") or is_passive(verb):
        return None
    if not object_words(verb) & words("received", "objects"):
        return None
    givers = tuple(dict.fromkeys(p for noun in (verb, *objects(verb)) for p in prepositional(noun, "from")))
    if not givers:
        return None
    root: PloverRoot = "SUPPORT" if object_words(verb) & words("received", "backing") else "AID"
    return Coded(root, verb, givers, _actor(verb, frame), reporter=frame.reporter, strict=True)


def code_verb(verb: Token, frame: Frame) -> Coded | None:
    """What one verb tells, looking through reports, intentions, refusals and aspect; None where it tells no event."""
    if frame.depth > DEEPEST or verb.i in frame.seen:
        return None
    for step in _STEPS:
        found = step(verb, frame)
        if found is not None:
            return found
    return None


def _actor(verb: Token, frame: Frame) -> tuple[Token, ...]:
    """The acting side: the subject, or what stands behind "by" in the passive; a pronoun means the speaker."""
    if is_passive(verb):
        behind = (d for p in prepositional(verb) for d in prepositional(p, "by"))
        return (*prepositional(verb, "by"), *doers_of_deed(verb), *behind)
    doer = subject(verb)
    if doer is not None and doer.text.lower() in PRONOUNS and frame.speaker is not None:
        return (doer,) if _means_others(doer, frame.speaker) else (frame.speaker, doer)
    return (doer,) if doer is not None else ((frame.speaker,) if frame.speaker is not None else ())


def _means_others(they: Token, speaker: Token) -> bool:
    """ "Kerry said raids were crimes as they hit towns": several things stand as subject between one speaker and "they"."""
    if they.lower_ != "they" or speaker.tag_ not in ("NN", "NNP") or any(conjuncts(speaker)):
        return False
    between = they.tree[speaker.i + 1 : they.i] if speaker.i < they.i else ()
    return any(t.dep_ in SUBJECTS and t.tag_ in ("NNS", "NNPS") for t in between)


def _reported(verb: Token, frame: Frame) -> Coded | None:
    """ "Russia said on Tuesday that Sudan must return the helicopter." The event is in what is reported."""
    if verb.lemma_ not in words("report", "verbs") | words("charge", "verbs") | {"warn"}:
        return None
    inner = next(
        (c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "parataxis") and (is_verb(c) or c.tag_ == "JJ")), None
    )
    if inner is None or (is_infinitive(inner) and verb.lemma_ in words("demand", "also_report")):
        return None
    speaker = None if is_passive(verb) else subject(verb)
    below = frame.below(verb, speaker)
    needed = _must(inner)
    if needed:
        doer = subject(inner)
        if doer is not None and doer.text.lower() not in PRONOUNS and speaker is not None and not is_passive(inner):
            return (
                Coded("REQUEST", inner, (speaker,), (doer, *others_of(inner)), told_by=verb) if inner.lemma_ != "be" else None
            )
    if verb.lemma_ == "warn":
        return Coded("THREATEN", verb, _actor(verb, frame), tuple(others_of(inner)))
    told = code_verb(inner, below)
    charged = verb.lemma_ in words("charge", "verbs") and speaker is not None and has_own_subject(inner)
    if charged and told is not None and speaker is not None and told.root in (*HARM, "PROTEST", "REJECT"):
        return Coded("ACCUSE", verb, (speaker,), told.actors, reporter=frame.reporter, strict=True)
    return told


def _stated(verb: Token, frame: Frame) -> Coded | None:
    """ "Issued a declaration demanding that Ruritania withdraw." What a statement does, its maker does."""
    if verb.lemma_ not in words("statement", "verbs") or is_passive(verb):
        return None
    for noun in objects(verb):
        if any(w in words("statement", "nouns") for w in noun_forms(noun)):
            for clause in noun.children:
                if clause.dep_ == "acl" and clause.tag_ == "VBG":
                    found = code_verb(clause, frame.below(verb))
                    if found is not None:
                        return replace(found, actors=_actor(verb, frame), told_by=verb)
    return None


def _must(verb: Token) -> bool:
    """ "Said it must leave", "insisted that Borduria leave": what a clause demands of its subject."""
    if verb.tag_ == "VB" and child(verb, "nsubj") is not None and child(verb, "aux") is None:
        return verb.head.lemma_ in words("demand", "subjunctive")
    if modal(verb) in words("demand", "modals"):
        return True
    return verb.lemma_ in ("have", "need", "ought") and child(verb, "xcomp") is not None


def _denied_claim(verb: Token, frame: Frame) -> Coded | None:
    """ "Ruritania denied that it had attacked Borduria." What is denied is the act."""
    if verb.lemma_ not in words("refuse", "denial") or (said := child(verb, "ccomp")) is None:
        return None
    return code_verb(said, frame.below(verb, subject(verb)))


def _refused(verb: Token, frame: Frame) -> Coded | None:
    """ "Pakistan refused to deploy peacekeepers in Iraq." Refusing is REJECT, whatever is refused."""
    inner = child(verb, "xcomp")
    if inner is None or verb.lemma_ not in words("refuse", "verbs"):
        return None
    if _rules_out(inner) or is_negated(verb):
        return None
    told = code_verb(inner, frame.below(verb))
    if told is not None and told.root in HARMFUL:
        return told  # harm not done: "failed to attack"
    if verb.lemma_ == "fail" and (told is None or told.root not in COOPERATIVE):
        return None  # who fails to win a seat refuses nothing, who fails to agree does
    return _coded("REJECT", verb, frame, others_of(inner))


def _named_so(verb: Token, frame: Frame) -> Coded | None:
    """ "Ruritania called Borduria's bid a provocation." A bad name blames who did it."""
    if verb.lemma_ not in words("naming", "verbs") or is_negated(verb) or is_passive(verb):
        return None
    below = child(verb, "oprd", "ccomp", "xcomp")
    given = [below, child(below, "attr", "acomp")] if below is not None else []
    given += [n for c in verb.children if c.lower_ == "as" for n in c.children]
    given += [n for o in objects(verb) for n in o.children if n.dep_ == "appos"]  # 'called the bid a "provocation"'
    if not any(n is not None and n.lemma_ in words("naming", "blame") for n in given):
        return None
    own = child(below, "nsubj") if below is not None else None  # "called [the bid a mistake]"
    things = [o for o in (*objects(verb), own) if o is not None and o.dep_ in ("dobj", "nsubj")]
    doers = [d for t in things for d in ((t,) if t.tag_[:3] == "NNP" else doers_of(t))]
    return replace(_coded("ACCUSE", verb, frame, doers), strict=True)


def _will_not(verb: Token, frame: Frame) -> Coded | None:
    """ "Ruritania will not accept the offer of Borduria and will not stand its raids." """
    if not is_negated(verb) or modal(verb) not in words("intent", "modals"):
        return None
    told = _by_sense(verb, frame)
    if told is not None and told.root in HARMFUL:
        return told
    if told is None and verb.lemma_ not in words("refuse", "tolerates"):
        return None
    root: PloverRoot = "THREATEN" if verb.lemma_ in words("refuse", "warns") else "REJECT"
    return _coded(root, verb, frame, others_of(verb), refusal=True)


def _tells_that(verb: Token) -> bool:
    """ "Recalled that raids must end": a verb with a "that" clause tells; it does nothing to anybody."""
    clause = child(verb, "ccomp")
    return clause is not None and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _gives_name(verb: Token) -> bool:
    """ "Called it a mistake", 'called the strike "a crime"': a name is given, nobody is called and no strike is."""
    if child(verb, "oprd", "xcomp", "ccomp") is not None:
        return True
    beside = (n for o in objects(verb) for n in o.children if n.dep_ in ("appos", "nummod", "relcl", "acl"))
    return any(n.left_edge.i > 0 and n.left_edge.nbor(-1).tag_ == "``" for n in beside)


def _rules_out(verb: Token) -> bool:
    """ "Ruritania refused to rule out a raid." That says nothing of one."""
    return verb.lemma_ in words("refuse", "not_refused")


def _demanded(verb: Token, frame: Frame) -> Coded | None:
    """ "Poland demanded that Moscow admit the murders." The target is who is to act."""
    if is_negated(verb):
        return None
    choice = _sense(verb)
    if choice is None or choice.sense.root != "REQUEST" or is_passive(verb):
        return None
    inner = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp")), None)
    if inner is None:  # "advised them against blocking it"
        inner = next((g for c in verb.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"), None)
    asked = list(objects(verb))
    if inner is not None and (doer := child(inner, "nsubj", "nsubjpass")) is not None:
        asked.insert(0, doer)
    behind = [p for name in choice.sense.target for p in prepositional(verb, name)]
    sides = any(form in words("demand", "sides") for o in asked for form in noun_forms(o))  # "urged all parties to spare X"
    deeper = others_of(inner) if inner is not None and not sides else ()
    nested = [t for o in asked for t in prepositional(o, *BEHIND)]
    if not (asked or behind or inner) or (choice.sense.needs == "clause" and inner is None):
        return None
    against = [t for part in (verb, *([inner] if inner else [])) for t in prepositional(part, "against")] if not asked else []
    if against:
        return _coded("ACCUSE", verb, frame, against)
    return _coded("REQUEST", verb, frame, (*asked, *behind, *nested, *deeper))


def _sense(verb: Token) -> Choice | None:
    """The lexicon's most specific sense of a verb; several steps ask for it, so it is looked up once."""
    asked: dict[int, Choice | None] = verb.tree.kept.setdefault("senses", {})
    if verb.i not in asked:
        idiom = not words("idioms", "keys").isdisjoint(keys(verb))
        choice = None if idiom else choose(keys(verb), object_words(verb))
        asked[verb.i] = choice if choice is not None and _is_meant(verb, choice) else None
    return asked[verb.i]


def _is_meant(verb: Token, choice: Choice) -> bool:
    """Whether a verb stands in the sense that its plain form has: no trial in "try to win", no demand in "told the press"."""
    if verb.lemma_ in words("refuse", "denial") and child(verb, "ccomp") is not None:
        return False
    if (inner := child(verb, "xcomp")) is not None and inner.lemma_ in words("refuse", "silent"):
        return verb.lemma_ not in words("refuse", "verbs")
    if choice.sense.root in DONE and _tells_that(verb):
        return False
    if choice.key in words("demand", "strives") and plans_itself(verb):
        return False  # "the army pushes to retake the town"
    if choice.key in words("naming", "verbs") and choice.sense.root != "ACCUSE" and _gives_name(verb):
        return False
    if choice.key != verb.lemma_:
        return not (is_passive(verb) and choice.key in words("idioms", "passive"))
    if verb.lemma_ == "try":
        return child(verb, "xcomp") is None
    if verb.lemma_ in words("demand", "also_report"):
        return any(c.dep_ in ("xcomp", "ccomp") and (is_infinitive(c) or _must(c)) for c in verb.children)
    return verb.lemma_ not in words("demand", "also_foresee") or not (is_passive(verb) or plans_itself(verb))


def _hostile(verb: Token, frame: Frame) -> Coded | None:
    """ "Ruritania threatened to leave and vowed to attack Borduria; it vowed to help Syldavia." """
    inner, name = complement(verb), verb.lemma_
    if name not in words("intent", "hostile") or inner is None:
        return None
    if inner.dep_ not in ("xcomp", "ccomp", "acl"):
        return None
    swears = name in words("intent", "swears")
    told = code_verb(inner, frame.below(verb)) if swears else None
    if told is None and swears and inner.lemma_ not in words("intent", "threatens"):
        return None  # "vowed to go on"
    root: PloverRoot = "AGREE" if told is not None and told.root in COOPERATIVE else "THREATEN"
    return _coded(root, verb, frame, (*objects(verb), *others_of(inner)))


def _intended(verb: Token, frame: Frame) -> Coded | None:
    """ "Israel agreed to withdraw." An intention to cooperate is AGREE, an intention to harm is THREATEN."""
    inner, name = complement(verb), verb.lemma_
    intends = words("intent", "verbs") - words("intent", "done") - words("intent", "hostile")
    if name not in intends or inner is None or is_negated(verb):
        return None
    told = code_verb(inner, frame.below(verb))
    of_another = name in words("intent", "foresees") and child(inner, "nsubj") is not None
    if is_passive(verb) or of_another:
        return told  # "is expected to attack", "expects them to attack": nobody's intention
    if told is not None and inner.lemma_ in words("intent", "threatens"):
        return _coded("THREATEN", verb, frame, told.targets)
    others = (*others_of(verb), *others_of(inner))
    if told is not None and told.root in words("intent", "harms") and name != "agree":
        return _coded("THREATEN", verb, frame, told.targets or others)
    if name in words("intent", "agrees") or (told is not None and told.root in COOPERATIVE):
        return _coded("AGREE", verb, frame, (*(told.targets if told else ()), *others))
    return None


def _announced(verb: Token, frame: Frame) -> Coded | None:
    """ "Denmark will provide aid." """
    if modal(verb) not in words("intent", "modals") or is_negated(verb):
        return None
    return _promised(verb, frame)


def _promised(verb: Token, frame: Frame) -> Coded | None:
    """ "Denmark will provide aid." With "will" or "may" an act is only announced."""
    told = _by_sense(verb, frame) or _by_noun(verb, frame)
    if told is None:
        inner = child(verb, "xcomp")
        told = code_verb(inner, frame.below(verb)) if inner is not None else None
    if told is None:
        return None
    if told.root in HARMFUL or (told.root == "REJECT" and verb.lemma_ in words("intent", "threatens")):
        return replace(told, root="THREATEN", announced=True)
    if told.root in COOPERATIVE:
        return replace(told, root="AGREE", announced=True)
    return told


def _adjective(verb: Token, frame: Frame) -> Coded | None:
    """ "France is ready to contribute troops." Also "is opposed to", "is out of the question"."""
    if verb.lemma_ not in ("be", "remain", "become") and child(verb, "auxpass") is None:
        return None
    told = child(verb, "acomp", "attr", "oprd") or (verb if verb.lemma_ != "be" else None)
    phrase = " ".join(t.text.lower() for t in verb.subtree)
    if any(p in phrase for p in frames()["refuse"]["phrases"]):
        what = subject(verb)
        found = _coded("REJECT", verb, frame, (*others_of(verb), *(others_of(what) if what else ())), refusal=is_negated(verb))
        by_speaker = frame.speaker is not None and what is not None and what.dep_ == "csubj"
        return replace(found, actors=(frame.speaker,), passive=False) if by_speaker and frame.speaker else found
    if told is None:
        return None
    word = told.text.lower()
    inner = child(told, "xcomp") or child(verb, "xcomp")
    if word in words("intent", "foretold") and inner is not None:
        return _foretold_of(verb, inner, frame)
    if word in words("intent", "adjectives") and inner is not None and not is_negated(verb):
        return _promised_by(word, inner, verb, frame)
    if word in words("refuse", "adjectives"):
        far = (*prepositional(told), *others_of(inner if inner is not None else told))
        return replace(_coded("REJECT", verb, frame, far), actors=tuple(filter(None, (subject(verb),))), passive=False)
    if (row := frames()["adjectives"].get(word)) is not None and told is not verb:
        return _coded(row["root"], verb, frame, (*prepositional(told, *row["target"]), *others_of(told)))
    return None


def _foretold_of(verb: Token, inner: Token, frame: Frame) -> Coded | None:
    """ "An envoy said Ruritania is likely to attack." The act is foretold of the subject."""
    doer = next(iter(_actor(verb, frame)), frame.speaker)
    return code_verb(inner, replace(frame.below(verb), speaker=doer))


def _promised_by(word: str, inner: Token, verb: Token, frame: Frame) -> Coded | None:
    told = code_verb(inner, frame.below(verb))
    others = (*(told.targets if told else ()), *others_of(inner))
    if told is not None and told.root in HARMFUL:
        return _coded("THREATEN", verb, frame, others)
    if told is not None or word in ("ready", "willing", "prepared", "open"):
        return _coded("AGREE", verb, frame, others)
    return None


def _by_aspect(verb: Token, frame: Frame) -> Coded | None:
    """ "Workers began to march." The act follows; "stopped shelling" turns harm into retreat."""
    inner = child(verb, "xcomp", "ccomp")
    name = verb.lemma_
    if inner is None or not is_verb(inner) or (name not in words("aspect", "verbs") and name not in words("aspect", "endings")):
        return None
    told = code_verb(inner, frame.below(verb))
    if told is None:
        return None
    if name in words("aspect", "endings"):
        return replace(told, root=ended(told.root), verb=verb)
    return told


def _by_sense(verb: Token, frame: Frame) -> Coded | None:
    """ "Rebels attacked the convoy." The lexicon's most specific sense of the verb."""
    choice = _sense(verb)
    if choice is None or not is_verb(verb):
        return None
    sense = choice.sense
    if sense.root == "ACCUSE" and (harmed := [d for o in objects(verb) for d in _harmed_by(o)]):
        return replace(_coded(sense.root, verb, frame, harmed), strict=True)
    if sense.root in JUDGED_BY and (acts := [o for o in objects(verb) if is_act(o, sense.root)]):
        return replace(_coded(sense.root, verb, frame, judged(verb, acts)), strict=True)
    others = (
        *not_acts(sense.root, _slots(verb, sense.target)),
        *(sufferers_of_deed(verb) if is_passive(verb) else sufferers_of_doing(verb)),
    )
    if sense.needs == "clause" and complement(verb) is None:
        return None
    if sense.needs and not (others or complement(verb) is not None or any(objects(verb))):
        return None
    if is_negated(verb) and sense.root == "AGREE":
        return _coded("REJECT", verb, frame, others, refusal=True)
    return replace(_coded(sense.root, verb, frame, others), strict=sense.strict)


def _harmed_by(noun: Token) -> Iterator[Token]:
    """ "Denounced the villagers killed by Ruritania": who harmed those is blamed, not they."""
    counted = prepositional(noun, "of") if noun.lemma_ in words("judged", "counts") else ()
    for clause in (c for n in (noun, *counted) for c in n.children):
        if (
            clause.dep_ == "acl"
            and clause.tag_ == "VBN"
            and (choice := _sense(clause)) is not None
            and choice.sense.root in HARM
        ):
            yield from prepositional(clause, "by")


def _slots(verb: Token, target: tuple[str, ...]) -> Iterator[Token]:
    """The phrases in a sense's target slots, in its order; then what stands behind the object's own prepositions."""
    for slot in target:
        if slot == "object":
            yield from objects(verb)
        elif slot == "dative":
            yield from (c for c in verb.children if c.dep_ == "dative" and is_noun(c))
        else:
            for noun in objects(verb):  # "closed its border with X in solidarity with Y"
                yield from prepositional(noun, slot)
            if slot != "by":  # behind a verb, "by" names the doer or the means
                behind = (p for p in prepositional(verb, slot) if p.i > verb.i)
                yield from (p for p in behind if not (is_passive(verb) and noun_forms(p)[-1] in noun_roots()))
            for noun in objects(verb):
                for deeper in prepositional(noun, "of"):
                    yield from prepositional(deeper, slot)


def _by_noun(verb: Token, frame: Frame) -> Coded | None:
    """ "The force completed its withdrawal." An event noun carried by a verb with no sense of its own."""
    if is_verb_like(verb):
        return None
    carries = words("aspect", "performs") | words("aspect", "endings")
    for noun in objects(verb):
        root = root_of(noun_words(noun))
        if root is not None and verb.lemma_ in carries:
            return _performed(root, noun, verb, frame)
        if (told := _undergone(noun, verb, frame)) is not None:
            return told
    doer = child(verb, "nsubj")
    return deed_of(doer, frame) if doer is not None and is_noun(doer) else None


def _performed(root: PloverRoot, noun: Token, verb: Token, frame: Frame) -> Coded:
    """ "The force completed its withdrawal from Ruritania; a raid on Borduria was launched by it." """
    passive = is_passive(verb)
    root = ended(root) if verb.lemma_ in words("aspect", "endings") else root
    own = [c for c in noun.children if c.dep_ == "poss"]
    is_group = any(w in group_of() for w in noun_forms(noun))  # "voiced opposition": no party
    named = [] if is_group else [noun]
    by = (*prepositional(verb, "by"), *prepositional(noun, "by"), *own)
    return Coded(
        root,
        verb,
        by if passive else _actor(verb, frame),
        (*not_acts(root, prepositional(noun, *BEHIND)), *prepositional(verb), *named),
        reporter=frame.reporter,
        passive=passive,
    )


def _undergone(noun: Token, verb: Token, frame: Frame) -> Coded | None:
    """ "Ruritania faces sanctions from Borduria." The subject is the other side."""
    told = deed_of(noun, frame)
    if told is None:
        return None
    doers = (*prepositional(noun, "from"), *prepositional(verb, "from"), *told.actors)
    if not doers:
        return None
    told = replace(told, actors=doers)
    suffers = verb.lemma_ in words("aspect", "undergoes")
    return replace(told, targets=_actor(verb, frame)) if suffers and not is_passive(verb) else told


def _coded(root: PloverRoot, verb: Token, frame: Frame, targets: Iterable[Token], *, refusal: bool = False) -> Coded:
    far = tuple(dict.fromkeys(targets))
    return Coded(root, verb, _actor(verb, frame), far, refusal=refusal, reporter=frame.reporter, passive=is_passive(verb))


def code_below(root: Token) -> Iterator[Coded]:
    """The events of clauses below the root, for a sentence whose root tells none."""
    for token in root.subtree:
        if token is root or not is_verb(token) or token.dep_ not in ("ccomp", "xcomp", "advcl", "conj"):
            continue
        over = token.dep_ == "xcomp" and token.head.lemma_ in words("aspect", "endings")
        if over or any(a.dep_ in ("relcl", "acl", "pcomp") for a in token.ancestors):
            continue  # "must cease fighting"
        found = code_verb(token, Frame(speaker=subject(root)))
        if found is not None:
            yield found


_STEPS: tuple[Callable[[Token, Frame], Coded | None], ...] = (
    _reported,
    _stated,
    _named_so,
    _denied_claim,
    _refused,
    _will_not,
    _demanded,
    _hostile,
    _intended,
    _announced,
    _adjective,
    _by_aspect,
    _came_under,
    _received,
    _by_sense,
    _by_noun,
)
