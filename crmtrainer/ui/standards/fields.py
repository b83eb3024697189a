# SPDX-License-Identifier: MIT
"""The fields that setting a standard needs besides the kit's: several ticks, a day that may be left out, a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QDateEdit, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR
from crmtrainer.ui import theme
from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.kit.fields import settle_spin
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.text import on_button, spoken

DIGITS = 999_999


class TickList(QWidget):
    """Values with words, of which any number may be ticked."""

    changed = Signal()

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._ticks: dict[str, QCheckBox] = {}
        self._flow = Flow(spacing=16)
        self._column.addWidget(self._flow)
        self.offer(pairs)

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Offer other values; none of them is ticked."""
        self._column.removeWidget(self._flow)
        self._flow.hide()
        self._flow.deleteLater()
        self._flow = Flow(spacing=16)
        self._ticks = {}
        for value, words in pairs:
            tick = QCheckBox(on_button(words))
            tick.setAccessibleName(spoken(words))
            tick.toggled.connect(self.changed)
            self._flow.add(tick)
            self._ticks[value] = tick
        self._column.addWidget(self._flow)
        self._describe()

    def values(self) -> tuple[str, ...]:
        """What is ticked, in the order in which it is offered."""
        return tuple(value for value, tick in self._ticks.items() if tick.isChecked())

    def set_values(self, values: Iterable[str]) -> None:
        wanted = set(values)
        for value, tick in self._ticks.items():
            tick.setChecked(value in wanted)

    def written(self) -> str:
        return ",".join(self.values())

    def put_back(self, written: str) -> None:
        self.set_values(written.split(","))

    def tick(self, value: str) -> QCheckBox:
        """The box of a value."""
        return self._ticks[value]

    def _describe(self) -> None:
        for tick in self._ticks.values():
            tick.setAccessibleDescription(self.accessibleName())

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._describe()


class DayEdit(QDateEdit):
    """A day; opens a calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(BRITISH)
        self.setDisplayFormat("d MMM yyyy")
        self.setCalendarPopup(True)
        self.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        settle_spin(self)

    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def written(self) -> str:
        return self.day().isoformat()

    def put_back(self, written: str) -> None:
        self.set_day(date.fromisoformat(written))


class DayField(QWidget):
    """A day switched on by a tick; off means that none is given."""

    changed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(words)
        self.edit = DayEdit()
        self.edit.setAccessibleName(words)
        self.edit.setEnabled(False)
        self.tick.toggled.connect(self.edit.setEnabled)
        self.tick.toggled.connect(self.changed)
        self.edit.dateChanged.connect(self.changed)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self.tick)
        self._row.addWidget(self.edit, 1)
        self.setFocusProxy(self.tick)

    def day(self) -> date | None:
        """The day given, or None."""
        return self.edit.day() if self.tick.isChecked() else None

    def set_day(self, day: date | None, suggested: date) -> None:
        """Show a day, or none with one that is suggested."""
        self.edit.set_day(day or suggested)
        self.tick.setChecked(day is not None)

    def written(self) -> str:
        day = self.day()
        return "" if day is None else day.isoformat()

    def put_back(self, written: str) -> None:
        if written:
            self.edit.put_back(written)
        self.tick.setChecked(bool(written))

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than both beside one another: they stand one below the other then.
        wide = max(self.tick.minimumSizeHint().width(), self.edit.minimumSizeHint().width())
        return QSize(wide, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = self.tick.sizeHint().width() + theme.px(8) + self.edit.sizeHint().width()
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(along if both <= self.width() else down)


class NumberField(QSpinBox):
    """A number from nothing upwards; the wheel leaves it alone unless it has the keyboard."""

    changed = Signal()

    def __init__(self, most: int = DIGITS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(BRITISH)
        self.setGroupSeparatorShown(True)
        self.setRange(0, most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.changed)

    def written(self) -> str:
        return str(self.value())

    def put_back(self, written: str) -> None:
        self.setValue(int(written))


class Tick(QCheckBox):
    """A single tick whose entry can be kept."""

    changed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.toggled.connect(self.changed)

    def written(self) -> str:
        return "1" if self.isChecked() else ""

    def put_back(self, written: str) -> None:
        self.setChecked(bool(written))
