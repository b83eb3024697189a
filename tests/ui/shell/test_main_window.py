# SPDX-License-Identifier: MIT
"""The frame under real keys: sections, panes, search, modes, sizes, names."""

from unittest.mock import patch

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QStatusTipEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crmtrainer.ui import theme
from crmtrainer.ui.kit.text import plain_tip
from crmtrainer.ui.kit.windowed_table import TableView
from crmtrainer.ui.shell.action_table import ACTIONS, Act, Menu
from crmtrainer.ui.shell.fault import FaultBar
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.navigation import WIDE, NavigationItem
from crmtrainer.ui.shell.sections import Mode, Section, section_icon, section_name
from tests.ui.shell.two_panes import page

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_title_says_that_nobody_is_real(window: MainWindow) -> None:
    assert window.windowTitle() == "crmtrainer — Training data: nobody here is real"


def test_it_opens_in_the_first_page(window: MainWindow) -> None:
    assert page(window).title_text == "queue"
    assert page(window).field.hasFocus()


def test_alt_and_number_go_to_sections(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    assert page(window).title_text == "customers"
    assert page(window).field.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_5, ALT)
    assert page(window).title_text == "review"
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    assert page(window).title_text == "review"


def test_f6_walks_the_panes_and_back(window: MainWindow, qtbot: QtBot) -> None:
    seen = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
    assert seen == ["queue button", "Log call", "My queue", "queue field"]
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    back = QApplication.focusWidget()
    assert back is not None
    assert back.accessibleName() == "My queue"


def test_f6_returns_to_where_the_keyboard_was(window: MainWindow, qtbot: QtBot) -> None:
    window.toolbar.search.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert window.toolbar.search.hasFocus()


def test_control_k_goes_to_the_search_and_escape_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert window.toolbar.search.hasFocus()
    with qtbot.waitSignal(window.search_edited) as edited:
        qtbot.keyClicks(window.toolbar.search, "o")
    assert edited.args == ["o"]
    with qtbot.waitSignal(window.search_requested) as asked:
        qtbot.keyClick(window.toolbar.search, Qt.Key.Key_Return)
    assert asked.args == ["o"]
    qtbot.keyClick(window.toolbar.search, Qt.Key.Key_Escape)
    qtbot.keyClick(window.toolbar.search, Qt.Key.Key_Escape)
    assert page(window).field.hasFocus()


def test_control_f_goes_to_the_filter(window: MainWindow, qtbot: QtBot) -> None:
    page(window).button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert page(window).field.hasFocus()


def test_text_grows_shrinks_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.look_changed):
        qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert theme.active().text_scale == pytest.approx(1.1)
    qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    assert theme.active().text_scale == pytest.approx(0.9)
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert theme.active().text_scale == pytest.approx(1.0)


def test_help_says_what_the_page_is_for(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.body.help.isVisible()
    assert "What queue is for." in window.body.help.accessibleName()
    qtbot.keyClick(window.body.help_close, Qt.Key.Key_Escape)
    assert not window.body.help.isVisible()
    assert page(window).field.hasFocus()


@pytest.mark.sheet
def test_help_is_as_high_as_its_words_where_there_is_room(window: MainWindow, qtbot: QtBot) -> None:
    page(window).help_text = "What this page is for, and how one goes about it. " * 9
    qtbot.keyClick(window, Qt.Key.Key_F1)
    frame = window.body.help_frame
    qtbot.waitUntil(frame.isVisible)
    QApplication.processEvents()
    assert frame.verticalScrollBar().maximum() == 0
    assert window.body.help_close.accessibleDescription() == window.body.help.accessibleName()


def test_long_help_scrolls_by_every_key_for_that_and_leaves_the_page_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    page(window).help_text = "What this page is for, and how one goes about it. " * 24
    window.set_text_scale(2.0)
    window.resize(1024, 560)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    frame, close = window.body.help_frame, window.body.help_close
    qtbot.waitUntil(frame.isVisible)
    QApplication.processEvents()
    assert window.size() == QSize(1024, 560)
    bar = frame.verticalScrollBar()
    assert bar.maximum() > 0
    assert frame.height() < window.body.height() * 0.7
    for at in (close, frame):
        at.setFocus()
        for key, moves_down in (
            (Qt.Key.Key_Down, True),
            (Qt.Key.Key_Up, False),
            (Qt.Key.Key_PageDown, True),
            (Qt.Key.Key_PageUp, False),
        ):
            was = bar.value()
            qtbot.keyClick(at, key)
            assert (bar.value() > was) is moves_down, key
            assert at.hasFocus(), key
        qtbot.keyClick(at, Qt.Key.Key_End)
        assert bar.value() == bar.maximum()
        qtbot.keyClick(at, Qt.Key.Key_Home)
        assert bar.value() == 0
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.isVisible()
    assert page(window).field.hasFocus()


def test_shortcuts_open_over_the_section_and_escape_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    page(window).button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Slash, CONTROL)
    opened = window.body.page()
    assert opened is not None
    assert opened.title_text == "All shortcuts"
    focus = QApplication.focusWidget()
    assert isinstance(focus, TableView)
    qtbot.keyClick(focus, Qt.Key.Key_End)
    assert focus.currentIndex().row() == focus.model().rowCount() - 1
    qtbot.keyClick(focus, Qt.Key.Key_Home)
    assert focus.currentIndex().row() == 0
    keys = {str(focus.model().index(row, 0).data()) for row in range(focus.model().rowCount())}
    assert {"F6", "Ctrl+Enter", "Esc"} <= keys
    window.resize(1024, 560)
    window.set_text_scale(2.0)
    qtbot.waitUntil(lambda: focus.isColumnHidden(2))
    assert focus.columnWidth(1) > focus.columnWidth(0)
    window.set_text_scale(1.0)
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert page(window).button.hasFocus()


def test_assessed_mode_has_a_frame_and_says_so(window: MainWindow) -> None:
    window.set_mode(Mode.ASSESSED)
    assert window.body.assessed.isVisible()
    assert "Assessed attempt" in window.body.assessed.accessibleName()
    assert window.status.mode.chip().text == "Assessed mode"
    assert window.contentsMargins().left() == 3
    window.set_mode(Mode.PRACTISE)
    assert not window.body.assessed.isVisible()
    assert window.contentsMargins().left() == 0


@pytest.mark.sheet
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_forces_the_window_wider_than_a_small_screen(window: MainWindow, scale: float) -> None:
    window.set_mode(Mode.ASSESSED)
    window.set_status(person="Jo Bloggs", what="Scenario 10: Day twenty-eight", clock="Clock running ×1", saved="Saved")
    window.set_text_scale(scale)
    window.resize(1024, 560)
    QApplication.processEvents()
    assert window.size() == QSize(1024, 560)


@pytest.mark.sheet
def test_a_small_window_shows_icons_with_names(window: MainWindow) -> None:
    window.resize(1180, 720)
    assert page(window).compact is False
    window.resize(1024, 560)
    QApplication.processEvents()
    item = window.body.navigation.item(Section.QUEUE)
    assert item.width() < 48
    assert item.accessibleName() == "My queue"
    assert item.toolTip() == plain_tip("My queue")
    assert page(window).compact is True


def test_practice_clock_tells_the_speed_and_why_not(window: MainWindow, qtbot: QtBot) -> None:
    window.set_practice_time("Tue 3 Mar, 13:35", 1, {60: "Not while you are on a call"}, "Nothing is planned")
    speed = window.toolbar.clock.speed
    ten = next(b for b in speed.findChildren(QWidget) if b.accessibleName() == "Run ten times as fast")
    with qtbot.waitSignal(window.speed_chosen) as chosen:
        qtbot.mouseClick(ten, Qt.MouseButton.LeftButton)
    assert chosen.args == [10]
    sixty = next(b for b in speed.findChildren(QWidget) if b.accessibleName() == "Run sixty times as fast")
    assert (sixty.isEnabled(), sixty.statusTip()) == (False, "Not while you are on a call")
    assert not window.toolbar.clock.next_event.isEnabled()
    assert window.toolbar.clock.next_event.statusTip() == "Nothing is planned"


def test_announcements_are_collected(window: MainWindow) -> None:
    window.announce("Clock due soon")
    for text in ("One.", "Two", "Three", "Two", "Four"):
        window.announce(text)
    assert window.announcer.said == ["Clock due soon"]
    window.announcer.stop()
    window.announcer.timeout.emit()
    assert window.announcer.said[-1].startswith("One. Two. Three. and 1 more")


def test_fault_bar_can_be_closed(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.show_fault("ValueError\nrules.py:12 due")
    assert bar.isVisible()
    bar.copy.click()
    assert QApplication.clipboard().text() == "ValueError\nrules.py:12 due"
    bar.close_button.click()
    assert not bar.isVisible()


def test_faults_share_one_bar_that_f6_reaches_and_that_goes_with_its_person(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.show_fault("ValueError\nrules.py:12 due")
    assert window.show_fault("KeyError\nlists.py:7 rows") is bar
    assert [each for each in window.body.bars() if isinstance(each, FaultBar)] == [bar]
    assert bar.accessibleName().startswith("Something in the program went wrong, 2 times ")
    bar.copy.click()
    assert QApplication.clipboard().text() == "ValueError\nrules.py:12 due\n\nKeyError\nlists.py:7 rows"
    at = []
    for _ in window.panes():
        window.actions_[Act.NEXT_PANE].trigger()
        at.append(QApplication.focusWidget())
    assert bar.copy in at
    window.forget_messages()
    assert not [each for each in window.body.bars() if isinstance(each, FaultBar)]
    assert (
        window.show_fault("ValueError\nrules.py:12 due")
        .accessibleName()
        .startswith("Something in the program went wrong ")
    )


def test_f6_reaches_a_passing_message(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.toast("Note saved", action_text="Undo", action=lambda: None)
    at = []
    for _ in window.panes():
        window.actions_[Act.NEXT_PANE].trigger()
        at.append(QApplication.focusWidget())
    assert toast.action_button in at
    toast.dismiss()


def menus_of(window: MainWindow) -> list[QMenu]:
    """Every menu of the bar, and those within them."""
    return [menu for menu in window.menuBar().findChildren(QMenu) if menu.actions()]


def test_every_command_is_in_a_menu(window: MainWindow) -> None:
    in_menus = [action.objectName() for menu in menus_of(window) for action in menu.actions()]
    assert sorted(name for name in in_menus if name) == sorted(act.name for act in Act)
    assert {spec.menu for spec in ACTIONS} == set(Menu)


def test_no_menu_is_higher_than_a_small_screen(window: MainWindow) -> None:
    assert max(menu.sizeHint().height() for menu in menus_of(window)) <= 700


def test_no_key_is_used_twice_and_none_takes_control_alt() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if "Ctrl+Alt" in key]
    assert not [key for key in keys if len(key) == 1]


def test_each_menu_has_a_letter_for_every_command_and_none_twice(window: MainWindow) -> None:
    for menu in menus_of(window):
        letters = [
            QKeySequence.mnemonic(action.text()).toString() for action in menu.actions() if not action.isSeparator()
        ]
        assert all(letters), menu.title()
        assert len(letters) == len(set(letters)), (menu.title(), sorted(letters))
    tops = [QKeySequence.mnemonic(top.text()).toString() for top in window.menuBar().actions()]
    assert len(tops) == len(set(tops))


def test_the_mark_of_a_letter_stands_in_menus_only(window: MainWindow) -> None:
    assert not [button.text() for button in window.toolbar.commands if "&" in button.text()]
    assert "&" not in window.toolbar.clock.next_event.accessibleName()
    assert not [act for act in Act if "&" in window.actions_[act].toolTip().replace("&amp;", "")]


def test_a_disabled_command_says_why(window: MainWindow) -> None:
    reason = "Closed tickets cannot be handed off: reopen first"
    window.actions_.explain(Act.HAND_OFF, reason)
    assert window.actions_[Act.HAND_OFF].statusTip() == reason
    assert window.actions_.reason(Act.HAND_OFF) == reason
    assert not window.actions_[Act.HAND_OFF].isEnabled()


def test_a_status_tip_leaves_mode_and_clock_in_sight(window: MainWindow, qapp: QApplication) -> None:
    window.set_mode(Mode.PRACTISE)
    window.set_status(person="Jo Okafor", what="Passed to warehouse", clock="Clock paused", saved="Saved 12:31")
    qapp.sendEvent(window, QStatusTipEvent("Open a ticket first"))
    bar = window.status
    assert bar.tip.text() == "Open a ticket first"
    assert bar.tip.width() > 100
    assert bar.mode.isVisible()
    assert bar.clock.isVisible()
    assert bar.person.isVisible()
    qapp.sendEvent(window, QStatusTipEvent(""))
    assert bar.tip.text() == ""
    assert bar.saved.isVisible()


@pytest.mark.parametrize("count", [7, 12, 99])
def test_the_queue_keeps_its_whole_name_beside_its_count(qtbot: QtBot, count: int) -> None:
    drawn: list[str] = []
    item = NavigationItem(section_name(Section.QUEUE), section_icon(Section.QUEUE))
    qtbot.addWidget(item)
    item.setChecked(True)
    item.resize(WIDE - 16, 36)
    item.set_count(count)
    with patch.object(QPainter, "drawText", lambda _painter, _area, _flags, words: drawn.append(words)):
        item.grab()
    assert section_name(Section.QUEUE) in drawn
    assert str(count) in drawn
