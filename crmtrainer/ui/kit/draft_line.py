# SPDX-License-Identifier: MIT
"""One quiet line that says a draft was put back, with a button that discards it and then undoes just that."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import caption, is_restyling


class DraftLine(QWidget):
    """Hidden until there is something to say. `flush` gives it no margins. It tells what a person wants."""

    discarded = Signal()
    undone = Signal()
    appeared = Signal()
    """It is shown, or hidden again."""

    def __init__(self, *, flush: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flush = flush
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_discarded = False
        self.words = caption()
        self.button = Button(self.tr("Discard"), variant=Variant.LINK, small=True, name=self.tr("Discard draft"))
        self.button.clicked.connect(self._press)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("history", 16))
        self._row.addWidget(self.words)
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        self._restyle()
        self.hide()

    def show_restored(self, when: str) -> None:
        """Say that a draft from then was put back."""
        self._say(self.tr("Draft from %1 restored").replace("%1", when), self.tr("Discard"), self.tr("Discard draft"))
        self._is_discarded = False

    def _press(self) -> None:
        if self._is_discarded:
            self.put_away()
            self.undone.emit()
            return
        self._say(self.tr("Draft discarded"), self.tr("Undo"), self.tr("Undo: put the draft back"))
        self._is_discarded = True
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.discarded.emit()

    def _say(self, words: str, button: str, name: str) -> None:
        self.words.setText(words)
        self.button.setText(button)
        self.button.setAccessibleName(name)
        self.button.setAccessibleDescription(words)
        self.show()
        self.appeared.emit()

    def put_away(self) -> None:
        """Nothing more to say."""
        if not self.isHidden():
            self.hide()
            self.appeared.emit()

    def _restyle(self) -> None:
        edge, top = (0, 0) if self._flush else (theme.px(16), theme.px(4))
        self._row.setContentsMargins(edge, top, edge, 0)
        self._row.setSpacing(theme.px(6))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
