# SPDX-License-Identifier: MIT
"""A field that takes the next key pressed, whatever it does elsewhere. Tab leaves it, and so does Escape."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.text import is_restyling


class KeyField(QKeySequenceEdit):
    """`pressed` tells the key as files write it; what is shown stays with whoever holds the field.

    Qt's own line inside it is not touched from here: PySide cannot tell when it is gone.
    """

    pressed = Signal(str)
    left_alone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._fault = False
        self.setMaximumSequenceLength(1)
        self.keySequenceChanged.connect(self._taken)
        self._restyle()

    def show_key(self, key: str) -> None:
        """Show a key that is in force."""
        self._shown = key
        self.setKeySequence(QKeySequence(key))

    def set_fault(self, fault: bool) -> None:
        """Put the red frame round it, or take it off."""
        self._fault = fault
        self._restyle()

    def _taken(self, sequence: QKeySequence) -> None:
        key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        if key and key != self._shown:
            self.pressed.emit(key)

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(32))
        sheet = f"QLineEdit {{ border: 2px solid {theme.tokens().bad} }}" if self._fault else ""
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left_alone.emit()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
