"""Questions to a record: the query language, full text, SQL with and without SQLAlchemy."""
