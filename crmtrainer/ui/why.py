# SPDX-License-Identifier: MIT
"""Why this due time?: a small pane at a clock, with what was counted, paused and left."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.queries import WhyRow
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.elsewhere import PressElsewhere
from crmtrainer.ui.kit.scrolling import GrowingArea, bring_into_view, scroll_by_key
from crmtrainer.ui.kit.text import strong
from crmtrainer.ui.why_told import told_of_clock
from crmtrainer.ui.why_view import WhyView

WIDTH = 300
RING = 4
"""What the ring around a field needs beside it, which the edge of what scrolls would cut."""


class WhyPane(QWidget):
    """The pane. It lies over its parent, takes the keyboard, and gives it back to the clock it was opened from.
    A press elsewhere puts it away, and the keyboard goes to what was pressed.

    Where its parent is too low for all of it, it scrolls, also by key.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock: QWidget | None = None
        self._at: QRect | None = None
        self._end: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Why this due time?"))
        self.heading = strong(self.tr("Why this due time?"))
        self.close_button = Button(icon="close", variant=Variant.QUIET, small=True, name=self.tr("Close"))
        self.view = WhyView()
        ring, margin = theme.px(RING), theme.px(14)
        self.view.lines.setContentsMargins(ring, 0, ring, 0)
        head = QHBoxLayout()
        head.setContentsMargins(ring, 0, ring, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.view.as_table)
        head.addWidget(self.close_button)
        self.area = GrowingArea(self.view)
        self.area.setProperty("ground", "surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin - ring, theme.px(10), margin - ring, margin)
        self._column.setSpacing(theme.px(6))
        self._column.addLayout(head)
        self._column.addWidget(self.area, 1)
        self._elsewhere = PressElsewhere(self, self.drop)
        self.close_button.clicked.connect(self.put_away)
        self.view.turned.connect(self._fit)
        self.close_button.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def open_at(
        self, block: QWidget, why: WhyRow, now: datetime, at: QRect | None = None, *, closed: bool = False
    ) -> None:
        """Explain one clock, below its block, or below its place in a list: a rectangle of that list.

        One of a ticket that was `closed` says what is still owed.
        """
        if self._clock is not None and self._clock is not block:
            _let_go(self._clock)
        self._clock, self._at = block, at
        if isinstance(block, QAbstractButton):
            block.setChecked(True)
        block.destroyed.connect(self._lost)
        told = told_of_clock(why, now, closed=closed)
        self.view.show_told(told)
        self.setAccessibleName(f"{self.heading.text()} {told.spoken()}")
        self.show()
        self._elsewhere.watch(block)
        self._fit()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def end_with(self, part: QWidget) -> None:
        """Add what can be done about the clock, below what is said of it."""
        self._end = part
        self.view.lines.addWidget(part)

    def fit(self) -> None:
        """Take the size that is wanted now, with what has the keyboard in sight."""
        if not self.isHidden():
            self._fit()
            QTimer.singleShot(0, self, self._follow_keyboard)  # once all has its place

    def is_about(self, block: QWidget) -> bool:
        """Whether it was opened from this block."""
        return self._clock is block

    def put_away(self) -> None:
        """Close, and give the keyboard back to the clock."""
        if self.isHidden():
            return
        clock, self._clock = self._clock, None
        self.hide()
        if clock is not None:
            _let_go(clock)
            clock.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def drop(self) -> None:
        """Close without moving the keyboard, when another record comes into sight."""
        if self._clock is not None:
            _let_go(self._clock)
        self._clock = None
        self.hide()

    def _follow_keyboard(self) -> None:
        held = QApplication.focusWidget()
        if held is not None and self._end is not None and self._end.isAncestorOf(held):
            bring_into_view(self._end)
            bring_into_view(held)

    def _lost(self) -> None:
        self._clock = None
        self.hide()

    def _room(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _fit(self) -> None:
        """Take the width that picture or table wants, where there is room, and the height of what wraps in it."""
        edges = (self._column.contentsMargins(), self.view.lines.contentsMargins())
        beside = sum(edge.left() + edge.right() for edge in edges)
        self.view.set_room(self._room().width() - beside)
        table = self.view.wanted()
        wanted = max(theme.px(WIDTH), table + beside if table else 0)
        self.setFixedWidth(min(wanted, self._room().width()))
        self._place()
        QTimer.singleShot(0, self, self._place)  # lines whose words wrap know their height once they have their width

    def _place(self) -> None:
        if self._clock is None or self.isHidden():
            return
        room = self._room()
        around = self._column.contentsMargins()
        width = self.width() - around.left() - around.right()
        self.view.lines.activate()
        above = around.top() + self.close_button.sizeHint().height() + self._column.spacing() + around.bottom()
        height = above + self.view.lines.totalHeightForWidth(width)
        if not self.area.is_whole:
            # Left to itself, a bar that showed while the pane was lower makes the words wrap as it needs to stay.
            fits = height <= room.height()
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.area.setVerticalScrollBarPolicy(bar)
        self.resize(self.width(), min(height, room.height()))
        below = self._clock.rect() if self._at is None else self._at
        corner = self._clock.mapTo(room, below.bottomRight() + QPoint(1, theme.px(4) + 1))
        left = min(max(0, corner.x() - self.width()), room.width() - self.width())
        top = min(corner.y(), max(0, room.height() - self.height()))
        self.move(left, top)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.close_button:
            return (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and scroll_by_key(self.area, event)
            )
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._elsewhere.rest()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        shape = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        painter.end()


def _let_go(block: QWidget) -> None:
    if isinstance(block, QAbstractButton):
        block.setChecked(False)
