# SPDX-License-Identifier: MIT
"""Which acts towards a team can be taken back: a handoff that nobody there has looked at yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crmtrainer.casework.queries import record
from crmtrainer.handoffs.commands import AnswerTeam, ChaseTeam, SendHandoff, ThankTeam, WithdrawHandoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays

_READ: Final = QT_TRANSLATE_NOOP("Undo", "The team has read it: what they were sent cannot be unsent")


def _state(desk: Desk, command: SendHandoff, facts: Facts) -> HandoffState | None:
    sent = facts.get("handoff_id")
    handoffs = desk.ask(record, command.ticket_id).handoffs if sent is not None else ()
    return next((handoff.state for handoff in handoffs if handoff.id == sent), None)


def _name(deed: Deed[SendHandoff]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "sending of %1")).replace("%1", deed.facts["ref"])


def _take_back(deed: Deed[SendHandoff], why: str) -> Command | str:
    if deed.after is not HandoffState.SENT:
        return said(_READ)
    return WithdrawHandoff(HandoffId(deed.facts["handoff_id"]), why)


def _send_again(deed: Deed[SendHandoff]) -> Command:
    """In place of the one that was taken back, so that both stand in one line."""
    return replace(deed.command, replaces_id=HandoffId(deed.facts["handoff_id"]))


OPPOSITES: Final = (Opposite(SendHandoff, _state, _name, _take_back, _send_again, _READ),)

STANDING: Standing = {
    AnswerTeam: stays(_READ),
    ChaseTeam: stays(_READ),
    ThankTeam: stays(_READ),
    WithdrawHandoff: stays(QT_TRANSLATE_NOOP("Undo", "The team has put it down: hand the work off anew")),
}
