"""`horseshoe member`: one state's years on the Council."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from horseshoe.cli.council.council_rows import check_format, print_json
from horseshoe.cli.options import complete_state
from horseshoe.text import iso

if TYPE_CHECKING:
    from horseshoe.council.votes_on_record import DraftVote

app = typer.Typer(add_completion=False)
VOTE_WORDS = {"yes": "in favour", "no": "against", "abstain": "abstained", "absent": "no vote cast"}


@app.command()
def member(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="A state: its name, a former name, or its three-letter id.",
            autocompletion=complete_state,
        ),
    ],
    format: Annotated[str, typer.Option("--format", help="table (for people) or json.")] = "table",
) -> None:
    """Show a state's terms, presidencies and vetoes, and its votes since 1946 on record."""
    check_format(format, ("table", "json"))
    from horseshoe.council.states import find_state, name_on, seat_ids

    state = find_state(" ".join(name))
    data = [_facts(id_) for id_ in seat_ids(state)]
    data = [d for d in data if d["terms"] or d["id"] == state]
    if format == "json":
        print_json({"id": state, "name": name_on(state), "seats": data})
        return
    for facts in data:
        _print(facts)


def _facts(state: str) -> dict[str, Any]:
    """Everything on record of one id, as plain data."""
    from horseshoe.council.members import COMPLETE_THROUGH, terms_of
    from horseshoe.council.presidency import complete_through as presidencies_through
    from horseshoe.council.presidency import presidencies
    from horseshoe.council.states import GROUPS, group_of, name_on
    from horseshoe.council.vetoes import all_vetoes, complete_through
    from horseshoe.council.votes_on_record import draft_votes

    cast = [(d, v) for d in draft_votes() if d.modality == "vote" and (v := d.vote_of(state))]
    return {
        "id": state,
        "name": name_on(state),
        "group": GROUPS.get(group_of(state) or ""),
        "complete_through": COMPLETE_THROUGH.isoformat(),
        "terms": [
            {
                "start": t.start.isoformat(),
                "end": iso(t.end),
                "name": t.name,
                "seat": t.seat,
                "arab_swing": t.arab_swing,
                "note": t.note,
            }
            for t in terms_of(state)
        ],
        "presidencies_complete_through": presidencies_through().isoformat(),
        "presidencies": [p.start.isoformat()[:7] for p in presidencies() if p.state == state],
        "vetoes_complete_through": complete_through().isoformat(),
        "vetoes": [
            {"date": v.date.isoformat(), "symbol": v.symbol, "kind": v.kind, "situation": v.situation, "about": v.agenda_item}
            for v in all_vetoes()
            if state in v.vetoed_by
        ],
        "votes": [_vote(d, v) for d, v in cast],
    }


def _vote(draft: DraftVote, vote: str) -> dict[str, Any]:
    return {
        "date": draft.date.isoformat(),
        "draft": draft.label,
        "situation": draft.situation,
        "outcome": draft.outcome,
        "vote": vote,
    }


def _print(facts: dict[str, Any]) -> None:
    from horseshoe.council.vetoes import record_age

    typer.echo(f"{facts['name']} ({facts['id']}){', ' + facts['group'] if facts['group'] else ''}")
    if not facts["terms"]:
        typer.echo(f"  never a member of the Security Council (table complete through {facts['complete_through']})")
        return
    typer.echo("  Terms")
    for term in facts["terms"]:
        years = f"{term['start']} to {term['end'] or 'today'}"
        extra = "".join(f"; {x}" for x in ("Arab swing seat" if term["arab_swing"] else None, term["note"]) if x)
        as_name = f"; as {term['name']}" if term["name"] != facts["name"] else ""
        typer.echo(f"    {years}  {term['seat']}{extra}{as_name}")
    typer.echo("  Presidencies: " + presidencies_in_words(facts["presidencies"], date.today().isoformat()[:7]))
    if any(t["seat"] == "permanent" for t in facts["terms"]):
        typer.echo(f"  Vetoes: {len(facts['vetoes'])} ({record_age()})")
        for veto in facts["vetoes"][-10:]:
            typer.echo(f"    {veto['date']}  {veto['symbol'] or veto['kind']}  {veto['about']}")
        if len(facts["vetoes"]) > 10:
            typer.echo(f"    the last ten; all of them: horseshoe vetoes --by {facts['id']}")
    _print_votes(facts["votes"])
    through = f"{facts['complete_through']}, that of presidencies through {facts['presidencies_complete_through']}"
    typer.echo(f"The table of members is complete through {through}.\n")


def presidencies_in_words(months: list[str], now: str) -> str:
    """How many turns have begun by the month `now`, and the next one in the order, if the table of members reaches it."""
    begun = [m for m in months if m <= now]
    last = f", last {begun[-1]}" if begun else ""
    coming = next((f"; next {m}" for m in months if m > now), "")
    return f"{len(begun)}{last}{coming}"


def _print_votes(votes: list[dict[str, Any]]) -> None:
    from horseshoe.council.decisions import age, complete_through

    counts = {kind: sum(v["vote"] == kind for v in votes) for kind in VOTE_WORDS}
    summary = ", ".join(f"{n} {VOTE_WORDS[kind]}" for kind, n in counts.items() if n)
    typer.echo(f"  Votes: {summary or 'none on record'} (record of decisions: {age(complete_through())})")
    others = [v for v in votes if v["vote"] != "yes"]
    if others:
        typer.echo("    not in favour" + (", the last ten:" if len(others) > 10 else ":"))
    for vote in others[-10:]:
        typer.echo(f"    {vote['date']}  {vote['draft']}  {vote['outcome']}: {VOTE_WORDS[vote['vote']]}")
