# SPDX-License-Identifier: MIT
"""Files and folders that can only be read, and can be removed again after the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Makes a file or folder read-only until the test is over."""
    changed: list[tuple[Path, int]] = []

    def change(path: Path) -> None:
        changed.append((path, path.stat().st_mode))
        path.chmod(0o555 if path.is_dir() else 0o444)

    yield change
    for path, mode in changed:
        path.chmod(mode)
