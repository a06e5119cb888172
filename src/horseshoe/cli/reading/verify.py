"""`horseshoe verify`: does a briefing say only what its evidence and the record say?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.errors import CheckError, HorseshoeError, InputError, UsageError
from horseshoe.text import json_text

if TYPE_CHECKING:
    from horseshoe.brief.checking.verify import Report

app = typer.Typer()
FORMATS = ("table", "json")
LARGEST = 200_000_000  # bytes; a briefing carries its source text


@app.command()
def verify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Briefings, as brief --format json writes them.")],
    format: Annotated[str, typer.Option("--format", help="table (for people) or json.")] = "table",
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail on what stands in the source, but not in the line's own sentences."),
    ] = False,
) -> None:
    """Check that every name, number, date and quotation of a briefing stands in its evidence or in the record it cites."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", where="--format", fix="use table or json")
    from horseshoe.brief.checking.verify import verify as check

    faults = 0
    for path in files:
        try:
            report = check(read_json(path))
        except InputError as error:
            raise InputError(error.what, where=str(path), fix=error.fix) from error
        faults += len(report.problems) + (report.elsewhere if strict else 0)
        print(json_text(as_json(path, report)) if format == "json" else as_text(path, report))
    if faults:
        raise CheckError(f"{faults} statements without evidence")


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file. InputError where there is none."""
    from horseshoe.documents.files import read_file
    from horseshoe.documents.limits import Limits

    try:
        data = json.loads(read_file(path, Limits(file_bytes=LARGEST)).decode("utf-8"))
    except HorseshoeError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON", where=str(path), fix="make it with horseshoe brief --format json") from error
    if not isinstance(data, dict):
        raise InputError("is not the JSON of a briefing", where=str(path), fix="make it with horseshoe brief --format json")
    return data


def as_text(path: Path, report: Report) -> str:
    """The report in words, one line a problem."""
    from horseshoe.errors import HorseshoeError as Told

    counted = ", ".join(f"{n} {kind}s" for kind, n in report.checked.items() if n)
    found = f"{report.elsewhere} stand elsewhere in the source; {len(report.problems)} without evidence"
    lines = [f"{path}: checked {counted}; {found}"]
    lines += [p.words() for p in report.problems]
    return "\n".join(Told(line).line() for line in lines)


def as_json(path: Path, report: Report) -> dict[str, Any]:
    """The report as plain data."""
    problems = [{"line": p.line, "kind": p.kind, "what": p.what} for p in report.problems]
    return {"file": str(path), "checked": report.checked, "elsewhere": report.elsewhere, "problems": problems}
