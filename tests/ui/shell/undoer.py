# SPDX-License-Identifier: MIT
"""A frame with nothing in it but undo, over a shift at the desk, and hands for its keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from crmtrainer.casework.queries import record
from crmtrainer.journal.entry import Entry, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.scenarios.rules import Mode
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import SetStatus
from crmtrainer.tickets.rules import Status
from crmtrainer.ui import appearance
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.undoing import Undoing
from crmtrainer.wording import sentence_for
from tests.ui.casework.shift import Shift, a_shift
from tests.ui.shell.seat import CONTROL, SHIFT

Key = Qt.Key


class Hands:
    """A frame with nothing in it but undo, over a shift, and the keyboard in it."""

    def __init__(self, shift: Shift, qtbot: QtBot) -> None:
        self.shift, self.desk, self._qtbot = shift, shift.desk, qtbot
        with appearance.undressed():
            self.window = MainWindow(Actions())
        qtbot.addWidget(self.window)
        self.undoing = Undoing(self.window, self.desk, self.window)
        self.desk.refused.connect(lambda problem: self.window.toast(sentence_for(problem), good=False))
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.body.navigation.setFocus()

    def do(self, command: Command) -> dict[str, Any]:
        """As screens do it."""
        done = self.desk.perform(command)
        assert done is not None
        return dict(done.outcome.facts)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def undo(self) -> None:
        self.key(Key.Key_Z, CONTROL)

    def redo(self) -> None:
        self.key(Key.Key_Z, CONTROL | SHIFT)

    def entries(self) -> list[Entry]:
        """The journal, as it stands."""
        with reading(self.shift.world.app.database) as session:
            bodies = session.scalars(select(WORLD.entry.c.body).order_by(WORLD.entry.c.seq))
            return [entry_from(body) for body in bodies]

    def last_verb(self) -> str:
        return self.entries()[-1].verb

    def reason(self, act: Act = Act.UNDO) -> str:
        """Why it is disabled; empty when it can be done."""
        assert self.window.actions_[act].isEnabled() == (not self.window.actions_.reason(act))
        assert self.window.actions_[act].statusTip() == self.window.actions_.reason(act)
        return self.window.actions_.reason(act)

    def text(self, act: Act = Act.UNDO) -> str:
        return self.window.actions_.words(act)

    def status(self, ticket: TicketId) -> Status:
        return self.shift.ask(record, ticket).status

    def said(self) -> str:
        return self.window.messages()[-1]


Begin = Callable[..., Hands]


@pytest.fixture
def begin(tmp_path: Path, qtbot: QtBot) -> Iterator[Begin]:
    with ExitStack() as stack:

        def begun(moment: str = "", mode: Mode = Mode.PRACTISE) -> Hands:
            return Hands(stack.enter_context(a_shift(tmp_path, moment, mode)), qtbot)

        yield begun


def opened(hands: Hands) -> tuple[TicketId, CustomerId]:
    """Ms O’Connor's ticket, her record open, taken in hand."""
    customer = hands.shift.customer("O’Connor")
    hands.shift.opened(customer)
    hands.shift.do(SetStatus(TicketId(1), Status.WAITING))
    hands.shift.do(SetStatus(TicketId(1), Status.IN_PROGRESS))
    return TicketId(1), customer
