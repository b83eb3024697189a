# SPDX-License-Identifier: MIT
"""A reply that only acknowledges, in the composer of a ticket: asked while it makes a difference, and told as such."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.ui.kit.composer import Audience
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
OTHER, TICKET = TicketId(1), TicketId(5)
"""Another ticket of the shift, to which nobody has replied yet, and his complaint."""


def is_replied(shift: Shift, ticket: TicketId) -> bool:
    first = next(clock for clock in shift.ask(clocks_of, ticket) if clock.metric == "first_response")
    return first.satisfied_at is not None


@pytest.fixture
def shift(begin: Begin) -> Shift:
    found = begin("after_the_call")
    found.opened(found.customer("O’Connor"))
    assert not is_replied(found, OTHER)
    return found


def test_it_is_sent_told_and_leaves_the_first_reply_open(shift: Shift, show: Show, qtbot: QtBot) -> None:
    page = show(shift)
    page.open_ticket(OTHER)
    told: list[str] = []
    page.told.connect(told.append)
    writing = page.work.side.writing
    box = writing.only_acknowledges
    writing.write(Audience.REPLY)
    qtbot.keyClicks(writing.composer.editor, "It has come in. We answer by noon.")
    assert box.isVisible()
    qtbot.keyClick(writing.composer.editor, Qt.Key.Key_Tab)
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.mouseClick(writing.composer.send_button, LEFT)
    assert told[-1].startswith("Acknowledged by")
    assert not is_replied(shift, OTHER)
    newest = page.work.side.timeline.view.story.items()[0]
    assert newest.what.startswith("acknowledged to ")
    assert shift.ask(record, OTHER).customer_waits is False
    assert (box.isVisible(), box.isChecked()) == (True, False)
    qtbot.keyClicks(writing.composer.editor, "Your refund was sent today.")
    qtbot.keyClick(writing.composer.editor, Qt.Key.Key_Return, CONTROL)
    assert is_replied(shift, OTHER)
    assert not box.isVisible()


def test_it_is_asked_of_a_reply_alone_and_kept_with_the_draft(shift: Shift, show: Show, qtbot: QtBot) -> None:
    page = show(shift)
    page.open_ticket(OTHER)
    writing = page.work.side.writing
    box = writing.only_acknowledges
    writing.write(Audience.REPLY)
    qtbot.keyClicks(writing.composer.editor, "It has come in.")
    qtbot.mouseClick(box, LEFT, pos=box.rect().center() - box.rect().center() / 2)
    assert box.isChecked()
    writing.write(Audience.NOTE)
    assert not box.isVisible()
    page.open_ticket(TICKET)
    assert not box.isChecked()
    page.open_ticket(OTHER)
    assert box.isChecked()
    writing.write(Audience.REPLY)
    assert box.isVisible()


def test_in_a_low_window_it_makes_the_composer_no_higher_and_folds_with_it(shift: Shift, show: Show) -> None:
    page = show(shift, size=(976, 462))
    page.small(True)
    page.open_ticket(OTHER)
    writing = page.work.side.writing
    writing.write(Audience.REPLY)
    box, height = writing.only_acknowledges, writing.sizeHint().height()
    assert box.isVisible()
    box.hide()
    assert writing.sizeHint().height() == height
    box.show()
    writing.set_folded(True)
    assert not box.isVisible()


def test_it_is_off_and_gone_once_they_were_told_by_other_means(shift: Shift, show: Show, qtbot: QtBot) -> None:
    page = show(shift)
    page.open_ticket(OTHER)
    box = page.work.side.writing.only_acknowledges
    qtbot.keyClicks(page.work.side.writing.composer.editor, "It has come in.")
    box.setChecked(True)
    found = shift.ask(record, OTHER)
    customer = CustomerId(found.customer_id)
    shift.desk.try_to(SendMessage(customer, Channel.EMAIL, "Your refund was sent today.", OTHER))
    qtbot.waitUntil(lambda: not box.isVisible())
    assert not box.isChecked()
