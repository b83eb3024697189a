# SPDX-License-Identifier: MIT
"""Which acts towards a customer can be taken back: few, for what was heard or read cannot."""

from __future__ import annotations

from typing import Final

from crmtrainer.interactions.commands import (
    AddNote,
    AnswerConversation,
    EndConversation,
    HoldConversation,
    IdentifyCaller,
    KeepPromise,
    LogInteraction,
    MakePromise,
    PlaceCall,
    ResumeConversation,
    Say,
    SendMessage,
    WithdrawPromise,
)
from crmtrainer.interactions.queries import ConversationRow, live_conversations
from crmtrainer.interactions.rules import Channel, ConversationState
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays

_UNSENT: Final = {
    Channel.TEXT: QT_TRANSLATE_NOOP("Undo", "A text that was sent cannot be unsent"),
    Channel.EMAIL: QT_TRANSLATE_NOOP("Undo", "An e-mail that was sent cannot be unsent"),
    Channel.LETTER: QT_TRANSLATE_NOOP("Undo", "A letter that was sent cannot be unsent"),
}
_MESSAGE: Final = QT_TRANSLATE_NOOP("Undo", "A message that was sent cannot be unsent")


def _talk(desk: Desk, conversation_id: int) -> ConversationRow | None:
    return next((talk for talk in desk.ask(live_conversations) if talk.id == conversation_id), None)


def _state(desk: Desk, command: HoldConversation, facts: Facts) -> ConversationState | None:
    talk = _talk(desk, command.conversation_id)
    return None if talk is None else talk.state


def _who(desk: Desk, command: IdentifyCaller, facts: Facts) -> int | None:
    talk = _talk(desk, command.conversation_id)
    return None if talk is None else talk.customer_id


def _hold_name(deed: Deed[HoldConversation]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "putting on hold"))


def _who_name(deed: Deed[IdentifyCaller]) -> str:
    return said(QT_TRANSLATE_NOOP("Undo", "whose record the call belongs to"))


def _resume(deed: Deed[HoldConversation], why: str) -> Command | str:
    return ResumeConversation(deed.command.conversation_id)


def _name_as_before(deed: Deed[IdentifyCaller], why: str) -> Command | str:
    if deed.before is None:
        return said(QT_TRANSLATE_NOOP("Undo", "A caller who was named is not unknown again: name the right person"))
    return IdentifyCaller(deed.command.conversation_id, CustomerId(deed.before))


def _unsent(command: SendMessage) -> str:
    return said(_UNSENT.get(command.channel, _MESSAGE))


OPPOSITES: Final = (
    Opposite(HoldConversation, _state, _hold_name, _resume),
    Opposite(IdentifyCaller, _who, _who_name, _name_as_before),
)

STANDING: Standing = {
    SendMessage: _unsent,
    Say: stays(QT_TRANSLATE_NOOP("Undo", "What was said cannot be unsaid")),
    AnswerConversation: stays(QT_TRANSLATE_NOOP("Undo", "A call that was answered cannot ring again")),
    ResumeConversation: stays(QT_TRANSLATE_NOOP("Undo", "They have heard you come back: Hold asks them to wait again")),
    PlaceCall: stays(QT_TRANSLATE_NOOP("Undo", "Their phone rings already: you can only stop calling")),
    EndConversation: stays(QT_TRANSLATE_NOOP("Undo", "A call that has ended cannot be taken up again: call them back")),
    LogInteraction: stays(
        QT_TRANSLATE_NOOP("Undo", "A contact that was logged stays on record: add a note that corrects it")
    ),
    AddNote: stays(QT_TRANSLATE_NOOP("Undo", "A note stays on record: add another that corrects it")),
    MakePromise: stays(QT_TRANSLATE_NOOP("Undo", "The customer was told: withdraw the promise, with why")),
    KeepPromise: stays(QT_TRANSLATE_NOOP("Undo", "A promise that was marked as kept stays so")),
    WithdrawPromise: stays(
        QT_TRANSLATE_NOOP("Undo", "A promise that was taken back is over: make a new one with the customer")
    ),
}
