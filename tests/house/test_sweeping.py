# SPDX-License-Identifier: MIT
"""What was cut off is tidied up at the next start; what is whole, or being made now, stays."""

from __future__ import annotations

from pathlib import Path

from crmtrainer.house import House
from crmtrainer.journal.backups import sweep
from crmtrainer.store.holding import hold

HALF_MADE = (
    "centre.sqlite3.part",
    "centre.sqlite3.fresh.part-journal",
    "worlds/w.sqlite3.part",
    "handed-in/a-1.sqlite3.part",
    "backups/centre.20261122T120000.000000Z.sqlite3.proving",
    "worlds/backups/w.20261122T120000.000000Z.sqlite3.proving.part",
    "worlds/backups/w.20261122T120000.000000Z.sqlite3.proving.held",
)
WHOLE = ("handed-in/a-1.sqlite3", "worlds/backups/w.20261122T120000.000000Z.sqlite3", "worlds/part.txt")


def test_half_made_files_go_and_whole_ones_stay(tmp_path: Path) -> None:
    for name in (*HALF_MADE, *WHOLE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    House.open(tmp_path).close()
    assert [name for name in HALF_MADE if (tmp_path / name).exists()] == []
    assert [name for name in WHOLE if not (tmp_path / name).exists()] == []


def test_a_backup_that_is_being_made_is_left_alone(tmp_path: Path) -> None:
    """A command backs up without having the folder to itself."""
    part = tmp_path / "w.20261122T120000.000000Z.sqlite3.proving"
    part.write_bytes(b"half of it")
    held = hold(part)
    sweep(tmp_path)
    assert part.exists()
    held.let_go()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
