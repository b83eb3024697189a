# SPDX-License-Identifier: MIT
"""Which settings can be taken back: each by a further version that says what the one before it said."""

from __future__ import annotations

from typing import Final

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.kernel.commands import Command
from crmtrainer.organisation.queries import team
from crmtrainer.service_levels.commands import (
    ChangeCalendar,
    ChangeStandard,
    OrderStandards,
    RebaseCalendar,
    WaiveBreach,
)
from crmtrainer.service_levels.standards import calendars, standards
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays


def _standard(desk: Desk, command: ChangeStandard, facts: Facts) -> object:
    """The newest version, None before there is one; and its place among all, for an act that gives it another."""
    ident, rows = command.definition.rule.id, desk.ask(standards)
    place = next((n for n, row in enumerate(rows) if row.definition.rule.id == ident), None)
    moves = command.first or command.place
    return (None, 0) if place is None else (rows[place].newest, place + 1 if moves else 0)


def _standard_name(deed: Deed[ChangeStandard]) -> str:
    words = said(QT_TRANSLATE_NOOP("Undo", "new version of %1"))
    return words.replace("%1", name_of(deed.command.definition.rule.id))


def _standard_before(deed: Deed[ChangeStandard], why: str) -> Command | str:
    before, place = deed.before
    if before is None:
        return said(QT_TRANSLATE_NOOP("Undo", "A standard once set stays: give it a last day in a new version."))
    return ChangeStandard(before.definition, why, place=place)


def _order(desk: Desk, command: OrderStandards, facts: Facts) -> object:
    return tuple(row.definition.rule.id for row in desk.ask(standards))


def _order_name(deed: Deed[OrderStandards]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "order of the standards"))


def _order_before(deed: Deed[OrderStandards], why: str) -> Command:
    return OrderStandards(deed.before, why)


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
    Opposite(OrderStandards, _order, _order_name, _order_before),
    Opposite(ChangeCalendar, _calendar, _calendar_name, _calendar_before),
    Opposite(SetTeamTargets, _targets, _team_name, _targets_before),
)

STANDING: Standing = {
    RebaseCalendar: stays(QT_TRANSLATE_NOOP("Undo", "Moved clocks stay moved: set other hours, and move them again.")),
    WaiveBreach: stays(QT_TRANSLATE_NOOP("Undo", "A breach once waived stays waived: its reason is on record.")),
}
