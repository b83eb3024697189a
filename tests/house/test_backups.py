# SPDX-License-Identifier: MIT
"""Backups of a data folder: proved, thinned, put back with a trace; and what is left for a file without one."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.house import House, backups
from crmtrainer.house.backups import back_up, thin
from crmtrainer.house.checking import check_whole, glance
from crmtrainer.house.rescue import offers_for, salvage
from crmtrainer.house.restoring import restore
from crmtrainer.journal.backups import backups_of, make_backup, newest_sound, prove
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import SYSTEM, Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.replay import replay
from crmtrainer.wording import sentence_for
from tests.support import LEARNER, START

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with a centre and one world of three entries."""
    folder = tmp_path / "home"
    House.open(folder).close()
    bootstrap.create_world(world_of(folder), seed="s", about={"made": "by a test"}, starts_at=START)
    act(folder, 2)
    return folder


def world_of(home: Path) -> Path:
    return home / "worlds" / "w.sqlite3"


def act(home: Path, times: int = 1) -> None:
    world = bootstrap.open_world(world_of(home))
    for _ in range(times):
        world.perform(SetSpeed(0), LEARNER)
    world.close()


def entries(path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return [json.loads(body) for (body,) in connection.execute("SELECT body FROM journal_entry ORDER BY seq")]


def spoil(path: Path) -> bytes:
    """Damage it where it hurts. Gives its bytes."""
    data = bytearray(path.read_bytes())
    data[8192:40960] = os.urandom(32768)
    path.write_bytes(data)
    return bytes(data)


def test_a_large_world_in_which_nothing_was_done_is_not_copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "WHOLE_UP_TO", 1)
    other = home / "worlds" / "sandbox.sqlite3"
    bootstrap.create_world(other, seed="s", about={"made": "by a test"}, starts_at=START)
    first = back_up(home, NOW)
    assert ([each.stem for each in first.made], first.unchanged) == (["centre", "w"], (other,))
    world = bootstrap.open_world(other)
    world.perform(SetSpeed(0), LEARNER)
    world.close()
    assert [each.stem for each in back_up(home, NOW + timedelta(hours=1)).made] == ["sandbox"]


def test_what_changed_is_backed_up_once(home: Path) -> None:
    first = back_up(home, NOW)
    assert sorted(each.stem for each in first.made) == ["centre", "w"]
    assert [prove(each.path, Realm.WORLD).entries for each in first.made if each.stem == "w"] == [3]
    second = back_up(home, NOW + timedelta(hours=1))
    assert (second.made, sorted(path.name for path in second.unchanged)) == ((), ["centre.sqlite3", "w.sqlite3"])
    act(home)
    third = back_up(home, NOW + timedelta(hours=2))
    assert [each.stem for each in third.made] == ["w"]
    assert [each.name for each in (home / "worlds" / "backups").iterdir() if "proving" in each.name] == []


def test_an_open_world_is_backed_up_as_it_stands(home: Path) -> None:
    world = bootstrap.open_world(world_of(home))
    world.perform(SetSpeed(1), LEARNER)
    (made,) = [each for each in back_up(home, NOW).made if each.stem == "w"]
    world.perform(SetSpeed(0), LEARNER)
    world.close()
    assert len(entries(made.path)) == 4


def test_what_goes_on_changing_is_backed_up_every_half_hour(home: Path) -> None:
    back_up(home, NOW, only_due=True)
    act(home)
    assert back_up(home, NOW + timedelta(minutes=29), only_due=True).made == ()
    assert len(back_up(home, NOW + timedelta(minutes=31), only_due=True).made) == 1


def test_a_damaged_world_gives_no_backup_and_costs_none(home: Path) -> None:
    back_up(home, NOW)
    spoil(world_of(home))
    done = back_up(home, NOW + timedelta(days=400))
    assert [problem.code for problem in done.failed] == ["store.damaged"]
    assert not str(done.failed[0].facts["problem"]).startswith("***"), "what SQLite writes above its complaints"
    assert len(backups_of(world_of(home))) == 1


def test_a_tampered_world_gives_no_backup(home: Path) -> None:
    with closing(sqlite3.connect(world_of(home))) as connection:
        connection.execute("UPDATE practice_setting SET speed = 60")
        connection.commit()
    with pytest.raises(StoreUnavailable, match=r"backup\.not_sound.*unlogged") as told:
        make_backup(world_of(home), Realm.WORLD, NOW)
    assert "not sound" in sentence_for(told.value)
    assert list((home / "worlds" / "backups").iterdir()) == []


@pytest.mark.parametrize("behind_the_head", [False, True])
def test_older_backups_are_thinned_but_not_when_those_that_stay_have_rotted(home: Path, behind_the_head: bool) -> None:
    source = world_of(home)
    for number in range(8):
        make_backup(source, Realm.WORLD, NOW + timedelta(minutes=number))
    later = NOW + timedelta(days=10)
    for backup in backups_of(source)[:2]:
        spoil(backup.path) if behind_the_head else backup.path.write_bytes(b"rotten")
    assert thin(source, later) == ()
    for backup in backups_of(source)[:2]:
        backup.path.unlink()
    assert len(thin(source, later)) == 3
    assert len(backups_of(source)) == 3
    assert thin(source, NOW - timedelta(days=1)) == ()


def test_a_backup_made_while_the_clock_was_ahead_comes_last_and_is_no_reason_to_copy_again(home: Path) -> None:
    source = world_of(home)
    ahead = datetime.now(UTC) + timedelta(days=200)
    make_backup(source, Realm.WORLD, ahead)
    act(home)
    back_up(home, NOW)
    newest = newest_sound(source, Realm.WORLD)
    assert newest is not None
    assert newest.at == NOW
    assert source in back_up(home, NOW + timedelta(hours=1)).unchanged
    newest.path.unlink()
    only = newest_sound(source, Realm.WORLD)
    assert only is not None
    assert only.at > datetime.now(UTC)


def test_a_file_whose_name_is_no_moment_is_none_of_ours(home: Path) -> None:
    back_up(home, NOW)
    before = backups_of(home / "centre.sqlite3")
    strange = before[0].path.with_name("centre.20261399T999999.000000Z.sqlite3")
    strange.write_bytes(b"")
    assert backups_of(home / "centre.sqlite3") == before


def test_a_damaged_world_is_restored_and_says_so(home: Path) -> None:
    (made,) = [each for each in back_up(home, NOW).made if each.stem == "w"]
    head = verify(made.path).head_hash
    act(home)
    damaged = spoil(world_of(home))
    with pytest.raises(StoreUnavailable, match=r"store\.damaged"):
        bootstrap.open_world(world_of(home))
    aside = restore(world_of(home), home, NOW)
    assert aside.read_bytes() == damaged
    assert verify(world_of(home)).result == "intact"
    last = entries(world_of(home))[-1]
    assert (last["verb"], last["actor"]) == ("journal.restore", "system")
    assert last["args"] == {"backup": made.path.name, "restored": f"3:{head[:40]}", "replaced": ""}
    act(home)
    assert replay(world_of(home), home / "again.sqlite3").same
    with House.open(home):
        assert verify(made.path).result == "intact", "the backup stays"


def test_a_sound_world_that_is_replaced_is_named_and_kept(home: Path) -> None:
    back_up(home, NOW)
    act(home)
    before = verify(world_of(home))
    aside = restore(world_of(home), home, NOW)
    assert entries(world_of(home))[-1]["args"]["replaced"] == f"4:{before.head_hash[:40]}"
    assert verify(aside) == before
    assert thin(world_of(home), NOW + timedelta(days=900)) == ()
    assert aside.exists()


def test_a_lost_file_and_a_damaged_centre_are_restored_too(home: Path) -> None:
    back_up(home, NOW)
    world_of(home).unlink()
    spoil(home / "centre.sqlite3")
    with pytest.raises(StoreUnavailable, match=r"store\.damaged"):
        House.open(home)
    for file in (world_of(home), home / "centre.sqlite3"):
        restore(file, home, NOW)
    with House.open(home) as house:
        assert entries(house.home / "centre.sqlite3")[-1]["verb"] == "journal.restore"
    assert glance(world_of(home)).problem is None


def test_nothing_is_restored_from_what_is_not_sound(home: Path) -> None:
    (made,) = [each for each in back_up(home, NOW).made if each.stem == "w"]
    spoil(made.path)
    before = world_of(home).read_bytes()
    with pytest.raises(StoreUnavailable, match=r"backup\.not_sound"):
        restore(world_of(home), home, NOW, made.path)
    with pytest.raises(StoreUnavailable, match=r"backup\.none"):
        restore(world_of(home), home, NOW)
    assert world_of(home).read_bytes() == before
    assert newest_sound(world_of(home), Realm.WORLD) is None


def test_nothing_is_restored_while_somebody_is_at_work(home: Path) -> None:
    back_up(home, NOW)
    with House.open(home, stays=True), pytest.raises(StoreUnavailable, match=r"home\.in_use"):
        restore(world_of(home), home, NOW)


def test_a_log_left_by_a_crash_is_kept_with_what_is_replaced_and_never_read_again(home: Path) -> None:
    back_up(home, NOW)
    killed = "import os, signal, sys\nfrom pathlib import Path\nfrom crmtrainer import bootstrap\n" + (
        "from crmtrainer.agenda.commands import SetSpeed\nfrom crmtrainer.kernel.commands import SYSTEM\n"
        "world = bootstrap.open_world(Path(sys.argv[1]))\n"
        "for _ in range(3):\n    world.perform(SetSpeed(0), SYSTEM)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(world_of(home))], check=False)
    assert done.returncode == -signal.SIGKILL
    assert world_of(home).with_name("w.sqlite3-wal").stat().st_size > 0
    aside = restore(world_of(home), home, NOW)
    assert len(entries(world_of(home))) == 4
    assert len(entries(aside)) == 6, "with its log, what was saved before the crash is all there"


def test_a_whole_check_finds_what_a_glance_does_not(home: Path) -> None:
    with closing(sqlite3.connect(world_of(home))) as connection:
        connection.execute("UPDATE practice_setting SET speed = 60")
        connection.commit()
    assert glance(world_of(home)).problem is None
    problem = check_whole(world_of(home)).problem
    assert problem is not None
    assert problem.code == "store.record_broken"


@pytest.mark.parametrize("data", [None, b"", b"PK\x03\x04" + bytes(400), b"SQLite format 3\x00" + bytes(600)])
def test_a_glance_and_offers_complain_of_nothing_themselves(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "file.sqlite3"
    if data is not None:
        path.write_bytes(data)
    assert glance(path).problem is not None
    offers = offers_for(path)
    assert (offers.backup, offers.readable) == (None, 0)
    with pytest.raises(StoreUnavailable):
        salvage(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_rows_are_read_out_of_a_damaged_file_from_both_ends(home: Path, tmp_path: Path) -> None:
    path = world_of(home)
    world = bootstrap.open_world(path)
    for number in range(100):
        world.perform(SetSpeed(0), SYSTEM, request_id=f"r-{number}")
    world.close()
    data = bytearray(path.read_bytes())
    page = data.index(b'"seq":50,') // 4096 * 4096
    data[page : page + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    offers = offers_for(path)
    assert offers.health.problem is not None
    assert offers.readable > 10
    done = salvage(path, tmp_path / "out")
    assert "journal_entry" in done.lost
    found = [json.loads(line)["seq"] for line in (tmp_path / "out" / "journal_entry.jsonl").read_text().splitlines()]
    assert done.rows["journal_entry"] == len(found) == len(set(found))
    assert 80 < len(found) < 103
    assert {1, 103} <= set(found)
    assert 50 not in found
    assert path.read_bytes() == bytes(data)
    with pytest.raises(StoreUnavailable, match=r"store\.exists"):
        salvage(path, tmp_path / "out")


def test_rows_are_read_out_of_a_file_that_is_cut_short(home: Path, tmp_path: Path) -> None:
    """Nothing was, though nearly all was there: SQLite opens no file that is shorter than its first page says."""
    path = world_of(home)
    act(home, 100)
    path.write_bytes(path.read_bytes()[:-5000])
    before = path.read_bytes()
    offers = offers_for(path)
    assert offers.health.problem is not None
    assert (offers.health.problem.code, offers.readable > 10) == ("store.truncated", True)
    done = salvage(path, tmp_path / "out")
    assert done.missing == 5000
    assert done.lost
    found = [json.loads(line)["seq"] for line in (tmp_path / "out" / "journal_entry.jsonl").read_text().splitlines()]
    assert 90 < len(found) == len(set(found)) == done.rows["journal_entry"]
    assert path.read_bytes() == before


def test_rows_are_read_out_of_a_file_that_lost_a_page_of_its_list_of_tables(home: Path, tmp_path: Path) -> None:
    """As at the end of a filled world, whose triggers were made last."""
    path = world_of(home)
    data = bytearray(path.read_bytes())
    page = data.rindex(b"CREATE TRIGGER") // 4096 * 4096
    assert page
    data[page : page + 4096] = bytes(4096)
    path.write_bytes(data)
    done = salvage(path, tmp_path / "out")
    assert "sqlite_schema" in done.lost
    assert done.rows["journal_entry"] == 3
    assert len(done.rows) > 30


def test_what_cannot_be_read_at_all_leaves_no_folder_and_says_where_to_go(home: Path, tmp_path: Path) -> None:
    path = world_of(home)
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    with pytest.raises(StoreUnavailable, match=r"rescue\.unreadable") as told:
        salvage(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert "crmtrainer rescue" not in sentence_for(told.value)
