"""Versions of a story beside its near-copies; entries of feeds that are waited for; an outbox of notices.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and the table."""
    # SQLite adds a column with its reference only where both are said at once.
    reference = sa.ForeignKey("documents.no", name=op.f("fk_documents_version_of"))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE documents ADD COLUMN version_of INTEGER REFERENCES documents (no)")
    else:
        op.add_column("documents", sa.Column("version_of", _NUMBER, reference, nullable=True))
    op.add_column("documents", sa.Column("changed", sa.Text(), nullable=True))
    op.add_column("feed_entries", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("feed_entries", sa.Column("not_before", sa.Float(), nullable=True))
    op.add_column("feed_entries", sa.Column("waiting", sa.Text(), nullable=True))
    op.create_table(
        "outbox",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("notice", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["notices.no"], name=op.f("fk_outbox_notice"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel", "notice", name=op.f("pk_outbox")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("outbox")
    for column in ("waiting", "not_before", "tries"):
        op.drop_column("feed_entries", column)
    op.drop_column("documents", "changed")
    op.drop_column("documents", "version_of")
