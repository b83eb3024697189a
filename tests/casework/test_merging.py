# SPDX-License-Identifier: MIT
"""Two tickets about one matter: one is closed as a duplicate, the other counts from the oldest unanswered message."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer.casework.timeline_items import What
from crmtrainer.interactions.commands import MakePromise, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import CloseTicket, CorrectFirstContact, MergeTicket, ReopenTicket, SetStatus
from crmtrainer.tickets.rules import CloseReason, Status
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import OKAFOR, SAHOTA, Desk, a_desk, at
from tests.support import TRAINER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def told(desk: Desk, ticket: TicketId) -> None:
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))


def merge(desk: Desk, gone: TicketId, kept: TicketId) -> dict[str, object]:
    return desk.do(MergeTicket(gone, kept, "Both are about the legs"))


def test_the_first_reply_counts_from_the_older_contact_and_resolution_stays(desk: Desk) -> None:
    earlier = at(9) - timedelta(hours=17)  # Monday at four
    gone, kept = desk.ticket(first_contact_at=earlier), desk.ticket()
    facts = merge(desk, gone, kept)
    assert (facts["into_ref"], facts["status"]) == ("C-1002", "closed")
    assert desk.clock(kept, "first_response").anchor == earlier
    assert desk.clock(kept, "resolution").anchor == at(9)
    record = desk.record(gone)
    assert (record.status, record.close_reason) == (Status.CLOSED, CloseReason.DUPLICATE)


def test_what_was_taken_for_the_first_contact_and_was_not_hides_no_older_message_of_the_other(desk: Desk) -> None:
    """First told at eight on Monday, put right to nine today; the other one waits since the evening before."""
    evening = at(9) - timedelta(hours=16)
    kept = desk.ticket(first_contact_at=at(9) - timedelta(hours=25))
    desk.do(CorrectFirstContact(kept, at(9), "It was another customer who rang then"))
    assert desk.clock(kept, "first_response").anchor == at(9)
    merge(desk, desk.ticket(first_contact_at=evening), kept)
    assert desk.clock(kept, "first_response").anchor == evening


def test_what_is_late_already_is_late_on_the_survivor_at_once(desk: Desk) -> None:
    gone = desk.ticket(first_contact_at=at(9) - timedelta(hours=17))
    desk.until(at(9, 20))
    kept = desk.ticket()
    merge(desk, gone, kept)
    first = desk.clock(kept, "first_response")
    assert (first.state, first.breached_at) == (TimerState.OVERDUE, at(9) - timedelta(hours=16))


def test_a_first_reply_that_was_given_stays_as_it_was_judged(desk: Desk) -> None:
    gone, kept = desk.ticket(first_contact_at=at(9) - timedelta(hours=17)), desk.ticket()
    told(desk, kept)
    merge(desk, gone, kept)
    first = desk.clock(kept, "first_response")
    assert (first.state, first.anchor) == (TimerState.MET, at(9))


def test_a_breach_of_the_one_that_goes_stays_missed_and_its_other_clocks_are_no_more(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    told(desk, kept)
    desk.until(at(10, 30))
    merge(desk, gone, kept)
    states = {row.metric: row.state for row in desk.clocks(gone)}
    assert states == {"first_response": TimerState.MISSED}


def turns(desk: Desk, ticket: TicketId) -> list[tuple[datetime, datetime | None, TimerState]]:
    found = [row for row in desk.clocks(ticket) if row.metric == "next_response"]
    return [(row.anchor, row.due, row.state) for row in found]


def each_turn(desk: Desk) -> None:
    rule = ClockRule(id="turn", metric=Metric.NEXT_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=120)
    desk.world.do(ChangeStandard(StandardDefinition(rule, DESK), "Each turn", first=True), TRAINER)


def test_what_was_said_on_the_survivor_meanwhile_answers_no_message_of_the_other(desk: Desk) -> None:
    each_turn(desk)
    gone, kept = desk.ticket(), desk.ticket()
    told(desk, gone)
    desk.until(at(9, 20))
    desk.writes(gone)
    desk.until(at(9, 30))
    told(desk, kept)
    desk.do(SetStatus(kept, Status.WAITING, "He sends a photo"))
    desk.until(at(9, 40))
    merge(desk, gone, kept)
    assert turns(desk, kept) == [(at(9, 20), at(11, 20), TimerState.ON_TRACK)]
    assert (desk.record(kept).customer_waits, desk.record(kept).status) == (True, Status.IN_PROGRESS)
    desk.until(at(9, 50))
    told(desk, kept)
    assert turns(desk, kept) == [(at(9, 20), at(11, 20), TimerState.MET)]
    assert not desk.record(kept).customer_waits


def test_the_older_of_two_waiting_messages_is_the_one_that_counts(desk: Desk) -> None:
    each_turn(desk)
    gone, kept = desk.ticket(), desk.ticket()
    told(desk, gone)
    told(desk, kept)
    desk.until(at(11, 20))
    desk.writes(gone)
    desk.until(at(11, 28))
    desk.writes(kept)
    (before,) = (row for row in desk.clocks(kept) if row.metric == "next_response")
    merge(desk, gone, kept)
    (after,) = (row for row in desk.clocks(kept) if row.metric == "next_response")
    assert (after.id, after.anchor, after.due) == (before.id, at(11, 20), at(13, 20))
    desk.until(at(11, 30))
    told(desk, kept)
    assert turns(desk, kept) == [(at(11, 20), at(13, 20), TimerState.MET)]


def test_a_first_contact_that_nobody_answered_waits_on_the_survivor(desk: Desk) -> None:
    each_turn(desk)
    gone, kept = desk.ticket(), desk.ticket()
    desk.until(at(9, 10))
    told(desk, kept)
    desk.until(at(9, 15))
    assert merge(desk, gone, kept)["unanswered_since"] == at(9)
    assert turns(desk, kept) == [(at(9), at(11), TimerState.ON_TRACK)]


def test_what_waits_goes_on_through_a_second_merging(desk: Desk) -> None:
    each_turn(desk)
    one, two, three = desk.ticket(), desk.ticket(), desk.ticket()
    for ticket in (one, two, three):
        told(desk, ticket)
    desk.until(at(9, 20))
    desk.writes(one)
    desk.until(at(9, 30))
    told(desk, two)
    merge(desk, one, two)
    told(desk, three)
    assert merge(desk, two, three)["unanswered_since"] == at(9, 20)
    assert turns(desk, three) == [(at(9, 20), at(11, 20), TimerState.ON_TRACK)]


def test_a_duplicate_taken_up_again_waits_for_what_is_written_on_it_from_then_on(desk: Desk) -> None:
    each_turn(desk)
    gone, kept = desk.ticket(), desk.ticket()
    told(desk, gone)
    desk.until(at(9, 20))
    desk.writes(gone)
    merge(desk, gone, kept)
    desk.do(ReopenTicket(gone, "It is about the lamp after all"))
    assert turns(desk, gone) == []
    desk.until(at(9, 40))
    desk.writes(gone)
    assert turns(desk, gone) == [(at(9, 40), at(11, 40), TimerState.ON_TRACK)]


def test_a_later_message_takes_the_survivor_up_again(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    told(desk, kept)
    told(desk, gone)
    desk.do(SetStatus(kept, Status.WAITING, "He sends a photo"))
    desk.until(at(9, 30))
    desk.writes(gone)
    facts = merge(desk, gone, kept)
    assert facts["unanswered_since"] == at(9, 30)
    assert desk.record(kept).status is Status.IN_PROGRESS


def test_a_duplicate_that_is_taken_up_again_counts_from_then(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    merge(desk, gone, kept)
    assert desk.clocks(gone) == ()
    desk.until(at(9, 30))
    desk.do(ReopenTicket(gone, "It is about the lamp after all"))
    assert desk.clock(gone, "first_response").due == at(10, 30)
    assert desk.clock(gone, "resolution").state is TimerState.ON_TRACK
    desk.do(CloseTicket(gone, CloseReason.DUPLICATE))
    desk.do(ReopenTicket(gone, "Once more"))
    assert desk.clock(gone, "resolution").anchor == at(9, 30)


def test_both_histories_stay_and_each_says_where_the_other_is(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    told(desk, gone)
    before = {item.cursor for item in desk.timeline(gone)}
    merge(desk, gone, kept)
    after = desk.timeline(gone)
    assert before <= {item.cursor for item in after}
    assert "Merged into C-1002. Both are about the legs" in {item.body for item in after}
    survivor = next(item for item in desk.timeline(kept) if item.what is What.TICKET_MERGED)
    assert survivor.body == "C-1001 was merged into this ticket. Both are about the legs"


def test_what_cannot_be_merged_says_why_and_leaves_both_as_they_were(desk: Desk) -> None:
    one, two, hers = desk.ticket(), desk.ticket(), desk.ticket(customer=OKAFOR)
    with_team, promised, closed = desk.ticket(), desk.ticket(), desk.ticket()
    desk.hand_over(with_team)
    desk.do(MakePromise(SAHOTA, "Ring back by five", at(17), promised))
    desk.do(CloseTicket(closed, CloseReason.NO_REPLY))
    for command, words in (
        (MergeTicket(one, one, "x"), "C-1001 cannot be merged into itself"),
        (MergeTicket(one, hers, "x"), "C-1003 belongs to another customer"),
        (MergeTicket(one, two, " "), "Say why"),
        (MergeTicket(closed, two, "x"), "C-1006 is closed. Reopen it first."),
        (MergeTicket(one, closed, "x"), "C-1006 is closed. Reopen it first."),
        (MergeTicket(with_team, two, "x"), "Merge C-1002 into C-1004, or take the work back first."),
        (MergeTicket(promised, two, "x"), "Something is promised on C-1005. Keep it first"),
    ):
        with pytest.raises(Refused) as caught:
            desk.do(command)
        assert words in sentence_for(caught.value)
    assert desk.record(one).status is Status.NEW
    assert [row.state for row in desk.clocks(one)] == [TimerState.ON_TRACK, TimerState.ON_TRACK]


def test_an_update_that_was_missed_before_it_was_merged_stays_missed_when_it_is_taken_up_again(desk: Desk) -> None:
    update = ClockRule(id="update", metric=Metric.PROGRESS_UPDATE, unit=Unit.BUSINESS_MINUTES, length=60)
    desk.world.do(ChangeStandard(StandardDefinition(update, DESK), "To keep them informed"), TRAINER)
    gone, kept = desk.ticket(), desk.ticket()
    desk.until(at(10, 30))
    merge(desk, gone, kept)
    desk.until(at(11))
    desk.opened()
    desk.do(ReopenTicket(gone, "It is another matter after all"))
    updates = [clock for clock in desk.clocks(gone) if clock.metric == "progress_update"]
    assert [(clock.state, clock.breached_at, clock.anchor) for clock in updates] == [
        (TimerState.MISSED, at(10), at(9)),
        (TimerState.ON_TRACK, None, at(11)),
    ]
