# SPDX-License-Identifier: MIT
"""How each standard was kept: by its own name, what was swapped under the new one, what was waived for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.figures.by_standard import StandardKept, by_standard
from crmtrainer.figures.over_time import attainment
from crmtrainer.figures.rules import Formula, Window
from crmtrainer.interactions.commands import MakePromise, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.service_levels.commands import ChangeStandard, WaiveBreach
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS
from crmtrainer.service_levels.rules import Metric
from crmtrainer.tickets.commands import SetPriority
from crmtrainer.tickets.rules import Priority
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import LEARNER, TRAINER, open_world

REPLY = DEFAULT_STANDARDS[0]
URGENT = replace(REPLY, rule=replace(REPLY.rule, id="urgent-reply", length=15), priorities=("urgent",))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def kept(desk: Desk, standard: str) -> StandardKept:
    found = desk.world.ask(by_standard)
    assert found.formula is Formula.ATTAINMENT
    return next(row for row in found.rows if row.standard == standard)


def told(row: StandardKept) -> tuple[int, int, int, int]:
    return row.met, row.missed, row.waived, row.running


def test_each_standard_is_told_by_itself_and_what_was_swapped_under_the_new_one(desk: Desk) -> None:
    desk.world.do(ChangeStandard(URGENT, "Urgent ones first", first=True), TRAINER)
    usual, urgent, swapped = desk.ticket(), desk.ticket(priority=Priority.URGENT), desk.ticket()
    desk.do(SetPriority(swapped, Priority.URGENT, "It fell over"))
    desk.do(MakePromise(SAHOTA, "Ring back by ten", at(10), usual))
    assert told(kept(desk, "urgent-reply")) == (0, 0, 0, 2)
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", urgent))
    desk.until(at(9, 30))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", usual))
    desk.until(at(10, 5))
    assert told(kept(desk, "urgent-reply")) == (1, 1, 0, 0)
    assert told(kept(desk, "first-response")) == (1, 0, 0, 0)
    assert {row.metric for row in desk.world.ask(by_standard).rows} == {Metric.FIRST_RESPONSE, Metric.RESOLUTION}
    clock = desk.clock(swapped, "first_response").id
    desk.world.do(WaiveBreach(clock, "The line was down"), TRAINER)
    row = kept(desk, "urgent-reply")
    assert (told(row), row.base, row.tenths) == ((1, 0, 1, 0), 1, None)


def test_what_fell_due_before_the_window_is_left_out(desk: Desk) -> None:
    desk.ticket()
    desk.until(at(9) + timedelta(days=40))
    assert not desk.world.ask(by_standard, window=Window.WEEK).rows
    assert told(desk.world.ask(by_standard, window=Window.ALL).rows[0])[1] == 1


def test_the_standards_of_a_filled_world_add_up_to_what_their_metrics_show(tmp_path: Path) -> None:
    path = tmp_path / "filled.sqlite3"
    profile = Profile(customers=400, seed=5)
    build_world(path, profile)
    world = open_world(path, at(9))
    for window in Window:
        rows = world.world.ask(by_standard, LEARNER, window=window).rows
        for whole in world.world.ask(attainment, LEARNER, window=window).rows:
            if whole.metric in {row.metric for row in rows}:
                mine = [row for row in rows if row.metric is whole.metric]
                assert sum(row.base for row in mine) == whole.base
                assert sum(row.met for row in mine) == whole.met
