# SPDX-License-Identifier: MIT
"""What can be done from the workplace: every act of a case begun, and the next step behind the primary button."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton

from crmtrainer.casework.queries import TicketRecord
from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.commands import EndConversation, PlaceCall
from crmtrainer.interactions.rules import TALKING
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId
from crmtrainer.service_levels.queries import why
from crmtrainer.tickets.rules import NextStep, Status
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.handoff_bar import BarAct
from crmtrainer.ui.casework.two_parts import CALL, RECORD
from crmtrainer.ui.clocks import face_of
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import sentences
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.composer import Audience
from crmtrainer.ui.waiving import Waiving
from crmtrainer.wording import sentence_for

if TYPE_CHECKING:
    from crmtrainer.ui.casework.workplace import Workplace


class Conduct(QObject):
    """Begins acts: brings their form, the composer or the call into sight, or carries them out."""

    def __init__(self, desk: Desk, work: Workplace) -> None:
        super().__init__(work)
        self._desk = desk
        self._work = work
        self.waiving = Waiving(desk)
        work.why.end_with(self.waiving)
        self.waiving.turned.connect(work.why.fit)
        self.waiving.waived.connect(self._waived)

    def act(self, act: CaseAct) -> bool:
        """Begin an act: its form, the composer, or the act itself. Says whether it could be begun."""
        reason = self._work.reason_against(act)
        if reason:
            self._work.announce.emit(reason)
            return False
        now, record = self._desk.world.clock.now(), self._work.in_sight().record
        match act:
            case CaseAct.LOG_CALL:
                self._offer_log(now)
            case CaseAct.NEW_COMPLAINT:
                self._offer_ticket()
            case CaseAct.SHOW_CUSTOMER:
                self.show_customer()
            case _ if record is None:
                return False
            case CaseAct.ADD_NOTE:
                self._write(Audience.NOTE)
            case CaseAct.REPLY:
                self._write(Audience.REPLY)
            case CaseAct.HAND_OFF:
                self._work.forms.offer_hand_off(record, now, _to_correct(record))
                self._work.show_form()
            case CaseAct.SET_STATUS:
                self._work.forms.offer_status(record)
                self._work.show_form()
            case CaseAct.SET_PRIORITY:
                self._work.forms.offer_priority(record)
                self._work.show_form()
            case CaseAct.RECLASSIFY:
                self._work.forms.offer_class(record)
                self._work.show_form()
            case CaseAct.FIRST_CONTACT:
                self._work.forms.offer_first_contact(record)
                self._work.show_form()
            case CaseAct.KEEP_PROMISE:
                self._work.show_side()
                self._work.side.keep_promise()
            case CaseAct.BEGIN_LIMIT:
                self._work.forms.offer_limit(record)
                self._work.show_form()
            case CaseAct.WAIVE:
                self._ask_to_waive()
            case CaseAct.MERGE:
                self._work.forms.offer_merge(record)
                self._work.show_form()
            case CaseAct.CLOSE:
                self._work.forms.offer_close(record)
                self._work.show_form()
            case CaseAct.REOPEN:
                self._work.forms.offer_reopen(record)
                self._work.show_form()
            case CaseAct.CALL:
                self._desk.perform(PlaceCall(CustomerId(record.customer_id), TicketId(record.id)))
                self._work.refresh()
                self._work.call.take_keyboard()
        return True

    def step(self, step: NextStep) -> None:
        """Do what the primary button offers."""
        match step:
            case NextStep.ANSWER_CALL:
                self._answer()
            case NextStep.CHECK_IDENTITY:
                self._check_identity()
            case NextStep.CONTINUE_CALL:
                self.go_on_with_call()
            case NextStep.END_CALL:
                self._work.call.end()
            case NextStep.LOG_CALL:
                self.act(CaseAct.LOG_CALL)
            case NextStep.OPEN_TICKET:
                self.act(CaseAct.NEW_COMPLAINT)
            case NextStep.HAND_OFF | NextStep.CORRECT_HANDOFF:
                self.act(CaseAct.HAND_OFF)
            case NextStep.ANSWER_TEAM | NextStep.WAIT_FOR_TEAM | NextStep.THANK_TEAM:
                self._write(Audience.COLLEAGUE)
            case NextStep.TELL_CUSTOMER | NextStep.WAIT_FOR_CUSTOMER:
                self._write(Audience.REPLY)
            case NextStep.KEEP_PROMISE:
                self._keep_promise()
            case NextStep.CLOSE:
                self.act(CaseAct.CLOSE)
            case NextStep.LET_TEAM_WORK | NextStep.AWAIT_FILE:
                self._work.wait_wanted.emit()
            case NextStep.FINISH:
                self._work.finish_wanted.emit()

    def next_button(self) -> Button | None:
        """The button of the next step, where one is offered."""
        offered = (self._work.header.primary, self._work.caller.head.primary)
        return next((button for button in offered if button.isVisibleTo(self._work)), None)

    def go_to_next_step(self) -> None:
        """Put the keyboard on the next step, else where one goes on."""
        button = self.next_button()
        if button is None:
            self._work.take_keyboard()
        else:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on_with_call(self) -> None:
        """To what can be said to whoever is on the line."""
        talk = self._work.talk()
        if talk is not None and talk.state in TALKING:
            self._work.parts.show_part(CALL)
            self._work.call.take_keyboard()

    def call_back(self) -> None:
        """Ring the number on the record, so that whoever answers is reached there; a call that goes on is ended."""
        sight = self._work.in_sight()
        if sight.customer_id is None:
            return
        record, talk = sight.record, sight.talk
        if talk is not None and self._desk.perform(EndConversation(ConversationId(talk.id))) is None:
            return
        ticket = None if record is None else TicketId(record.id)
        done = self._desk.perform(PlaceCall(CustomerId(sight.customer_id), ticket))
        placed = None if done is None else done.outcome.facts.get("conversation_id")
        if isinstance(placed, int):
            self._work.go_to_talk(placed)
        else:
            self._work.refresh()

    def _answer(self) -> None:
        ringing = self._work.talks.ringing()
        talk = self._work.talk()
        if ringing is not None:
            if talk is None or talk.id != ringing.id:
                self._work.go_to_talk(ringing.id)
            self._work.call.answer()

    def _check_identity(self) -> None:
        talk = self._work.talk()
        self._work.parts.show_part(RECORD)
        if self._work.sight() is not None:
            self._work.side.check_identity()
        elif talk is not None and talk.customer_id is None:
            self._work.caller.find_caller()
        else:
            self._work.caller.check_identity()

    def _keep_promise(self) -> None:
        """To the promise, to be marked as kept; to the reply that would keep it, while nothing was said since."""
        record = self._work.in_sight().record
        if record is None:
            return
        told = record.told_at
        if told is not None and any(told > promise.made_at for promise in record.promises):
            self.act(CaseAct.KEEP_PROMISE)
        else:
            self._write(Audience.REPLY)

    def about_handoff(self, act: BarAct, handoff: HandoffRow) -> None:
        """Do what the bar of a handoff offers."""
        if act is not BarAct.CORRECT:
            self._write(Audience.COLLEAGUE, handoff.id)
            return
        record = self._work.in_sight().record
        if record is not None:
            self._work.forms.offer_hand_off(record, self._desk.world.clock.now(), handoff)
            self._work.show_form()

    def _write(self, audience: Audience, handoff_id: int | None = None) -> None:
        self._work.show_side()
        self._work.side.write(audience, handoff_id=handoff_id)

    def _offer_log(self, now: datetime) -> None:
        sight = self._work.in_sight()
        if sight.customer_id is None:
            return
        record = sight.record
        timeline = self._work.side.timeline if record is not None else self._work.caller.timeline
        talk = sight.talk.id if sight.talk is not None else timeline.unlogged_call()
        self._work.forms.offer_log(
            sight.customer_id,
            self._customer_name(),
            now,
            ticket_id=None if record is None else record.id,
            talk_id=talk,
        )
        self._work.show_form()

    def _offer_ticket(self) -> None:
        sight = self._work.in_sight()
        if sight.customer_id is None:
            return
        talk = self._work.talk()
        theirs = talk if talk is not None and talk.customer_id == sight.customer_id else None
        self._work.forms.offer_ticket(sight.customer_id, self._customer_name(), contact=theirs)
        self._work.show_form()

    def _customer_name(self) -> str:
        record, talk = self._work.in_sight().record, self._work.talk()
        if record is not None:
            return record.customer
        return "" if talk is None else talk.customer

    def show_customer(self) -> None:
        """Ask for the whole record of the customer in sight."""
        customer = self._work.in_sight().customer_id
        if customer is not None:
            self._work.open_customer.emit(customer)

    def explain(self, clock_id: int, block: QAbstractButton) -> None:
        """Say why a clock is due when it is, in a pane at its block; a second time closes it."""
        if self._work.why.isVisible() and self._work.why.is_about(block):
            self._work.why.put_away()
            return
        try:
            told = self._desk.ask(why, clock_id)
        except Expected as problem:
            block.setChecked(False)
            self._work.announce.emit(sentence_for(problem))
            return
        self.waiving.show_clock(told.clock)
        sight = self._work.sight()
        closed = sight is not None and sight.record.status is Status.CLOSED
        self._work.why.open_at(block, told, self._desk.world.clock.now(), closed=closed)

    def _ask_to_waive(self) -> None:
        """Open the breach to look at first where it explains itself, with the question why it counts for nobody."""
        clock = self._work.in_sight().to_waive()[0]
        self._work.show_side()
        strip = self._work.header.clocks
        block = strip.blocks.get(clock.id)
        if block is None or not self._work.why.isVisible() or not self._work.why.is_about(block):
            self.explain(clock.id, self._work.header.more if block is None else block)
        self.waiving.ask()

    def _waived(self, words: str) -> None:
        self._work.why.put_away()
        self._work.refresh()
        self._work.told.emit(words)

    def spoken_clocks(self) -> str:
        """Every clock of the ticket that counts or is over, as one text to be heard."""
        sight = self._work.sight()
        if sight is None:
            return self.tr("No ticket is open.")
        now = self._desk.world.clock.now()
        strip, closed = self._work.header.clocks, sight.record.status is Status.CLOSED
        others = (c for c in sight.clocks if c.subject and c.satisfied_at is None and c.id not in strip.blocks)
        told = [*strip.spoken(now), *(face_of(c, now, closed=closed).sentence() for c in others)]
        return sentences(told) or self.tr("No clock counts on this ticket.")


def _to_correct(record: TicketRecord) -> HandoffRow | None:
    """The handoff that a team sent back and that was not sent again."""
    sent_back = (h for h in record.handoffs if h.state is HandoffState.BOUNCED and h.replaced_by_id is None)
    return next(sent_back, None)
