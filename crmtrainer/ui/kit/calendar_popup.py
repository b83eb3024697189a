# SPDX-License-Identifier: MIT
"""A calendar that drops down from a field: arrows walk the days, Page Up and Down the months, Enter chooses."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.kit.drop_keys import is_drop_key


class CalendarPopup(QFrame):
    """The calendar. `chosen` carries the day, once; Escape, Alt+Up or a click beside it close it without one."""

    chosen = Signal(object)

    def __init__(self, field: QWidget, day: date, first: date, last: date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Calendar"))
        self._field = field
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(BRITISH)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt writes them in a red of its own, whatever the ground.
            self.calendar.setWeekdayTextFormat(day_of_week, self.calendar.weekdayTextFormat(Qt.DayOfWeek.Monday))
        self.calendar.setDateRange(_qdate(first), _qdate(last))
        self.calendar.setSelectedDate(_qdate(day))
        self.calendar.setAccessibleName(self.tr("Calendar"))
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def drop_down(self) -> None:
        """Open it below the field, or above it where the screen ends, with the keyboard in it."""
        self.adjustSize()
        size, place = self.sizeHint(), self._field.mapToGlobal(QPoint(0, self._field.height()))
        room = self._field.screen().availableGeometry()
        if place.y() + size.height() > room.bottom():
            place = self._field.mapToGlobal(QPoint(0, -size.height()))
        place.setX(max(room.left(), min(place.x(), room.right() - size.width())))
        self.move(place)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or is_drop_key(event):
            self.close()
            return
        super().keyPressEvent(event)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
