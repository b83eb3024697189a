# SPDX-License-Identifier: MIT
"""A played and handed-in attempt, made once for all tests of this folder and copied for each."""

from pathlib import Path

import pytest

from tests.house.an_attempt import Made, copy_of, made_once


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The original: only to be copied. One for all folders of tests that take this fixture over."""
    return made_once(tmp_path_factory.getbasetemp() / "played-attempt" / "home")


@pytest.fixture
def made(played: Made, tmp_path: Path) -> Made:
    """A data folder of the test's own."""
    return copy_of(played, tmp_path / "home")
