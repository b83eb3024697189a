# SPDX-License-Identifier: MIT
"""Random acts in small worlds, also refused, broken, repeated and planned ones, with the file reopened in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from crmtrainer.agenda.commands import DropItem, Jump, SetSpeed
from crmtrainer.kernel.ids import AgendaId
from tests.journal import play_room as play
from tests.journal.world_machine import WorldMachine
from tests.support import ASSESSOR, TRAINER

FEW = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
keys = st.sampled_from(["anna", "ben", "cleo", "Zoë"])
codes = st.sampled_from(["KETTLE", "TOASTER", "LAMP", "FAN"])
numbers = st.integers(0, 40)


class PlayMachine(WorldMachine):
    """Acts of the tests' own room, on tables of several shapes."""

    open = staticmethod(play.open_with_play_room)

    @rule(words=words, shown=st.booleans())
    def note(self, words: str, shown: bool) -> None:
        self.act(play.Note(words, shown))

    @rule(note_id=st.integers(1, 4), words=words)
    def reword(self, note_id: int, words: str) -> None:
        self.act(play.Reword(note_id, words), TRAINER)

    @rule(key=keys, trust=st.integers(-10, 110))
    def feel(self, key: str, trust: int) -> None:
        self.act(play.Feel(key, trust))

    @rule(code=codes, parts=st.lists(words, max_size=3))
    def stock(self, code: str, parts: list[str]) -> None:
        self.act(play.Stock(code, tuple(parts)))

    @rule(code=codes)
    def unstock(self, code: str) -> None:
        self.act(play.Unstock(code))

    @rule(key=keys)
    def waver(self, key: str) -> None:
        self.act(play.Waver(key))

    @rule(key=keys)
    def guess(self, key: str) -> None:
        self.act(play.Guess(key))

    @rule(minutes=st.integers(-5, 90), key=keys, trust=st.integers(-10, 110))
    def later(self, minutes: int, key: str, trust: int) -> None:
        self.act(play.Later(minutes, key, trust))

    @rule(key=keys)
    def call_off(self, key: str) -> None:
        self.act(play.CallOff(key))

    @rule(minutes=st.integers(-30, 120))
    def jump(self, minutes: int) -> None:
        self.act(Jump(self.clock.now() + timedelta(minutes=minutes)))

    @rule(speed=st.integers(0, 12))
    def set_speed(self, speed: int) -> None:
        self.act(SetSpeed(speed))

    @rule(item=st.integers(1, 3))
    def overreach(self, item: int) -> None:
        self.act(DropItem(AgendaId(item), "mine"))

    @rule()
    def look_on(self) -> None:
        self.act(Jump(self.clock.now() + timedelta(hours=1)), ASSESSOR)

    @rule()
    def break_down(self) -> None:
        self.fail(play.Break(), ZeroDivisionError)

    @rule(number=numbers)
    def send_again(self, number: int) -> None:
        self.repeat(number)

    @rule(number=numbers)
    def take_a_used_request(self, number: int) -> None:
        self.reuse(number, play.Note("under a used name"))

    @rule()
    def close_and_open(self) -> None:
        self.reopen()


def test_the_tests_own_room(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    world.world.close()

    class Here(PlayMachine):
        template = world.path

    run_state_machine_as_test(Here, settings=FEW)
