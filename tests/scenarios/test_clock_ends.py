# SPDX-License-Identifier: MIT
"""A waived breach and a limit of unconfirmed law count against nobody; every other breach does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import Jump
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits import book
from crmtrainer.limits.book import statutory_limits
from crmtrainer.scenarios.clock_ends import ClockEnd, counted, end_of
from crmtrainer.scenarios.debrief import debrief
from crmtrainer.scenarios.viewing import clocks_of
from crmtrainer.service_levels.commands import WaiveBreach
from crmtrainer.service_levels.queries import clocks_of as clocks_of_ticket
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.clock_lines import outcome_of
from tests.limits.test_book import book as a_book
from tests.scenarios.stage import Stage
from tests.support import ASSESSOR, TRAINER


@pytest.mark.parametrize(
    ("state", "breached", "waived", "end", "told"),
    [
        (TimerState.MET, False, False, ClockEnd.MET, "met"),
        (TimerState.MISSED, True, False, ClockEnd.MISSED, "missed"),
        (TimerState.OVERDUE, True, False, ClockEnd.MISSED, "missed"),
        (TimerState.MISSED, True, True, ClockEnd.WAIVED, "met"),
        (TimerState.OVERDUE, True, True, ClockEnd.WAIVED, "running"),
        (TimerState.PAUSED, False, False, ClockEnd.RUNNING, "running"),
        (TimerState.CALLED_OFF, False, False, ClockEnd.CALLED_OFF, ""),
    ],
)
def test_how_a_clock_ended(state: TimerState, breached: bool, waived: bool, end: ClockEnd, told: str) -> None:
    found = end_of("resolution", "", "House", state, is_breached=breached, is_waived=waived)
    assert (found, counted(found, state)) == (end, told)


def test_a_law_that_nobody_confirmed_is_shown_and_fails_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    when, limits = book.limits_from(a_book())
    monkeypatch.setattr(book, "_book", lambda: book._Book("", when, limits))
    late = {"is_breached": True, "is_waived": False}
    assert end_of("statutory", "X", "L", TimerState.OVERDUE, **late) is ClockEnd.INFORMS
    assert counted(ClockEnd.INFORMS, TimerState.OVERDUE) == ""
    assert end_of("statutory", "X", "another version", TimerState.OVERDUE, **late) is ClockEnd.MISSED
    assert end_of("resolution", "X", "L", TimerState.OVERDUE, **late) is ClockEnd.MISSED


def test_every_limit_of_the_book_that_was_confirmed_can_be_missed() -> None:
    for limit in statutory_limits():
        found = end_of("statutory", limit.id, limit.source, TimerState.OVERDUE, is_breached=True, is_waived=False)
        assert found is ClockEnd.MISSED


def test_a_waived_breach_is_told_as_that_and_no_check_counts_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    world = stage.world
    world.do(OpenRecord(stage.customer(), "He wrote"))
    made = world.do(OpenTicket(stage.customer(), TicketType.COMPLAINT, "Wrong legs", "email"))
    ticket = TicketId(made.outcome.facts["ticket_id"])
    world.do(Jump(world.clock.now() + timedelta(days=3)), SYSTEM)
    rows = world.ask(clocks_of_ticket, ticket)
    before = [clock.state for clock in world.ask_as(ASSESSOR, debrief).clocks if clock.id in {row.id for row in rows}]
    assert before == ["missed", "missed"]
    world.do(WaiveBreach(rows[0].id, "The line was down"), TRAINER)
    first, second = (clock for clock in world.ask_as(ASSESSOR, debrief).clocks if clock.id in {row.id for row in rows})
    assert (first.state, second.state) == ("waived", "missed")
    assert outcome_of(first).words == "Breach waived: counts for nobody"
    with reading(world.world.app.database) as session:
        seen = clocks_of(session, stage.content, world.clock.now())
    assert ("first_response", "running") in seen
    assert ("resolution", "missed") in seen
