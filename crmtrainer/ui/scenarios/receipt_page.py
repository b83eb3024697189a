# SPDX-License-Identifier: MIT
"""The receipt of an attempt as it stands: twenty characters for the learner to read out to the assessor."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.house.receipts import Told
from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.page import Card, Page, narrow_column
from crmtrainer.ui.kit.text import Label, body, caption, title


class ReceiptPage(Page):
    """Nothing is asked here: it is read out, or copied, and closed."""

    OF_A_WORLD = True

    left_alone = Signal()
    copied = Signal()

    def __init__(self, told: Told, when: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Read this out to your assessor")
        self.help_text = self.tr(
            "A receipt fixes your record as it is now: whoever holds it can show later that nothing before it was "
            "changed. Read it out when you begin, every quarter of an hour, and when you hand in."
        )
        self.setAccessibleName(self.title_text)
        self._told = told
        self.code = Label(told.in_groups, size=Type.TITLE, weight=SEMIBOLD, wrap=True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAccessibleName(self.tr("Receipt %1").replace("%1", " ".join(told.code)))
        self.copy = Button(self.tr("Copy"), "content-copy")
        self.back = Button(self.tr("Close"), "arrow-left", Variant.PRIMARY)
        self.copy.clicked.connect(self._copy)
        self.back.clicked.connect(self.left_alone)
        self._build(when)

    def _build(self, when: str) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(title(self.title_text))
        card = Card()
        card.body.addWidget(self.code)
        words = self.tr("Attempt %1, after entry %2, %3").replace("%1", self._told.attempt, 1)
        card.body.addWidget(caption(words.replace("%2", str(self._told.entries), 1).replace("%3", when, 1), wrap=True))
        column.addWidget(card)
        column.addWidget(
            body(
                self.tr(
                    "Letters and numbers only: there is no I, L, O or U in it. Your assessor notes it with the time; "
                    "a photograph or a line on paper does as well."
                )
            )
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.back)
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        narrow_column(self, column)

    @override
    def first_focus(self) -> QWidget:
        return self.back

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._told.attempt} {self._told.in_groups}")
        self.copied.emit()
