"""Station: draft resolutions. One object for each real draft, however often and however differently the text names it."""

from __future__ import annotations

from dataclasses import replace

from horseshoe.model import Draft
from horseshoe.reading.drafts.attributes import describe
from horseshoe.reading.drafts.build import build, history
from horseshoe.reading.drafts.clusters import Cluster, cluster
from horseshoe.reading.drafts.matching import link
from horseshoe.reading.drafts.mentions import find_mentions
from horseshoe.reading.drafts.topic import topic_of
from horseshoe.reading.drafts.ballots import ballots
from horseshoe.reading.drafts.who import Who
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed


def find_drafts(parsed: Parsed, known: Known) -> tuple[Draft, ...]:
    """The drafts a text tells of, in the order they are first named; those told as history are marked as background."""
    who = Who(parsed, known)
    mentions = find_mentions(parsed, who)
    for m in mentions:
        describe(m, who)
    clusters = cluster(mentions)
    if not clusters:
        return ()
    topic = topic_of(parsed, known)
    votes = ballots(parsed, who, clusters)
    drafts = [build(f"draft-{i}", c, v, parsed, who, topic) for i, (c, v) in enumerate(zip(clusters, votes, strict=True), 1)]
    told = history(drafts, [c.past() for c in clusters], parsed.document.published)
    drafts = [replace(d, background=past) for d, past in zip(drafts, told, strict=True)]
    drafts = [link(d, parsed.document.published) for d in drafts]
    return tuple(_with_rivals(drafts, clusters))


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
