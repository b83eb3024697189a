# SPDX-License-Identifier: MIT
"""Walks every sheet of the gallery and lists what can take the keyboard but has no spoken name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery_kit import kit_sheet, record_sheet
from tests.gallery_more import more_sheet, pictures_sheet
from tests.gallery_shell import shell


def spoken_name(widget: QWidget) -> str:
    """The name a screen reader would hear."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in root.findChildren(QWidget):
        inner = (
            isinstance(widget.window(), QFrame)
            or widget.objectName().startswith("qt_")
            or isinstance(widget.parent(), QMenu | QMenuBar)
        )
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_keys and not inner and not isinstance(widget, QMenu | QMenuBar) and not spoken_name(widget):
            parent = widget.parent()
            found.append(f"{type(widget).__name__} in {type(parent).__name__}")
    return found


@pytest.mark.parametrize("make", [kit_sheet, record_sheet, more_sheet, pictures_sheet, shell])
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    root = make()
    qtbot.addWidget(root)
    root.show()
    assert nameless(root) == []
    root.close()


def test_the_walk_finds_what_is_nameless(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    child = QWidget(root)
    child.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert nameless(root) == ["QWidget in QWidget"]
