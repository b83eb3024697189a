# SPDX-License-Identifier: MIT
"""A limit that the law sets, at the desk: begun by its form, then paused, gone on with, extended and met in Details."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.interactions.commands import MakePromise
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.limits.queries import TicketLimitRow, limits_of
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui import appearance
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.limits.line import LimitLine
from crmtrainer.ui.theme import Look
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift
from tests.ui.casework.test_ticket import CONTROL, LEFT, TICKET, keyboard, open_it, told_by

SAR = "CLK-SAR"


def only(shift: Shift) -> TicketLimitRow:
    (row,) = shift.ask(limits_of, TICKET)
    return row


def line_of(page: CasePage) -> LimitLine:
    page.work.side.tabs.setCurrentWidget(page.work.side.details)
    (line,) = page.work.side.details.limits
    return line


def press(line: LimitLine, words: str, qtbot: QtBot) -> None:
    button = next(b for b in line.findChildren(Button) if b.text() == words and b is not line.confirm)
    qtbot.mouseClick(button, LEFT)


def test_one_is_begun_by_keyboard_and_stands_in_the_details(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    told = told_by(page)
    assert page.work.conduct.act(CaseAct.BEGIN_LIMIT)
    form = page.work.forms.limit
    assert keyboard() is form.limit
    qtbot.keyClicks(form.limit, "Short")
    assert form.limit.value() == "CLK-CRA-REJECT"
    law = "Consumer Rights Act 2015 s.22. Read in its source."
    qtbot.waitUntil(lambda: law in [label.text() for label in form.law.findChildren(QLabel) if label.isVisible()])
    qtbot.keyClick(form.limit, Qt.Key.Key_Return, CONTROL)
    assert told == ["Clock started: Short-term right to reject goods"]
    assert only(shift).state is TimerState.ON_TRACK
    assert line_of(page).row.limit.id == "CLK-CRA-REJECT"


def test_it_is_paused_gone_on_with_extended_and_met_with_words(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    shift.do(BeginLimit(TICKET, SAR, shift.world.clock.now()))
    page = show(shift)
    open_it(page)
    line = line_of(page)
    press(line, "Clarification was asked for", qtbot)
    assert keyboard() is line.reason
    qtbot.keyClicks(line.reason, "Which account?")
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    assert only(shift).paused_for == "waiting_clarification"
    line = line_of(page)
    press(line, "Go on", qtbot)
    qtbot.mouseClick(line.confirm, LEFT)
    assert only(shift).state is TimerState.ON_TRACK
    line = line_of(page)
    press(line, "Extend", qtbot)
    qtbot.mouseClick(line.confirm, LEFT)
    assert line.ask.error().startswith("Say why")
    assert not line.told.isChecked()
    line.told.setChecked(True)
    qtbot.keyClicks(line.reason, "Nine years of calls")
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    assert only(shift).is_extended
    line = line_of(page)
    press(line, "Met", qtbot)
    qtbot.keyClick(line.reason, Qt.Key.Key_Escape)
    assert keyboard().accessibleName().startswith("Met")
    press(line, "Met", qtbot)
    qtbot.keyClicks(line.reason, "Sent")
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    assert only(shift).state is TimerState.MET
    assert [b.text() for b in line_of(page).buttons.findChildren(Button)] == ["The law"]


def test_in_large_letters_the_question_comes_into_view_whole(
    begin: Begin, show: Show, qtbot: QtBot, qapp: QApplication
) -> None:
    shift = begin("after_the_call")
    shift.do(BeginLimit(TICKET, SAR, shift.world.clock.now()))
    appearance.apply(qapp, Look(text_scale=2.0, motion=False))
    page = show(shift, size=(1036, 560))
    open_it(page)
    line = line_of(page)
    next(b for b in line.findChildren(Button) if b.text() == "Extend").click()
    wanted = (line.reason, line.confirm, line.cancel)
    qtbot.waitUntil(lambda: all(part.visibleRegion().boundingRect() == part.rect() for part in wanted))


def test_one_that_passed_stands_in_the_header_before_what_has_time(begin: Begin, show: Show) -> None:
    shift = begin("after_the_call")
    now = shift.world.clock.now()
    shift.do(BeginLimit(TICKET, "CLK-BREACH-ICO", now - timedelta(days=5)))
    page = show(shift)
    open_it(page)
    first, second = page.work.header.clocks.spoken(now)
    assert first.startswith("First reply")
    assert second.startswith("By law, “Tell the ICO of a personal data breach”: Overdue by 48 h")


def test_one_that_passed_is_dropped_and_says_that_it_stays_missed(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    shift.do(BeginLimit(TICKET, "CLK-BREACH-ICO", shift.world.clock.now() - timedelta(days=5)))
    page = show(shift)
    open_it(page)
    told = told_by(page)
    line = line_of(page)
    press(line, "Does not apply", qtbot)
    assert line.ask.label.text() == "Why? It has passed, and stays missed on record"
    qtbot.keyClicks(line.reason, "No data left the house")
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    assert told == ["Dropped; it stays missed"]
    assert [label.text()[:8] for label in line_of(page).findChildren(QLabel)][1] == "Missed, "


def test_what_the_law_says_is_shown_and_put_away(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    shift.do(BeginLimit(TICKET, SAR, shift.world.clock.now()))
    page = show(shift)
    open_it(page)
    line = line_of(page)
    press(line, "The law", qtbot)
    assert line.law.isVisible()
    press(line, "The law", qtbot)
    assert not line.law.isVisible()


def test_it_needs_a_ticket(begin: Begin, show: Show) -> None:
    page = show(begin("after_the_call"))
    assert page.work.reason_against(CaseAct.BEGIN_LIMIT) == "Open a ticket first."
    page.open_ticket(TicketId(TICKET))
    assert page.work.reason_against(CaseAct.BEGIN_LIMIT) == ""


def test_a_time_without_its_day_is_of_the_day_in_sight(begin: Begin, show: Show) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    details, shown = page.work.side.details, shift.ask(record, TICKET)

    def days_told() -> int:
        return sum("3 Mar" in label.text() for label in details.widget().findChildren(QLabel))

    details.show_ticket(shown, shift.now())
    today = days_told()
    details.show_ticket(shown, shift.now() + timedelta(days=1))
    assert days_told() > today


@pytest.mark.sheet
def test_words_begun_about_a_limit_outlive_drawing_and_leaving(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    shift.do(BeginLimit(TICKET, SAR, shift.world.clock.now()))
    shift.opened(shift.customer("O’Connor"))
    page = show(shift)
    open_it(page)
    press(line_of(page), "Extend", qtbot)
    qtbot.keyClicks(keyboard(), "Nine years")
    line_of(page).told.setFocus()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Space)
    shift.do(MakePromise(shift.customer("LK-57120"), "Call him", shift.now() + timedelta(hours=1), TICKET))
    page.refresh()
    line = line_of(page)
    assert keyboard() is line.told
    assert (line.confirm.text(), line.reason.text(), line.told.isChecked()) == ("Extend", "Nine years", True)
    assert line.draft_line.isHidden()
    page.open_ticket(1)
    page.open_ticket(TICKET)
    line = line_of(page)
    assert (line.confirm.text(), line.reason.text(), line.told.isChecked()) == ("Extend", "Nine years", True)
    assert line.draft_line.isVisible()
    qtbot.mouseClick(line.confirm, LEFT)
    assert only(shift).is_extended
    page.open_ticket(1)
    page.open_ticket(TICKET)
    assert line_of(page).asked() == ""


def test_one_that_runs_for_a_month_stands_in_the_header_beside_the_hours(begin: Begin, show: Show) -> None:
    shift = begin("after_the_call")
    now = shift.world.clock.now()
    shift.do(BeginLimit(TICKET, SAR, now))
    page = show(shift)
    open_it(page)
    clocks = page.work.header.clocks
    told = clocks.spoken(now)
    assert [words.partition(":")[0] for words in told[:2]] == ["First reply", "Resolution"]
    assert told[2].startswith("By law, “Answer a request for somebody’s own data”: Due Tue 7 Apr, 23:59 · 35 days left")
    law = clocks.blocks[only(shift).clock_id]
    assert law.isVisible()
    assert law.face().label == "By law: Answer a request for somebody’s own data"
    law.click()
    assert page.work.why.isVisible()
