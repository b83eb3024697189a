# SPDX-License-Identifier: MIT
"""Backup, restore, rescue and the doctor on the command line: plain words about a damaged file, and a way on."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.cli.examining import is_affected
from crmtrainer.house import House
from crmtrainer.house.backups import back_up
from tests.cli.test_journey import Line
from tests.support import START

WORLD = "worlds/w.sqlite3"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    House.open(folder).close()
    bootstrap.create_world(folder / WORLD, seed="s", about={"made": "by a test"}, starts_at=START)
    return folder


@pytest.fixture
def line(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(home, monkeypatch, capsys)


def spoil(home: Path) -> None:
    path = home / WORLD
    path.write_bytes(path.read_bytes()[:40960] + b"\xff" * 8192 + path.read_bytes()[49152:])


def test_a_damaged_world_is_told_of_and_put_back(line: Line, home: Path) -> None:
    assert line.run("doctor")[0] == 0
    made = line.json("backup")["made"]
    assert {name.split(".")[0] for name in made} == {"backups/centre", "worlds/backups/w"}
    assert line.json("backup")["made"] == []
    assert len(line.json("backup", "--list")[WORLD]) == 1
    spoil(home)
    code, out, _ = line.run("doctor")
    assert code == 1
    assert f"crmtrainer restore {WORLD}" in out
    code, out, _ = line.run("rescue", WORLD)
    assert code == 1
    assert "is damaged" in out
    assert "is sound. Put it back" in out
    assert line.run("backup")[0] == 1
    restored = line.json("restore", WORLD)
    assert (home / restored["replaced"]).exists()
    assert line.run("doctor")[0] == 0
    assert line.run("verify", str(home / WORLD))[0] == 0
    assert "sound: 2 entries" in line.run("rescue", WORLD)[1]


def test_a_centre_whose_backups_are_all_damaged_is_made_anew(line: Line, home: Path) -> None:
    """Restoring was refused for want of a sound backup, and a new one for there being backups."""
    line.json("backup")
    centre = home / "centre.sqlite3"
    assert "it is there" in line.run("rescue", "centre.sqlite3", "--anew")[2]
    centre.unlink()
    assert "puts its backup back" in line.run("rescue", "centre.sqlite3")[1]
    assert "puts its backup back" in line.run("rescue", "centre.sqlite3", "--anew")[2]
    for backup in (home / "backups").glob("centre.*.sqlite3"):
        backup.write_bytes(backup.read_bytes()[:8192])
    code, out, _ = line.run("rescue", "centre.sqlite3")
    assert (code, "rescue centre.sqlite3 --anew" in out) == (1, True)
    assert not centre.exists()
    assert line.run("rescue", "centre.sqlite3", "--anew")[0] == 0
    assert line.run("doctor")[0] == 0


def test_a_backup_dated_in_the_future_is_said_to_be_where_it_is_listed_and_restored(line: Line, home: Path) -> None:
    back_up(home, datetime.now(UTC) + timedelta(days=200))
    code, _, err = line.run("backup", "--list")
    assert (code, err.count("dated in the future")) == (0, 2)
    assert [each["dated_in_the_future"] for each in line.json("backup", "--list")[WORLD]] == [True]
    assert "in the future" in line.run("doctor")[1]
    code, _, err = line.run("restore", WORLD)
    assert (code, err.count("dated in the future")) == (0, 1)
    back_up(home, datetime.now(UTC))
    assert line.run("restore", WORLD)[::2] == (0, "")


def test_without_a_backup_there_is_what_can_be_read(line: Line, home: Path, tmp_path: Path) -> None:
    spoil(home)
    assert f"crmtrainer rescue {WORLD} --out FOLDER" in line.run("doctor")[1]
    code, _, err = line.run("restore", WORLD)
    assert (code, "no sound backup" in err) == (1, True)
    code, out, _ = line.run("rescue", WORLD, "--out", str(tmp_path / "out"))
    assert code == 1
    assert "Read out:" in out
    assert json.loads((tmp_path / "out" / "identity.jsonl").read_text(encoding="utf-8"))["seed"] == "s"


def test_a_damaged_centre_without_a_sound_backup_has_a_way_on(line: Line, home: Path) -> None:
    (home / "centre.sqlite3").write_bytes((home / "centre.sqlite3").read_bytes()[:4096])
    code, out, _ = line.run("rescue", "centre.sqlite3")
    assert code == 1
    assert "move this file out of the data folder, then crmtrainer rescue centre.sqlite3 --anew" in out
    (home / "centre.sqlite3").rename(home.parent / "damaged.sqlite3")
    assert line.run("rescue", "centre.sqlite3", "--anew")[0] == 0
    assert line.run("attempt", "list")[0] == 0


def test_a_centre_of_a_newer_program_is_not_to_be_made_anew(line: Line, home: Path) -> None:
    """To move it away was offered, where the newer program opens it with every name in it."""
    content = bytearray((home / "centre.sqlite3").read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    (home / "centre.sqlite3").write_bytes(content)
    code, out, _ = line.run("rescue", "centre.sqlite3")
    assert (code, "Update the program" in out, "--anew" in out) == (1, True, False)


def test_a_damaged_centre_is_one_sentence_for_every_command(line: Line, home: Path) -> None:
    line.run("backup")
    (home / "centre.sqlite3").write_bytes((home / "centre.sqlite3").read_bytes()[:4096])
    code, out, err = line.run("attempt", "list")
    assert (code, out) == (1, "")
    assert "is cut short" in err
    assert err.count("\n") == 1
    assert line.run("restore", "centre.sqlite3")[0] == 0
    assert line.run("attempt", "list")[0] == 0


def test_a_world_in_the_centres_place_is_told_and_not_backed_up_as_the_centre(line: Line, home: Path) -> None:
    """It was called sound, and backed up under the centre’s name."""
    shutil.copy(home / WORLD, home / "centre.sqlite3")
    for words in (("rescue", "centre.sqlite3"), ("doctor",), ("backup",)):
        code, out, err = line.run(*words)
        assert (code, "is a world, and a centre belongs there" in out + err) == (1, True), words
    assert not (home / "backups").exists()


def test_a_centre_that_no_version_wrote_is_told_the_same_everywhere(line: Line, home: Path) -> None:
    """Opening sent people to rescue, and rescue to opening."""
    line.run("backup")
    centre = home / "centre.sqlite3"
    centre.write_bytes(centre.read_bytes()[:60] + bytes(4) + centre.read_bytes()[64:])
    assert "does not say which version wrote it" in line.run("attempt", "list")[2]
    code, out, _ = line.run("rescue", "centre.sqlite3")
    assert (code, "does not say which version wrote it" in out, "is sound. Put it back" in out) == (1, True, True)
    assert "tables can be read" in out
    assert line.run("restore", "centre.sqlite3")[0] == 0
    assert line.run("attempt", "list")[0] == 0


def test_a_backup_round_says_what_ought_to_be_there_and_is_not(line: Line, home: Path) -> None:
    line.run("backup")
    (home / "centre.sqlite3").unlink()
    code, out, err = line.run("backup")
    assert (code, json.loads(out)["unchanged"], "puts its backup back" in err) == (1, [WORLD], True)
    shutil.rmtree(home)
    code, _, err = line.run("backup")
    assert (code, "nothing to back up" in err, home.exists()) == (1, True, False)


def test_the_doctor_says_who_has_the_folder_open(line: Line, home: Path) -> None:
    with House.open(home, stays=True):
        code, out, _ = line.run("doctor")
        assert line.run("attempt", "list")[0] == 1
    assert code == 0
    assert "in use by" in out
    assert "open now" in out
    assert "in use by" not in line.run("doctor")[1]


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_which_sqlite_is_affected(version: tuple[int, int, int], affected: bool) -> None:
    assert is_affected(version) is affected
