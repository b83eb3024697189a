# SPDX-License-Identifier: MIT
"""Which moves of a ticket can be taken back, and by which act."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import TicketId
from crmtrainer.tickets.commands import (
    CloseTicket,
    CorrectFirstContact,
    MergeTicket,
    OpenTicket,
    Reclassify,
    ReopenTicket,
    SetPriority,
    SetStatus,
)
from crmtrainer.tickets.queries import TicketState, ticket_state
from crmtrainer.tickets.rules import MOVES, Priority, Severity, Status, TicketType
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.tickets.labels import PRIORITIES, STATUSES
from crmtrainer.ui.tickets.labels import said as ticket_words
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays


def _status(desk: Desk, command: SetStatus, facts: Facts) -> Status:
    return desk.ask(ticket_state, command.ticket_id).status


def _priority(desk: Desk, command: SetPriority, facts: Facts) -> Priority:
    return desk.ask(ticket_state, command.ticket_id).priority


def _class(desk: Desk, command: Reclassify, facts: Facts) -> tuple[TicketType, str, Severity]:
    found = desk.ask(ticket_state, command.ticket_id)
    return (found.type, found.category, found.severity)


def _contact(desk: Desk, command: CorrectFirstContact, facts: Facts) -> datetime:
    return desk.ask(ticket_state, command.ticket_id).first_contact_at


def _ending(desk: Desk, command: CloseTicket | ReopenTicket, facts: Facts) -> TicketState:
    return desk.ask(ticket_state, command.ticket_id)


def _status_name(deed: Deed[SetStatus]) -> str:
    words = said(QT_TRANSLATE_NOOP("Undo", "status of %1 to %2"))
    return filled(words, deed.facts["ref"], ticket_words(STATUSES[deed.command.status]))


def _priority_name(deed: Deed[SetPriority]) -> str:
    words = said(QT_TRANSLATE_NOOP("Undo", "%1 to %2"))
    return filled(words, deed.facts["ref"], ticket_words(PRIORITIES[deed.command.priority]))


def _class_name(deed: Deed[Reclassify]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "reclassifying of %1")).replace("%1", deed.facts["ref"])


def _contact_name(deed: Deed[CorrectFirstContact]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "first contact of %1")).replace("%1", deed.facts["ref"])


def _closing_name(deed: Deed[CloseTicket]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "closing of %1")).replace("%1", deed.facts["ref"])


def _reopening_name(deed: Deed[ReopenTicket]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "reopening of %1")).replace("%1", deed.facts["ref"])


def _set_back(deed: Deed[SetStatus], why: str) -> Command | str:
    was: Status = deed.before
    if was not in MOVES[deed.after]:
        words = said(QT_TRANSLATE_NOOP("Undo", "A ticket cannot go back from “%1” to “%2”."))
        return filled(words, ticket_words(STATUSES[deed.after]), ticket_words(STATUSES[was]))
    return SetStatus(deed.command.ticket_id, was, why)


def _give_priority_back(deed: Deed[SetPriority], why: str) -> Command | str:
    return SetPriority(deed.command.ticket_id, deed.before, why)


def _class_back(deed: Deed[Reclassify], why: str) -> Command | str:
    type, category, severity = deed.before
    return Reclassify(deed.command.ticket_id, type, category, severity, why)


def _contact_back(deed: Deed[CorrectFirstContact], why: str) -> Command | str:
    return CorrectFirstContact(deed.command.ticket_id, deed.before, why)


def _reopen(deed: Deed[CloseTicket], why: str) -> Command | str:
    was: Status = deed.before.status
    if was is not Status.IN_PROGRESS:
        # Taken up again it is in progress, which would not be what it was.
        words = said(QT_TRANSLATE_NOOP("Undo", "It was “%1” before it was closed: reopen it and set that again"))
        return words.replace("%1", ticket_words(STATUSES[was]))
    return ReopenTicket(deed.command.ticket_id, why)


def _close_again(deed: Deed[ReopenTicket], why: str) -> Command | str:
    was: TicketState = deed.before
    ticket = TicketId(deed.command.ticket_id)
    if was.status is Status.CLOSED and was.close_reason is not None:
        return CloseTicket(ticket, was.close_reason, was.resolution)
    return SetStatus(ticket, Status.RESOLVED, why)


OPPOSITES: Final = (
    Opposite(SetStatus, _status, _status_name, _set_back),
    Opposite(SetPriority, _priority, _priority_name, _give_priority_back),
    Opposite(Reclassify, _class, _class_name, _class_back),
    Opposite(CorrectFirstContact, _contact, _contact_name, _contact_back),
    Opposite(CloseTicket, _ending, _closing_name, _reopen),
    Opposite(ReopenTicket, _ending, _reopening_name, _close_again),
)

STANDING: Standing = {
    MergeTicket: stays(
        QT_TRANSLATE_NOOP("Undo", "Merged tickets stay merged: reopen the duplicate, and begin its limits by law anew")
    ),
    OpenTicket: stays(
        QT_TRANSLATE_NOOP("Undo", "A ticket that was opened stays on record: close it, and say that it is a duplicate")
    ),
}
