# SPDX-License-Identifier: MIT
"""A field for a day or a moment that is typed as people write it, and says how it was understood."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import Enum, auto

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.kernel.bounds import FIRST_YEAR, LAST_YEAR
from crmtrainer.ui import icons, theme
from crmtrainer.ui.kit.calendar_popup import CalendarPopup
from crmtrainer.ui.kit.drop_keys import is_drop_key, keeps_drop_key
from crmtrainer.ui.kit.saying import announce
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.kit.typed_words import Unread

ARROW, CENTURY_BEGINS = 32, 2000
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Part(Enum):
    """What arrows step."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    HOUR = auto()
    MINUTE = auto()


Piece = tuple[Part | None, str]


class TypedEdit(QLineEdit):
    """The field. `changed` whenever it holds something else, `told` whenever it has something else to say.

    What was typed stays as it is, read or not. Up and Down step the part at the cursor and write it out; Alt+Down or
    the icon open a calendar. Kinds of it say how text is read, written and said in full.
    """

    changed = Signal()
    told = Signal()
    STEPPED_FIRST = Part.DAY
    """What arrows step while the whole is selected, or where it was not written by the field."""
    SAMPLE = "30 Sep 2026"

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wall = self._near = datetime(CENTURY_BEGINS, 1, 1)
        self._today: date | None = None
        self._ahead = True
        self._problem = ""
        self._judged = False
        self._writing = False
        self._first, self._last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        if name:
            self.setAccessibleName(name)
        self.setAccessibleDescription("")
        self._restyle()
        self._write(self._wall)
        self.textChanged.connect(self._take)
        self.returnPressed.connect(self._judge)

    # What kinds of it say

    def _read(self, text: str) -> datetime:
        """What the text says, on the wall. Raises `Unread`."""
        raise NotImplementedError

    def _pieces(self, wall: datetime) -> Sequence[Piece]:
        """The text for it, in pieces with the part that arrows step there."""
        raise NotImplementedError

    def _in_full(self, wall: datetime) -> str:
        """It in full, to say how something was understood."""
        raise NotImplementedError

    # What it holds

    def wall(self) -> datetime | None:
        """What stands there, on the wall; None while it cannot be read."""
        return None if self._problem else self._wall

    def set_wall(self, wall: datetime) -> None:
        """Write this."""
        before = self.wall()
        self._near = wall
        self._write(wall)
        self.setCursorPosition(0)
        if before != wall:
            self.changed.emit()
        self._tell()

    def set_today(self, today: date) -> None:
        """What “tomorrow” is reckoned from, and of which year the year need not be written."""
        self._today = today

    def look_back(self) -> None:
        """Take a day without its year for the last such one, and not for the next."""
        self._ahead = False

    def note(self) -> str:
        """How it was understood; empty where it says so itself."""
        if self._problem or self.text() == self._text(self._wall):
            return ""
        return self._in_full(self._wall)

    def fault(self) -> str:
        """What to write instead; empty while it is still being typed."""
        return self._problem if self._judged else ""

    def unread(self) -> str:
        """What to write instead, for whoever wants to use it now."""
        return self._problem

    # Reading and writing

    def _text(self, wall: datetime) -> str:
        return "".join(text for _, text in self._pieces(wall))

    def _take(self, text: str) -> None:
        if self._writing:
            return
        before = self.wall()
        try:
            self._wall, self._problem = self._read(text), ""
        except Unread as problem:
            self._problem = str(problem)
        self._judged = not self.hasFocus()
        if before != self.wall() or self._problem:
            self.changed.emit()
        self._tell()

    def _write(self, wall: datetime) -> None:
        self._wall, self._problem, self._judged = wall, "", False
        self._writing = True
        self.setText(self._text(wall))
        self._writing = False

    def _judge(self) -> None:
        """It was typed to its end: say what is wrong with it, or how it was understood."""
        self._judged = True
        self._tell()
        announce(self, self.fault() or self.note())

    def _tell(self) -> None:
        wrong = bool(self.fault())
        if bool(self.property("fault")) != wrong:
            self.setProperty("fault", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        self.told.emit()

    # Keys

    def _part_here(self) -> Part:
        """The part at the cursor, or that is selected."""
        whole = self.text()
        if whole != self._text(self._wall) or (self.selectedText() == whole and whole):
            return self.STEPPED_FIRST
        at = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end, found = 0, self.STEPPED_FIRST
        for part, text in self._pieces(self._wall):
            end += len(text)
            if part is not None:
                found = part
                if at <= end:
                    break
        return found

    def _step(self, by: int) -> None:
        if self._problem:
            return
        part = self._part_here()
        there = self._after(self._wall, part, by)
        if not self._first <= there.date() <= self._last:
            return
        self._write(there)
        self._select(part)
        self.changed.emit()
        self._tell()

    def _after(self, wall: datetime, part: Part, by: int) -> datetime:
        """A step from there."""
        match part:
            case Part.DAY:
                return wall + timedelta(days=by)
            case Part.MONTH | Part.YEAR:
                months = wall.year * 12 + wall.month - 1 + by * (12 if part is Part.YEAR else 1)
                year, month = months // 12, months % 12 + 1
                return wall.replace(year=year, month=month, day=min(wall.day, monthrange(year, month)[1]))
            case Part.HOUR:
                return wall + timedelta(hours=by)
            case Part.MINUTE:
                return wall + timedelta(minutes=by)

    def _select(self, wanted: Part) -> None:
        start = 0
        for part, text in self._pieces(self._wall):
            if part is wanted:
                self.setSelection(start, len(text))
                return
            start += len(text)

    def _open_calendar(self) -> None:
        popup = CalendarPopup(self, self._wall.date(), self._first, self._last)
        popup.chosen.connect(self._take_day)
        popup.drop_down()

    def _take_day(self, day: object) -> None:
        if isinstance(day, date):
            self.set_wall(datetime.combine(day, self._wall.time()))
            self._select(self.STEPPED_FIRST)

    @override
    def event(self, event: QEvent) -> bool:
        return keeps_drop_key(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_drop_key(event):
            self._open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held and not self.isReadOnly():
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _STAYS:
            self._near = self._wall

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self._judge()

    @override
    def setAccessibleDescription(self, description: str) -> None:
        opens = self.tr("Alt+Down opens a calendar.")
        super().setAccessibleDescription(f"{description} {opens}".strip())

    # Its look

    def _is_on_icon(self, event: QMouseEvent) -> bool:
        return self.isEnabled() and event.position().x() >= self.width() - theme.px(ARROW)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._is_on_icon(event):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._open_calendar()
            return
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        arrow, beam = Qt.CursorShape.ArrowCursor, Qt.CursorShape.IBeamCursor
        self.setCursor(arrow if self._is_on_icon(event) else beam)
        super().mouseMoveEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens, side = theme.tokens(), theme.px(16)
        box = QRectF(self.width() - side - theme.px(8), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        icons.paint(painter, box, "calendar-month-outline", tokens.muted if self.isEnabled() else tokens.disabled)
        painter.end()

    def _restyle(self) -> None:
        self.setTextMargins(0, 0, theme.px(ARROW - 8), 0)
        self.updateGeometry()

    def _wide(self, sample: str) -> int:
        return round(QFontMetricsF(self.font()).horizontalAdvance(sample)) + theme.px(ARROW + 16)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide(self.SAMPLE), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(self.SAMPLE), super().minimumSizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
