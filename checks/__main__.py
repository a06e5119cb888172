"""`python -m checks [DATA] [--all]`: the figures of all checks; DATA may also stand in HORSESHOE_DATA."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from checks import cross, decisions, others, tallies
from checks.finding import Finding
from checks.tables import own_tables
from horseshoe.errors import HorseshoeError


def against(data: Path) -> Iterator[Finding]:
    """The checks against the sheets in `data/votes`."""
    votes = data / "votes"
    yield others.membership(votes / "council_membership_1992_2023.csv")
    yield others.veto_list(votes / "vetoes_1946_2022.csv")
    yield others.veto_totals(votes / "vetoes_1946_2022.csv")
    yield from tallies.meetings(votes / "meetings_1946_2019.csv")
    yield cross.veto_tallies(votes / "meetings_1946_2019.csv")
    yield cross.votes_of_members(votes / "sc_member_votes_1994_2021.csv")
    yield tallies.failed_drafts(votes / "failed_drafts_member_votes.csv")
    yield tallies.member_votes(votes / "sc_member_votes_1994_2021.csv")
    yield decisions.against_sources(votes, data / "resolutions")


def main(arguments: list[str] | None = None) -> int:
    """Print the findings; 0 when the project's own tables hold together, 1 when they do not."""
    parser = argparse.ArgumentParser(prog="python -m checks", description=__doc__)
    parser.add_argument("data", nargs="?", default=os.environ.get("HORSESHOE_DATA"), help="folder with a folder votes")
    parser.add_argument("--all", action="store_true", help="print every difference, not five of a kind")
    options = parser.parse_args(arguments)
    own = (*own_tables(), decisions.rows_are_legal(), decisions.numbers_and_days())
    print("The project's own tables")
    for finding in own:
        _print(finding, options.all)
    print("\nWhat is known of the decisions (adopted without a vote counts as known)")
    print(*decisions.coverage(), sep="\n")
    if options.data:
        print("\nAgainst other data sets")
        for finding in against(Path(options.data)):
            _print(finding, options.all)
    else:
        print("\nNo folder of other data sets given: those checks are left out.")
    return 1 if any(f.unexplained for f in own) else 0


def _print(finding: Finding, everything: bool) -> None:
    print(f"  {finding.line()}")
    for title, lines in (("explained", finding.explained), ("differs", finding.unexplained), ("defect", finding.defects)):
        shown = lines if everything else lines[:5]
        for line in shown:
            print(f"    {title}: {line}")
        if len(lines) > len(shown):
            print(f"    … and {len(lines) - len(shown)} more (--all)")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except HorseshoeError as error:
        sys.exit(f"horseshoe: {error.line()}")
