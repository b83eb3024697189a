# SPDX-License-Identifier: MIT
"""Why a command cannot be had now: one sentence each, told where it can be read."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason
from crmtrainer.ui.casework.acts import CaseAct, InSight, reason_against
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat
from tests.ui.shell.test_undo_in_the_window import an_open_ticket

Key = Qt.Key


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def is_sentence(reason: str) -> bool:
    return not reason or (reason[0].isupper() and reason.endswith(".") and not reason.endswith(".."))


def odd_ones(seat: WindowSeat) -> list[str]:
    return [reason for act in Act if not is_sentence(reason := seat.window.actions_.reason(act))]


def test_every_reason_is_a_sentence_with_its_full_stop(seat: WindowSeat) -> None:
    assert odd_ones(seat) == []
    ticket = an_open_ticket(seat)
    assert odd_ones(seat) == []
    open_one = seat.desk.ask(record, ticket)
    seat.desk.perform(CloseTicket(ticket, CloseReason.CUSTOMER_WITHDREW, "He has a table elsewhere"))
    seat.settle()
    assert odd_ones(seat) == []
    closed = seat.desk.ask(record, ticket)
    talk = seat.ring()
    for act, shown, who, call in product(CaseAct, (None, open_one, closed), (None, 1), (None, talk)):
        assert is_sentence(reason_against(act, InSight(shown, call, who)))
    for section in (Section.CUSTOMERS, Section.COMPLAINTS, Section.SCENARIOS):
        seat.go(section)
        assert odd_ones(seat) == []
    seat.board.ending.finish()
    seat.settle()
    assert odd_ones(seat) == []


def test_the_key_of_a_command_that_cannot_be_had_says_so_above_the_palette(seat: WindowSeat) -> None:
    seat.key(Key.Key_K, CONTROL)
    seat.key(Key.Key_T, CONTROL)
    toast, palette = seat.window._toast, seat.board.palette
    assert toast is not None
    assert palette.isVisible()
    assert toast.words() == "Open a ticket first."
    there = seat.window.childAt(toast.geometry().center())
    assert there is toast or toast.isAncestorOf(there)
