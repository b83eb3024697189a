# SPDX-License-Identifier: MIT
"""How a clock ended for whoever is held against it: what is waived, unconfirmed or called off counts for nobody."""

from __future__ import annotations

from enum import StrEnum

from crmtrainer.limits.book import informs_only
from crmtrainer.service_levels.rules import Metric
from crmtrainer.service_levels.timers import TimerState

_OVER = {TimerState.MET, TimerState.MISSED}


class ClockEnd(StrEnum):
    """What came of a clock. INFORMS: its law was not confirmed at its source, so it is shown and fails nobody.

    CALLED_OFF: no standard fitted it any more before it was over.
    """

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    WAIVED = "waived"
    INFORMS = "informs"
    CALLED_OFF = "called_off"


def end_of(
    metric: str, subject: str, source: str, state: TimerState, *, is_breached: bool, is_waived: bool
) -> ClockEnd:
    """The end of one clock, as its reading tells it."""
    if metric == Metric.STATUTORY and informs_only(subject, source):
        return ClockEnd.INFORMS
    if is_breached:
        return ClockEnd.WAIVED if is_waived else ClockEnd.MISSED
    if state is TimerState.CALLED_OFF:
        return ClockEnd.CALLED_OFF
    return ClockEnd.MET if state in _OVER else ClockEnd.RUNNING


def counted(end: ClockEnd, state: TimerState) -> str:
    """What a check is told: met, missed or running; empty for what no check may count."""
    if end in (ClockEnd.INFORMS, ClockEnd.CALLED_OFF):
        return ""
    if end is ClockEnd.WAIVED:
        return ClockEnd.MET.value if state in _OVER else ClockEnd.RUNNING.value
    return end.value
