# SPDX-License-Identifier: MIT
"""The whole window by keyboard: who sits here first, the order of Tab, pages over pages, and never a lost keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.kit.form import ErrorSummary
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.people.first_run import FirstRunPage
from crmtrainer.ui.scenarios.brief_page import BriefPage
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.scenarios.finish_page import FinishPage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section

KEY, CONTROL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SCENARIO = "passed-to-warehouse"


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def nobody(qtbot: QtBot, home: Path) -> Iterator[Opened]:
    """The window over a data folder that nobody has used."""
    made = open_window(home)
    qtbot.addWidget(made.window)
    made.window.resize(1180, 720)
    made.window.show()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def learner(nobody: Opened, qtbot: QtBot) -> Opened:
    nobody.board.take_person(Role.LEARNER, "Jo Okafor")
    qtbot.waitUntil(nobody.board.is_idle)  # the packs are read
    return nobody


@pytest.fixture
def briefed(learner: Opened, qtbot: QtBot) -> Opened:
    """A learner who reads the brief."""
    with qtbot.waitSignal(learner.board.attempt.started, timeout=60_000):
        learner.board.start(SCENARIO, Mode.PRACTISE)
    return learner


def test_nobody_can_go_round_saying_who_they_are(nobody: Opened, qtbot: QtBot) -> None:
    window = nobody.window
    for key in (KEY.Key_4, KEY.Key_1, KEY.Key_2):
        qtbot.keyClick(focus(), key, ALT)
        assert isinstance(window.body.page(), FirstRunPage)
    qtbot.keyClick(focus(), KEY.Key_Escape)
    assert isinstance(window.body.page(), FirstRunPage)
    nobody.board.start(SCENARIO, Mode.PRACTISE)
    assert not nobody.board.attempt.is_running
    nobody.board.take_person(Role.LEARNER, "Jo Okafor")
    assert window.body.page() is nobody.board.scenarios


def test_help_over_the_first_page_leads_back_to_it(nobody: Opened, qtbot: QtBot) -> None:
    qtbot.keyClick(focus(), KEY.Key_Slash, CONTROL)
    assert not isinstance(nobody.window.body.page(), FirstRunPage)
    qtbot.keyClick(focus(), KEY.Key_Escape)
    assert isinstance(nobody.window.body.page(), FirstRunPage)


def test_an_error_leads_to_its_field_and_is_whole(nobody: Opened, qtbot: QtBot) -> None:
    page = nobody.window.body.page()
    assert isinstance(page, FirstRunPage)
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    summary = page.form.summary
    assert isinstance(focus(), ErrorSummary)
    assert "save" not in summary.accessibleName()
    qtbot.wait(20)
    for label in summary.findChildren(QWidget):
        assert label.height() >= label.heightForWidth(label.width())
        assert label.width() >= label.minimumSizeHint().width()
    qtbot.keyClick(focus(), KEY.Key_Tab)
    assert focus() is page.name
    qtbot.keyClick(focus(), KEY.Key_Backtab)
    (link,) = summary.links()
    assert focus() is link
    assert link.text() == "Your name"
    qtbot.keyClick(link, KEY.Key_Space)
    assert focus() is page.name
    summary.setFocus()
    qtbot.keyClicks(focus(), "J")
    qtbot.keyClicks(focus(), "o")
    assert page.name.text() == "Jo"


def test_tab_lands_on_the_chosen_way_to_run_it(learner: Opened, qtbot: QtBot) -> None:
    scenarios = learner.board.scenarios
    assert focus() is scenarios.list
    chosen = scenarios.detail.modes.first()
    qtbot.keyClick(focus(), KEY.Key_Tab)
    assert focus() is chosen
    qtbot.keyClick(focus(), KEY.Key_Tab)
    assert focus() is scenarios.detail.start_button


def test_tab_goes_round_the_whole_window_and_back(learner: Opened, qtbot: QtBot) -> None:
    began, there = focus(), [focus()]
    for _ in range(60):
        qtbot.keyClick(focus(), KEY.Key_Tab)
        if focus() is began:
            break
        there.append(focus())
    assert focus() is began
    assert len(set(there)) == len(there)
    for expected in reversed(there):
        qtbot.keyClick(focus(), KEY.Key_Backtab)
        assert focus() is expected


def test_help_gives_the_keyboard_back_to_where_it_was(learner: Opened, qtbot: QtBot) -> None:
    button = learner.board.scenarios.detail.start_button
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_F1)
    assert focus() is learner.window.body.help_close
    qtbot.keyClick(focus(), KEY.Key_Escape)
    assert focus() is button


def test_the_palette_gives_the_keyboard_back_to_where_it_was(learner: Opened, qtbot: QtBot) -> None:
    button = learner.board.scenarios.detail.start_button
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_K, CONTROL)
    assert focus() is learner.board.palette.field
    qtbot.keyClick(focus(), KEY.Key_Escape)
    assert focus() is button


def test_the_palette_leads_to_what_a_section_says_of_itself(learner: Opened, qtbot: QtBot) -> None:
    palette, body = learner.board.palette, learner.window.body
    qtbot.keyClick(focus(), KEY.Key_K, CONTROL)
    qtbot.keyClicks(palette.field, "what is this customers")
    qtbot.waitUntil(lambda: [entry.title for entry in palette.entries()] == ["What is this: Customers"])
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert body.section() is Section.CUSTOMERS
    assert body.help.isVisible()
    assert focus() is body.help_close


def test_f6_comes_back_to_the_list_that_tab_had_left(learner: Opened, qtbot: QtBot) -> None:
    scenarios = learner.board.scenarios
    scenarios.list.setFocus()
    learner.window.toolbar.search.setFocus()
    qtbot.keyClick(focus(), KEY.Key_F6)
    qtbot.keyClick(focus(), KEY.Key_F6)
    assert focus() is scenarios.list


def test_words_that_scroll_by_key_have_the_ring(learner: Opened, qtbot: QtBot) -> None:
    frame = learner.window.body.help_frame
    learner.window.body.show_help()
    frame.setFocus()
    ring = learner.window._ring
    qtbot.waitUntil(lambda: ring.target() is frame and ring.isVisible())


def test_a_list_that_fills_takes_the_ring_inside(learner: Opened, qtbot: QtBot) -> None:
    scenarios, ring = learner.board.scenarios, learner.window._ring
    scenarios.model.set_rows(())
    scenarios.list.setFocus()
    qtbot.waitUntil(lambda: ring.target() is scenarios.list and ring.isVisible())
    learner.board.refresh_scenarios()
    qtbot.waitUntil(lambda: ring.target() is None and not ring.isVisible())


def test_a_keyboard_that_is_nowhere_is_given_a_place(learner: Opened, qtbot: QtBot) -> None:
    focus().clearFocus()
    assert QApplication.focusWidget() is None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    button = learner.board.scenarios.detail.start_button
    button.setFocus()
    button.setParent(None)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    button.deleteLater()


def test_a_page_over_the_brief_goes_back_to_the_brief(briefed: Opened, qtbot: QtBot) -> None:
    window, board = briefed.window, briefed.board
    brief = window.body.page()
    assert isinstance(brief, BriefPage)
    qtbot.keyClick(focus(), KEY.Key_Slash, CONTROL)
    qtbot.keyClick(focus(), KEY.Key_B, CONTROL)
    assert window.body.page() is not brief
    qtbot.keyClick(focus(), KEY.Key_Escape)
    qtbot.keyClick(focus(), KEY.Key_Escape)
    assert window.body.page() is brief
    assert focus() is brief.begin
    # Another section leaves it; the attempt is the first thing offered, and comes back to its brief.
    window.show_section(Section.SCENARIOS)
    qtbot.keyClick(focus(), KEY.Key_Tab)
    assert focus() is board.scenarios.detail.resume
    assert not focus().visibleRegion().isEmpty()
    qtbot.keyClick(focus(), KEY.Key_Return)
    again = window.body.page()
    assert isinstance(again, BriefPage)
    qtbot.keyClick(again.begin, KEY.Key_Return)
    assert window.body.page() is board.queue


def test_finishing_asks_first_and_says_what_is_open(briefed: Opened, qtbot: QtBot) -> None:
    board, window = briefed.board, briefed.window
    board.begin()
    board.practice.set_speed(0)
    board.practice.let_pass(5)
    window.actions_[Act.FINISH].trigger()
    page = window.body.page()
    assert isinstance(page, FinishPage)
    assert focus() is page.back
    assert "A call is still going on." in [label.text() for label in page.findChildren(QLabel)]
    qtbot.keyClick(page.back, KEY.Key_Return)
    assert window.body.page() is board.queue
    assert board.attempt.is_running
    window.actions_[Act.FINISH].trigger()
    page = window.body.page()
    assert isinstance(page, FinishPage)
    qtbot.mouseClick(page.finish, Qt.MouseButton.LeftButton)
    assert isinstance(window.body.page(), DebriefPage)
