# SPDX-License-Identifier: MIT
"""How each service standard was kept: the limits it gave that fell due in a window, held against its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal_column, or_, select

from crmtrainer.figures.over_time import span_of
from crmtrainer.figures.queries import IS_RUNNING
from crmtrainer.figures.rules import Formula, Window, per
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.moments import to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.definitions import rule_from
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import OF_A_SUBJECT, Metric
from crmtrainer.store.prepared import Prepared
from crmtrainer.store.unit_of_work import Reading


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

    A clock counts for the standard that was last put in force for it; promises, teams and the law are none of these.
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


_C, _E = ServiceClock.__table__.c, StoryEvent.__table__.c
_SWAPPED = (
    select(_E.rule)
    .where(_E.story == _C.story, _E.metric == _C.metric, literal_column("story_event.kind = 'rule_swapped'"))
    .order_by(_E.id.desc())
    .limit(1)
    .scalar_subquery()
)
_WAIVED = (
    select(_E.id)
    .where(
        and_(_E.story == _C.story, _E.metric == _C.metric, _E.subject == _C.subject),
        literal_column("story_event.kind = 'waived'"),
    )
    .exists()
)
_STATE = case(
    (and_(_C.noticed >= 100, _WAIVED), "waived"),
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
