# SPDX-License-Identifier: MIT
"""Hours to begin with: those of the open world's calendars, a plain week, and round the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.organisation.queries import teams
from crmtrainer.service_levels.calendars import DAYS
from crmtrainer.service_levels.definitions import CalendarDefinition, Windows
from crmtrainer.service_levels.standards import calendars
from crmtrainer.ui.calendars import calendar_names
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled

OWN: Final = "own"
WEEK: Final = "week"
ALWAYS: Final = "always"


@dataclass(frozen=True, slots=True)
class Preset:
    """Hours by weekday. Those of a calendar bring its zone, region and exceptions along; others leave them."""

    key: str
    name: str
    hours: Mapping[str, Windows] = field(default_factory=dict)
    whole: CalendarDefinition | None = None


def presets_of(desk: Desk) -> tuple[Preset, ...]:
    """What hours can be begun with now, those of the open world first."""
    kept = desk.ask(calendars) if desk.has_world else ()
    names = calendar_names((row.key for row in kept), desk.ask(teams) if kept else ())
    of_world = (
        Preset(
            f"calendar:{row.key}",
            filled(_tr("Hours of: %1"), names[row.key]),
            row.definition.hours,
            row.definition,
        )
        for row in sorted(kept, key=lambda row: row.key != "desk")
    )
    return (
        *of_world,
        Preset(WEEK, _tr("Monday to Friday, 9 to 17"), dict.fromkeys(DAYS[:5], (("09:00", "17:00"),))),
        Preset(ALWAYS, _tr("24 hours, every day"), dict.fromkeys(DAYS, (("00:00", "24:00"),))),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Calculator", words)
