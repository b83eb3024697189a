# SPDX-License-Identifier: MIT
"""A limit of the law that runs goes on with the ticket that stays: no merging ends what the law asks for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer.figures.over_time import attainment
from crmtrainer.figures.queries import recount
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.book import Cause, title_of
from crmtrainer.limits.commands import (
    BeginLimit,
    DropLimit,
    ExtendLimit,
    MeetLimit,
    MoveLimit,
    PauseLimit,
    ResumeLimit,
)
from crmtrainer.limits.queries import TicketLimitRow, limits_of
from crmtrainer.service_levels.commands import WaiveBreach
from crmtrainer.service_levels.queries import why
from crmtrainer.service_levels.rules import Metric, PauseState
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import MergeTicket, ReopenTicket
from tests.casework.a_desk import Desk, a_desk, at
from tests.support import TRAINER

SAR, GOODS = "CLK-SAR", "CLK-CCR-CANCEL-GOODS"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def begin(desk: Desk, ticket: TicketId, days_ago: int = 0, limit: str = SAR) -> TicketLimitRow:
    desk.opened()
    desk.do(BeginLimit(ticket, limit, at(9) - timedelta(days=days_ago), "It came then"))
    return limits(desk, ticket)[-1]


def limits(desk: Desk, ticket: TicketId) -> tuple[TicketLimitRow, ...]:
    return desk.world.ask(limits_of, ticket)


def merge(desk: Desk, gone: TicketId, kept: TicketId) -> dict[str, object]:
    desk.opened()
    return desk.do(MergeTicket(gone, kept, "The same request twice"))


def due(row: TicketLimitRow) -> datetime:
    assert row.due is not None
    return row.due


def test_it_goes_on_with_its_start_its_pauses_and_its_longer_time(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 11)
    desk.do(PauseLimit(gone, SAR, PauseState.WAITING_CLARIFICATION, "Which years?"))
    desk.until(at(12))
    desk.opened()
    desk.do(ResumeLimit(gone, SAR, "She said which"))
    desk.do(ExtendLimit(gone, SAR, "Much to read", person_told=True))
    before = limits(desk, gone)[0]
    told = merge(desk, gone, kept)
    (after,) = limits(desk, kept)
    assert after == before
    assert limits(desk, gone) == ()
    assert (told["limits_carried"], told["limits_joined"]) == ([SAR], [])
    (clock,) = (clock for clock in desk.clocks(kept) if clock.metric == "statutory")
    assert (clock.id, clock.anchor) == (before.clock_id, at(9) - timedelta(days=11))
    desk.world.ask(why, clock.id)
    assert desk.world.ask(recount) == ()
    desk.do(MeetLimit(kept, SAR, "Everything sent"))
    assert limits(desk, kept)[0].state is TimerState.MET


def test_one_that_is_overdue_stays_so_and_is_told_of_once(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    late = begin(desk, gone, 50)
    desk.until(at(9, 10))
    merge(desk, gone, kept)
    desk.until(at(9, 20))
    (row,) = limits(desk, kept)
    assert (row.clock_id, row.state) == (late.clock_id, TimerState.OVERDUE)
    assert desk.told("clock.threshold")["ticket"] == gone
    desk.world.do(WaiveBreach(row.clock_id, "The post was lost"), TRAINER)
    (clock,) = (clock for clock in desk.clocks(kept) if clock.metric == "statutory")
    assert clock.is_waived


def test_a_share_used_up_later_is_told_of_the_ticket_that_stays(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 14)
    merge(desk, gone, kept)
    desk.until(at(9) + timedelta(days=3))
    assert desk.told("clock.threshold")["ticket"] == kept


def test_two_requests_are_two_limits_each_with_its_own_time(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    theirs, ours = begin(desk, gone, 11), begin(desk, kept, 4)
    told = merge(desk, gone, kept)
    name = f"{SAR}/C-1001"
    assert told["limits_carried"] == [name]
    rows = {row.name: row for row in limits(desk, kept)}
    assert {each: row.due for each, row in rows.items()} == {SAR: ours.due, name: theirs.due}
    assert rows[name].limit.id == SAR
    assert title_of(name) == f"{title_of(SAR)} (from C-1001)"
    desk.do(PauseLimit(kept, name, PauseState.WAITING_CLARIFICATION, "Which years?"))
    desk.do(MeetLimit(kept, SAR, "Everything sent"))
    states = {row.name: row.state for row in limits(desk, kept)}
    assert states == {SAR: TimerState.MET, name: TimerState.PAUSED}
    desk.do(DropLimit(kept, name, "She takes it back"))
    desk.do(BeginLimit(kept, name, at(9) - timedelta(days=11), "She does not"))
    assert {row.name for row in limits(desk, kept)} == {SAR, name}


def test_the_same_request_on_both_runs_once(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 4)
    ours = begin(desk, kept, 4)
    told = merge(desk, gone, kept)
    assert (told["limits_carried"], told["limits_joined"]) == ([], [SAR])
    assert limits(desk, kept) == (ours,)
    assert limits(desk, gone) == ()


def test_merged_on_it_keeps_its_name_and_nothing_is_lost(desk: Desk) -> None:
    one, two, three = desk.ticket(), desk.ticket(), desk.ticket()
    for ticket, days in ((one, 3), (two, 2), (three, 1)):
        begin(desk, ticket, days)
    merge(desk, one, two)
    merge(desk, two, three)
    assert {row.name for row in limits(desk, three)} == {SAR, f"{SAR}/C-1001", f"{SAR}/C-1002"}
    assert len({row.due for row in limits(desk, three)}) == 3


def test_what_is_over_stays_with_its_own_history(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 4)
    desk.do(MeetLimit(gone, SAR, "Everything sent"))
    assert merge(desk, gone, kept)["limits_carried"] == []
    assert limits(desk, gone)[0].state is TimerState.MET
    assert limits(desk, kept) == ()


def test_a_duplicate_that_is_taken_up_again_begins_a_limit_of_its_own(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 50)
    desk.until(at(9, 10))
    merge(desk, gone, kept)
    desk.do(ReopenTicket(gone, "It is another request after all"))
    fresh = begin(desk, gone)
    assert (fresh.state, fresh.started_at) == (TimerState.ON_TRACK, at(9))
    assert limits(desk, kept)[0].state is TimerState.OVERDUE


def test_both_timelines_say_where_the_limit_is(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 4)
    merge(desk, gone, kept)
    runs_on = f"What the law sets goes on there: {title_of(SAR)}."
    assert f"Merged into C-1002. {runs_on} The same request twice" in {item.body for item in desk.timeline(gone)}
    here = f"What the law sets goes on here: {title_of(SAR)}."
    told = f"C-1001 was merged into this ticket. {here} The same request twice"
    assert told in {item.body for item in desk.timeline(kept)}


def test_one_begun_anew_after_its_breach_was_carried_off_is_judged_by_what_befell_it_alone(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 50)
    desk.until(at(9, 10))
    merge(desk, gone, kept)
    desk.do(ReopenTicket(gone, "It is another request after all"))
    fresh = begin(desk, gone, 45)
    desk.until(at(9, 20))
    assert judged(desk) == (2, 0)
    desk.world.do(WaiveBreach(fresh.clock_id, "The post was lost"), TRAINER)
    assert judged(desk) == (1, 1)
    (carried,) = limits(desk, kept)
    desk.world.do(WaiveBreach(carried.clock_id, "The post was lost"), TRAINER)
    assert judged(desk) == (0, 2)


def test_a_waiver_that_was_carried_off_answers_no_limit_begun_anew(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    late = begin(desk, gone, 50)
    desk.until(at(9, 10))
    desk.world.do(WaiveBreach(late.clock_id, "The post was lost"), TRAINER)
    merge(desk, gone, kept)
    desk.opened()
    desk.do(ReopenTicket(gone, "It is another request after all"))
    begin(desk, gone, 50)
    desk.until(at(9, 20))
    assert judged(desk) == (1, 1)


def judged(desk: Desk) -> tuple[int, int]:
    """How many limits of the law count as missed in the figures, and how many as waived."""
    (row,) = (row for row in desk.world.ask(attainment).rows if row.metric is Metric.STATUTORY)
    return row.missed, row.waived


def test_one_that_was_taken_over_is_moved_extended_and_met_under_its_name(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    begin(desk, gone, 3, GOODS)
    begin(desk, kept, 1, GOODS)
    merge(desk, gone, kept)
    name = f"{GOODS}/C-1001"
    told = desk.do(MoveLimit(kept, name, Cause.TOLD_LATE, at(9) - timedelta(days=1), "Sent her the leaflet"))
    assert (told["was_due"].date(), told["due"].date()) == (date(2026, 3, 14), date(2026, 3, 16))
    rows = {row.name: row for row in limits(desk, kept)}
    assert (rows[name].is_extended, rows[name].due) == (True, told["due"])
    assert {row.name for row in limits(desk, kept) if row.is_extended} == {name}
    assert due(rows[GOODS]).date() == date(2026, 3, 16)
    desk.do(MoveLimit(kept, name, Cause.NOT_TOLD, at(9), "It was another leaflet"))
    assert due({row.name: row for row in limits(desk, kept)}[name]).date() == date(2027, 3, 14)
    merge(desk, kept, desk.ticket())
    third = TicketId(3)
    assert due({row.name: row for row in limits(desk, third)}[name]).date() == date(2027, 3, 14)
    desk.do(MeetLimit(third, name, "She cancelled"))
    states = {row.name: row.state for row in limits(desk, third)}
    assert (states[name], states[GOODS]) == (TimerState.MET, TimerState.ON_TRACK)
    assert desk.world.ask(recount) == ()
