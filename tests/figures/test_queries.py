# SPDX-License-Identifier: MIT
"""The desk in figures while work is done at it: what is open and due, what was met and missed, what came and went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.figures.over_time import attainment, contacts, flow, handoffs, quality
from crmtrainer.figures.queries import open_tickets, recount, running
from crmtrainer.figures.rules import Formula, Window
from crmtrainer.interactions.commands import LogInteraction, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.service_levels.commands import WaiveBreach
from crmtrainer.service_levels.rules import Metric
from crmtrainer.tickets.commands import CloseTicket, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Status, TicketType
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import ASSESSOR, LEARNER, TRAINER, open_world

OVER_TIME: tuple[Callable[..., Any], ...] = (flow, attainment, handoffs, contacts, quality)
QUERIES: tuple[Callable[..., Any], ...] = (open_tickets, running, recount, *OVER_TIME)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def counts(desk: Desk, how: str) -> dict[str, int]:
    rows = getattr(desk.world.ask(open_tickets), f"by_{how}")
    return {str(getattr(row, how)): row.count for row in rows if row.count}


def today(desk: Desk, query: Callable[..., Any]) -> Any:
    return desk.world.ask(query)[-1]


def test_an_empty_desk_has_rows_for_every_status_and_none_of_them_counts(desk: Desk) -> None:
    found = desk.world.ask(open_tickets)
    assert found.total == 0
    assert [row.status for row in found.by_status] == [Status.NEW, Status.IN_PROGRESS, Status.WAITING]
    assert {row.count for row in (*found.by_status, *found.by_priority, *found.by_type, *found.by_age)} == {0}
    assert desk.world.ask(running) == ()
    for window in Window:
        assert desk.world.ask(attainment, window=window).rows == ()
        assert {(row.opened, row.closed) for row in desk.world.ask(flow, window=window)} == {(0, 0)}


def test_open_tickets_are_counted_four_ways_and_closed_ones_not(desk: Desk) -> None:
    first, second = desk.ticket(), desk.ticket(type=TicketType.ENQUIRY)
    third = desk.ticket()
    desk.do(SetStatus(first, Status.WAITING, "For his photo"))
    desk.do(SetPriority(second, Priority.URGENT, "Tonight"))
    desk.do(CloseTicket(third, CloseReason.RESOLVED, "Done"))

    assert desk.world.ask(open_tickets).total == 2
    assert counts(desk, "status") == {"waiting": 1, "new": 1}
    assert counts(desk, "priority") == {"normal": 1, "urgent": 1}
    assert counts(desk, "type") == {"complaint": 1, "enquiry": 1}

    desk.do(ReopenTicket(third, "It came back"))
    assert counts(desk, "status") == {"waiting": 1, "new": 1, "in_progress": 1}


@pytest.mark.parametrize(("days", "band"), [(0.5, 0), (1, 1), (2.9, 1), (3, 2), (7, 3), (14, 4), (28, 5), (90, 5)])
def test_a_ticket_moves_from_band_to_band_as_it_ages(desk: Desk, days: float, band: int) -> None:
    desk.ticket()
    desk.world.advance(minutes=days * 24 * 60)
    assert [row.count for row in desk.world.ask(open_tickets).by_age] == [int(each == band) for each in range(6)]


def test_limits_are_in_time_then_due_soon_then_overdue_and_paused_while_they_wait(desk: Desk) -> None:
    ticket = desk.ticket()
    states = {row.metric: row for row in desk.world.ask(running)}
    assert {row.in_time for row in states.values()} == {1}

    due = desk.clock(ticket, "first_response").due
    assert due is not None
    desk.until(due - timedelta(minutes=1))
    assert {row.metric: (row.soon, row.overdue) for row in desk.world.ask(running)}[Metric.FIRST_RESPONSE] == (1, 0)
    desk.until(due + timedelta(minutes=1))
    assert {row.metric: (row.soon, row.overdue) for row in desk.world.ask(running)}[Metric.FIRST_RESPONSE] == (0, 1)

    desk.opened()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "Send us a photo, and we look at it.", ticket))
    desk.do(SetStatus(ticket, Status.WAITING, "For his photo"))
    assert [(row.metric, row.paused) for row in desk.world.ask(running)] == [(Metric.RESOLUTION, 1)]


def test_a_limit_counts_as_met_or_missed_and_a_waived_one_against_nobody(desk: Desk) -> None:
    quick, slow = desk.ticket(), desk.ticket()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", quick))
    due = desk.clock(slow, "first_response").due
    assert due is not None
    desk.until(due + timedelta(minutes=1))

    def first_response() -> tuple[int, ...]:
        rows = desk.world.ask(attainment).rows
        row = next(row for row in rows if row.metric is Metric.FIRST_RESPONSE)
        assert row.tenths is None, "two are too few for a share"
        return row.met, row.missed, row.waived, row.running, row.base

    assert first_response() == (1, 1, 0, 0, 2)
    late = desk.clock(slow, "first_response").id
    desk.world.do(WaiveBreach(late, "The system was down"), TRAINER)
    assert first_response() == (1, 0, 1, 0, 1)


def test_tickets_opened_closed_and_reopened_stand_on_their_day(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "Done"))
    desk.until(at(23, 59) + timedelta(minutes=2))
    desk.opened()
    desk.do(ReopenTicket(ticket, "It came back"))

    *_, yesterday, now = desk.world.ask(flow)
    assert (yesterday.opened, yesterday.closed, yesterday.reopened) == (1, 1, 0)
    assert (now.opened, now.closed, now.reopened) == (0, 0, 1)
    assert [(row.opened, row.closed, row.reopened) for row in desk.world.ask(flow, window=Window.ALL)] == [(1, 1, 1)]


def test_contacts_are_those_with_the_customer_and_a_note_is_none(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.writes(ticket)
    desk.do(SendMessage(SAHOTA, Channel.TEXT, "We are on it.", ticket))
    log = (Channel.PHONE, Direction.IN, "Legs", "He rang about the legs", ContactOutcome.FOLLOW_UP)
    desk.do(LogInteraction(SAHOTA, *log, ticket_id=ticket))
    desk.do(
        LogInteraction(
            SAHOTA, Channel.PHONE, Direction.INTERNAL, "Legs", "Asked Dev", ContactOutcome.FOLLOW_UP, ticket_id=ticket
        )
    )

    row = today(desk, contacts)
    assert {each.channel: each.count for each in row.came_in if each.count} == {Channel.EMAIL: 1, Channel.PHONE: 1}
    assert row.went_out == 1


def test_a_handoff_goes_from_waiting_to_bounced(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.hand_over(ticket)
    (row,) = desk.world.ask(handoffs).rows
    assert (row.team, row.sent, row.waiting) == ("Warehouse pickers", 1, 1)
    desk.until(at(12))
    (row,) = desk.world.ask(handoffs).rows
    assert (row.sent, row.waiting, row.bounced, row.base, row.tenths) == (1, 0, 1, 0, None)


def test_rates_say_their_formula_and_of_how_many(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(SendMessage(SAHOTA, Channel.TEXT, "By noon.", ticket, at(12), "Text by noon"))
    desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "Done"))
    desk.do(ReopenTicket(ticket, "It came back"))
    desk.until(at(13))

    found = desk.world.ask(quality)
    assert (found.promises.count, found.promises.base, found.promises.tenths) == (0, 1, None)
    assert (found.reopened.formula, found.reopened.count, found.reopened.base) == (Formula.REOPENED, 1, 1)
    assert (found.complaints.formula, found.complaints.count, found.complaints.base) == (Formula.COMPLAINTS, 1, 2)


def test_of_many_a_share_is_given(tmp_path: Path) -> None:
    path = tmp_path / "filled.sqlite3"
    build_world(path, Profile(600, 7))
    world = open_world(path, Profile(1, 7).starts_at)
    rows = world.ask(attainment, window=Window.ALL).rows
    assert {row.metric for row in rows} == {Metric.FIRST_RESPONSE, Metric.RESOLUTION, Metric.PROMISE}
    for row in rows:
        assert row.base == row.met + row.missed > 30
        assert row.tenths is not None
        assert abs(row.tenths - 1000 * row.met / row.base) <= 1


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("who", [LEARNER, TRAINER, ASSESSOR])
def test_whoever_looks_at_a_world_may_ask(desk: Desk, query: Callable[..., Any], who: Any) -> None:
    desk.world.ask_as(who, query)


@pytest.mark.parametrize("query", OVER_TIME)
def test_every_window_can_be_asked_for(desk: Desk, query: Callable[..., Any]) -> None:
    desk.ticket()
    for window in Window:
        assert desk.world.ask(query, window=window)


def plan_of(desk: Desk, query: Callable[..., Any]) -> list[str]:
    seen: list[str] = []
    with desk.world.world.app.database.reader.connect() as connection:
        driver: Any = connection.connection.driver_connection
    driver.set_trace_callback(seen.append)
    desk.world.ask(query)
    driver.set_trace_callback(None)
    asked = next(each for each in seen if each.startswith("SELECT"))
    return [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {asked}")]


@pytest.mark.parametrize(
    ("query", "index"), [(open_tickets, "ix_ticket_not_closed"), (running, "ix_service_clock_running")]
)
def test_what_is_open_is_read_from_an_index_on_that_alone(desk: Desk, query: Callable[..., Any], index: str) -> None:
    assert any(f"COVERING INDEX {index}" in step for step in plan_of(desk, query))
