"""The page of a situation as of a day: the table, the draft in question, its forecast and how both came about."""
