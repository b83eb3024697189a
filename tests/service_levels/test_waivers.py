# SPDX-License-Identifier: MIT
"""A waiver answers the breach it was given for: another deadline missed later is a breach again, entered and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.casework.queries import queue
from crmtrainer.figures.by_standard import by_standard
from crmtrainer.figures.over_time import attainment
from crmtrainer.figures.queries import running
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import ChangeStandard, WaiveBreach
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.models import StoryEvent, ThresholdNotice
from crmtrainer.service_levels.queries import ClockRow, why
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, Unit
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import CorrectFirstContact, MergeTicket, SetPriority
from crmtrainer.tickets.rules import Priority
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.service_levels.stories import SOLVE, event, on, opened, read
from tests.support import TRAINER


def a_reply(minutes: int, priority: str) -> StandardDefinition:
    rule = ClockRule(
        id=f"{priority}-reply", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=minutes, source="House"
    )
    return StandardDefinition(rule, DESK, priorities=(priority,))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = a_desk(tmp_path)
    for standard in (a_reply(30, "urgent"), a_reply(120, "low")):
        desk.world.do(ChangeStandard(standard, "By priority", first=True), TRAINER)
    return desk


def first(desk: Desk, ticket: TicketId) -> ClockRow:
    return desk.clock(ticket, "first_response")


def waived_late(desk: Desk) -> TicketId:
    """A ticket that was due at ten, has no answer yet at five past, and whose breach is waived."""
    ticket = desk.ticket()
    desk.until(at(10, 5))
    desk.world.do(WaiveBreach(first(desk, ticket).id, "The line was down"), TRAINER)
    return ticket


def breaches(desk: Desk, clock: ClockRow) -> list[object]:
    """What was entered of a clock's first replies missed."""
    with reading(desk.world.world.app.database) as session:
        entered = select(StoryEvent.at).where(
            StoryEvent.kind == EventKind.BREACHED,
            StoryEvent.story == f"ticket:{clock.ticket_id}",
            StoryEvent.metric == Metric.FIRST_RESPONSE,
        )
        told = select(ThresholdNotice.due_at).where(
            ThresholdNotice.clock_id == clock.id, ThresholdNotice.percent == 100
        )
        found = session.scalars(entered.order_by(StoryEvent.id)).all()
        assert session.scalars(told.order_by(ThresholdNotice.id)).all() == found
    return list(found)


def test_a_waived_breach_counts_for_nobody_while_its_deadline_is_the_one_that_was_missed(desk: Desk) -> None:
    ticket = waived_late(desk)
    desk.until(at(12))
    row = first(desk, ticket)
    assert (row.state, row.breached_at, row.is_waived) == (TimerState.OVERDUE, at(10), True)
    assert breaches(desk, row) == [at(10)]


def test_a_later_deadline_that_is_missed_as_well_is_a_breach_again(desk: Desk) -> None:
    ticket = waived_late(desk)
    desk.opened()
    desk.do(SetPriority(ticket, Priority.LOW, "It can wait"))
    row = first(desk, ticket)
    assert (row.state, row.due, row.is_waived) == (TimerState.ON_TRACK, at(11), True)
    desk.until(at(11, 1))
    row = first(desk, ticket)
    assert (row.state, row.breached_at, row.is_waived) == (TimerState.OVERDUE, at(11), False)
    assert breaches(desk, row) == [at(10), at(11)]
    assert desk.told("clock.threshold")["breach"]
    assert {ReasonCode.BREACH_STANDS, ReasonCode.WAIVED} <= set(desk.world.ask(why, row.id).reasons)
    desk.world.do(WaiveBreach(row.id, "It was down again"), TRAINER)
    assert first(desk, ticket).is_waived
    desk.until(at(12))
    assert breaches(desk, row) == [at(10), at(11)]


def test_an_answer_by_the_new_deadline_leaves_the_waived_breach_alone(desk: Desk) -> None:
    ticket = waived_late(desk)
    desk.opened()
    desk.do(SetPriority(ticket, Priority.LOW, "It can wait"))
    desk.until(at(10, 30))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    desk.until(at(12))
    row = first(desk, ticket)
    assert (row.state, row.breached_at, row.is_waived) == (TimerState.MET, at(10), True)
    assert breaches(desk, row) == [at(10)]


def test_a_shorter_target_that_has_passed_by_then_is_a_deadline_of_its_own(desk: Desk) -> None:
    ticket = waived_late(desk)
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell on his foot"))
    desk.until(at(10, 6))
    row = first(desk, ticket)
    assert (row.breached_at, row.is_waived) == (at(9, 30), False)
    assert breaches(desk, row) == [at(10), at(9, 30)]


def test_merging_that_moves_the_start_makes_another_deadline(desk: Desk) -> None:
    ticket = waived_late(desk)
    desk.opened()
    twin = desk.ticket(subject="The same", first_contact_at=at(9) - timedelta(days=4))
    desk.do(MergeTicket(twin, ticket, "One matter"))
    desk.until(at(10, 6))
    row = first(desk, ticket)
    assert row.breached_at is not None
    assert row.breached_at < at(9)
    assert not row.is_waived
    assert len(breaches(desk, row)) == 2


def test_what_is_waived_already_is_not_waived_twice(desk: Desk) -> None:
    ticket = waived_late(desk)
    with pytest.raises(Refused, match=r"clock\.waived_already"):
        desk.world.do(WaiveBreach(first(desk, ticket).id, "The line was down"), TRAINER)


def test_one_waiver_answers_all_that_was_missed_by_then(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(10, 5))
    desk.opened()
    desk.do(SetPriority(ticket, Priority.LOW, "It can wait"))
    desk.until(at(11, 5))
    desk.world.do(WaiveBreach(first(desk, ticket).id, "The line was down all morning"), TRAINER)
    desk.until(at(12))
    assert first(desk, ticket).is_waived
    assert breaches(desk, first(desk, ticket)) == [at(10)]


def test_lists_and_figures_see_a_waived_breach_as_the_clock_does(desk: Desk) -> None:
    ticket = waived_late(desk)

    def seen() -> tuple[object, ...]:
        desk.opened()
        (row,) = (row for row in desk.world.ask(queue) if row.id == ticket)
        late = next(each for each in desk.world.ask(running) if each.metric is Metric.FIRST_RESPONSE)
        kept = [each for each in desk.world.ask(attainment).rows if each.metric is Metric.FIRST_RESPONSE]
        mine = [each for each in desk.world.ask(by_standard).rows if each.metric is Metric.FIRST_RESPONSE]
        ended = [(each.missed, each.waived) for each in kept]
        assert [(each.missed, each.waived) for each in mine] == ended
        return row.due_at, (late.overdue, late.soon, late.in_time, late.paused), ended

    assert seen() == (at(10), (1, 0, 0, 0), [(0, 1)])
    desk.do(SetPriority(ticket, Priority.LOW, "It can wait"))
    assert seen() == (at(11), (0, 0, 1, 0), [])  # nothing fell due up to now
    desk.until(at(11, 1))
    assert seen() == (at(11), (1, 0, 0, 0), [(1, 0)])


def missed(at: str) -> ClockEvent:
    return event(EventKind.BREACHED, at, metric=Metric.RESOLUTION, entered_at=on(at) + timedelta(seconds=1))


def waiver(at: str, of: str | None, reason: str = "The line was down") -> ClockEvent:
    return event(EventKind.WAIVED, at, metric=Metric.RESOLUTION, reason=reason, due_at=None if of is None else on(of))


def longer(at: str) -> ClockEvent:
    return event(EventKind.RULE_SWAPPED, at, metric=Metric.RESOLUTION, rule=replace(SOLVE, length=960))


def test_one_that_says_of_no_breach_answers_what_had_happened_by_then() -> None:
    """So it was entered before a waiver named its breach."""
    story = [opened(), missed("1 16:00"), waiver("2 09:00", None), longer("2 09:00")]
    assert read(SOLVE, story, "2 10:00").is_waived
    late = read(SOLVE, story, "2 16:30")
    assert (late.standing, late.breached_at, late.is_waived) == ((on("2 16:00"),), on("2 16:00"), False)


def test_the_waiver_of_one_breach_leaves_the_others_standing() -> None:
    story = [opened(), missed("1 16:00"), longer("2 09:00"), missed("2 16:00")]
    assert read(SOLVE, [*story, waiver("3 08:00", "1 16:00")], "3 09:00").standing == (on("2 16:00"),)
    assert read(SOLVE, [*story, waiver("3 08:00", "2 16:00")], "3 09:00").standing == (on("1 16:00"),)
    both = read(SOLVE, [*story, waiver("3 08:00", "1 16:00"), waiver("3 08:01", "2 16:00", "Again")], "3 09:00")
    assert (both.standing, both.waiver, both.is_waived) == ((), "Again", True)


def test_a_limit_whose_breach_stands_is_told_once_whatever_it_becomes(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(10, 5))
    desk.opened()
    desk.do(SetPriority(ticket, Priority.LOW, "It can wait"))
    desk.until(at(13))
    row = first(desk, ticket)
    assert (row.breached_at, breaches(desk, row)) == (at(10), [at(10)])


def begun(at: str, entered_at: str, **more: object) -> ClockEvent:
    """When the customer first told us, as it was entered by then."""
    return event(EventKind.OPENED, at, entered_at=on(entered_at), **more)


WAIVED_LATE = [opened("1 09:00"), missed("2 09:00"), waiver("2 10:00", "2 09:00")]


def test_a_true_start_that_is_entered_later_makes_the_same_breach_earlier_and_leaves_it_waived() -> None:
    earlier = read(SOLVE, [*WAIVED_LATE, begun("1 08:15", "2 10:05")], "2 11:00")
    assert (earlier.due, earlier.is_waived, earlier.breach_is_new) == (on("2 08:15"), True, False)
    assert (earlier.breached_at, earlier.standing) == (on("2 09:00"), ())


def test_a_later_start_another_target_and_what_another_ticket_waited_are_other_breaches() -> None:
    later = read(SOLVE, [*WAIVED_LATE, begun("1 09:45", "2 10:05")], "2 11:00")
    assert (later.standing, later.breach_is_new) == ((on("2 09:45"),), True)
    shorter = event(EventKind.RULE_SWAPPED, "2 10:00", metric=Metric.RESOLUTION, rule=replace(SOLVE, length=240))
    assert read(SOLVE, [*WAIVED_LATE, shorter], "2 11:00").standing == (on("1 13:00"),)
    taken_over = begun("1 08:15", "2 10:05", metric=Metric.RESOLUTION)
    assert read(SOLVE, [*WAIVED_LATE, taken_over], "2 11:00").standing == (on("2 08:15"),)


def test_at_the_desk_a_corrected_first_contact_enters_no_second_breach_of_one_that_is_waived(desk: Desk) -> None:
    ticket = waived_late(desk)
    desk.opened()
    desk.do(CorrectFirstContact(ticket, at(9) - timedelta(hours=16), "It was in the book"))
    desk.until(at(11))
    row = first(desk, ticket)
    assert (row.state, row.due, row.breached_at, row.is_waived) == (TimerState.OVERDUE, at(9, 30), at(10), True)
    assert breaches(desk, row) == [at(10)]
    (kept,) = (each for each in desk.world.ask(attainment).rows if each.metric is Metric.FIRST_RESPONSE)
    assert (kept.missed, kept.waived) == (0, 1)
