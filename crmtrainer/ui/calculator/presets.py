# SPDX-License-Identifier: MIT
"""Hours to begin with: those of the open world's calendars, a plain week, and round the clock; and the regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from crmtrainer.service_levels.calendars import DAYS
from crmtrainer.service_levels.definitions import CalendarDefinition, Windows
from crmtrainer.service_levels.public_holidays import NATIONS, countries
from crmtrainer.service_levels.standards import calendars
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

OWN: Final = "own"
WEEK: Final = "week"
ALWAYS: Final = "always"
NO_REGION: Final = ""
_NATION_NAMES: Final = (
    QT_TRANSLATE_NOOP("Calculator", "England and Wales"),
    QT_TRANSLATE_NOOP("Calculator", "Wales"),
    QT_TRANSLATE_NOOP("Calculator", "Scotland"),
    QT_TRANSLATE_NOOP("Calculator", "Northern Ireland"),
)
_LISTED: Final = ("GB-ENG", "GB-SCT", "GB-NIR")


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
    of_world = (
        Preset(
            f"calendar:{row.key}",
            filled(_tr("Calendar %1"), row.key),
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


def regions() -> list[tuple[str, str]]:
    """Regions of public holidays with their names: none, the nations, then other countries by name."""
    named = sorted((region_name(code), code) for code in countries())
    return [
        (NO_REGION, _tr("None")),
        *((code, region_name(code)) for code in _LISTED),
        *((code, name) for name, code in named),
    ]


def region_name(code: str) -> str:
    """What people call a region; its code where it has a name among few."""
    if code in NATIONS:
        return _tr(_NATION_NAMES[NATIONS.index(code)])
    if "-" in code:
        return code
    return QLocale.territoryToString(QLocale.codeToTerritory(code)) or code


def _tr(words: str) -> str:
    return QCoreApplication.translate("Calculator", words)
