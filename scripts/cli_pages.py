"""Write docs/cli-reference.md and man/horseshoe.1 from the commands themselves: `python scripts/cli_pages.py [--check]`.

With --check nothing is written; exit status 1 tells that a page is no longer what the commands' own help says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from horseshoe import __version__
from horseshoe.cli import COMMANDS, app, load_command

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "cli-reference.md"
MAN = ROOT / "man" / "horseshoe.1"


@dataclass(frozen=True)
class Command:
    """One command as its help shows it: its name after its group's, and (names, help) of its arguments and options."""

    name: str
    usage: str
    help: str
    arguments: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]


def _describe(command: Any, name: str) -> Command:
    context = command.context_class(command, info_name=f"horseshoe {name}".strip())
    records = [(p.param_type_name, p.get_help_record(context)) for p in command.params if not getattr(p, "hidden", False)]
    usage = " ".join(command.get_usage(context).split()).removeprefix("Usage: ")
    told = [(kind, (_one_line(record[0]), _one_line(record[1]))) for kind, record in records if record]
    return Command(
        name,
        usage,
        _one_line(command.help or ""),
        tuple(record for kind, record in told if kind == "argument"),
        tuple(record for kind, record in told if kind == "option"),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def commands() -> Iterator[Command]:
    """The program itself (name ""), then every command, a group before its members."""
    yield _describe(typer.main.get_command(app), "")
    for name in COMMANDS:
        command = load_command(name)
        yield _describe(command, name)
        for below, member in getattr(command, "commands", {}).items():
            yield _describe(member, f"{name} {below}")


def reference(found: list[Command]) -> str:
    """The page of all commands, Markdown."""
    lines = [
        "# All commands and options",
        "Written by `python scripts/cli_pages.py` from the commands themselves; a test compares the two.",
    ]
    for command in found:
        lines += ["", f"## horseshoe {command.name}".rstrip(), _plain(command.help), "", "```text", command.usage, "```"]
        for head, records in (("argument", command.arguments), ("option", command.options)):
            if records:
                lines += ["", f"| {head} | meaning |", "|---|---|"]
                lines += [f"| `{_code(names)}` | {_plain(text)} |" for names, text in records]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    return text.replace("|", "\\|")


def _plain(text: str) -> str:
    return re.sub(r"[|*`\\]", r"\\\g<0>", text.replace("<", "&lt;"))


def man(found: list[Command]) -> str:
    """The manual page, roff (man macros)."""
    program, rest = found[0], found[1:]
    lines = [
        f'.TH HORSESHOE 1 "" "horseshoe {__version__}" "User Commands"',
        ".SH NAME",
        "horseshoe \\- follow and forecast the UN Security Council from the documents it leaves behind",
        ".SH SYNOPSIS",
        f".B {_roff(program.usage.split(' ', 1)[0])}",
        _roff(program.usage.split(" ", 1)[1]),
        ".SH DESCRIPTION",
        _roff(program.help),
        ".SH OPTIONS",
        *_records(program.options),
        ".SH COMMANDS",
    ]
    for command in rest:
        lines += [f".SS {_roff(command.usage)}", _roff(command.help), *_records(command.arguments), *_records(command.options)]
    lines += [".SH EXIT STATUS", *_records(_exit_codes())]
    lines += [".SH FILES", ".TP", ".I horseshoe.db", "The record, where --db and HORSESHOE_DB name no other."]
    return "\n".join(lines) + "\n"


def _exit_codes() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", (ROOT / "docs" / "exit-codes.md").read_text("utf-8"), re.MULTILINE)
    return [(code, meaning.strip().replace("`", "")) for code, meaning in rows]


def _records(records: Any) -> list[str]:
    return [line for names, text in records for line in (".TP", f".B {_roff(names)}", _roff(text) or "\\&")]


def _roff(text: str) -> str:
    """Text as roff takes it: no escapes of its own, hyphens that can be copied, no line that looks like a request."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace('"', "\\(dq")
    plain = re.sub(r"[^\x00-\x7f]", lambda m: f"\\[u{ord(m[0]):04X}]", plain)
    return "\\&" + plain if plain[:1] in (".", "'") else plain


def main(check: bool) -> int:
    """Write the two pages, or with `check` compare them; the exit status."""
    found = list(commands())
    stale = 0
    for path, text in ((REFERENCE, reference(found)), (MAN, man(found))):
        if check:
            if not path.exists() or path.read_text("utf-8") != text:
                print(f"{path.relative_to(ROOT)} is not what the commands say; run python scripts/cli_pages.py")
                stale = 1
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
