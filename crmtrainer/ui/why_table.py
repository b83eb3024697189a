# SPDX-License-Identifier: MIT
"""The days of "Why this due time?" as a table: when it was open, what shut it, and what it was to the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crmtrainer.service_levels.explain import ExplainedDay, StretchKind
from crmtrainer.ui.dates import clock_time, local, short_day, span
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.rows import Row
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.why_fitted import FittedLines, FittedTable
from crmtrainer.ui.why_told import SHUT, Counting, Told, kind_of_day

MOST_ROWS = 8
"""Rows that are in sight at once; a table of more scrolls."""


class DaysTable(FittedTable):
    """As high as its rows, up to some."""

    def __init__(self, told: Told, most_rows: int = MOST_ROWS, parent: QWidget | None = None) -> None:
        super().__init__(_name_of_all(), columns_of(told), told.days, most_rows, parent)


class DaysLines(FittedLines):
    """The same where there is no room for columns: two lines a day."""

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        columns = columns_of(told)
        rows = tuple(_lines(number, day, told, columns) for number, day in enumerate(told.days))
        super().__init__(_name_of_all(), rows, parent)


def days_in(told: Told, room: int, most_rows: int) -> DaysTable | DaysLines:
    """The days as a table, or in lines where the room is too narrow for one."""
    table = DaysTable(told, most_rows)
    if table.least() <= room:
        return table
    table.deleteLater()
    return DaysLines(told)


def _lines(number: int, day: ExplainedDay, told: Told, columns: tuple[Column, ...]) -> Row:
    """A day with its hours, and below them what it was to the clock."""
    by_day = told.counting is Counting.DAYS
    title = [_name(told, day).text]
    if told.counting is Counting.WORKING or (by_day and not day.open):
        title.append(hours_open(day, told))
    parts = columns[1 if told.counting is Counting.EVERY_HOUR else 2 :]
    said = [text if by_day else f"{column.title} {text}" for column in parts if (text := column.get(day).text)]
    return Row(
        id=number,
        title=", ".join(title),
        detail=", ".join(said),
        spoken=", ".join(spoken for column in columns if (spoken := column.say(day))),
        tip=", ".join(said),
    )


def columns_of(told: Told) -> tuple[Column, ...]:
    """What there is to tell of each day, by what the limit counts; a kind that no day has gets no column."""
    day = Column(_tr("Day"), partial(_name, told), 150 if _years(told) else 98)
    if told.counting is Counting.DAYS:
        return (day, Column(_tr("Working day"), partial(_working_day, told)), Column(_tr("Was"), _was, 124))
    columns = [day]
    if told.counting is Counting.WORKING:
        columns.append(Column(_tr("Open"), partial(_open, told)))
    for kind, words in (
        (StretchKind.PAUSED, _tr("Paused")),
        (StretchKind.COUNTED, _tr("Counted")),
        (StretchKind.LEFT, _tr("Left")),
        (StretchKind.OVER, _tr("Over")),
    ):
        if kind is StretchKind.COUNTED or any(each.seconds(kind) for each in told.days):
            columns.append(Column(words, partial(_amount, kind), 0 if len(columns) == 1 else 86, right=True))
    return tuple(columns)


def hours_open(day: ExplainedDay, told: Told) -> str:
    """ "09:00–12:00, 13:00–17:00", or what shut the day."""
    if day.shut_by is not None:
        return _tr("Closed") if day.shut_by == SHUT else _tr("Closed: %1").replace("%1", day.shut_by)
    if not day.open:
        return _tr("Closed")
    return ", ".join(filled(_tr("%1–%2"), clock_time(a, told.zone), _until(b, day, told)) for a, b in day.open)


def _until(moment: datetime, day: ExplainedDay, told: Told) -> str:
    return "24:00" if local(moment, told.zone).date() > day.day else clock_time(moment, told.zone)


def _name(told: Told, day: ExplainedDay) -> Cell:
    return Cell(f"{short_day(day.day)} {day.day.year}" if _years(told) else short_day(day.day), strong=True)


def _years(told: Told) -> bool:
    """Whether days need their year to be told apart."""
    return told.days[-1].day - told.days[0].day > timedelta(days=300)


def _open(told: Told, day: ExplainedDay) -> Cell:
    return Cell(hours_open(day, told), quiet=not day.open)


def _working_day(told: Told, day: ExplainedDay) -> Cell:
    return Cell(_tr("Yes")) if day.open else Cell(hours_open(day, told), quiet=True)


def _amount(kind: StretchKind, day: ExplainedDay) -> Cell:
    seconds = day.seconds(kind)
    return Cell(span(seconds), tone=Tone.BAD if kind is StretchKind.OVER else Tone.NEUTRAL) if seconds else Cell("")


def _was(day: ExplainedDay) -> Cell:
    """What a day was to a limit that counts days."""
    kind = kind_of_day(day)
    if kind is StretchKind.OVER:
        return Cell(_tr("Over"), tone=Tone.BAD)
    if kind is StretchKind.PAUSED:
        return Cell(_tr("Paused"))
    if kind is None:
        return Cell(_tr("Not counted"), quiet=True)
    if day.number is None:
        return Cell(_tr("Moved on"))
    number = _tr("Day %1").replace("%1", str(day.number))
    return Cell(filled(_tr("%1, to come"), number)) if kind is StretchKind.LEFT else Cell(number)


def _name_of_all() -> str:
    return _tr("The days that lead to the due time")


def _tr(words: str) -> str:
    return QCoreApplication.translate("DaysTable", words)
