# SPDX-License-Identifier: MIT
"""Which acts on limits of the law can be taken back: beginning one, dropping one, and going on after a pause."""

from __future__ import annotations

from typing import Final

from crmtrainer.kernel.commands import Command
from crmtrainer.limits.book import title_of
from crmtrainer.limits.commands import BeginLimit, DropLimit, ExtendLimit, MeetLimit, MoveLimit, PauseLimit, ResumeLimit
from crmtrainer.limits.queries import TicketLimitRow, limits_of
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays

_Of = BeginLimit | DropLimit | ResumeLimit


def _row(desk: Desk, command: _Of, facts: Facts) -> TicketLimitRow | None:
    rows = desk.ask(limits_of, command.ticket_id)
    return next((row for row in rows if row.name == command.limit), None)


def _started(desk: Desk, command: BeginLimit | DropLimit, facts: Facts) -> object:
    """Since when it runs, whatever else was done about it; None where it does not."""
    row = _row(desk, command, facts)
    return None if row is None else row.started_at


def _waits(desk: Desk, command: ResumeLimit, facts: Facts) -> object:
    row = _row(desk, command, facts)
    return None if row is None else row.paused_for


def _begun(deed: Deed[BeginLimit]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "start of “%1”")).replace("%1", title_of(deed.command.limit))


def _dropped(deed: Deed[DropLimit]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "dropping of “%1”")).replace("%1", title_of(deed.command.limit))


def _resumed(deed: Deed[ResumeLimit]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "going on with “%1”")).replace("%1", title_of(deed.command.limit))


def _as_before(deed: Deed[BeginLimit], why: str) -> Command:
    did = deed.command
    if deed.before is None:
        return DropLimit(did.ticket_id, did.limit, why)
    return BeginLimit(did.ticket_id, did.limit, deed.before, why)


def _begin_again(deed: Deed[DropLimit], why: str) -> Command | str:
    if deed.facts.get("stays_missed"):
        return said(QT_TRANSLATE_NOOP("Undo", "It had passed when it was dropped, and stays missed"))
    return BeginLimit(deed.command.ticket_id, deed.command.limit, deed.before, why)


def _wait_again(deed: Deed[ResumeLimit], why: str) -> Command:
    return PauseLimit(deed.command.ticket_id, deed.command.limit, PauseState(deed.before), why)


OPPOSITES: Final = (
    Opposite(BeginLimit, _started, _begun, _as_before),
    Opposite(DropLimit, _started, _dropped, _begin_again),
    Opposite(ResumeLimit, _waits, _resumed, _wait_again),
)

STANDING: Standing = {
    PauseLimit: stays(QT_TRANSLATE_NOOP("Undo", "A pause counts by the day: go on, and today stays out")),
    ExtendLimit: stays(QT_TRANSLATE_NOOP("Undo", "A longer time once taken stands: answer sooner all the same")),
    MoveLimit: stays(QT_TRANSLATE_NOOP("Undo", "Begin the limit again from when it began: then it counts as at first")),
    MeetLimit: stays(QT_TRANSLATE_NOOP("Undo", "It is on record as done: say in a note where that was wrong")),
}
