"""Option types that several commands share."""

from __future__ import annotations

from typing import Annotated, cast, get_args

import typer

from horseshoe.errors import UsageError
from horseshoe.model import DocumentKind


def complete_situation(incomplete: str) -> list[str]:
    """Ids and names of situations that begin so, for the shell to complete."""
    from horseshoe.council.situations import situations

    words = [w for s in situations().values() for w in (s.id, s.name)]
    return sorted(w for w in words if w.casefold().startswith(incomplete.casefold()))


def complete_state(incomplete: str) -> list[str]:
    """Names of states that begin so, for the shell to complete."""
    from horseshoe.council.states import names_by_id, short_name

    words = [w for i in names_by_id() for w in (i, short_name(i) or i)]
    return sorted({w for w in words if w.casefold().startswith(incomplete.casefold())})


Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Publication date, YYYY-MM-DD; overrides what the text says."),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", help="Kind of document: news, statement, press_release, draft_resolution, resolution, meeting_record."
    ),
]
Model = Annotated[
    str | None, typer.Option("--model", help="spaCy English model to parse with; default: the small one that comes along.")
]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of text files that are not UTF-8, e.g. cp1252.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch web addresses on this machine or a private network too.")
]

Database = Annotated[
    str,
    typer.Option("--db", envvar="HORSESHOE_DB", help="The record: an SQLite file, or an address such as postgresql:///name."),
]


def parse_kind(value: str | None) -> DocumentKind | None:
    """A kind of document given to --kind; UsageError when there is no such kind."""
    if value is None:
        return None
    for kind in get_args(DocumentKind):
        if value == kind:
            return cast(DocumentKind, kind)
    raise UsageError(f"unknown kind {value!r}", where="--kind", fix="use " + ", ".join(get_args(DocumentKind)))


ReaderName = Annotated[
    str,
    typer.Option(
        "--reader",
        help="rules (default: no network, no key) or llm (a language model set up by HORSESHOE_LLM_*, see the docs).",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=256, metavar="N", help="Read in N processes; output keeps its order.")]
Seconds = Annotated[
    float, typer.Option("--seconds", min=0.1, help="Give a document up after this long; it is tried twice, then reported.")
]
SecondsOfOne = Annotated[float, typer.Option("--seconds", min=0.1, help="Give the document up after this long.")]
