"""Documents, their revisions, and what was read in them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Words to search by: an index without the text itself, which stands in the readings.
_SQLITE = "CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='porter unicode61')"
_POSTGRESQL = (
    "CREATE TABLE words (revision INTEGER PRIMARY KEY REFERENCES revisions (n) ON DELETE CASCADE, lexemes TSVECTOR NOT NULL)",
    "CREATE INDEX ix_words_lexemes ON words USING GIN (lexemes)",
)


def upgrade() -> None:
    """Makes the tables."""
    for make in (_runs, _documents, _revisions, _attributions, _events, _places, _claims, _parties):
        make()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE)
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_runs")),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.n"], name=op.f("fk_documents_run")),
        sa.PrimaryKeyConstraint("doc_id", name=op.f("pk_documents")),
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], name=op.f("fk_revisions_doc_id")),
        sa.ForeignKeyConstraint(["run"], ["runs.n"], name=op.f("fk_revisions_run")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_revisions")),
        sa.UniqueConstraint("id", name=op.f("uq_revisions_id")),
    )
    op.create_index(op.f("ix_revisions_doc_id"), "revisions", ["doc_id"], unique=False)
    op.create_index(op.f("ix_revisions_published"), "revisions", ["published"], unique=False)
    op.create_index(op.f("ix_revisions_sha256"), "revisions", ["sha256"], unique=False)


def _attributions() -> None:
    op.create_table(
        "attributions",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.n"], name=op.f("fk_attributions_revision"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision", "position", name=op.f("pk_attributions")),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("modes", sa.Text(), nullable=False),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("quad", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("granularity", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=3), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.n"], name=op.f("fk_events_revision"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_events")),
        sa.UniqueConstraint("revision", "id", name=op.f("uq_events_revision_id")),
    )
    op.create_index(op.f("ix_events_id"), "events", ["id"], unique=False)
    op.create_index(op.f("ix_events_revision"), "events", ["revision"], unique=False)
    op.create_index("ix_events_type_latest", "events", ["type", "latest"], unique=False)


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.n"], name=op.f("fk_places_revision"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision", "position", name=op.f("pk_places")),
    )
    op.create_index(op.f("ix_places_name"), "places", ["name"], unique=False)


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("stance", sa.String(length=8), nullable=False),
        sa.Column("realis", sa.String(length=8), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("note", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["events.n"], name=op.f("fk_claims_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_claims")),
        sa.UniqueConstraint("event", "position", name=op.f("uq_claims_event_position")),
    )
    op.create_index(op.f("ix_claims_event"), "claims", ["event"], unique=False)
    op.create_index("ix_claims_stance_country", "claims", ["stance", "country"], unique=False)


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.n"], name=op.f("fk_parties_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "side", "position", name=op.f("pk_parties")),
    )
    op.create_index("ix_parties_country_side", "parties", ["country", "side"], unique=False)
