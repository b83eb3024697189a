# SPDX-License-Identifier: MIT
"""Beginning an assessed attempt under a slip: the line to send to the assessor, and the one that comes back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form_panel import FormPanel


class TakeSlipForm(FormPanel):
    """`given` tells the line that was pasted; whoever begins the attempt says what is wrong with it."""

    given = Signal(str)
    copied = Signal()

    def __init__(self, request: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", "play-circle-outline", parent=parent)
        name = self.tr("Begin with a slip")
        self.setAccessibleName(name)
        self.header.name.setText(name)
        self.save_button.setText(self.tr("Begin the assessed attempt"))
        self._request = request
        self.copy = Button(self.tr("Copy the line"), "content-copy", small=True)
        self.copy.clicked.connect(self._copy)
        self.header.add(self.copy)
        sent = TextBox(lines=4)
        sent.setPlainText(request)
        sent.setReadOnly(True)
        self.answer = TextBox(lines=6)
        hint = self.tr("It is of use for one slip, on this machine.")
        self.form.add("request", self.tr("1. Send this line to your assessor"), sent, hint=hint)
        hint = self.tr("It begins CRM-SLIP-1. Your attempt is sealed from its first act on.")
        self.form.add("answer", self.tr("2. Paste the line that comes back"), self.answer, hint=hint)
        self.saving.connect(self._give)

    @override
    def first_field(self) -> QWidget:
        return self.copy

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._request)
        self.copied.emit()

    def _give(self) -> None:
        if not self.answer.toPlainText().strip():
            self.show_errors({"answer": self.tr("Paste the line that your assessor sent you.")})
            return
        self.given.emit(self.answer.toPlainText())
