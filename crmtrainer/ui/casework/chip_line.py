# SPDX-License-Identifier: MIT
"""Chips on one line that give way instead of wrapping; their whole words stay in the tooltips."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.chip import Chip, ChipData
from crmtrainer.ui.kit.text import is_restyling


class ChipLine(QWidget):
    """The line. With `whole_first` the first chip is never shortened: it says how something stands."""

    def __init__(self, *, whole_first: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole_first = whole_first
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chips: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._restyle()

    def set_chips(self, chips: Iterable[ChipData]) -> None:
        """Show these; a chip that stays is changed in place."""
        wanted = list(chips)
        while len(self._chips) > len(wanted):
            gone = self._chips.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._chips) < len(wanted):
            made = Chip()
            if not self._chips and self._whole_first:
                made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._row.insertWidget(len(self._chips), made)
            self._chips.append(made)
        for chip, data in zip(self._chips, wanted, strict=True):
            chip.set_chip(data)

    def texts(self) -> list[str]:
        """What the chips say."""
        return [chip.chip().text for chip in self._chips]

    def _restyle(self) -> None:
        self._row.setSpacing(theme.px(6))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
