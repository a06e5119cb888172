"""`horseshoe tally`: what a vote decides, and by which article."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import check_format, print_json
from horseshoe.council.members import is_rest
from horseshoe.errors import UsageError
from horseshoe.text import parse_day

if TYPE_CHECKING:
    from horseshoe.council.rule import DisputeUnder, Outcome

app = typer.Typer(add_completion=False)
UNDER: dict[str, DisputeUnder] = {"chapter-vi": "chapter VI", "article-52": "article 52(3)"}
LIST_HELP = "Names or three-letter ids, `rest` for all others, or a number; repeatable."


@app.command()
def tally(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day of the vote, YYYY-MM-DD.")],
    yes: Annotated[list[str] | None, typer.Option("--yes", metavar="MEMBERS", help="In favour. " + LIST_HELP)] = None,
    no: Annotated[list[str] | None, typer.Option("--no", metavar="MEMBERS", help="Against. " + LIST_HELP)] = None,
    abstain: Annotated[list[str] | None, typer.Option("--abstain", metavar="MEMBERS", help="Abstaining. " + LIST_HELP)] = None,
    absent: Annotated[
        list[str] | None, typer.Option("--absent", metavar="MEMBERS", help="Absent or not taking part. " + LIST_HELP)
    ] = None,
    permanent_against: Annotated[
        int | None,
        typer.Option("--permanent-against", min=0, max=5, help="With numbers only: permanent members among those against."),
    ] = None,
    procedural: Annotated[bool, typer.Option("--procedural", help="A procedural matter: Article 27(2), no veto.")] = False,
    matter: Annotated[
        str | None,
        typer.Option("--matter", help="What is decided, e.g. adjournment: procedural if it is on the list of those."),
    ] = None,
    parties: Annotated[
        list[str] | None,
        typer.Option("--party", metavar="MEMBERS", help="Members that are parties to the dispute; needs --under; repeatable."),
    ] = None,
    under: Annotated[
        str | None, typer.Option("--under", help="chapter-vi or article-52: parties to the dispute must abstain.")
    ] = None,
    preliminary: Annotated[
        bool, typer.Option("--preliminary", help="The vote is on the preliminary question: is the matter procedural?")
    ] = False,
    without_vote: Annotated[
        bool, typer.Option("--without-vote", help="By consensus, no vote taken; --no names members that object.")
    ] = False,
    statement: Annotated[
        bool, typer.Option("--statement", help="A statement by the President; --no names members that object.")
    ] = False,
    format: Annotated[str, typer.Option("--format", help="table (for people) or json.")] = "table",
) -> None:
    """Print the outcome of a vote in the Council and the article that decides it."""
    check_format(format, ("table", "json"))
    day = parse_day(on, "--on")
    assert day
    lists = {"yes": yes, "no": no, "abstain": abstain, "absent": absent}
    given = {kind: joined(texts) for kind, texts in lists.items()}
    if matter is not None:
        procedural = procedural or _procedural(matter)
    if without_vote or statement:
        _consensus(day, given, statement, format)
        return
    if any(v.strip().isdigit() for v in given.values()):
        _numbers(day, given, permanent_against, procedural, format)
        return
    if permanent_against is not None:
        raise UsageError("goes with numbers only", where="--permanent-against", fix="the named members tell it already")
    rule = _rule_on_parties(parties, under)
    if not any(text.strip() for text in given.values()):
        raise UsageError("no votes given", fix="name members or numbers with --yes, --no, --abstain, --absent")
    votes = named_votes(day, given)
    if preliminary:
        _preliminary(day, votes, format)
        return
    from horseshoe.council.rule import tally as decide

    outcome = decide(day, **votes, procedural=procedural, parties=members_named(joined(parties)), under=rule)
    _print(outcome, format)


def _rule_on_parties(parties: list[str] | None, under: str | None) -> DisputeUnder | None:
    """The rule that makes parties to a dispute abstain, or None where nobody is named as one."""
    if bool(parties) != bool(under):
        raise UsageError(
            "--party and --under go together", fix="say who is a party, and whether under chapter-vi or article-52"
        )
    if under and under not in UNDER:
        raise UsageError(f"unknown rule {under!r}", where="--under", fix="use chapter-vi or article-52")
    return UNDER[under] if under else None


def joined(texts: list[str] | None) -> str:
    """One list from an option that may be given several times."""
    return ", ".join(texts or ())


def members_named(text: str) -> list[str]:
    """Ids of the states in a list: three-letter ids, or names separated by commas or semicolons."""
    from horseshoe.council.states import find_state

    if re.fullmatch(r"\s*[A-Z]{3}(?:[\s,;]+[A-Z]{3})*\s*", text):
        return re.findall(r"[A-Z]{3}", text)
    return [find_state(part) for part in re.split(r"[,;]", text) if part.strip()]


def named_votes(day: date, given: dict[str, str]) -> dict[str, list[str]]:
    """Lists of ids from the options; `rest` stands for the members of the day that no list names."""
    from horseshoe.council.members import members_on

    named = {kind: re.split(r"[,;]", text) for kind, text in given.items()}
    rest = [kind for kind, parts in named.items() if any(is_rest(part) for part in parts)]
    if len(rest) > 1:
        raise UsageError("only one list can be `rest`", where=" and ".join(f"--{r}" for r in rest))
    votes = {kind: members_named(", ".join(p for p in parts if not is_rest(p))) for kind, parts in named.items()}
    taken = {state for states in votes.values() for state in states}
    for kind in rest:
        votes[kind] += [m.id for m in members_on(day) if m.id not in taken]
    return votes


def _procedural(matter: str) -> bool:
    from horseshoe.council.procedure import is_procedural

    return is_procedural(matter)


def _consensus(day: date, given: dict[str, str], statement: bool, format: str) -> None:
    from horseshoe.council.procedure import presidential_statement, without_vote

    extra = [f"--{kind}" for kind, text in given.items() if text.strip() and kind != "no"]
    if extra:
        raise UsageError("no votes are cast where nothing is put to the vote", where=", ".join(extra), fix="leave it out")
    objections = members_named(given["no"])
    _print(presidential_statement(day, objections) if statement else without_vote(day, objections), format)


def _numbers(day: date, given: dict[str, str], against: int | None, procedural: bool, format: str) -> None:
    """Answer from numbers alone; without --permanent-against a no may or may not be a veto, and the answer says so."""
    from horseshoe.council.members import FIRST_MEETING, check_day
    from horseshoe.council.rule import majority_needed, outcome_of_counts

    if day < FIRST_MEETING:
        check_day(day)
    counts = _counts(day, given)
    if against is not None and against > counts["no"]:
        raise UsageError(f"{against} permanent members against, but {counts['no']} votes against", where="--permanent-against")
    outcome = outcome_of_counts(day, counts["yes"], against or 0, procedural=procedural)
    unknown = outcome == "adopted" and against is None and counts["no"] > 0 and not procedural
    data = {
        "date": day.isoformat(),
        "outcome": None if unknown else outcome,
        "majority": majority_needed(day),
        "article": f"Charter, Article 27({2 if procedural else 3})",
        "reason": _number_reason(outcome, unknown, counts["yes"], majority_needed(day)),
    }
    if format == "json":
        print_json(data)
        return
    typer.echo(f"{'adopted or vetoed' if unknown else outcome}: {data['reason']} ({data['article']})")


def _counts(day: date, given: dict[str, str]) -> dict[str, int]:
    """The numbers of the four lists; those whose number of absent members is not given are all the rest."""
    from horseshoe.council.rule import legal_tally, seats_on

    if not all(v.strip().isdigit() for v in given.values() if v.strip()):
        raise UsageError("numbers and names cannot be mixed", fix="give numbers in all lists, or members in all of them")
    counts = {kind: int(v) if v.strip() else 0 for kind, v in given.items()}
    cast, seats = counts["yes"] + counts["no"] + counts["abstain"], seats_on(day)
    absent = counts["absent"] if given["absent"].strip() else max(0, seats - cast)
    if not legal_tally(day, counts["yes"], counts["no"], counts["abstain"], absent):
        raise UsageError(f"{cast + absent} votes in a Council of {seats} members", fix="check the numbers")
    return counts | {"absent": absent}


def _number_reason(outcome: str, unknown: bool, yes: int, needed: int) -> str:
    if unknown:
        return f"{yes} votes reach the majority of {needed}; vetoed if a permanent member is among those against"
    if outcome == "failed":
        return f"{yes} votes miss the majority of {needed}"
    if outcome == "vetoed":
        return f"{yes} votes reach the majority of {needed}, but a permanent member voted against"
    return f"{yes} votes reach the majority of {needed}"


def _preliminary(day: date, votes: dict[str, list[str]], format: str) -> None:
    from horseshoe.council.procedure import preliminary_question

    answer = preliminary_question(day, **votes)
    if format == "json":
        data = _data(answer.vote)
        print_json({**data, "outcome": None, "procedural": answer.procedural, "reason": answer.reason})
        return
    typer.echo(f"{'procedural' if answer.procedural else 'not procedural'}: {answer.reason}")
    _print_votes(answer.vote)


def _data(outcome: Outcome) -> dict[str, Any]:
    return {
        "date": outcome.day.isoformat(),
        "outcome": outcome.outcome,
        "vetoes": list(outcome.vetoes),
        "majority": outcome.majority,
        "article": outcome.article,
        "reason": outcome.reason,
        "notes": list(outcome.notes),
        "yes": list(outcome.yes),
        "no": list(outcome.no),
        "abstain": list(outcome.abstain),
        "absent": list(outcome.absent),
    }


def _print(outcome: Outcome, format: str) -> None:
    if format == "json":
        print_json(_data(outcome))
        return
    typer.echo(f"{outcome.outcome}: {outcome.reason} ({outcome.article})")
    _print_votes(outcome)
    for note in outcome.notes:
        typer.echo(f"  note: {note}")


def _print_votes(outcome: Outcome) -> None:
    lists = (("in favour", outcome.yes), ("against", outcome.no), ("abstaining", outcome.abstain), ("no vote", outcome.absent))
    for word, states in lists:
        if states:
            typer.echo(f"  {word:<10} {len(states):>2}  {', '.join(states)}")
