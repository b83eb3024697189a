# SPDX-License-Identifier: MIT
"""Limits whose end something moves: a right nobody was told of, or was told of late, deadlock; and what is too late."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.book import Cause, limit_on
from crmtrainer.limits.commands import BeginLimit, ExtendLimit, MeetLimit, MoveLimit
from crmtrainer.limits.moving import moved_end
from crmtrainer.limits.queries import TicketLimitRow, limits_of
from crmtrainer.service_levels.queries import why
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import Desk, a_desk, at
from tests.limits.test_book import nation, noon

GOODS, SERVICE = "CLK-CCR-CANCEL-GOODS", "CLK-CCR-CANCEL-SERVICE"
OFCOM, ENERGY = "CLK-OFCOM-ADR", "CLK-ENERGY-ADR"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def only(desk: Desk, ticket: TicketId) -> TicketLimitRow:
    (row,) = desk.world.ask(limits_of, ticket)
    return row


@pytest.mark.parametrize("ident", [GOODS, SERVICE])
@pytest.mark.parametrize(
    ("cause", "happened", "ends"),
    [
        (Cause.NOT_TOLD, date(2026, 6, 1), date(2027, 6, 15)),  # 15 June 2026, and 12 months more
        (Cause.NOT_TOLD, date(2026, 9, 1), date(2027, 6, 15)),
        (Cause.TOLD_LATE, date(2026, 6, 10), date(2026, 6, 24)),  # 14 days after the day they were told
        (Cause.TOLD_LATE, date(2026, 8, 1), date(2026, 8, 15)),
        (Cause.TOLD_LATE, date(2027, 6, 15), date(2027, 6, 29)),
    ],
)
def test_a_right_to_cancel_that_was_not_told_of_lasts_longer(
    ident: str, cause: Cause, happened: date, ends: date
) -> None:
    began = date(2026, 6, 1)
    end = moved_end(limit_on(ident, began), cause, noon(began), noon(happened), nation())
    assert end == datetime(ends.year, ends.month, ends.day, 22, 59, 59, 999_999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ident", "began", "letter"),
    [
        (OFCOM, date(2026, 4, 10), date(2026, 4, 30)),
        (OFCOM, date(2026, 4, 7), date(2026, 6, 1)),
        (ENERGY, date(2026, 4, 2), date(2026, 4, 20)),
    ],
)
def test_deadlock_ends_the_wait_on_the_day_of_the_letter(ident: str, began: date, letter: date) -> None:
    end = moved_end(limit_on(ident, began), Cause.DEADLOCK, noon(began), noon(letter), nation())
    assert end.date() == letter


@pytest.mark.parametrize(
    ("ident", "cause", "happened", "code"),
    [
        (GOODS, Cause.TOLD_LATE, date(2027, 6, 16), "limit.moved_after_end"),
        (GOODS, Cause.NOT_TOLD, date(2026, 5, 31), "limit.moved_before_start"),
        (GOODS, Cause.DEADLOCK, date(2026, 6, 2), "limit.not_moved_by_that"),
        (OFCOM, Cause.DEADLOCK, date(2026, 7, 14), "limit.moved_after_end"),
        ("CLK-SAR", Cause.NOT_TOLD, date(2026, 6, 2), "limit.not_moved_by_that"),
    ],
)
def test_what_moves_nothing_is_refused_in_words(ident: str, cause: Cause, happened: date, code: str) -> None:
    began = date(2026, 6, 1)
    with pytest.raises(Refused) as caught:
        moved_end(limit_on(ident, began), cause, noon(began), noon(happened), nation())
    assert caught.value.code == code
    assert code not in sentence_for(caught.value)


def test_at_the_desk_a_right_lasts_longer_then_runs_from_when_they_were_told_and_a_new_start_counts_anew(
    desk: Desk,
) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, GOODS, at(9)))
    with pytest.raises(Refused, match="no_words"):
        desk.do(MoveLimit(ticket, GOODS, Cause.NOT_TOLD))
    told = desk.do(MoveLimit(ticket, GOODS, Cause.NOT_TOLD, reason="No leaflet was in the box"))
    row = only(desk, ticket)
    assert (row.due, row.is_extended, row.started_at) == (told["due"], True, at(9))
    assert (told["due"].date(), told["was_due"].date()) == (date(2027, 3, 17), date(2026, 3, 17))
    desk.until(datetime(2026, 3, 20, 10, tzinfo=UTC))
    desk.opened()
    assert only(desk, ticket).state is TimerState.ON_TRACK
    desk.do(MoveLimit(ticket, GOODS, Cause.TOLD_LATE, reason="Sent him the leaflet"))
    assert only(desk, ticket).due == datetime(2026, 4, 3, 22, 59, 59, 999_999, tzinfo=UTC)
    desk.do(BeginLimit(ticket, GOODS, at(8), "It came an hour sooner"))
    assert not only(desk, ticket).is_extended


@pytest.mark.parametrize(
    ("cause", "happened", "due", "state"),
    [
        (Cause.NOT_TOLD, at(9), date(2027, 3, 17), TimerState.ON_TRACK),
        (Cause.TOLD_LATE, datetime(2026, 3, 15, 9, tzinfo=UTC), date(2026, 3, 29), TimerState.ON_TRACK),
        (Cause.TOLD_LATE, at(10), date(2026, 3, 17), TimerState.OVERDUE),  # told on the first day: nothing is longer
        (Cause.TOLD_LATE, datetime(2026, 3, 4, 9, tzinfo=UTC), date(2026, 3, 18), TimerState.OVERDUE),
    ],
)
def test_found_out_after_its_first_end_a_right_had_not_ended_by_law(
    desk: Desk, cause: Cause, happened: datetime, due: date, state: TimerState
) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, GOODS, at(9)))
    desk.until(datetime(2026, 3, 20, 10, tzinfo=UTC))
    desk.opened()
    assert only(desk, ticket).state is TimerState.OVERDUE
    facts = desk.do(MoveLimit(ticket, GOODS, cause, happened, "No leaflet was in the box"))
    row = only(desk, ticket)
    assert row.due is not None
    assert (row.due.date(), row.state, facts["was_overdue"]) == (due, state, True)
    desk.until(datetime(2026, 3, 20, 11, tzinfo=UTC))
    clock = desk.clock(ticket, "statutory", GOODS)
    first_end = datetime(2026, 3, 17, 23, 59, 59, 999_999, tzinfo=UTC)
    is_longer = due != first_end.date()
    assert facts["stays_missed"] == (not is_longer)
    assert clock.is_waived == (state is TimerState.ON_TRACK)
    assert clock.breached_at == (first_end if state is TimerState.ON_TRACK or not is_longer else row.due)
    told = desk.world.ask(why, clock.id)
    assert ReasonCode.MOVED_BY_LAW in told.reasons
    assert told.waiver == ("No leaflet was in the box" if is_longer else "")


def test_a_deadlock_letter_is_met_on_its_day(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, OFCOM, at(9)))
    desk.until(datetime(2026, 3, 20, 10, tzinfo=UTC))
    desk.opened()
    desk.do(MoveLimit(ticket, OFCOM, Cause.DEADLOCK, reason="No more to offer"))
    assert only(desk, ticket).state is TimerState.DUE_SOON
    assert desk.do(MeetLimit(ticket, OFCOM, "The letter names the scheme"))["is_late"] is False


def test_a_longer_time_is_taken_only_while_the_first_runs_and_the_breach_stays(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, "CLK-RIGHTS", at(9)))
    desk.until(datetime(2026, 4, 7, 22, 59, 59, 999_999, tzinfo=UTC))  # its last instant
    desk.opened()
    for act in (ExtendLimit(ticket, "CLK-RIGHTS", ""), MeetLimit(ticket, "CLK-RIGHTS", " ")):
        with pytest.raises(Refused, match="no_words"):
            desk.do(act)
    desk.until(datetime(2026, 5, 7, 9, tzinfo=UTC))
    desk.opened()
    with pytest.raises(Refused) as caught:
        desk.do(ExtendLimit(ticket, "CLK-RIGHTS", "It is much", person_told=True))
    assert caught.value.code == "limit.extended_too_late"
    row = only(desk, ticket)
    assert (row.state, row.due, row.is_extended) == (
        TimerState.OVERDUE,
        datetime(2026, 4, 7, 22, 59, 59, 999_999, tzinfo=UTC),
        False,
    )


def test_a_longer_time_is_still_taken_at_the_last_instant(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(BeginLimit(ticket, "CLK-RIGHTS", at(9)))
    desk.until(datetime(2026, 4, 7, 22, 59, 59, 999_999, tzinfo=UTC))
    desk.opened()
    desk.do(ExtendLimit(ticket, "CLK-RIGHTS", "It is much", person_told=True))
    desk.until(datetime(2026, 4, 8, 9, tzinfo=UTC))
    assert (only(desk, ticket).state, only(desk, ticket).is_extended) == (TimerState.ON_TRACK, True)


def test_a_limit_that_is_not_yet_law_says_from_when_it_is(desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        desk.do(BeginLimit(desk.ticket(), "CLK-DPCOMPLAINT-ACK", at(9)))
    assert sentence_for(caught.value) == (
        "CLK-DPCOMPLAINT-ACK is law only for what begins from 2026-06-19 on, so it does not apply to this."
    )
