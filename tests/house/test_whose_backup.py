# SPDX-License-Identifier: MIT
"""A backup of another world is not put where this one belongs; it may have a name of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.assessment.commands import RegisterWorld
from crmtrainer.house import House
from crmtrainer.house.backups import back_up_one
from crmtrainer.house.checking import glance
from crmtrainer.house.rescue import offers_for
from crmtrainer.house.restoring import newest_for, points_of, restore
from crmtrainer.journal.opening import journal_in
from crmtrainer.kernel.commands import SYSTEM, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.wording import sentence_for
from tests.support import LEARNER, START

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with the worlds `a` and `b`; the centre knows of the first."""
    folder = tmp_path / "home"
    with House.open(folder) as house:
        for name in ("a", "b"):
            bootstrap.create_world(world(folder, name), seed=name, about={"made": "by a test"}, starts_at=START)
        known = RegisterWorld(journal_in(world(folder, "a")), "sandbox", "A", "worlds/a.sqlite3", "{}")
        house.centre.perform(known, SYSTEM)
    return folder


def world(home: Path, name: str) -> Path:
    return home / "worlds" / f"{name}.sqlite3"


def backed_up(file: Path, at: datetime = NOW) -> Path:
    (made,) = back_up_one(file, at).made
    return made.path


def act(path: Path) -> None:
    opened = bootstrap.open_world(path)
    opened.perform(SetSpeed(0), LEARNER)
    opened.close()


def refused(target: Path, home: Path, backup: Path) -> str:
    before = target.read_bytes() if target.exists() else None
    with pytest.raises(StoreUnavailable, match=r"backup\.of_another") as told:
        restore(target, home, NOW + HOUR, backup)
    assert (target.read_bytes() if target.exists() else None) == before
    return sentence_for(told.value)


@pytest.mark.parametrize("now", ["sound", "damaged", "missing"])
def test_a_backup_of_another_world_is_refused_and_may_have_a_name_of_its_own(home: Path, now: str) -> None:
    """It was accepted, and the next backup kept it under the name of the world that it had replaced."""
    target, own, other = world(home, "a"), backed_up(world(home, "a")), backed_up(world(home, "b"))
    if now == "damaged":
        target.write_bytes(b"not a database at all" * 500)
    elif now == "missing":
        target.unlink()
    assert "crmtrainer restore worlds/NAME.sqlite3 --backup" in refused(target, home, other)
    restore(world(home, "new"), home, NOW + HOUR, other)
    assert journal_in(world(home, "new")) == journal_in(world(home, "b"))
    restore(target, home, NOW + HOUR, own)
    assert journal_in(target) == journal_in(own)


def test_where_the_centre_cannot_tell_the_other_backups_do(home: Path) -> None:
    other = backed_up(world(home, "a"))
    target, own = world(home, "b"), backed_up(world(home, "b"))
    target.write_bytes(b"")
    refused(target, home, other)
    restore(target, home, NOW + HOUR, own)


def test_an_attempts_file_takes_no_backup_of_another_attempt_by_its_name_alone(home: Path) -> None:
    target, other = world(home, "a-0c0ffe"), backed_up(world(home, "b"))
    (home / "centre.sqlite3").write_bytes(b"")
    refused(target, home, other)


def test_the_newest_of_a_file_is_the_newest_of_its_own(home: Path) -> None:
    """Another world stood in its place for a day, and was backed up there."""
    target, own = world(home, "a"), backed_up(world(home, "a"))
    kept = target.read_bytes()
    target.write_bytes(world(home, "b").read_bytes())
    foreign = backed_up(target, NOW + HOUR)
    act(target)
    assert newest_for(target).path == foreign, "what stands there now is what it is of"
    assert [point.problem for point in points_of(target).points] == [None, None], "both belong: the centre knows"
    target.write_bytes(kept)
    assert newest_for(target).path == own
    offered = offers_for(target).backup
    assert offered is not None
    assert offered.path == own
    problems = [point.problem for point in points_of(target).points]
    assert [problem and problem.code for problem in problems] == ["backup.of_another", None]
    refused(target, home, foreign)


def test_a_centre_takes_another_ones_backup_only_once_it_is_moved_away(home: Path, tmp_path: Path) -> None:
    """As on a new machine, which made a centre of its own when the program was first opened there."""
    with House.open(home) as house:
        house.enrol(Role.LEARNER, "Jo Okafor")
    backup, fresh = backed_up(home / "centre.sqlite3"), tmp_path / "fresh"
    House.open(fresh).close()
    centre = fresh / "centre.sqlite3"
    assert f"move {centre} out of the data folder" in refused(centre, fresh, backup)
    centre.rename(tmp_path / "aside.sqlite3")
    restore(centre, fresh, NOW + HOUR, backup)
    assert glance(centre).problem is None
    with House.open(fresh) as house:
        assert [person.name for person in house.people()] == ["Jo Okafor"]


@pytest.mark.parametrize("name", ["letter.txt", "worlds/notes.sqlite3", "other.sqlite3"])
@pytest.mark.parametrize("content", [b"Dear Sir or Madam", b"", b"SQLite format 3\x00" + bytes(9000)])
def test_a_file_that_is_none_of_ours_is_never_replaced(home: Path, name: str, content: bytes) -> None:
    """It was: anything that the path named became a database, wherever it lay."""
    target, backup = home / name, backed_up(world(home, "b"))
    target.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"store\.(foreign|empty)"):
        restore(target, home, NOW + HOUR, backup)
    assert target.read_bytes() == content
    assert sorted(path.name for path in target.parent.glob(f"*{target.stem}*")) == [target.name]
    assert list((target.parent / "backups").glob(f"{target.stem}.*")) == []
