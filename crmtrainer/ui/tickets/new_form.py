# SPDX-License-Identifier: MIT
"""Opening a ticket for a customer: what happened in their words, what they want, how bad it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId, CustomerId, OrderId
from crmtrainer.orders.queries import orders_of_customer
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import Priority, Severity, TicketType
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.tickets.labels import PRIORITIES, SEVERITIES, TYPES, said
from crmtrainer.wording import sentence_for

_FIELDS = {"ticket.no_subject": "subject", "ticket.unknown_channel": "channel", "ticket.order_of_another": "order"}


class NewTicketForm(FormPanel):
    """One new ticket. `opened` carries its id."""

    opened = Signal(object)

    def __init__(self, desk: Desk, channels: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__("", "", "alert-plus-outline", parent=parent)
        self._desk = desk
        self._customer: CustomerId | None = None
        self._conversation: ConversationId | None = None
        self.setAccessibleName(self.tr("New complaint"))
        self.header.name.setText(self.tr("New complaint"))
        self.save_button.setText(self.tr("Save complaint"))
        self.type: Combo[TicketType] = Combo((value, said(words)) for value, words in TYPES.items())
        self.channel: Combo[str] = Combo(channels.items())
        self.subject = QLineEdit()
        self.description = TextBox(lines=3)
        self.desired = QLineEdit()
        self.order: Combo[OrderId | None] = Combo()
        self.severity = Segmented(
            self.tr("Severity"), [Segment(value, said(words)) for value, words in SEVERITIES.items()]
        )
        self.priority: Combo[Priority] = Combo((value, said(words)) for value, words in PRIORITIES.items())
        self._build_rows()
        self._clear()
        self.take_in_rows()
        self._drafting = Drafting(desk, "new_ticket", self.entries, self.draft_line, self)
        self.saving.connect(self._save)

    def _build_rows(self) -> None:
        form = self.form
        form.add("subject", self.tr("Subject"), self.subject, self.tr("Like “Wrong legs with dining table”"))
        form.add_pair(
            form.make("type", self.tr("Type"), self.type), form.make("channel", self.tr("How it arrived"), self.channel)
        )
        form.add("description", self.tr("What happened, in the customer’s words"), self.description)
        form.add("desired", self.tr("What the customer wants"), self.desired)
        form.add("order", self.tr("Order"), self.order)
        form.add_pair(
            form.make("severity", self.tr("Severity"), self.severity),
            form.make("priority", self.tr("Priority"), self.priority),
        )

    def show_for(
        self,
        customer_id: CustomerId,
        name: str,
        *,
        conversation_id: ConversationId | None,
        channel: str,
        on_ticket: str = "",
    ) -> None:
        """Offer a new ticket for a customer, on the call it came by; what was begun for them comes back.

        `on_ticket` is the ticket which that call is on already, by its reference.
        """
        already = self.tr("This call has %1 already. Open another one?")
        self.set_remark(already.replace("%1", on_ticket) if on_ticket else "")
        none: list[tuple[OrderId | None, str]] = [(None, self.tr("No order"))]
        listed = self._desk.ask(orders_of_customer, customer_id=customer_id)
        rows: list[tuple[OrderId | None, str]] = [
            (order.id, f"{order.ref} · {', '.join(line.product_name for line in order.lines)}") for order in listed
        ]

        def make_ready() -> None:
            self._clear()
            self.channel.set_value(channel)
            self.order.set_pairs(rows + none)

        self._customer, self._conversation = customer_id, conversation_id
        self.header.beside.setText(name)
        self._drafting.turn_to(f"customer:{customer_id}", make_ready)
        self.form.clear_errors()

    def _clear(self) -> None:
        self.subject.clear()
        self.description.clear()
        self.desired.clear()
        self.type.set_value(TicketType.COMPLAINT)
        self.severity.set_value(Severity.NORMAL)
        self.priority.set_value(Priority.NORMAL)

    def _save(self) -> None:
        if self._customer is None:
            return
        severity = self.severity.value()
        done = self._desk.try_to(
            OpenTicket(
                customer_id=self._customer,
                type=self.type.value(),
                subject=self.subject.text().strip(),
                channel=self.channel.value(),
                description=self.description.toPlainText(),
                desired_outcome=self.desired.text().strip(),
                severity=severity if isinstance(severity, Severity) else Severity.NORMAL,
                priority=self.priority.value(),
                order_id=self.order.value() if self.order.has_values() else None,
                conversation_id=self._conversation,
            )
        )
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done), _FIELDS.get(done.code, "subject"))
            return
        self._drafting.done(self._clear)
        self.form.clear_errors()
        self.opened.emit(_id_in(done.outcome.subject))


def _id_in(subject: str) -> int:
    return int(subject.rpartition(":")[2])
