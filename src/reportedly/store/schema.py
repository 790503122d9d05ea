"""The tables, as SQLAlchemy Core has them; `migrations/` makes them and changes them.

A document is known by its `doc_id`; each text, date or title it came with is a revision, the latest of which is current.
A reading is kept whole (`revisions.reading`, the line of `reportedly.reading/1`, compressed), and its events, claims
and places once more as rows, to be asked for.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
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

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of(table: str, *, key: bool = False) -> Column[int]:
    """The row of another table that a row belongs to and goes with."""
    return Column(
        table.removesuffix("s"),
        Integer,
        ForeignKey(f"{table}.n", ondelete="CASCADE"),
        nullable=False,
        primary_key=key,
        index=not key,
    )


runs = Table(
    "runs", METADATA,
    Column("n", Integer, primary_key=True),
    Column("command", String(16), nullable=False),
    Column("version", String(32), nullable=False),
    Column("started", DateTime, nullable=False),
    Column("ended", DateTime),
    Column("stored", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
)  # fmt: skip

documents = Table(
    "documents", METADATA,
    Column("doc_id", Text, primary_key=True),
    Column("run", Integer, ForeignKey("runs.n"), nullable=False),
)  # fmt: skip

revisions = Table(
    "revisions", METADATA,
    Column("n", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("doc_id", Text, ForeignKey("documents.doc_id"), nullable=False, index=True),
    Column("current", Boolean, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("published", Date, index=True),
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("language", String(16), nullable=False),
    Column("reading", LargeBinary, nullable=False),
    Column("run", Integer, ForeignKey("runs.n"), nullable=False),
)  # fmt: skip

events = Table(
    "events", METADATA,
    Column("n", Integer, primary_key=True),
    _of("revisions"),
    Column("id", String(16), nullable=False, index=True),
    Column("type", String(64), nullable=False),
    Column("modes", Text, nullable=False),
    Column("contexts", Text, nullable=False),
    Column("quad", Integer),
    Column("score", Float),
    Column("trigger", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("granularity", String(16)),
    Column("place", Text),
    Column("place_country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("revision", "id"),
    Index("ix_events_type_latest", "type", "latest"),
)  # fmt: skip

parties = Table(
    "parties", METADATA,
    _of("events", key=True),
    Column("side", String(9), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("sectors", Text, nullable=False),
    Index("ix_parties_country_side", "country", "side"),
)  # fmt: skip

claims = Table(
    "claims", METADATA,
    Column("n", Integer, primary_key=True),
    _of("events"),
    Column("position", Integer, nullable=False),
    Column("speaker", Text),
    Column("country", String(3)),
    Column("sectors", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("stance", String(8), nullable=False),
    Column("realis", String(8), nullable=False),
    Column("cue", Text),
    Column("confidence", Float, nullable=False),
    Column("note", String(16)),
    UniqueConstraint("event", "position"),
    Index("ix_claims_stance_country", "stance", "country"),
)  # fmt: skip

attributions = Table(
    "attributions", METADATA,
    _of("revisions", key=True),
    Column("position", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
)  # fmt: skip

places = Table(
    "places", METADATA,
    _of("revisions", key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(8), nullable=False),
)  # fmt: skip
