# SPDX-License-Identifier: MIT
"""What is owed and stands on no open ticket: promises without one, and what a closed ticket still owes."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import counts
from crmtrainer.interactions.commands import MakePromise
from crmtrainer.kernel.ids import TicketId
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason
from crmtrainer.ui.casework.grouping import Spot, promise_spot, ticket_spot
from crmtrainer.ui.casework.page import QueuePage
from crmtrainer.ui.kit.rows import ROW_ROLE, Heading, Row
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift
from tests.ui.test_names import nameless

WORDS = "Ring her when the refund is out"


def promised(shift: Shift, hours: float = 1.5) -> Spot:
    """She was promised something on no ticket."""
    customer = shift.customer("O’Connor")
    shift.opened(customer)
    made = shift.do(MakePromise(customer, WORDS, shift.now() + timedelta(hours=hours), None))
    return promise_spot(int(str(made["promise_id"])))


def groups(page: QueuePage) -> dict[object, str]:
    """Under which heading each row stands."""
    found, under = {}, ""
    for number in range(page.list.model.rowCount()):
        row = page.list.model.index(number).data(ROW_ROLE)
        if isinstance(row, Heading):
            under = row.text
        elif isinstance(row, Row):
            found[row.id] = under
    return found


def test_a_promise_without_a_ticket_stands_where_it_is_due_and_is_counted(begin: Begin, show: Show) -> None:
    shift = begin()
    spot = promised(shift)
    page = show(shift)
    assert isinstance(page, QueuePage)
    assert groups(page)[spot] == "Due today"
    assert page.count() == 5
    row = next(
        row
        for row in (page.list.model.index(n).data(ROW_ROLE) for n in range(page.list.model.rowCount()))
        if isinstance(row, Row) and row.id == spot
    )
    assert row.sentence().startswith(f"Promise, {WORDS}, Ms Siân O’Connor, Promise: ")
    shift.advance(120)
    page.tick(shift.now())
    page.refresh()
    assert groups(page)[spot] == "Overdue"


def test_it_is_kept_by_keyboard_alone(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    spot = promised(shift)
    page = show(shift)
    told: list[str] = []
    page.told.connect(told.append)
    page.list.list.setFocus()
    while page.list.current() != spot:
        qtbot.keyClick(page.list.list, Qt.Key.Key_Down)
    assert page.current() == spot
    assert page.work.promise.isVisible()
    assert nameless(page) == []
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    line = page.work.promise.line
    assert line is not None
    assert QApplication.focusWidget() is line.keep
    qtbot.keyClick(line.keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: spot not in page.list.spots())
    assert told == ["Promise kept"]
    assert page.count() == 4
    assert not page.work.promise.isVisible()


def test_it_is_taken_back_with_a_reason_and_leads_to_its_customer(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    spot = promised(shift)
    page = show(shift)
    page.work.show_spot(spot)
    wanted: list[object] = []
    page.open_customer.connect(wanted.append)
    assert page.work.promise.record is not None
    page.work.promise.record.click()
    page.keep_open(spot)
    assert wanted == [shift.customer("O’Connor")] * 2
    line = page.work.promise.line
    assert line is not None
    line.back.click()
    line.confirm.click()
    assert line.row.error()
    qtbot.keyClicks(line.reason, "She rang first")
    line.confirm.click()
    qtbot.waitUntil(lambda: spot not in page.list.spots())


def test_a_promise_on_a_ticket_and_one_of_somebody_else_are_not_listed_beside(begin: Begin, show: Show) -> None:
    shift = begin()
    customer = shift.customer("O’Connor")
    shift.opened(customer)
    shift.do(MakePromise(customer, WORDS, shift.now() + timedelta(hours=1), TicketId(1)))
    page = show(shift)
    assert {spot.kind.value for spot in page.list.spots()} == {"ticket"}


def test_a_closed_ticket_that_still_owes_stands_in_the_queue_until_it_does_not(begin: Begin, show: Show) -> None:
    shift = begin()
    customer = shift.customer("O’Connor")
    shift.opened(customer)
    made = shift.do(MakePromise(customer, WORDS, shift.now() + timedelta(hours=30), TicketId(1)))
    shift.do(CloseTicket(TicketId(1), CloseReason.RESOLVED, "Refunded today, she knows."))
    page = show(shift)
    assert isinstance(page, QueuePage)
    assert ticket_spot(1) in page.list.spots()
    assert shift.ask(counts).queue == page.count() == 4
    assert made["promise_id"]


def test_where_the_record_was_not_opened_today_it_says_so_and_leads_there(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin()
    spot = promised(shift, hours=30)
    shift.advance(24 * 60)
    page = show(shift)
    page.work.show_spot(spot)
    line = page.work.promise.line
    assert line is not None
    line.keep.click()
    shown = [label.text() for label in page.work.promise.findChildren(QLabel) if label.isVisible()]
    assert any("Open" in words and "record" in words for words in shown), shown
    assert QApplication.focusWidget() is page.work.promise.record
    assert spot in page.list.spots()
    shift.opened(shift.customer("O’Connor"))
    line.keep.click()
    qtbot.waitUntil(lambda: spot not in page.list.spots())


def test_one_that_was_broken_can_be_made_good_and_not_taken_back(begin: Begin, show: Show) -> None:
    shift = begin()
    spot = promised(shift)
    page = show(shift)
    page.work.show_spot(spot)
    line = page.work.promise.line
    assert line is not None
    assert line.back.isVisible()
    shift.advance(120)
    page.refresh()
    line = page.work.promise.line
    assert line is not None
    assert (line.keep.isVisible(), line.back.isVisible()) == (True, False)
