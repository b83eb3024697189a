# SPDX-License-Identifier: MIT
"""Which acts a case offers, in the words of its menu, and why one cannot be done now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.casework.queries import TicketRecord
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.interactions.rules import TALKING, ConversationState
from crmtrainer.kernel.commands import Role
from crmtrainer.service_levels.queries import ClockRow, urgency
from crmtrainer.tickets.rules import Status
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP


class CaseAct(StrEnum):
    """The acts. A value is stable: menus and keys ask for reasons by it."""

    LOG_CALL = "log_call"
    CALL = "call"
    REPLY = "reply"
    ADD_NOTE = "add_note"
    HAND_OFF = "hand_off"
    SET_STATUS = "set_status"
    SET_PRIORITY = "set_priority"
    RECLASSIFY = "reclassify"
    FIRST_CONTACT = "first_contact"
    KEEP_PROMISE = "keep_promise"
    BEGIN_LIMIT = "begin_limit"
    WAIVE = "waive"
    MERGE = "merge"
    CLOSE = "close"
    REOPEN = "reopen"
    NEW_COMPLAINT = "new_complaint"
    SHOW_CUSTOMER = "show_customer"


MENU: Final = {
    CaseAct.LOG_CALL: (QT_TRANSLATE_NOOP("CaseActs", "Log a contact"), "phone-plus-outline"),
    CaseAct.CALL: (QT_TRANSLATE_NOOP("CaseActs", "Call the customer"), "phone-outgoing-outline"),
    CaseAct.REPLY: (QT_TRANSLATE_NOOP("CaseActs", "Reply"), "reply-outline"),
    CaseAct.ADD_NOTE: (QT_TRANSLATE_NOOP("CaseActs", "Add note"), "note-plus-outline"),
    CaseAct.HAND_OFF: (QT_TRANSLATE_NOOP("CaseActs", "Hand off"), "package-variant"),
    CaseAct.SET_STATUS: (QT_TRANSLATE_NOOP("CaseActs", "Set status"), "circle-half-full"),
    CaseAct.SET_PRIORITY: (QT_TRANSLATE_NOOP("CaseActs", "Set priority"), "equal"),
    CaseAct.RECLASSIFY: (QT_TRANSLATE_NOOP("CaseActs", "Reclassify"), "shape-outline"),
    CaseAct.FIRST_CONTACT: (QT_TRANSLATE_NOOP("CaseActs", "Correct the first contact"), "clock-edit-outline"),
    CaseAct.KEEP_PROMISE: (QT_TRANSLATE_NOOP("CaseActs", "Mark a promise as kept"), "handshake-outline"),
    CaseAct.BEGIN_LIMIT: (QT_TRANSLATE_NOOP("CaseActs", "Limit by law"), "scale-balance"),
    CaseAct.WAIVE: (QT_TRANSLATE_NOOP("CaseActs", "Waive a breach"), "shield-check-outline"),
    CaseAct.MERGE: (QT_TRANSLATE_NOOP("CaseActs", "Merge into another ticket"), "call-merge"),
    CaseAct.CLOSE: (QT_TRANSLATE_NOOP("CaseActs", "Close"), "check-circle-outline"),
    CaseAct.REOPEN: (QT_TRANSLATE_NOOP("CaseActs", "Reopen"), "restart"),
    CaseAct.NEW_COMPLAINT: (QT_TRANSLATE_NOOP("CaseActs", "New complaint"), "alert-plus-outline"),
    CaseAct.SHOW_CUSTOMER: (QT_TRANSLATE_NOOP("CaseActs", "Show the customer’s record"), "account-outline"),
}
"""Words and icon of each, in the order of the menu."""

_NEEDS_OPEN: Final = (
    CaseAct.CALL,
    CaseAct.REPLY,
    CaseAct.HAND_OFF,
    CaseAct.SET_STATUS,
    CaseAct.SET_PRIORITY,
    CaseAct.RECLASSIFY,
    CaseAct.FIRST_CONTACT,
    CaseAct.MERGE,
    CaseAct.CLOSE,
)
_OF_A_TICKET: Final = (
    CaseAct.REPLY,
    CaseAct.ADD_NOTE,
    CaseAct.HAND_OFF,
    CaseAct.SET_STATUS,
    CaseAct.SET_PRIORITY,
    CaseAct.RECLASSIFY,
    CaseAct.FIRST_CONTACT,
    CaseAct.KEEP_PROMISE,
    CaseAct.BEGIN_LIMIT,
    CaseAct.WAIVE,
    CaseAct.MERGE,
    CaseAct.CLOSE,
    CaseAct.REOPEN,
)


@dataclass(frozen=True, slots=True)
class InSight:
    """What the page shows at its right: a ticket, a conversation, both, or neither.

    `customer_id` is whom it is about, as far as anybody knows; `talk` is the one that goes on, `ended` the id of one
    that is over and not yet logged.
    """

    record: TicketRecord | None = None
    talk: ConversationRow | None = None
    customer_id: int | None = None
    ended: int | None = None
    has_world: bool = True
    clocks: tuple[ClockRow, ...] = ()
    role: Role = Role.LEARNER
    """Whoever sits here."""

    def to_waive(self) -> tuple[ClockRow, ...]:
        """The clocks whose breach counts against somebody, the most urgent first."""
        standing = (clock for clock in self.clocks if clock.breached_at is not None and not clock.is_waived)
        return tuple(sorted(standing, key=urgency))


def act_words(act: CaseAct) -> str:
    return _tr(MENU[act][0])


def reason_against(act: CaseAct, now: InSight) -> str:
    """Why `act` cannot be done now, as a sentence; empty when it can."""
    if not now.has_world:
        return _tr("Open a practice world first.")
    if act in _OF_A_TICKET and now.record is None:
        return _tr("Open a ticket first.")
    if act is CaseAct.KEEP_PROMISE and now.record is not None and not now.record.promises:
        return _tr("Nothing is promised on this ticket that still has to be kept.")
    if act is CaseAct.WAIVE:
        return _reason_against_waiving(now)
    if now.customer_id is None:
        if now.talk is not None:
            return _tr("Find out who is calling first.")
        return _tr("Open a ticket or a customer first.")
    closed = now.record is not None and now.record.status is Status.CLOSED
    if act in _NEEDS_OPEN and closed:
        return _closed_words()[act]
    if act is CaseAct.REOPEN and now.record is not None and now.record.status not in (Status.RESOLVED, Status.CLOSED):
        return _tr("This ticket is open already.")
    if act is CaseAct.CALL and now.talk is not None:
        if now.talk.state is ConversationState.RINGING:
            return _tr("A call is ringing: answer it first.")
        if now.talk.state in TALKING:
            return _tr("You are on a call.")
    return ""


def _reason_against_waiving(now: InSight) -> str:
    if now.role is not Role.TRAINER:
        return _tr("This is for trainers: they decide that a breach counts against nobody.")
    if any(clock.is_waived for clock in now.clocks) and not now.to_waive():
        return _tr("Every breach on this ticket is waived already.")
    return "" if now.to_waive() else _tr("No clock of this ticket has passed its limit.")


def _closed_words() -> dict[CaseAct, str]:
    return {
        CaseAct.CALL: _tr("This ticket is closed: reopen it first."),
        CaseAct.REPLY: _tr("This ticket is closed: reopen it before you reply."),
        CaseAct.HAND_OFF: _tr("Closed tickets cannot be handed off: reopen first."),
        CaseAct.SET_STATUS: _tr("This ticket is closed: reopen it first."),
        CaseAct.SET_PRIORITY: _tr("This ticket is closed: reopen it first."),
        CaseAct.RECLASSIFY: _tr("This ticket is closed: reopen it first."),
        CaseAct.FIRST_CONTACT: _tr("This ticket is closed: reopen it first."),
        CaseAct.MERGE: _tr("This ticket is closed: reopen it first."),
        CaseAct.CLOSE: _tr("This ticket is closed already."),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("CaseActs", words)
