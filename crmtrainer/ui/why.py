# SPDX-License-Identifier: MIT
"""Why this due time?: the days of a clock as bars, what was counted, paused and left, in a small pane at the clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.explain import ExplainedDay, StretchKind
from crmtrainer.service_levels.queries import WhyRow
from crmtrainer.service_levels.rules import Unit
from crmtrainer.ui import theme
from crmtrainer.ui.clocks import face_of, metric_name, why_owed
from crmtrainer.ui.dates import BRITISH, clock_time, local, span, when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.days import Day, DaysPicture, Notch, Piece, Stretch, paint_stretch
from crmtrainer.ui.kit.scrolling import GrowingArea, scroll_by_key
from crmtrainer.ui.kit.text import Label, body, caption, strong

WIDTH = 300
MOST_DAYS = 6
_KINDS = {
    StretchKind.COUNTED: Stretch.COUNTED,
    StretchKind.PAUSED: Stretch.PAUSED,
    StretchKind.LEFT: Stretch.LEFT,
    StretchKind.OVER: Stretch.OVER,
}
_DAY = 24 * 60


def days_to_draw(why: WhyRow, now: datetime) -> tuple[Day, ...]:
    """The days with their pieces, marked where now and the due time are; of many days the last few."""
    told = [day for day in why.days if day.open or day.stretches][-MOST_DAYS:]
    return tuple(_day(day, why, now) for day in told)


def _minute(moment: datetime, day: ExplainedDay) -> int:
    here = local(moment)
    return _DAY if here.date() > day.day else here.hour * 60 + here.minute


def _day(day: ExplainedDay, why: WhyRow, now: datetime) -> Day:
    opens = tuple((_minute(a, day), _minute(b, day)) for a, b in day.open)
    pieces = tuple(Piece(_KINDS[s.kind], _minute(s.start, day), _minute(s.end, day)) for s in day.stretches)
    opens = opens or tuple((piece.start, piece.end) for piece in pieces)
    notches = []
    is_open = why.clock.satisfied_at is None
    low, high = (opens[0][0], opens[-1][1]) if opens else (0, _DAY)
    if is_open and local(now).date() == day.day and low <= _minute(now, day) <= high:
        notches.append(Notch(_minute(now, day), f"{_tr('Now')} {clock_time(now)}"))
    due = why.clock.due
    if due is not None and local(due).date() == day.day:
        notches.append(Notch(_minute(due, day), f"{_tr('Due')} {clock_time(due)}", strong=True))
    return Day(BRITISH.toString(_date(day), "ddd d"), opens, pieces, tuple(notches))


class Swatch(QWidget):
    """A small sample of a piece, beside the words of the legend."""

    def __init__(self, kind: Stretch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(theme.px(24), theme.px(12))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stretch(painter, self._kind, self.rect().toRectF())
        painter.end()


class WhyPane(QWidget):
    """The pane. It lies over its parent, takes the keyboard, and gives it back to the clock it was opened from.

    Where its parent is too low for all of it, it scrolls, also by key.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock: QWidget | None = None
        self._at: QRect | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Why this due time?"))
        self.heading = strong(self.tr("Why this due time?"))
        self.close_button = Button(icon="close", variant=Variant.QUIET, small=True, name=self.tr("Close"))
        self.sentence = body()
        self.owed = body()
        self.origin = caption(wrap=True)
        self.picture = DaysPicture()
        self.earlier = caption(wrap=True)
        self._totals = QGridLayout()
        self._built: list[QWidget] = []
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(6))
        for part in (self.sentence, self.owed, self.origin, self.picture, self.earlier):
            self._lines.addWidget(part)
        self._lines.addLayout(self._totals)
        self.area = GrowingArea(inside)
        self.area.setProperty("ground", "surface")
        self._column = QVBoxLayout(self)
        margin = theme.px(14)
        self._column.setContentsMargins(margin, theme.px(10), margin, margin)
        self._column.setSpacing(theme.px(6))
        self._column.addLayout(head)
        self._column.addWidget(self.area, 1)
        self.close_button.clicked.connect(self.put_away)
        self.close_button.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def open_at(
        self, block: QWidget, why: WhyRow, now: datetime, at: QRect | None = None, *, closed: bool = False
    ) -> None:
        """Explain one clock, below its block, or below its place in a list: a rectangle of that list.

        One of a ticket that was `closed` says what is still owed.
        """
        self.owed.setText(why_owed(why.clock) if closed else "")
        self.owed.setVisible(bool(self.owed.text()))
        if self._clock is not None and self._clock is not block:
            _let_go(self._clock)
        self._clock, self._at = block, at
        if isinstance(block, QAbstractButton):
            block.setChecked(True)
        block.destroyed.connect(self._lost)
        self._fill(why, now)
        self.setFixedWidth(min(theme.px(WIDTH), self._room().width()))
        self.show()
        self._place()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)

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

    def _lost(self) -> None:
        self._clock = None
        self.hide()

    def _fill(self, why: WhyRow, now: datetime) -> None:
        clock = why.clock
        self.sentence.setText(self._rule_words(why))
        parts = [metric_name(clock.metric) + ".", self.tr("Hours: %1.").replace("%1", clock.calendar)]
        if clock.source:
            parts.append(self.tr("Standard: %1.").replace("%1", clock.source))
        self.origin.setText(" ".join(parts))
        days = days_to_draw(why, now)
        totals = [
            (Stretch.COUNTED, self.tr("Counted"), why.counted_seconds),
            (Stretch.PAUSED, self._paused_words(clock.paused_for), why.paused_seconds),
            (Stretch.LEFT, self.tr("Left"), why.left_seconds or (clock.left_seconds if clock.due is None else 0)),
            (Stretch.OVER, self.tr("Over"), why.over_seconds),
        ]
        shown = [(kind, words, seconds) for kind, words, seconds in totals if seconds or kind is Stretch.COUNTED]
        spoken = [
            *filter(None, (self.sentence.text(), self.owed.text())),
            *(f"{words}: {span(seconds)}" for _, words, seconds in shown),
        ]
        self.picture.show_days(days, ". ".join([*spoken, face_of(clock, now).sentence()]))
        hidden = sum(1 for day in why.days if day.open or day.stretches) - len(days) + why.days_left_out
        self.earlier.setText(self.tr("%n earlier days are in the totals.", "", hidden) if hidden else "")
        self.earlier.setVisible(bool(hidden))
        self._show_totals(shown)
        self.setAccessibleName(self.tr("Why this due time?") + " " + self.picture.accessibleName())

    def _show_totals(self, totals: list[tuple[Stretch, str, int]]) -> None:
        for widget in self._built:
            self._totals.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._built = []
        for row, (kind, words, seconds) in enumerate(totals):
            amount = Label(span(seconds), size=Type.CAPTION, weight=SEMIBOLD)
            for column, widget in enumerate((Swatch(kind), caption(words, token="text", wrap=True), amount)):
                self._totals.addWidget(widget, row, column)
                self._built.append(widget)
        self._totals.setColumnStretch(1, 1)
        self._totals.setHorizontalSpacing(theme.px(8))

    def _rule_words(self, why: WhyRow) -> str:
        clock = why.clock
        begun = when(clock.anchor)
        if clock.metric == "promise":
            due = "" if clock.due is None else when(clock.due)
            return filled(self.tr("Promised for %1, made %2."), due, begun)
        amount = {
            Unit.BUSINESS_MINUTES: self.tr("%1 of working time").replace("%1", span(why.length * 60)),
            Unit.ELAPSED_MINUTES: span(why.length * 60),
            Unit.ELAPSED_HOURS: span(why.length * 3600),
            Unit.BUSINESS_DAYS: self.tr("%n working days", "", why.length),
            Unit.CALENDAR_DAYS: self.tr("%n days", "", why.length),
            Unit.CALENDAR_MONTHS: self.tr("%n months", "", why.length),
        }[why.unit]
        return filled(self.tr("%1 from %2."), amount, begun)

    def _paused_words(self, paused_for: str) -> str:
        waits = {
            "waiting_customer": self.tr("Paused, waiting for the customer"),
            "waiting_sender": self.tr("Paused, waiting for your answer"),
        }
        return waits.get(paused_for, self.tr("Paused"))

    def _room(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _place(self) -> None:
        if self._clock is None or self.isHidden():
            return
        room = self._room()
        around = self._column.contentsMargins()
        width = self.width() - around.left() - around.right()
        above = around.top() + self.close_button.sizeHint().height() + self._column.spacing() + around.bottom()
        height = above + self._lines.totalHeightForWidth(width)
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
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

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


def _date(day: ExplainedDay) -> QDate:
    return QDate(day.day.year, day.day.month, day.day.day)


def _tr(words: str) -> str:
    return QCoreApplication.translate("WhyPane", words)
