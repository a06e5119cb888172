"""`horseshoe explain`: the predications of a document, with the rules that made each, for people who fix rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from horseshoe.cli.bounded import bounded
from horseshoe.cli.options import AllowPrivate, Encoding, Kind, Model, Published, SecondsOfOne, parse_kind
from horseshoe.errors import NothingFoundError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.model import Document

app = typer.Typer()


@app.command()
@bounded("source")
def explain(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A file, a web address, or - for standard input.")],
    published: Published = None,
    kind: Kind = None,
    model: Model = None,
    encoding: Encoding = None,
    allow_private: AllowPrivate = False,
    seconds: SecondsOfOne = 60.0,
) -> None:
    """Print each sentence's predications: who takes which stance by which word, how sure it is told, and by which rules."""
    from horseshoe.cli.output import output
    from horseshoe.documents import load
    from horseshoe.reading.parse import DEFAULT_MODEL

    document = load(
        source,
        published=parse_day(published, "--published"),
        kind=parse_kind(kind),
        encoding=encoding,
        allow_private=allow_private,
    )
    rows = list(lines(document, model or DEFAULT_MODEL))
    if not rows:
        raise NothingFoundError("no predication about a draft of the Security Council found", where=document.path)
    with output(None) as stream:
        stream.write("\n".join(rows) + "\n")


def lines(document: Document, model: str) -> Iterator[str]:
    """The sentences that hold predications, each followed by a row for each of them."""
    import dataclasses

    from horseshoe.reading.drafts.targets import Targets
    from horseshoe.reading.factuality.certainty import factuality
    from horseshoe.reading.factuality.reality import reality
    from horseshoe.reading.known import Known
    from horseshoe.reading.parse import parse
    from horseshoe.reading.predications.clauses import find_predications
    from horseshoe.reading.reader import STATIONS
    from horseshoe.reading.who import Who
    from horseshoe.text import show_row

    parsed = parse(document, model)
    known = Known()
    for name, station in STATIONS:
        if name == "positions":
            break
        known = dataclasses.replace(known, **{name: station(parsed, known)})
    targets = Targets(parsed, ((d.id, m) for d in known.drafts for m in d.mentions))
    last = -1
    for p in sorted(find_predications(parsed, Who(parsed, known), targets), key=lambda p: p.word.i):
        sentence = p.word.sent
        if sentence.start != last:
            last = sentence.start
            yield show_row(sentence.text.strip())
        told = factuality(p.word)
        degree = ("not " if p.negated else "") + p.certainty
        yield f"  {p.word.text} [{p.word.idx}]: {p.actor or 'nobody named'} {p.stance} {p.draft or 'no draft'} ({degree})"
        rules = ", ".join(told.why) or "no rule: as the words stand"
        by = f"; by the word of {', '.join(s.text for s in told.sources)}" if told.sources else ""
        condition = f"; on the condition of “{told.condition.text}”" if told.condition is not None else ""
        yield f"      {p.family}, told as {reality(p.word)}; {rules}{by}{condition}"
