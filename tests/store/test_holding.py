# SPDX-License-Identifier: MIT
"""One holder at a time, in this program or another one; a lock ends with its process, however that ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.holding import giving_up, hold, holder_of, note_beside
from crmtrainer.wording import sentence_for
from tests.store.without_power import without_power

HOLDING = """
import sys
from pathlib import Path
from crmtrainer.store.holding import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds `path` until it is told to end."""
    command = [sys.executable, "-c", HOLDING, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_holder_in_this_program_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite3"
    held = hold(path)
    with pytest.raises(StoreUnavailable, match=r"store\.in_use") as told:
        hold(path)
    held.let_go()
    assert told.value.facts["holder"] == f"process {os.getpid()} on {socket.gethostname()}"
    assert sentence_for(told.value).endswith("Close it there first.")
    hold(path).let_go()
    assert list(tmp_path.iterdir()) == []


def test_another_programs_lock_stands_until_it_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite3"
    with another_holder(path) as other:
        note = note_beside(path).read_bytes()
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match=f"process {other.pid} on"):
                hold(path)
        assert note_beside(path).read_bytes() == note, "a live holder's lock is left as it is"
        assert holder_of(path).startswith(f"process {other.pid} ")
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert note_beside(path).exists(), "a killed holder cannot tidy up"
        assert holder_of(path) == ""
        held = hold(path)
        assert holder_of(path).startswith(f"process {os.getpid()} ")
        held.let_go()


def test_whoever_is_patient_gets_a_file_when_its_holder_is_done(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite3"
    with another_holder(path) as other, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(hold, path, patience=60)
        assert not waiting.done()
        assert other.stdin is not None
        other.stdin.close()
        held = waiting.result()
    assert holder_of(path).startswith(f"process {os.getpid()} ")
    held.let_go()


def test_nobody_waits_for_a_window(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite3"
    held = hold(path, stays=True)
    with pytest.raises(StoreUnavailable, match="its window"):
        hold(path, patience=3600)
    held.let_go()


def test_patience_counts_anew_for_each_that_comes_before(tmp_path: Path) -> None:
    """On a slow machine the fourth of four commands was turned away while the others got on."""
    path, seconds = tmp_path / "world.sqlite3", count(0, 20)
    held = hold(path)
    gives_up = giving_up(note_beside(path), 30, lambda: next(seconds))
    for _ in range(5):
        assert not gives_up()
        assert not gives_up()
        held.let_go()
        held = hold(path)  # also where it is the same program again
    assert [gives_up() for _ in range(3)] == [False, False, True]
    held.let_go()


def test_whoever_has_no_patience_is_told_at_once_however_many_come_before(tmp_path: Path) -> None:
    path, seconds = tmp_path / "world.sqlite3", count(0, 0.2)
    held = hold(path)
    gives_up = giving_up(note_beside(path), 0, lambda: next(seconds))
    assert not gives_up()
    held.let_go()
    held = hold(path)
    assert gives_up()
    held.let_go()


def test_a_command_at_work_is_told_from_one_that_stays(tmp_path: Path) -> None:
    for stays, code in ((False, "home.busy"), (True, "home.in_use")):
        held = hold(tmp_path / "crmtrainer", stays=stays)
        with pytest.raises(StoreUnavailable) as told:
            hold(tmp_path / "crmtrainer", "home.in_use", passing="home.busy")
        assert told.value.code == code
        held.let_go()


def test_what_a_killed_window_left_is_not_taken_for_a_window(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite3"
    note_beside(path).write_bytes(b" process 1 on nowhere, its window".ljust(201))
    hold(path, patience=60).let_go()


def test_whoever_asks_who_holds_a_file_turns_nobody_away(tmp_path: Path) -> None:
    """To ask is to hold it for a moment: somebody who wants it then waits that long, and is told nothing."""
    path = tmp_path / "world.sqlite3"
    hold(path).let_go()
    asked = FileLock(note_beside(path), thread_local=False)
    asked.acquire()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(hold, path)
        asked.release()
        waiting.result().let_go()


def test_nobody_holds_what_nobody_opened(tmp_path: Path) -> None:
    assert holder_of(tmp_path / "world.sqlite3") == ""
    assert list(tmp_path.iterdir()) == []


def test_letting_go_twice_is_letting_go_once(tmp_path: Path) -> None:
    held = hold(tmp_path / "world.sqlite3")
    held.let_go()
    other = hold(tmp_path / "world.sqlite3")
    held.let_go()
    assert holder_of(tmp_path / "world.sqlite3")
    other.let_go()


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path, read_only: Callable[[Path], None]) -> None:
    read_only(tmp_path)
    code = without_power(
        "from crmtrainer.store.holding import hold\n"
        "from crmtrainer.kernel.errors import StoreUnavailable\n"
        "try:\n    hold(Path(sys.argv[1]))\nexcept StoreUnavailable as problem:\n    print(problem.code)",
        tmp_path / "world.sqlite3",
    )
    assert code == "store.read_only"
