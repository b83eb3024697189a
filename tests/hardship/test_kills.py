# SPDX-License-Identifier: MIT
"""Killed in the middle, whatever it was doing: no acknowledged act is lost, no entry unpaired, no file half made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hardship.kills import made_once, rounds_of
from tests.hardship.trials import TRIALS, Trial

ROUNDS = {"acts": 10}
OTHERS = 5


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Path]]:
    with made_once() as folders:
        yield folders


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_a_kill_loses_nothing(trial: Trial, made: dict[str, Path]) -> None:
    rounds = ROUNDS.get(trial.name, OTHERS)
    found = rounds_of(trial, made[trial.name], rounds, random.Random(trial.name))
    assert found.rounds == rounds
    assert found.killed > 0
    assert (found.lost, found.unpaired, found.half_made, found.wrong) == (0, 0, 0, [])
