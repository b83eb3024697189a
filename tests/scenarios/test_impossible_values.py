# SPDX-License-Identifier: MIT
"""Values that no program of ours wrote, put into an open world by other hands: one sentence, and never a fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import AnswerConversation
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.scenarios.queries import current, moves
from crmtrainer.store.unit_of_work import reading
from crmtrainer.wording import sentence_for
from tests.scenarios.stage import CALL, Stage

HAND_EDITED = (
    ("staged_scenario", "state", "zzz"),
    ("staged_scenario", "mode", -1),
    ("staged_scenario", "opened_at", "yesterday"),
    ("staged_scenario", "content", "{}"),
    ("staged_scenario", "id", 7),
    ("persona_state", "knows", '{"a":1}'),
    ("conversation", "state", b"\xff"),
)


def put_in(stage: Stage, table: str, column: str, value: object) -> None:
    """As with another program, while the world is open."""
    with closing(sqlite3.connect(stage.world.world.app.database.path)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
        connection.commit()


@pytest.mark.parametrize(("table", "column", "value"), HAND_EDITED)
def test_what_nobody_can_have_written_is_one_sentence(tmp_path: Path, table: str, column: str, value: object) -> None:
    stage = Stage(tmp_path)
    stage.pick_up()
    put_in(stage, table, column, value)
    told = []
    for ask in (lambda: stage.world.ask(current), lambda: stage.world.ask(moves, CALL)):
        try:
            ask()
        except StoreUnavailable as problem:
            told.append(problem)
    assert told
    assert {(problem.code, problem.facts["problem"]) for problem in told} == {("store.damaged", f"{table}.{column}")}
    assert "is damaged" in sentence_for(told[0])


def test_an_act_that_fails_over_such_a_value_says_so_too(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.world.advance(minutes=1)
    put_in(stage, "conversation", "state", "zzz")
    with pytest.raises(StoreUnavailable, match=r"conversation\.state"):
        stage.world.do(AnswerConversation(CALL))


def test_a_mistake_of_ours_is_not_put_down_to_a_sound_file(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with pytest.raises(KeyError), reading(stage.world.world.app.database):
        raise KeyError("ours")
