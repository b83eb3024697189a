# SPDX-License-Identifier: MIT
"""Limits that the law sets, on a ticket of a real world: begun, corrected, paused, extended, met, missed, dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit, DropLimit, ExtendLimit, MeetLimit, PauseLimit, ResumeLimit
from crmtrainer.limits.queries import TicketLimitRow, book, limits_of
from crmtrainer.service_levels.commands import ChangeCalendar, RebaseCalendar, WaiveBreach
from crmtrainer.service_levels.definitions import CalendarDefinition
from crmtrainer.service_levels.keeping import add_calendar
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.commands import CloseTicket, SetStatus
from crmtrainer.tickets.rules import CloseReason, Status
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at, people_and_things
from tests.support import TRAINER, fresh_world

SAR = "CLK-SAR"
CLARIFY = PauseState.WAITING_CLARIFICATION


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def only(desk: Desk, ticket: TicketId) -> TicketLimitRow:
    (row,) = desk.world.ask(limits_of, ticket)
    return row


def due_on(row: TicketLimitRow) -> date | None:
    return None if row.due is None else row.due.date()


def test_a_request_runs_for_a_month_and_is_met_in_time(desk: Desk) -> None:
    ticket = desk.ticket()
    told = desk.do(BeginLimit(ticket, SAR, at(9), "He asks for everything we hold"))
    row = only(desk, ticket)
    assert told["due"] == row.due
    assert due_on(row) == date(2026, 4, 7)  # the 3rd is Good Friday, the 6th Easter Monday
    assert (row.state, row.limit.title) == (TimerState.ON_TRACK, "Answer a request for somebody’s own data")
    assert desk.do(MeetLimit(ticket, SAR, "Sent as an encrypted file"))["is_late"] is False
    assert only(desk, ticket).state is TimerState.MET


def test_a_desk_that_opens_on_saturdays_does_not_make_saturday_a_working_day_of_the_law(tmp_path: Path) -> None:
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), (("08:00", "20:00"),))

    def with_saturdays(work: UnitOfWork) -> None:
        people_and_things(work)
        add_calendar(work, "desk", CalendarDefinition(hours=week, region="GB-SCT"))

    desk = Desk(fresh_world(tmp_path, populate=with_saturdays))
    desk.opened()
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    assert due_on(only(desk, ticket)) == date(2026, 4, 6)  # Good Friday is a holiday in Scotland, Easter Monday is none
    desk.do(BeginLimit(ticket, "CLK-FCA-SUMMARY", at(9)))
    summary = desk.world.ask(limits_of, ticket)[1]
    assert summary.due == datetime(2026, 3, 6, 20, tzinfo=UTC)  # close of business is when the desk closes


def test_it_stands_for_clarification_and_for_nothing_else(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    with pytest.raises(Refused, match="not_paused_by_that"):
        desk.do(PauseLimit(ticket, SAR, PauseState.WAITING_CUSTOMER))
    desk.do(PauseLimit(ticket, SAR, CLARIFY, "Which account?"))
    with pytest.raises(Refused, match="stands_already"):
        desk.do(PauseLimit(ticket, SAR, CLARIFY))
    assert (only(desk, ticket).state, only(desk, ticket).paused_for) == (TimerState.PAUSED, "waiting_clarification")
    desk.until(datetime(2026, 3, 13, 12, tzinfo=UTC))
    desk.opened()
    desk.do(ResumeLimit(ticket, SAR, "Both"))
    assert due_on(only(desk, ticket)) == date(2026, 4, 13)  # 4 to 13 March are ten days that would have counted
    with pytest.raises(Refused, match="does_not_stand"):
        desk.do(ResumeLimit(ticket, SAR))


@pytest.mark.parametrize(
    "end",
    [lambda t: SetStatus(t, Status.RESOLVED, "Sent"), lambda t: CloseTicket(t, CloseReason.RESOLVED, "Sent")],
)
def test_resolving_or_closing_the_ticket_does_not_bring_what_the_limit_waits_for(
    desk: Desk, end: Callable[[TicketId], Command]
) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    desk.do(PauseLimit(ticket, SAR, CLARIFY, "Which account?"))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "Which account do you mean?", ticket))
    desk.do(end(ticket))
    assert (only(desk, ticket).state, only(desk, ticket).paused_for) == (TimerState.PAUSED, "waiting_clarification")
    desk.do(ResumeLimit(ticket, SAR, "Both"))
    assert only(desk, ticket).state is TimerState.ON_TRACK


def test_what_stands_on_its_last_day_is_not_overdue_when_it_goes_on(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    desk.until(datetime(2026, 4, 7, 9, tzinfo=UTC))  # the day to which Easter moved it
    desk.opened()
    desk.do(PauseLimit(ticket, SAR, CLARIFY, "Which account?"))
    desk.until(datetime(2026, 4, 9, 10, tzinfo=UTC))
    desk.opened()
    desk.do(ResumeLimit(ticket, SAR, "Both"))
    row = only(desk, ticket)
    assert (row.state, due_on(row)) == (TimerState.DUE_SOON, date(2026, 4, 10))


def test_it_is_extended_once_with_a_reason_and_counts_from_the_start(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    with pytest.raises(Refused, match="no_words"):
        desk.do(ExtendLimit(ticket, SAR, " "))
    assert desk.do(ExtendLimit(ticket, SAR, "Nine years of calls", person_told=True))["in_time"]
    assert due_on(only(desk, ticket)) == date(2026, 6, 3)
    assert only(desk, ticket).is_extended
    with pytest.raises(Refused, match="not_extended"):
        desk.do(ExtendLimit(ticket, SAR, "Once more"))


def test_a_wrong_start_is_corrected_and_what_was_due_stays_in_the_journal(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    told = desk.do(BeginLimit(ticket, SAR, datetime(2026, 2, 27, 16, tzinfo=UTC), "It came on Friday"))
    assert told["corrected"] == at(9)
    row = only(desk, ticket)
    assert (row.started_at, due_on(row)) == (datetime(2026, 2, 27, 16, tzinfo=UTC), date(2026, 3, 27))


def test_a_month_without_an_answer_is_a_breach_that_meeting_it_late_does_not_remove(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, "CLK-BREACH-ICO", at(9)))
    desk.until(datetime(2026, 3, 6, 9, 1, tzinfo=UTC))
    desk.opened()
    assert only(desk, ticket).state is TimerState.OVERDUE
    assert desk.told("clock.threshold")["breach"]
    assert desk.do(MeetLimit(ticket, "CLK-BREACH-ICO", "Told, with the reasons for the delay"))["is_late"]
    assert only(desk, ticket).state is TimerState.MISSED
    with pytest.raises(Refused, match="over"):
        desk.do(MeetLimit(ticket, "CLK-BREACH-ICO", "Again"))


def test_one_that_does_not_apply_is_dropped_and_can_be_begun_again_at_once(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    desk.do(DropLimit(ticket, SAR, "He asked for one bill only"))
    assert desk.world.ask(limits_of, ticket) == ()
    with pytest.raises(Refused, match="not_begun"):
        desk.do(MeetLimit(ticket, SAR, "Sent"))
    desk.do(BeginLimit(ticket, SAR, at(9), "It is one after all"))
    assert only(desk, ticket).state is TimerState.ON_TRACK


def test_one_that_passed_stays_missed_when_it_is_dropped(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, "CLK-BREACH-ICO", at(9)))
    assert desk.do(DropLimit(ticket, "CLK-BREACH-ICO", "Nobody saw it"))["stays_missed"] is False
    desk.do(BeginLimit(ticket, "CLK-BREACH-ICO", at(9), "Somebody did"))
    desk.until(datetime(2026, 3, 6, 9, 1, tzinfo=UTC))
    desk.opened()
    told = desk.do(DropLimit(ticket, "CLK-BREACH-ICO", "Nobody saw it"))
    assert (told["was_overdue"], told["stays_missed"]) == (True, True)
    assert only(desk, ticket).state is TimerState.MISSED
    with pytest.raises(Refused, match="over"):
        desk.do(BeginLimit(ticket, "CLK-BREACH-ICO", at(9), "It is one after all"))


def test_one_whose_breach_is_waived_does_not_stay_missed_when_it_is_dropped(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, "CLK-BREACH-ICO", at(9)))
    desk.until(datetime(2026, 3, 6, 9, 1, tzinfo=UTC))
    desk.opened()
    desk.world.do(WaiveBreach(only(desk, ticket).clock_id, "Nobody could see it"), TRAINER)
    told = desk.do(DropLimit(ticket, "CLK-BREACH-ICO", "Nobody saw it"))
    assert told["stays_missed"] is False
    assert desk.clock(ticket, "statutory", "CLK-BREACH-ICO").is_waived


def move_to_scotland(desk: Desk, ticket: TicketId) -> None:
    """The desk moves, a limit begun afterwards makes the calendar of the law there, and what runs is counted by it."""
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:30"),))
    desk.world.do(ChangeCalendar("desk", CalendarDefinition(hours=week, region="GB-SCT"), "We moved"), TRAINER)
    desk.do(BeginLimit(ticket, SAR, desk.world.clock.now()))
    desk.world.do(RebaseCalendar("law", "We moved"), TRAINER)


def test_a_limit_that_runs_keeps_the_words_of_the_version_it_began_by(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, "CLK-CONTRACT-CLAIM", at(9)))
    move_to_scotland(desk, ticket)
    claim, request = desk.world.ask(limits_of, ticket)
    assert (due_on(claim), claim.limit.length, claim.is_extended) == (date(2032, 3, 3), 72, False)
    assert due_on(request) == date(2026, 4, 6)  # Easter Monday is no holiday there


def test_counting_by_another_calendar_leaves_the_other_reading_as_it_is(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(datetime(2026, 7, 1, 12, tzinfo=UTC))
    desk.opened()
    desk.do(BeginLimit(ticket, "CLK-DPCOMPLAINT-ACK", datetime(2026, 7, 1, 9, tzinfo=UTC)))
    move_to_scotland(desk, ticket)
    complaint = desk.world.ask(limits_of, ticket)[0]
    (guidance,) = complaint.readings
    assert guidance.due is not None
    assert (due_on(complaint), guidance.due.date()) == (date(2026, 7, 30), date(2026, 7, 31))


def test_the_day_that_starts_a_limit_is_the_one_on_the_wall(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(datetime(2026, 6, 19, 9, tzinfo=UTC))
    desk.opened()
    # Half past midnight on the first day on which the law is in force; in London it is summer.
    desk.do(BeginLimit(ticket, "CLK-DPCOMPLAINT-ACK", datetime(2026, 6, 18, 23, 30, tzinfo=UTC)))
    assert due_on(only(desk, ticket)) == date(2026, 7, 18)


def test_two_limits_of_one_ticket_do_not_touch_each_other(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, SAR, at(9)))
    desk.do(BeginLimit(ticket, "CLK-CRA-REJECT", at(9)))
    desk.do(PauseLimit(ticket, "CLK-CRA-REJECT", PauseState.WAITING_GOODS))
    desk.do(MeetLimit(ticket, SAR, "Sent"))
    assert [row.state for row in desk.world.ask(limits_of, ticket)] == [TimerState.MET, TimerState.PAUSED]


def test_a_complaint_about_data_shows_both_readings_once_the_duty_is_in_force(desk: Desk) -> None:
    ticket = desk.ticket()
    with pytest.raises(Refused, match="not_yet_law"):
        desk.do(BeginLimit(ticket, "CLK-DPCOMPLAINT-ACK", at(9)))
    desk.until(datetime(2026, 7, 1, 12, tzinfo=UTC))
    desk.opened()
    desk.do(BeginLimit(ticket, "CLK-DPCOMPLAINT-ACK", datetime(2026, 7, 1, 9, tzinfo=UTC)))
    row = only(desk, ticket)
    (guidance,) = row.readings
    assert (due_on(row), guidance.name) == (date(2026, 7, 30), "As ICO guidance counts")
    assert guidance.due is not None
    assert guidance.due.date() == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda t: BeginLimit(t, SAR, at(10)), "limit.starts_later"),
        (lambda t: BeginLimit(t, "CLK-SRA", at(9)), "not_found.near"),
        (lambda t: MeetLimit(t, SAR, "Sent"), "limit.not_begun"),
        (lambda t: DropLimit(t, SAR, "No"), "limit.not_begun"),
        (lambda t: ExtendLimit(t, "CLK-CRA-REFUND", "No"), "limit.not_begun"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(desk: Desk, make: Callable[[TicketId], Command], code: str) -> None:
    ticket = desk.ticket()
    with pytest.raises(Refused) as refused:
        desk.do(make(ticket))
    assert refused.value.code == code
    assert code not in sentence_for(refused.value)


def test_nothing_of_it_escapes_the_journal(desk: Desk) -> None:
    ticket = desk.ticket()
    for act in (
        BeginLimit(ticket, SAR, at(9)),
        PauseLimit(ticket, SAR, CLARIFY, "Which account?"),
        ResumeLimit(ticket, SAR),
        ExtendLimit(ticket, SAR, "Much of it"),
        MeetLimit(ticket, SAR, "Sent"),
    ):
        desk.do(act)
    path = desk.world.world.app.database.path
    desk.world.world.close()
    assert verify(path).result == "intact"


def test_the_book_is_there_to_be_read(desk: Desk) -> None:
    rows = desk.world.ask(book)
    assert len(rows) == 19
    assert {row.status for row in rows} == {"C", "C2"}
