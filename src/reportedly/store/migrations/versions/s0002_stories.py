"""What is put together of many reports: copies, stories, linked events, judgements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.drop_index(op.f("ix_revisions_published"), table_name="revisions")
    op.create_index("ix_revisions_day", "revisions", ["published", "current", "doc_id"], unique=False)
    for make in (
        _marks,
        _unplaced,
        _placings,
        _copies,
        _links,
        _linked,
        _linked_parties,
        _linked_dyads,
        _candidates,
        _judgements,
        _judged,
    ):
        make()


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("runs", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.n"], name=op.f("fk_marks_revision"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_marks")),
    )


def _unplaced() -> None:
    op.create_table(
        "unplaced",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_unplaced")),
    )


def _placings() -> None:
    op.create_table(
        "placings",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("copied_from", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], name=op.f("fk_placings_doc_id")),
        sa.PrimaryKeyConstraint("doc_id", name=op.f("pk_placings")),
    )
    op.create_index(op.f("ix_placings_copied_from"), "placings", ["copied_from"], unique=False)
    op.create_index(op.f("ix_placings_story"), "placings", ["story"], unique=False)


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], name=op.f("fk_copies_doc_id")),
        sa.ForeignKeyConstraint(["of"], ["documents.doc_id"], name=op.f("fk_copies_of")),
        sa.PrimaryKeyConstraint("doc_id", "of", name=op.f("pk_copies")),
    )
    op.create_index(op.f("ix_copies_of"), "copies", ["of"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("linked", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.n"], name=op.f("fk_links_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_linked"), "links", ["linked"], unique=False)
    op.create_index(
        "ix_links_merged",
        "links",
        ["root", "linked"],
        unique=False,
        sqlite_where=sa.text("root <> linked"),
        postgresql_where=sa.text("root <> linked"),
    )
    op.create_index(op.f("ix_links_name"), "links", ["name"], unique=False)


def _linked() -> None:
    op.create_table(
        "linked",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("asserted", sa.Text(), nullable=False),
        sa.Column("denied", sa.Text(), nullable=False),
        sa.Column("doubted", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=3), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_linked")),
    )
    op.create_index("ix_linked_last", "linked", ["last", "name"], unique=False)
    op.create_index("ix_linked_status", "linked", ["status", "last", "name"], unique=False)
    op.create_index("ix_linked_type", "linked", ["type", "last", "name"], unique=False)


def _linked_parties() -> None:
    op.create_table(
        "linked_parties",
        sa.Column("linked", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["linked"], ["linked.name"], name=op.f("fk_linked_parties_linked"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("linked", "side", "position", name=op.f("pk_linked_parties")),
    )
    op.create_index("ix_linked_parties_country", "linked_parties", ["country", "last", "linked"], unique=False)
    op.create_index("ix_linked_parties_name", "linked_parties", ["name", "last", "linked"], unique=False)


def _linked_dyads() -> None:
    op.create_table(
        "linked_dyads",
        sa.Column("linked", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=3), nullable=False),
        sa.Column("recipient", sa.String(length=3), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["linked"], ["linked.name"], name=op.f("fk_linked_dyads_linked"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("linked", "actor", "recipient", name=op.f("pk_linked_dyads")),
    )
    op.create_index("ix_linked_dyads_actor", "linked_dyads", ["actor", "recipient", "last", "linked"], unique=False)


def _candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("left", "right", name=op.f("pk_candidates")),
    )
    op.create_index(op.f("ix_candidates_right"), "candidates", ["right"], unique=False)


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=9), nullable=False),
        sa.Column("part", sa.String(length=9), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_judgements")),
    )


def _judged() -> None:
    op.create_table(
        "judged",
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgements.n"], name=op.f("fk_judged_judgement"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("judgement", "position", name=op.f("pk_judged")),
    )
    op.create_index(op.f("ix_judged_doc_id"), "judged", ["doc_id"], unique=False)
