# SPDX-License-Identifier: MIT
"""Opening a record: a reason by keyboard, and what happens without one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.customers.queries import record
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.desk import Desk
from tests.customers.town import ILVES, SAHOTA

REASON = "Give a reason, in a few words, that somebody else would understand."


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_moving_in_the_list_opens_nothing(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list.list, Qt.Key.Key_End)
    assert page.customer_id() == SAHOTA
    assert not page.is_open()
    assert page.list.list.hasFocus()
    with pytest.raises(Refused):
        desk.ask(record, customer_id=CustomerId(SAHOTA))


def test_a_ready_reason_opens_by_keyboard_alone(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list.list, Qt.Key.Key_End)
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    assert isinstance(focus(), QAbstractButton)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert page.is_open()
    assert page.record.customer_id() == SAHOTA
    opened = desk.ask(record, customer_id=CustomerId(SAHOTA)).accesses[0]
    assert opened.reason == "I am working on their ticket"
    assert not page.list.list.hasFocus()


def test_without_a_reason_the_sentence_stands_at_the_field(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_customer(SAHOTA)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert not page.is_open()
    assert page.opening.row.error() == REASON
    assert page.opening.own_words.hasFocus()
    assert page.opening.own_words.accessibleDescription().startswith(REASON)


def test_what_is_wrong_with_a_reason_is_said_once(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    refused: list[object] = []
    desk.refused.connect(refused.append)
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert page.opening.row.error()
    assert refused == []


def test_down_and_enter_open_for_the_reason_that_has_the_ring(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert page.is_open()
    customer = page.customer_id()
    assert customer is not None
    accesses = desk.ask(record, customer_id=CustomerId(customer)).accesses
    assert accesses[0].reason == "I am working on their ticket"


def test_own_words_open_too_and_clear_the_sentence(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    page.open_customer(SAHOTA)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.keyClicks(page.opening.own_words, "Checking the leg delivery")
    assert page.opening.row.error() == ""
    qtbot.keyClick(page.opening.own_words, Qt.Key.Key_Return)
    assert page.is_open()
    assert desk.ask(record, customer_id=CustomerId(SAHOTA)).accesses[0].reason == "Checking the leg delivery"


def test_escape_goes_back_to_the_list(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_customer(SAHOTA)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert page.list.list.hasFocus()
    assert not page.is_open()


def test_a_reason_for_one_customer_is_not_carried_to_another(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_customer(SAHOTA)
    qtbot.keyClicks(page.opening.own_words, "Checking the leg delivery")
    page.open_customer(ILVES)
    assert page.opening.reason() == ""
    assert page.opening.own_words.text() == ""


def test_tab_goes_through_reasons_field_and_buttons_in_reading_order(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_customer(SAHOTA)
    visited = [focus()]
    for _ in range(3):
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
        visited.append(focus())
    opening = page.opening
    cards = opening.reasons.findChildren(QAbstractButton)
    assert visited[0] is cards[0]
    assert [visited[n] for n in (-3, -2, -1)] == [opening.own_words, opening.open_button, opening.cancel]


def test_a_record_open_today_is_shown_at_once(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_customer(SAHOTA)
    qtbot.keyClicks(page.opening.own_words, "Checking the leg delivery")
    qtbot.keyClick(page.opening.own_words, Qt.Key.Key_Return)
    page.list.go_to(ILVES)
    assert not page.is_open()
    page.list.go_to(SAHOTA)
    assert page.is_open()
