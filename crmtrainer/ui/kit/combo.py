# SPDX-License-Identifier: MIT
"""A drop-down of values with words, named by its form row."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.drop_keys import keeps_drop_key
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

    def values(self) -> tuple[V, ...]:
        """All that is offered."""
        return tuple(self._values)

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
