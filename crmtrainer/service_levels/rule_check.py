# SPDX-License-Identifier: MIT
"""Whether a standard can be meant: its metric, its length, its pauses."""

from __future__ import annotations

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.rules import OF_A_SUBJECT, ClockRule, DayEnd, Length, Roll, Unit

LONGEST_DAYS = 3653
"""Ten years: whoever sets more has mistaken the unit."""
MINUTES_A_DAY = 24 * 60
_IN_DAYS = {
    Unit.ELAPSED_MINUTES: 1 / MINUTES_A_DAY,
    Unit.ELAPSED_HOURS: 1 / 24,
    Unit.BUSINESS_MINUTES: 1 / MINUTES_A_DAY,
    Unit.CALENDAR_DAYS: 1.0,
    Unit.BUSINESS_DAYS: 1.0,
    Unit.CALENDAR_MONTHS: 31.0,
}


def check_rule(rule: ClockRule) -> None:
    """Raises `Refused` for a metric that standards do not set, and for a length or pauses that make no sense."""
    if rule.metric in OF_A_SUBJECT:
        raise Refused("standard.not_by_standard", metric=rule.metric.value)
    if rule.length == 0:
        raise Refused("standard.no_length", rule=rule.id)
    if is_too_long(Length(rule.length, rule.unit)):
        raise Refused("standard.too_long", rule=rule.id, years=LONGEST_DAYS // 365)
    _check_pauses(rule)
    if rule.seconds is not None and (rule.roll is not Roll.NONE or rule.day_end is not DayEnd.END_OF_DAY):
        raise Refused("standard.rolls_no_day", rule=rule.id)


def is_too_long(length: Length) -> bool:
    """Whether nobody can mean so long a time."""
    return length.amount * _IN_DAYS[length.unit] > LONGEST_DAYS


def _check_pauses(rule: ClockRule) -> None:
    """Raises `Refused` for a longest pause of nothing, and for one where nothing pauses."""
    if rule.longest_pause is None:
        return
    if not rule.pauses_in:
        raise Refused("standard.never_pauses", rule=rule.id)
    if rule.longest_pause.amount == 0:
        raise Refused("standard.no_longest_pause", rule=rule.id)
    if is_too_long(rule.longest_pause):
        raise Refused("standard.too_long", rule=rule.id, years=LONGEST_DAYS // 365)
