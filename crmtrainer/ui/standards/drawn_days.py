# SPDX-License-Identifier: MIT
"""The picture of a try: the days from the arrival to the last due time, with the moments marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate

from crmtrainer.service_levels.explain import ExplainedDay
from crmtrainer.service_levels.trying import TriedRow
from crmtrainer.ui.dates import BRITISH, clock_time, local
from crmtrainer.ui.kit.days import Day, Notch, Piece, Stretch

MOST_DAYS = 6
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class DrawnDays:
    """The days to draw, and how many of those between are not drawn."""

    days: tuple[Day, ...]
    left_out: int


def days_to_draw(tried: Sequence[TriedRow], arrives: datetime) -> DrawnDays:
    """The days of the standard that is due last; of many the first, and the last ones before it is due."""
    if not tried:
        return DrawnDays((), 0)
    longest = max(tried, key=lambda row: row.due)
    told = [day for day in longest.days if day.open or day.stretches]
    drawn = told if len(told) <= MOST_DAYS else [told[0], *told[1 - MOST_DAYS :]]
    dues = [row.due for row in tried]
    left_out = len(told) - len(drawn) + longest.days_left_out
    return DrawnDays(tuple(_day(day, arrives, dues) for day in drawn), left_out)


def _day(day: ExplainedDay, arrives: datetime, dues: Sequence[datetime]) -> Day:
    opens = tuple((_minute(a, day), _minute(b, day)) for a, b in day.open)
    pieces = tuple(Piece(Stretch.COUNTED, _minute(s.start, day), _minute(s.end, day)) for s in day.stretches)
    opens = opens or tuple((piece.start, piece.end) for piece in pieces)
    low, high = opens[0][0], opens[-1][1]
    notches = []
    if local(arrives).date() == day.day and low <= _minute(arrives, day) <= high:
        notches.append(Notch(_minute(arrives, day), f"{_tr('Arrives')} {clock_time(arrives)}"))
    for due in sorted({due for due in dues if local(due).date() == day.day}):
        notches.append(Notch(_minute(due, day), f"{_tr('Due')} {clock_time(due)}", strong=True))
    named = BRITISH.toString(QDate(day.day.year, day.day.month, day.day.day), "ddd d MMM")
    return Day(named, opens, pieces, tuple(notches))


def _minute(moment: datetime, day: ExplainedDay) -> int:
    here = local(moment)
    return _DAY if here.date() > day.day else here.hour * 60 + here.minute


def _tr(words: str) -> str:
    return QCoreApplication.translate("Tester", words)
