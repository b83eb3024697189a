# SPDX-License-Identifier: MIT
"""Where the end of a limit lies that something moved: somebody was not told, was told late, or there is deadlock."""

from __future__ import annotations

from datetime import datetime

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import to_micros
from crmtrainer.limits.book import Cause, StatutoryLimit
from crmtrainer.service_levels.calendar_units import due_date, due_instant, months_after
from crmtrainer.service_levels.calendars import Calendar
from crmtrainer.service_levels.zones import local_date

LASTED_ON = frozenset({Cause.NOT_TOLD, Cause.TOLD_LATE})
"""For these the limit lasted longer by law all along, whenever that is found out: it had not passed where it would have
without them. Deadlock ends it sooner, and what was missed by then was missed."""


def moved_end(limit: StatutoryLimit, cause: Cause, began: datetime, happened: datetime, calendar: Calendar) -> datetime:
    """The last instant at which a limit that began then is kept, after what happened. Raises `Refused`."""
    if cause not in limit.moved_by:
        raise Refused("limit.not_moved_by_that", limit=limit.id, extends=limit.extends)
    if happened < began:
        raise Refused("limit.moved_before_start", limit=limit.id)
    rule, zone = limit.rule(), calendar.tz
    day = local_date(to_micros(happened), zone)
    plain = due_date(rule, local_date(to_micros(began), zone), calendar)
    last = months_after(plain, limit.untold_months)
    if day > last:
        raise Refused("limit.moved_after_end", limit=limit.id, due=last.isoformat())
    ends = {
        Cause.NOT_TOLD: lambda: last,
        Cause.TOLD_LATE: lambda: due_date(rule, day, calendar),
        Cause.DEADLOCK: lambda: day,
    }[cause]()
    return due_instant(ends, rule, calendar)
