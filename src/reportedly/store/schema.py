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
    text,
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
    Column("published", Date),
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("language", String(16), nullable=False),
    Column("reading", LargeBinary, nullable=False),
    Column("run", Integer, ForeignKey("runs.n"), nullable=False),
    # All that is asked to find the reports of some days; their rows, which are long, are not touched.
    Index("ix_revisions_day", "published", "current", "doc_id"),
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

# What is put together of many reports stands in tables of its own, and is made again from what was read and judged.

marks = Table(
    "marks", METADATA,
    _of("revisions", key=True),
    Column("made", Integer, nullable=False),
    Column("runs", LargeBinary, nullable=False),
    Column("told", LargeBinary, nullable=False),
)  # fmt: skip

unplaced = Table(
    "unplaced", METADATA,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("changed", Boolean, nullable=False),
)  # fmt: skip

placings = Table(
    "placings", METADATA,
    Column("doc_id", Text, ForeignKey("documents.doc_id"), primary_key=True),
    Column("story", Text, nullable=False, index=True),
    Column("copied_from", Text, index=True),
)  # fmt: skip

copies = Table(
    "copies", METADATA,
    Column("doc_id", Text, ForeignKey("documents.doc_id"), primary_key=True),
    Column("of", Text, ForeignKey("documents.doc_id"), primary_key=True, index=True),
    Column("share", Float, nullable=False),
)  # fmt: skip

links = Table(
    "links", METADATA,
    _of("events", key=True),
    Column("name", Text, nullable=False, index=True),
    Column("root", Text, nullable=False),
    Column("linked", Text, nullable=False, index=True),
    # The few that people put together.
    Index("ix_links_merged", "root", "linked", sqlite_where=text("root <> linked"), postgresql_where=text("root <> linked")),
)  # fmt: skip

linked = Table(
    "linked", METADATA,
    Column("name", Text, primary_key=True),
    Column("id", String(16), nullable=False),
    Column("type", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("reports", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("asserted", Text, nullable=False),
    Column("denied", Text, nullable=False),
    Column("doubted", Text, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("earliest", Date),
    Column("latest", Date),
    Column("place", Text),
    Column("place_country", String(3)),
    Index("ix_linked_last", "last", "name"),
    Index("ix_linked_status", "status", "last", "name"),
    Index("ix_linked_type", "type", "last", "name"),
)  # fmt: skip

linked_parties = Table(
    "linked_parties", METADATA,
    Column("linked", Text, ForeignKey("linked.name", ondelete="CASCADE"), primary_key=True),
    Column("side", String(9), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("last", Date),
    Index("ix_linked_parties_country", "country", "last", "linked"),
    Index("ix_linked_parties_name", "name", "last", "linked"),
)  # fmt: skip

linked_dyads = Table(
    "linked_dyads", METADATA,
    Column("linked", Text, ForeignKey("linked.name", ondelete="CASCADE"), primary_key=True),
    Column("actor", String(3), primary_key=True),
    Column("recipient", String(3), primary_key=True),
    Column("last", Date),
    Index("ix_linked_dyads_actor", "actor", "recipient", "last", "linked"),
)  # fmt: skip

candidates = Table(
    "candidates", METADATA,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True, index=True),
    Column("score", Float, nullable=False),
)  # fmt: skip

judgements = Table(
    "judgements", METADATA,
    Column("n", Integer, primary_key=True),
    Column("verdict", String(9), nullable=False),
    Column("part", String(9)),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone", DateTime),
    Column("undone_by", Text),
)  # fmt: skip

judged = Table(
    "judged", METADATA,
    Column("judgement", Integer, ForeignKey("judgements.n", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("doc_id", Text, nullable=False, index=True),
    Column("event", String(16), nullable=False),
    Column("trigger", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("sentence", Text, nullable=False),
)  # fmt: skip
