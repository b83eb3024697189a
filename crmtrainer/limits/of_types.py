# SPDX-License-Identifier: MIT
"""Which limits of the law make a ticket what it is: a type is not left while one of its own runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.kernel.moments import to_micros
from crmtrainer.limits.book import StatutoryLimit, statutory_limits
from crmtrainer.limits.working_days import calendar_of_law
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.rules import Metric, limit_in
from crmtrainer.service_levels.setting import newest_calendar
from crmtrainer.service_levels.zones import local_date
from crmtrainer.tickets.rules import TicketType

OF_TYPE = {
    TicketType.DATA_COMPLAINT: ("CLK-DPCOMPLAINT-ACK",),
    TicketType.RIGHTS_REQUEST: ("CLK-SAR", "CLK-RIGHTS"),
}
"""By their names in the book. Other limits may apply to a ticket of any type, and go with it."""


def running_of_type(session: Session, ticket_id: int, type: TicketType) -> tuple[str, ...]:
    """The limits that go with this type and run on the ticket now, by their names in the book."""
    wanted = select(ServiceClock.subject).where(
        ServiceClock.ticket_id == ticket_id,
        ServiceClock.metric == Metric.STATUTORY,
        ServiceClock.open,
    )
    own = OF_TYPE.get(type, ())
    running = session.scalars(wanted.order_by(ServiceClock.id))
    return tuple(name for name in running if limit_in(name) in own)


def to_begin(session: Session, ticket_id: int, type: TicketType, since: datetime) -> tuple[StatutoryLimit, ...]:
    """What the law may ask of a ticket of this type that began then, where none of it was begun on the ticket yet.

    Beginning one is an act of its own: whoever begins it says from when, which no type can know.
    """
    own = OF_TYPE.get(type, ())
    begun = select(ServiceClock.id).where(ServiceClock.ticket_id == ticket_id, ServiceClock.subject.in_(own))
    if not own or session.scalar(begun.limit(1)) is not None:
        return ()
    calendar = calendar_of_law(newest_calendar(session, DESK)).calendar()
    day, region = local_date(to_micros(since), calendar.tz), calendar.region or NATIONS[0]
    return tuple(limit for limit in statutory_limits() if limit.id in own and limit.governs(day, region))
