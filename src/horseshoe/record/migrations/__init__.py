"""Alembic migrations of the record, run by horseshoe.record.database."""

HEAD = "0003"  # the newest
APPLICATION = 0x48534845  # in the head of a SQLite file: that it is a record of horseshoe's
