# SPDX-License-Identifier: MIT
"""Putting right when the customer first told us: what the clocks count from, with why."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.casework.queries import TicketRecord
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.tickets.commands import CorrectFirstContact
from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.ticked import MomentField
from crmtrainer.ui.tickets.moves import MoveForm


class FirstContactForm(MoveForm):
    """The form. It says what stands on record now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "first_contact", "clock-edit-outline", parent)
        self.setAccessibleName(self.tr("Correct the first contact"))
        self.header.name.setText(self.tr("Correct the first contact"))
        self.save_button.setText(self.tr("Correct it"))
        self.when = MomentField(self.tr("It was at another time"))
        self.when.edit.look_back()
        self._was: datetime | None = None
        self._when = self.form.add("when", self.tr("When they first told us"), self.when)
        self.form.add("words", self.tr("Why"), self.words)
        self.take_in_rows()

    def show_for(self, record: TicketRecord) -> None:
        """Offer to correct it, from what stands now."""
        self._was = record.first_contact_at

        def make_ready() -> None:
            self.when.clear()
            self.when.suggest(record.first_contact_at, self.desk.now())

        self.take(record.id, record.ref, make_ready)
        now = self.tr("On record: %1. Clocks that count from it move to the true time.")
        self._when.set_hint(now.replace("%1", when_seen_from(record.first_contact_at, self.desk.now())))

    @override
    def field_of(self, problem: Expected) -> str:
        return "words" if problem.code == "ticket.no_reason" else "when"

    @override
    def command(self) -> Command:
        when = self.when.moment() or self._was or self.desk.now()
        return CorrectFirstContact(self.ticket, when, self.words.toPlainText().strip())
