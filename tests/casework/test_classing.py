# SPDX-License-Identifier: MIT
"""Putting right what a ticket is: its clocks from its first contact on, what stays judged, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.casework.classing import try_class
from crmtrainer.casework.queries import ClassChange, What
from crmtrainer.figures.by_standard import by_standard
from crmtrainer.figures.over_time import attainment
from crmtrainer.figures.queries import recount
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import AdjustTiming, ChangeCalendar, ChangeStandard, WaiveBreach
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, CalendarDefinition
from crmtrainer.service_levels.queries import ClockRow, why, worst_clocks
from crmtrainer.service_levels.rules import Metric, PauseState
from crmtrainer.service_levels.swapping import Effect
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.tickets.commands import CloseTicket, Reclassify, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER

REPLY, SOLVE = DEFAULT_STANDARDS
QUICK = replace(REPLY, rule=replace(REPLY.rule, id="quick-reply", length=20), types=("complaint",))
SLOW = replace(REPLY, rule=replace(REPLY.rule, id="slow-reply", length=300), types=("enquiry",))
COMPLAINTS = replace(
    SOLVE, rule=replace(SOLVE.rule, id="complaint-solved", length=240), types=("complaint", "data_complaint")
)
BILLS = replace(REPLY, rule=replace(REPLY.rule, id="bills", length=10), categories=("Billing",))
SEVERE = replace(REPLY, rule=replace(REPLY.rule, id="severe", length=5), severities=("high",))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Replies go by type, category and severity; what is usual is to be solved in time for complaints and incidents."""
    desk = a_desk(tmp_path)
    for standard in (SLOW, QUICK, BILLS, SEVERE):
        desk.world.do(ChangeStandard(standard, "By kind", first=True), TRAINER)
    desk.world.do(ChangeStandard(replace(SOLVE, types=("incident",)), "Not all"), TRAINER)
    desk.world.do(ChangeStandard(COMPLAINTS, "By kind", first=True), TRAINER)
    return desk


def enquiry(desk: Desk, **fields: object) -> TicketId:
    return desk.ticket(type=TicketType.ENQUIRY, **fields)


def to(
    desk: Desk, ticket: TicketId, type: TicketType, category: str = "", severity: Severity = Severity.NORMAL
) -> dict:  # type: ignore[type-arg]  # facts
    return desk.do(Reclassify(ticket, type, category, severity, "She told us more"))


def answer(desk: Desk, ticket: TicketId) -> None:
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))


def clocks(desk: Desk, ticket: TicketId) -> dict[str, ClockRow]:
    return {row.metric: row for row in desk.clocks(ticket)}


def test_a_complaint_that_was_taken_for_an_enquiry_is_counted_from_its_first_contact(desk: Desk) -> None:
    earlier = at(9) - timedelta(hours=17)  # Monday at four
    ticket = enquiry(desk, first_contact_at=earlier)
    assert clocks(desk, ticket).keys() == {"first_response"}
    facts = to(desk, ticket, TicketType.COMPLAINT)
    assert (facts["was_type"], facts["type"]) == ("enquiry", "complaint")
    assert (facts["clocks_moved"], facts["clocks_begun"], facts["clocks_ended"]) == (
        ["first_response"],
        ["resolution"],
        [],
    )
    first, solved = (clocks(desk, ticket)[metric] for metric in ("first_response", "resolution"))
    assert (first.state, first.breached_at) == (TimerState.OVERDUE, earlier + timedelta(minutes=20))
    assert (solved.anchor, solved.due) == (earlier, at(11, 30))


def test_a_first_reply_that_was_given_stays_as_it_was_judged(desk: Desk) -> None:
    ticket = enquiry(desk)
    desk.until(at(9, 40))
    answer(desk, ticket)
    assert to(desk, ticket, TicketType.COMPLAINT)["clocks_moved"] == []
    first = clocks(desk, ticket)["first_response"]
    assert (first.state, first.target_minutes, first.due) == (TimerState.MET, 300, at(14))


def test_a_clock_that_only_the_true_type_has_is_judged_by_what_happened(desk: Desk) -> None:
    ticket = enquiry(desk)
    desk.until(at(9, 40))
    desk.do(SetStatus(ticket, Status.RESOLVED, "Told him"))
    desk.until(at(14))
    to(desk, ticket, TicketType.COMPLAINT)
    solved = clocks(desk, ticket)["resolution"]
    assert (solved.state, solved.satisfied_at) == (TimerState.MET, at(9, 40))


def test_a_clock_that_no_standard_fits_any_more_is_called_off_and_says_why(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 10))
    answer(desk, ticket)
    desk.until(at(9, 30))
    facts = to(desk, ticket, TicketType.ENQUIRY)
    assert facts["clocks_ended"] == ["resolution"]
    solved = clocks(desk, ticket)["resolution"]
    assert (solved.state, solved.called_off_at) == (TimerState.CALLED_OFF, at(9, 30))
    told = desk.world.ask(why, solved.id)
    assert (told.called_off, ReasonCode.CALLED_OFF in told.reasons) == ("She told us more", True)
    assert desk.world.ask(worst_clocks, (ticket,)) == {}
    desk.until(at(17, 30))
    assert not clocks(desk, ticket)["resolution"].breached_at
    assert desk.world.ask(recount) == ()
    assert not [row for row in desk.world.ask(attainment).rows if row.metric is Metric.RESOLUTION]


def test_it_comes_back_with_its_anchor_when_a_standard_fits_again(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 30))
    to(desk, ticket, TicketType.ENQUIRY)
    desk.until(at(10))
    facts = to(desk, ticket, TicketType.COMPLAINT)
    assert facts["clocks_begun"] == ["resolution"]
    solved = clocks(desk, ticket)["resolution"]
    assert (solved.anchor, solved.due, solved.called_off_at) == (at(9), at(13), None)
    assert len(desk.clocks(ticket)) == 2


def test_a_breach_stays_missed_where_no_standard_fits_any_more(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(13, 30))
    to(desk, ticket, TicketType.ENQUIRY)
    solved, first = clocks(desk, ticket)["resolution"], clocks(desk, ticket)["first_response"]
    assert (solved.state, solved.breached_at, solved.over_seconds) == (TimerState.MISSED, at(13), 1800)
    assert (first.state, first.breached_at) == (TimerState.OVERDUE, at(9, 20))
    desk.world.do(WaiveBreach(solved.id, "The wrong type"), TRAINER)
    assert clocks(desk, ticket)["resolution"].is_waived


def test_during_a_pause_what_was_paused_stays_out(desk: Desk) -> None:
    ticket = desk.ticket(type=TicketType.DATA_COMPLAINT)
    answer(desk, ticket)
    desk.until(at(10))
    desk.do(SetStatus(ticket, Status.WAITING, "For his photo"))
    desk.until(at(11))
    longer = replace(SOLVE, rule=replace(SOLVE.rule, id="longer", length=360), types=("enquiry",))
    desk.world.do(ChangeStandard(longer, "By kind", first=True), TRAINER)
    to(desk, ticket, TicketType.ENQUIRY)
    solved = clocks(desk, ticket)["resolution"]
    assert (solved.state, solved.left_seconds) == (TimerState.PAUSED, 300 * 60)
    desk.until(at(12))
    desk.do(SetStatus(ticket, Status.IN_PROGRESS))
    assert clocks(desk, ticket)["resolution"].due == at(17)


def test_what_begins_in_a_pause_stands_as_long_as_its_standard_lets_it(desk: Desk) -> None:
    ticket = enquiry(desk)
    answer(desk, ticket)
    desk.until(at(10))
    desk.do(SetStatus(ticket, Status.WAITING, "For his photo"))
    desk.until(at(12))
    to(desk, ticket, TicketType.COMPLAINT)
    solved = clocks(desk, ticket)["resolution"]
    assert (solved.state, solved.paused_for) == (TimerState.PAUSED, PauseState.WAITING_CUSTOMER.value)
    assert solved.left_seconds == 180 * 60


def test_an_adjusted_timing_is_given_by_the_new_standard_too(desk: Desk) -> None:
    desk.world.do(AdjustTiming(200), TRAINER)
    ticket = enquiry(desk)
    to(desk, ticket, TicketType.COMPLAINT)
    first, solved = clocks(desk, ticket)["first_response"], clocks(desk, ticket)["resolution"]
    assert (first.due, first.stretch, solved.due, solved.stretch) == (at(9, 40), 200, at(17), 200)
    to(desk, ticket, TicketType.ENQUIRY)
    desk.world.do(AdjustTiming(100), TRAINER)
    assert clocks(desk, ticket)["resolution"].state is TimerState.CALLED_OFF
    to(desk, ticket, TicketType.COMPLAINT)
    assert clocks(desk, ticket)["resolution"].due == at(13)


def test_category_and_severity_choose_among_standards_as_well(desk: Desk) -> None:
    ticket = desk.ticket()
    to(desk, ticket, TicketType.COMPLAINT, "  billing ")
    assert (clocks(desk, ticket)["first_response"].due, desk.record(ticket).category) == (at(9, 10), "billing")
    facts = to(desk, ticket, TicketType.COMPLAINT, "billing", Severity.HIGH)
    assert (clocks(desk, ticket)["first_response"].due, facts["was_severity"]) == (at(9, 5), "normal")


def test_a_clock_whose_standard_is_the_same_keeps_the_version_and_hours_it_began_with(desk: Desk) -> None:
    ticket = desk.ticket(type=TicketType.INCIDENT)
    before = clocks(desk, ticket)
    desk.world.do(ChangeStandard(replace(REPLY, rule=replace(REPLY.rule, length=5)), "Quicker"), TRAINER)
    late = CalendarDefinition(hours={"tue": (("11:00", "17:30"),)})
    desk.world.do(ChangeCalendar(DESK, late, "Late on Tuesdays"), TRAINER)
    facts = to(desk, ticket, TicketType.INCIDENT, "legs")
    assert (facts["clocks_moved"], clocks(desk, ticket)) == ([], before)


def test_priority_ends_what_no_standard_fits_in_the_same_way(desk: Desk) -> None:
    ticket = enquiry(desk, priority=Priority.URGENT)
    assert clocks(desk, ticket)["resolution"].due == at(13)
    desk.do(SetPriority(ticket, Priority.LOW, "He can wait"))
    assert clocks(desk, ticket)["resolution"].state is TimerState.CALLED_OFF


def test_a_reply_in_time_stays_so_under_the_hours_of_another_standard(desk: Desk) -> None:
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), (("00:00", "24:00"),))
    desk.world.do(ChangeCalendar("always", CalendarDefinition(hours=week, region=None), "At night too"), TRAINER)
    night = replace(REPLY, rule=replace(REPLY.rule, id="night", length=60), calendar="always", priorities=("urgent",))
    solve = replace(SOLVE, rule=replace(SOLVE.rule, id="night-solved"), calendar="always", priorities=("urgent",))
    for standard in (night, solve):
        desk.world.do(ChangeStandard(standard, "At night too", first=True), TRAINER)
    desk.until(at(17, 20))
    ticket = desk.ticket(type=TicketType.INCIDENT)
    desk.until(at(9, 10) + timedelta(days=1))
    desk.opened()
    answer(desk, ticket)
    desk.do(SetStatus(ticket, Status.RESOLVED, "Done"))
    desk.do(SetPriority(ticket, Priority.URGENT, "He rang"))
    assert {row.metric: row.state for row in desk.clocks(ticket)} == dict.fromkeys(
        ("first_response", "resolution"), TimerState.MET
    )
    desk.do(SetStatus(ticket, Status.IN_PROGRESS, "It came back"))
    assert (clocks(desk, ticket)["resolution"].calendar, clocks(desk, ticket)["first_response"].calendar) == (
        "always",
        "desk",
    )


def test_what_makes_no_sense_is_refused_in_words_and_leaves_all_as_it_was(desk: Desk) -> None:
    ticket, closed = desk.ticket(), desk.ticket()
    desk.do(CloseTicket(closed, CloseReason.DUPLICATE))
    before = (desk.record(ticket), desk.clocks(ticket))
    complaint, other = TicketType.COMPLAINT, TicketType.ENQUIRY
    for command, words in (
        (Reclassify(ticket, complaint, " ", Severity.NORMAL, "x"), "C-1001 has that type, category and severity"),
        (Reclassify(ticket, other, "", Severity.NORMAL, " "), "Say why"),
        (Reclassify(closed, other, "", Severity.NORMAL, "x"), "C-1002 is closed. Reopen it first."),
        (Reclassify(ticket, complaint, "x" * 65, Severity.NORMAL, "x"), "of at most 64 characters"),
    ):
        with pytest.raises(Refused) as caught:
            desk.do(command)
        assert words in sentence_for(caught.value)
    assert (desk.record(ticket), desk.clocks(ticket)) == before


def test_its_history_tells_what_it_was_taken_for_and_a_merging_is_none_of_that(desk: Desk) -> None:
    ticket = enquiry(desk)
    to(desk, ticket, TicketType.COMPLAINT, "billing", Severity.HIGH)
    changes = (
        ClassChange("type", "enquiry", "complaint"),
        ClassChange("category", "", "billing"),
        ClassChange("severity", "normal", "high"),
    )
    newest = desk.timeline(ticket)[0]
    assert (newest.what, newest.body, newest.changes) == (What.TICKET_RECLASSIFIED, "She told us more", changes)
    (step,) = desk.record(ticket).steps
    assert (step.was, step.now, step.reason, step.changes) == (Status.NEW, Status.NEW, "She told us more", changes)


def test_what_it_would_be_is_told_before_it_is_and_then_is_so(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 10))
    answer(desk, ticket)
    tried = desk.world.ask(try_class, ticket, TicketType.ENQUIRY)
    told = {row.metric: (row.effect, row.is_over, row.due, row.would_due) for row in tried.clocks}
    assert told == {
        Metric.FIRST_RESPONSE: (Effect.MOVES, True, at(9, 20), at(9, 20)),
        Metric.RESOLUTION: (Effect.ENDS, False, at(13), None),
    }
    to(desk, ticket, TicketType.ENQUIRY)
    tried = desk.world.ask(try_class, ticket, TicketType.COMPLAINT, Severity.HIGH)
    (solved,) = (row for row in tried.clocks if row.metric is Metric.RESOLUTION)
    assert (solved.effect, solved.due, solved.would_due, solved.would_standard) == (
        Effect.BEGINS,
        None,
        at(13),
        "complaint-solved",
    )
    to(desk, ticket, TicketType.COMPLAINT)
    assert clocks(desk, ticket)["resolution"].due == solved.would_due


def test_it_says_what_would_be_late_at_once(desk: Desk) -> None:
    ticket = enquiry(desk)
    desk.until(at(9, 40))
    (first, _) = desk.world.ask(try_class, ticket, TicketType.COMPLAINT).clocks
    assert (first.effect, first.due, first.would_due, first.would_be_late) == (
        Effect.MOVES,
        at(14),
        at(9, 20),
        True,
    )


def test_the_figures_by_standard_count_each_clock_for_the_one_that_judged_it(desk: Desk) -> None:
    answered, resolved = enquiry(desk), desk.ticket()
    desk.until(at(9, 10))
    answer(desk, answered)
    desk.do(SetStatus(resolved, Status.RESOLVED, "Done"))
    to(desk, answered, TicketType.COMPLAINT)
    to(desk, resolved, TicketType.INCIDENT)
    desk.until(at(9) + timedelta(days=2))
    told = {row.standard: (row.met, row.missed, row.running) for row in desk.world.ask(by_standard).rows}
    assert told["slow-reply"] == (1, 0, 0)
    assert "quick-reply" not in told
    assert told["complaint-solved"] == (1, 1, 0)
    desk.opened()
    desk.do(ReopenTicket(resolved, "It came back"))
    told = {row.standard: (row.met, row.missed, row.running) for row in desk.world.ask(by_standard).rows}
    assert told["resolution"][2] == 1
