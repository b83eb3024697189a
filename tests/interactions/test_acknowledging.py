# SPDX-License-Identifier: MIT
"""A message that only says that it has come in: it acknowledges, is seen, and leaves everything else to be answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.casework.lists import queue
from crmtrainer.casework.timeline_items import What
from crmtrainer.figures.by_standard import by_standard
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel, Direction
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import ChangeStandard, WaiveBreach
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import CloseTicket, MergeTicket, SetStatus
from crmtrainer.tickets.rules import CloseReason, NextStep, Status
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER

RUNS, MET = (TimerState.ON_TRACK, TimerState.DUE_SOON), TimerState.MET


def _standard(metric: Metric, minutes: int) -> StandardDefinition:
    return StandardDefinition(ClockRule(id=metric, metric=metric, unit=Unit.BUSINESS_MINUTES, length=minutes), DESK)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = a_desk(tmp_path)
    for metric, minutes in ((Metric.ACKNOWLEDGEMENT, 30), (Metric.NEXT_RESPONSE, 60), (Metric.PROGRESS_UPDATE, 240)):
        found.world.do(ChangeStandard(_standard(metric, minutes), "To tell them apart"), TRAINER)
    return found


def acknowledge(desk: Desk, ticket: TicketId | None) -> dict[str, object]:
    words = "Your message has come in. We answer by noon tomorrow."
    return desk.do(SendMessage(SAHOTA, Channel.EMAIL, words, ticket, only_acknowledges=True))


def reply(desk: Desk, ticket: TicketId) -> dict[str, object]:
    return desk.do(SendMessage(SAHOTA, Channel.EMAIL, "The legs go out today.", ticket))


def test_it_meets_the_acknowledgement_and_no_other_clock(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 5))
    assert acknowledge(desk, ticket)["only_acknowledges"] is True
    clock = desk.clock(ticket, "acknowledgement")
    assert (clock.state, clock.satisfied_at) == (MET, at(9, 5))
    assert all(desk.clock(ticket, metric).state in RUNS for metric in ("first_response", "resolution"))
    assert next(c for c in desk.clocks(ticket) if c.metric == "progress_update" and c.subject).anchor == at(9)
    desk.until(at(9, 10))
    assert reply(desk, ticket)["only_acknowledges"] is False
    assert desk.clock(ticket, "first_response").satisfied_at == at(9, 10)
    assert desk.clock(ticket, "acknowledgement").satisfied_at == at(9, 5)


def test_what_to_do_next_is_still_to_tell_the_customer(desk: Desk) -> None:
    ticket = desk.ticket()
    assert desk.record(ticket).next_step is NextStep.TELL_CUSTOMER
    acknowledge(desk, ticket)
    assert desk.record(ticket).next_step is NextStep.TELL_CUSTOMER
    reply(desk, ticket)
    assert desk.record(ticket).next_step is NextStep.HAND_OFF


def test_any_other_message_acknowledges_too(desk: Desk) -> None:
    ticket = desk.ticket()
    reply(desk, ticket)
    assert {desk.clock(ticket, metric).state for metric in ("acknowledgement", "first_response")} == {MET}


def test_their_message_stays_unanswered_on_the_ticket_and_in_the_queue(desk: Desk) -> None:
    ticket = desk.ticket()
    reply(desk, ticket)
    desk.until(at(9, 20))
    desk.writes(ticket)
    desk.until(at(9, 30))
    acknowledge(desk, ticket)
    turn = next(clock for clock in desk.clocks(ticket) if clock.metric == "next_response" and clock.subject)
    assert (turn.state in RUNS, turn.anchor) == (True, at(9, 20))
    assert desk.record(ticket).customer_waits
    assert [row.unread for row in desk.world.ask(queue)] == [True]
    reply(desk, ticket)
    assert not desk.record(ticket).customer_waits
    assert [row.unread for row in desk.world.ask(queue)] == [False]


@pytest.mark.parametrize("acknowledges", [True, False])
def test_it_is_the_message_that_a_wait_for_the_customer_is_told_by(desk: Desk, acknowledges: bool) -> None:
    ticket = desk.ticket()
    desk.writes(ticket)
    if acknowledges:
        acknowledge(desk, ticket)
    facts = desk.do(SetStatus(ticket, Status.WAITING, "For the photo"))
    assert facts["visible_message_since"] is acknowledges
    assert facts["told_the_latest"] is False


def test_it_tells_nobody_how_it_ended(desk: Desk) -> None:
    ticket = desk.ticket()
    acknowledge(desk, ticket)
    desk.writes(ticket)
    acknowledge(desk, ticket)
    desk.do(SetStatus(ticket, Status.RESOLVED, "The legs are there"))
    facts = desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "The legs are there"))
    assert (facts["customer_told"], facts["told_how"]) == (False, "")


def test_one_that_comes_late_leaves_the_breach_and_waiving_counts_it_for_nobody(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 40))
    acknowledge(desk, ticket)
    clock = desk.clock(ticket, "acknowledgement")
    assert (clock.state, clock.breached_at) == (TimerState.MISSED, at(9, 30))
    desk.world.do(WaiveBreach(clock.id, "The line was down"), TRAINER)
    assert desk.clock(ticket, "acknowledgement").is_waived


def test_with_no_ticket_it_moves_no_clock(desk: Desk) -> None:
    ticket = desk.ticket()
    before = desk.clocks(ticket)
    acknowledge(desk, None)
    assert desk.clocks(ticket) == before


def test_the_timeline_tells_it_apart(desk: Desk) -> None:
    ticket = desk.ticket()
    acknowledge(desk, ticket)
    reply(desk, ticket)
    sent = [item for item in desk.timeline(ticket) if item.what is What.MESSAGE_OUT]
    assert [item.only_acknowledges for item in sent] == [False, True]


def test_a_standard_that_judged_it_is_told_in_the_figures(desk: Desk) -> None:
    swapped = desk.ticket()
    acknowledge(desk, swapped)
    longer = _standard(Metric.ACKNOWLEDGEMENT, 45)
    desk.world.do(ChangeStandard(replace(longer, rule=replace(longer.rule, id="other")), "Calmer", first=True), TRAINER)
    acknowledge(desk, desk.ticket())
    desk.until(at(10))
    rows = {row.standard: row.met for row in desk.world.ask(by_standard).rows if row.metric is Metric.ACKNOWLEDGEMENT}
    assert rows == {"acknowledgement": 1, "other": 1}


class TestMerging:
    EARLIER = at(9) - timedelta(hours=17)  # Monday at four

    def test_a_customer_who_was_acknowledged_there_waits_here_for_the_reply_alone(self, desk: Desk) -> None:
        gone, kept = desk.ticket(first_contact_at=self.EARLIER), desk.ticket()
        acknowledge(desk, gone)
        facts = desk.do(MergeTicket(gone, kept, "Both are about the legs"))
        assert facts["unanswered_since"] == self.EARLIER
        assert desk.clock(kept, "first_response").anchor == self.EARLIER
        assert desk.clock(kept, "acknowledgement").anchor == at(9)

    def test_one_who_was_not_waits_for_both_since_then(self, desk: Desk) -> None:
        gone, kept = desk.ticket(first_contact_at=self.EARLIER), desk.ticket()
        desk.do(MergeTicket(gone, kept, "Both are about the legs"))
        assert {desk.clock(kept, m).anchor for m in ("first_response", "acknowledgement")} == {self.EARLIER}

    def test_an_acknowledgement_that_was_given_here_stays_as_it_was_judged(self, desk: Desk) -> None:
        gone, kept = desk.ticket(first_contact_at=self.EARLIER), desk.ticket()
        acknowledge(desk, kept)
        desk.do(MergeTicket(gone, kept, "Both are about the legs"))
        clock = desk.clock(kept, "acknowledgement")
        assert (clock.state, clock.anchor) == (MET, at(9))
        assert desk.clock(kept, "first_response").anchor == self.EARLIER


def test_a_message_from_before_there_was_such_a_thing_is_a_reply() -> None:
    body = {"customer_id": 1, "channel": "email", "words": "We are on it."}
    found = from_plain(SendMessage, body)
    assert found == SendMessage(SAHOTA, Channel.EMAIL, "We are on it.")
    assert not found.only_acknowledges


def test_what_it_did_is_what_its_record_says(desk: Desk) -> None:
    ticket = desk.ticket()
    acknowledge(desk, ticket)
    assert desk.timeline(ticket)[0].direction == Direction.OUT
    desk.world.world.close()
    assert not verify(desk.world.path).findings
