# SPDX-License-Identifier: MIT
"""A learner's adjusted timing: set in the centre, followed when an attempt is begun or opened, told without a why."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtrainer.bootstrap import open_world
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.reviewing import evidence_of, open_review, played_again
from crmtrainer.house.running import Running, finish, hand_in, resume, start
from crmtrainer.house.sandboxes import make_sandbox, open_sandbox, sandboxes
from crmtrainer.journal.report import RecordState
from crmtrainer.kernel.commands import SYSTEM, Actor, Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.people.commands import SetPreference, SetTiming
from crmtrainer.people.queries import timings
from crmtrainer.reports.timing import adjustments
from crmtrainer.scenarios.rules import Mode
from crmtrainer.seeding.profile import Profile
from crmtrainer.service_levels import portions
from crmtrainer.service_levels.commands import AdjustTiming
from crmtrainer.service_levels.portions import being_moved
from crmtrainer.service_levels.timing import timing
from crmtrainer.ui.assessment.labels import mode_told
from tests.house.an_attempt import SCENARIO


def given(house: House, learner: Actor, percent: int) -> None:
    house.centre.perform(SetTiming(learner.pseudonym, percent), house.actor_for(Role.TRAINER))


def begun(house: House, learner: Actor, mode: Mode = Mode.PRACTISE) -> Running:
    return start(house, pack_of(house.home, SCENARIO), SCENARIO, mode, learner)


@pytest.mark.parametrize("mode", [Mode.PRACTISE, Mode.ASSESSED])
def test_an_attempt_begins_with_the_timing_that_was_set_and_says_so_everywhere(tmp_path: Path, mode: Mode) -> None:
    with House.open(tmp_path) as house:
        learner, assessor = house.enrol(Role.LEARNER, "Jo Okafor"), house.actor_for(Role.ASSESSOR)
        given(house, learner, 150)
        running = begun(house, learner, mode)
        assert running.world.ask(timing, learner) == 150
        finish(house, running, learner)
        hand_in(house, running, learner)
        review = open_review(house, house.attempt_named(running.row.ref), assessor)
        assert review.report.result is RecordState.INTACT
        assert [row.percent for row in review.timing] == [150]
        assert mode_told(review).endswith(" · adjusted timing: ×1.5")
        assert evidence_of(house, review, assessor).timing == "Adjusted timing: limits ×1.5"
        assert played_again(house, review).same
        review.close()


def test_it_is_followed_when_an_attempt_is_opened_again_and_written_once(tmp_path: Path) -> None:
    with House.open(tmp_path) as house:
        learner = house.actor_for(Role.LEARNER)
        running = begun(house, learner)
        running.world.close()
        for percent in (0, 0, 100):
            given(house, learner, percent)
            running = resume(house, house.attempt_named(running.row.ref), learner)
            assert running.world.ask(timing, learner) == percent
            running.world.close()
        running = resume(house, running.row, house.actor_for(Role.TRAINER))
        acts = running.world.ask(adjustments, learner)
        running.world.close()
        assert [row.percent for row in acts] == [0, 100]


def test_a_practice_world_gives_each_who_opens_it_their_own_time(tmp_path: Path) -> None:
    with House.open(tmp_path) as house:
        learner = house.actor_for(Role.LEARNER)
        make_sandbox(house.home, Profile(customers=50, seed=3))
        (world,) = sandboxes(house.home)
        given(house, learner, 200)
        for actor, percent in ((learner, 200), (house.actor_for(Role.TRAINER), 100)):
            opened = open_sandbox(house, world.path, actor)
            assert opened.ask(timing, actor) == percent
            opened.close()


def test_a_world_whose_adjusting_was_killed_is_adjusted_whole_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "AT_ONCE", 2)
    with House.open(tmp_path) as house:
        learner = house.actor_for(Role.LEARNER)
        make_sandbox(house.home, Profile(customers=200, seed=3))
        (world,) = sandboxes(house.home)
        given(house, learner, 200)
        opened = open_world(world.path)
        opened.app.perform(AdjustTiming(200), SYSTEM)  # and the program is gone before the world goes on
        assert opened.ask(being_moved, learner)
        opened.close()
        opened = open_sandbox(house, world.path, learner)
        assert not opened.ask(being_moved, learner)
        assert [row.percent for row in opened.ask(adjustments, learner)] == [200]
        opened.close()


def test_only_trainers_and_assessors_set_it_and_for_learners_alone(tmp_path: Path) -> None:
    with House.open(tmp_path) as house:
        learner, trainer = house.actor_for(Role.LEARNER), house.actor_for(Role.TRAINER)
        ask = house.centre
        with pytest.raises(Refused, match="role"):
            ask.perform(SetTiming(learner.pseudonym, 200), learner)
        with pytest.raises(Refused, match=r"timing\.not_a_learner"):
            ask.perform(SetTiming(trainer.pseudonym, 200), trainer)
        with pytest.raises(NotFound):
            ask.perform(SetTiming("L-nobody", 200), trainer)
        for percent in (50, 101, 124, 1001):
            with pytest.raises(Refused, match=r"timing\.out_of_range"):
                ask.perform(SetTiming(learner.pseudonym, percent), trainer)
        with pytest.raises(Refused, match=r"timing\.not_as_a_preference"):
            ask.perform(SetPreference(f"timing:{learner.pseudonym}", "1000"), SYSTEM)
        assert ask.ask(timings, trainer) == {}
