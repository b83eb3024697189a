# SPDX-License-Identifier: MIT
"""The right side of a case page: a ticket, a call, or both side by side, with the forms that act on them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.queries import customer_page
from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.commands import PlaceCall
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.service_levels.queries import why
from crmtrainer.tickets.rules import NextStep
from crmtrainer.ui import theme
from crmtrainer.ui.casework.acts import CaseAct, InSight, reason_against
from crmtrainer.ui.casework.caller_side import CallerSide
from crmtrainer.ui.casework.forms import Forms
from crmtrainer.ui.casework.grouping import Spot, SpotKind, talk_spot, ticket_spot
from crmtrainer.ui.casework.handoff_bar import BarAct
from crmtrainer.ui.casework.header import CaseHeader
from crmtrainer.ui.casework.sight import Talks, TicketSight, ticket_sight
from crmtrainer.ui.casework.ticket_side import TicketSide
from crmtrainer.ui.casework.why import WhyPane
from crmtrainer.ui.casework.writing import Drafts
from crmtrainer.ui.clocks import face_of
from crmtrainer.ui.customers.opening import OpeningPanel
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.interactions.call_panel import CallPanel
from crmtrainer.ui.kit.clock_block import ClockBlock
from crmtrainer.ui.kit.composer import Audience
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import Pages
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.wording import sentence_for

CALL_WIDTH = 376
NARROW_CALL = 330
SIDE_BY_SIDE = 700
RECORD, CALL = "record", "call"


class Workplace(QWidget):
    """The place. `show_spot` says what is wanted; `refresh` shows it as it is now."""

    announce = Signal(str)
    told = Signal(str)
    open_customer = Signal(object)
    moved_to = Signal(object)
    """Another place is in sight by an act done here: a `Spot`."""

    def __init__(self, desk: Desk, drafts: Drafts, nothing: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spot: Spot | None = None
        self._sight: TicketSight | None = None
        self._talk: ConversationRow | None = None
        self._wanted_customer: int | None = None
        self.talks = Talks(desk)
        self.nothing = nothing
        self.opening = OpeningPanel(desk)
        self.header = CaseHeader()
        self.side = TicketSide(desk, drafts)
        self.caller = CallerSide(desk)
        self.call = CallPanel(desk)
        self.forms = Forms(desk)
        self.switch = Segmented(
            self.tr("Record or call"), [Segment(RECORD, self.tr("Record")), Segment(CALL, self.tr("Call"))]
        )
        self._build()
        self.why = WhyPane(self)
        self._connect()

    def _build(self) -> None:
        self._head = Pages()
        self._left = Pages()
        for strip in (self.header, self.caller.head):
            self._head.addWidget(strip)
        for part in (self.side, self.caller, self.forms):
            self._left.addWidget(part)
        self._switch_bar = Surface("surface", edges=Qt.Edge.BottomEdge)
        bar = QHBoxLayout(self._switch_bar)
        bar.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
        bar.addWidget(self.switch)
        bar.addStretch(1)
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self._left, 1)
        self._body.addWidget(self.call)
        work = QWidget()
        lines = QVBoxLayout(work)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head)
        lines.addWidget(self._switch_bar)
        lines.addLayout(self._body, 1)
        self._work = work
        self._stack = Pages()
        for widget in (self.nothing, self.opening, work):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.switch.set_value(RECORD)
        self.call.hide()
        self._switch_bar.hide()

    def _connect(self) -> None:
        self.header.stepped.connect(self._step)
        self.header.act_wanted.connect(self.act)
        self.header.why_wanted.connect(self._explain)
        self.header.customer_wanted.connect(self._show_customer)
        self.side.bar_wanted.connect(self._about_handoff)
        self.side.sent.connect(self._added)
        self.side.told.connect(self.told)
        self.side.open_ticket.connect(self.go_to_ticket)
        self.side.open_customer.connect(self.open_customer)
        for proof in (self.side.proof, self.side.customer.proof, self.caller.proof):
            proof.identity.record_wanted.connect(self.open_customer)
        self.caller.head.stepped.connect(self._step)
        self.caller.head.log_wanted.connect(lambda: self.act(CaseAct.LOG_CALL))
        self.caller.taken.connect(self._caller_taken)
        self.caller.answer_wanted.connect(self.call.answer)
        self.caller.open_ticket.connect(self.go_to_ticket)
        self.call.acted.connect(self.refresh)
        self.call.announce.connect(self.announce)
        self.call.log_wanted.connect(lambda _talk: self.act(CaseAct.LOG_CALL))
        self.call.dismissed.connect(self._put_call_away)
        self.forms.done.connect(self._form_done)
        self.forms.opened.connect(self._ticket_opened)
        self.forms.left.connect(self.leave_form)
        self.opening.opened.connect(self._record_opened)
        self.switch.chosen.connect(lambda _value: self._place_call())

    # What the page calls

    def spot(self) -> Spot | None:
        """What is wanted in sight."""
        return self._spot

    def show_spot(self, spot: Spot | None) -> None:
        """Show a ticket or a conversation; a form of another place is left, and what was entered in it stays."""
        if spot != self._spot:
            self._spot = spot
            self._sight = None
            self.why.drop()
            self.switch.set_value(CALL if spot is not None and spot.kind is SpotKind.TALK else RECORD)
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
        else:
            self._show_talk(self._spot.ident)

    def clear(self) -> None:
        """Show nothing and forget what was seen."""
        self._spot = None
        self.talks.clear()
        self._show_nothing()

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
        return InSight(
            record,
            None if over else talk,
            customer,
            talk.id if talk is not None and over else None,
            self._desk.has_world,
        )

    def reason_against(self, act: CaseAct) -> str:
        """Why an act cannot be done now; empty when it can."""
        return reason_against(act, self.in_sight())

    def act(self, act: CaseAct) -> bool:
        """Begin an act: its form, the composer, or the act itself. Says whether it could be begun."""
        reason = self.reason_against(act)
        if reason:
            self.announce.emit(reason)
            return False
        now, record = self._desk.world.clock.now(), self.in_sight().record
        match act:
            case CaseAct.LOG_CALL:
                self._offer_log(now)
            case CaseAct.NEW_COMPLAINT:
                self._offer_ticket()
            case CaseAct.SHOW_CUSTOMER:
                self._show_customer()
            case _ if record is None:
                return False
            case CaseAct.ADD_NOTE:
                self._write(Audience.NOTE)
            case CaseAct.REPLY:
                self._write(Audience.REPLY)
            case CaseAct.HAND_OFF:
                self.forms.offer_hand_off(record, now)
                self._show_form()
            case CaseAct.SET_STATUS:
                self.forms.offer_status(record)
                self._show_form()
            case CaseAct.SET_PRIORITY:
                self.forms.offer_priority(record)
                self._show_form()
            case CaseAct.CLOSE:
                self.forms.offer_close(record)
                self._show_form()
            case CaseAct.REOPEN:
                self.forms.offer_reopen(record)
                self._show_form()
            case CaseAct.CALL:
                self._desk.perform(PlaceCall(CustomerId(record.customer_id), TicketId(record.id)))
                self.refresh()
                self.call.take_keyboard()
        return True

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
        self.switch.set_value(CALL)
        self._place_call()
        self.moved_to.emit(self._spot)
        self.call.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        shown = self._stack.currentWidget()
        if shown is self.opening:
            self.opening.take_keyboard()
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

    def spoken_clocks(self) -> str:
        """Every clock of the ticket that counts or is over, as one text to be heard."""
        if self._sight is None:
            return self.tr("No ticket is open.")
        now = self._desk.world.clock.now()
        told = self.header.clocks.spoken(now)
        told += [face_of(c, now).sentence() for c in self._sight.clocks if c.subject and c.satisfied_at is None]
        return ". ".join(told) or self.tr("No clock counts on this ticket.")

    def panes(self) -> list[QWidget]:
        """What F6 visits here, in reading order."""
        if self._stack.currentWidget() is not self._work:
            return [self._stack]
        return [self._head, self._left, self.call]

    def set_compact(self, compact: bool) -> None:
        self.header.set_compact(compact)
        self.side.set_compact(compact)
        self.caller.set_compact(compact)

    def leave_form(self) -> None:
        """Back from a form to the record, where the keyboard goes on."""
        if self._left.currentWidget() is not self.forms:
            return
        self._left.setCurrentWidget(self.caller if self._sight is None else self.side)
        self.refresh()
        (self.caller if self._sight is None else self.side).take_keyboard()

    # Its own affairs: what is in sight

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
            proven = self.side.proof.identity.state() is not None and record.identity == "passed"
            self._show_call(talk, sight.now, proven=proven, unlogged=self.side.timeline.unlogged_call())
        self.header.show_ticket(record, sight.clocks, sight.now, self.in_sight())
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
        self._show_call(talk, now, proven=self.caller.is_proven(), unlogged=unlogged)
        self._head.setCurrentWidget(self.caller.head)
        if self._left.currentWidget() is not self.forms:
            self._left.setCurrentWidget(self.caller)
        self._stack.setCurrentWidget(self._work)
        self._place_call()

    def _show_call(self, talk: ConversationRow, now: datetime, *, proven: bool, unlogged: int | None) -> None:
        self.call.show_talk(talk, now, is_proven=proven, is_logged=unlogged != talk.id)

    def _ask_why_to_open(self, problem: Expected) -> None:
        self._talk = None
        customer_id = problem.facts.get("customer_id")
        rows = self._desk.ask(customer_page, ids=(customer_id,)) if isinstance(customer_id, int) else ()
        if not rows:
            self.nothing.set_words(self.tr("This cannot be shown"), sentence_for(problem))
            self._stack.setCurrentWidget(self.nothing)
            return
        self.opening.ask_about(rows[0])
        self._stack.setCurrentWidget(self.opening)

    def _place_call(self) -> None:
        """The call beside the record, or one of the two where there is no room for both."""
        shown = self._talk is not None
        beside = self.width() >= theme.px(SIDE_BY_SIDE)
        chosen = self.switch.value()
        self._switch_bar.setVisible(shown and not beside)
        self.call.setVisible(shown and (beside or chosen == CALL))
        self._left.setVisible(not shown or beside or chosen == RECORD)
        if beside:
            width = CALL_WIDTH if self.width() >= theme.px(CALL_WIDTH + 370) else NARROW_CALL
            self.call.setFixedWidth(theme.px(width))
        else:
            self.call.setMinimumWidth(0)
            self.call.setMaximumWidth(16777215)

    # Its own affairs: acts

    def _step(self, step: NextStep) -> None:
        record, now = self.in_sight().record, self._desk.world.clock.now()
        match step:
            case NextStep.ANSWER_CALL:
                self._answer()
            case NextStep.CHECK_IDENTITY:
                self._check_identity()
            case NextStep.CONTINUE_CALL:
                self.switch.set_value(CALL)
                self._place_call()
                self.call.take_keyboard()
            case NextStep.LOG_CALL:
                self.act(CaseAct.LOG_CALL)
            case NextStep.OPEN_TICKET:
                self.act(CaseAct.NEW_COMPLAINT)
            case NextStep.HAND_OFF:
                self.act(CaseAct.HAND_OFF)
            case NextStep.CORRECT_HANDOFF if record is not None:
                bounced = (h for h in record.handoffs if h.state is HandoffState.BOUNCED and h.replaced_by_id is None)
                self.forms.offer_hand_off(record, now, next(bounced, None))
                self._show_form()
            case NextStep.ANSWER_TEAM | NextStep.WAIT_FOR_TEAM | NextStep.THANK_TEAM:
                self._write(Audience.COLLEAGUE)
            case NextStep.TELL_CUSTOMER | NextStep.WAIT_FOR_CUSTOMER:
                self._write(Audience.REPLY)
            case NextStep.KEEP_PROMISE:
                self.side.keep_promise()
            case NextStep.CLOSE:
                self.act(CaseAct.CLOSE)

    def _answer(self) -> None:
        ringing = self.talks.ringing()
        if ringing is not None:
            if self._talk is None or self._talk.id != ringing.id:
                self.go_to_talk(ringing.id)
            self.call.answer()

    def _check_identity(self) -> None:
        self.switch.set_value(RECORD)
        self._place_call()
        if self._sight is not None:
            self.side.check_identity()
        elif self._talk is not None and self._talk.customer_id is None:
            self.caller.find_caller()
        else:
            self.caller.check_identity()

    def _about_handoff(self, act: BarAct, handoff: HandoffRow) -> None:
        if act is not BarAct.CORRECT:
            self._write(Audience.COLLEAGUE, handoff.id)
        elif self._sight is not None:
            self.forms.offer_hand_off(self._sight.record, self._sight.now, handoff)
            self._show_form()

    def _write(self, audience: Audience, handoff_id: int | None = None) -> None:
        self._left.setCurrentWidget(self.side)
        self.switch.set_value(RECORD)
        self._place_call()
        self.side.write(audience, handoff_id=handoff_id)

    def _show_form(self) -> None:
        self.why.drop()
        self.switch.set_value(RECORD)
        self._left.setCurrentWidget(self.forms)
        self._place_call()
        self.forms.current().first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_log(self, now: datetime) -> None:
        sight = self.in_sight()
        if sight.customer_id is None:
            return
        record = sight.record
        timeline = self.side.timeline if record is not None else self.caller.timeline
        talk = sight.talk.id if sight.talk is not None else timeline.unlogged_call()
        self.forms.offer_log(
            sight.customer_id,
            self._customer_name(),
            now,
            ticket_id=None if record is None else record.id,
            talk_id=talk,
        )
        self._show_form()

    def _offer_ticket(self) -> None:
        sight = self.in_sight()
        if sight.customer_id is None:
            return
        # A talk that is on another ticket already stays there; one without a ticket becomes the new one's.
        talk = self._talk
        free = talk is not None and talk.ticket_id is None and talk.customer_id == sight.customer_id
        self.forms.offer_ticket(
            sight.customer_id, self._customer_name(), talk_id=talk.id if talk is not None and free else None
        )
        self._show_form()

    def _customer_name(self) -> str:
        if self._sight is not None:
            return self._sight.record.customer
        return "" if self._talk is None else self._talk.customer

    def _explain(self, clock_id: int, block: ClockBlock) -> None:
        if self.why.isVisible() and self.why.is_about(block):
            self.why.put_away()
            return
        try:
            told = self._desk.ask(why, clock_id)
        except Expected as problem:
            block.setChecked(False)
            self.announce.emit(sentence_for(problem))
            return
        self.why.open_at(block, told, self._desk.world.clock.now())

    def _show_customer(self) -> None:
        customer = self.in_sight().customer_id
        if customer is not None:
            self.open_customer.emit(customer)

    def _added(self, words: str) -> None:
        self.refresh()
        self.side.show_newest()
        self.told.emit(words)

    def _form_done(self, words: str) -> None:
        self.leave_form()
        self.told.emit(words)

    def _ticket_opened(self, ticket_id: int) -> None:
        self._left.setCurrentWidget(self.side)
        self.go_to_ticket(ticket_id)
        if self._sight is not None:
            self.told.emit(self.tr("%1 opened").replace("%1", self._sight.record.ref))

    def _caller_taken(self, _customer_id: object) -> None:
        self.refresh()
        self.caller.check_identity()

    def _record_opened(self, _customer_id: object) -> None:
        self.refresh()
        self.take_keyboard()

    def _put_call_away(self, conversation_id: int) -> None:
        self.talks.dismissed.add(conversation_id)
        self.refresh()
        self.moved_to.emit(self._spot if self._stack.currentWidget() is self._work else None)
        self.take_keyboard()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_call()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._place_call()
