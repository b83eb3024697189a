# SPDX-License-Identifier: MIT
"""Whatever is wrong with the centre or its folder: each command says it in one sentence and leaves all as it stands."""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.house import House
from crmtrainer.house.backups import back_up
from crmtrainer.house.logs import start_logging
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import SYSTEM, Realm, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import SCHEMAS
from crmtrainer.wording import sentence_for
from tests.cli.test_journey import Line
from tests.store.without_power import without_power
from tests.support import START

CENTRE = "centre.sqlite3"
ADVICE = ("restore", "choose another", "update the program", "move", "rescue", "close it", "make", "use one", "open it")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    House.open(folder).close()
    return folder


@pytest.fixture
def line(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(home, monkeypatch, capsys)


def standing(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def with_bytes(path: Path, offset: int, value: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[offset : offset + len(value)] = value
    path.write_bytes(data)


SPOILT: dict[str, Callable[[Path], object]] = {
    "zero-length": lambda file: file.write_bytes(b""),
    "foreign": lambda file: file.write_bytes(b"PK\x03\x04" + bytes(9000)),
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-8192]),
    "newer": lambda file: with_bytes(file, 60, struct.pack(">I", SCHEMAS[Realm.CENTRE] + 1)),
    "of no version": lambda file: with_bytes(file, 60, bytes(4)),
    "a world": lambda file: with_bytes(file, 68, b"crmw"),
    "damaged": lambda file: with_bytes(file, 4096, b"\xa5" * 20_000),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "a pipe": lambda file: (file.unlink(), os.mkfifo(file)),
}
if not hasattr(os, "mkfifo"):
    del SPOILT["a pipe"]


@pytest.mark.parametrize("kind", SPOILT)
def test_a_centre_that_cannot_be_opened_is_one_sentence_with_what_to_do(line: Line, home: Path, kind: str) -> None:
    SPOILT[kind](home / CENTRE)
    before = standing(home)
    for words in (("attempt", "list"), ("ask", "attempts.all", "--as", "assessor"), ("run",)):
        code, out, err = line.run(*words)
        assert (code, out, err.count("\n")) == (1, "", 1), words
        assert str(home / CENTRE) in err
        assert any(advice in err.lower() for advice in ADVICE), err
        after = {name: content for name, content in standing(home).items() if not name.startswith("logs/")}
        assert after == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_in_the_place_of_a_file_is_refused_at_once_and_waited_for_by_nobody(line: Line, home: Path) -> None:
    """Each of these waited for ever for somebody to write into the pipe."""
    world, backup = home / "worlds" / "w.sqlite3", home / "backups" / "centre.20261122T120000.000000Z.sqlite3"
    for pipe in (world, backup, home / "handed-in" / "a-000001.sqlite3"):
        pipe.parent.mkdir(exist_ok=True)
        os.mkfifo(pipe)
    for words in (
        ("restore", CENTRE, "--backup", str(backup)),
        ("restore", str(world)),
        ("ask", "practice.now", "--world", str(world)),
        ("attempt", "receive", str(world)),
    ):
        code, out, err = line.run(*words)
        assert (code, out, err.count("\n")) == (1, "", 1), words
    assert line.run("attempt", "list")[0] == 0
    for words in (("verify", str(world)), ("rescue", str(world)), ("doctor",), ("backup",)):
        code, out, err = line.run(*words)
        assert (code > 0, "a folder, a pipe or a device" in out + err) == (True, True), words
    for beside in (".seal", ".checkpoints", ".tick"):
        os.mkfifo(home / f"{CENTRE}{beside}")
    assert verify(home / CENTRE).result == "intact"


def test_a_link_to_itself_in_the_place_of_a_world_is_one_sentence_and_no_fault(line: Line, home: Path) -> None:
    """`verify`, `ask` and `act` ended in a traceback."""
    world = home / "worlds" / "w.sqlite3"
    world.parent.mkdir(exist_ok=True)
    try:
        world.symlink_to(world.name)
    except OSError:
        pytest.skip("links cannot be made here")
    for words in (
        ("ask", "practice.now", "--world", str(world)),
        ("act", "practice.set", '{"speed": 0}', "--world", str(world)),
    ):
        code, out, err = line.run(*words)
        assert (code, out, err.count("\n"), "cannot be read" in err) == (1, "", 1, True), words
    code, out, err = line.run("verify", str(world))
    assert (code, "UNVERIFIABLE" in out, "Traceback" in err) == (2, True, False)


def test_a_centre_that_is_gone_is_not_made_anew_while_there_is_a_backup_of_it(line: Line, home: Path) -> None:
    back_up(home, datetime.now(UTC))
    (home / CENTRE).unlink()
    code, _, err = line.run("attempt", "list")
    assert (code, err.count("\n"), "crmtrainer restore centre.sqlite3" in err) == (1, 1, True)
    assert not (home / CENTRE).exists()
    code, out, _ = line.run("doctor")
    assert (code, "crmtrainer restore centre.sqlite3" in out) == (1, True)
    assert line.run("restore", CENTRE)[0] == 0
    assert line.run("attempt", "list")[0] == 0


def test_a_centre_that_is_gone_without_a_backup_is_made_anew_only_when_somebody_asks(line: Line, home: Path) -> None:
    assert line.run("rescue", CENTRE, "--anew")[0] == 1, "there is one"
    bootstrap.create_world(home / "worlds" / "w.sqlite3", seed="s", about={}, starts_at=START)
    (home / CENTRE).unlink()
    code, _, err = line.run("attempt", "list")
    assert (code, err.count("\n"), "rescue centre.sqlite3 --anew" in err) == (1, 1, True)
    assert not (home / CENTRE).exists()
    assert "none was made in its place" in line.run("doctor")[1]
    code, _, err = line.run("rescue", CENTRE, "--anew")
    assert (code, "a new one was made" in err) == (0, True)
    assert line.run("attempt", "list")[::2] == (0, "")


def test_a_world_that_is_missing_is_not_made(line: Line, home: Path) -> None:
    code, out, err = line.run("ask", "practice.now", "--world", str(home / "worlds" / "none.sqlite3"))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "none was made" in err
    assert not (home / "worlds" / "none.sqlite3").exists()


def test_a_centre_another_program_writes_is_named_and_left(line: Line, home: Path) -> None:
    with closing(sqlite3.connect(home / CENTRE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, out, err = line.run("attempt", "list")
        other.execute("ROLLBACK")
    assert (code, out, err.count("\n"), "Close it there" in err) == (1, "", 1, True)
    assert line.run("attempt", "list")[0] == 0


LOGGING = """
from crmtrainer.house.logs import start_logging
from crmtrainer.kernel.errors import StoreUnavailable
try:
    start_logging(Path(sys.argv[1]))
except StoreUnavailable as problem:
    print(problem.code)
"""


def test_a_window_over_a_folder_that_cannot_be_written_says_so(home: Path, read_only: Callable[[Path], None]) -> None:
    before = standing(home)
    read_only(home)
    assert without_power(LOGGING, home) == "store.read_only"
    assert standing(home) == before


def test_a_log_is_begun_where_it_can_be(home: Path) -> None:
    handler = start_logging(home)
    handler.close()
    assert (home / "logs").is_dir()


def test_a_file_that_may_not_grow_takes_no_half_act_and_goes_on_when_there_is_room(home: Path) -> None:
    """As on a full disk: SQLite says of both that the database or its disk is full."""
    path = home / "worlds" / "w.sqlite3"
    bootstrap.create_world(path, seed="s", about={}, starts_at=START)
    world = bootstrap.open_world(path)
    with world.app.database.writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA max_page_count = 1")  # SQLite takes it as: no more than there are

    def act_on_and_on() -> None:
        for _ in range(200):
            world.perform(SetSpeed(0), SYSTEM)

    with pytest.raises(StoreUnavailable) as told:
        act_on_and_on()
    assert told.value.code == "store.full"
    assert "Make room, then try again." in sentence_for(told.value)
    with world.app.database.writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA max_page_count = 1000000")
    last = world.perform(SetSpeed(0), SYSTEM).seq
    world.close()
    report = verify(path)
    assert (report.result, report.head_seq) == ("intact", last)


def test_in_a_synchronised_folder_people_are_told_once_and_work_is_kept_without_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "Nextcloud" / "crm"
    line = Line(home, monkeypatch, capsys)
    code, _, err = line.run("ask", "attempts.all", "--as", "assessor")
    assert (code, "synchronised" in err, "--data" in err) == (0, True, True)
    assert line.run("ask", "attempts.all", "--as", "assessor")[2] == ""
    with House.open(home) as house:
        house.enrol(Role.LEARNER, "Jo Okafor")
        assert not [path for path in home.iterdir() if path.name.endswith("-wal")]
