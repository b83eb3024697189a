# SPDX-License-Identifier: MIT
"""The one way to write and the one way to read: roles, refusals, repeats, bugs, and what is told to listeners."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from crmtrainer.agenda.commands import Jump
from crmtrainer.agenda.queries import practice
from crmtrainer.application import merged, tidied
from crmtrainer.bootstrap import open_centre
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import HUMANS, SYSTEM, Change, Command, Done, Outcome, Realm, Role
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.kernel.queries import arguments_for, question_named
from crmtrainer.orders.models import Product
from crmtrainer.replay import replay
from crmtrainer.store.unit_of_work import Reading, UnitOfWork
from tests.journal import play_room as play
from tests.support import ASSESSOR, LEARNER, START, TRAINER, WorldUnderTest


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WorldUnderTest]:
    with play.play_room():
        found = play.play_world(tmp_path)
        yield found
        found.world.close()


def entries(world: WorldUnderTest) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(world.path)) as connection:
        return [json.loads(body) for (body,) in connection.execute("SELECT body FROM journal_entry ORDER BY seq")]


def tables(world: WorldUnderTest) -> list[str]:
    """Everything but the journal."""
    with closing(sqlite3.connect(world.path)) as connection:
        return [line for line in connection.iterdump() if "journal_" not in line]


def handle(world: WorldUnderTest, function: Any) -> None:
    """Let `play.waver` do something else for once."""
    world.world.app.handlers = {**world.world.app.handlers, play.Waver: function}


def test_an_act_and_its_entry_are_written_together(world: WorldUnderTest) -> None:
    done = world.do(play.Note("She rang twice.", shown=True))
    entry = entries(world)[-1]
    assert done.seq == entry["seq"] == 2
    assert (entry["verb"], entry["actor"], entry["role"], entry["origin"]) == ("play.note", "L-1", "learner", "window")
    assert (entry["result"], entry["subject"], entry["facts"]) == ("done", "note:2", {"kind": "opened", "note_id": 2})
    assert [(effect["t"], effect["k"]) for effect in entry["effects"]] == [
        ("counter", ["story_event"]),
        ("story_event", [2]),
    ]


def test_typed_words_stand_in_no_entry(world: WorldUnderTest) -> None:
    world.do(play.Note("She rang twice."))
    world.do(play.Reword(2, "He rang."))
    assert "rang" not in json.dumps(entries(world))


def test_words_too_short_to_keep_are_said_as_they_are(world: WorldUnderTest) -> None:
    world.do(play.Reword(1, ""))
    assert entries(world)[-1]["args"]["words"] == ""


def test_a_role_without_the_right_is_refused_and_the_try_is_kept(world: WorldUnderTest) -> None:
    before = tables(world)
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        world.do(play.Feel("anna", 1), ASSESSOR)
    assert tables(world) == before
    entry = entries(world)[-1]
    assert (entry["actor"], entry["result"], entry["refusal"]) == ("A-1", "refused", "role.not_allowed")
    assert entry["facts"] == {"role": "assessor", "verb": "play.feel"}


def test_humans_may_not_do_what_the_world_does(world: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        world.do(play.FeelOfItself("anna", 1), TRAINER)


def test_an_act_of_the_other_realm_is_refused(world: WorldUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play.Feel, "realm", Realm.CENTRE)
    with pytest.raises(Refused, match=r"role\.wrong_realm"):
        world.do(play.Feel("anna", 1))


def test_a_refusal_undoes_the_work_and_is_journalled_by_itself(world: WorldUnderTest) -> None:
    before = tables(world)
    with pytest.raises(Refused, match=r"play\.out_of_range"):
        world.do(play.Feel("dora", 101))
    assert tables(world) == before
    entry = entries(world)[-1]
    assert (entry["result"], entry["refusal"], entry["facts"]) == ("refused", "play.out_of_range", {"trust": 101})
    assert (entry["effects"], entry["args"]) == ([], {"key": "dora", "trust": 101})


def test_words_of_a_refused_act_are_kept_apart_too(world: WorldUnderTest) -> None:
    with pytest.raises(Refused):
        world.do(play.Reword(99, "Nobody wrote this."))
    assert "Nobody" not in json.dumps(entries(world))
    with closing(sqlite3.connect(world.path)) as connection:
        kept = connection.execute("SELECT words FROM journal_words WHERE seq = 2").fetchall()
    assert kept == [("Nobody wrote this.",)]


def test_a_repeated_request_gives_the_first_result_and_does_nothing(world: WorldUnderTest) -> None:
    told: list[Done] = []
    world.world.app.subscribe(lambda done, _: told.append(done))
    first = world.world.perform(play.Note("Once."), LEARNER, request_id="r-1")
    before = tables(world)
    again = world.world.perform(play.Note("Once."), LEARNER, request_id="r-1")
    assert (again.seq, again.repeated, again.outcome.subject) == (first.seq, True, first.outcome.subject)
    assert again.outcome.facts["note_id"] == first.outcome.facts["note_id"]
    assert (tables(world), len(entries(world)), len(told)) == (before, 2, 1)


def test_a_repeated_request_that_was_refused_is_refused_alike(world: WorldUnderTest) -> None:
    for _ in range(2):
        with pytest.raises(Refused, match=r"play\.out_of_range \(trust=-1\)"):
            world.world.perform(play.Feel("anna", -1), LEARNER, request_id="r-1")
    assert len(entries(world)) == 2


@pytest.mark.parametrize("first", [50, 500], ids=["done", "refused"])
def test_a_request_id_is_used_for_one_act_of_one_actor(world: WorldUnderTest, first: int) -> None:
    act = play.Feel("anna", first)
    if first == 500:
        with pytest.raises(Refused):
            world.world.perform(act, LEARNER, request_id="r-1")
    else:
        world.world.perform(act, LEARNER, request_id="r-1")
    before = entries(world)
    others = (play.Guess("anna"), play.Feel("anna", 51), play.Feel("berta", first))
    for command, by in (*((other, LEARNER) for other in others), (act, TRAINER)):
        with pytest.raises(Refused, match=r"request\.reused"):
            world.world.perform(command, by, request_id="r-1")
    assert entries(world) == before


def test_a_request_id_is_used_for_one_set_of_words(world: WorldUnderTest) -> None:
    world.world.perform(play.Note("Once."), LEARNER, request_id="r-1")
    before = entries(world)
    for other in (play.Note("Twice."), play.Note("Once.", shown=True), play.Note("")):
        with pytest.raises(Refused, match=r"request\.reused"):
            world.world.perform(other, LEARNER, request_id="r-1")
    assert entries(world) == before
    assert world.world.perform(play.Note("Once."), LEARNER, request_id="r-1").repeated


def test_words_that_were_erased_are_nobodys_first_answer(world: WorldUnderTest) -> None:
    first = world.world.perform(play.Note("Once."), LEARNER, request_id="r-1")
    world.do(play.Forget(first.seq), by=TRAINER)
    with pytest.raises(Refused, match=r"request\.reused"):
        world.world.perform(play.Note("Once."), LEARNER, request_id="r-1")


def test_a_bug_of_ours_leaves_no_trace(world: WorldUnderTest) -> None:
    before = tables(world)
    with pytest.raises(ZeroDivisionError):
        world.do(play.Break())
    assert (tables(world), len(entries(world))) == (before, 1)
    assert world.do(play.Note("Work goes on.")).outcome.facts["note_id"] == 2


def test_an_act_whose_entry_cannot_be_written_does_not_happen(world: WorldUnderTest) -> None:
    def big(cmd: play.Waver, work: UnitOfWork) -> Outcome:
        work.add(Product(id=9, code="BIG", name="B", price=2**53))
        return Outcome()

    handle(world, big)
    before = tables(world)
    with pytest.raises(Refused, match=r"data\.number_too_large"):
        world.do(play.Waver("anna"))
    assert tables(world) == before
    assert entries(world)[-1]["refusal"] == "data.number_too_large"


@pytest.mark.parametrize(
    "statement",
    [
        insert(Product).values(id=9, code="X", name="X", price=1, last_act=0),
        update(Product).values(price=0),
        delete(Product),
        text("UPDATE product SET price = 0"),
    ],
    ids=["insert", "update", "delete", "text"],
)
def test_bulk_statements_raise(world: WorldUnderTest, statement: Any) -> None:
    handle(world, lambda cmd, work: work.session.execute(statement))
    before = tables(world)
    with pytest.raises(RuntimeError, match="escape the journal"):
        world.do(play.Waver("anna"))
    assert (tables(world), len(entries(world))) == (before, 1)


@pytest.mark.parametrize(
    ("broken", "code"),
    [("half \ud800", "text.broken"), ("a\x00b", "text.broken"), ("x" * 20_005, "text.too_long")],
    ids=["half a character", "nul", "too long"],
)
def test_text_that_cannot_be_kept_is_refused_before_anything_and_the_try_is_kept(
    world: WorldUnderTest, broken: str, code: str
) -> None:
    before = tables(world)
    for command in (play.Note(broken), play.Stock("LAMP", (broken,))):
        with pytest.raises(Refused) as told:
            world.do(command)
        assert told.value.code == code
    assert told.value.facts.get("length") in (None, 20_005), "the person is told how long it was"
    assert tables(world) == before
    kept = entries(world)[1:]
    assert [(entry["verb"], entry["result"], entry["refusal"]) for entry in kept] == [
        ("play.note", "refused", code),
        ("play.stock", "refused", code),
    ]
    world.world.close()
    assert verify(world.path).result == "intact"
    again = replay(world.path, world.path.with_name("again.sqlite3"), opening=play.open_with_play_room)
    assert again.same, again


def test_text_that_cannot_be_kept_is_entered_once_for_one_request(world: WorldUnderTest) -> None:
    for _ in range(2):
        with pytest.raises(Refused, match=r"text\.broken"):
            world.world.perform(play.Note("\x00"), LEARNER, request_id="r-1")
    assert len(entries(world)) == 2


def test_text_is_kept_composed() -> None:
    assert tidied(play.Note("Zoe\u0308")) == play.Note("Zo\u00eb")
    assert tidied(play.Stock("LAMP", ("e\u0301",))) == play.Stock("LAMP", ("\u00e9",))


def test_a_number_too_large_for_an_entry_is_refused_and_the_try_is_kept(world: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"data\.number_too_large"):
        world.do(play.Feel("anna", 2**60))
    last = entries(world)[-1]
    assert (last["refusal"], last["args"]["trust"], last["effects"]) == ("data.number_too_large", 2**53 - 1, [])


def test_gates_and_reactors_belong_to_the_act(world: WorldUnderTest) -> None:
    def gate(work: UnitOfWork, command: Command) -> None:
        if isinstance(command, play.Guess):
            raise Refused("play.closed")

    def react(work: UnitOfWork, command: Command, outcome: Outcome) -> None:
        if isinstance(command, play.Note):
            play.feel(play.Feel("anna", 7), work)

    world.world.app.gates, world.world.app.reactors = (gate,), (react,)
    world.do(play.Note("Both."))
    assert {effect["t"] for effect in entries(world)[-1]["effects"]} == {"counter", "story_event", "persona_state"}
    with pytest.raises(Refused, match=r"play\.closed"):
        world.do(play.Guess("anna"))
    assert entries(world)[-1]["refusal"] == "play.closed"


def test_a_jump_that_a_gate_refuses_plays_nothing_and_answers_its_request_alike(world: WorldUnderTest) -> None:
    def gate(work: UnitOfWork, command: Command) -> None:
        if isinstance(command, Jump):
            raise Refused("play.closed")

    world.do(play.Later(10, "anna", 20))
    world.world.app.gates = (gate,)
    for request in ("r-1", "r-1", "agenda:1"):
        with pytest.raises(Refused, match=r"play\.closed|request\.reserved"):
            world.world.perform(Jump(START + timedelta(hours=1)), LEARNER, request_id=request)
    kept = entries(world)[2:]
    assert [(entry["verb"], entry["refusal"]) for entry in kept] == [
        ("practice.jump", "play.closed"),
        ("practice.jump", "request.reserved"),
    ]
    assert kept[0]["request"] == "r-1"


def test_practice_time_never_goes_back_in_the_journal(world: WorldUnderTest) -> None:
    app = world.world.app
    app.perform(play.Note("Later."), LEARNER, at=START + timedelta(hours=2))
    app.perform(play.Note("Earlier."), LEARNER, at=START + timedelta(hours=1))
    with pytest.raises(Refused):
        app.perform(play.Feel("anna", -1), LEARNER, at=START)
    times = [entry["practice"] for entry in entries(world)]
    assert times == sorted(times)
    assert times[1] == times[2] == times[3]


def test_listeners_hear_of_what_was_done_until_they_leave(world: WorldUnderTest) -> None:
    told: list[tuple[int, tuple[Change, ...]]] = []
    leave = world.world.app.subscribe(lambda done, command: told.append((done.seq, done.outcome.changes)))
    world.do(play.Note("One."))
    with pytest.raises(Refused):
        world.do(play.Feel("anna", -1))
    leave()
    world.do(play.Note("Two."))
    assert told == [(2, (Change("note", 2),))]


def test_chance_is_fixed_by_seed_and_number(world: WorldUnderTest, tmp_path: Path) -> None:
    first = world.do(play.Guess("anna")).outcome.facts
    second = play.play_world(tmp_path / "twin")
    assert second.do(play.Guess("anna")).outcome.facts == first
    assert [second.do(play.Guess("anna")).outcome.facts for _ in range(3)] != [first] * 3
    second.world.close()


def test_a_question_is_answered_to_those_who_may_ask(world: WorldUnderTest) -> None:
    assert world.ask(practice).now == START
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        world.ask_as(SYSTEM, practice)


def test_a_function_that_is_no_question_is_never_asked(world: WorldUnderTest) -> None:
    def peek(read: Reading) -> int:
        return 1

    with pytest.raises(Refused, match=r"role\.not_allowed"):
        world.ask(peek)


def test_a_question_that_writes_is_a_bug(world: WorldUnderTest) -> None:
    def meddle(read: Reading) -> None:
        product = read.session.scalars(select(Product)).first()
        assert product is not None
        product.price = 0

    meddle.roles = HUMANS  # type: ignore[attr-defined]
    before = tables(world)
    with pytest.raises(RuntimeError, match="only commands write"):
        world.ask(meddle)
    assert tables(world) == before


def test_a_reader_cannot_write_whatever_it_tries(world: WorldUnderTest) -> None:
    def sneak(read: Reading) -> None:
        read.session.execute(text("UPDATE product SET price = 0"))

    sneak.roles = HUMANS  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="readonly database"):
        world.ask(sneak)


def test_unknown_questions_and_arguments() -> None:
    with pytest.raises(Exception, match=r"query\.unknown"):
        question_named("weather.tomorrow")
    with pytest.raises(Exception, match=r"codec\.unknown_field"):
        arguments_for(practice, {"where": "Leeds"})


def test_two_rooms_may_not_claim_one_act() -> None:
    assert merged([{play.Note: play.note}, {play.Feel: play.feel}]).keys() == {play.Note, play.Feel}
    with pytest.raises(RuntimeError, match="two handlers"):
        merged([{play.Note: play.note}, {play.Note: play.note}])


def test_a_second_writer_waits_no_longer_than_it_must(world: WorldUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds the file: the act does not happen, and that is said."""
    engine = world.world.app.database.writer
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 20")  # type: ignore[union-attr]
    with closing(sqlite3.connect(world.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"store\.locked"):
            world.do(play.Note("Nobody will read this."))
        other.execute("ROLLBACK")
    assert len(entries(world)) == 1


def test_the_centre_lives_on_the_walls_time(tmp_path: Path) -> None:
    @dataclass(frozen=True, slots=True)
    class Nothing(Command):
        pass

    Nothing.verb, Nothing.realm, Nothing.roles = "play.nothing", Realm.CENTRE, frozenset({Role.TRAINER})
    app = open_centre(tmp_path)
    app.handlers = {**app.handlers, Nothing: lambda cmd, work: Outcome((), {"centre": work.centre})}
    app.perform(Nothing(), TRAINER)
    app.close()
    with closing(sqlite3.connect(tmp_path / "centre.sqlite3")) as connection:
        (body,) = connection.execute("SELECT body FROM journal_entry WHERE seq = 2").fetchone()
    entry = json.loads(body)
    assert entry["practice"] == entry["wall"]
    assert entry["facts"] == {"centre": True}
