# SPDX-License-Identifier: MIT
"""The right side of a case page: a ticket, a call, or both side by side, with the forms that act on them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmtrainer.customers.rules import IdentityState
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.interactions.rules import ConversationState, Direction
from crmtrainer.kernel.errors import Expected
from crmtrainer.tickets.rules import NextStep, when_all_is_said
from crmtrainer.ui.casework.acts import CaseAct, InSight, reason_against
from crmtrainer.ui.casework.caller_side import CallerSide
from crmtrainer.ui.casework.conduct import Conduct
from crmtrainer.ui.casework.forms import Forms
from crmtrainer.ui.casework.grouping import Spot, SpotKind, talk_spot, ticket_spot
from crmtrainer.ui.casework.header import CaseHeader
from crmtrainer.ui.casework.promise_side import PromiseSide
from crmtrainer.ui.casework.sight import Talks, TicketSight, ticket_sight
from crmtrainer.ui.casework.ticket_side import TicketSide
from crmtrainer.ui.casework.two_parts import CALL, RECORD, TwoParts
from crmtrainer.ui.customers.opening import OpeningPanel
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.interactions.call_panel import CallPanel
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.scrolling import ColumnScroll, Pages
from crmtrainer.ui.why import WhyPane
from crmtrainer.wording import sentence_for


class Workplace(QWidget):
    """The place. `show_spot` says what is wanted; `refresh` shows it as it is now."""

    announce = Signal(str)
    told = Signal(str)
    open_customer = Signal(object)
    finish_wanted = Signal()
    wait_wanted = Signal()
    shown = Signal()
    """What is in sight may be something else."""
    moved_to = Signal(object)
    """Another place is in sight by an act done here: a `Spot`."""

    def __init__(self, desk: Desk, nothing: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spot: Spot | None = None
        self._sight: TicketSight | None = None
        self._talk: ConversationRow | None = None
        self.talks = Talks(desk)
        self.nothing = nothing
        self.opening = OpeningPanel(desk)
        self.promise = PromiseSide(desk)
        self.header = CaseHeader()
        self.side = TicketSide(desk)
        self.caller = CallerSide(desk)
        self.call = CallPanel(desk)
        self.forms = Forms(desk)
        self._build()
        self.why = WhyPane(self)
        self.conduct = Conduct(desk, self)
        self._connect()

    def _build(self) -> None:
        self._head = Pages()
        self._left = Pages()
        for strip in (self.header, self.caller.head):
            self._head.addWidget(strip)
        for part in (self.side, self.caller, self.forms):
            self._left.addWidget(part)
        self.parts = TwoParts(self._left, self.call)
        work = QWidget()
        lines = QVBoxLayout(work)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head)
        lines.addWidget(self.parts, 1)
        self._work = work
        self._stack = Pages()
        for widget in (self.nothing, self.opening, self.promise, work):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ColumnScroll(self._stack))

    def _connect(self) -> None:
        self.header.stepped.connect(self.conduct.step)
        self.header.act_wanted.connect(self.conduct.act)
        self.header.why_wanted.connect(self.conduct.explain)
        self.header.customer_wanted.connect(self.conduct.show_customer)
        self.side.bar_wanted.connect(self.conduct.about_handoff)
        self.side.sent.connect(self._added)
        self.side.told.connect(self._promise_settled)
        self.side.open_ticket.connect(self.go_to_ticket)
        self.side.open_customer.connect(self.open_customer)
        for proof in (self.side.proof, self.side.customer.proof, self.caller.proof):
            proof.identity.record_wanted.connect(self.open_customer)
            proof.identity.call_back_wanted.connect(self.conduct.call_back)
            proof.identity.proven.connect(self.conduct.go_on_with_call)
        self.caller.head.stepped.connect(self.conduct.step)
        self.caller.taken.connect(self._caller_taken)
        self.caller.answer_wanted.connect(self.call.answer)
        self.caller.open_ticket.connect(self.go_to_ticket)
        self.call.acted.connect(self.refresh)
        self.call.announce.connect(self.announce)
        self.call.log_wanted.connect(lambda _talk: self.conduct.act(CaseAct.LOG_CALL))
        self.call.left.connect(self.conduct.go_to_next_step)
        self.call.dismissed.connect(self._put_call_away)
        self.call.folded.connect(self._unfold_call)
        self.forms.done.connect(self._form_done)
        self.forms.opened.connect(self._ticket_opened)
        self.forms.left.connect(self.leave_form)
        self.opening.opened.connect(self._record_opened)
        self.promise.told.connect(self._added)
        self.promise.open_customer.connect(self.open_customer)

    def spot(self) -> Spot | None:
        """What is wanted in sight."""
        return self._spot

    def show_spot(self, spot: Spot | None) -> None:
        """Show a ticket or a conversation; a form of another place is left, and what was entered in it stays."""
        if spot != self._spot:
            self._spot = spot
            self._sight = None
            self.why.drop()
            self._leave_call()
            self.parts.show_part(CALL if spot is not None and spot.kind is SpotKind.TALK else RECORD)
            if self._left.currentWidget() is self.forms:
                self._left.setCurrentWidget(self.side)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in sight as it is now."""
        if not self._desk.has_world:
            self.clear()
            return
        self.talks.read()
        if self._spot is None:
            self._show_nothing()
        elif self._spot.kind is SpotKind.TICKET:
            self._show_ticket(self._spot.ident)
        elif self._spot.kind is SpotKind.PROMISE:
            self._show_nothing()
            self._stack.setCurrentWidget(self.promise if self.promise.show_promise(self._spot.ident) else self.nothing)
        else:
            self._show_talk(self._spot.ident)
        self.shown.emit()

    def clear(self) -> None:
        """Show nothing and forget what was seen."""
        self._spot = None
        self.talks.clear()
        self._show_nothing()
        self.shown.emit()

    def tick(self, now: datetime) -> None:
        """Let clocks and the time on the call follow practice time."""
        if self._sight is not None:
            self.header.clocks.repaint_clocks(now)
            self.side.repaint_clocks(now)
        if self._talk is not None:
            self.call.tick(now)

    def in_sight(self) -> InSight:
        """What acts can be about."""
        record = None if self._sight is None else self._sight.record
        talk = self._talk
        over = talk is not None and self.call.is_over()
        customer = record.customer_id if record is not None else None if talk is None else talk.customer_id
        ended = talk.id if talk is not None and over else None
        clocks = () if self._sight is None else self._sight.clocks
        running, role = None if over else talk, self._desk.actor.role
        return InSight(record, running, customer, ended, self._desk.has_world, clocks, role)

    def reason_against(self, act: CaseAct) -> str:
        """Why an act cannot be done now; empty when it can."""
        return reason_against(act, self.in_sight())

    def show_side(self) -> None:
        """Bring the record column of the ticket into sight."""
        self._left.setCurrentWidget(self.side)
        self.parts.show_part(RECORD)

    def show_form(self) -> None:
        """Bring the form that was made ready into sight, in place of the record column."""
        self.why.drop()
        self._left.setCurrentWidget(self.forms)
        self.parts.show_part(RECORD)
        form = self.forms.current()
        form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, form, form.bring_into_view)

    def talk(self) -> ConversationRow | None:
        """The conversation in sight, going on or over."""
        return self._talk

    def shows_talk(self, conversation_id: int) -> bool:
        """Whether this conversation is in sight."""
        talk = self._talk
        return talk is not None and talk.id == conversation_id and self._stack.currentWidget() is self._work

    def offer_caller(self, customer_id: int) -> None:
        """Offer a customer who was looked up elsewhere as whoever is on the line."""
        self.parts.show_part(RECORD)
        self.caller.who.offer(customer_id)

    def check_caller(self) -> None:
        """Whoever is on the line was named: go on with proving it."""
        self.parts.show_part(RECORD)
        if self._sight is None:
            self.caller.check_identity()
        else:
            self.side.check_identity()

    def rings_here(self) -> bool:
        """Whether the conversation in sight waits to be answered by us."""
        talk = self._talk
        return talk is not None and talk.state is ConversationState.RINGING and talk.direction is Direction.IN

    def go_to_ticket(self, ticket_id: int) -> None:
        """Bring a ticket into sight and go into it."""
        self.show_spot(ticket_spot(ticket_id))
        self.moved_to.emit(self._spot)
        self.take_keyboard()

    def go_to_talk(self, conversation_id: int) -> None:
        """Bring a conversation into sight: at its ticket when it has one."""
        self.talks.read()
        talk = self.talks.named(conversation_id)
        on_ticket = talk is not None and talk.ticket_id is not None
        self.show_spot(
            ticket_spot(talk.ticket_id or 0) if talk is not None and on_ticket else talk_spot(conversation_id)
        )
        self.parts.show_part(CALL)
        self.moved_to.emit(self._spot)
        self.call.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        shown = self._stack.currentWidget()
        if isinstance(shown, OpeningPanel | PromiseSide):
            shown.take_keyboard()
        elif shown is not self._work:
            return
        elif self._left.currentWidget() is self.forms:
            self.forms.current().first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._talk is not None and not self.call.is_over() and not self.call.isHidden():
            self.call.take_keyboard()
        elif self._left.currentWidget() is self.caller:
            self.caller.take_keyboard()
        else:
            self.side.take_keyboard()

    def sight(self) -> TicketSight | None:
        """The ticket in sight with its clocks, if there is one."""
        return self._sight

    def panes(self) -> list[QWidget]:
        """What F6 visits here, in reading order."""
        if self._stack.currentWidget() is not self._work:
            return [self._stack]
        parts = [self.call, self._left] if self.call.is_folded() else [self._left, self.call]
        return [self._head, *parts]

    def set_compact(self, compact: bool) -> None:
        self.header.set_compact(compact)
        self.side.set_compact(compact)

    def leave_form(self) -> None:
        """Back from a form to the record, where the keyboard goes on."""
        if self._left.currentWidget() is not self.forms:
            return
        self._left.setCurrentWidget(self.caller if self._sight is None else self.side)
        self.refresh()
        (self.caller if self._sight is None else self.side).take_keyboard()

    def _show_nothing(self) -> None:
        self._sight = self._talk = None
        self.call.clear()
        self.why.drop()
        self._stack.setCurrentWidget(self.nothing)

    def _show_ticket(self, ticket_id: int) -> None:
        try:
            sight = ticket_sight(self._desk, ticket_id)
        except Expected as problem:
            self._sight = None
            self._ask_why_to_open(problem)
            return
        self._sight = sight
        record = sight.record
        talk = self.talks.about(record)
        self._talk = talk
        live = talk is not None and talk.id in {one.id for one in self.talks.live()}
        self.side.show_ticket(
            record, sight.clocks, sight.now, talk_id=record.conversation_id if live and talk is not None else None
        )
        if talk is not None:
            self._show_call(talk, sight.now, record.identity, record.next_step, self.side.timeline.unlogged_call())
        step = when_all_is_said(record.next_step) if self.call.is_all_said() else record.next_step
        self.header.show_ticket(record, sight.clocks, sight.now, self.in_sight(), step)
        self._head.setCurrentWidget(self.header)
        if self._left.currentWidget() is not self.forms:
            self._left.setCurrentWidget(self.side)
        self._stack.setCurrentWidget(self._work)
        self._place_call()

    def _show_talk(self, conversation_id: int) -> None:
        talk = self.talks.named(conversation_id)
        if talk is None or talk.id in self.talks.dismissed:
            self._show_nothing()
            return
        if talk.ticket_id is not None:
            self._spot = ticket_spot(talk.ticket_id)
            self.moved_to.emit(self._spot)
            self._show_ticket(talk.ticket_id)
            return
        now = self._desk.world.clock.now()
        self._sight, self._talk = None, talk
        self.caller.show_talk(talk, now)
        unlogged = self.caller.timeline.unlogged_call() if talk.customer_id is not None else None
        self._show_call(talk, now, self.caller.identity(), self.caller.head.step(), unlogged)
        self.caller.show_step(all_said=self.call.is_all_said())
        self._head.setCurrentWidget(self.caller.head)
        if self._left.currentWidget() is not self.forms:
            self._left.setCurrentWidget(self.caller)
        self._stack.setCurrentWidget(self._work)
        self._place_call()

    def _show_call(
        self, talk: ConversationRow, now: datetime, identity: IdentityState | None, step: NextStep, unlogged: int | None
    ) -> None:
        offers_log = step is not NextStep.LOG_CALL  # one place to do it is enough, and the header’s is louder
        self.call.show_talk(talk, now, identity=identity, is_logged=unlogged != talk.id, offers_log=offers_log)

    def _place_call(self) -> None:
        self.parts.set_call(self._talk is not None, folded=self.call.is_folded())

    def _unfold_call(self) -> None:
        self.parts.show_part(RECORD if self.call.is_folded() else CALL)
        self._place_call()

    def _ask_why_to_open(self, problem: Expected) -> None:
        self._talk = None
        asks = self.opening.ask_for(problem.facts.get("customer_id"))
        if not asks:
            self.nothing.set_words(self.tr("This cannot be shown"), sentence_for(problem))
        self._stack.setCurrentWidget(self.opening if asks else self.nothing)

    def _leave_call(self) -> None:
        """A call that is over and written down does not come back with its ticket."""
        if self._talk is not None and self.call.is_done():
            self.talks.dismissed.add(self._talk.id)

    def _added(self, words: str) -> None:
        self.refresh()
        self.side.show_newest()
        self.told.emit(words)

    def _promise_settled(self, words: str) -> None:
        self.refresh()
        self.side.go_on_from_promise()
        self.told.emit(words)

    def _form_done(self, words: str) -> None:
        self.leave_form()
        self.told.emit(words)

    def _ticket_opened(self, ticket_id: int, words: str) -> None:
        self._left.setCurrentWidget(self.side)
        self.go_to_ticket(ticket_id)
        if self._sight is not None:
            self.told.emit(words.replace("%1", self._sight.record.ref))

    def _caller_taken(self, _customer_id: object) -> None:
        self.refresh()
        self.check_caller()

    def _record_opened(self, _customer_id: object) -> None:
        self.refresh()
        self.take_keyboard()

    def _put_call_away(self, conversation_id: int) -> None:
        self.talks.dismissed.add(conversation_id)
        self.refresh()
        self.moved_to.emit(self._spot if self._stack.currentWidget() is self._work else None)
        self.take_keyboard()
