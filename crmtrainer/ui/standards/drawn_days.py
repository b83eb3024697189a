# SPDX-License-Identifier: MIT
"""The picture of a try: the days from the arrival to the last due time, with the moments marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate

from crmtrainer.service_levels.explain import ExplainedDay
from crmtrainer.service_levels.rules import Unit
from crmtrainer.service_levels.trying import TriedRow
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.dates import BRITISH, clock_time, local
from crmtrainer.ui.kit.days import Day, Notch, Piece, Stretch
from crmtrainer.ui.why_view import GAP

MOST_DAYS, FIRST_DAYS = 6, 2
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class DrawnDays:
    """The days to draw, with a gap where some are left out, how many those are, and whose times these are."""

    days: tuple[Day, ...]
    left_out: int
    zone: str


def days_to_draw(tried: Sequence[TriedRow], arrives: datetime) -> DrawnDays:
    """The days of the standard that is due last; of many the first two, and the last ones."""
    if not tried:
        return DrawnDays((), 0, "")
    longest = max(tried, key=lambda row: row.due or arrives)
    zone, works = ZoneInfo(longest.zone), longest.unit is Unit.BUSINESS_MINUTES
    arrival = local(arrives, zone).date()
    told = [day for day in longest.days if day.stretches or day.day == arrival or (day.open and works)]
    dues = [(row.due, metric_name(row.metric)) for row in tried if row.due is not None]
    days = [_day(day, arrives, dues, zone, works=works) for day in told]
    # Of so many that some are folded, those between the first and the last ones are left out in any case.
    drawn = days if len(days) <= MOST_DAYS else [*days[:FIRST_DAYS], GAP, *days[FIRST_DAYS - MOST_DAYS :]]
    left_out = len(days) - sum(day is not GAP for day in drawn) + sum(fold.count for fold in longest.folded)
    return DrawnDays(tuple(drawn), left_out, longest.zone)


def _day(
    day: ExplainedDay, arrives: datetime, dues: Sequence[tuple[datetime, str]], zone: ZoneInfo, *, works: bool
) -> Day:
    def minute(moment: datetime) -> int:
        here = local(moment, zone)
        return _DAY if here.date() > day.day else here.hour * 60 + here.minute

    pieces = tuple(Piece(Stretch.COUNTED, minute(s.start), minute(s.end)) for s in day.stretches)
    opens = tuple((minute(a), minute(b)) for a, b in day.open) or ((0, _DAY),)
    if not works and pieces:
        opens = ((pieces[0].start, pieces[-1].end),)
    low, high = opens[0][0], opens[-1][1]
    notches = []
    if local(arrives, zone).date() == day.day and low <= minute(arrives) <= high:
        notches.append(Notch(minute(arrives), f"{_tr('Arrives')} {clock_time(arrives, zone)}"))
    for due in sorted({due for due, _ in dues if local(due, zone).date() == day.day}):
        what = ", ".join(name for at, name in dues if at == due)  # what is due at once is marked once
        notches.append(Notch(minute(due), f"{what} {clock_time(due, zone)}", strong=True))
    named = BRITISH.toString(QDate(day.day.year, day.day.month, day.day.day), "ddd d MMM")
    return Day(named, opens, pieces, tuple(notches))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Tester", words)
