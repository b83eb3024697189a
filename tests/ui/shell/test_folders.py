# SPDX-License-Identifier: MIT
"""A file that was written is told of with its folder, which is shown, or named where the desktop cannot show it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.fault import FaultBar
from crmtrainer.ui.shell.folders import tell_file
from crmtrainer.ui.shell.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    actions = Actions()
    made = MainWindow(actions)
    actions.setParent(made)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("opens", [True, False])
def test_a_written_file_is_shown_or_its_folder_named(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: (asked.append(url), opens)[1])
    tell_file(window, "Handed in: %1, in the folder “%2”", tmp_path / "handed-in" / "A-1.sqlite3")
    assert window.messages() == ["Handed in: A-1.sqlite3, in the folder “handed-in”"]
    assert window._toast is not None
    assert window._toast.action_button is not None
    assert window._toast.action_button.text() == "Show in folder"
    window._toast.action_button.click()
    assert asked == [QUrl.fromLocalFile(str(tmp_path / "handed-in"))]
    assert (str(tmp_path / "handed-in") in window.messages()[-1]) is not opens


@pytest.mark.parametrize("opens", [True, False])
def test_the_log_of_a_fault_is_shown_or_its_place_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opens)
    bar = FaultBar("KeyError", tmp_path / "crmtrainer.log")
    qtbot.addWidget(bar)
    before = bar.accessibleName() + bar.accessibleDescription()
    bar.open_log.click()
    after = bar.accessibleName() + bar.accessibleDescription()
    assert (str(tmp_path / "crmtrainer.log") in after) is not opens
    assert (after == before) is opens
