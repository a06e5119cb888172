"""The record's tables. `items` holds every statement found in a document, one row each; what its columns mean by kind:

| kind      | actor      | label          | target            | draft       | day_from, day_to | value, upper |
|-----------|------------|----------------|-------------------|-------------|------------------|--------------|
| actor     | itself     | type           |                   |             |                  |              |
| quote     | speaker    | direct, ...    | addressee         |             |                  |              |
| position  | holder     | stance         | addressee         | of it       | said             |              |
| draft     |            | status         |                   | linked case | proposed, voted  |              |
| provision |            | operative verb | addressee         | of it       | deadline         |              |
| figure    | source     | what or unit   | where             |             | period           | the count    |
| event     | an actor   | PLOVER type    | first target      |             | when             |              |
| claim     | claimant   | kind           | blamed, precedent |             |                  |              |
| date      |            | coming         |                   |             | the date         |              |

The rest of an item stands in `extra` as JSON. `documents.reading` keeps the whole reading, so that items can be written anew.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# SQLite numbers rows by itself only where the type is INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("no", Number, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),  # SHA-256 of the text
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("published_from", String(16)),
    Column("publisher", Text),
    Column("kind", String(32), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("lead", Number, ForeignKey("documents.no")),  # the near-copy that is counted in this one's stead; null: itself
    Column("version_of", Number, ForeignKey("documents.no")),  # a story that this one corrects or updates
    Column("changed", Text),  # JSON: what it says that that one does not, in a few words each
    Column("situation", Text),  # the main one
    Column("reader", Text, nullable=False),  # version that made the reading
    Column("signature", LargeBinary, nullable=False),  # MinHash
    Column("reading", LargeBinary, nullable=False),  # whole reading, compressed
    Column("added", String(32), nullable=False),  # UTC, ISO 8601
    Index("ix_documents_situation_published", "situation", "published"),
    Index("ix_documents_publisher", "publisher"),
)
# Near-copies by their lead; a partial index, lest "lead is null" (nearly all rows) should be looked up in it.
Index(
    "ix_documents_lead",
    documents.c.lead,
    sqlite_where=documents.c.lead.is_not(None),
    postgresql_where=documents.c.lead.is_not(None),
)
# The order in which answers are shown. Each dialect has its own words for undated documents coming last.
NEWEST = {
    "sqlite": "CREATE INDEX ix_documents_newest ON documents (published DESC, no DESC) WHERE lead IS NULL",
    "postgresql": "CREATE INDEX ix_documents_newest ON documents (published DESC NULLS LAST, no DESC) WHERE lead IS NULL",
}

copies = Table(
    "copies",
    metadata,
    Column("document", Number, ForeignKey("documents.no", ondelete="CASCADE"), primary_key=True),
    Column("path", Text, primary_key=True),  # where the text was found
    Column("publisher", Text),
    Column("published", Date),
    Column("added", String(32), nullable=False),
)

skipped = Table(
    "skipped",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the text
    Column("path", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reader", Text, nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Number, ForeignKey("documents.no", ondelete="CASCADE"), primary_key=True),
    Index("ix_bands_document", "document"),
    sqlite_with_rowid=False,
)

situations = Table(
    "situations",
    metadata,
    Column("document", Number, ForeignKey("documents.no", ondelete="CASCADE"), primary_key=True),
    Column("situation", Text, primary_key=True),
    Column("weight", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("published", Date),  # the document's, kept here for the index
    Index("ix_situations_situation_published", "situation", "published"),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    metadata,
    Column("no", Number, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("symbol", Text),
    Column("situation", Text),
    Column("sponsors", Text, nullable=False),  # JSON list of actor ids
    Column("status", String(16), nullable=False),
    Column("status_day", Date),
    Column("first_day", Date),
    Column("last_day", Date),
    Index("ix_drafts_situation", "situation"),
    Index("ix_drafts_symbol", "symbol"),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("role", Text),
    Column("speaks_for", Text),
    Column("surname", Text),  # of a person, in lower case without accents
    Column("canonical", Text, nullable=False),  # id of the same actor; its own unless linked
    Column("score", Float),
    Column("reason", Text),
    Index("ix_actors_surname", "surname"),
    Index("ix_actors_canonical", "canonical"),
)

items = Table(
    "items",
    metadata,
    Column("no", Number, primary_key=True, autoincrement=False),
    Column("document", Number, ForeignKey("documents.no", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("seq", Integer, nullable=False),  # place in the reading's tuple
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("situation", Text),
    Column("published", Date),  # the document's, kept here for the index
    Column("actor", Text),
    Column("label", Text),
    Column("target", Text),
    Column("draft", Number, ForeignKey("drafts.no")),
    Column("reported_by", Text),
    Column("day_from", Date),
    Column("day_to", Date),
    Column("value", Float),
    Column("upper", Float),
    Column("judgement", String(16)),  # a person's: confirmed, corrected
    Column("extra", Text),  # JSON
    Index("ix_items_document", "document"),
    Index("ix_items_situation_kind_published", "situation", "kind", "published"),
    Index("ix_items_actor_label_published", "actor", "label", "published"),
    Index("ix_items_draft", "draft"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("no", Number, primary_key=True, autoincrement=True),
    Column("document", String(64), nullable=False),  # SHA-256: outlives the document's row
    Column("kind", String(16), nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("judgement", String(16), nullable=False),  # confirmed, corrected, rejected
    Column("changes", Text, nullable=False),  # JSON: column -> value
    Column("snapshot", Text, nullable=False),  # JSON: the item as it was
    Column("note", Text),
    Column("by", Text),
    Column("at", String(32), nullable=False),
    Column("reader", Text, nullable=False),
    Index("ix_corrections_document", "document"),
)

merges = Table(
    "merges",
    metadata,
    Column("actor", Text, primary_key=True),  # id as readings have it
    Column("same_as", Text, nullable=False),  # a person's word: the id it belongs to; its own id keeps it apart
    Column("note", Text),
    Column("by", Text),
    Column("at", String(32), nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("fetched", String(32)),
    Column("not_before", Float, nullable=False),  # seconds since 1970: politeness and back-off
    Column("failures", Integer, nullable=False),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("feed", Text, ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("seen", String(32), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),  # failures so far of one that is still waited for
    Column("not_before", Float),  # seconds since 1970 until it is asked again
    Column("waiting", Text),  # JSON: the entry, while it is waited for
)

notices = Table(
    "notices",
    metadata,
    Column("no", Number, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("situation", Text, nullable=False),
    Column("kind", String(16), nullable=False),  # draft, position, forecast
    Column("key", Text, nullable=False),  # what must not be told twice
    Column("text", Text, nullable=False),
    Column("document", String(64)),
    UniqueConstraint("situation", "kind", "key"),
)

# What is still to be told on a channel. A row goes when the channel has taken its notice.
outbox = Table(
    "outbox",
    metadata,
    Column("channel", Text, primary_key=True),  # terminal, file:..., webhook:..., mail:...
    Column("notice", Number, ForeignKey("notices.no", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("tries", Integer, nullable=False),
    Column("not_before", Float, nullable=False),  # seconds since 1970
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),
    Column("at", String(32), nullable=False),
)
