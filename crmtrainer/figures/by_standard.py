# SPDX-License-Identifier: MIT
"""How each service standard was kept: the limits it gave that fell due in a window, held against its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, literal_column, not_, or_, select

from crmtrainer.figures.over_time import span_of
from crmtrainer.figures.queries import IS_RUNNING
from crmtrainer.figures.rules import Formula, Window, per
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.moments import to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.definitions import rule_from
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import OF_A_SUBJECT, Metric
from crmtrainer.service_levels.waived import IS_WAIVED
from crmtrainer.store.prepared import Prepared
from crmtrainer.store.unit_of_work import Reading

_ENDS = {
    Metric.ACKNOWLEDGEMENT: ("visible_reply", "acknowledged", "satisfied"),
    Metric.FIRST_RESPONSE: ("visible_reply", "satisfied"),
    Metric.NEXT_RESPONSE: ("visible_reply", "satisfied"),
    Metric.PROGRESS_UPDATE: ("visible_reply", "resolved", "satisfied"),
    Metric.FIRST_RESOLUTION: ("resolved", "satisfied"),
    Metric.RESOLUTION: ("resolved", "satisfied", "rule_ended"),
}
"""What a clock of each metric ends with, as far as its story is read here: by what stands in its events."""


@dataclass(frozen=True, slots=True)
class StandardKept:
    """The limits of one standard, all its versions together. `base` are met and missed, `tenths` of a percent were met.

    `waived` count against nobody and are left out of the base; `running` are under way and not missed, whenever due.
    """

    standard: str
    metric: Metric
    met: int
    missed: int
    waived: int
    running: int
    base: int
    tenths: int | None


@dataclass(frozen=True, slots=True)
class KeptByStandard:
    """Every standard that gave a limit which fell due in the window or runs now, by metric and name."""

    since: datetime
    until: datetime
    rows: tuple[StandardKept, ...]
    formula: Formula = Formula.ATTAINMENT


@answers("figures.by_standard", roles=HUMANS)
def by_standard(read: Reading, *, window: Window = Window.MONTH) -> KeptByStandard:
    """Of the limits that each service standard set, how many were met and missed of those due in the window.

    A clock counts for the standard that judged it: the last that was put in force before it was over. What was called
    off in time counts for none; promises, teams and the law are none of these.
    """
    span = span_of(read, window)
    given = {"since": to_micros(span.since), "until": to_micros(span.until)}
    found: Iterable[Any] = _ENDED.run(read.session.connection(), **given)
    states: dict[tuple[Metric, str], Counter[str]] = {}
    for rule, metric, state, count in found:
        states.setdefault((Metric(metric), rule_from(rule).id), Counter())[state] += count
    rows = []
    for (metric, standard), sums in sorted(states.items(), key=lambda pair: (list(Metric).index(pair[0][0]), pair[0])):
        base = sums["met"] + sums["missed"]
        rows.append(
            StandardKept(
                *(standard, metric, sums["met"], sums["missed"], sums["waived"], sums["running"]),
                *(base, per(base, sums["met"])),
            )
        )
    return KeptByStandard(span.since, span.until, tuple(rows))


def _words(*texts: str) -> list[ColumnElement[str]]:
    return [literal_column(f"'{text}'") for text in texts]


_C, _E = ServiceClock.__table__.c, StoryEvent.__table__.c
_X = StoryEvent.__table__.alias("ended").c
_SINCE_ITS_START = or_(_X.at > _C.anchor_at, and_(_X.at == _C.anchor_at, _C.metric != _words("progress_update")[0]))
_ENDS_IT = and_(
    _X.story == _C.story,
    or_(_X.metric.is_(None), _X.metric == _C.metric),
    _X.subject.in_([literal_column("''"), _C.subject]),
    _SINCE_ITS_START,
    or_(*(_X.kind.in_(_words(*kinds)) & _C.metric.in_(_words(metric)) for metric, kinds in _ENDS.items())),
)
_LATER = or_(_X.at > _E.at, and_(_X.at == _E.at, _X.id > _E.id))
_JUDGED_BY_IT = case(
    # What was resolved may have been reopened before: it is the last time that counts.
    (_C.metric.in_(_words("resolution")), exists().where(_ENDS_IT, _LATER)),
    else_=not_(exists().where(_ENDS_IT, not_(_LATER))),
)
_SWAPPED = (
    select(_E.rule)
    .where(
        and_(_E.story == _C.story, _E.metric == _C.metric, literal_column("story_event.kind = 'rule_swapped'")),
        _E.subject.in_([literal_column("''"), _C.subject]),
        or_(IS_RUNNING, _JUDGED_BY_IT),
    )
    .order_by(_E.id.desc())
    .limit(1)
    .scalar_subquery()
)
_STATE = case(
    (and_(_C.noticed >= 100, IS_WAIVED), "waived"),
    (_C.noticed >= 100, "missed"),
    (IS_RUNNING, "running"),
    else_="met",
)
_IN_WINDOW = and_(_C.due_at >= bindparam("since"), _C.due_at < bindparam("until"))
_RULE = func.coalesce(_SWAPPED, _C.rule)
_OURS = _C.metric.not_in([literal_column(f"'{metric}'") for metric in sorted(OF_A_SUBJECT)])
_ENDED = Prepared(
    select(_RULE.label("rule_in_force"), _C.metric, _STATE.label("state"), func.count())
    .where(_OURS, or_(_IN_WINDOW, and_(IS_RUNNING, _C.noticed < 100)), _C.due_at.is_not(None))
    .group_by(literal_column("rule_in_force"), _C.metric, literal_column("state"))
)
