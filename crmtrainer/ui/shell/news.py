# SPDX-License-Identifier: MIT
"""What the world did that somebody at the desk should hear of: one sentence for each kind of news."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.interactions.commands import ReceiveMessage
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.kernel.commands import Command, Done
from crmtrainer.tickets.rules import ref_of
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

_DUE_SOON, _BREACH = 75, 100

_PLAIN: Final = {
    "conversation.ring": QT_TRANSLATE_NOOP("News", "The telephone is ringing."),
    "conversation.lapse": QT_TRANSLATE_NOOP("News", "The call rang out."),
    "message.receive": QT_TRANSLATE_NOOP("News", "New message from %1."),
    "handoff.ask": QT_TRANSLATE_NOOP("News", "The team has a question for you."),
    "handoff.report": QT_TRANSLATE_NOOP("News", "The team tells you how it is going."),
    "handoff.complete": QT_TRANSLATE_NOOP("News", "The team has finished."),
    "promise.lapse": QT_TRANSLATE_NOOP("News", "The time you promised has passed."),
}
_DECISIONS: Final = {
    "accepted": QT_TRANSLATE_NOOP("News", "The team has accepted your handoff."),
    "bounced": QT_TRANSLATE_NOOP("News", "The team has sent your handoff back."),
}
LOUD = frozenset({"conversation.ring", "message.receive", "handoff.ask", "handoff.complete"})
"""News that is shown as well as announced."""


def news_of(done: Done, command: Command) -> str:
    """The sentence for what the world did; empty for what needs no telling."""
    facts: Mapping[str, Any] = done.outcome.facts
    if command.verb == "handoff.review":
        return _tr(_DECISIONS.get(str(facts.get("decision")), ""))
    if command.verb == "clock.threshold":
        return _threshold(facts)
    if command.verb == "conversation.lapse" and facts.get("state") != ConversationState.MISSED:
        return ""
    if isinstance(command, ReceiveMessage):
        return _tr(_PLAIN[command.verb]).replace("%1", command.author)
    words = _tr(_PLAIN.get(command.verb, ""))
    return _of_ticket(words, facts.get("ticket_id")) if command.verb == "promise.lapse" else words


def is_good(done: Done, command: Command) -> bool:
    """Whether the news is no setback."""
    facts = done.outcome.facts
    setback = command.verb in ("promise.lapse", "conversation.lapse") or facts.get("decision") == "bounced"
    return not setback and not (command.verb == "clock.threshold" and facts.get("percent") == _BREACH)


def ticket_of(done: Done, command: Command) -> int | None:
    """The ticket whose clock the news is of."""
    ticket = done.outcome.facts.get("ticket") if command.verb == "clock.threshold" else None
    return ticket if isinstance(ticket, int) else None


def _threshold(facts: Mapping[str, Any]) -> str:
    percent, metric, ticket = facts.get("percent"), str(facts.get("metric")), facts.get("ticket")
    if percent == _DUE_SOON:
        words = _tr(QT_TRANSLATE_NOOP("News", "%1 is due soon."))
    elif percent == _BREACH and metric != "promise":  # that a promise was not kept is news by itself
        words = _tr(QT_TRANSLATE_NOOP("News", "%1 is overdue."))
    else:
        return ""
    return _of_ticket(words.replace("%1", metric_name(metric)), ticket)


def _of_ticket(words: str, ticket: object) -> str:
    return f"{ref_of(ticket)}: {words}" if isinstance(ticket, int) else words


def _tr(words: str) -> str:
    return QCoreApplication.translate("News", words) if words else ""
