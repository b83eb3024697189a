# SPDX-License-Identifier: MIT
"""The first tables of a centre, and the guards of its journal."""

import sqlalchemy as sa
from alembic import op

revision = "c0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_tables()
    _guard_the_journal()


def _make_tables() -> None:
    op.create_table(
        "counter",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_counter")),
    )
    op.create_table(
        "identity",
        sa.Column("journal", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False, comment="how it was made, canonical JSON"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("journal", name=op.f("pk_identity")),
        info={"untracked": True},
    )
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False, comment="the hash it was chained to"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="the canonical bytes that were hashed"),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("verb", sa.String(length=64), nullable=False, comment="repeats the body, for filters"),
        sa.Column("outcome", sa.String(length=16), nullable=False, comment="repeats the body, for filters"),
        sa.Column("practice_at", sa.BigInteger(), nullable=False, comment="repeats the body, for filters"),
        sa.Column("request_id", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
        info={"untracked": True},
    )
    op.create_index("uq_journal_entry_request_id", "journal_entry", ["request_id"], unique=True)
    op.create_table(
        "journal_words",
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True, comment="erased together with the words"),
        sa.Column("words", sa.Text(), nullable=True, comment="erasable without breaking the chain"),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_journal_words")),
        info={"untracked": True},
    )
    op.create_index(op.f("ix_journal_words_seq"), "journal_words", ["seq"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_person_pseudonym")),
    )
    op.create_table(
        "preference",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_preference")),
    )
    op.create_table(
        "rubric",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_rubric")),
    )
    op.create_index(op.f("ix_rubric_key"), "rubric", ["key"], unique=False)
    op.create_table(
        "world_file",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("world", sa.String(length=64), nullable=False, comment="the world's journal id"),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="template, sandbox, attempt or received"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False, comment="how it was made, canonical JSON"),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_world_file")),
        sa.UniqueConstraint("world", name=op.f("uq_world_file_world")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("learner", sa.String(length=40), nullable=False),
        sa.Column("world_id", sa.Integer(), nullable=False),
        sa.Column("scenario", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("handed_in_at", sa.BigInteger(), nullable=True),
        sa.Column("head", sa.String(length=80), nullable=False, comment="number and hash of the last entry handed in"),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["world_id"], ["world_file.id"], name=op.f("fk_attempt_world_id_world_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("ref", name=op.f("uq_attempt_ref")),
    )
    op.create_index(op.f("ix_attempt_learner"), "attempt", ["learner"], unique=False)
    op.create_index(op.f("ix_attempt_scenario"), "attempt", ["scenario"], unique=False)
    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_name_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_name")),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=32), nullable=False),
        sa.Column("rubric_hash", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("valid", sa.String(length=32), nullable=False),
        sa.Column("authentic", sa.String(length=32), nullable=False),
        sa.Column("reliable", sa.String(length=32), nullable=False),
        sa.Column("current", sa.String(length=32), nullable=False),
        sa.Column("sufficient", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=False, comment="sequence numbers in the attempt's journal, JSON list"),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_judgement_attempt_id_attempt")),
        sa.ForeignKeyConstraint(["rubric_hash"], ["rubric.hash"], name=op.f("fk_judgement_rubric_hash_rubric")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["judgement.id"], name=op.f("fk_judgement_supersedes_id_judgement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_attempt_id"), "judgement", ["attempt_id"], unique=False)
    op.create_table(
        "observation_choice",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=32), nullable=False),
        sa.Column("check_key", sa.String(length=64), nullable=False),
        sa.Column("use", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_observation_choice_attempt_id_attempt")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_choice")),
    )
    op.create_index(op.f("ix_observation_choice_attempt_id"), "observation_choice", ["attempt_id"], unique=False)


def _guard_the_journal() -> None:
    """The journal only grows: no change, no removal, each entry the next in number."""
    op.execute(
        "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry"
        " WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry)"
        " BEGIN SELECT RAISE(ABORT, 'the journal is written in order'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_words_no_delete BEFORE DELETE ON journal_words"
        " BEGIN SELECT RAISE(ABORT, 'words are erased, never removed'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_words_only_erased BEFORE UPDATE ON journal_words"
        " WHEN NEW.words IS NOT NULL OR NEW.salt IS NOT NULL"
        " OR NEW.commitment <> OLD.commitment OR NEW.seq <> OLD.seq"
        " BEGIN SELECT RAISE(ABORT, 'words are erased, never changed'); END"
    )
