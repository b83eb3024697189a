# SPDX-License-Identifier: MIT
"""A replay gives the same world, says where it does not, and refuses what cannot be replayed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.agenda.world import World
from crmtrainer.bootstrap import open_centre
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import CATALOGUE, Command, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.replay import Difference, Opening, replay
from crmtrainer.scenarios.models import PersonaState
from crmtrainer.store.unit_of_work import UnitOfWork
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back
from tests.support import TRAINER, WorldUnderTest


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WorldUnderTest]:
    with play.play_room():
        found = play.play_world(tmp_path)
        yield found
        found.world.close()


def play_for_a_while(world: WorldUnderTest) -> None:
    world.do(play.Note("She rang about the kettle.", shown=True))
    world.do(play.Reword(1, "It began in the kitchen."))
    world.do(play.Unstock("KETTLE"))
    with suppress(Refused):
        world.do(play.Unstock("KETTLE"))
    world.do(play.Stock("KETTLE", ("LID", "CORD")))
    world.do(play.Later(20, "ben", 12))
    world.do(play.Later(30, "ben", 120))  # the world's own act, which will be refused and dropped
    world.do(play.Guess("anna"))
    world.do(SetSpeed(60))
    world.advance(minutes=45)
    world.do(play.Waver("ben"))


def opening(**changed: HandlerTable) -> Opening:
    """A program that is like ours but for some handlers."""

    def open_changed(path: Path, clock: FixedClock) -> World:
        opened = play.open_with_play_room(path, clock)
        for table in changed.values():
            opened.app.handlers = {**opened.app.handlers, **table}
        return opened

    return open_changed


def test_the_same_acts_give_the_same_world(world: WorldUnderTest, tmp_path: Path) -> None:
    play_for_a_while(world)
    into = tmp_path / "again.sqlite3"
    report = replay(world.path, into, opening=play.open_with_play_room)
    assert (report.same, report.first_difference) == (True, None)
    assert report.acts == verify(world.path).entries - 1
    again = verify(into)
    assert (again.result, again.entries) == (RecordState.INTACT, report.acts + 1)


def test_a_replay_can_be_replayed(world: WorldUnderTest, tmp_path: Path) -> None:
    play_for_a_while(world)
    for target in ("one", "two"):
        assert replay(world.path, tmp_path / target, opening=play.open_with_play_room).same
    assert replay(tmp_path / "one", tmp_path / "three", opening=play.open_with_play_room).same


def test_the_original_is_only_read(world: WorldUnderTest, tmp_path: Path) -> None:
    play_for_a_while(world)
    world.world.close()
    before = world.path.read_bytes()
    replay(world.path, tmp_path / "again.sqlite3", opening=play.open_with_play_room)
    assert world.path.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"world.sqlite3", "again.sqlite3"}


def test_a_world_in_which_nothing_happened(world: WorldUnderTest, tmp_path: Path) -> None:
    report = replay(world.path, tmp_path / "again.sqlite3", opening=play.open_with_play_room)
    assert (report.same, report.acts) == (True, 0)


def kinder(cmd: play.Feel, work: UnitOfWork) -> Outcome:
    work.get(PersonaState, cmd.key).trust = 99
    return Outcome((), {"trust": cmd.trust})


def untold(cmd: play.Feel, work: UnitOfWork) -> Outcome:
    """Does the same, and tells something else of it."""
    play.feel(cmd, work)
    return Outcome((), {"trust": 0})


def strict(cmd: Command, work: UnitOfWork) -> Outcome:
    raise Refused("play.closed")


def lenient(cmd: play.Feel, work: UnitOfWork) -> Outcome:
    return Outcome()


@pytest.mark.parametrize(
    ("handler", "trust", "difference"),
    [
        (kinder, 7, Difference(4, "effects")),
        (untold, 7, Difference(4, "facts")),
        (strict, 7, Difference(4, "refused: play.closed")),
        (lenient, 700, Difference(4, "result")),
        (strict, 700, Difference(4, "refused: play.closed")),
    ],
    ids=["another effect", "other facts", "refused now", "not refused now", "refused for another reason"],
)
def test_another_program_is_found_out_at_its_first_difference(
    world: WorldUnderTest, tmp_path: Path, handler: object, trust: int, difference: Difference
) -> None:
    world.do(play.Note("First."))
    world.do(SetSpeed(1))
    with suppress(Refused):
        world.do(play.Feel("anna", trust))
    world.do(play.Guess("anna"))
    changed = opening(table={play.Feel: handler})  # type: ignore[dict-item]  # any handler will do
    report = replay(world.path, tmp_path / "again.sqlite3", opening=changed)
    assert (report.same, report.first_difference, report.acts) == (False, difference, 3)


def test_what_depends_on_the_wall_is_given_the_same_wall(world: WorldUnderTest, tmp_path: Path) -> None:
    def note_the_wall(cmd: play.Waver, work: UnitOfWork) -> Outcome:
        work.get(PersonaState, cmd.key).mood = work.wall.isoformat()[:32]
        return Outcome()

    table: HandlerTable = {play.Waver: note_the_wall}
    world.world.app.handlers = {**world.world.app.handlers, **table}
    world.do(play.Waver("anna"))
    assert replay(world.path, tmp_path / "again.sqlite3", opening=opening(table=table)).same


def test_chance_from_elsewhere_is_found_out(world: WorldUnderTest, tmp_path: Path) -> None:
    def toss(cmd: play.Waver, work: UnitOfWork) -> Outcome:
        work.get(PersonaState, cmd.key).mood = f"{id(work)}"
        return Outcome()

    kept: list[UnitOfWork] = []  # so that no later one stands in its place

    def toss_and_keep(cmd: play.Waver, work: UnitOfWork) -> Outcome:
        kept.append(work)
        return toss(cmd, work)

    table: HandlerTable = {play.Waver: toss_and_keep}
    world.world.app.handlers = {**world.world.app.handlers, **table}
    world.do(play.Waver("anna"))
    report = replay(world.path, tmp_path / "again.sqlite3", opening=opening(table=table))
    assert report.first_difference == Difference(2, "effects")


def test_a_verb_that_is_gone_is_named(world: WorldUnderTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world.do(play.Guess("anna"))
    monkeypatch.delitem(CATALOGUE, "play.guess")
    report = replay(world.path, tmp_path / "again.sqlite3", opening=play.open_with_play_room)
    assert report.first_difference == Difference(2, "command.unknown_verb")
    monkeypatch.undo()


def test_a_damaged_record_is_not_replayed(world: WorldUnderTest, tmp_path: Path) -> None:
    world.do(play.Feel("anna", 7))
    world.world.close()
    with behind_the_back(world.path) as connection:
        connection.execute("UPDATE persona_state SET trust = 8 WHERE key = 'anna'")
    with pytest.raises(Refused, match=r"replay\.not_intact.*first_bad=2"):
        replay(world.path, tmp_path / "again.sqlite3", opening=play.open_with_play_room)
    assert list(tmp_path.iterdir()) == [world.path]


def test_words_that_were_erased_cannot_be_said_again(world: WorldUnderTest, tmp_path: Path) -> None:
    world.do(play.Note("To be forgotten."))
    world.do(play.Forget(2), TRAINER)
    report = replay(world.path, tmp_path / "again.sqlite3", opening=play.open_with_play_room)
    assert report.first_difference == Difference(2, "erased")


def test_a_start_that_was_erased_cannot_be_gone_back_to(world: WorldUnderTest, tmp_path: Path) -> None:
    world.do(play.Reword(1, "Other words."))
    world.do(play.Forget(2), TRAINER)
    with pytest.raises(Refused, match=r"replay\.erased"):
        replay(world.path, tmp_path / "again.sqlite3", opening=play.open_with_play_room)


def test_only_worlds_are_replayed_and_never_over_another_file(world: WorldUnderTest, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"store\.exists"):
        replay(world.path, world.path)
    open_centre(tmp_path).close()
    with pytest.raises(StoreUnavailable, match=r"store\.wrong_kind"):
        replay(tmp_path / "centre.sqlite3", tmp_path / "again.sqlite3")


def test_rewinding_leaves_the_start_and_its_first_entry(world: WorldUnderTest, tmp_path: Path) -> None:
    """Seen in the file of a replay that had nothing to perform it with."""
    with closing(sqlite3.connect(world.path)) as connection:
        start = [line for line in connection.iterdump() if "persona_state" in line or "product" in line]
    play_for_a_while(world)
    world.clock.at += timedelta(hours=1)
    changed = opening(table={play.Note: strict})
    replay(world.path, tmp_path / "again.sqlite3", opening=changed)
    with closing(sqlite3.connect(tmp_path / "again.sqlite3")) as connection:
        rewound = [line for line in connection.iterdump() if "persona_state" in line or "product" in line]
        assert connection.execute("SELECT COUNT(*) FROM journal_entry").fetchone() == (2,)
    assert rewound == start
    assert verify(tmp_path / "again.sqlite3").result is RecordState.INTACT
