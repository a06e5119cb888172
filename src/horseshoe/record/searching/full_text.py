"""The full-text index: FTS5 on SQLite, a generated tsvector on PostgreSQL. Both stem English words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

# A tsvector holds at most 1 MB; half a million characters of prose stay below it.
_POSTGRES_CHARACTERS = 500_000

CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE documents_fts USING fts5("
        "title, text, content='documents', content_rowid='no', tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "ALTER TABLE documents ADD COLUMN words tsvector GENERATED ALWAYS AS "
        f"(to_tsvector('english', coalesce(title, '') || ' ' || left(text, {_POSTGRES_CHARACTERS}))) STORED",
        "CREATE INDEX ix_documents_words ON documents USING gin (words)",
    ),
}
DROP = {
    "sqlite": ("DROP TABLE documents_fts",),
    "postgresql": ("DROP INDEX ix_documents_words", "ALTER TABLE documents DROP COLUMN words"),
}


def index(connection: Connection, rows: Sequence[tuple[int, str | None, str]]) -> None:
    """Add documents (number, title, text); PostgreSQL does so by itself."""
    if rows and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", list(rows))
