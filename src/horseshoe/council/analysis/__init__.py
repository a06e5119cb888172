"""What votes and rules tell: power indices, coalitions, ways to another outcome; agreement, blocs, ideal points of a record.

`power`, `coalitions` and `changes` need only the rule; `ballots` reads a votes file, and `agreement`, `blocs`, `ideal_points`
and `pivots` work on what it returns; `plots` draws.
"""
