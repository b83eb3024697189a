# SPDX-License-Identifier: MIT
"""Handoffs in a real world: the team looks within its hours, bounces what is lacking, asks back, and finishes."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.agenda.queries import practice
from crmtrainer.handoffs.commands import (
    AnswerTeam,
    AskBack,
    ChaseTeam,
    CompleteHandoff,
    HandoffItemGiven,
    ReportProgress,
    SendHandoff,
    ThankTeam,
    WithdrawHandoff,
)
from crmtrainer.handoffs.queries import HandoffRow, of_ticket, running
from crmtrainer.handoffs.rules import HandoffState, Said
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason, Status
from tests.casework.a_desk import HARMLESS, OKAFOR, SAHOTA, Desk, a_desk, at
from tests.support import TRAINER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def ticket(desk: Desk) -> TicketId:
    return desk.ticket()


@pytest.fixture
def photo(desk: Desk, ticket: TicketId) -> int:
    return desk.writes(ticket, file="plate.jpg")


def seen(desk: Desk, ticket: TicketId) -> HandoffRow:
    """The newest handoff."""
    desk.opened()
    return desk.world.ask(of_ticket, ticket)[0]


def said(row: HandoffRow) -> list[Said]:
    return [message.said for message in row.messages]


def test_a_whole_handoff_is_accepted_within_the_review_and_finished_within_the_work(
    desk: Desk, ticket: TicketId, photo: int
) -> None:
    desk.hand_over(ticket, photo=photo)
    desk.until(at(9, 19))
    assert seen(desk, ticket).state is HandoffState.SENT
    desk.until(at(9, 20))
    row = seen(desk, ticket)
    assert (row.state, row.accepted_at, row.target_at) == (HandoffState.ACCEPTED, at(9, 20), at(13))
    desk.until(at(10, 50))
    row = seen(desk, ticket)
    assert (row.state, row.ended_at) == (HandoffState.DONE, at(10, 50))
    assert said(row) == [Said.SENT, Said.ACCEPTED, Said.DONE]
    assert [(m.ours, m.author) for m in row.messages] == [(True, "L-1"), (False, "Dev Marsh"), (False, "Dev Marsh")]
    for metric in ("handoff_accept", "handoff_complete"):
        assert desk.clock(ticket, metric, f"handoff:{row.id}").state is TimerState.MET


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"photo": None}, ["photo:no_attachment"]),
        ({"need_by": None}, ["need_by:no_moment"]),
        ({"items": ()}, ["part_code:missing", "photo:no_attachment"]),
        ({"code": "see notes"}, ["part_code:missing"]),
        ({"code": "the oak ones"}, ["part_code:pattern"]),
    ],
)
def test_a_poor_handoff_bounces_and_says_what_it_lacks(
    desk: Desk, ticket: TicketId, photo: int, change: dict[str, Any], missing: list[str]
) -> None:
    if "code" in change:
        code = HandoffItemGiven("part_code", change["code"])
        change = {"items": (code, HandoffItemGiven("photo", "", photo))}
    desk.hand_over(ticket, **{"photo": None if "items" in change else photo, **change})
    desk.until(at(9, 20))
    row = seen(desk, ticket)
    assert (row.state, row.target_at) == (HandoffState.BOUNCED, None)
    facts = desk.told("handoff.review")
    assert (facts["decision"], facts["missing_how"]) == ("bounced", missing)
    assert desk.world.ask(practice).events == 0
    assert desk.clock(ticket, "handoff_accept", f"handoff:{row.id}").state is TimerState.MET


def test_a_bounced_handoff_is_corrected_by_one_that_takes_its_place(desk: Desk, ticket: TicketId, photo: int) -> None:
    poor = desk.hand_over(ticket)
    desk.until(at(9, 30))
    better = desk.hand_over(ticket, photo=photo, replaces_id=poor)
    desk.until(at(9, 50))
    desk.opened()
    newest, oldest = desk.world.ask(of_ticket, ticket)
    assert (newest.id, newest.state, newest.replaces_id) == (better, HandoffState.ACCEPTED, poor)
    assert (oldest.state, oldest.replaced_by_id) == (HandoffState.BOUNCED, better)
    with pytest.raises(Refused, match=r"handoff\.replaced_already|handoff\.already_running"):
        desk.hand_over(ticket, photo=photo, replaces_id=poor)


def test_working_time_is_the_teams_own(desk: Desk, ticket: TicketId, photo: int) -> None:
    desk.until(at(17, 20))
    desk.hand_over(ticket, photo=photo, need_by=at(17) + timedelta(days=1))
    desk.until(at(9, 9) + timedelta(days=1))
    assert seen(desk, ticket).state is HandoffState.SENT
    desk.until(at(9, 10) + timedelta(days=1))
    assert seen(desk, ticket).state is HandoffState.ACCEPTED
    assert seen(desk, ticket).target_at == at(12, 50) + timedelta(days=1)


@pytest.mark.parametrize(
    ("need_by", "too_early", "inside_target"),
    [
        (at(10), True, True),
        (at(10, 49), True, True),
        (at(10, 50), False, True),
        (at(13), False, False),
        (None, False, False),
    ],
)
def test_sending_tells_whether_the_time_is_enough(
    desk: Desk, ticket: TicketId, photo: int, need_by: datetime | None, too_early: bool, inside_target: bool
) -> None:
    items = tuple(HandoffItemGiven(name, value) for name, value in HARMLESS.items())
    facts = desk.do(
        SendHandoff(ticket, "warehouse", "Pick legs", need_by, (*items, HandoffItemGiven("photo", "", photo)))
    )
    assert (facts["need_by_too_early"], facts["need_by_inside_target"]) == (too_early, inside_target)
    assert (facts["fields"], facts["files"]) == (["part_code", "quantity"], 1)
    assert desk.record(ticket).status is Status.IN_PROGRESS


def test_while_the_team_waits_for_us_its_limit_stands_still_and_it_goes_on_where_it_stopped(
    desk: Desk, ticket: TicketId, photo: int
) -> None:
    handoff = desk.hand_over(ticket, photo=photo)
    desk.until(at(9, 50))
    desk.happens(AskBack(handoff, "Is it the four-hole or the six-hole plate?"))
    row = seen(desk, ticket)
    clock = desk.clock(ticket, "handoff_complete", f"handoff:{handoff}")
    assert (row.state, clock.state, clock.left_seconds) == (HandoffState.ASKED, TimerState.PAUSED, 190 * 60)
    assert row.answer_by == at(13, 50)  # the ticket is due at five, and 190 minutes of theirs are left
    desk.until(at(11))
    facts = desk.do(AnswerTeam(handoff, "Six-hole", (HandoffItemGiven("plate", "six-hole"),)))
    assert (facts["waited_minutes"], facts["target_at"], facts["target_inside_resolution"]) == (70, at(14, 10), True)
    assert facts["fields"] == ["plate"]
    row = seen(desk, ticket)
    assert (row.state, row.target_at, row.answer_by) == (HandoffState.ACCEPTED, at(14, 10), None)
    desk.until(at(11, 59))
    assert seen(desk, ticket).state is HandoffState.ACCEPTED
    desk.until(at(12))
    assert seen(desk, ticket).state is HandoffState.DONE


def test_an_answer_that_comes_too_late_to_finish_in_time_has_no_last_moment(
    desk: Desk, ticket: TicketId, photo: int
) -> None:
    handoff = desk.hand_over(ticket, photo=photo)
    desk.until(at(9, 50))
    desk.happens(AskBack(handoff, "Which plate?"))
    desk.until(at(13, 50))
    assert seen(desk, ticket).answer_by == at(13, 50)
    desk.until(at(13, 51))
    assert seen(desk, ticket).answer_by is None
    assert desk.do(AnswerTeam(handoff, "Six-hole"))["target_inside_resolution"] is False


def test_a_chase_is_answered_and_a_scripted_answer_comes_instead(desk: Desk, ticket: TicketId, photo: int) -> None:
    handoff = desk.hand_over(ticket, photo=photo)
    desk.until(at(10))
    facts = desk.do(ChaseTeam(handoff, "How is it going?"))
    assert (facts["before_due"], facts["minutes_before_due"]) == (True, 180)
    desk.until(at(10, 10))
    assert seen(desk, ticket).messages[-1].words == "We are at it, and on time."
    desk.do(ChaseTeam(handoff, "And now?"))
    desk.happens(ReportProgress(handoff, "Two picked, two to go"))
    desk.until(at(10, 30))
    assert said(seen(desk, ticket))[-2:] == [Said.CHASED, Said.REPORTED]
    assert seen(desk, ticket).messages[-1].words == "Two picked, two to go"


def test_thanking_closes_the_work_and_tells_whether_the_customer_knows(
    desk: Desk, ticket: TicketId, photo: int
) -> None:
    handoff = desk.hand_over(ticket, photo=photo)
    with pytest.raises(Refused, match=r"handoff\.not_done"):
        desk.do(ThankTeam(handoff, "Thank you"))
    desk.until(at(11))
    desk.do(SendMessage(SAHOTA, Channel.TEXT, "Picked.", ticket))
    assert desk.do(ThankTeam(handoff, "Thank you, Dev"))["customer_told"] is True
    assert seen(desk, ticket).state is HandoffState.CLOSED
    assert desk.world.ask(running) == ()


def test_work_taken_back_is_not_done_after_all(desk: Desk, ticket: TicketId, photo: int) -> None:
    handoff = desk.hand_over(ticket, photo=photo)
    desk.until(at(9, 30))
    assert [row.ref for row in desk.world.ask(running)] == ["H-0001"]
    with pytest.raises(Refused, match=r"handoff\.no_reason"):
        desk.do(WithdrawHandoff(handoff, ""))
    assert desk.do(WithdrawHandoff(handoff, "He keeps the table"))["was"] == "accepted"
    desk.until(at(12))
    assert seen(desk, ticket).state is HandoffState.WITHDRAWN
    assert desk.world.ask(practice).events == 0
    theirs = {c.metric: c.state for c in desk.world.ask(clocks_of, ticket) if c.subject == f"handoff:{handoff}"}
    assert theirs == {"handoff_accept": TimerState.MET}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"summary": " "}, "handoff.no_summary"),
        ({"team": "nobody"}, "handoff.no_such_team"),
        ({"items": (HandoffItemGiven("a", "1"), HandoffItemGiven("a", "2"))}, "handoff.field_twice"),
        ({"items": (HandoffItemGiven("", "1"),)}, "handoff.field_without_name"),
        ({"items": (HandoffItemGiven("photo", "", 99),)}, "not_found"),
        ({"replaces_id": HandoffId(99)}, "not_found"),
        ({"ticket_id": TicketId(99)}, "not_found"),
    ],
)
def test_a_handoff_that_makes_no_sense_is_refused(
    desk: Desk, ticket: TicketId, change: dict[str, Any], code: str
) -> None:
    fields: dict[str, Any] = {"ticket_id": ticket, "team": "warehouse", "summary": "Pick legs", **change}
    with pytest.raises(Refused) as refusal:
        desk.do(SendHandoff(**fields))
    assert refusal.value.code == code
    assert desk.record(ticket).handoffs == ()


def test_a_file_of_another_customer_does_not_travel(desk: Desk, photo: int) -> None:
    hers = desk.ticket(customer=OKAFOR)
    with pytest.raises(Refused, match=r"handoff\.file_of_another"):
        desk.hand_over(hers, photo=photo)


def test_one_team_has_a_ticket_once_and_a_closed_ticket_not_at_all(desk: Desk, ticket: TicketId, photo: int) -> None:
    desk.hand_over(ticket, photo=photo)
    with pytest.raises(Refused, match=r"handoff\.already_running"):
        desk.hand_over(ticket, photo=photo)
    other = desk.ticket()
    desk.do(CloseTicket(other, CloseReason.DUPLICATE))
    with pytest.raises(Refused, match=r"ticket\.closed"):
        desk.hand_over(other, photo=photo)


def test_only_what_was_bounced_or_taken_back_is_sent_again(desk: Desk, ticket: TicketId, photo: int) -> None:
    done = desk.hand_over(ticket, photo=photo)
    desk.until(at(11))
    with pytest.raises(Refused, match=r"handoff\.not_to_be_replaced"):
        desk.hand_over(ticket, photo=photo, replaces_id=done)
    with pytest.raises(Refused, match=r"handoff\.of_another_ticket"):
        desk.hand_over(desk.ticket(), photo=photo, replaces_id=done)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (lambda h: AnswerTeam(h, "Six-hole"), "handoff.nothing_asked"),
        (lambda h: AnswerTeam(h, " "), "handoff.no_words"),
        (lambda h: ChaseTeam(h, ""), "handoff.no_words"),
        (lambda h: ThankTeam(h, ""), "handoff.no_words"),
        (lambda h: CompleteHandoff(h), "role.not_allowed"),
        (lambda h: AskBack(h, "Which?"), "role.not_allowed"),
    ],
)
def test_out_of_turn_is_refused(desk: Desk, ticket: TicketId, photo: int, command: Any, code: str) -> None:
    handoff = desk.hand_over(ticket, photo=photo)
    with pytest.raises(Refused) as refusal:
        desk.do(command(handoff))
    assert refusal.value.code == code


def test_handoffs_are_shown_to_whoever_opened_the_record(desk: Desk, ticket: TicketId) -> None:
    assert desk.world.ask(of_ticket, ticket) == ()
    with pytest.raises(Refused, match=r"record\.not_opened"):
        desk.world.ask_as(TRAINER, of_ticket, ticket)


def test_a_planned_review_survives_closing_the_program(desk: Desk, ticket: TicketId, photo: int) -> None:
    desk.hand_over(ticket, photo=photo)
    desk.world.reopen()
    desk.until(at(10, 50))
    assert seen(desk, ticket).state is HandoffState.DONE
