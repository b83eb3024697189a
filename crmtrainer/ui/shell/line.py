# SPDX-License-Identifier: MIT
"""Whoever rings or is on the line: a bar that says so wherever the call itself is out of sight, and the ways to it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crmtrainer.interactions.queries import ConversationRow, live_conversations
from crmtrainer.interactions.rules import TALKING, ConversationState, Direction
from crmtrainer.kernel.commands import Change
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.callers import name_caller
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.keycap import KeyCap
from crmtrainer.ui.kit.text import plain_tip
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.attempt_desk import AttemptDesk
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.theme import Tone


class Line(QObject):
    """The line of the open world. A contact that goes on is never further away than one key."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        attempt: AttemptDesk,
        queue: CasePage,
        customers: CustomersPage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._desk, self._attempt = window, desk, attempt
        self._queue, self._customers = queue, customers
        self._talks: tuple[ConversationRow, ...] = ()
        self.bar = Banner(icon="phone-in-talk-outline", tone=Tone.OK)
        self.caller = Button(self.tr("This is the caller"), "account-check-outline", small=True)
        self.go = Button(self.tr("Answer"), "phone-outline", Variant.PRIMARY, small=True)
        self.bar.add(KeyCap(window.actions_.usual(Act.ANSWER)))
        self.bar.add(self.caller)
        self.bar.add(self.go)
        window.add_bar(self.bar)
        self.go.clicked.connect(self.take)
        self.caller.clicked.connect(lambda: self.name(customers.customer_id()))
        window.actions_.keys_changed.connect(self.show)
        desk.changed.connect(self._hear)
        desk.world_changed.connect(self._read)
        attempt.changed.connect(self._read)
        window.body.stack.currentChanged.connect(lambda _page: self.show())
        customers.looked_at.connect(self.show)
        customers.caller_named.connect(self.name)
        self.listen_to(queue)
        self._read()

    def listen_to(self, page: CasePage) -> None:
        """Follow what a page of cases shows, and do what it asks about whoever is on the line."""
        page.work.shown.connect(self.show)
        page.caller_named.connect(self.name)
        page.work.caller.who.look_wanted.connect(self._look_only)
        end = page.work.call.strip.end
        end.setToolTip(plain_tip(f"{end.text()} ({self._window.actions_.keys(Act.END_CALL)})"))

    def talking(self) -> ConversationRow | None:
        """Whom we talk to: who is on the line, else who is on hold."""
        talks = [talk for talk in self._talks if talk.state in TALKING]
        live = [talk for talk in talks if talk.state is ConversationState.LIVE]
        return next(iter(live or talks), None)

    def take(self) -> None:
        """Answer what rings, or go back to the contact that goes on."""
        talk = self._foremost()
        if talk is None:
            return
        self._go_to(talk.id)
        if _rings(talk):
            self._queue.work.call.answer()

    def end(self) -> None:
        """Hang up on whoever is on the line, and go on where the call was."""
        talk = self.talking()
        if talk is not None:
            self._go_to(talk.id)
            self._queue.work.call.end()

    def choose(self, customer_id: int) -> bool:
        """Somebody looked a customer up while on a call; says whether that led to the call.

        While nobody knows who calls, the call offers to name them; with the caller it shows them beside the call.
        """
        talk = self.talking()
        if talk is None or talk.customer_id not in (None, customer_id):
            return False
        self._go_to(talk.id)
        if talk.customer_id is None:
            self._queue.work.offer_caller(customer_id)
        return True

    def name(self, customer_id: object) -> None:
        """Whoever is on the line is this customer: open the record for that, and go on beside the call."""
        talk = self.talking()
        if talk is None or not isinstance(customer_id, int):
            return
        done = name_caller(self._desk, talk.id, customer_id)
        if isinstance(done, Expected):
            self._desk.refused.emit(done)
            return
        self._go_to(talk.id)
        self._queue.work.check_caller()

    def show(self) -> None:
        """Show the bar where the call is not in sight, in the words of what goes on."""
        talk = self._foremost()
        none = self.tr("Nobody is on the line.")
        self._window.actions_.explain(Act.ANSWER, "" if talk is not None else none)
        self._window.actions_.explain(Act.END_CALL, "" if self.talking() is not None else none)
        if talk is None or self._is_in_sight(talk):
            self.bar.hide()
            return
        who = talk.customer or (talk.shown if _rings(talk) else self.tr("caller not known yet"))
        on_hold = talk.state is ConversationState.HELD
        self.go.setText(self.tr("Answer") if _rings(talk) else self.tr("Back to the call"))
        if _rings(talk):
            self.bar.set_tone(Tone.WARN, "phone-ring-outline")
            heading = self.tr("Phone ringing")
        elif talk.state is ConversationState.RINGING:
            self.bar.set_tone(Tone.OK, "phone-outgoing-outline")
            heading = self.tr("Calling")
        else:
            self.bar.set_tone(
                Tone.PAUSED if on_hold else Tone.OK, "phone-paused-outline" if on_hold else "phone-in-talk-outline"
            )
            heading = self.tr("On hold") if on_hold else self.tr("On a call")
        self.bar.set_words(heading, who)
        self.go.setAccessibleName(f"{self.go.text()}, {who}")
        self.go.setToolTip(plain_tip(f"{self.go.text()} ({self._window.actions_.keys(Act.ANSWER)})"))
        self.caller.setVisible(self._may_be_caller(talk))
        self.bar.show()

    # Its own affairs

    def _foremost(self) -> ConversationRow | None:
        """What rings here and was not answered yet comes before who is on the line."""
        return next((talk for talk in self._talks if _rings(talk)), None) or next(
            iter((*filter(None, (self.talking(),)), *self._talks)), None
        )

    def _is_in_sight(self, talk: ConversationRow) -> bool:
        page = self._window.body.page()
        return isinstance(page, CasePage) and page.work.shows_talk(talk.id)

    def _may_be_caller(self, talk: ConversationRow) -> bool:
        """Whether an open record is in sight that could be the caller's."""
        unnamed = talk.state in TALKING and talk.customer_id is None and talk.direction is Direction.IN
        return unnamed and self._window.body.page() is self._customers and self._customers.is_open()

    def _look_only(self, customer_id: object) -> None:
        if isinstance(customer_id, int):
            self._window.show_section(Section.CUSTOMERS)
            self._customers.open_customer(customer_id)

    def _go_to(self, conversation_id: int) -> None:
        self._window.show_section(Section.QUEUE)
        self._queue.open_conversation(conversation_id)

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind == "conversation" for change in changes):
            self._read()

    def _read(self) -> None:
        self._talks = self._desk.ask(live_conversations) if self._desk.has_world and self._attempt.is_running else ()
        self.show()


def _rings(talk: ConversationRow) -> bool:
    return talk.state is ConversationState.RINGING and talk.direction is Direction.IN
