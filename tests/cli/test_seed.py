# SPDX-License-Identifier: MIT
"""The seed command as people and scripts meet it: where things go, how it ends, what it leaves."""

import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.assessment.models import WorldFile
from crmtrainer.cli.root import run_cli
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.seeding.builder import digests_of
from crmtrainer.store.unit_of_work import reading

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and terminals as POSIX has them")

COLOUR = re.compile(r"\x1b\[[0-9;]*[34][0-9]m")


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "crmtrainer", "--data", str(home), "seed", *arguments]


def run_here(home: Path, *arguments: str) -> int:
    """The same without a process of its own; gives the exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["crmtrainer", *command(home, *arguments)[3:]])
        with pytest.raises(SystemExit) as left:
            run_cli()
    code = left.value.code
    assert isinstance(code, int)
    return code


def worlds(home: Path) -> list[str]:
    folder = home / "worlds"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_world_is_made_told_and_known_to_the_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ("--customers", "60", "--seed", "3", "--name", "Tuesday class", "--as-of", "2026-05-29")
    assert run_here(tmp_path, *wanted) == 0
    path = tmp_path / "worlds" / "tuesday-class-60-3.sqlite3"
    done = capsys.readouterr()
    assert done.out == f"{path}\n"
    assert "People and their histories: 60 of 60" in done.err
    assert "Nobody here is real" in done.err
    assert not COLOUR.search(done.err)
    assert verify(path).result is RecordState.INTACT
    centre = bootstrap.open_centre(tmp_path)
    try:
        with reading(centre.database) as session:
            row = session.query(WorldFile).one()
            assert (row.kind, row.name, tmp_path / row.path) == ("sandbox", "Tuesday class", path)
    finally:
        centre.close()


def test_the_same_again_is_a_second_world_with_the_same_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run_here(tmp_path, "--customers", "30", "--quiet") == 0
        assert capsys.readouterr().err == ""
    names = worlds(tmp_path)
    assert names == ["larkfield-home-connect-30-7-2.sqlite3", "larkfield-home-connect-30-7.sqlite3"]
    first, second = (digests_of(tmp_path / "worlds" / name) for name in names)
    assert first == second


def test_a_dry_run_tells_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(tmp_path, "--customers", "5000", "--dry-run") == 0
    assert "5,000 customers, about" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--customers", "-1"), "--customers"),
        (("--customers", "many"), "--customers"),
        (("--customers", "9000000"), "5000000"),
        (("--as-of", "yesterday"), "like 2026-03-03, not yesterday"),
        (("--name", "n" * 81), "1 to 80 characters"),
        (("--customers", "1000000"), "Add --yes"),
        (("--people", "5"), "--people"),
    ],
)
def test_what_is_written_wrongly_is_said_and_nothing_made(
    tmp_path: Path, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(tmp_path, *arguments) == 64
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "worlds").write_text("in the way", encoding="utf-8")
    assert run_here(tmp_path, "--customers", "10", "--quiet") == 1
    assert capsys.readouterr().err.startswith("Nothing was saved: ")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_fill_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        command(tmp_path, "--customers", "60000"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("People and their histories")
        assert worlds(tmp_path) != []
        process.send_signal(number)
        _, told = process.communicate()
    assert process.returncode == 130
    assert "Cancelled. Nothing was left behind." in told
    assert worlds(tmp_path) == []


def test_examples_come_first_in_the_help(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(tmp_path, "--help") == 0
    told = capsys.readouterr().out
    assert told.index("Examples:") < told.index("Fill a new world") < told.index("Options:")
    assert "crmtrainer seed --customers 5000 --seed 7" in told


@pytest.mark.parametrize(("options", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_a_bar_and_no_colour_when_asked(
    tmp_path: Path, options: dict[str, str], coloured: bool
) -> None:
    keyboard, screen = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"TERM": "xterm-256color"} | options
    with closing(os.fdopen(keyboard, "rb", buffering=0)) as shown:
        done = subprocess.Popen(
            command(tmp_path, "--customers", "30"), stdout=subprocess.DEVNULL, stderr=screen, env=environment
        )
        os.close(screen)
        told = b""
        try:
            while piece := shown.read(4096):
                told += piece
        except OSError:
            pass  # the terminal hangs up when its last writer has gone
        assert done.wait() == 0
    text = told.decode()
    assert "People and their histories" in text
    assert bool(COLOUR.search(text)) is coloured
