# SPDX-License-Identifier: MIT
"""What is promised with a reply, and by when: a line below the composer."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.moment_edit import MomentEdit
from crmtrainer.ui.kit.saying import SaidBelow
from crmtrainer.ui.kit.text import Label, is_restyling


class PromiseRow(QWidget):
    """What is promised with a reply, and by when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Promise"))
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("What you promise"))
        self.words.setPlaceholderText(self.tr("What you promise, like a call with the delivery day"))
        self.due = MomentEdit(self.tr("Promised for"))
        self._row = QHBoxLayout()
        self._row.addWidget(IconLabel("handshake-outline", 18))
        self._row.addWidget(self.words, 3)
        self._row.addWidget(Label(self.tr("by"), token="muted"))
        self._row.addWidget(self.due, 2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self.said = SaidBelow(self.due)
        self._column.addWidget(self.said)
        self._restyle()

    def _restyle(self) -> None:
        self._row.setSpacing(theme.px(8))
        self._column.setSpacing(theme.px(4))
        self.words.setMinimumWidth(theme.px(90))
        self.due.setMinimumWidth(theme.px(150))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
