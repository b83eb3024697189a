# SPDX-License-Identifier: MIT
"""Merging a ticket into another one of the same customer: which of them goes on, and why they are one matter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.casework.queries import TicketRecord, of_customer
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.tickets.commands import MergeTicket
from crmtrainer.tickets.rules import OPEN
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.tickets.moves import MoveForm


class MergeForm(MoveForm):
    """The form. The ticket it is about is closed as a duplicate; the chosen one takes over what is unanswered."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "merge", "call-merge", parent)
        self.setAccessibleName(self.tr("Merge into another ticket"))
        self.header.name.setText(self.tr("Merge into another ticket"))
        self.save_button.setText(self.tr("Merge tickets"))
        self.into: Combo[TicketId] = Combo()
        self._which = self.form.add("into", self.tr("Which ticket goes on"), self.into)
        self.form.add("words", self.tr("Why they are one matter"), self.words)
        self.take_in_rows()
        self.went_on = TicketId(0)
        """The ticket into which another was merged last."""

    def show_for(self, record: TicketRecord) -> None:
        """Offer the other open tickets of the customer, the oldest first."""
        rows = [row for row in self.desk.ask(of_customer, CustomerId(record.customer_id)) if row.status in OPEN]
        others = sorted((row for row in rows if row.id != record.id), key=lambda row: row.opened_at)
        pairs = [(TicketId(row.id), f"{row.ref} · {row.subject}") for row in others]
        self.take(record.id, record.ref, lambda: self.into.set_pairs(pairs))
        none = self.tr("%1 has no other open ticket to merge this one into.")
        hint = self.tr("%2 is closed as a duplicate, and both keep their history. The other ticket’s clocks count from")
        more = self.tr("the customer’s oldest message that nobody has answered, and limits by law go on with it.")
        self._which.set_hint(filled(f"{hint} {more}" if others else none, record.customer, record.ref))
        self.into.setEnabled(bool(others))
        self.save_button.explain("" if others else filled(none, record.customer))

    @override
    def command(self) -> Command:
        self.went_on = self.into.value()
        return MergeTicket(self.ticket, self.went_on, self.words.toPlainText().strip())
