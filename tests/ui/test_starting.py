# SPDX-License-Identifier: MIT
"""The program starts with the frame of its window; what stands behind it comes after that."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.house.catalogue import cards
from crmtrainer.house.known_cards import keep_cards
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.ui import appearance, starting, theme
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section

LATE = [
    "sqlalchemy",
    "alembic",
    "numpy",
    "ruamel",
    "jinja2",
    "faker",
    "holidays",
    "pyqtgraph",
    "openpyxl",
    "qtpy",
    "qtawesome",
]
"""Pydantic is not among them only because typer looks whether it is there."""
AT_FIRST_PAINT = """
import sys
from crmtrainer.__main__ import main
from crmtrainer.ui import starting

def painted(window):
    show_now(window)
    print(*sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
    raise SystemExit(0 if window.windowHandle().isExposed() else 1)

show_now, starting.show_now = starting.show_now, painted
sys.argv = ["crmtrainer", "--data", sys.argv[1], "run"]
main()
"""
WITH_ROWS = """
import gc, sys
from crmtrainer.__main__ import main
from crmtrainer.ui import starting

def run(app, on_fault):
    (window,) = (each for each in app.topLevelWidgets() if hasattr(each, "body"))
    assert window.body.page().model.rowCount()
    assert gc.isenabled()
    print(*sorted(sys.modules), flush=True)
    return 0

starting.run = run
sys.argv = ["crmtrainer", "--data", sys.argv[1], "run"]
main()
"""


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    before = theme.active()
    yield
    appearance.apply(qapp, before)


def test_the_frame_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = seen.stdout.split()
    assert "PySide6" in loaded
    assert set(LATE) & set(loaded) == set()


def test_the_scenarios_are_listed_before_any_room_of_a_world_is_loaded(tmp_path: Path) -> None:
    with House.open(tmp_path) as house:
        house.remember("last.role", house.enrol(Role.LEARNER, "Ann").role.value)
    keep_cards(tmp_path, cards(tmp_path))  # as the start before did
    seen = subprocess.run(
        [sys.executable, "-c", WITH_ROWS, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = set(seen.stdout.split())
    assert "crmtrainer.house" in loaded
    assert {"crmtrainer.bootstrap", "crmtrainer.seeding.builder", "crmtrainer.ui.casework.page"} & loaded == set()
    assert {"numpy", "ruamel.yaml", "holidays"} & loaded == set()


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[MainWindow]:
    """The windows that were shown first."""
    shown: list[MainWindow] = []
    show_now = starting.show_now

    def show(window: MainWindow) -> None:
        show_now(window)
        assert window.isVisible()
        assert not window.body.pages()
        shown.append(window)

    monkeypatch.setattr(starting, "show_now", show)
    return shown


def test_the_pages_come_into_the_frame_and_take_the_keyboard(
    frames: list[MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(app: QApplication, on_fault: Callable[[str], object]) -> int:
        (window,) = frames
        qtbot.addWidget(window)
        assert window.body.has(Section.SCENARIOS)
        page = window.body.page()
        assert page is not None
        focus = window.focusWidget()
        assert focus is not None
        assert page.isAncestorOf(focus)
        return 7

    monkeypatch.setattr(starting, "run", run)
    assert starting.run_window(tmp_path) == 7


def test_a_folder_that_cannot_be_opened_leaves_no_frame_standing(
    frames: list[MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "centre.sqlite3").write_bytes(b"not a database at all, but a letter" * 100)
    with pytest.raises(StoreUnavailable):
        starting.run_window(tmp_path)
    qtbot.addWidget(frames[0])
    assert not frames[0].isVisible()
