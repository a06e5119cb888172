"""Recorded votes: sheets loaded into a votes file, asked, checked and analysed; updates of the record from what is published.

`columns`, `sheet` and `load` read a sheet, and `repairs` names the defects that a forecast mends; `file` and `query` keep and
ask the votes file together with the record; `check` holds it against the Charter; `update` reads what is published into the
record. `power` needs only the rule; `ballots` makes a table of numbers, on which `agreement` and `ideal_points`
work; `plots` draws.
"""
