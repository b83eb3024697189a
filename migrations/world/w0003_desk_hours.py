# SPDX-License-Identifier: MIT
"""Counts of the desk by the hour, kept by triggers; indexes on what is open; adjusted timing; hours that held before a
swap; messages that only acknowledge. No row changes, but for the columns that come."""

import sqlalchemy as sa
from alembic import op

revision = "w0003"
down_revision = "w0002"
branch_labels = None
depends_on = None

HOUR = 3_600_000_000
LIMIT_STATE = "CASE WHEN {row}.noticed >= 100 THEN 'missed' WHEN {row}.open THEN 'running' ELSE 'met' END"
IS_CONTACT = "{row}.kind IN ('call', 'message') AND {row}.channel IS NOT NULL AND {row}.corrects_id IS NULL"
HANDOFF_STATE = (
    "CASE WHEN {row}.state NOT IN ('done', 'closed') THEN {row}.state"
    " WHEN {row}.ended_at > {row}.target_at THEN 'late' ELSE 'in_time' END"
)
SOURCES = (
    ("opened", "ticket", "opened_at", "{row}.type", "''", "1", "opened_at, type"),
    ("closed", "ticket_step", "at", "''", "''", "{row}.now = 'closed'", "at, now"),
    ("reopened", "ticket_step", "at", "''", "''", "{row}.was = 'closed'", "at, was"),
    (
        "limit",
        "service_clock",
        "due_at",
        "{row}.metric",
        LIMIT_STATE,
        "{row}.due_at IS NOT NULL",
        "due_at, metric, noticed, open",
    ),
    (
        "contact",
        "interaction",
        "at",
        "{row}.channel",
        "{row}.direction",
        IS_CONTACT,
        "at, channel, direction, kind, corrects_id",
    ),
    ("promise", "promise", "due_at", "''", "{row}.state", "1", "due_at, state"),
    (
        "handoff",
        "handoff",
        "sent_at",
        "CAST({row}.team_id AS TEXT)",
        HANDOFF_STATE,
        "1",
        "sent_at, team_id, state, ended_at, target_at",
    ),
)
"""Measure, table, when, kind, state, which rows count, and the columns that all this reads."""


def upgrade() -> None:
    op.create_index(
        "ix_ticket_not_closed",
        "ticket",
        ["status", "priority", "type", "opened_at", "closed_at"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_service_clock_running",
        "service_clock",
        ["open", "metric", "due_at", "noticed"],
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "ix_story_event_waived",
        "story_event",
        ["story", "metric", "subject"],
        sqlite_where=sa.text("kind = 'waived'"),
        postgresql_where=sa.text("kind = 'waived'"),
    )
    op.create_table(
        "desk_hour",
        sa.Column("measure", sa.String(length=16), nullable=False, comment="what is counted"),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False, comment="whole hours since 1970, UTC"),
        sa.Column(
            "kind",
            sa.String(length=64),
            nullable=False,
            comment="of which kind, in the words of the table it is counted in",
        ),
        sa.Column("state", sa.String(length=32), nullable=False, comment="in which state"),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "hour", "kind", "state", name=op.f("pk_desk_hour")),
    )
    for source in SOURCES:
        _count(*source)
    op.create_table(
        "timing_adjustment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False, comment="of each limit of ours; 0 for none at all"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timing_adjustment")),
    )
    # As a statement: Alembic would copy the whole table for the reference.
    op.execute(
        "ALTER TABLE story_event ADD COLUMN held_id INTEGER"
        " CONSTRAINT fk_story_event_held_id_calendar_version REFERENCES calendar_version (id)"
    )
    op.add_column(
        "interaction",
        sa.Column(
            "only_acknowledges",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="says that it has come in, and answers nothing",
        ),
    )


def _count(measure: str, table: str, at: str, kind: str, state: str, counts: str, watched: str) -> None:
    def told(row: str) -> tuple[str, str, str]:
        return kind.format(row=row), state.format(row=row), f"({counts.format(row=row)})"

    is_kind, is_state, is_counted = told("r")
    op.execute(
        f"INSERT INTO desk_hour (measure, hour, kind, state, amount)"
        f" SELECT '{measure}', r.{at} / {HOUR}, {is_kind}, {is_state}, count(*)"
        f" FROM {table} AS r WHERE {is_counted} GROUP BY 2, 3, 4"
    )
    is_kind, is_state, is_counted = told("NEW")
    add = (
        f"INSERT INTO desk_hour (measure, hour, kind, state, amount)"
        f" SELECT '{measure}', NEW.{at} / {HOUR}, {is_kind}, {is_state}, 1 WHERE {is_counted}"
        f" ON CONFLICT (measure, hour, kind, state) DO UPDATE SET amount = amount + 1;"
    )
    is_kind, is_state, is_counted = told("OLD")
    place = (
        f"WHERE measure = '{measure}' AND hour = OLD.{at} / {HOUR}"
        f" AND kind = {is_kind} AND state = {is_state} AND {is_counted}"
    )
    take = f"UPDATE desk_hour SET amount = amount - 1 {place}; DELETE FROM desk_hour {place} AND amount = 0;"
    name = f"desk_hour_{measure}"
    op.execute(f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {name}_update AFTER UPDATE OF {watched} ON {table} BEGIN {take} {add} END")
    op.execute(f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {take} END")
