# SPDX-License-Identifier: MIT
"""What kinds of record and their states are called in the palette, with their icons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.customers.rules import FoundKind, Stage
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.orders.rules import OrderState
from crmtrainer.tickets.rules import Status
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

_KINDS: Final = {
    FoundKind.CUSTOMER: (QT_TRANSLATE_NOOP("Palette", "customer"), "account-outline"),
    FoundKind.TICKET: (QT_TRANSLATE_NOOP("Palette", "ticket"), "message-alert-outline"),
    FoundKind.ORDER: (QT_TRANSLATE_NOOP("Palette", "order"), "cart-outline"),
    FoundKind.HANDOFF: (QT_TRANSLATE_NOOP("Palette", "handoff"), "package-variant"),
}
_STATES: Final = {
    FoundKind.CUSTOMER: {
        Stage.PROSPECT.value: QT_TRANSLATE_NOOP("Palette", "prospect"),
        Stage.ONBOARDING.value: QT_TRANSLATE_NOOP("Palette", "onboarding"),
        Stage.ACTIVE.value: QT_TRANSLATE_NOOP("Palette", "active"),
        Stage.AT_RISK.value: QT_TRANSLATE_NOOP("Palette", "at risk"),
        Stage.LAPSED.value: QT_TRANSLATE_NOOP("Palette", "lapsed"),
        Stage.WON_BACK.value: QT_TRANSLATE_NOOP("Palette", "won back"),
        Stage.CLOSED.value: QT_TRANSLATE_NOOP("Palette", "closed"),
    },
    FoundKind.TICKET: {
        Status.NEW.value: QT_TRANSLATE_NOOP("Palette", "new"),
        Status.IN_PROGRESS.value: QT_TRANSLATE_NOOP("Palette", "in progress"),
        Status.WAITING.value: QT_TRANSLATE_NOOP("Palette", "waiting for the customer"),
        Status.RESOLVED.value: QT_TRANSLATE_NOOP("Palette", "resolved"),
        Status.CLOSED.value: QT_TRANSLATE_NOOP("Palette", "closed"),
    },
    FoundKind.ORDER: {
        OrderState.PLACED.value: QT_TRANSLATE_NOOP("Palette", "placed"),
        OrderState.DISPATCHED.value: QT_TRANSLATE_NOOP("Palette", "dispatched"),
        OrderState.DELIVERED.value: QT_TRANSLATE_NOOP("Palette", "delivered"),
        OrderState.CANCELLED.value: QT_TRANSLATE_NOOP("Palette", "cancelled"),
        OrderState.RETURNED.value: QT_TRANSLATE_NOOP("Palette", "returned"),
    },
    FoundKind.HANDOFF: {
        HandoffState.SENT.value: QT_TRANSLATE_NOOP("Palette", "sent"),
        HandoffState.ACCEPTED.value: QT_TRANSLATE_NOOP("Palette", "accepted"),
        HandoffState.BOUNCED.value: QT_TRANSLATE_NOOP("Palette", "bounced"),
        HandoffState.ASKED.value: QT_TRANSLATE_NOOP("Palette", "waiting for your answer"),
        HandoffState.DONE.value: QT_TRANSLATE_NOOP("Palette", "done"),
        HandoffState.CLOSED.value: QT_TRANSLATE_NOOP("Palette", "closed"),
        HandoffState.WITHDRAWN.value: QT_TRANSLATE_NOOP("Palette", "withdrawn"),
    },
}


def kind_words(kind: FoundKind) -> str:
    return QCoreApplication.translate("Palette", _KINDS[kind][0])


def kind_icon(kind: FoundKind) -> str:
    return _KINDS[kind][1]


def state_words(kind: FoundKind, state: str) -> str:
    """The state of a record in words; one that is not known here is left out."""
    words = _STATES[kind].get(state, "")
    return QCoreApplication.translate("Palette", words) if words else ""
