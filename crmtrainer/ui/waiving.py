# SPDX-License-Identifier: MIT
"""Waiving a breach where its clock explains itself: a button, and below it the reason that is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.service_levels.commands import WaiveBreach
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.ui import theme
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.text import spoken
from crmtrainer.wording import sentence_for

LONGEST_REASON = 400


class Waiving(QWidget):
    """The part. In sight for a trainer alone, and only while there is a breach that nobody has waived."""

    waived = Signal(str)
    """It was done: words for a message."""
    turned = Signal()
    """Another height is wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock: ClockRow | None = None
        self.offer = Button(self.tr("Waive the breach…"), small=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.row = FormRow(
            self.tr("Why does it count against nobody?"), self.reason, hint=self.tr("The breach stays on record.")
        )
        self.confirm = Button(self.tr("Waive the breach"), variant=Variant.PRIMARY, small=True)
        self.cancel = Button(self.tr("Cancel"), small=True)
        self.draft_line = DraftLine(flush=True)
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self.draft_line)
        asking.addWidget(self.row)
        asking.addLayout(_side_by_side(self.confirm, self.cancel))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.addLayout(_side_by_side(self.offer))
        column.addWidget(self._asking)
        self.offer.clicked.connect(self.ask)
        self.confirm.clicked.connect(self._give)
        self.reason.returnPressed.connect(self._give)
        self.reason.textEdited.connect(lambda _words: self._say(""))
        self.cancel.clicked.connect(self._put_away)
        entries = Entries(self)
        entries.add("reason", self.reason)
        self._drafting = Drafting(desk, "waive", entries, self.draft_line, self)
        self.draft_line.appeared.connect(self.turned)
        self.hide()

    def show_clock(self, clock: ClockRow) -> None:
        """Offer it for this clock where it can be done; a reason that was begun comes back."""
        self._clock = clock
        offered = self._desk.actor.role is Role.TRAINER and clock.breached_at is not None and not clock.is_waived
        if offered:
            name = metric_name(clock.metric)
            self.offer.setAccessibleName(spoken(self.tr("Waive the breach of %1").replace("%1", name)))
            self._drafting.turn_to(f"clock:{clock.id}", self.reason.clear)
            self.row.set_error("")
            self._asks(bool(self.reason.text()))
        self.setVisible(offered)

    def _asks(self, asks: bool) -> None:
        self.offer.setVisible(not asks)
        self._asking.setVisible(asks)
        self.turned.emit()

    def ask(self) -> None:
        """Put the question, with the keyboard at its answer."""
        self._asks(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        self.row.set_error("")
        self._asks(False)
        self.offer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, problem: str) -> None:
        if problem != self.row.error():
            self.row.set_error(problem)
            self.turned.emit()

    def _give(self) -> None:
        assert self._clock is not None
        done = self._desk.try_to(WaiveBreach(self._clock.id, self.reason.text().strip()))
        if isinstance(done, Expected):
            self._say(sentence_for(done))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._drafting.done(self.reason.clear)
        name = metric_name(self._clock.metric)
        self.waived.emit(self.tr("The breach of %1 is waived, and counts against nobody.").replace("%1", name))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking.isVisible():
            self._put_away()
            event.accept()
            return
        super().keyPressEvent(event)


def _side_by_side(*buttons: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.px(8))
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line
