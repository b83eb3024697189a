# SPDX-License-Identifier: MIT
"""A day, or a day and time, switched on by a tick; off means that none is given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.dates import local
from crmtrainer.ui.kit.moment_edit import DayEdit, MomentEdit

E = TypeVar("E", DayEdit, MomentEdit)


class TickedField(QWidget, Generic[E]):
    """The tick and the field, below one another where both find no room side by side. A row names it as a whole."""

    changed = Signal()
    told = Signal()

    def __init__(self, words: str, edit: E, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(words)
        self.edit: E = edit
        edit.setAccessibleName(words)
        edit.setEnabled(False)
        self.tick.toggled.connect(edit.setEnabled)
        self.tick.toggled.connect(self.changed)
        self.tick.toggled.connect(self.told)
        edit.changed.connect(self.changed)
        edit.told.connect(self.told)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self.tick)
        self._row.addWidget(edit, 1)
        self.setFocusProxy(self.tick)

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

    def clear(self) -> None:
        """Give none."""
        self.tick.setChecked(False)

    def note(self) -> str:
        return self.edit.note() if self.tick.isChecked() else ""

    def fault(self) -> str:
        return self.edit.fault() if self.tick.isChecked() else ""

    def unread(self) -> str:
        return self.edit.unread() if self.tick.isChecked() else ""

    def written(self) -> str:
        """What is given as text, to be put back with `put_back`; empty when none is."""
        return self.edit.written() if self.tick.isChecked() else ""

    def put_back(self, written: str) -> None:
        if written:
            self.edit.put_back(written)
        self.tick.setChecked(bool(written))


class MomentField(TickedField[MomentEdit]):
    """Day and time."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, MomentEdit(), parent)

    def suggest(self, moment: datetime, now: datetime) -> None:
        """Put a moment into the field without switching it on; “tomorrow” is the day after `now`."""
        self.edit.set_today(local(now).date())
        self.edit.set_moment(moment)

    def set_moment(self, moment: datetime) -> None:
        """Switch the field on with this moment."""
        self.edit.set_moment(moment)
        self.tick.setChecked(True)

    def moment(self) -> datetime | None:
        """The moment given; None where none is, or where it cannot be read."""
        return self.edit.moment() if self.tick.isChecked() else None


class DayField(TickedField[DayEdit]):
    """A day."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, DayEdit(), parent)

    def day(self) -> date | None:
        """The day given; None where none is, or where it cannot be read."""
        return self.edit.day() if self.tick.isChecked() else None

    def set_day(self, day: date | None, suggested: date) -> None:
        """Show a day, or none with one that is suggested."""
        self.edit.set_day(day or suggested)
        self.tick.setChecked(day is not None)
