# SPDX-License-Identifier: MIT
"""Undo where a field has the keyboard: it is the field's own, and says so once nothing typed there is left to undo."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from crmtrainer.ui.filling import filled
from crmtrainer.ui.keys import now

Field = QLineEdit | QPlainTextEdit


class FieldUndo(QObject):
    """Watches the field that has the keyboard. `told` says why its undo or redo does nothing."""

    told = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._field: Field | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = new if isinstance(new, QLineEdit | QPlainTextEdit) and new.window() is self.parent() else None
        if self._field is not None:
            self._field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field:
            words = "" if event.isAutoRepeat() else self._reason(self._field, event)
            if words:
                self.told.emit(words)
                return True
        return super().eventFilter(watched, event)

    def _reason(self, field: Field, event: QKeyEvent) -> str:
        own = field if isinstance(field, QLineEdit) else field.document()
        if event.matches(QKeySequence.StandardKey.Undo) and not own.isUndoAvailable():
            words = self.tr("Nothing typed here is left to undo. Leave the field (%1) to undo what you did.")
            return filled(words, now("F6"))
        if event.matches(QKeySequence.StandardKey.Redo) and not own.isRedoAvailable():
            return self.tr("Nothing typed here was undone that could be done again.")
        return ""
