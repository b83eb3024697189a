# SPDX-License-Identifier: MIT
"""What tickets are called on screen: types, states, priorities, reasons, next steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.tickets.rules import CloseReason, NextStep, Priority, Severity, Status, TicketType
from crmtrainer.ui.filling import filled
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone

if TYPE_CHECKING:
    from crmtrainer.casework.queries import ClassChange

TYPES: Final = {
    TicketType.ENQUIRY: QT_TRANSLATE_NOOP("Tickets", "Enquiry"),
    TicketType.COMPLAINT: QT_TRANSLATE_NOOP("Tickets", "Service complaint"),
    TicketType.DATA_COMPLAINT: QT_TRANSLATE_NOOP("Tickets", "Data protection complaint"),
    TicketType.RIGHTS_REQUEST: QT_TRANSLATE_NOOP("Tickets", "Rights request"),
    TicketType.INCIDENT: QT_TRANSLATE_NOOP("Tickets", "Incident"),
}
STATUSES: Final = {
    Status.NEW: QT_TRANSLATE_NOOP("Tickets", "New"),
    Status.IN_PROGRESS: QT_TRANSLATE_NOOP("Tickets", "In progress"),
    Status.WAITING: QT_TRANSLATE_NOOP("Tickets", "Waiting for customer"),
    Status.RESOLVED: QT_TRANSLATE_NOOP("Tickets", "Resolved"),
    Status.CLOSED: QT_TRANSLATE_NOOP("Tickets", "Closed"),
}
PRIORITIES: Final = {
    Priority.LOW: QT_TRANSLATE_NOOP("Tickets", "Low priority"),
    Priority.NORMAL: QT_TRANSLATE_NOOP("Tickets", "Normal priority"),
    Priority.HIGH: QT_TRANSLATE_NOOP("Tickets", "High priority"),
    Priority.URGENT: QT_TRANSLATE_NOOP("Tickets", "Urgent"),
}
SEVERITIES: Final = {
    Severity.LOW: QT_TRANSLATE_NOOP("Tickets", "Low"),
    Severity.NORMAL: QT_TRANSLATE_NOOP("Tickets", "Normal"),
    Severity.HIGH: QT_TRANSLATE_NOOP("Tickets", "High"),
}
REASONS: Final = {
    CloseReason.RESOLVED: QT_TRANSLATE_NOOP("Tickets", "Resolved"),
    CloseReason.CUSTOMER_WITHDREW: QT_TRANSLATE_NOOP("Tickets", "The customer withdrew it"),
    CloseReason.NO_REPLY: QT_TRANSLATE_NOOP("Tickets", "The customer did not reply"),
    CloseReason.DUPLICATE: QT_TRANSLATE_NOOP("Tickets", "Duplicate of another ticket"),
    CloseReason.NOT_UPHELD: QT_TRANSLATE_NOOP("Tickets", "Not upheld"),
}
STEPS: Final = {
    NextStep.ANSWER_CALL: (QT_TRANSLATE_NOOP("Tickets", "Answer the call"), "phone-in-talk-outline"),
    NextStep.CHECK_IDENTITY: (QT_TRANSLATE_NOOP("Tickets", "Finish identity check"), "shield-half-full"),
    NextStep.CONTINUE_CALL: (QT_TRANSLATE_NOOP("Tickets", "Go on with the call"), "phone-in-talk-outline"),
    NextStep.END_CALL: (QT_TRANSLATE_NOOP("Tickets", "End the call"), "phone-hangup-outline"),
    NextStep.LOG_CALL: (QT_TRANSLATE_NOOP("Tickets", "Log the call"), "phone-plus-outline"),
    NextStep.OPEN_TICKET: (QT_TRANSLATE_NOOP("Tickets", "New complaint"), "alert-plus-outline"),
    NextStep.AWAIT_FILE: (QT_TRANSLATE_NOOP("Tickets", "Wait for their photo"), "step-forward"),
    NextStep.HAND_OFF: (QT_TRANSLATE_NOOP("Tickets", "Hand off"), "package-variant"),
    NextStep.CORRECT_HANDOFF: (QT_TRANSLATE_NOOP("Tickets", "Correct the handoff"), "package-variant"),
    NextStep.ANSWER_TEAM: (QT_TRANSLATE_NOOP("Tickets", "Answer the team"), "message-reply-text-outline"),
    NextStep.TELL_CUSTOMER: (QT_TRANSLATE_NOOP("Tickets", "Tell the customer"), "email-outline"),
    NextStep.KEEP_PROMISE: (QT_TRANSLATE_NOOP("Tickets", "Keep the promise"), "handshake-outline"),
    NextStep.WAIT_FOR_TEAM: (QT_TRANSLATE_NOOP("Tickets", "Ask how it is going"), "bell-ring-outline"),
    NextStep.LET_TEAM_WORK: (QT_TRANSLATE_NOOP("Tickets", "Wait for the team"), "step-forward"),
    NextStep.WAIT_FOR_CUSTOMER: (QT_TRANSLATE_NOOP("Tickets", "Write to the customer"), "email-outline"),
    NextStep.THANK_TEAM: (QT_TRANSLATE_NOOP("Tickets", "Thank the team"), "thumb-up-outline"),
    NextStep.CLOSE: (QT_TRANSLATE_NOOP("Tickets", "Close"), "check-circle-outline"),
    NextStep.FINISH: (QT_TRANSLATE_NOOP("Tickets", "Finish the scenario"), "flag-checkered"),
}
STATUS_LOOK: Final = {
    Status.NEW: ("circle-outline", Tone.NEUTRAL),
    Status.IN_PROGRESS: ("circle-half-full", Tone.NEUTRAL),
    Status.WAITING: ("pause-circle-outline", Tone.PAUSED),
    Status.RESOLVED: ("check-circle-outline", Tone.OK),
    Status.CLOSED: ("check-circle-outline", Tone.PAUSED),
}


_TRAITS: Final = {
    "type": QT_TRANSLATE_NOOP("Tickets", "type from %1 to %2"),
    "category": QT_TRANSLATE_NOOP("Tickets", "category from %1 to %2"),
    "severity": QT_TRANSLATE_NOOP("Tickets", "severity from %1 to %2"),
}


def class_changes(changes: Iterable[ClassChange]) -> str:
    """What a ticket was taken for, and what it is, trait by trait."""
    return ", ".join(
        filled(said(_TRAITS[each.trait]), _value(each.trait, each.was), _value(each.trait, each.now))
        for each in changes
    )


def _value(trait: str, value: str) -> str:
    if trait == "type":
        return said(TYPES[TicketType(value)])
    if trait == "severity":
        return said(SEVERITIES[Severity(value)])
    return value or said(QT_TRANSLATE_NOOP("Tickets", "none"))


def said(words: str) -> str:
    """A label in the reader's language."""
    return QCoreApplication.translate("Tickets", words)
