# SPDX-License-Identifier: MIT
"""A world in the centre's place, or a centre among the worlds: told, and neither backed up nor counted as it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.house import House
from crmtrainer.house.backups import back_up_one, last_backup, thin
from crmtrainer.house.checking import glance
from crmtrainer.house.rescue import offers_for
from crmtrainer.house.restoring import points_of, restore
from crmtrainer.journal.backups import Backup, backups_of, make_backup
from crmtrainer.kernel.commands import Realm, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.belonging import realm_at
from crmtrainer.wording import sentence_for
from tests.support import LEARNER, START

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with a centre and one world."""
    folder = tmp_path / "home"
    House.open(folder).close()
    a_world(folder / "worlds" / "w.sqlite3")
    return folder


def a_world(path: Path) -> Path:
    bootstrap.create_world(path, seed="s", about={"made": "by a test"}, starts_at=START)
    return path


def act(path: Path) -> None:
    world = bootstrap.open_world(path)
    world.perform(SetSpeed(0), LEARNER)
    world.close()


def enrolled(home: Path, times: int) -> tuple[Backup, ...]:
    """So many backups of the centre, which changed before each: one an hour."""
    for number in range(times):
        with House.open(home) as house:
            house.enrol(Role.LEARNER, f"Learner {number}")
        assert back_up_one(home / "centre.sqlite3", NOW + number * HOUR).made
    return backups_of(home / "centre.sqlite3")


def put_wrong_ones(file: Path, other: Path, realm: Realm, times: int, since: datetime) -> None:
    """Backups under the file's name of what is none of its kind, as an older program made them."""
    for number in range(times):
        made = make_backup(other, realm, since + number * HOUR)
        target = file.parent / "backups" / made.path.name.replace(f"{made.stem}.", f"{file.stem}.")
        target.parent.mkdir(exist_ok=True)
        made.path.rename(target)


@pytest.mark.parametrize(
    ("place", "realm"),
    [
        ("centre.sqlite3", Realm.CENTRE),
        ("worlds/w.sqlite3", Realm.WORLD),
        ("handed-in/a-000001.sqlite3", Realm.WORLD),
        ("elsewhere/w.sqlite3", None),
    ],
)
def test_a_place_knows_what_belongs_there(tmp_path: Path, place: str, realm: Realm | None) -> None:
    assert realm_at(tmp_path / place) is realm


@pytest.mark.parametrize(
    ("place", "other"), [("centre.sqlite3", "worlds/w.sqlite3"), ("worlds/x.sqlite3", "centre.sqlite3")]
)
def test_what_is_not_of_the_kind_of_its_place_is_told_and_not_backed_up(home: Path, place: str, other: str) -> None:
    file = home / place
    shutil.copy(home / other, file)
    problem = glance(file).problem
    assert problem is not None
    assert problem.code == "store.misplaced"
    kinds = ("world", "centre") if place == "centre.sqlite3" else ("centre", "world")
    assert "is a {}, and a {} belongs there".format(*kinds) in sentence_for(problem)
    assert str(offers_for(file).health.problem) == str(problem)
    done = back_up_one(file, NOW)
    assert (done.made, [str(told) for told in done.failed]) == ((), [str(problem)])
    assert backups_of(file) == ()
    with pytest.raises(StoreUnavailable, match=r"store\.misplaced"):
        House.open(home) if place == "centre.sqlite3" else bootstrap.open_world(file)


def test_a_copy_elsewhere_may_be_of_either_kind(home: Path, tmp_path: Path) -> None:
    for number, file in enumerate((home / "centre.sqlite3", home / "worlds" / "w.sqlite3")):
        shutil.copy(file, tmp_path / f"copy-{number}.sqlite3")
        assert glance(tmp_path / f"copy-{number}.sqlite3").problem is None


def test_worlds_among_the_centres_backups_cost_none_of_them_and_are_never_put_back(home: Path) -> None:
    """They counted as good ones, and the newest real ones went."""
    centre = home / "centre.sqlite3"
    real = enrolled(home, 3)
    put_wrong_ones(centre, home / "worlds" / "w.sqlite3", Realm.WORLD, 6, NOW + 5 * HOUR)
    assert thin(centre, NOW + timedelta(days=5)) == ()
    assert set(real) < set(backups_of(centre))
    assert last_backup(centre) == real[0].at
    assert [point.problem is None for point in points_of(centre).points] == [False] * 6 + [True] * 3
    people = glance(centre).entries
    centre.unlink()
    restore(centre, home, NOW + timedelta(days=5))
    assert glance(centre).entries == people + 1


def test_backups_of_another_world_under_its_name_cost_a_world_none_of_its_own(home: Path) -> None:
    """Somebody copied a world over another one, and it was backed up there."""
    world, other = home / "worlds" / "w.sqlite3", a_world(home / "worlds" / "other.sqlite3")
    for number in range(3):
        act(world)
        back_up_one(world, NOW + number * HOUR)
    own = backups_of(world)
    shutil.copy(other, world)
    for number in range(5, 9):
        act(world)
        assert back_up_one(world, NOW + number * HOUR).made
    gone = thin(world, NOW + timedelta(days=5))
    assert set(own) < set(backups_of(world))
    assert len(gone) == 1, "of the four of the other world, as of any"
