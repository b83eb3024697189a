# SPDX-License-Identifier: MIT
"""Where a passing message may lie: over nothing that is used or read, and as low and as far left as that allows."""

from collections.abc import Iterable, Iterator, Sequence

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
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QTextEdit,
    QWidget,
)

from crmtrainer.ui.kit.toast import Toast

_FIELDS = (QLineEdit, QAbstractSpinBox, QComboBox, QTextEdit, QPlainTextEdit)
_IN_USE, _FIELD, _BUTTON, _ROWS, _ROWS_IN_USE, _CURRENT_ROW, _WORDS, _BETWEEN = 60, 40, 40, 1, 2, 4, 16, 400
"""How badly a message over them is, by the square pixel."""
_HIGHER, _FARTHER = 30, 45
"""How badly it is for a message to lie higher, or farther right, by a pixel: people look for it at the foot.

At the left stands a list, most often, whose rows are soon seen again; at the right is what somebody works at.
"""
_STEPS_ACROSS = 6
_STEP = 12


def lay(toast: Toast, window: QWidget, body: QWidget, room: QRect, widths: Iterable[int]) -> None:
    """Lay a message into its place in `room`, as wide as one of these, where there is room for that."""
    sizes = [toast.size_at(min(room.width(), width)) for width in sorted(widths)]
    toast.lie_in(place_in(window, body, room, sizes))


def place_in(window: QWidget, body: QWidget, room: QRect, sizes: Sequence[QSize]) -> QRect:
    """The place of a message inside `room`, a rectangle of the window, in the best of its sizes.

    `body` holds what is in sight.
    """
    taken = list(_taken(window, body))
    best, least = QRect(), -1
    for size in sizes:
        across = max(0, room.width() - size.width())
        lowest = room.bottom() + 1 - size.height()
        for y in range(lowest, room.top() - 1, -_STEP):
            higher = (lowest - y) * _HIGHER
            if 0 <= least <= higher:
                break
            for part in range(_STEPS_ACROSS + 1):
                farther = across * part // _STEPS_ACROSS
                lies = QRect(QPoint(room.left() + farther, y), size)
                away = higher + farther * _FARTHER
                if 0 <= least <= away:
                    break
                score = away + _score(lies, taken, least - away if least >= 0 else -1)
                if least < 0 or score < least:
                    best, least = lies, score
    return best if least >= 0 else QRect(room.bottomLeft() - QPoint(0, sizes[0].height()), sizes[0])


def _score(lies: QRect, taken: list[tuple[QRect, int]], most: int) -> int:
    """How badly it lies there; counted no further than `most`, where that is known."""
    total = 0
    for rect, weight in taken:
        over = lies.intersected(rect)
        if not over.isEmpty():
            total += over.width() * over.height() * weight
            if 0 <= most < total:
                break
    return total


def _taken(window: QWidget, body: QWidget) -> Iterator[tuple[QRect, int]]:
    focus = QApplication.focusWidget()
    for widget in body.findChildren(QWidget):
        if not widget.isVisible():
            continue
        weight = _weight(widget, focus)
        if not weight:
            continue
        shown = widget.visibleRegion().boundingRect()
        if isinstance(widget, QAbstractItemView):
            current = widget.visualRect(widget.currentIndex()).intersected(shown)
            if not current.isEmpty():
                yield QRect(widget.viewport().mapTo(window, current.topLeft()), current.size()), _CURRENT_ROW
            shown = shown.intersected(_rows(widget))
        elif isinstance(widget, QLabel):
            shown = shown.intersected(_words(widget))
        if not shown.isEmpty():
            yield QRect(widget.mapTo(window, shown.topLeft()), shown.size()), weight


def _weight(widget: QWidget, focus: QWidget | None) -> int:
    if isinstance(widget, QAbstractItemView):
        return _ROWS_IN_USE if widget is focus else _ROWS
    if isinstance(widget, QSplitterHandle):
        return _BETWEEN  # it lies in one part of a page rather than across two
    if isinstance(widget, QScrollBar) or isinstance(widget.parentWidget(), QAbstractItemView):
        return 0
    if widget is focus:
        return _IN_USE
    if isinstance(widget, _FIELDS):
        return _FIELD
    if isinstance(widget, QLabel):
        return _WORDS if widget.text() else 0
    if isinstance(widget, (QAbstractButton, QTabBar)):
        return _BUTTON
    # What paints itself, such as a chip or a chart, says what it shows in its name.
    holds = any(isinstance(child, QWidget) for child in widget.children())
    return _WORDS if widget.accessibleName() and not holds else 0


def _words(label: QLabel) -> QRect:
    """How far the words of a label reach in it."""
    wide = min(label.width(), label.sizeHint().width()) if not label.wordWrap() else label.width()
    high = min(label.height(), label.heightForWidth(label.width())) if label.wordWrap() else label.height()
    return QRect(0, 0, wide, high)


def _rows(view: QAbstractItemView) -> QRect:
    """From the first row in sight to the last one there is."""
    model: QAbstractItemModel | None = view.model()
    last = -1 if model is None else model.rowCount() - 1
    if model is None or last < 0:
        return QRect()
    ends = view.visualRect(model.index(last, 0)).bottom()
    return QRect(0, 0, view.width(), max(0, ends))
