# SPDX-License-Identifier: MIT
"""A field for day and time: Tab lands on the hour, and digits go where numbers are written."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDateTimeEdit, QStyle, QStyleOptionComboBox, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.drop_keys import is_drop_key, keeps_drop_key
from crmtrainer.ui.kit.fields import settle_spin

_WORDS_TO_NUMBERS = {0: 1, 2: 3}
"""Where the day and the month are words, and the places after them that take digits: the date and the hour."""


class MomentEdit(QDateTimeEdit):
    """Shows "Tue 3 Mar, 16:30" and opens a calendar. The hour is what is changed most, so the keyboard begins there."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("ddd d MMM, HH:mm")
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self._moved_on = False
        """Whether the last digit filled its part, so that the keyboard is in the next one already."""
        settle_spin(self)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._moved_on = False
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.setSelectedSection(QDateTimeEdit.Section.HourSection)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        moved_on, self._moved_on = self._moved_on, False
        # "18 Tab 00": the second digit went on to the minutes, and Tab must not leave them.
        return (next and moved_on) or super().focusNextPrevChild(next)

    @override
    def event(self, event: QEvent) -> bool:
        return keeps_drop_key(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_drop_key(event):
            self._open_calendar()
            return
        digit = event.text().isdecimal()
        if digit:
            self._leave_words()
        before = self.currentSectionIndex()
        super().keyPressEvent(event)
        self._moved_on = digit and self.currentSectionIndex() != before

    def _open_calendar(self) -> None:
        """Qt opens it for the mouse alone: its arrow is pressed in its place."""
        option = QStyleOptionComboBox()
        option.initFrom(self)
        option.editable = True
        option.subControls = QStyle.SubControl.SC_All
        arrow = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, self
        )
        middle = QPointF(arrow.center())
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        there = QPointF(self.mapToGlobal(arrow.center()))
        self.mousePressEvent(QMouseEvent(QEvent.Type.MouseButtonPress, middle, there, left, left, none))

    def _leave_words(self) -> None:
        """Go where digits are taken; Qt would drop them."""
        place = _WORDS_TO_NUMBERS.get(self.currentSectionIndex())
        if place is not None:
            self.setCurrentSectionIndex(place)
            self.setSelectedSection(self.currentSection())
