# SPDX-License-Identifier: MIT
"""A promise that belongs to no ticket, beside the list: kept or taken back here, and the way to its customer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.interactions.commands import KeepPromise, WithdrawPromise
from crmtrainer.interactions.queries import PromiseRow, promises_alone
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import PromiseId
from crmtrainer.ui import theme
from crmtrainer.ui.casework.promise_line import PromiseLine
from crmtrainer.ui.dates import when
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.kit.text import Label, body, section, spoken
from crmtrainer.wording import sentence_for


class PromiseSide(GrowingArea):
    """The part. `told` says what was done; `open_customer` carries whose record is wanted."""

    told = Signal(str)
    open_customer = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._shown: PromiseRow | None = None
        self.line: PromiseLine | None = None
        self.record: Button | None = None
        self.problem: Label | None = None

    def show_promise(self, promise_id: int) -> bool:
        """Show it as it stands; says whether it still has to be kept. What somebody is entering stays meanwhile."""
        found = next((row for row in self._desk.ask(promises_alone) if row.id == promise_id), None)
        if found is None or found == self._shown:
            return found is not None
        self._shown = found
        there = QApplication.focusWidget()
        had_keyboard = there is not None and self.isAncestorOf(there)
        self.line = PromiseLine(self._desk, found, self._desk.now(), is_alone=True)
        self.line.kept.connect(lambda ident: self._try(KeepPromise(PromiseId(ident)), self.tr("Promise kept")))
        self.line.withdrawn.connect(
            lambda ident, why: self._try(WithdrawPromise(PromiseId(ident), why), self.tr("Promise taken back"))
        )
        made = filled(self.tr("Promised to %1 on %2. It belongs to no ticket."), found.customer, when(found.made_at))
        self._draw(made)
        self.line.ask_again(None)
        if had_keyboard:
            self.take_keyboard()
        return True

    def take_keyboard(self) -> None:
        """Where one goes on: to say that it was kept."""
        if self.line is not None:
            self.line.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_record(self) -> None:
        """Ask for the record of the customer to whom it was given."""
        if self._shown is not None:
            self.open_customer.emit(self._shown.customer_id)

    def _draw(self, made: str) -> None:
        assert self.line is not None
        self.record = Button(self.tr("Open the customer’s record"), "account-outline")
        self.record.clicked.connect(self.open_record)
        inside = Surface("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(section(self.tr("Promise")))
        column.addWidget(body(made, token="muted"))
        column.addWidget(self.line)
        self.problem = body("", token="bad")
        self.problem.hide()
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.record)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(inside)

    def _try(self, command: Command, words: str) -> None:
        done, line = self._desk.try_to(command), self.line
        if line is None:
            return
        if isinstance(done, Expected):
            self._say_why_not(line, sentence_for(done))
            return
        line.done()
        self._shown = None
        self.told.emit(words)

    def _say_why_not(self, line: PromiseLine, words: str) -> None:
        """At the reason where one is asked for; else below, with the keyboard on the way to the record.

        A record that was opened when the promise was given is closed by the next day.
        """
        if line.asked():
            line.row.set_error(words)
            line.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        assert self.problem is not None
        assert self.record is not None
        self.problem.setText(words)
        self.problem.show()
        self.record.setAccessibleDescription(spoken(words))
        self.record.setFocus(Qt.FocusReason.OtherFocusReason)
