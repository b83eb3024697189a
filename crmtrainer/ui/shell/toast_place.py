# SPDX-License-Identifier: MIT
"""Where a passing message may lie: over nothing that is being used, and as low and as far left as that allows."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_FIELDS = (QLineEdit, QAbstractSpinBox, QComboBox, QTextEdit, QPlainTextEdit)
_IN_USE, _FIELD, _BUTTON, _ROWS, _ROWS_IN_USE, _WORDS = 100, 20, 20, 3, 12, 8
"""How badly a message over them is, by the square pixel."""
_STEPS_ACROSS = 4


def place_in(window: QWidget, body: QWidget, room: QRect, size: QSize) -> QPoint:
    """The place for a message of this size inside `room`, a rectangle of the window; `body` holds what is in sight."""
    taken = list(_taken(window, body))
    best, least = room.bottomLeft() - QPoint(0, size.height()), -1
    across = max(0, room.width() - size.width())
    step = max(1, size.height() // 2)
    for y in range(room.bottom() - size.height(), room.top() - 1, -step):
        for part in range(_STEPS_ACROSS):
            at = QPoint(room.left() + across * part // (_STEPS_ACROSS - 1), y)
            score = _score(QRect(at, size), taken)
            if least < 0 or score < least:
                best, least = at, score
            if score == 0:
                return at
    return best


def _score(lies: QRect, taken: list[tuple[QRect, int]]) -> int:
    total = 0
    for rect, weight in taken:
        over = lies.intersected(rect)
        if not over.isEmpty():
            total += over.width() * over.height() * weight
    return total


def _taken(window: QWidget, body: QWidget) -> Iterator[tuple[QRect, int]]:
    focus = QApplication.focusWidget()
    for widget in body.findChildren(QWidget):
        weight = _weight(widget, focus)
        if not weight or not widget.isVisible():
            continue
        shown = widget.visibleRegion().boundingRect()
        if isinstance(widget, QAbstractItemView):
            shown = shown.intersected(_rows(widget))
        if not shown.isEmpty():
            yield QRect(widget.mapTo(window, shown.topLeft()), shown.size()), weight


def _weight(widget: QWidget, focus: QWidget | None) -> int:
    if isinstance(widget, QAbstractItemView):
        return _ROWS_IN_USE if widget is focus else _ROWS
    if widget is focus:
        return _IN_USE
    if isinstance(widget, _FIELDS):
        return _FIELD
    if isinstance(widget, QLabel):
        return _WORDS if widget.text() else 0
    return _BUTTON if isinstance(widget, QAbstractButton) else 0


def _rows(view: QAbstractItemView) -> QRect:
    """From the first row in sight to the last one there is."""
    model: QAbstractItemModel | None = view.model()
    last = -1 if model is None else model.rowCount() - 1
    if model is None or last < 0:
        return QRect()
    ends = view.visualRect(model.index(last, 0)).bottom()
    return QRect(0, 0, view.width(), max(0, ends))
