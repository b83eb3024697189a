# SPDX-License-Identifier: MIT
"""A window opens dressed, in the look that was chosen last, though it is put together without its sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.ui import appearance, theme
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.theme import Look, Scheme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    before = theme.active()
    appearance.apply(qapp, appearance.look_for(Scheme.LIGHT, Look()))
    yield
    appearance.apply(qapp, before)


def test_a_window_wears_the_look_that_was_chosen_last(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    light = qapp.styleSheet()
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    assert qapp.styleSheet() == light
    opened.board.wear(Scheme.DARK)
    dark = qapp.styleSheet()
    opened.close()

    appearance.wear(Scheme.LIGHT)
    again = open_window(tmp_path)
    qtbot.addWidget(again.window)
    assert qapp.styleSheet() == dark != light
    assert theme.tokens().dark
    again.close()


def test_the_sheet_comes_back_when_putting_together_fails(qapp: QApplication) -> None:
    sheet = qapp.styleSheet()

    def build() -> None:
        with appearance.undressed():
            assert qapp.styleSheet() == ""
            raise LookupError

    with pytest.raises(LookupError):
        build()
    assert qapp.styleSheet() == sheet != ""
