"""Checks of the Council's tables against themselves and against data sets that others made.

`python -m checks DATA` prints the figures; DATA is a folder with a folder `votes` of sheets.
"""
