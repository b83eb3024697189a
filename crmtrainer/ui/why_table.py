# SPDX-License-Identifier: MIT
"""The days of "Why this due time?" as a table: when it was open, what shut it, and what it was to the clock.

Of many days, ordinary ones that counted whole stand in one row with their sum.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crmtrainer.service_levels.day_runs import DayRun, runs_of
from crmtrainer.service_levels.explain import ExplainedDay, StretchKind, kind_of_day
from crmtrainer.service_levels.whole_minutes import shared_out
from crmtrainer.ui.dates import clock_time, local, short_day, span
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.rows import Row
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.why_fitted import FittedLines, FittedTable
from crmtrainer.ui.why_told import MOST_IN_A_YEAR, SHUT, Counting, Told

MOST_ROWS = 8
"""Rows that are in sight at once; a table of more scrolls."""


LONGEST_MINUTES, SECONDS_WIDE = 11, 118
"""Letters of an amount without seconds, and the width that one with them takes."""
_KINDS: Final = {
    StretchKind.COUNTED: QT_TRANSLATE_NOOP("DaysTable", "Counted"),
    StretchKind.PAUSED: QT_TRANSLATE_NOOP("DaysTable", "Paused"),
    StretchKind.LEFT: QT_TRANSLATE_NOOP("DaysTable", "To come"),
    StretchKind.OVER: QT_TRANSLATE_NOOP("DaysTable", "Over"),
}


class DaysTable(FittedTable):
    """As high as its rows, up to some."""

    def __init__(self, told: Told, most_rows: int = MOST_ROWS, parent: QWidget | None = None) -> None:
        super().__init__(_name_of_all(), columns_of(told), rows_of(told), most_rows, parent)


class DaysLines(FittedLines):
    """The same where there is no room for columns: two lines a day."""

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        columns = columns_of(told)
        rows = tuple(_lines(number, run, told, columns) for number, run in enumerate(rows_of(told)))
        super().__init__(_name_of_all(), rows, parent)


def days_in(told: Told, room: int, most_rows: int) -> DaysTable | DaysLines:
    """The days as a table, or in lines where the room is too narrow for one."""
    table = DaysTable(told, most_rows)
    if table.least() <= room:
        return table
    table.deleteLater()
    return DaysLines(told)


def rows_of(told: Told) -> tuple[DayRun, ...]:
    """What stands in each row: a day, ordinary days that are the same, or those that are only summed up."""
    return runs_of(told.days, told.zone, told.due, told.folded)


def _lines(number: int, run: DayRun, told: Told, columns: tuple[Column, ...]) -> Row:
    """A day, or a run of them, with its hours, and below them what it was to the clock."""
    by_day = told.counting is Counting.DAYS
    title = [_name(told, run).text]
    if told.counting is Counting.WORKING or (by_day and not any(day.open for day in run.days)):
        title.append(_open(told, run).text)
    parts = columns[1 if told.counting is Counting.EVERY_HOUR else 2 :]
    said = [text if by_day else f"{column.title} {text}" for column in parts if (text := column.get(run).text)]
    return Row(
        id=number,
        title=", ".join(title),
        detail=", ".join(said),
        spoken=", ".join(spoken for column in columns if (spoken := column.say(run))),
        tip=", ".join(said),
    )


def columns_of(told: Told) -> tuple[Column, ...]:
    """What there is to tell of each row, by what the limit counts; a kind that no day has gets no column."""
    width = (210 if _years(told) else 154) if any(len(run.days) != 1 for run in rows_of(told)) else 0
    day = Column(_tr("Day"), partial(_name, told), max(width, 150 if _years(told) else 98))
    if told.counting is Counting.DAYS:
        was = Column(_tr("Was"), _was, 168 if width else 124)
        return (day, Column(_tr("Working day"), partial(_working_day, told)), was)
    columns = [day]
    if told.counting is Counting.WORKING:
        columns.append(Column(_tr("Open"), partial(_open, told)))
    for kind, words in (
        (StretchKind.PAUSED, _tr("Paused")),
        (StretchKind.COUNTED, _tr("Counted")),
        (StretchKind.LEFT, _tr("Left")),
        (StretchKind.OVER, _tr("Over")),
    ):
        if kind is StretchKind.COUNTED or any(each.seconds(kind) for each in rows_of(told)):
            amounts = amounts_of(told, kind)
            width = (
                SECONDS_WIDE
                if told.to_the_second and any(len(each) > LONGEST_MINUTES for each in amounts.values())
                else 86
            )
            amount = partial(_amount, kind, amounts)
            columns.append(Column(words, amount, 0 if len(columns) == 1 else width, right=True))
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


def _name(told: Told, run: DayRun) -> Cell:
    years = _years(told)
    if len(run.days) == 1:
        day = short_day(run.first)
        return Cell(f"{day} {run.first.year}" if years else day, strong=True)
    first, last = (" ".join(short_day(day).split(" ")[1:]) for day in (run.first, run.last))
    if years:
        last = f"{last} {run.last.year}"
        first = f"{first} {run.first.year}" if run.first.year != run.last.year else first
    return Cell(filled(_tr("%1 to %2"), first, last), strong=True)


def _years(told: Told) -> bool:
    """Whether days need their year to be told apart."""
    return told.days[-1].day - told.days[0].day > timedelta(days=MOST_IN_A_YEAR)


def _open(told: Told, run: DayRun) -> Cell:
    if len(run.days) == 1:
        return Cell(hours_open(run.days[0], told), quiet=not run.days[0].open)
    if run.folded is not None:
        return Cell(_tr("%1 days").replace("%1", f"{run.folded.opened:,}"))
    counting = run.counting
    if not counting:
        return Cell(_tr("Closed"), quiet=True)
    lengths = {sum(stretch.seconds for stretch in day.stretches) for day in counting}
    words = _tr("%1 days of %2") if len(lengths) == 1 else _tr("%1 days")
    return Cell(filled(words, str(len(counting)), span(max(lengths))))


def _working_day(told: Told, run: DayRun) -> Cell:
    if len(run.days) == 1:
        day = run.days[0]
        return Cell(_tr("Yes")) if day.open else Cell(hours_open(day, told), quiet=True)
    working = sum(bool(day.open) for day in run.days) if run.folded is None else run.folded.opened
    if not working:
        return Cell(_tr("Closed"), quiet=True)
    return Cell(filled(_tr("%1 of %2"), f"{working:,}", f"{(run.last - run.first).days + 1:,}"))


def amounts_of(told: Told, kind: StretchKind) -> dict[date, str]:
    """What is told of each row that has time of a kind, by its first day: together what is told in all."""
    rows = rows_of(told)
    parts = [run.seconds(kind) for run in rows]
    if told.to_the_second is None:
        words = map(span, shared_out(parts, told.sums.get(kind, sum(parts))))
    else:
        words = map(told.to_the_second, parts)
    return {run.first: said for run, part, said in zip(rows, parts, words, strict=True) if part}


def _amount(kind: StretchKind, amounts: dict[date, str], run: DayRun) -> Cell:
    said = amounts.get(run.first, "")
    return Cell(said, tone=Tone.BAD if said and kind is StretchKind.OVER else Tone.NEUTRAL)


def _was(run: DayRun) -> Cell:
    """What a day, or each of several, was to a limit that counts days; of folded ones, how many were what."""
    if run.folded is not None:
        told = [
            filled(_tr("%1: %2"), _tr(_KINDS[kind]), f"{run.folded.whole[kind]:,}")
            for kind in StretchKind
            if run.folded.whole.get(kind)
        ]
        return Cell(", ".join(told) or _tr("Not counted"), quiet=not told)
    days = run.counting or run.days
    kind = kind_of_day(days[0].seconds)
    if kind is StretchKind.OVER:
        return Cell(_tr("Over"), tone=Tone.BAD)
    if kind is StretchKind.PAUSED:
        return Cell(_tr("Paused"))
    if kind is None:
        return Cell(_tr("Not counted"), quiet=True)
    if days[0].number is None:
        return Cell(_tr("Moved on"))
    number = _tr("Day %1").replace("%1", str(days[0].number))
    if len(days) > 1:
        number = filled(_tr("Days %1 to %2"), str(days[0].number), str(days[-1].number))
    return Cell(filled(_tr("%1, to come"), number)) if kind is StretchKind.LEFT else Cell(number)


def _name_of_all() -> str:
    return _tr("The days that lead to the due time")


def _tr(words: str) -> str:
    return QCoreApplication.translate("DaysTable", words)
