# SPDX-License-Identifier: MIT
"""The forms that take the place of the record column: logging, a new ticket, status, limits, closing, handing off."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crmtrainer.casework.queries import TicketRecord
from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.handoffs.form import HandoffForm
from crmtrainer.ui.interactions.labels import CHANNELS, said
from crmtrainer.ui.interactions.log_form import LogForm
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.scrolling import Pages
from crmtrainer.ui.limits.form import LimitForm
from crmtrainer.ui.tickets.class_form import ClassForm
from crmtrainer.ui.tickets.first_contact_form import FirstContactForm
from crmtrainer.ui.tickets.merge_form import MergeForm
from crmtrainer.ui.tickets.moves import CloseForm, PriorityForm, ReopenForm, StatusForm
from crmtrainer.ui.tickets.new_form import NewTicketForm

F = TypeVar("F", bound=FormPanel)


class Forms(Pages):
    """One form at a time. `done` says in words what was carried out.

    `opened` carries the id of the ticket to go on with, and what to say of it, with %1 for its reference.
    """

    done = Signal(str)
    opened = Signal(object, str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    # Each is put together when it is wanted first: a window has two of these stacks, and many an hour needs no form

    @cached_property
    def log(self) -> LogForm:
        form = self._taken_in(LogForm(self._desk))
        form.logged.connect(lambda: self.done.emit(self.tr("Contact logged")))
        return form

    @cached_property
    def new(self) -> NewTicketForm:
        channels = {channel.value: said(words) for channel, words in CHANNELS.items()}
        form = self._taken_in(NewTicketForm(self._desk, channels))
        form.opened.connect(lambda ident: self.opened.emit(ident, self.tr("%1 opened")))
        return form

    @cached_property
    def status(self) -> StatusForm:
        form = self._taken_in(StatusForm(self._desk))
        form.done.connect(lambda: self.done.emit(self.tr("Status set")))
        return form

    @cached_property
    def priority(self) -> PriorityForm:
        form = self._taken_in(PriorityForm(self._desk))
        form.done.connect(lambda: self.done.emit(self.tr("Priority set")))
        return form

    @cached_property
    def classing(self) -> ClassForm:
        form = self._taken_in(ClassForm(self._desk))
        form.done.connect(lambda: self.done.emit(form.outcome()))
        return form

    @cached_property
    def first_contact(self) -> FirstContactForm:
        form = self._taken_in(FirstContactForm(self._desk))
        form.done.connect(lambda: self.done.emit(self.tr("First contact corrected")))
        return form

    @cached_property
    def limit(self) -> LimitForm:
        form = self._taken_in(LimitForm(self._desk))
        form.begun.connect(lambda title: self.done.emit(self.tr("Clock started: %1").replace("%1", title)))
        return form

    @cached_property
    def merge(self) -> MergeForm:
        form = self._taken_in(MergeForm(self._desk))
        form.done.connect(lambda: self.opened.emit(form.went_on, self.tr("Merged into %1")))
        return form

    @cached_property
    def close_ticket(self) -> CloseForm:
        form = self._taken_in(CloseForm(self._desk))
        form.done.connect(lambda: self.done.emit(self.tr("Ticket closed")))
        return form

    @cached_property
    def reopen(self) -> ReopenForm:
        form = self._taken_in(ReopenForm(self._desk))
        form.done.connect(lambda: self.done.emit(self.tr("Ticket reopened")))
        return form

    @cached_property
    def hand_off(self) -> HandoffForm:
        form = self._taken_in(HandoffForm(self._desk))
        form.sent.connect(self._handed_off)
        return form

    def _taken_in(self, form: F) -> F:
        self.addWidget(form)
        form.cancelled.connect(self.left)
        return form

    def current(self) -> FormPanel:
        """The form in sight."""
        shown = self.currentWidget()
        assert isinstance(shown, FormPanel)
        return shown

    def _handed_off(self, ref: str) -> None:
        self.done.emit(self.tr("%1 sent to the team").replace("%1", ref))

    def _bring(self, form: FormPanel) -> None:
        self.setCurrentWidget(form)
        form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    # Each puts its form in sight, ready to be filled in

    def offer_log(
        self, customer_id: int, name: str, now: datetime, *, ticket_id: int | None, talk_id: int | None
    ) -> None:
        self.log.show_for(
            CustomerId(customer_id),
            name,
            now,
            ticket_id=None if ticket_id is None else TicketId(ticket_id),
            conversation_id=None if talk_id is None else ConversationId(talk_id),
        )
        self._bring(self.log)

    def offer_ticket(self, customer_id: int, name: str, *, contact: ConversationRow | None) -> None:
        """`contact` is the one it came by. On another ticket already it stays there; else it becomes the new one's."""
        free = contact is not None and contact.ticket_id is None
        self.new.show_for(
            CustomerId(customer_id),
            name,
            conversation_id=ConversationId(contact.id) if contact is not None and free else None,
            channel=(Channel.EMAIL if contact is None else contact.channel).value,
            on_ticket="" if contact is None else contact.ticket_ref,
        )
        self._bring(self.new)

    def offer_status(self, record: TicketRecord) -> None:
        self.status.show_for(record.id, record.ref, record.status)
        self._bring(self.status)

    def offer_priority(self, record: TicketRecord) -> None:
        self.priority.show_for(record.id, record.ref, record.priority)
        self._bring(self.priority)

    def offer_class(self, record: TicketRecord) -> None:
        self.classing.show_for(record)
        self._bring(self.classing)

    def offer_first_contact(self, record: TicketRecord) -> None:
        self.first_contact.show_for(record)
        self._bring(self.first_contact)

    def offer_limit(self, record: TicketRecord) -> None:
        self.limit.show_for(record.id, record.ref, record.first_contact_at)
        self._bring(self.limit)

    def offer_merge(self, record: TicketRecord) -> None:
        self.merge.show_for(record)
        self._bring(self.merge)

    def offer_close(self, record: TicketRecord) -> None:
        self.close_ticket.show_for(record.id, record.ref)
        self._bring(self.close_ticket)

    def offer_reopen(self, record: TicketRecord) -> None:
        self.reopen.show_for(record.id, record.ref)
        self._bring(self.reopen)

    def offer_hand_off(self, record: TicketRecord, now: datetime, again: HandoffRow | None = None) -> None:
        self.hand_off.show_for(TicketId(record.id), record.ref, record.attachments, now, again)
        self._bring(self.hand_off)
