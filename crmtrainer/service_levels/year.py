# SPDX-License-Identifier: MIT
"""A calendar's year day by day: the hours of each day, and what makes it differ from the usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select

from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.calendars import DAYS, FIRST_YEAR, LAST_YEAR, Calendar
from crmtrainer.service_levels.definitions import CalendarDefinition, Windows
from crmtrainer.service_levels.models import CalendarVersion
from crmtrainer.service_levels.setting import newest_calendar
from crmtrainer.store.unit_of_work import Reading


class DayKind(StrEnum):
    """What a day is in a calendar. OPEN has the hours that most weekdays have, OTHER those of its own weekday."""

    OPEN = "open"
    OTHER = "other"
    SHUT = "shut"
    SPECIAL = "special"
    """Hours for this date alone."""
    CLOSURE = "closure"
    """Shut for this date alone."""
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day. `hours` are the times on the wall at which work is done; `name` is that of a public holiday."""

    day: date
    kind: DayKind
    hours: Windows
    name: str = ""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A calendar's year. `version` 0: the house's own hours, of which the world has no version yet."""

    key: str
    version: int
    definition: CalendarDefinition
    year: int
    usual: Windows
    days: tuple[CalendarDay, ...]


@answers("calendars.year", roles=HUMANS)
def calendar_year(read: Reading, key: str, year: int, region: str | None = None) -> YearRow:
    """Every day of a year by the newest version of a calendar; with `region`, as if its holidays were kept ("": none).

    Raises `Refused` for a year or a region that is not known.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("calendar.year_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
    definition = newest_calendar(read.session, key)
    if region is not None:
        definition = replace(definition, region=region or None)
    newest = read.session.scalars(
        select(CalendarVersion.version).where(CalendarVersion.key == key).order_by(CalendarVersion.version.desc())
    ).first()
    usual = usual_hours(definition)
    days = tuple(_days(definition, usual, year))
    return YearRow(key, newest or 0, definition, year, usual, days)


def usual_hours(definition: CalendarDefinition) -> Windows:
    """The hours that most weekdays have; of those that are as common, the earlier in the week."""
    kept = [definition.hours[day] for day in DAYS if definition.hours.get(day)]
    return Counter(kept).most_common(1)[0][0] if kept else ()


def _days(definition: CalendarDefinition, usual: Windows, year: int) -> Iterator[CalendarDay]:
    calendar = definition.calendar()
    day = date(year, 1, 1)
    while day.year == year:
        yield _day(definition, calendar, usual, day)
        day += timedelta(days=1)


def _day(definition: CalendarDefinition, calendar: Calendar, usual: Windows, day: date) -> CalendarDay:
    holiday = calendar.holiday_on(day)
    if holiday is not None:
        return CalendarDay(day, DayKind.HOLIDAY, (), holiday)
    dated = definition.date_hours.get(day.isoformat())
    if day in calendar.closures or (dated is not None and not dated):
        return CalendarDay(day, DayKind.CLOSURE, ())
    if dated is not None:
        return CalendarDay(day, DayKind.SPECIAL, dated)
    hours = definition.hours.get(DAYS[day.weekday()], ())
    kind = DayKind.SHUT if not hours else DayKind.OPEN if hours == usual else DayKind.OTHER
    return CalendarDay(day, kind, hours)
