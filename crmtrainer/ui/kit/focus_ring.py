# SPDX-License-Identifier: MIT
"""The focus ring: 2 px, outside the control, with a gap of 2, drawn once for the whole window.

Lists draw the ring in their current row themselves; see `rows` and `timeline`.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QMenuBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from crmtrainer.ui import theme

GAP, WIDTH = 2, 2
_WATCHED = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}
)


def paint_row_ring(painter: QPainter, rect: QRect, *, selected: bool = False) -> None:
    """The ring of a row inside a list, two pixels in from its edge; on a glaring selection it turns dark."""
    tokens = theme.tokens()
    colour = tokens.on_selection if selected and tokens.outlined else tokens.focus
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(4, 2, -2, -2), 4, 4)
    painter.restore()


class FocusRing(QWidget):
    """Follows the focus inside one window. Make one per top-level window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._chain: list[QWidget] = []
        self._offset = QPoint()
        self._whole = QRect()
        self._inside = False
        self._tab = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def target(self) -> QWidget | None:
        """What is ringed now."""
        return None if self._has_ring_inside() else self._target

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        for each in self._chain:
            if isValid(each):
                each.removeEventFilter(self)
        self._chain = []
        self._target = new if new is not None and self._rings(new) else None
        walk = self._target
        while walk is not None and walk is not self.parentWidget():
            walk.installEventFilter(self)
            self._chain.append(walk)
            walk = walk.parentWidget()
        if isinstance(self._target, QAbstractItemView):
            # It has no row yet, or loses all of them: then the ring goes round the whole.
            self._target.viewport().installEventFilter(self)
            self._chain.append(self._target.viewport())
        self._place()

    def _has_ring_inside(self) -> bool:
        """Whether the list that has the keyboard draws the ring round its current row."""
        return isinstance(self._target, QAbstractItemView) and self._target.currentIndex().isValid()

    def _rings(self, widget: QWidget) -> bool:
        if widget.window() is not self.parentWidget() or widget.property("noRing"):
            return False
        return not isinstance(widget, QMenu | QMenuBar)

    def _place(self) -> None:
        target, window = self._target, self.parentWidget()
        self._inside = self._has_ring_inside()
        if target is None or window is None or self._inside or not target.isVisibleTo(window):
            self.hide()
            return
        margin = GAP + WIDTH if not isinstance(target, QTabBar) else 0
        inner = target.rect()
        if isinstance(target, QTabBar) and target.currentIndex() >= 0:
            inner = self._tab = target.tabRect(target.currentIndex())
        whole = QRect(target.mapTo(window, inner.topLeft()), inner.size()).adjusted(-margin, -margin, margin, margin)
        shown = whole.intersected(window.rect())
        walk = target.parentWidget()
        while walk is not None and walk is not window:
            parent = walk.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is walk:
                shown = shown.intersected(QRect(walk.mapTo(window, QPoint(0, 0)), walk.size()))
            walk = parent
        if shown.isEmpty():
            self.hide()
            return
        self._whole = whole.translated(-shown.topLeft())
        self.setGeometry(shown)
        self.raise_()
        self.show()
        self.update()

    def _is_elsewhere(self, tabs: QTabBar) -> bool:
        """Whether another tab is the current one by now, or its name has grown: nothing else tells of it."""
        return self._tab != tabs.tabRect(tabs.currentIndex())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in _WATCHED
        if event.type() is QEvent.Type.Paint:
            target = self._target
            lists = isinstance(target, QAbstractItemView) and self._inside is not self._has_ring_inside()
            moved = lists or (isinstance(target, QTabBar) and self._is_elsewhere(target))
        if moved:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens().focus), WIDTH))
        painter.drawRoundedRect(QRectF(self._whole).adjusted(1, 1, -1, -1), theme.px(8), theme.px(8))
        painter.end()
