# SPDX-License-Identifier: MIT
"""Where copies of what is under review stand while they are open, and what an earlier run left there."""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = "reviewing"


def clear(home: Path) -> None:
    """Remove copies that an earlier run, cut off, left behind. For whoever opens the data folder, which is locked."""
    for left in (home / FOLDER).glob("*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
