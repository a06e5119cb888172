"""The command line: `main` runs it. A command lives in a module of its own here and is loaded only when it is run."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from horseshoe.cli import bounded, streams
from horseshoe.cli.plain_values import take_plain_values
from horseshoe.errors import UsageError

# name -> (module that holds `app`, a Typer with one command of that name or a group; one-line help)
COMMANDS: dict[str, tuple[str, str]] = {
    "brief": ("horseshoe.cli.reading.brief", "Brief a person on one article, statement or draft."),
    "read": ("horseshoe.cli.reading.read", "Print what documents say, as a table or as the contract's JSON lines."),
    "ingest": ("horseshoe.cli.record.ingest", "Read documents into the record."),
    "merge": ("horseshoe.cli.record.merge", "Bring what was read elsewhere into the record."),
    "search": ("horseshoe.cli.record.search", "Find documents and statements in the record."),
    "dossier": ("horseshoe.cli.record.dossier", "Draw up all that the record holds on a situation."),
    "correct": ("horseshoe.cli.record.correct", "Confirm, correct or reject what was read."),
    "export": ("horseshoe.cli.record.export", "Write the record in the forms that other programs take."),
    "follow": ("horseshoe.cli.record.follow", "Watch feeds and tell what changes."),
    "diff": ("horseshoe.cli.reading.diff", "Compare two draft resolutions by provision."),
    "explain": ("horseshoe.cli.reading.explain", "Show by which rules a document's sentences were read."),
    "verify": ("horseshoe.cli.reading.verify", "Check that a briefing says only what its evidence and the record say."),
    "serve": ("horseshoe.cli.serve", "Open the record in the browser and over HTTP."),
    "mcp": ("horseshoe.cli.mcp", "Serve tools for assistants over the Model Context Protocol."),
    "council": ("horseshoe.cli.council.council", "Draw the Council's table on a date."),
    "member": ("horseshoe.cli.council.member", "Show a state's terms, vetoes and votes on the Council."),
    "tally": ("horseshoe.cli.council.tally", "Say what a vote decides, and by which article of the Charter."),
    "vetoes": ("horseshoe.cli.council.vetoes", "List the vetoes since 1946."),
    "cites": ("horseshoe.cli.council.cites", "List what a resolution recites, and what recites it."),
    "update": ("horseshoe.cli.council.update", "Bring the record of decisions up to date from published files."),
    "forecast": ("horseshoe.cli.forecast.forecast", "Forecast the vote on a draft from the record and from what members say."),
    "backtest": ("horseshoe.cli.forecast.backtest", "Score the forecast on past years of a votes file."),
    "votes": ("horseshoe.cli.votes.votes", "Load, query, check and analyse recorded votes."),
    "power": ("horseshoe.cli.votes.power", "Weigh a seat's vote: power indices and deciding coalitions."),
    "what-would-it-take": (
        "horseshoe.cli.votes.what_would_it_take",
        "Find the smallest change of positions that turns a vote.",
    ),
}

GROUPS: dict[str, tuple[str, ...]] = {
    "Read": ("brief", "read", "diff", "explain", "verify"),
    "Keep": ("ingest", "merge", "follow", "search", "dossier", "correct", "export"),
    "Show": ("serve", "mcp"),
    "Know the Council": ("council", "member", "tally", "vetoes", "cites", "votes", "power", "what-would-it-take", "update"),
    "Look ahead": ("forecast", "backtest"),
}
EXAMPLES = (
    ("horseshoe brief article.txt", "one article in a page"),
    ("horseshoe ingest folder/ && horseshoe serve", "a record in the browser"),
    ("horseshoe forecast --situation SYR --sponsor USA,FRA --on 2012-02-04", "how a vote would go"),
)


class LazyGroup(TyperGroup):
    """A command group that imports a command's module only when that command is run."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands by what they are for, and three examples."""
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names])
        with formatter.section("Examples"):
            formatter.write_dl([(command, words) for command, words in EXAMPLES])

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in that carries the help line; the real command comes from `resolve_command`."""
        if cmd_name not in COMMANDS:
            return None
        from typer.core import TyperCommand

        return TyperCommand(name=cmd_name, help=COMMANDS[cmd_name][1], callback=lambda: None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The real command that `args` names, loaded now."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], COMMANDS, n=2, cutoff=0.5)
            fix = f"did you mean {' or '.join(close)}?" if close else "see horseshoe --help"
            raise UsageError("there is no such command", where=args[0], fix=fix)
        name, command, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name in COMMANDS else command, rest


def load_command(name: str) -> Any:
    """The click command called `name`; its module is imported now."""
    module = importlib.import_module(COMMANDS[name][0])
    command = typer.main.get_command(module.app)
    command.name = name
    # Completion is installed once, for the whole program: typer would offer it again below each command.
    command.params = [p for p in command.params if p.name not in ("install_completion", "show_completion")]
    return command


app = typer.Typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


def _version(context: typer.Context, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    from horseshoe import __version__

    print(f"horseshoe {__version__}")
    if "--verbose" in sys.argv[1:]:  # --version ends the program before what stands after it is parsed
        _tell_model()
    raise typer.Exit()


def _tell_model() -> None:
    """What reads by default, and whether its files are those that this version was made with. CheckError where not."""
    import platform

    from horseshoe.council.decisions import age
    from horseshoe.errors import CheckError
    from horseshoe.reading.actors.offices import complete_through
    from horseshoe.reading.parser.packaged_model import differing, pinned

    told = pinned()
    print(f"Python {platform.python_version()} on {platform.system()}")
    if wrong := differing(told):
        what = f"{len(wrong)} of {len(told['files'])} files are not those that are pinned, first {wrong[0]}"
        raise CheckError(what, where=told["package"], fix=f"install {told['package']}=={told['version']} anew")
    print(f"{told['package']} {told['version']}: {len(told['files'])} files as pinned")
    print(f"office holders: {age(complete_through())}")


@app.callback(invoke_without_command=False)
def horseshoe(
    verbose: bool = typer.Option(
        False, "--verbose", is_eager=True, help="With --version: also check the packaged model's files."
    ),
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """Follow and forecast the UN Security Council from the documents it leaves behind."""
    if debug:
        os.environ["HORSESHOE_DEBUG"] = "1"


def main() -> None:
    """Run the program; an error a person can fix ends it with one line and the error's exit code."""
    take_plain_values()
    streams.take_hold()
    bounded.in_program = True
    status = streams.ended(app)
    streams.close()
    sys.exit(status)
