# SPDX-License-Identifier: MIT
"""Details of a ticket while somebody writes there: what happens meanwhile takes neither words nor keyboard away."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.house import drafts
from crmtrainer.interactions.commands import KeepPromise, MakePromise
from crmtrainer.kernel.ids import PromiseId
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.promise_line import PromiseLine
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift
from tests.ui.casework.test_ticket import LEFT, TICKET, case, keyboard, open_it


def promised(shift: Shift, words: str) -> None:
    shift.do(MakePromise(shift.customer("LK-57120"), words, shift.now() + timedelta(hours=1), TICKET))


def line_of(page: CasePage, words: str) -> PromiseLine:
    return next(line for line in page.work.side.details.lines if line.promise.words == words)


def test_a_reason_outlives_drawing_with_the_keyboard_in_it(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    promised(shift, "Call him")
    page = show(shift)
    open_it(page)
    page.work.side.keep_promise()
    qtbot.mouseClick(line_of(page, "Call him").back, LEFT)
    qtbot.keyClicks(keyboard(), "He asked texts")
    for _ in range(len(" texts")):
        qtbot.keyClick(keyboard(), Qt.Key.Key_Left)
    first = next(line for line in page.work.side.details.lines if line.promise.words != "Call him")
    shift.do(KeepPromise(PromiseId(first.promise.id)))
    page.refresh()
    line = line_of(page, "Call him")
    assert keyboard() is line.reason
    qtbot.keyClicks(keyboard(), " for")
    assert line.reason.text() == "He asked for texts"
    assert line.draft_line.isHidden()
    page.work.refresh()
    assert line_of(page, "Call him").reason is line.reason  # nothing changed: nothing is drawn
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    assert case(shift).promises == ()


def test_a_second_enter_keeps_no_other_promise(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    promised(shift, "Call him")
    page = show(shift)
    open_it(page)
    page.work.side.keep_promise()
    assert len(page.work.side.details.lines) == 2
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    (left,) = page.work.side.details.lines
    assert keyboard() is left
    assert left.accessibleName().startswith("Promise: ")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(keyboard(), key)
    assert len(case(shift).promises) == 1
    qtbot.keyClick(keyboard(), Qt.Key.Key_Tab)
    assert keyboard() is left.keep


def test_a_reason_comes_back_with_its_promise_and_goes_with_it(
    begin: Begin, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    shift = begin("after_the_call")
    shift.opened(shift.customer("O’Connor"))
    page = show(shift)
    open_it(page)
    page.work.side.keep_promise()
    (line,) = page.work.side.details.lines
    qtbot.mouseClick(line.back, LEFT)
    qtbot.keyClicks(keyboard(), "He wants an e-mail")
    page.open_ticket(1)
    page.open_ticket(TICKET)
    page.work.side.keep_promise()
    (line,) = page.work.side.details.lines
    assert (line.asked(), line.reason.text()) == ("withdraw", "He wants an e-mail")
    assert line.draft_line.isVisible()
    shift.desk.drafts.flush()
    assert f"withdraw/{line.key}" in drafts.read(tmp_path / "home", shift.desk.drafts.attempt)
    qtbot.mouseClick(line.keep, LEFT)
    assert shift.desk.drafts.at(f"withdraw/{line.key}") is None
