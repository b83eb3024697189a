# SPDX-License-Identifier: MIT
"""Tells of what comes in: rings, missed calls and loud news as toasts that lead there, the rest to screen readers."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from crmtrainer.interactions.queries import ConversationRow, live_conversations, missed_conversations
from crmtrainer.kernel.commands import Command, Done
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.news import LOUD, is_good, news_of

_ENDS_RINGING = frozenset({"conversation.answer", "conversation.lapse"})
_ALSO_LOUD = frozenset({"handoff.review", "promise.lapse"})


class Bell(QObject):
    """Listens to what is done in the open world."""

    call_wanted = Signal(object)
    """Somebody asked to see the conversation with this id."""
    ticket_wanted = Signal(object)
    customer_wanted = Signal(object)
    """Somebody asked to see what the news are about."""

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        self._ring: Toast | None = None
        desk.acted.connect(self._tell)

    def _tell(self, done: Done, command: Command) -> None:
        words = news_of(done, command)
        facts = done.outcome.facts
        if command.verb in _ENDS_RINGING and self._ring is not None:
            self._ring.dismiss()
        if command.verb == "conversation.ring":
            self._tell_ring(facts.get("conversation_id"))
        elif command.verb == "conversation.lapse" and (missed := self._missed(facts.get("conversation_id"))):
            self._tell_missed(missed)
        elif words and command.verb in LOUD | _ALSO_LOUD:
            ticket, customer = facts.get("ticket_id"), facts.get("customer_id")
            show = None
            if isinstance(ticket, int):
                show = partial(self.ticket_wanted.emit, ticket)
            elif isinstance(customer, int):
                show = partial(self.customer_wanted.emit, customer)
            self._window.toast(
                words,
                good=is_good(done, command),
                icon="bell-outline",
                action_text=self.tr("Show it") if show is not None else "",
                action=show,
            )
        elif words:
            self._window.announce(words)

    def _tell_ring(self, conversation_id: object) -> None:
        talk = next((talk for talk in self._desk.ask(live_conversations) if talk.id == conversation_id), None)
        number = "" if talk is None else talk.shown
        words = self.tr("The telephone is ringing: %1. %2 answers.")
        keys = self._window.actions_.keys(Act.ANSWER)
        words = filled(words, number or self.tr("no number shown"), keys)
        self._ring = self._window.toast(words, icon="phone-ring-outline")
        self._ring.dismissed.connect(self._ring_gone)

    def _tell_missed(self, talk: ConversationRow) -> None:
        words = self.tr("Missed call at %1") if not talk.shown else self.tr("Missed call at %1 from %2")
        self._window.toast(
            filled(words, clock_time(talk.started_at), talk.customer or talk.shown),
            good=False,
            icon="phone-missed-outline",
            action_text=self.tr("Show it"),
            action=partial(self.call_wanted.emit, talk.id),
        )

    def _missed(self, conversation_id: object) -> ConversationRow | None:
        rows = self._desk.ask(missed_conversations)
        return next((talk for talk in rows if talk.id == conversation_id), None)

    def _ring_gone(self) -> None:
        self._ring = None
