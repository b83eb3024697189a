# SPDX-License-Identifier: MIT
"""A drop-down of values with words, and a field for day and time; both named by their form row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QWidget
from typing_extensions import override

from crmtrainer.kernel.bounds import FIRST_YEAR, LAST_YEAR
from crmtrainer.ui import theme
from crmtrainer.ui.dates import field_of, moment_of
from crmtrainer.ui.kit.drop_keys import keeps_drop_key
from crmtrainer.ui.kit.moment_edit import MomentEdit
from crmtrainer.ui.kit.text import spoken

V = TypeVar("V")


class Combo(QComboBox, Generic[V]):
    """Offers `(value, words)` pairs; `.value()` is the chosen value."""

    def __init__(self, pairs: Iterable[tuple[V, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[V] = []
        # Long words are cut in the closed field, and whole in the open list: no form is wider for them.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMinimumHeight(theme.px(32))
        self.set_pairs(pairs)

    @override
    def event(self, event: QEvent) -> bool:
        return keeps_drop_key(event) or super().event(event)

    def set_pairs(self, pairs: Iterable[tuple[V, str]]) -> None:
        """Offer other values; the first is chosen."""
        listed = list(pairs)
        self._values = [value for value, _ in listed]
        self.clear()
        self.addItems([spoken(words) for _, words in listed])

    def value(self) -> V:
        """The chosen value. Raises `IndexError` when nothing is offered."""
        return self._values[self.currentIndex()]

    def has_values(self) -> bool:
        return bool(self._values)

    def set_value(self, value: V) -> None:
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def written(self) -> str:
        """The chosen value as text, to be put back with `put_back`; empty when nothing is offered."""
        return str(self.value()) if self._values else ""

    def put_back(self, written: str) -> None:
        """Choose what was chosen before, where it is still offered."""
        place = next((n for n, value in enumerate(self._values) if str(value) == written), -1)
        if place >= 0:
            self.setCurrentIndex(place)


class MomentField(QWidget):
    """Day and time, switched on by a tick; off means that no time is given."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(words)
        self.edit = MomentEdit(words)
        self.edit.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self.edit.setEnabled(False)
        self.tick.toggled.connect(self.edit.setEnabled)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self.tick)
        self._row.addWidget(self.edit, 1)
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

    def suggest(self, moment: datetime) -> None:
        """Put a moment into the field without switching it on."""
        self.edit.setDateTime(field_of(moment))

    def set_moment(self, moment: datetime) -> None:
        """Switch the field on with this moment."""
        self.suggest(moment)
        self.tick.setChecked(True)

    def clear(self) -> None:
        self.tick.setChecked(False)

    def moment(self) -> datetime | None:
        """The moment given, or None."""
        return moment_of(self.edit.dateTime()) if self.tick.isChecked() else None

    def written(self) -> str:
        """The moment given as text, to be put back with `put_back`; empty when none is given."""
        given = self.moment()
        return "" if given is None else given.isoformat()

    def put_back(self, written: str) -> None:
        if written:
            self.set_moment(datetime.fromisoformat(written))
        else:
            self.clear()
