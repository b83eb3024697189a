# SPDX-License-Identifier: MIT
"""A try as questions in JSON, which the calculator and `crmtrainer clock` answer: to check a due time by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.definitions import DEFAULT_CALENDAR, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.rules import OTHERS_SET, Unit


def questions_of(
    standards: Sequence[StandardDefinition], calendars: Mapping[str, CalendarDefinition], at: datetime, stretch: int
) -> str:
    """One question for each of the standards that is counted in working minutes; empty where none is.

    Each asks for the limit as adjusted timing makes it, for which it may set none.
    """
    asked = [
        _question(each, calendars.get(each.calendar, DEFAULT_CALENDAR), at, stretch)
        for each in standards
        if each.rule.unit is Unit.BUSINESS_MINUTES and stretch != UNTIMED
    ]
    return json.dumps(asked, ensure_ascii=False, indent=1) if asked else ""


def _question(
    standard: StandardDefinition, calendar: CalendarDefinition, at: datetime, stretch: int
) -> dict[str, object]:
    told: dict[str, object] = {"id": standard.rule.id, "tz": calendar.zone, "hours": dict(calendar.hours)}
    if calendar.date_hours:
        told["date_hours"] = dict(calendar.date_hours)
    if calendar.closures:
        told["closures"] = list(calendar.closures)
    if calendar.region:
        told["region"] = calendar.region
    seconds = standard.rule.length * 60 * (AS_SET if standard.rule.metric in OTHERS_SET else stretch) // 100
    amount = {"seconds": seconds} if seconds % 60 else {"minutes": seconds // 60}
    return {**told, "start": at.isoformat(), "op": "add", **amount}
