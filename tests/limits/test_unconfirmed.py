# SPDX-License-Identifier: MIT
"""A limit whose law nobody confirmed, missed by a learner: it is shown, with its breach, and no check counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import Jump
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits import book
from crmtrainer.limits.book import Checked
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.limits.queries import limits_of
from crmtrainer.scenarios.debrief import debrief
from crmtrainer.scenarios.viewing import clocks_of
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from tests.scenarios.stage import Stage
from tests.support import ASSESSOR

BREACH = "CLK-BREACH-ICO"


@pytest.mark.parametrize(("status", "told"), [(Checked.UNCONFIRMED, "informs"), (Checked.SECONDARY, "missed")])
def test_a_learner_who_missed_it_is_told_and_fails_by_it_only_where_it_was_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: Checked, told: str
) -> None:
    read = book._book()
    limits = tuple(replace(limit, status=status) if limit.id == BREACH else limit for limit in read.limits)
    monkeypatch.setattr(book, "_book", lambda: replace(read, limits=limits))
    stage = Stage(tmp_path)
    world = stage.world
    world.do(OpenRecord(stage.customer(), "He wrote"))
    made = world.do(OpenTicket(stage.customer(), TicketType.COMPLAINT, "Wrong legs", "email"))
    ticket = TicketId(made.outcome.facts["ticket_id"])
    world.do(BeginLimit(ticket, BREACH, world.clock.now()))
    world.do(Jump(world.clock.now() + timedelta(hours=73)), SYSTEM)
    (row,) = world.ask(limits_of, ticket)
    assert (row.limit.status, row.state) == (status.value, TimerState.OVERDUE)
    (shown,) = (clock for clock in world.ask_as(ASSESSOR, debrief).clocks if clock.id == row.clock_id)
    assert shown.state == told
    with reading(world.world.app.database) as session:
        counted = dict(clocks_of(session, stage.content, world.clock.now()))
    assert counted.get("statutory", "informs") == told
