# SPDX-License-Identifier: MIT
"""A small share of what `python -m tests.hardship.tampering` does at length; its figures are in docs/reliability.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hardship.tampering import be_honest, is_alarm, mutate, take_logs_away, tamper
from tests.journal.play_room import play_room


@pytest.fixture(autouse=True)
def _play_room() -> Iterator[None]:
    with play_room():
        yield


def test_every_kind_of_tampering_is_found_at_its_entry_and_named(tmp_path: Path) -> None:
    scores = dict(tamper(tmp_path, seed=7, rounds=2))
    assert {name: score.missed for name, score in scores.items() if not score.is_clean} == {}
    assert len(scores) >= 60


def test_a_log_taken_away_or_swapped_and_a_clock_moved_are_found(tmp_path: Path) -> None:
    scores = take_logs_away(tmp_path, seed=7, rounds=3)
    assert {name: score.missed for name, score in scores.items() if not score.is_clean} == {}


def test_honest_journals_raise_no_alarm(tmp_path: Path) -> None:
    alarms = [report for played, report in be_honest(tmp_path, seed=7, count=15) if is_alarm(played, report)]
    assert alarms == []


def test_mutated_files_are_met_without_a_fault_and_never_called_whole_wrongly(tmp_path: Path) -> None:
    found = mutate(tmp_path, seed=7, count=60)
    assert (found.tried, found.faults, found.wrong) == (60, [], [])
