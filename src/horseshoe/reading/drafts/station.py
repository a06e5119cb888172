"""Draft resolutions: one object for each real draft, however often and however differently the text names it."""

from __future__ import annotations

from dataclasses import replace

from horseshoe.model import Draft, Provision
from horseshoe.reading.docket import is_open
from horseshoe.reading.drafts.attributes.describe import describe
from horseshoe.reading.drafts.ballots import ballots, id_of, number_of, targets_of
from horseshoe.reading.drafts.beside import coming_votes, cosponsors, with_others
from horseshoe.reading.drafts.build import build, history
from horseshoe.reading.drafts.clusters.cluster import Cluster
from horseshoe.reading.drafts.clusters.grouping import cluster
from horseshoe.reading.drafts.matching import link
from horseshoe.reading.drafts.mentions import DraftMention, find_mentions
from horseshoe.reading.drafts.provisions import council_acts
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.topic import topic_of
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who


def find_drafts(parsed: Parsed, known: Known) -> tuple[Draft, ...]:
    """The drafts a text tells of, in the order they are first named; those told as history are marked as background."""
    who = Who(parsed, known)
    mentions = find_mentions(parsed, who)
    for m in mentions:
        describe(m, who)
    clusters = cluster([m for m in mentions if not _of_another_body(m)])
    if not clusters:
        return ()
    targets = targets_of(parsed, clusters)
    for i, states in cosponsors(parsed, who, targets):
        clusters[number_of(i)].joined += tuple(states)
    for i in with_others(parsed, targets):
        clusters[number_of(i)].others = True
    votes = ballots(parsed, who, clusters, targets)
    takes_part = [*(s for c in clusters for s in c.sponsors()), *(s for v in votes for s in (*v.yes, *v.no, *v.abstain))]
    topic = topic_of(parsed, known, takes_part, _told_of_old(clusters))
    acts = _council_acts(parsed, who, clusters, targets)
    pairs = enumerate(zip(clusters, votes, strict=True))
    own = [None if c.subject_unknown() else topic for c in clusters]
    drafts = [build(id_of(i), c, v, parsed, who, own[i], acts[i]) for i, (c, v) in pairs]
    told = history(drafts, [c.past() for c in clusters], parsed.document.published)
    spoken_of = any(not c.cited() for c in clusters)
    rows = zip(drafts, told, clusters, strict=True)
    drafts = [replace(d, background=past or c.of_another_time() or (spoken_of and c.cited())) for d, past, c in rows]
    drafts = [link(d, parsed.document.published) for d in drafts]
    coming = coming_votes(parsed, who, targets)
    drafts = [_still_to_come(d) if d.id in coming and not v.held else d for d, v in zip(drafts, votes, strict=True)]
    drafts = [replace(d, when=coming.get(d.id, d.when)) if is_open(d) else d for d in drafts]
    return tuple(_with_rivals(drafts, clusters))


def _of_another_body(m: DraftMention) -> bool:
    """Example: The General Assembly has no powers to enforce, and its resolution is only a recommendation."""
    return bool(m.sponsors) and set(m.sponsors) <= words("drafts", "not_a_draft.of_actors")


def _still_to_come(draft: Draft) -> Draft:
    """A draft whose vote is told to be held today or later: said to fail, without a count, it has not failed yet."""
    foretold = draft.status == "failed" and not draft.vote.told
    return replace(draft, status="pending") if foretold else draft


def _told_of_old(clusters: list[Cluster]) -> list[tuple[int, int]]:
    """The sentences that tell of votes of long ago beside a draft of now: what they name is not what the text is on."""
    if all(c.old() for c in clusters):
        return []
    heads = [m.head for c in clusters if c.old() for m in c.mentions if m.old]
    return [(h.sent.start_char, h.sent.end_char) for h in heads]


def _council_acts(parsed: Parsed, who: Who, clusters: list[Cluster], targets: Targets) -> list[list[Provision]]:
    """For each cluster, what the Council is said to do, or to have failed to do, by it."""
    found: list[list[Provision]] = [[] for _ in clusters]

    def draft_of(verb: Token) -> int | None:
        draft = targets.focus(verb, vote=True)
        return number_of(draft) if draft is not None else None

    for i, provision in council_acts(parsed, who, draft_of):
        found[i].append(provision)
    return found


def _with_rivals(drafts: list[Draft], clusters: list[Cluster]) -> list[Draft]:
    """Drafts on the table on one situation, told beside each other, are each other's rivals."""
    single = [not c.plural() for c in clusters]
    found = []
    for d, alone in zip(drafts, single, strict=True):
        rivals = [
            o.id
            for o, other in zip(drafts, single, strict=True)
            if o.id != d.id
            and alone
            and other
            and not o.background
            and not d.background
            and o.situation == d.situation
            and set(o.sponsors) != set(d.sponsors)
        ]
        found.append(replace(d, rivals=tuple(rivals)))
    return found
