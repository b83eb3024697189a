# SPDX-License-Identifier: MIT
"""Six hundred seeded customers as rows by name, drawn once for all tests of the room."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.rows import Batch

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]

PROFILE = Profile(600, 11)


def rows_of(batches: list[Batch]) -> dict[str, list[Row]]:
    """Rows by table, each a mapping from column to value."""
    found: dict[str, list[Row]] = {}
    for batch in batches:
        names = [column.name for column in batch.table.columns]
        found.setdefault(batch.table.name, []).extend(dict(zip(names, row, strict=True)) for row in batch.rows())
    return found


def names_in(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="session")
def profile() -> Profile:
    return PROFILE


@pytest.fixture(scope="session")
def seeded() -> Rows:
    numbers = Numbers()
    return rows_of([*common_rows(PROFILE, numbers), *chunk_rows(PROFILE, 0, PROFILE.customers, numbers)])
