# SPDX-License-Identifier: MIT
"""Text fields: one that filters or searches (icon and key cap inside), a box in which Tab leaves, one that grows."""

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import icons, keys, theme
from crmtrainer.ui.kit.keycap import keycap_width, paint_keycap
from crmtrainer.ui.kit.text import is_restyling


class SearchField(QLineEdit):
    """A field with an icon before the words and, while empty, its key at the end. Escape clears it first.

    `key` is the usual one; shown is the one in force.
    """

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        icon: str = "filter-outline",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._usual_key = key
        self._key = keys.now(key) if key else ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._restyle()
        self.textChanged.connect(self._restyle)
        if key:
            keys.in_force().changed.connect(self._follow_key)

    def key(self) -> str:
        """The key that leads here, as it is written in the field."""
        return self._key

    def _follow_key(self) -> None:
        self._key = keys.now(self._usual_key)
        self._restyle()
        self.update()

    def _shows_key(self) -> bool:
        return bool(self._key) and not self.text() and self.width() >= theme.px(160)

    def _restyle(self) -> None:
        cap = round(keycap_width(self._key)) + theme.px(4) if self._shows_key() else 0
        self.setTextMargins(theme.px(22), 0, cap, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme.tokens()
        painter = QPainter(self)
        side = theme.px(16)
        box = QRectF(theme.px(9), (self.height() - side) / 2, side, side)
        icons.paint(painter, box, self._icon, tokens.muted)
        if self._shows_key():
            width, height = keycap_width(self._key), theme.px(18)
            cap = QRectF(self.width() - width - theme.px(8), (self.height() - height) / 2, width, height)
            paint_keycap(painter, cap, self._key)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def settle_spin(box: QAbstractSpinBox) -> None:
    """Give a number or date field the height and the inner margin of other fields; style sheets cannot."""
    box.lineEdit().setTextMargins(theme.px(7), 0, 0, 0)
    box.setFixedHeight(theme.px(32))


class TextBox(QPlainTextEdit):
    """Several lines of plain text. Tab leaves, pasted formatting is dropped."""

    def __init__(self, name: str = "", placeholder: str = "", *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        if name:
            self.setAccessibleName(name)
        self._restyle()

    def _restyle(self) -> None:
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        height = self.fontMetrics().lineSpacing() * self._lines + theme.px(18)
        return QSize(super().sizeHint().width(), height)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


class GrowingField(QPlainTextEdit):
    """A field for one saying: it wraps, and grows with its words up to some lines. Enter is `entered`, Tab leaves."""

    edited = Signal(str)
    entered = Signal()

    def __init__(self, name: str = "", *, most: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        if name:
            self.setAccessibleName(name)
        self.textChanged.connect(self._changed)
        self.settle()

    def text(self) -> str:
        """What was written, on one line."""
        return self.toPlainText().replace("\n", " ")

    def lines(self) -> int:
        """How many lines are shown now."""
        written = round(self.document().documentLayout().documentSize().height())
        return max(1, min(self._most, written))

    def _changed(self) -> None:
        self.settle()
        self.edited.emit(self.text())

    def set_most(self, lines: int) -> None:
        """How many lines it may grow to."""
        self._most = lines
        self.settle()

    def settle(self) -> None:
        """Take the height that the words need; for whoever changed them with signals blocked."""
        needed = round(self.document().documentLayout().documentSize().height())
        more = needed > self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        first = self.document().firstBlock()
        line = self.blockBoundingRect(first).height() / max(1, first.layout().lineCount())
        height = max(ceil(line * self.lines()) + theme.px(12), theme.px(32))
        if height != self.height():
            self.setFixedHeight(height)
        if not more:
            self.verticalScrollBar().setValue(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # for whoever holds the field
            else:
                self.entered.emit()
            return
        super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.settle()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.settle()
