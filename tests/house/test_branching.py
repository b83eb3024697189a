# SPDX-License-Identifier: MIT
"""Practice branches: the same acts up to a point, then another way; the attempt they come from stays as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from crmtrainer.assessment.branches import Branch
from crmtrainer.assessment.queries import AttemptRow, my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.handoffs.commands import ChaseTeam
from crmtrainer.house import House
from crmtrainer.house.branching import branch, prepare_branch
from crmtrainer.house.running import finish, hand_in, receive, resume
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.replay import replay
from crmtrainer.reports.acts import ActRow, acts
from tests.house.an_attempt import Made, Player


def _learner(house: House) -> Actor:
    return house.actor_for(Role.LEARNER)


def _told(house: House, row: AttemptRow) -> tuple[ActRow, ...]:
    world = resume(house, row, _learner(house)).world
    try:
        return world.ask(acts, _learner(house))
    finally:
        world.close()


def _seq_of(rows: tuple[ActRow, ...], verb: str) -> int:
    return next(row.seq for row in rows if row.verb == verb and row.done)


def test_a_branch_takes_over_what_came_before_and_goes_its_own_way(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        before = (made.home / row.path).read_bytes()
        whole = _told(house, row)
        chase = _seq_of(whole, ChaseTeam.verb)
        running = branch(house, row, chase, _learner(house))
        assert running.row.ref != row.ref
        assert running.row.number == row.number + 1
        assert running.row.branch == Branch(row.ref, row.number, chase)
        told = running.world.ask(acts, house.actor_for(Role.ASSESSOR))
        assert [(act.seq, act.verb, act.at) for act in told] == [
            (act.seq, act.verb, act.at) for act in whole if act.seq < chase
        ]
        assert running.world.clock.now() == told[-1].at
        player = Player(running, _learner(house))
        player.wait(5)
        finish(house, running, _learner(house))
        running.world.close()
        assert (made.home / row.path).read_bytes() == before
        report = verify(made.home / running.row.path)
        assert report.result is RecordState.INTACT
        assert not list((made.home / "worlds").glob("*.part*"))
        assert house.attempt_named(made.ref).branch is None


def test_a_branch_replays_like_any_world(made: Made, tmp_path: Path) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        running = branch(house, row, _seq_of(_told(house, row), "ticket.open"), _learner(house))
        running.world.close()
        assert replay(made.home / running.row.path, tmp_path / "again.sqlite3").same


def test_a_branch_is_never_handed_in_nor_received(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        running = branch(house, row, 5, _learner(house))
        finish(house, running, _learner(house))
        with pytest.raises(Refused, match=r"attempt\.branch"):
            hand_in(house, running, _learner(house))
        running.world.close()
        with pytest.raises(Refused, match=r"attempt\.branch"):
            receive(house, made.home / running.row.path, house.actor_for(Role.ASSESSOR))


def test_a_branch_can_be_branched_again(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        first = branch(house, row, 9, _learner(house))
        finish(house, first, _learner(house))
        first.world.close()
        second = branch(house, first.row, 6, _learner(house))
        second.world.close()
        assert second.row.branch == Branch(first.row.ref, first.row.number, 6)
        assert [found.number for found in house.centre.ask(my_attempts, _learner(house))] == [3, 2, 1]


@pytest.mark.parametrize("from_act", [0, 1, 2, 10_000])
def test_only_an_act_of_the_run_can_be_tried_again(made: Made, from_act: int) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        with pytest.raises(Refused, match=r"branch\.no_such_act"):
            prepare_branch(house.home, row, from_act, 2)
        assert len(list((made.home / "worlds").glob("a-*.sqlite3"))) == 1


def test_after_the_end_there_is_nothing_to_try_again(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        end = _seq_of(_told(house, row), "scenario.finish")
        with pytest.raises(Refused, match=r"branch\.no_such_act"):
            prepare_branch(house.home, row, end + 1, 2)


def test_others_and_assessed_and_running_attempts_are_refused(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        learner = _learner(house)
        for other, code in (
            (replace(row, learner="L-somebody"), r"attempt\.not_yours"),
            (replace(row, mode="assessed"), r"branch\.assessed"),
            (replace(row, state=AttemptState.RUNNING), r"branch\.not_finished"),
        ):
            with pytest.raises(Refused, match=code):
                branch(house, other, 9, learner)
