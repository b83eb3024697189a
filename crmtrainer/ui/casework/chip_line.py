# SPDX-License-Identifier: MIT
"""Chips on one line: those without room are counted in a last one, which names them. Only the first is ever cut."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.chip import Chip, ChipData, chip_height
from crmtrainer.ui.kit.text import is_restyling, visible

GAP, COUNTED = 6, 34


class ChipLine(QWidget):
    """The line. With `whole_first` the first chip is never shortened: it says how something stands."""

    def __init__(self, *, whole_first: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole_first = whole_first
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chips: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.more = Chip()
        self.more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.more.hide()
        self._row.addWidget(self.more)
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
        self._fit()
        self.updateGeometry()

    def texts(self) -> list[str]:
        """What the chips say."""
        return [chip.chip().text for chip in self._chips]

    def _fit(self) -> None:
        """Show as many as there is room for, at least one; the rest stand in one chip that counts and names them."""
        room, gap = self.width(), theme.px(GAP)
        widths = [chip.sizeHint().width() for chip in self._chips]
        whole = len(widths)
        if self._across(widths) > room:
            counted = theme.px(COUNTED)
            while whole > 1 and self._across(widths[:whole]) + gap + counted > room:
                whole -= 1
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < whole)
        rest = [chip.chip().text for chip in self._chips[whole:]]
        self.more.setVisible(bool(rest))
        if rest:
            self.more.set_chip(ChipData(f"+{len(rest)}", tip="\n".join(rest)))
            self.more.setAccessibleName(visible(", ".join(rest), lines=False))
        self._row.activate()

    def _across(self, widths: list[int]) -> int:
        return sum(widths) + theme.px(GAP) * max(0, len(widths) - 1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._across([chip.sizeHint().width() for chip in self._chips]), chip_height())

    @override
    def minimumSizeHint(self) -> QSize:
        if not self._chips:
            return QSize(0, chip_height())
        first = self._chips[0]
        least = (first.sizeHint() if self._whole_first else first.minimumSizeHint()).width()
        return QSize(least + (theme.px(GAP + COUNTED) if len(self._chips) > 1 else 0), chip_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _restyle(self) -> None:
        self._row.setSpacing(theme.px(GAP))
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
