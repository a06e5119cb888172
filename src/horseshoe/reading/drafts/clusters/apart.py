"""What tells two drafts, or a mention and a draft, apart: one named reason after the other; any one is enough."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection
from datetime import timedelta

from horseshoe.model import DateRange
from horseshoe.reading.drafts.clusters.cluster import Cluster, is_vague
from horseshoe.reading.drafts.mentions import DraftMention
from horseshoe.reading.drafts.votes import number_pattern, value
from horseshoe.reading.factuality.reality import realised
from horseshoe.reading.grammar import first_conjunct, under_a_vote
from horseshoe.reading.lexicon import words

APART = timedelta(days=10)  # two votes further apart than this are of different drafts


def may_mean(m: DraftMention, c: Cluster) -> bool:
    """Whether a mention can mean a cluster's draft: nothing tells the two apart."""
    return not any(reason(m, c) for reason in OF_A_MENTION)


def may_be_one(c: Cluster, o: Cluster) -> bool:
    """Whether two drafts may be one: nothing that they tell of themselves differs, and neither is told as another one."""
    return not any(reason(c, o) for reason in OF_TWO_DRAFTS)


def _one_and_several(m: DraftMention, c: Cluster) -> bool:
    return m.plural != c.plural() and not m.pronoun


def _has_its_number_already(m: DraftMention, c: Cluster) -> bool:
    """Example: Mali's draft on Chad was vetoed. The Council adopted Resolution 2999.

    Whether a mention gives the number of an adopted resolution, and the draft has none and was not adopted.
    """
    if not m.resolution or c.numbered() or "adopted" in c.fates():
        return False
    return bool(c.fates()) or m.fate != "adopted" or m.old or m.cited


def _is_only_referred_to(m: DraftMention, c: Cluster) -> bool:
    return bool(m.resolution) and not c.numbered() and _recalled(m)


def _is_adopted_beside_it(m: DraftMention, c: Cluster) -> bool:
    return bool(m.resolution) and not c.fates() and _is_itself(m, c)


def _is_of_another_age(m: DraftMention, c: Cluster) -> bool:
    return m.old != c.mentions[0].old and bool(m.fate or c.fates() or m.old)


def _is_on_another_situation(m: DraftMention, c: Cluster) -> bool:
    return bool(m.situation and c.situation()) and m.situation != c.situation()


def _counts_other_sponsors(m: DraftMention, c: Cluster) -> bool:
    """Example: Togo and Mali tabled a draft on Chad. The three-country draft was adopted."""
    many = sponsors_counted(m.span.text) if c.agreed.sponsors else None
    return bool(many) and many != len(c.agreed.sponsors)


def _has_another_symbol(m: DraftMention, c: Cluster) -> bool:
    if m.symbol and any(s.startswith("S/") and s != m.symbol for s in c.symbols()):
        return True
    return bool(m.resolution) and any(s.isdigit() and s != m.resolution for s in c.symbols())


def _ends_otherwise(m: DraftMention, c: Cluster) -> bool:
    fates = c.fates()
    if not m.fate or not fates or m.counted or c.counted():
        return False
    return {m.fate, fates[-1]} == {"vetoed", "adopted"}


def _ends_on_another_day(m: DraftMention, c: Cluster) -> bool:
    return bool(m.fate) and far_apart(m.when, c.when())


def _is_told_as_earlier(m: DraftMention, c: Cluster) -> bool:
    return "earlier" in m.flags and bool(m.fate or m.determiner == "a") and not c.past()


def _is_told_as_new(m: DraftMention, c: Cluster) -> bool:
    return "new" in m.flags and (c.past() or (m.determiner == "a" and bool(c.fates())))


def _is_no_more_about_a_past_one(m: DraftMention, c: Cluster) -> bool:
    if not c.past():
        return False
    gone = m.fate is None and m.sentence - c.mentions[-1].sentence > 1 and not m.sponsors
    return gone or m.unreal


def _told_together(c: Cluster, o: Cluster) -> bool:
    return c.plural() or o.plural()


def _told_as_another(c: Cluster, o: Cluster) -> bool:
    """Example: Togo tabled a draft on Chad. A rival draft by Mali was put to the vote."""
    apart = {"rival", "other"} | ({"earlier"} if not (_is_version(c) or _is_version(o)) else set())
    if not (c.agreed.sponsors and o.agreed.sponsors):
        apart.add("own")  # "their own draft" is the one that is known to be theirs
    told_before = o.mentions[0].flags - (set() if o.agreed.sponsors else {"other", "rival"})  # "a second resolution", then it
    return bool(apart & (c.mentions[0].flags | told_before))


def _of_other_ages(c: Cluster, o: Cluster) -> bool:
    return c.past() != o.past() or c.old() != o.old()


def _introduced_by_a_vote_of_days_ago(c: Cluster, o: Cluster) -> bool:
    return of_another_day(c.mentions[0], o) or of_another_day(o.mentions[0], c)


def _decided_and_to_come(c: Cluster, o: Cluster) -> bool:
    return bool(c.fates()) != bool(o.fates()) and (c if o.fates() else o).to_come()


def _of_other_sponsors(c: Cluster, o: Cluster) -> bool:
    return _of_others(c, o.agreed.sponsors) or _vetoes_its_own(c, o) or _vetoes_its_own(o, c)


def _on_other_situations(c: Cluster, o: Cluster) -> bool:
    return bool(c.situation() and o.situation()) and c.situation() != o.situation()


def _with_other_symbols(c: Cluster, o: Cluster) -> bool:
    if c.symbols() and o.symbols() and not c.symbols() & o.symbols():
        return True
    # a draft has no number before its adoption
    return c.numbered() != o.numbered() and "adopted" not in (o if c.numbered() else c).fates()


def _ending_otherwise(c: Cluster, o: Cluster) -> bool:
    return bool(c.fates() and o.fates()) and not _may_end_alike(c, o)


def _ending_on_other_days(c: Cluster, o: Cluster) -> bool:
    return far_apart(c.when(), o.when())


def _new_behind_a_decided_one(c: Cluster, o: Cluster) -> bool:
    return "new" in c.mentions[0].flags and bool(o.fates())


def _introduced_behind_a_decided_one(c: Cluster, o: Cluster) -> bool:
    """ "The Council adopted a text on Chad. Togo and Mali have tabled a draft resolution."

    Whether a draft is brought in with its sponsors after one of which the fate is told, but not who
    wrote it; told twice is the one whose vote or act is told again.
    """
    introduced = c.agreed.sponsors and c.mentions[0].determiner == "a" and o.fates() and not o.agreed.sponsors
    told_twice = c.mentions[0].voted or o.mentions[0].act or c.mentions[0].head.head.lower_ == "under"
    return bool(introduced) and not (told_twice and not c.sponsored_by(o.agreed.vetoed_by))


def far_apart(one: DateRange | None, other: DateRange | None) -> bool:
    """Whether two days are known and are too far from each other to be one vote's."""
    if one is None or other is None:
        return False
    return one.start - other.end > APART or other.start - one.end > APART


def _may_end_alike(c: Cluster, o: Cluster) -> bool:
    """Example: The Security Council failed to extend its mission in Chad after Russia vetoed the extension.

    Whether two fates may be one draft's: the same; an adoption told only by counts; a failure to
    act told beside a veto.
    """
    ends = {c.fates()[-1], o.fates()[-1]}
    told_by_act = c.mentions[0].act or o.mentions[0].act
    return len(ends) == 1 or c.counted() or o.counted() or (told_by_act and ends == {"failed", "vetoed"})


def _vetoes_its_own(c: Cluster, o: Cluster) -> bool:
    """Whether one draft's sponsor is told to have vetoed the other, so that these are two."""
    return not o.agreed.vetoed_by.isdisjoint(c.agreed.sponsors)


def _of_others(c: Cluster, sponsors: Collection[str]) -> bool:
    """Whether other states are told as sponsors than those of a draft; "Western countries" may be any of them."""
    named = [s for s in sponsors if not is_vague(s)]
    theirs = [s for s in c.agreed.sponsors if not is_vague(s)]
    return bool(named and theirs) and not c.sponsored_by(named)


def _is_version(c: Cluster) -> bool:
    """Example: Togo tabled a revised draft resolution on Chad. An earlier draft had been softer.

    Whether all that is told of a draft is that there was one before: a version of the one on the
    table.
    """
    head = c.mentions[0].head
    text = head.lemma_ in words("drafts", "heads.versions") and not under_a_vote(head)
    return text and not (c.fates() or c.agreed.sponsors or c.symbols())


def of_another_day(m: DraftMention, c: Cluster) -> bool:
    """Example: Twelve voted for the resolution. On Oct. 18, the United States vetoed a resolution that called for pauses.

    Whether a mention introduces a draft by what became of it days ago, beside one of whose vote the
    text tells as news.
    """
    return m.introduced and c.when() is None and not c.past() and c.voted_on()


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\b({number_pattern()})-(?:country|nation|state|power|member|party)\b", re.IGNORECASE)


@functools.lru_cache(maxsize=1024)
def sponsors_counted(mention: str) -> int | None:
    """How many sponsors a mention itself counts: three in "the three-country draft"."""
    found = _counted().search(mention)
    return value(found[1]) if found else None


def _brought_in_by_others(m: DraftMention, c: Cluster) -> bool:
    """Whether a mention names other sponsors than a draft has, or one that vetoed it."""
    if not c.agreed.vetoed_by.isdisjoint(m.sponsors):
        return True  # nobody vetoes its own draft
    alien = _of_others(c, m.sponsors) and not (m.joint and m.definite)
    return alien and (m.firm or not m.definite or m.strong)


def _is_itself(m: DraftMention, c: Cluster) -> bool:
    """Example: Russia would veto the draft on Chad that Mali has tabled. Resolution 1333 was adopted.

    Whether a numbered resolution is another text than a draft without a number of which no vote is told.
    """
    if c.to_come():
        return True
    same = bool(m.situation) and m.situation == c.situation()
    return m.fate is not None and not c.numbered() and not same and not any(_put_to_vote(o) for o in c.mentions)


def _put_to_vote(m: DraftMention) -> bool:
    """Example: Mali's draft on Chad was put to the vote on Friday. Resolution 2999 was adopted by 13 votes to none.

    Whether a mention's sentence tells of a vote that was held.
    """
    votes = [t for t in m.head.sent if t.lemma_ == "vote"]
    return any(realised(t if t.tag_[:1] == "V" else t.head.head) for t in votes)


def _recalled(m: DraftMention) -> bool:
    """Example: The Security Council adopted a text on Chad, 13-0. It recalls Resolution 1333 and acts under Resolution 1334.

    Whether a numbered resolution is one that another text, or somebody's deed, refers to.
    """
    head = first_conjunct(m.head)
    above = head.head
    if above.dep_ == "prep" or above.tag_ == "IN":
        if above.lower_ in words("drafts", "cites.under"):
            return True
        above = above.head
    return head.dep_ in ("dobj", "pobj", "nsubjpass") and above.lemma_ in words("drafts", "cites.by")


OF_A_MENTION: tuple[Callable[[DraftMention, Cluster], bool], ...] = (
    _one_and_several,
    _has_its_number_already,
    _is_of_another_age,
    _is_only_referred_to,
    _is_adopted_beside_it,
    of_another_day,
    _brought_in_by_others,
    _is_on_another_situation,
    _counts_other_sponsors,
    _has_another_symbol,
    _ends_otherwise,
    _ends_on_another_day,
    _is_told_as_earlier,
    _is_told_as_new,
    _is_no_more_about_a_past_one,
)
OF_TWO_DRAFTS: tuple[Callable[[Cluster, Cluster], bool], ...] = (
    _told_together,
    _told_as_another,
    _of_other_ages,
    _introduced_by_a_vote_of_days_ago,
    _decided_and_to_come,
    _of_other_sponsors,
    _on_other_situations,
    _with_other_symbols,
    _ending_otherwise,
    _ending_on_other_days,
    _new_behind_a_decided_one,
    _introduced_behind_a_decided_one,
)
