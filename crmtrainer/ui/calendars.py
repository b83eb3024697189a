# SPDX-License-Identifier: MIT
"""What calendars are called: the same on the page where they are set and wherever a clock says by which it counts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from crmtrainer.organisation.queries import TeamRow
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.ui.standard_names import name_of

LAW = "law"


def calendar_name(key: str, only_team: str = "") -> str:
    """A calendar's name: that of the desk, or after the one team that keeps those hours, where there is just one."""
    if key == DESK:
        return _tr("Customer desk")
    if key == LAW:
        return _tr("Working days by law")
    return only_team or name_of(key)


def calendar_names(keys: Iterable[str], teams: Iterable[TeamRow]) -> dict[str, str]:
    """What calendars are called, by key: after their team where just one team keeps those hours."""
    of_teams: dict[str, list[str]] = {}
    for team in teams:
        of_teams.setdefault(team.calendar, []).append(team.name)
    alone = {key: names[0] for key, names in of_teams.items() if len(names) == 1}
    return {key: calendar_name(key, alone.get(key, "")) for key in keys}


def _tr(words: str) -> str:
    return QCoreApplication.translate("Calendars", words)
