# SPDX-License-Identifier: MIT
"""Going back to a backup: what there is to go back to, what the centre makes of it, and what is kept from a damaged
file that is open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.assessment.queries import attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import House
from crmtrainer.house.backups import back_up, back_up_one, due
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.checking import check_whole, glance
from crmtrainer.house.mending import HOUSE, bring_in_line
from crmtrainer.house.restoring import points_of, put_back
from crmtrainer.house.running import finish, hand_in, receive, resume, start
from crmtrainer.journal.backups import backups_of
from crmtrainer.kernel.commands import Realm, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.scenarios.rules import Mode
from crmtrainer.store.files import look_at
from tests.house.an_attempt import SCENARIO, Made
from tests.support import LEARNER, START

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A closed world of a few entries."""
    path = tmp_path / "home" / "worlds" / "w.sqlite3"
    bootstrap.create_world(path, seed="s", about={"made": "by a test"}, starts_at=START)
    act(path, 2)
    return path


@pytest.fixture
def house(tmp_path: Path, played: Made) -> Iterator[House]:
    """A data folder with the filled template at hand."""
    home = tmp_path / "home"
    (home / "worlds").mkdir(parents=True)
    (home / "worlds" / "templates").symlink_to(played.home / "worlds" / "templates")
    with House.open(home) as opened:
        yield opened


def act(path: Path, times: int = 1) -> None:
    open_world = bootstrap.open_world(path)
    for _ in range(times):
        open_world.perform(SetSpeed(0), LEARNER)
    open_world.close()


def state_of(house: House) -> AttemptState:
    (row,) = house.centre.ask(attempts, HOUSE)
    return row.state


def test_each_backup_says_what_people_did_since(world: Path) -> None:
    back_up_one(world, NOW)
    act(world, 3)
    back_up_one(world, NOW + HOUR)
    act(world)
    found = points_of(world)
    assert found.problem is None
    assert [point.since for point in found.points] == [1, 4]
    assert [point.backup for point in found.points] == list(backups_of(world))


def test_what_was_replaced_can_be_gone_back_to_and_its_acts_are_not_counted(world: Path) -> None:
    back_up_one(world, NOW)
    act(world, 3)
    oldest = backups_of(world)[-1].path
    put_back(world, NOW + HOUR, oldest)
    assert [point.since for point in points_of(world).points] == [None, 0]
    put_back(world, NOW + 2 * HOUR, backups_of(world)[0].path)
    assert glance(world).entries == 7, "three more acts, and the entry that says it was restored"


def test_a_damaged_backup_and_a_damaged_file_are_told_and_keep_nobody_from_the_rest(world: Path) -> None:
    back_up_one(world, NOW)
    act(world)
    back_up_one(world, NOW + HOUR)
    newest, oldest = (each.path for each in backups_of(world))
    newest.write_bytes(newest.read_bytes()[:5000])
    world.write_bytes(b"not a database at all" * 100)
    found = points_of(world)
    assert found.problem is not None
    assert found.problem.code == "store.foreign"
    assert [point.problem is None for point in found.points] == [False, True]
    put_back(world, NOW + 2 * HOUR, oldest)
    assert glance(world).problem is None
    assert points_of(world.with_name("none.sqlite3")).points == ()


def test_an_attempt_finished_in_the_centre_goes_on_when_its_world_is_restored(house: House) -> None:
    learner = house.actor_for(Role.LEARNER)
    running = start(house, pack_of(house.home, SCENARIO), SCENARIO, Mode.PRACTISE, learner)
    path = house.home / running.row.path
    back_up_one(path, NOW)
    finish(house, running, learner)
    back_up_one(path, NOW + HOUR)
    running.world.close()
    assert state_of(house) is AttemptState.FINISHED

    put_back(path, NOW + 2 * HOUR, backups_of(path)[-1].path)
    bring_in_line(house.centre, house.home, path)
    assert state_of(house) is AttemptState.RUNNING
    (row,) = house.centre.ask(attempts, HOUSE)
    assert row.finished_at is None

    put_back(path, NOW + 3 * HOUR, backups_of(path)[0].path)
    bring_in_line(house.centre, house.home, path)
    assert state_of(house) is AttemptState.FINISHED
    again = resume(house, row, learner)
    again.world.close()


def test_a_restored_world_is_brought_in_line_when_the_data_folder_opens(house: House) -> None:
    learner = house.actor_for(Role.LEARNER)
    running = start(house, pack_of(house.home, SCENARIO), SCENARIO, Mode.PRACTISE, learner)
    path = house.home / running.row.path
    back_up_one(path, NOW)
    finish(house, running, learner)
    running.world.close()
    house.change_centre(lambda: put_back(path, NOW + HOUR, backups_of(path)[-1].path))
    assert state_of(house) is AttemptState.RUNNING


def test_what_was_handed_in_stays_handed_in(house: House) -> None:
    learner = house.actor_for(Role.LEARNER)
    running = start(house, pack_of(house.home, SCENARIO), SCENARIO, Mode.PRACTISE, learner)
    path = house.home / running.row.path
    back_up_one(path, NOW)
    finish(house, running, learner)
    hand_in(house, running, learner)
    running.world.close()
    put_back(path, NOW + HOUR, backups_of(path)[-1].path)
    bring_in_line(house.centre, house.home, path)
    assert state_of(house) is AttemptState.HANDED_IN


def test_the_centre_is_put_back_under_an_open_house_and_opened_again_also_when_that_fails(house: House) -> None:
    centre = house.home / "centre.sqlite3"
    back_up_one(centre, NOW)
    house.enrol(Role.LEARNER, "Came Later")
    known = len(house.people())
    with pytest.raises(StoreUnavailable):
        house.change_centre(lambda: put_back(centre, NOW + HOUR, centre.with_name("none.sqlite3")))
    assert len(house.people()) == known
    house.change_centre(lambda: put_back(centre, NOW + HOUR, backups_of(centre)[-1].path))
    assert len(house.people()) == known - 1


def test_the_centre_is_backed_up_before_a_file_is_taken_in(house: House, played: Made) -> None:
    centre = house.home / "centre.sqlite3"
    assert backups_of(centre) == ()
    file = played.home / "handed-in" / f"{played.ref.lower()}.sqlite3"
    receive(house, file, house.actor_for(Role.ASSESSOR))
    (made,) = backups_of(centre)
    assert glance(made.path).entries < glance(centre).entries


def test_what_nobody_touched_is_not_due_and_a_clock_set_back_leaves_nothing_out(world: Path) -> None:
    home = world.parent.parent
    assert due(home, NOW) == (world,)
    back_up(home, NOW)
    assert due(home, NOW + HOUR) == ()
    os.utime(world, ns=(0, 0))
    assert due(home, NOW - HOUR) == (world,), "by its date it is older than its backup, which is from the future"
    act(world)
    assert due(home, NOW + HOUR) == (world,)


def test_looking_at_an_open_file_leaves_it_locked(world: Path) -> None:
    open_world = bootstrap.open_world(world)
    open_world.perform(SetSpeed(0), LEARNER)
    assert look_at(world).realm is Realm.WORLD
    assert glance(world).problem is None
    back_up_one(world, NOW)
    stranger = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM identity'); c.close()"
    subprocess.run([sys.executable, "-c", stranger, str(world)], check=True, timeout=60)
    assert world.with_name(f"{world.name}-wal").exists(), "another program took the log away under the open file"
    open_world.perform(SetSpeed(0), LEARNER)
    open_world.close()
    assert check_whole(world).entries == 5


def test_a_check_that_is_to_give_up_ends_without_reading_the_rest(played: Made) -> None:
    file = played.home / "handed-in" / f"{played.ref.lower()}.sqlite3"
    asked: list[bool] = []

    def give_up() -> bool:
        asked.append(True)
        return True

    told = check_whole(file, give_up)
    assert asked
    assert told.problem is not None, "what is told then is worth nothing, and never that all is well"
    assert check_whole(file, lambda: False).problem is None


def test_nothing_is_written_to_a_barred_world_and_it_is_still_read(world: Path) -> None:
    before = glance(world).entries
    open_world = bootstrap.open_world(world)
    open_world.perform(SetSpeed(60), LEARNER)
    open_world.bar(StoreUnavailable("world.barred"))
    stood = open_world.clock.now()
    for command in (SetSpeed(1), Jump(stood + HOUR)):
        with pytest.raises(StoreUnavailable) as refusal:
            open_world.perform(command, LEARNER)
        assert refusal.value.code == "world.barred"
    assert open_world.tick() == 0
    assert open_world.clock.now() == stood
    open_world.close()
    assert glance(world).entries == before + 1
