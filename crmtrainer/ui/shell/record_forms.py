# SPDX-License-Identifier: MIT
"""The forms that are laid over a customer's record: the log of a contact, and a new ticket."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from crmtrainer.customers.queries import record
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import TALKING, Channel
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.interactions.labels import CHANNELS, said
from crmtrainer.ui.interactions.log_form import LogForm
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.shell.form_page import FormPage
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.tickets.new_form import NewTicketForm


class RecordForms(QObject):
    """Opens them, and closes them when their act is done."""

    ticket_opened = Signal(object)
    """The id of a ticket that was opened with a form."""

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk

    def log_for(self, customer_id: object) -> None:
        """Lay the log of a contact over the customer's record."""
        if isinstance(customer_id, int):
            form = LogForm(self._desk)
            form.show_for(CustomerId(customer_id), self._name_of(customer_id), self._desk.world.clock.now())
            form.logged.connect(partial(self._done, self.tr("Logged.")))
            self._open(form)

    def new_ticket_for(self, customer_id: object) -> None:
        """Lay a new ticket over the customer's record."""
        if isinstance(customer_id, int):
            form = NewTicketForm(self._desk, {channel.value: said(words) for channel, words in CHANNELS.items()})
            name = self._name_of(customer_id)
            talks = self._desk.ask(live_conversations)
            talk = next((t for t in talks if t.customer_id == customer_id and t.state in TALKING), None)
            form.show_for(
                CustomerId(customer_id),
                name,
                conversation_id=ConversationId(talk.id) if talk is not None and talk.ticket_id is None else None,
                channel=(Channel.PHONE if talk is None else talk.channel).value,
                on_ticket="" if talk is None else talk.ticket_ref,
            )
            form.opened.connect(self._opened)
            self._open(form)

    def _name_of(self, customer_id: int) -> str:
        return self._desk.ask(record, customer_id=CustomerId(customer_id)).header.name

    def _open(self, form: FormPanel) -> None:
        form.cancelled.connect(self._window.close_page)
        self._window.open_page(FormPage(form))

    def _done(self, words: str) -> None:
        self._window.close_page()
        self._window.toast(words)

    def _opened(self, ticket_id: object) -> None:
        self._window.close_page()
        self.ticket_opened.emit(ticket_id)
