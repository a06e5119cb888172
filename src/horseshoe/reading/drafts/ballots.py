"""Whose vote is told: counts and named votes, each given to the draft it belongs to."""

from __future__ import annotations

from datetime import timedelta

from horseshoe.council.rule import majority_needed, seats_on
from horseshoe.model import DateRange
from horseshoe.reading.drafts.attributes.when import when_of
from horseshoe.reading.drafts.build import Ballot
from horseshoe.reading.drafts.clusters.cluster import Cluster
from horseshoe.reading.drafts.mentions import long_ago
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.votes import Tally, find_tally, pattern, told_of_another
from horseshoe.reading.factuality.reality import reality
from horseshoe.reading.lexicon import is_permanent, is_state, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.predications.clauses import find_predications
from horseshoe.reading.tree import Run, Token
from horseshoe.reading.who import Who
from horseshoe.stances import CAST

MONTH = timedelta(days=31)


def id_of(number: int) -> str:
    """The id of the draft that a cluster becomes, by the cluster's number in the list."""
    return f"draft-{number + 1}"


def number_of(id_: str) -> int:
    """The number of the cluster that becomes a draft, by the draft's id."""
    return int(id_.removeprefix("draft-")) - 1


def targets_of(parsed: Parsed, clusters: list[Cluster]) -> Targets:
    """The clusters as drafts that a clause may mean."""
    voted = [id_of(i) for i, c in enumerate(clusters) if c.fates()]
    several = [id_of(i) for i, c in enumerate(clusters) if c.plural()]
    return Targets(parsed, ((id_of(i), m.span) for i, c in enumerate(clusters) for m in c.mentions), voted, several)


def ballots(parsed: Parsed, who: Who, clusters: list[Cluster], targets: Targets) -> list[Ballot]:
    """One Ballot for each cluster, in the same order."""
    found = [Ballot() for _ in clusters]
    stands = find_predications(parsed, who, targets)
    own = {
        s.word.i
        for s in stands
        if s.stance == "vetoed" and s.draft is not None and s.actor in clusters[number_of(s.draft)].sponsors()
    }
    for stand in stands:
        if not stand.asserted or stand.draft is None or (stand.stance == "vetoed" and stand.word.i in own):
            continue  # nobody vetoes its own draft: it was another
        if _of_an_older_draft(clusters[number_of(stand.draft)], stand.word.sent, who):
            continue
        ballot = found[number_of(stand.draft)]
        ballot.held = ballot.held or stand.stance in CAST
        if not is_state(stand.actor):
            continue
        if stand.stance == "vetoed":
            ballot.vetoed.append(stand.actor)
            ballot.when = ballot.when or _day_of_veto(stand.word, who)
        elif stand.stance == "voted_for":
            ballot.yes.add(stand.actor)
        elif stand.stance == "voted_against":
            ballot.no.add(stand.actor)
        elif stand.stance == "abstained":
            ballot.abstain.add(stand.actor)
        elif stand.stance == "opposes" and stand.word.lemma_ in words("drafts", "fate.rejected") and stand.word.tag_ == "VBD":
            ballot.rejected.add(stand.actor)
            ballot.opposed.add(stand.actor)
        elif stand.stance == "opposes" and stand.word.tag_ in ("VBD", "VBN", "VBG"):
            ballot.opposed.add(stand.actor)
    for i, c in enumerate(clusters):
        for m in c.mentions:
            found[i].vetoed += [a for a in m.vetoed_by if is_permanent(a) and a not in found[i].vetoed]
    _count(parsed, who, clusters, targets, found)
    _permanent_no(parsed, who, targets, found)
    for ballot, c in zip(found, clusters, strict=True):
        ballot.vetoed = [a for a in ballot.vetoed if a not in ballot.abstain] or ballot.vetoed
        if "vetoed" in c.fates():  # "China and Russia rejected the draft", which has been vetoed
            ballot.vetoed += [a for a in sorted(ballot.rejected) if is_permanent(a) and a not in ballot.vetoed]
        _single_no(ballot, c, majority_needed(parsed.document.published))
        _turned_by_names(ballot)
    return found


def _of_an_older_draft(c: Cluster, sentence: Run, who: Who) -> bool:
    """Example: The Council will vote on the draft today. In 2008, a text on Mali won 13 votes while Russia used its veto.

    Whether a sentence tells of a vote long before, and so not of the one that the draft still awaits.
    """
    if not any(m.awaited for m in c.mentions):
        return False
    days = [d.range for d in who.known.dates_in(sentence.start_char, sentence.end_char) if d.range is not None]
    return bool(days) and all(long_ago(day, who) for day in days)


def _day_of_veto(word: Token, who: Who) -> DateRange | None:
    """The day told of a veto; not the years since which it is one of several."""
    day = when_of(word, who)
    return day if day is not None and day.end - day.start <= MONTH else None


def _permanent_no(parsed: Parsed, who: Who, targets: Targets, found: list[Ballot]) -> None:
    """Example: It failed owing to the negative votes of two permanent members, China and Russia."""
    for sentence in parsed.sentences():
        match = pattern("permanent_no").search(sentence.text)
        if match is None:
            continue
        start = sentence.start_char + match.start()
        token = next(t for t in sentence if t.idx + len(t.text) > start)
        draft = targets.focus(token, vote=True)
        if draft is None or reality(token) != "done":
            continue
        found[number_of(draft)].blocked = True
        named = [a.id for _, a in who.known.actors_in(start, sentence.end_char) if is_permanent(a.id)]
        found[number_of(draft)].vetoed += [a for a in named if a not in found[number_of(draft)].vetoed]


def _count(parsed: Parsed, who: Who, clusters: list[Cluster], targets: Targets, found: list[Ballot]) -> None:
    size = seats_on(parsed.document.published)
    for sentence in parsed.sentences():
        text = sentence.text
        if not pattern("any_word").search(text):
            continue
        tally = find_tally(text, size)
        rest = next((r for r in ("rest_yes", "rest_abstain") if pattern(r).search(text)), None)
        if not tally and rest is None:
            continue
        token = next((t for t in sentence if t.idx >= sentence.start_char + tally.at), sentence.root)
        if targets.on_proceedings(token) or told_of_another(text, tally.at):
            continue
        draft = targets.focus(token, vote=True)
        if draft is None or _of_an_older_draft(clusters[number_of(draft)], sentence, who):
            continue
        ballot = found[number_of(draft)]
        ballot.rest = ballot.rest or rest
        if ballot.tally.agrees(tally):
            ballot.tally = ballot.tally.merged(tally)


def _turned_by_names(ballot: Ballot) -> None:
    """Example: The Council rejected the draft by eight votes to two. Togo, Mali and Chad voted for it; Gabon voted against.

    The counts the other way round, where more are named in favour than it had votes and only the
    other way round all fit.
    """
    t, yes, no = ballot.tally, len(ballot.yes), len(ballot.no | set(ballot.vetoed))
    if t.yes is not None and t.no is not None and t.yes < yes <= t.no and no <= t.yes:
        ballot.tally = Tally(t.no, t.yes, t.abstain, t.at)


def _single_no(ballot: Ballot, c: Cluster, needed: int) -> None:
    """A permanent member's vote against is its veto where enough voted in favour, or where the text says it stopped the draft.

    Charter, Article 27(3): `needed` votes for. Below the majority it is a vote against like any
    other. What only so many members are told to have voted for was not adopted where one of the
    five voted against.
    """
    if not ballot.no and not ballot.vetoed and ballot.opposed and len(ballot.opposed) == ballot.tally.no:
        ballot.no |= ballot.opposed  # "13 members backed it, and the United States stood alone in opposing it"
    permanent = sorted(a for a in ballot.no if is_permanent(a))
    yes = ballot.tally.yes
    enough = c.counted() if yes is None else yes >= needed and (c.counted() or "adopted" not in c.fates())
    if permanent and (enough or (yes is None and "vetoed" in c.fates())):
        ballot.vetoed += [a for a in permanent if a not in ballot.vetoed]
        ballot.no -= set(permanent)


__all__ = ["Tally", "ballots"]
