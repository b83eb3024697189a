# SPDX-License-Identifier: MIT
"""A restore that is cut off anywhere: the old file with all that was saved in it, or the restored one and the old kept.

What a kill leaves is what stands in the folder at that moment, so the folder is copied before and after every call that
touches a file, and each copy is judged as the next start finds it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.house import setting_aside
from crmtrainer.house.checking import glance
from crmtrainer.house.setting_aside import set_aside
from crmtrainer.journal.backups import sweep
from crmtrainer.journal.segments import Restored, enter
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import copy_whole, settle
from tests.support import LEARNER, START

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SAVED = 6
_TOUCHES = frozenset(("open", "replace", "unlink", "mkdir", "sendfile", "fsync", "execute", "close"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of six entries, the last three in a log that a crash left; and a restored one to take its place."""
    folder = tmp_path_factory.mktemp("made")
    world, left = folder / "w.sqlite3", folder / "left"
    bootstrap.create_world(world, seed="s", about={"made": "by a test"}, starts_at=START)
    act(world, 2)
    copy_whole(world, folder / "w.sqlite3.part")
    enter(folder / "w.sqlite3.part", Realm.WORLD, Restored("backup", "3:x", ""))
    opened = bootstrap.open_world(world)
    for _ in range(3):
        opened.perform(SetSpeed(0), LEARNER)
    left.mkdir()
    for name in ("w.sqlite3", "w.sqlite3-wal"):
        shutil.copyfile(folder / name, left / name)
    opened.close()
    for file in left.iterdir():
        file.replace(folder / file.name)
    left.rmdir()
    return folder


def act(world: Path, times: int) -> None:
    opened = bootstrap.open_world(world)
    for _ in range(times):
        opened.perform(SetSpeed(0), LEARNER)
    opened.close()


@contextmanager
def copied_at_each_step(folder: Path, into: Path) -> Iterator[None]:
    number, seen = count(), [b""]

    def step(_frame: FrameType, event: str, called: Any) -> None:
        if event in ("c_call", "c_return") and getattr(called, "__name__", "") in _TOUCHES:
            stands = _told(folder)
            if stands != seen[-1]:
                seen.append(stands)
                shutil.copytree(folder, into / f"{next(number):03}")

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        yield
    finally:
        sys.setprofile(before)


def _told(folder: Path) -> bytes:
    """What stands in a folder: names and contents."""
    found = sha256()
    for file in sorted(folder.rglob("*")):
        found.update(f"/{file}/".encode() + (file.read_bytes() if file.is_file() else b""))
    return found.digest()


def cut_everywhere(folder: Path, into: Path) -> list[Path]:
    """What stands there at each step of a restore, and at its end."""
    target = folder / "w.sqlite3"
    with copied_at_each_step(folder, into):
        set_aside(target, NOW)
        settle(target.with_name("w.sqlite3.part"), target)
    shutil.copytree(folder, into / "end")
    return sorted(into.iterdir())


def kept_in(folder: Path) -> list[Path]:
    """What a restore kept, after the next start has tidied up."""
    (folder / "backups").mkdir(exist_ok=True)
    sweep(folder / "backups")
    return sorted((folder / "backups").glob("*.sqlite3"))


def test_a_restore_cut_off_anywhere_loses_nothing_that_was_saved(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "w")
    restored = 0
    for left in cut_everywhere(folder, tmp_path / "cuts"):
        kept = kept_in(left)
        standing = verify(left / "w.sqlite3")
        assert standing.result == "intact", left.name
        if standing.entries == SAVED:
            assert all(verify(file).entries == SAVED for file in kept)
        else:
            restored += 1
            assert (standing.entries, [note.kind for note in standing.notes]) == (4, ["restored"]), left.name
            assert [verify(file).entries for file in kept] == [SAVED], left.name
        assert [file.name for file in (left / "backups").iterdir() if file not in kept] == []
        act(left / "w.sqlite3", 1)
        assert all(verify(file).entries == SAVED for file in kept), "to go on changes nothing of what was kept"
    assert restored


def test_a_damaged_file_is_never_made_one_that_opens_without_its_last_acts(made: Path, tmp_path: Path) -> None:
    """Its older state, without its log, would open; with it, it does not."""
    folder = shutil.copytree(made, tmp_path / "w")
    log = folder / "w.sqlite3-wal"
    copy = shutil.copytree(folder, tmp_path / "alone")
    (copy / log.name).unlink()
    assert glance(copy / "w.sqlite3").problem is None
    assert glance(copy / "w.sqlite3").entries < SAVED
    spoilt = _broken_record(folder)
    restored = 0
    for left in cut_everywhere(folder, tmp_path / "cuts"):
        kept = kept_in(left)
        seen = glance(left / "w.sqlite3")
        if seen.problem is None:
            restored += 1
            assert seen.entries == 4, left.name
        if seen.problem is None or seen.problem.code == "store.missing":
            (one,) = kept
            assert (one.read_bytes(), one.with_name(one.name + "-wal").read_bytes()) == spoilt
        logs = {file.with_name(file.name + ending) for file in kept for ending in ("-wal", "-shm")}
        assert [file.name for file in (left / "backups").iterdir() if file not in {*kept, *logs}] == []
    assert restored


def _broken_record(folder: Path) -> tuple[bytes, bytes]:
    """Make what the log says of the record not hold. Gives the bytes of file and log."""
    world = folder / "w.sqlite3"
    connection = sqlite3.connect(world)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    for name in names:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE journal_entry SET body = x'7b7d' WHERE seq = 6")
    connection.commit()
    both = world.read_bytes(), Path(f"{world}-wal").read_bytes()
    connection.close()
    world.write_bytes(both[0])
    Path(f"{world}-wal").write_bytes(both[1])
    return both


def test_a_log_whose_file_is_gone_is_not_read_into_the_restored_one(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "w")
    (folder / "w.sqlite3").unlink()
    assert not set_aside(folder / "w.sqlite3", NOW).exists()
    settle(folder / "w.sqlite3.part", folder / "w.sqlite3")
    assert verify(folder / "w.sqlite3").entries == 4
    (log,) = (folder / "backups").iterdir()
    assert log.read_bytes() == (made / "w.sqlite3-wal").read_bytes()


def test_what_cannot_be_kept_is_not_replaced(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(made, tmp_path / "w")

    def full(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StoreUnavailable, match=r"store\.full"):
        set_aside(folder / "w.sqlite3", NOW)
    assert verify(folder / "w.sqlite3").entries == SAVED
    assert list((folder / "backups").iterdir()) == []


def test_what_a_failing_disk_does_not_give_back_is_kept_by_another_name(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(made, tmp_path / "w")

    def unread(_source: object, _target: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(setting_aside.shutil, "copyfile", unread)
    aside = set_aside(folder / "w.sqlite3", NOW)
    assert os.path.samefile(aside, folder / "w.sqlite3")  # noqa: PTH121
