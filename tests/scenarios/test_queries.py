# SPDX-License-Identifier: MIT
"""What is shown while a scenario runs: what can be said, how words are heard, hints; and what is kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtrainer.interactions.commands import EndConversation
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.queries import current, heard, moves
from crmtrainer.scenarios.rules import Mode, RunState
from tests.scenarios.stage import CALL, Stage
from tests.support import ASSESSOR, fresh_world


def test_what_can_be_said_comes_without_its_worth(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    can = stage.world.ask(moves, CALL)

    assert can.turn == "opening"
    assert {move.key for move in can.moves} == {"own-it", "straight-to-checks", "rules-first", "read-it-out"}
    assert can.own_words
    assert all((move.helps, move.why) == (None, "") for move in can.moves)


def test_the_order_differs_from_attempt_to_attempt_and_stays_within_one(tmp_path: Path) -> None:
    orders = set()
    for number in range(6):
        (tmp_path / str(number)).mkdir()
        stage = Stage(tmp_path / str(number), attempt=f"A-{number}")
        stage.pick_up()
        assert stage.world.ask(moves, CALL) == stage.world.ask(moves, CALL)
        orders.add(tuple(move.key for move in stage.world.ask(moves, CALL).moves))
    assert len(orders) > 1


def test_between_turns_there_is_nothing_to_choose(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.world.advance(minutes=1)

    assert stage.world.ask(moves, CALL).moves == ()
    assert not stage.world.ask(moves, CALL).own_words
    with pytest.raises(NotFound):
        stage.world.ask(moves, ConversationId(77))


def test_after_the_last_turn_all_is_said(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    for move in ("own-it", "bear-with-me", "open-question", "play-back", "ask-with-reason", "no-guess"):
        assert not stage.world.ask(moves, CALL).all_said
        stage.say(move)
        stage.world.advance(minutes=1)
    stage.say("sum-up")
    assert (stage.world.ask(moves, CALL).moves, stage.world.ask(moves, CALL).all_said) == ((), True)


def test_after_the_call_nothing_can_be_said(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    stage.world.do(EndConversation(CALL))

    assert stage.world.ask(moves, CALL).moves == ()


def test_own_words_are_shown_as_they_would_be_heard(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    found = stage.world.ask(heard, CALL, "So sorry, that must be worrying. What's your postcode and order number?")

    assert found[0].move == "own-it"
    assert found[0].label == "Say sorry, own it, then ask for postcode and order number"
    assert stage.world.ask(heard, CALL, "purple monkeys") == ()


def test_hints_follow_the_situation_and_stay_out_of_assessed_runs(tmp_path: Path) -> None:
    hints = {}
    for mode in Mode:
        (tmp_path / mode.value).mkdir()
        stage = Stage(tmp_path / mode.value, mode)
        stage.pick_up()
        first = stage.world.ask(current)
        stage.say("own-it")
        second = stage.world.ask(current)
        assert first is not None
        assert second is not None
        hints[mode] = (first.hint, second.hint)

    assert hints[Mode.ASSESSED] == ("", "")
    assert hints[Mode.PRACTISE] == hints[Mode.EXPLORE]
    assert len(set(hints[Mode.PRACTISE])) == 2


def test_only_exploring_is_told_what_a_reply_is_worth(tmp_path: Path) -> None:
    told = {}
    for mode in Mode:
        (tmp_path / mode.value).mkdir()
        stage = Stage(tmp_path / mode.value, mode)
        stage.pick_up()
        told[mode] = {move.key: (move.helps, move.why) for move in stage.world.ask(moves, CALL).moves}
    assert set(told[Mode.PRACTISE].values()) == set(told[Mode.ASSESSED].values()) == {(None, "")}
    assert told[Mode.EXPLORE]["own-it"] == (True, "You named what worried him before you asked for anything")
    assert told[Mode.EXPLORE]["rules-first"][0] is False


def test_the_scenario_tells_what_it_is(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    told = stage.world.ask_as(ASSESSOR, current)

    assert told is not None
    assert (told.number, told.title, told.mode, told.state) == (
        4,
        "Passed to warehouse",
        Mode.PRACTISE,
        RunState.RUNNING,
    )
    assert [criterion.id for criterion in told.criteria] == ["S2-M4", "S1-M2", "CSP-B3", "S2-M5", "T/506/2157"]
    assert told.attempt_number == 1


def test_a_sandbox_has_none(tmp_path: Path) -> None:
    assert fresh_world(tmp_path).ask(current) is None


def test_an_assessor_says_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()

    with pytest.raises(Refused, match=r"role\.not_allowed"):
        stage.world.ask_as(ASSESSOR, moves, CALL)
