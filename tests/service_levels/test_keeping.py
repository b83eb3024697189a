# SPDX-License-Identifier: MIT
"""Clocks kept in a world: started, paused, met, breached once, and the same from the cache as from their events."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import CustomerKind, Stage
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.service_levels.definitions import StandardDefinition
from crmtrainer.service_levels.keeping import (
    add_standard,
    note,
    start_handoff_accept,
    start_promise,
    start_ticket_clocks,
)
from crmtrainer.service_levels.models import ServiceClock, StoryEvent, ThresholdNotice
from crmtrainer.service_levels.queries import clocks_of, worst_clocks
from crmtrainer.service_levels.rules import ClockRule, EventKind, Metric, Unit
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.service_levels.traits import Traits
from crmtrainer.store.unit_of_work import UnitOfWork, reading, writing
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Priority, Severity, Status, TicketType
from tests.support import START, WorldUnderTest, fresh_world


def a_ticket(work: UnitOfWork) -> int:
    work.add(
        Customer(
            id=1,
            ref="LH-1",
            kind=CustomerKind.PERSON,
            family="Sahota",
            family_folded="sahota",
            given_folded="",
            born=None,
            since=START.date(),
            stage=Stage.ACTIVE,
            household_id=None,
        )
    )
    work.add(
        Ticket(
            id=1,
            ref="C-1",
            customer_id=1,
            order_id=None,
            type=TicketType.COMPLAINT,
            severity=Severity.NORMAL,
            priority=Priority.NORMAL,
            status=Status.NEW,
            channel="phone",
            subject="Wrong legs",
            owner="",
            opened_at=work.now,
            first_contact_at=work.now,
            closed_at=None,
            close_reason=None,
        )
    )
    return 1


def _started(work: UnitOfWork) -> None:
    ticket = a_ticket(work)
    start_ticket_clocks(work, ticket, Traits(type="complaint"), work.now)
    start_handoff_accept(work, 7, ticket, "desk", 30)
    start_promise(work, 3, ticket, work.now + timedelta(hours=2))


def _states(world: WorldUnderTest) -> dict[str, TimerState]:
    return {row.metric: row.state for row in world.ask(clocks_of, 1)}


def test_a_jump_enters_each_threshold_once_and_the_breach_stays(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_started)
    world.advance(minutes=61)
    world.advance(minutes=200)
    assert _states(world)["first_response"] is TimerState.OVERDUE
    with reading(world.world.app.database) as session:
        notices = session.scalars(select(ThresholdNotice).order_by(ThresholdNotice.id)).all()
        mine = [n for n in notices if n.clock_id == 1]
        breaches = session.scalars(select(StoryEvent).where(StoryEvent.kind == EventKind.BREACHED)).all()
    assert [n.percent for n in mine] == [50, 75, 90, 100]
    assert [n.due_at for n in mine] == [START + timedelta(minutes=m) for m in (30, 45, 54, 60)]
    assert [b.subject for b in breaches] == ["handoff:7", "", "promise:3"]


def test_the_worst_clock_of_a_ticket_is_the_one_most_overdue(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_started)
    assert world.ask(worst_clocks, (1,))[1].subject == "handoff:7"
    world.advance(minutes=70)
    assert world.ask(worst_clocks, (1,))[1].subject == "handoff:7"


def test_waiting_for_the_customer_pauses_resolution_and_never_the_response(tmp_path: Path) -> None:
    def paused(work: UnitOfWork) -> None:
        _started(work)
        note(work, "ticket", 1, "paused", reason="photo asked for", visible_message=True)

    world = fresh_world(tmp_path, populate=paused)
    world.advance(minutes=10)
    states = _states(world)
    assert states["resolution"] is TimerState.PAUSED
    assert states["first_response"] is TimerState.ON_TRACK


def test_the_repeated_columns_equal_what_the_events_give(tmp_path: Path) -> None:
    def lively(work: UnitOfWork) -> None:
        _started(work)
        note(work, "ticket", 1, "visible_reply", visible_message=True)
        note(work, "handoff", 7, "accepted")
        note(work, "ticket", 1, "paused", reason="waiting")
        note(work, "ticket", 1, "resumed")

    world = fresh_world(tmp_path, populate=lively)
    world.advance(minutes=180)
    with reading(world.world.app.database) as session:
        for clock in session.scalars(select(ServiceClock)):
            read = read_clock(
                clock, events_of(session, clock.story), table_of(session, clock.calendar_id), world.clock.now()
            )
            assert read is not None
            assert (clock.open, clock.due_at) == (read.is_running, read.due)


def _with_turns(work: UnitOfWork) -> None:
    for metric, length in ((Metric.NEXT_RESPONSE, 60), (Metric.PROGRESS_UPDATE, 240)):
        rule = ClockRule(id=metric.value, metric=metric, unit=Unit.BUSINESS_MINUTES, length=length)
        add_standard(work, StandardDefinition(rule, "desk"))
    start_ticket_clocks(work, a_ticket(work), Traits(type="complaint"), work.now)
    note(work, "ticket", 1, "visible_reply", visible_message=True)


def _turns(world: WorldUnderTest, metric: Metric) -> list[tuple[int, TimerState]]:
    """The minute after the start at which each turn began, and how it stands."""
    rows = [row for row in world.ask(clocks_of, 1) if row.metric == metric]
    assert len({row.subject for row in rows}) == len(rows)
    return [((row.anchor - START) // timedelta(minutes=1), row.state) for row in rows]


def _later(world: WorldUnderTest, minutes: int, kind: str) -> None:
    """Something that happens to the ticket after a while, inside an act of its own."""
    world.advance(minutes=minutes)
    now = world.clock.now()
    with writing(world.world.app.database) as session:
        work = UnitOfWork(session, 10_000, now, now, SYSTEM, "test", "test", False)
        note(work, "ticket", 1, kind, visible_message=kind == "visible_reply")


def test_every_turn_of_the_customer_has_a_limit_of_its_own(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_with_turns)
    assert _turns(world, Metric.NEXT_RESPONSE) == []

    _later(world, 10, "customer_message")
    assert _turns(world, Metric.NEXT_RESPONSE) == [(10, TimerState.ON_TRACK)]
    _later(world, 20, "visible_reply")
    _later(world, 10, "customer_message")
    _later(world, 5, "customer_message")
    world.advance(minutes=56)
    # An hour from the oldest unanswered message, whatever came after it.
    assert _turns(world, Metric.NEXT_RESPONSE) == [(10, TimerState.MET), (40, TimerState.OVERDUE)]
    with reading(world.world.app.database) as session:
        breach = session.scalars(select(StoryEvent).where(StoryEvent.kind == EventKind.BREACHED)).one()
    (late,) = [row.subject for row in world.ask(clocks_of, 1) if row.state is TimerState.OVERDUE]
    assert (breach.metric, breach.subject, breach.at) == (Metric.NEXT_RESPONSE, late, START + timedelta(minutes=100))


def test_a_progress_update_is_due_again_after_each_word_to_the_customer(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_with_turns)
    assert [turn for turn, _ in _turns(world, Metric.PROGRESS_UPDATE)] == [0, 0]
    assert world.ask(worst_clocks, (1,))[1].state is TimerState.ON_TRACK
    _later(world, 100, "visible_reply")
    assert _turns(world, Metric.PROGRESS_UPDATE)[1:] == [(0, TimerState.MET), (100, TimerState.ON_TRACK)]
    _later(world, 10, "resolved")
    assert _turns(world, Metric.PROGRESS_UPDATE)[-1] == (100, TimerState.MET)


def test_what_is_entered_later_and_happened_before_takes_no_turns_breach_away(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_with_turns)
    _later(world, 10, "customer_message")
    _later(world, 70, "visible_reply")
    assert _turns(world, Metric.NEXT_RESPONSE) == [(10, TimerState.MISSED)]
    now = world.clock.now()
    with writing(world.world.app.database) as session:
        work = UnitOfWork(session, 10_000, now, now, SYSTEM, "test", "test", False)
        # They rang before, and were answered on the telephone: a turn of its own, before the other.
        note(work, "ticket", 1, "customer_message", at=START + timedelta(minutes=2))
        note(work, "ticket", 1, "visible_reply", visible_message=True, at=START + timedelta(minutes=5))
    states = dict(_turns(world, Metric.NEXT_RESPONSE))
    assert states == {2: TimerState.MET, 10: TimerState.MISSED}
