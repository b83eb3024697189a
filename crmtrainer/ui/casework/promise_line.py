# SPDX-License-Identifier: MIT
"""One promise of a ticket's details: kept, or taken back with a reason that is asked for in place."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.interactions.queries import PromiseRow
from crmtrainer.interactions.rules import PromiseState
from crmtrainer.ui import theme
from crmtrainer.ui.dates import span, when_seen_from
from crmtrainer.ui.drafting import Drafting, Keeper
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, body, spoken


class PromiseLine(QWidget):
    """One promise: its words, when it is due, Mark as kept, and Take back with a reason asked for in place."""

    kept = Signal(object)
    withdrawn = Signal(object, str)
    asking = Signal(object)
    """It asks for a reason in this part, which should come into view."""

    def __init__(
        self,
        keeper: Keeper,
        promise: PromiseRow,
        now: datetime,
        *,
        is_alone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`is_alone`: where no others stand below it, its buttons stand below its words, which get the whole width."""
        super().__init__(parent)
        self.promise = promise
        self.key = f"promise:{promise.id}"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # The keyboard can be put on it, where Enter does nothing; Tab does not stop here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        over = int((now - promise.due_at).total_seconds())
        due = self.tr("by %1").replace("%1", when_seen_from(promise.due_at, now))
        if promise.is_overdue:
            due = filled(self.tr("%1, %2 over"), due, span(over))
        self.setAccessibleName(spoken(filled(self.tr("Promise: %1, %2"), promise.words, due)))
        icon, token = ("alert-octagon-outline", "bad") if promise.is_overdue else ("handshake-outline", "info")
        self.keep = Button(self.tr("Mark as kept"), "check", small=True)
        self.keep.setAccessibleName(spoken(self.tr("Mark as kept: %1").replace("%1", promise.words)))
        self.back = Button(self.tr("Withdraw"), small=True)
        self.back.setAccessibleName(spoken(self.tr("Withdraw: %1").replace("%1", promise.words)))
        # One that was broken stays broken: it can be made good, and not taken back any more.
        if promise.state is not PromiseState.OPEN:
            self.back.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(body(promise.words))
        words.addWidget(Label(due, size=Type.CAPTION, weight=SEMIBOLD, token=token))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(IconLabel(icon, 20, token), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        acts = QHBoxLayout() if is_alone else line
        acts.setSpacing(theme.px(8))
        acts.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        acts.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.reason = QLineEdit()
        self.row = FormRow(self.tr("Why do you take it back?"), self.reason)
        self.confirm = Button(self.tr("Withdraw the promise"), variant=Variant.DANGER, small=True)
        self.cancel = Button(self.tr("Cancel"), small=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(theme.px(28), theme.px(4), 0, theme.px(4))
        self.draft_line = DraftLine(flush=True)
        asking.addWidget(self.draft_line)
        asking.addWidget(self.row)
        asking.addLayout(buttons)
        self._asking.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        if is_alone:
            acts.addStretch(1)
            column.addLayout(acts)
            column.setSpacing(theme.px(8))
        column.addWidget(self._asking)
        self.keep.clicked.connect(lambda: self.kept.emit(self.promise.id))
        self.back.clicked.connect(self._ask)
        self.confirm.clicked.connect(self._give)
        self.reason.returnPressed.connect(self._give)
        self.reason.textEdited.connect(lambda _words: self.row.set_error(""))
        self.cancel.clicked.connect(self._cancel)
        entries = Entries(self)
        entries.add("reason", self.reason)
        self._drafting = Drafting(keeper, "withdraw", entries, self.draft_line, self)
        self._drafting.turn_to(self.key, lambda: None)

    def asked(self) -> str:
        """For what words are asked now; empty when for nothing."""
        return "" if self._asking.isHidden() else "withdraw"

    def ask_again(self, asked: str | None) -> None:
        """After all was drawn anew: go on with what was `asked`; None goes on with what was begun some time ago."""
        if asked is not None:
            self.draft_line.put_away()
        self._asking.setVisible(bool(self.reason.text() if asked is None else asked))

    def done(self) -> None:
        """What was asked for is done, and nothing more to be kept of it."""
        self._drafting.done(self.reason.clear)

    def _ask(self) -> None:
        self._asking.show()
        self.asking.emit(self._asking)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.withdrawn.emit(self.promise.id, self.reason.text().strip())

    def _cancel(self) -> None:
        self._asking.hide()
        self.row.set_error("")
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking.isVisible():
            self._cancel()
            event.accept()
            return
        super().keyPressEvent(event)
