# SPDX-License-Identifier: MIT
"""The assessor's side of sealed attempts: a slip given out for a learner's request, and receipts noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.ticked import MomentField


class GiveSlipForm(FormPanel):
    """`asked` tells scenario and request; `show_line` shows what to send back."""

    asked = Signal(str, str)
    copied = Signal()

    def __init__(self, scenarios: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("", "", "file-sign", parent=parent)
        name = self.tr("Give out a slip")
        self.setAccessibleName(name)
        self.header.name.setText(name)
        self.save_button.setText(self.tr("Make the slip"))
        self.scenario = Combo[str](scenarios)
        self.request = TextBox(lines=4)
        self.line = TextBox(lines=6)
        self.line.setReadOnly(True)
        self.copy = Button(self.tr("Copy the line"), "content-copy", small=True)
        self.copy.clicked.connect(self._copy)
        self.copy.hide()
        self.header.add(self.copy)
        self.form.add("scenario", self.tr("Scenario"), self.scenario)
        hint = self.tr("It begins CRM-ASKS-1.")
        self.form.add("request", self.tr("The learner’s line"), self.request, hint=hint)
        hint = self.tr("It opens on the learner’s machine alone, and once.")
        self.form.add("line", self.tr("Send this back to the learner"), self.line, hint=hint)
        self.form.rows["line"].hide()
        self.saving.connect(self._ask)

    def show_line(self, line: str) -> None:
        """Show the slip as a line of text; the form has done its work."""
        self.form.clear_errors()
        self.line.setPlainText(line)
        self.form.rows["line"].show()
        self.copy.show()
        self.save_button.setEnabled(False)
        self.cancel_button.setText(self.tr("Close"))
        self.copy.setFocus()

    def _ask(self) -> None:
        if not self.request.toPlainText().strip():
            self.show_errors({"request": self.tr("Paste the line that the learner sent you.")})
            return
        self.asked.emit(self.scenario.value(), self.request.toPlainText())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.toPlainText())
        self.copied.emit()


class NoteReceiptForm(FormPanel):
    """`noted` tells the attempt, the code as typed, and when it was read out; None for now."""

    noted = Signal(str, str, object)

    def __init__(self, attempts: Iterable[tuple[str, str]], now: datetime, parent: QWidget | None = None) -> None:
        super().__init__("", "", "receipt-text-check-outline", parent=parent)
        name = self.tr("Note a receipt")
        self.setAccessibleName(name)
        self.header.name.setText(name)
        self.save_button.setText(self.tr("Note it"))
        self.attempt = Combo[str](attempts)
        self.code = QLineEdit()
        self.at = MomentField(self.tr("It was read out earlier"))
        self.at.edit.look_back()
        self.at.suggest(now, now)
        self.form.add("attempt", self.tr("Attempt"), self.attempt)
        hint = self.tr("Twenty characters; blanks do not count. A mistyped one is noticed.")
        self.form.add("code", self.tr("Receipt"), self.code, hint=hint)
        self.form.add("at", self.tr("When"), self.at)
        self.saving.connect(self._note)

    def _note(self) -> None:
        if not self.attempt.has_values():
            self.show_errors({"attempt": self.tr("There is no attempt yet: give out a slip, or receive a file.")})
            return
        self.noted.emit(self.attempt.value(), self.code.text(), self.at.moment())
