# SPDX-License-Identifier: MIT
"""How the hourly counts are kept: by triggers, in the transaction of the change and whoever makes it, or all anew.

Each source says once what it counts; triggers, recount and comparison are made from that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

HOUR = 3_600_000_000
"""Microseconds."""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one table, counted by the hour of `at`. `{row}` stands for the row in each expression.

    `watched` are the columns that the expressions read: a change of any of them counts the row anew.
    """

    measure: str
    table: str
    at: str
    kind: str
    state: str
    counts: str
    watched: tuple[str, ...]


SOURCES: tuple[Source, ...] = (
    Source("opened", "ticket", "opened_at", "{row}.type", "''", "1", ("opened_at", "type")),
    Source("closed", "ticket_step", "at", "''", "''", "{row}.now = 'closed'", ("at", "now")),
    Source("reopened", "ticket_step", "at", "''", "''", "{row}.was = 'closed'", ("at", "was")),
    Source(
        "limit",
        "service_clock",
        "due_at",
        "{row}.metric",
        "CASE WHEN {row}.noticed >= 100 THEN 'missed' WHEN {row}.open THEN 'running' ELSE 'met' END",
        "{row}.due_at IS NOT NULL",
        ("due_at", "metric", "noticed", "open"),
    ),
    Source(
        "contact",
        "interaction",
        "at",
        "{row}.channel",
        "{row}.direction",
        "{row}.kind IN ('call', 'message') AND {row}.channel IS NOT NULL AND {row}.corrects_id IS NULL",
        ("at", "channel", "direction", "kind", "corrects_id"),
    ),
    Source("promise", "promise", "due_at", "''", "{row}.state", "1", ("due_at", "state")),
    Source(
        "handoff",
        "handoff",
        "sent_at",
        "CAST({row}.team_id AS TEXT)",
        "CASE WHEN {row}.state NOT IN ('done', 'closed') THEN {row}.state"
        " WHEN {row}.ended_at > {row}.target_at THEN 'late' ELSE 'in_time' END",
        "1",
        ("sent_at", "team_id", "state", "ended_at", "target_at"),
    ),
)


def _triggers(source: Source) -> Iterator[tuple[str, str]]:
    name, table = f"desk_hour_{source.measure}", source.table
    add, take = _add(source, "NEW"), _take(source, "OLD")
    yield f"{name}_insert", f"AFTER INSERT ON {table} BEGIN {add} END"
    yield f"{name}_update", f"AFTER UPDATE OF {', '.join(source.watched)} ON {table} BEGIN {take} {add} END"
    yield f"{name}_delete", f"AFTER DELETE ON {table} BEGIN {take} END"


def _add(source: Source, row: str) -> str:
    kind, state, counts = _told(source, row)
    return (
        f"INSERT INTO desk_hour (measure, hour, kind, state, amount)"
        f" SELECT '{source.measure}', {row}.{source.at} / {HOUR}, {kind}, {state}, 1 WHERE {counts}"
        f" ON CONFLICT (measure, hour, kind, state) DO UPDATE SET amount = amount + 1;"
    )


def _take(source: Source, row: str) -> str:
    kind, state, counts = _told(source, row)
    place = (
        f"WHERE measure = '{source.measure}' AND hour = {row}.{source.at} / {HOUR}"
        f" AND kind = {kind} AND state = {state} AND {counts}"
    )
    return f"UPDATE desk_hour SET amount = amount - 1 {place}; DELETE FROM desk_hour {place} AND amount = 0;"


def _told(source: Source, row: str) -> tuple[str, str, str]:
    kind, state, counts = (told.format(row=row) for told in (source.kind, source.state, source.counts))
    return kind, state, f"({counts})"


def _counted(source: Source) -> str:
    kind, state, counts = _told(source, "r")
    return (
        f"SELECT '{source.measure}', r.{source.at} / {HOUR}, {kind}, {state}, count(*)"
        f" FROM {source.table} AS r WHERE {counts} GROUP BY 2, 3, 4"
    )


TRIGGERS = {name: f"CREATE TRIGGER {name} {text}" for source in SOURCES for name, text in _triggers(source)}
"""Word for word as the migrations make them."""

RECOUNT = (
    "DELETE FROM desk_hour",
    *(f"INSERT INTO desk_hour (measure, hour, kind, state, amount) {_counted(source)}" for source in SOURCES),
)
"""Counts everything anew, for whoever filled the tables with the triggers taken off."""

_COUNTED = " UNION ALL ".join(map(_counted, SOURCES))
_KEPT = "SELECT measure, hour, kind, state, amount FROM desk_hour"
DIFFERENT = (
    f"WITH counted (measure, hour, kind, state, amount) AS ({_COUNTED})"
    f" SELECT measure, hour, kind, state FROM ({_KEPT} EXCEPT SELECT * FROM counted)"
    f" UNION SELECT measure, hour, kind, state FROM (SELECT * FROM counted EXCEPT {_KEPT})"
    " ORDER BY 1, 2, 3, 4"
)
"""Where what is kept is not what a recount gives. Verification knows these words too: `journal/known_counts.json`."""

Place = tuple[str, int, str, str]
"""Measure, hour, kind and state."""


def different(connection: Connection) -> list[Place]:
    """Where what is kept is not what a recount gives: nowhere, unless somebody changed the file behind its triggers."""
    return [(row[0], row[1], row[2], row[3]) for row in connection.exec_driver_sql(DIFFERENT)]
