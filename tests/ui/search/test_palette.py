# SPDX-License-Identifier: MIT
"""The palette over a window, with real keys: records by any shape, commands, help, recent things."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.desk import Desk
from crmtrainer.ui.search.palette import Palette, PaletteCommand
from tests.customers.town import HANDLEY, OCONNOR, SAHOTA
from tests.ui.desks import town_desk
from tests.ui.test_names import nameless

COMMANDS = (
    PaletteCommand("LOG_CALL", "Log call", "Ctrl+L"),
    PaletteCommand("NEW_COMPLAINT", "New complaint", "Ctrl+Shift+N"),
    PaletteCommand("HAND_OFF", "Hand off", "Ctrl+T", enabled=False, reason="Closed tickets cannot be handed off"),
)
HELP = (PaletteCommand("good-handoff", "What makes a good handoff", "F1"),)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with town_desk(tmp_path) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a field that has the keyboard."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit(objectName="behind"))
    made.resize(1024, 560)
    made.show()
    qtbot.waitActive(made)
    behind = made.findChild(QLineEdit, "behind")
    assert behind is not None
    behind.setFocus()
    return made


@pytest.fixture
def palette(desk: Desk, window: QWidget) -> Palette:
    made = Palette(desk, window)
    made.set_commands(COMMANDS)
    made.set_help(HELP)
    return made


def typed(palette: Palette, qtbot: QtBot, words: str) -> list[str]:
    """Open it, type, and give the titles once it has answered."""
    palette.open_with()
    qtbot.keyClicks(palette.field, words)
    qtbot.waitUntil(lambda: not palette._pause.isActive())
    return [entry.title for entry in palette.entries()]


@pytest.mark.parametrize("words", ["+44 7700 900142", "07700900142", "07700 900 142", "(0044) 7700-900142"])
def test_a_telephone_number_is_found_in_any_format(palette: Palette, qtbot: QtBot, words: str) -> None:
    assert typed(palette, qtbot, words) == ["Ms Rosa Handley", "Mr Harjit Sahota"]


def test_what_is_found_shows_no_whole_number(palette: Palette, qtbot: QtBot) -> None:
    typed(palette, qtbot, "07700900142")
    assert {entry.right for entry in palette.entries()} == {"07700 900•••"}


def test_an_order_number_leads_to_the_customer(palette: Palette, qtbot: QtBot) -> None:
    assert typed(palette, qtbot, "lk 57120") == ["LK-57120 Mr Harjit Sahota"]
    with qtbot.waitSignal(palette.record_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["customer", SAHOTA]
    assert palette.isHidden()


def test_a_ticket_and_a_handoff_are_found_by_reference(palette: Palette, qtbot: QtBot) -> None:
    assert typed(palette, qtbot, "C-1042") == ["C-1042 Wrong legs with table"]
    assert palette.entries()[0].right == "in progress"
    assert typed(palette, qtbot, "h-0311") == ["H-0311 Warehouse pickers"]
    with qtbot.waitSignal(palette.record_wanted_in_tab) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == ["handoff", 1]


def test_accents_do_not_matter_and_what_fits_is_marked(palette: Palette, qtbot: QtBot) -> None:
    assert typed(palette, qtbot, "sian") == ["Ms Siân O’Connor"]
    entry = palette.current()
    assert entry is not None
    assert entry.marked == ((3, 4),)
    assert entry.sentence() == "Ms Siân O’Connor, K-10002, York, 0113 496 0•••"


def test_a_command_is_run_by_keyboard(palette: Palette, qtbot: QtBot) -> None:
    typed(palette, qtbot, "complaint")
    with qtbot.waitSignal(palette.command_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["NEW_COMPLAINT"]


def test_enter_does_not_wait_for_the_pause_in_typing(palette: Palette, qtbot: QtBot) -> None:
    palette.open_with()
    qtbot.keyClicks(palette.field, "log")
    with qtbot.waitSignal(palette.command_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["LOG_CALL"]


def test_records_come_first_then_commands_then_help(palette: Palette, qtbot: QtBot) -> None:
    assert typed(palette, qtbot, "hand") == ["Ms Rosa Handley", "Hand off", "What makes a good handoff"]
    assert palette.count.text() == "3 found"


def test_a_command_that_cannot_be_had_says_why_and_does_nothing(palette: Palette, qtbot: QtBot) -> None:
    typed(palette, qtbot, "hand off")
    entry = palette.current()
    assert entry is not None
    assert entry.sentence() == "Hand off, not available, Closed tickets cannot be handed off, Ctrl+T"
    with qtbot.assertNotEmitted(palette.command_chosen):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_arrows_go_over_headings_and_around(palette: Palette, qtbot: QtBot) -> None:
    typed(palette, qtbot, "hand")
    passed = []
    for _ in range(4):
        entry = palette.current()
        assert entry is not None
        passed.append(entry.title)
        assert palette.field.accessibleDescription() == entry.sentence()
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert passed == ["Ms Rosa Handley", "Hand off", "What makes a good handoff", "Ms Rosa Handley"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    with qtbot.waitSignal(palette.help_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["good-handoff"]


def test_escape_gives_the_keyboard_back(palette: Palette, window: QWidget, qtbot: QtBot) -> None:
    typed(palette, qtbot, "hand")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    behind = window.findChild(QLineEdit, "behind")
    assert palette.isHidden()
    assert behind is not None
    assert behind.hasFocus()


def test_tab_does_not_lead_behind_the_palette(palette: Palette, qtbot: QtBot) -> None:
    palette.open_with("hand")
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.field.hasFocus()


def test_a_click_beside_the_box_closes_and_one_on_a_row_chooses(palette: Palette, qtbot: QtBot) -> None:
    palette.open_with("sian")
    row = palette.list.visualRect(palette.list.currentIndex())
    with qtbot.waitSignal(palette.record_chosen) as chosen:
        qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert chosen.args == ["customer", OCONNOR]
    palette.open_with("sian")
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert palette.isHidden()


def test_without_words_what_was_chosen_lately_comes_first(palette: Palette, desk: Desk, qtbot: QtBot) -> None:
    palette.open_with()
    assert [entry.title for entry in palette.entries()] == ["Log call", "New complaint"]
    for words in ("complaint", "handley"):
        palette.open_with(words)
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    palette.open_with()
    assert [entry.title for entry in palette.entries()] == ["Ms Rosa Handley", "New complaint"]
    entry = palette.current()
    assert entry is not None
    assert entry.marked == ()
    with qtbot.waitSignal(palette.record_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["customer", HANDLEY]
    desk.open_world(None)
    palette.open_with()
    assert [entry.title for entry in palette.entries()] == ["New complaint"]


def test_nothing_found_is_said(palette: Palette, qtbot: QtBot) -> None:
    assert typed(palette, qtbot, "zzzz") == []
    assert palette.nothing.text() == "Nothing fits “zzzz”. Try fewer letters."
    assert palette.nothing.isVisible()


def test_at_most_eight_rows_inside_the_window(palette: Palette, window: QWidget, qtbot: QtBot) -> None:
    palette.set_commands(PaletteCommand(str(n), f"Find thing {n}") for n in range(30))
    assert len(typed(palette, qtbot, "thing")) == 8
    assert palette.count.text() == "8 of 30, type to narrow"
    assert window.rect().contains(palette.box.geometry())
    window.resize(600, 400)
    assert window.rect().contains(palette.box.geometry())


def test_names_and_model_hold(palette: Palette, window: QWidget, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(palette.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    typed(palette, qtbot, "hand")
    behind = window.findChild(QLineEdit, "behind")
    assert behind is not None
    behind.setAccessibleName("behind")
    assert nameless(window) == []
    assert tester.model() is palette.model
