# SPDX-License-Identifier: MIT
"""A world that says of its attempt what no program wrote is one damaged file: told by name, and in nobody's way."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.house import House
from crmtrainer.house.running import handed_in_file, receive
from crmtrainer.house.trusting import trust_for_file
from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import StoreUnavailable
from tests.house.an_attempt import Made

_COLUMNS = (
    "key, title, pack, pack_hash, content, mode, state, attempt, number, learner, opened_at, finished_at, last_act"
)
STRANGE = [
    "UPDATE staged_scenario SET mode = 'bogus'",
    "UPDATE staged_scenario SET state = 'bogus'",
    "UPDATE staged_scenario SET opened_at = 'x'",
    "UPDATE staged_scenario SET opened_at = 9223372036854775807",
    "UPDATE staged_scenario SET attempt = x'ff'",
    "UPDATE staged_scenario SET number = 'x'",
    f"INSERT INTO staged_scenario (id, {_COLUMNS}) SELECT id + 1, {_COLUMNS} FROM staged_scenario",
]


def _change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("statement", STRANGE)
def test_such_a_file_is_damaged_for_whoever_verifies_or_receives_it(made: Made, tmp_path: Path, statement: str) -> None:
    file = handed_in_file(made.home, made.ref)
    _change(file, statement)
    report = verify(file, trust=trust_for_file(made.home, file))
    assert (report.result, {found.kind for found in report.findings}) == (RecordState.DAMAGED, {Damage.UNLOGGED})
    with House.open(tmp_path / "elsewhere") as house:
        with pytest.raises(StoreUnavailable, match=r"store\.damaged") as told:
            receive(house, file, house.actor_for(Role.ASSESSOR))
        assert told.value.facts["path"] == str(file)


@pytest.mark.parametrize("statement", STRANGE)
def test_such_a_world_is_logged_and_keeps_nobody_from_the_others(
    made: Made, statement: str, caplog: pytest.LogCaptureFixture
) -> None:
    known = made.home / "worlds" / f"{made.ref.lower()}.sqlite3"
    strange = known.with_name("a-000000.sqlite3")
    strange.write_bytes(known.read_bytes())
    _change(strange, statement)
    with caplog.at_level(logging.WARNING), House.open(made.home) as house:
        assert house.attempt_named(made.ref).ref == made.ref
    assert "worlds/a-000000.sqlite3 could not be brought in line" in caplog.text
