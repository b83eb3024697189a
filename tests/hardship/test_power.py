# SPDX-License-Identifier: MIT
"""The power goes at any place of a recording: nothing that was acknowledged is missing, and no file is half there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.hardship.power import NORMAL, Recorded, cut_acts, cut_files, record_acts, record_files
from tests.hardship.recording import Unrecorded, library

CUTS = 2_000
PARTS = 4
CONTROLS = 100


@pytest.fixture(autouse=True, scope="module")
def _can_be_recorded() -> Iterator[None]:
    try:
        library()
    except Unrecorded:
        pytest.skip("SQLite is built into this Python, where nothing can be put under it")
    before = sorted(Path.cwd().iterdir())
    yield
    assert sorted(Path.cwd().iterdir()) == before, "what is put under SQLite must not lead its files astray"


@cache
def files() -> Recorded:
    return record_files()


@cache
def acts() -> Recorded:
    return record_acts()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_act_that_was_acknowledged_is_lost_with_the_power(part: int) -> None:
    found = cut_acts(acts(), CUTS // PARTS, random.Random(part))
    assert (found.cuts, found.lost, dict(found.broken)) == (CUTS // PARTS, 0, {})


def test_the_cuts_would_show_a_weaker_setting() -> None:
    found = cut_acts(record_acts(settings=NORMAL), CONTROLS, random.Random(26))
    assert found.lost > CONTROLS // 4
    assert found.worst > 10


def test_backup_export_and_migration_leave_whole_files_or_none() -> None:
    found = cut_files(files(), CUTS, random.Random(26))
    assert (found.cuts, found.lost, dict(found.broken)) == (CUTS, 0, {})


@pytest.mark.parametrize("kind", ["sync", "sync_folder"])
def test_the_cuts_would_show_a_file_or_name_that_is_not_forced_to_the_disk(kind: str) -> None:
    careless = replace(files(), steps=tuple(step for step in files().steps if step.kind != kind))
    found = cut_files(careless, CONTROLS, random.Random(26))
    assert found.lost + sum(found.broken.values()) > 0
