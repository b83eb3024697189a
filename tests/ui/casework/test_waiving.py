# SPDX-License-Identifier: MIT
"""A trainer waives a breach where the clock explains itself; nobody else is offered it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.kernel.commands import Actor
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.service_levels.queries import ClockRow, clocks_of
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.kit.clock_block import ClockBlock
from tests.support import LEARNER, TRAINER
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift

TICKET = TicketId(5)


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def overdue(begin: Begin, actor: Actor) -> Shift:
    """The next evening, when the resolution is late, with this person at the desk."""
    shift = begin("asked_back")
    shift.advance(30 * 60)
    shift.desk.actor = actor
    shift.world.perform(OpenRecord(CustomerId(5), "Looking at the clocks"), actor)
    return shift


def resolution(shift: Shift) -> ClockRow:
    return next(clock for clock in shift.ask(clocks_of, TICKET) if clock.metric == "resolution")


def block_of(page: CasePage, shift: Shift) -> ClockBlock:
    page.open_ticket(TICKET)
    return page.work.header.clocks.blocks[resolution(shift).id]


def test_a_trainer_waives_a_breach_by_key_with_a_reason(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = overdue(begin, TRAINER)
    page = show(shift)
    told: list[str] = []
    page.told.connect(told.append)
    block = block_of(page, shift)
    pane, waiving = page.work.why, page.work.conduct.waiving
    block.setFocus()
    qtbot.keyClick(block, Qt.Key.Key_Space)
    qtbot.keyClick(pane.close_button, Qt.Key.Key_Tab)
    assert keyboard() is waiving.offer
    assert waiving.offer.accessibleName() == "Waive the breach of Resolution"
    qtbot.keyClick(waiving.offer, Qt.Key.Key_Space)
    assert keyboard() is waiving.reason
    assert page.work.rect().contains(pane.geometry())
    qtbot.keyClick(waiving.reason, Qt.Key.Key_Return)
    assert waiving.row.error() == "Say why: whoever looks at the clocks later must understand."
    qtbot.keyClicks(waiving.reason, "The line was down")
    assert waiving.row.error() == ""
    qtbot.keyClick(waiving.reason, Qt.Key.Key_Return)
    assert told == ["The breach of Resolution is waived, and counts against nobody."]
    assert resolution(shift).is_waived
    assert keyboard() is block
    assert not pane.isVisible()
    assert block.accessibleName().startswith("Resolution, breach waived: Overdue by ")
    qtbot.keyClick(block, Qt.Key.Key_Space)
    assert "The breach is waived: “The line was down”." in pane.view.besides.text()
    assert not waiving.isVisible()


def test_a_reason_that_was_begun_comes_back_and_escape_leaves_it(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = overdue(begin, TRAINER)
    page = show(shift)
    block = block_of(page, shift)
    pane, waiving = page.work.why, page.work.conduct.waiving
    block.click()
    waiving.offer.click()
    qtbot.keyClicks(waiving.reason, "The line")
    qtbot.keyClick(waiving.reason, Qt.Key.Key_Escape)
    assert keyboard() is waiving.offer
    qtbot.keyClick(waiving.offer, Qt.Key.Key_Escape)
    assert keyboard() is block
    assert not pane.isVisible()
    block.click()
    assert waiving.reason.isVisible()
    assert waiving.reason.text() == "The line"
    assert not resolution(shift).is_waived


def test_it_is_offered_to_no_learner(begin: Begin, show: Show) -> None:
    shift = overdue(begin, LEARNER)
    page = show(shift)
    block_of(page, shift).click()
    assert page.work.why.isVisible()
    assert not page.work.conduct.waiving.isVisible()


def test_it_is_not_offered_before_a_breach(begin: Begin, show: Show) -> None:
    shift = begin("asked_back")
    shift.desk.actor = TRAINER
    shift.world.perform(OpenRecord(CustomerId(5), "Looking at the clocks"), TRAINER)
    page = show(shift)
    block_of(page, shift).click()
    assert page.work.why.isVisible()
    assert not page.work.conduct.waiving.isVisible()


def test_the_menu_leads_to_the_question_and_says_why_when_there_is_none(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = overdue(begin, TRAINER)
    page = show(shift)
    page.open_ticket(TICKET)
    work = page.work
    assert work.reason_against(CaseAct.WAIVE) == ""
    waived = 0
    while not work.reason_against(CaseAct.WAIVE):
        assert work.conduct.act(CaseAct.WAIVE)
        assert keyboard() is work.conduct.waiving.reason
        qtbot.keyClicks(work.conduct.waiving.reason, "The line was down")
        qtbot.keyClick(work.conduct.waiving.reason, Qt.Key.Key_Return)
        waived += 1
    breached = [clock for clock in shift.ask(clocks_of, TICKET) if clock.breached_at is not None]
    assert waived == len(breached) >= 2
    assert all(clock.is_waived for clock in breached)
    assert work.reason_against(CaseAct.WAIVE) == "Every breach on this ticket is waived already."


def test_the_menu_tells_a_learner_and_whoever_has_nothing_to_waive(begin: Begin, show: Show) -> None:
    shift = begin("asked_back")
    page = show(shift)
    page.open_ticket(TICKET)
    assert page.work.reason_against(CaseAct.WAIVE).startswith("This is for trainers")
    shift.desk.actor = TRAINER
    shift.world.perform(OpenRecord(CustomerId(5), "Looking at the clocks"), TRAINER)
    page.open_ticket(TICKET)
    assert page.work.reason_against(CaseAct.WAIVE) == "No clock of this ticket has passed its limit."
