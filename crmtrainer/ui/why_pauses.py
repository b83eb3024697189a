# SPDX-License-Identifier: MIT
"""The pauses of "Why this due time?" as a table: from when to when, how much of it was the clock's, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.rows import Row
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.why_fitted import FittedLines, FittedTable
from crmtrainer.ui.why_paused import ToldPause

MOST_PAUSES = 5
"""Rows that are in sight at once."""
BESIDE_WHY = 24
MOST_WHY = 380
"""How much a reason gets at most beside when and how long it was, so that it is not cut."""


class PausesTable(FittedTable):
    """As high as its rows, up to some."""

    def __init__(self, pauses: tuple[ToldPause, ...], parent: QWidget | None = None) -> None:
        super().__init__(_name(), pause_columns(), pauses, MOST_PAUSES, parent)
        self._whys = tuple(pause.why for pause in pauses)

    @override
    def rest(self) -> int:
        """A reason is read to its end where there is room for it."""
        letters = QFontMetricsF(fonts.font())
        longest = max((letters.horizontalAdvance(why) for why in self._whys), default=0)
        return min(MOST_WHY, max(super().rest(), round(longest * 100 / theme.px(100)) + BESIDE_WHY))


class PausesLines(FittedLines):
    """The same where there is no room for columns: two lines a pause, and more where its reason is long."""

    def __init__(self, pauses: tuple[ToldPause, ...], parent: QWidget | None = None) -> None:
        super().__init__(_name(), tuple(_line(number, pause) for number, pause in enumerate(pauses)), parent)


def pauses_in(pauses: tuple[ToldPause, ...], room: int) -> PausesTable | PausesLines:
    """The pauses as a table, or in lines where the room is too narrow for one."""
    table = PausesTable(pauses)
    if table.least() <= room:
        return table
    table.deleteLater()
    return PausesLines(pauses)


def pause_columns() -> tuple[Column, ...]:
    """What there is to tell of a pause."""
    return (
        Column(_tr("From"), lambda pause: Cell(pause.start, strong=True), 152),
        Column(_tr("To"), lambda pause: Cell(pause.end), 142),
        Column(_tr("Paused"), lambda pause: Cell(pause.amount), 92, right=True),
        Column(_tr("Why"), lambda pause: Cell(pause.why)),
    )


def _line(number: int, pause: ToldPause) -> Row:
    detail = filled(_tr("%1, %2"), pause.amount, pause.why) if pause.amount else pause.why
    return Row(id=number, title=pause.span, detail=detail, spoken=pause.sentence(), tip=detail, wraps=True)


def _name() -> str:
    return _tr("Its pauses and why they were")


def _tr(words: str) -> str:
    return QCoreApplication.translate("PausesTable", words)
