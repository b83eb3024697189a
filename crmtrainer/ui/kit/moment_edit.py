# SPDX-License-Identifier: MIT
"""A field for day and time: Tab lands on the hour, and digits go where numbers are written."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget
from typing_extensions import override

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
    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text().isdecimal()
        if digit:
            self._leave_words()
        before = self.currentSectionIndex()
        super().keyPressEvent(event)
        self._moved_on = digit and self.currentSectionIndex() != before

    def _leave_words(self) -> None:
        """Go where digits are taken; Qt would drop them."""
        place = _WORDS_TO_NUMBERS.get(self.currentSectionIndex())
        if place is not None:
            self.setCurrentSectionIndex(place)
            self.setSelectedSection(self.currentSection())
