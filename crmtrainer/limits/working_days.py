# SPDX-License-Identifier: MIT
"""Working days as the law has them: Monday to Friday without public holidays, whatever hours a desk keeps.

A desk that opens on Saturdays has one more day to answer on, and no sooner end of a limit that rolls over a weekend.
"""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.service_levels.definitions import (
    DESK,
    CalendarDefinition,
    calendar_from,
)
from crmtrainer.service_levels.keeping import add_calendar
from crmtrainer.service_levels.models import CalendarVersion
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.setting import newest_calendar
from crmtrainer.store.unit_of_work import UnitOfWork

LAW = "law"
_WEEK = ("mon", "tue", "wed", "thu", "fri")
_OFFICE = (("09:00", "17:00"),)


def calendar_of_law(desk: CalendarDefinition) -> CalendarDefinition:
    """Monday to Friday where the desk is: business closes when the desk does, at five where it is shut that day."""
    hours = {day: tuple(desk.hours.get(day, ())) or _OFFICE for day in _WEEK}
    return CalendarDefinition(zone=desk.zone, hours=hours, region=desk.region or NATIONS[0])


def law_calendar(work: UnitOfWork) -> int:
    """The calendar version by which limits are counted that begin now; made where the desk has moved or changed."""
    wanted = calendar_of_law(newest_calendar(work.session, DESK))
    row = work.session.execute(
        select(CalendarVersion.id, CalendarVersion.definition)
        .where(CalendarVersion.key == LAW)
        .order_by(CalendarVersion.version.desc())
        .limit(1)
    ).first()
    if row is not None and calendar_from(row.definition) == wanted:
        return int(row.id)
    made = add_calendar(work, LAW, wanted)
    work.session.flush()
    return made
