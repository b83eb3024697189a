# SPDX-License-Identifier: MIT
"""The clocks of a ticket in the workplace: explained, read aloud, and as practice time goes on."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.kernel.ids import TicketId
from crmtrainer.tickets.commands import SetStatus
from crmtrainer.tickets.rules import Status
from crmtrainer.ui.casework.case_page import CasePage
from tests.ui.casework.conftest import Begin, Show

LEFT = Qt.MouseButton.LeftButton
TICKET = TicketId(5)


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def open_it(page: CasePage) -> None:
    page.open_ticket(TICKET)
    assert page.work.side.isVisible()


def test_a_clock_says_why_and_gives_the_keyboard_back(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("asked_back")
    page = show(shift)
    open_it(page)
    block = list(page.work.header.clocks.blocks.values())[-1]
    block.setFocus()
    qtbot.keyClick(block, Qt.Key.Key_Space)
    pane = page.work.why
    assert pane.isVisible()
    assert pane.view.sentence.text() == "8 h of working time from Tue 3 Mar, 12:31. Due Wed 4 Mar, 08:31."
    assert "Counted: 10 min" in pane.view.picture.accessibleName()
    assert keyboard() is pane.close_button
    qtbot.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert keyboard() is block
    assert not block.isChecked()


def test_a_clock_tells_its_pause_with_the_reason_that_was_written_down(begin: Begin, show: Show) -> None:
    shift = begin("after_the_call")
    shift.opened(shift.customer("O’Connor"))
    waits = TicketId(1)
    shift.do(SetStatus(waits, Status.IN_PROGRESS))
    shift.do(SetStatus(waits, Status.WAITING, "A photo was asked for"))
    shift.advance(70)
    shift.do(SetStatus(waits, Status.IN_PROGRESS, "It came"))
    page = show(shift)
    page.open_ticket(waits)
    list(page.work.header.clocks.blocks.values())[-1].click()
    said = "It was paused for 1 h 10 min, Tue 3 Mar, 12:31 to 13:41: “A photo was asked for”."
    assert said in page.work.why.view.sentence.text()


def test_a_second_press_on_the_clock_closes_the_pane(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("after_the_call"))
    open_it(page)
    first, second = page.work.header.clocks.blocks.values()
    qtbot.waitUntil(lambda: second.width() > 50 and first.geometry().right() < second.x())
    qtbot.mouseClick(first, LEFT)
    qtbot.mouseClick(second, LEFT)
    assert [first.isChecked(), second.isChecked()] == [False, True]
    qtbot.mouseClick(second, LEFT)
    assert not page.work.why.isVisible()


def test_clocks_are_read_aloud(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("asked_back"))
    open_it(page)
    with qtbot.waitSignal(page.clocks_told) as heard:
        page.read_clocks()
    (words,) = heard.args or ("",)
    assert words.startswith("First reply: Due 13:31 · 50 min left. Resolution: ")
    assert "Handoff: Paused: waiting for your answer" in words
    assert "Promise: " in words


def test_words_of_clocks_follow_practice_time(begin: Begin, show: Show) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    first = next(iter(page.work.header.clocks.blocks.values()))
    before = first.face().words
    page.tick(shift.now() + timedelta(minutes=25))
    assert first.face().words != before
