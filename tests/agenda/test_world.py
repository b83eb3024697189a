# SPDX-License-Identifier: MIT
"""Practice time: it jumps forward only, is set by acts, and survives closing the file."""

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.planning import drop, plan
from crmtrainer.agenda.queries import practice
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork, reading
from tests.support import START, fresh_world


def _planning(work: UnitOfWork) -> None:
    for minutes in (30, 10, 20):
        plan(work, START + timedelta(minutes=minutes), SetSpeed(minutes // 10 if minutes == 10 else 0))
    plan(work, START + timedelta(minutes=25), SetSpeed(10), topic="unwanted")
    drop(work, "unwanted")


def test_a_jump_plays_what_falls_due_in_order_at_its_own_time(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_planning)
    world.advance(minutes=22)
    with reading(world.world.app.database) as session:
        items = {item.due_at: item for item in session.query(AgendaItem)}
        states = [items[due].state for due in sorted(items)]
        ended = [items[due].ended_at for due in sorted(items)]
    assert states == [AgendaState.FIRED, AgendaState.FIRED, AgendaState.DROPPED, AgendaState.PLANNED]
    assert ended[:2] == [START + timedelta(minutes=10), START + timedelta(minutes=20)]
    assert world.ask(practice).now == START + timedelta(minutes=22)


def test_practice_time_never_goes_back(tmp_path: Path) -> None:
    world = fresh_world(tmp_path)
    world.advance(minutes=5)
    with pytest.raises(Refused, match=r"practice\.backwards"):
        world.do(Jump(START))


def test_practice_time_stands_where_it_stood_when_the_file_is_opened_again(tmp_path: Path) -> None:
    from crmtrainer import bootstrap

    world = fresh_world(tmp_path)
    world.advance(minutes=7)
    world.world.close()
    again = bootstrap.open_world(world.path)
    assert again.clock.now() == START + timedelta(minutes=7)
    again.close()


def test_an_unknown_speed_is_refused_and_the_try_is_kept(tmp_path: Path) -> None:
    world = fresh_world(tmp_path)
    with pytest.raises(Refused, match=r"practice\.unknown_speed"):
        world.do(SetSpeed(7))
    assert world.ask(practice).speed == 0
