# SPDX-License-Identifier: MIT
"""Practice time: it jumps forward only, is set by acts, and survives closing the file."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.planning import drop, plan
from crmtrainer.agenda.queries import practice
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork, reading
from tests.support import ASSESSOR, LEARNER, START, WorldUnderTest, fresh_world


def _planning(work: UnitOfWork) -> None:
    for minutes in (30, 10, 20):
        plan(work, START + timedelta(minutes=minutes), SetSpeed(minutes // 10 if minutes == 10 else 0))
    plan(work, START + timedelta(minutes=25), SetSpeed(10), topic="unwanted")
    drop(work, "unwanted")


def planning_and_more(work: UnitOfWork) -> None:
    """One act of the world's own after ten minutes, and one after two hours."""
    for minutes in (10, 120):
        plan(work, START + timedelta(minutes=minutes), SetSpeed(60))


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


def test_nothing_that_goes_as_it_should_looks_through_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr("crmtrainer.store.unit_of_work.impossible_value", lambda *there: looked.append(there) or "")
    world = fresh_world(tmp_path, populate=_planning)
    world.advance(minutes=22)
    world.world.perform(SetSpeed(10), LEARNER, request_id="r-1")
    world.world.perform(SetSpeed(10), LEARNER, request_id="r-1")
    with pytest.raises(Refused, match=r"request\.reused"):
        world.world.perform(SetSpeed(60), LEARNER, request_id="r-1")
    assert looked == []


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


def test_a_jump_that_is_not_allowed_plays_nothing_and_is_kept(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_planning)
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        world.do(Jump(START + timedelta(hours=1)), ASSESSOR)
    assert world.clock.now() == START
    assert entered(world) == [("journal.begin", "done"), ("practice.jump", "refused")]


def test_a_jump_into_the_past_is_kept_as_a_try(tmp_path: Path) -> None:
    world = fresh_world(tmp_path)
    with pytest.raises(Refused, match=r"practice\.backwards"):
        world.do(Jump(START - timedelta(minutes=1)))
    assert entered(world)[-1] == ("practice.jump", "refused")


def test_a_repeated_jump_gives_the_first_result(tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=_planning)
    command = Jump(START + timedelta(minutes=5))
    first = world.world.perform(command, LEARNER, request_id="r-1")
    world.advance(minutes=60)
    again = world.world.perform(command, LEARNER, request_id="r-1")
    assert (again.seq, again.repeated) == (first.seq, True)
    assert world.clock.now() == START + timedelta(minutes=65)


def entered(world: WorldUnderTest) -> list[tuple[str, str]]:
    """The verbs in the journal, and how each ended."""
    entry = WORLD.entry.c
    with reading(world.world.app.database) as session:
        return [
            (row.verb, row.outcome) for row in session.execute(select(entry.verb, entry.outcome).order_by(entry.seq))
        ]
