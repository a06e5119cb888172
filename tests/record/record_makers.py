"""Made-up documents and a quick stand-in for the reader, so that tests of the record need no parser."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

from horseshoe.model import (
    Actor,
    Claim,
    DateRange,
    Document,
    Draft,
    Event,
    Figure,
    Mention,
    Position,
    Provision,
    Quote,
    Reading,
    Span,
    Speaker,
)
from horseshoe.reading.workers.worker import Task
from horseshoe.record.ingest.pipeline import InThisProcess, Job, ingest, on_this_machine

STATES = {
    "RUS": "Russia",
    "CHN": "China",
    "FRA": "France",
    "GBR": "Britain",
    "USA": "America",
    "DEU": "Germany",
    "ZAF": "South Africa",
}
PLACES = {"SYR": "Syria", "MLI": "Mali", "YEM": "Yemen", "SDN": "Sudan", "LBY": "Libya", "SOM": "Somalia", "HTI": "Haiti"}
STANCES = {"supports": "supported", "opposes": "opposed", "threatens_veto": "threatened to veto", "abstained": "abstained on"}
NAMES = ("Ana Silva", "Omar Haddad", "Li Wen", "Jean Petit", "Ivan Orlov", "Mary Stone", "Thabo Nkosi", "Eva Braun-Lutz")
WORDS = (
    "council", "members", "envoy", "border", "ceasefire", "convoy", "talks", "panel", "report", "mission", "mandate", "aid",
    "sanctions", "camp", "crossing", "regime", "capital", "forces", "ministry", "statement", "meeting", "session", "minister",
    "delegation", "vote", "text", "paragraph", "measure", "truce", "corridor",
)  # fmt: skip


def text_of(number: int, *, day: date | None = None, words: int = 120) -> str:
    """A made-up article: draft, position, provision, figure, quotation, then filling; the same number gives the same text."""
    rng = random.Random(number)
    place = PLACES[rng.choice(list(PLACES))]
    sponsor, other = rng.sample(list(STATES.values()), 2)
    stance = rng.choice(list(STANCES.values()))
    name = rng.choice(NAMES)
    killed = rng.randrange(10, 90_000)
    lines = [
        f"{sponsor} tabled a draft resolution on {place} in the Security Council, number {number}.",
        f"{other} {stance} the draft.",
        f"The draft demands that all sides in {place} stop fighting.",
        f"At least {killed} people were killed in {place}.",
        f"“The text is the best that we could agree on, say {number},” said {name} of {sponsor}.",
        " ".join(rng.choices(WORDS, k=words)) + ".",
    ]
    if day:
        lines.insert(0, f"New York, {day.day} {day:%B %Y}")
    return "\n".join(lines)


def document_of(number: int, day: date | None = date(2012, 2, 1), **more: object) -> Document:
    """A made-up document; `day` None leaves it without a date."""
    fields = {
        "path": f"doc-{number}.txt",
        "published": day,
        "published_from": "option" if day else None,
        "kind": "news",
        **more,
    }
    return Document(text_of(number), **fields)  # type: ignore[arg-type]


def read(document: Document) -> Reading:
    """The reading of a made-up article; anything else gives an empty reading."""
    text = document.text
    head = re.search(r"(?m)^([\w ]+?) tabled (a draft resolution) on (\w+) in", text)
    if not head:
        return Reading(document)
    ids = {name: id_ for id_, name in (STATES | PLACES).items()}
    sponsor, place = ids[head[1]], ids[head[3]]
    found: dict[str, list[Mention]] = {}
    for name, id_ in ids.items():
        for m in re.finditer(rf"\b{name}\b", text):
            found.setdefault(id_, []).append(Mention(Span.of(text, *m.span()), "name"))
    actors = [Actor(i, (STATES | PLACES)[i], "state", tuple(ms)) for i, ms in found.items()]
    provision = re.search(r"demands that [^.]*", text)
    provisions = (Provision(_span(text, provision), "demands", "parties"),) if provision else ()
    draft = Draft(
        "draft-1",
        f"{STATES.get(sponsor, sponsor)} draft on {head[3]}",
        (Span.of(text, *head.span(2)),),
        sponsors=(sponsor,),
        situation=place,
        status="vetoed" if "vetoed the draft" in text else "pending",
        provisions=provisions,
    )
    positions = [Position(sponsor, "sponsors", _span(text, head), "draft-1")]
    for stance, verb in STANCES.items():
        for m in re.finditer(rf"(?m)^([\w ]+?) {verb} the draft", text):
            positions.append(Position(ids[m[1]], stance, _span(text, m), "draft-1"))  # type: ignore[arg-type]
    figures, quotes, events = [], [], []
    if m := re.search(r"At least (\d+) people", text):
        figures.append(
            Figure(_span(text, m), int(m[1]), "people", bound="at_least", what="killed", where=place, source="united-nations")
        )
    if m := re.search(r"“([^”]*)” said ([\w -]+) of", text):
        person = m[2].lower().replace(" ", "-")
        actors.append(Actor(person, m[2], "person", (Mention(Span.of(text, *m.span(2)), "name"),), "envoy", sponsor))
        speaker = Speaker(Span.of(text, *m.span(2)), person, m[2], "envoy", sponsor)
        quotes.append(Quote(Span.of(text, *m.span(1)), (Span.of(text, *m.span(1)),), "direct", speaker))
    day = document.published
    when = DateRange(day - timedelta(days=1), day) if day else None
    events.append(Event("SUPPORT", (sponsor,), _span(text, head), (place,), when, place))
    claims = [Claim("blame", sponsor, _span(text, m), place)] if (m := re.search(r"all sides in \w+", text)) else []
    return Reading(
        document, tuple(actors), tuple(quotes), tuple(positions), (draft,), tuple(figures), tuple(events), claims=tuple(claims)
    )


def _span(text: str, m: re.Match[str]) -> Span:
    return Span.of(text, *m.span())


def write_articles(folder: Path, count: int) -> None:
    """Write made-up articles, every tenth a near-copy of the one before."""
    for n in range(count):
        text = text_of(n) if n % 10 else "Updated. " + text_of(max(0, n - 1))
        (folder / f"2012-02-01_{n:03}.txt").write_text(text, encoding="utf-8")


def ingest_here(record, folder, *, read=read, batch: int):
    """Everything in a folder, read in this process by the stand-in; `batch` documents in a transaction."""
    job = Job(Task(kind="news"), gate="everything")
    return ingest([folder], record.sink(batch), job, on_this_machine(InThisProcess(job.task, read), batch))
