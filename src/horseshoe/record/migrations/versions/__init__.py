"""Alembic migrations of the record, run by horseshoe.record.database."""
