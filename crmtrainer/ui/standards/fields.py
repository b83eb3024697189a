# SPDX-License-Identifier: MIT
"""Several ticks: the field that setting a standard needs besides the kit's."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.text import on_button, spoken


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
