# SPDX-License-Identifier: MIT
"""Which settings can be taken back: each by a further version that says what the one before it said."""

from __future__ import annotations

from typing import Final

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.kernel.commands import Command
from crmtrainer.organisation.queries import team
from crmtrainer.service_levels.commands import ChangeCalendar, ChangeStandard, RebaseCalendar, WaiveBreach
from crmtrainer.service_levels.standards import calendars, standards
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays


def _standard(desk: Desk, command: ChangeStandard, facts: Facts) -> object:
    """The newest version; None before there is one."""
    ident = command.definition.rule.id
    return next((row.newest for row in desk.ask(standards) if row.definition.rule.id == ident), None)


def _standard_name(deed: Deed[ChangeStandard]) -> str:
    words = said(QT_TRANSLATE_NOOP("Undo", "new version of %1"))
    return words.replace("%1", name_of(deed.command.definition.rule.id))


def _standard_before(deed: Deed[ChangeStandard], why: str) -> Command | str:
    if deed.before is None:
        return said(QT_TRANSLATE_NOOP("Undo", "A standard once set stays: give it a last day in a new version."))
    if deed.command.first:
        return said(QT_TRANSLATE_NOOP("Undo", "It is tried first now, and stays so: set a new version of it."))
    return ChangeStandard(deed.before.definition, why)


def _calendar(desk: Desk, command: ChangeCalendar, facts: Facts) -> object:
    """The newest version; None before there is one."""
    return next((row for row in desk.ask(calendars) if row.key == command.key), None)


def _calendar_name(deed: Deed[ChangeCalendar]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "new hours of %1")).replace("%1", name_of(deed.command.key))


def _calendar_before(deed: Deed[ChangeCalendar], why: str) -> Command | str:
    if deed.before is None:
        return said(QT_TRANSLATE_NOOP("Undo", "A calendar once made stays: nothing need count by it."))
    return ChangeCalendar(deed.command.key, deed.before.definition, why)


def _targets(desk: Desk, command: SetTeamTargets, facts: Facts) -> object:
    row = desk.ask(team, key=command.team)
    return (row.accept_minutes, row.complete_minutes, row.calendar)


def _team_name(deed: Deed[SetTeamTargets]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "new targets of %1")).replace("%1", name_of(deed.command.team))


def _targets_before(deed: Deed[SetTeamTargets], why: str) -> Command:
    accept, complete, calendar = deed.before
    return SetTeamTargets(deed.command.team, accept, complete, calendar, why)


OPPOSITES: Final = (
    Opposite(ChangeStandard, _standard, _standard_name, _standard_before),
    Opposite(ChangeCalendar, _calendar, _calendar_name, _calendar_before),
    Opposite(SetTeamTargets, _targets, _team_name, _targets_before),
)

STANDING: Standing = {
    RebaseCalendar: stays(QT_TRANSLATE_NOOP("Undo", "Moved clocks stay moved: set other hours, and move them again.")),
    WaiveBreach: stays(QT_TRANSLATE_NOOP("Undo", "A breach once waived stays waived: its reason is on record.")),
}
