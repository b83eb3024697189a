# SPDX-License-Identifier: MIT
"""Whether all that a clock missed is waived, for statements about many; for one, `TimerReading.is_waived` tells it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, func, literal_column, or_, select

from crmtrainer.service_levels.models import ServiceClock, StoryEvent

_C = ServiceClock.__table__.c
_BREACH, _WAIVER, _WENT = (StoryEvent.__table__.alias(name) for name in ("breach", "waiver", "went"))


def _is_of_the_clock(event: FromClause) -> ColumnElement[bool]:
    return and_(event.c.story == _C.story, event.c.metric == _C.metric, event.c.subject == _C.subject)


_ANY_WAIVER = _is_of_the_clock(_WAIVER) & literal_column("waiver.kind = 'waived'")
"""Word for word what the index on waivers has, so that it is asked and nearly always empty."""
_ANSWERED = or_(_WAIVER.c.due_at == _BREACH.c.at, and_(_WAIVER.c.due_at.is_(None), _WAIVER.c.at >= _BREACH.c.at))
_CARRIED_OFF = (
    select(func.coalesce(func.max(_WENT.c.id), 0))
    .where(
        _is_of_the_clock(_WENT),
        literal_column("went.metric = 'statutory'"),
        literal_column("went.kind = 'cancelled'"),
        literal_column("went.reason = 'merged'"),
    )
    .correlate(ServiceClock.__table__)
    .scalar_subquery()
)
"""The event by which a limit of the law went on with another ticket; 0 for none. What was entered of it before then is
not about the one of that name that was begun anew."""
_IS_ITS_OWN = _WAIVER.c.id > _CARRIED_OFF
_UNANSWERED: tuple[ColumnElement[bool], ...] = (
    _is_of_the_clock(_BREACH),
    literal_column("breach.kind = 'breached'"),
    _BREACH.c.id > _CARRIED_OFF,
    ~select(_WAIVER.c.id)
    .where(_ANY_WAIVER, _IS_ITS_OWN, _ANSWERED)
    .correlate(ServiceClock.__table__, _BREACH)
    .exists(),
)
_ANY_UNANSWERED = select(_BREACH.c.id).where(*_UNANSWERED).correlate(ServiceClock.__table__).exists()
STANDING_SINCE = select(func.min(_BREACH.c.at)).where(*_UNANSWERED).correlate(ServiceClock.__table__).scalar_subquery()
"""Of a row of `service_clock`: the first breach that no waiver answers; null where there is none."""
IS_WAIVED: ColumnElement[bool] = and_(
    select(_WAIVER.c.id).where(_ANY_WAIVER, _IS_ITS_OWN).correlate(ServiceClock.__table__).exists(),
    ~_ANY_UNANSWERED,
)
"""Of a row of `service_clock` whose breach was entered."""
