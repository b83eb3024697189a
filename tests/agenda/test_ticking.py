# SPDX-License-Identifier: MIT
"""A killed program's practice time goes on where it stood, paused, and no further than the journal's speed allows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.agenda.queries import practice
from crmtrainer.agenda.ticking import Tick, Ticking, read_tick, resumes_at, tick_file
from crmtrainer.agenda.world import World
from crmtrainer.journal.entry import Entry
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock, PracticeClock
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.replay import replay
from tests.agenda.test_world import planning_and_more
from tests.support import LEARNER, START, fresh_world

SECOND = 1_000_000
LAST = Entry(
    *("cj1", "j", 7, "s", 1000 * SECOND, 5000 * SECOND, 0, 0, "L-1", "learner", "window", "practice.set"),
    *({}, "r", "done", "", {}, "", [], "0", 1),
)


@pytest.mark.parametrize(
    ("tick", "speed", "ran"),
    [
        (None, 10, 0),
        (Tick("j", 7, 1100 * SECOND, 5010 * SECOND), 10, 100),
        (Tick("j", 7, 1100 * SECOND, 5010 * SECOND), 1, 10),
        (Tick("j", 7, 1100 * SECOND, 5010 * SECOND), 0, 0),
        (Tick("j", 7, 1100 * SECOND, 4000 * SECOND), 10, 0),
        (Tick("j", 7, 900 * SECOND, 5010 * SECOND), 10, 0),
        (Tick("j", 6, 1100 * SECOND, 5010 * SECOND), 10, 0),
        (Tick("j", 8, 1100 * SECOND, 5010 * SECOND), 10, 0),
        (Tick("k", 7, 1100 * SECOND, 5010 * SECOND), 10, 0),
    ],
    ids=[
        "none",
        "as the clock ran",
        "further than its speed",
        "though it stood",
        "wall clock set back",
        "before the last entry",
        "of an earlier entry",
        "of an entry that is gone",
        "of another world",
    ],
)
def test_practice_time_resumes_no_further_than_the_clock_can_have_run(tick: Tick | None, speed: int, ran: int) -> None:
    assert resumes_at(LAST, tick, speed) - from_micros(LAST.practice) == timedelta(seconds=ran)


numbers = st.integers(0, 2**53 - 1)


@given(st.builds(Tick, st.just("j"), st.just(7), numbers, numbers), st.sampled_from([0, 1, 10, 60]))
def test_practice_time_never_resumes_before_the_last_entry(tick: Tick, speed: int) -> None:
    assert resumes_at(LAST, tick, speed) >= from_micros(LAST.practice)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"journal": 1}', '{"journal": "j", "seq": 1.5}', "\u00e9", "9" * 9999]
)
def test_a_tick_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    tick_file(tmp_path / "w.sqlite3").write_text(text, encoding="utf-8")
    assert read_tick(tmp_path / "w.sqlite3") is None


def test_ticks_are_kept_once_a_second(tmp_path: Path) -> None:
    at = [100.0]
    ticking = Ticking(tmp_path / "w.sqlite3", lambda: at[0])
    assert ticking.is_due
    ticking.keep(Tick("j", 7, 1, 2))
    at[0] += 0.9
    assert not ticking.is_due
    at[0] += 0.2
    assert ticking.is_due
    assert read_tick(tmp_path / "w.sqlite3") == Tick("j", 7, 1, 2)


def test_a_tick_that_cannot_be_kept_disturbs_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Ticking(tmp_path / "no" / "w.sqlite3").keep(Tick("j", 7, 1, 2))
    assert "could not be kept" in caplog.text


class Rig:
    """A world on its own practice clock, whose real seconds and wall time are set by hand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds = 0.0
        self.world = self.opened()

    def opened(self) -> World:
        world = bootstrap.open_world(self.path)
        assert isinstance(world.clock, PracticeClock)
        world.clock = PracticeClock(world.clock.now(), lambda: self.seconds)
        world.app.clock = world.clock
        world.app.wall = FixedClock(START + timedelta(seconds=self.seconds))
        world.ticking = Ticking(self.path, lambda: self.seconds)
        return world

    def let_pass(self, seconds: float) -> None:
        self.seconds += seconds
        world_wall = self.world.app.wall
        assert isinstance(world_wall, FixedClock)
        world_wall.at += timedelta(seconds=seconds)
        self.world.tick()

    def cut_off(self) -> None:
        """What is left when the program is gone: the file, and the tick; nothing said good-bye."""
        self.world.app.close()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = fresh_world(tmp_path, populate=planning_and_more)
    made.world.close()
    found = Rig(made.path)
    yield found
    found.world.app.close()


def test_a_clock_that_was_cut_off_resumes_paused_where_it_stood(rig: Rig) -> None:
    rig.world.perform(SetSpeed(10), LEARNER)
    for _ in range(50):
        rig.let_pass(1)
    rig.seconds += 0.4
    rig.cut_off()
    rig.world = bootstrap.open_world(rig.path)
    assert rig.world.clock.now() == START + timedelta(seconds=500)
    row = rig.world.ask(practice, LEARNER)
    assert (row.now, row.speed) == (START + timedelta(seconds=500), 0)
    rig.world.close()
    report = verify(rig.path)
    assert report.result == "intact"
    again = bootstrap.open_world(rig.path)
    assert again.clock.now() == START + timedelta(seconds=500), "now it is in the journal"
    again.close()
    assert verify(rig.path).entries == report.entries
    assert not tick_file(rig.path).exists()


def test_what_the_world_does_of_itself_moves_practice_time_on_too(rig: Rig) -> None:
    rig.world.perform(SetSpeed(60), LEARNER)
    for _ in range(15):
        rig.let_pass(1)  # fifteen minutes, with the world's act after ten
    rig.cut_off()
    rig.world = bootstrap.open_world(rig.path)
    assert rig.world.clock.now() == START + timedelta(minutes=15)


def test_without_its_tick_practice_time_falls_back_to_the_last_entry(rig: Rig) -> None:
    rig.world.perform(SetSpeed(10), LEARNER)
    rig.let_pass(30)
    rig.cut_off()
    tick_file(rig.path).unlink()
    rig.world = bootstrap.open_world(rig.path)
    assert rig.world.clock.now() == START
    assert rig.world.ask(practice, LEARNER).speed == 0


def test_a_clock_left_running_at_closing_stands_from_then_on(rig: Rig) -> None:
    rig.world.perform(SetSpeed(1), LEARNER)
    rig.let_pass(1)
    rig.seconds += 0.5
    wall = rig.world.app.wall
    assert isinstance(wall, FixedClock)
    wall.at += timedelta(seconds=0.5)
    rig.world.close()
    rig.world = bootstrap.open_world(rig.path)
    assert rig.world.clock.now() == START + timedelta(seconds=1.5)


def test_the_stop_is_replayed_like_any_act(rig: Rig, tmp_path: Path) -> None:
    rig.world.perform(SetSpeed(10), LEARNER)
    rig.let_pass(5)
    rig.cut_off()
    rig.world = bootstrap.open_world(rig.path)
    rig.world.close()
    assert replay(rig.path, tmp_path / "again.sqlite3").same


RUNNING = """
import sys
from pathlib import Path
from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from tests.support import LEARNER
world = bootstrap.open_world(Path(sys.argv[1]))
world.ticking.monotonic = iter(range(10**9)).__next__  # a tick at every beat, for a test cannot wait
world.perform(SetSpeed(60), LEARNER)
print("running", flush=True)
while True:
    world.tick()
    print(world.clock.now().isoformat(), flush=True)
"""


def test_a_killed_program_resumes_where_its_clock_stood(tmp_path: Path) -> None:
    made = fresh_world(tmp_path)
    made.world.close()
    command = [sys.executable, "-c", RUNNING, str(made.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        told = [process.stdout.readline() for _ in range(200)]
        os.kill(process.pid, signal.SIGKILL)
    world = bootstrap.open_world(made.path)
    seen = to_micros(world.clock.now())
    world.close()
    first, last = (to_micros(datetime.fromisoformat(text.strip())) for text in (told[0], told[-1]))
    assert first < last
    assert seen >= last - 60 * SECOND // 100, "no more than the beat that was under way is lost"
    assert verify(made.path).result == "intact"
