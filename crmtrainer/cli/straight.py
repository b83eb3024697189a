# SPDX-License-Identifier: MIT
"""The way to the window that most starts take, without typer: to load it takes a quarter as long as the window does.

Only `run` with nothing but a data folder goes this way. Whatever else is typed, `root` reads.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from crmtrainer import paths
from crmtrainer.kernel.errors import Expected

if TYPE_CHECKING:
    from crmtrainer.house.sandboxes import Sandbox


def home_for_window(arguments: Sequence[str]) -> Path | None:
    """The data folder, where the window is all that these arguments ask for; None where they ask for more."""
    match arguments:
        case ["run"]:
            return paths.data_folder(None)
        case ["--data", folder, "run"] if folder and not folder.startswith("-"):
            return paths.data_folder(Path(folder))
        case _:
            return None


def run_straight(home: Path) -> NoReturn:
    """Run the program in its window. Leaves with its exit code; an expected error becomes one sentence and 1."""
    try:
        code = open_window(home)
    except Expected as problem:
        from crmtrainer.cli.common import complain

        complain(problem)
        code = 1
    sys.exit(code)


def open_window(home: Path, *, world: Sandbox | None = None) -> int:
    """Run the program in its window until it is closed. Gives the exit code. Raises `StoreUnavailable`."""
    # What is loaded from here on stays: to look through it for garbage, again and again, took a fifth of the start.
    gc.disable()
    from crmtrainer.ui.starting import run_window

    return run_window(home, sys.argv[:1], world=world)
