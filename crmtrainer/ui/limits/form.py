# SPDX-License-Identifier: MIT
"""Beginning a limit that the law sets on a ticket: which one, since when, and what is to be known of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.limits.queries import LimitRow, limits_in_force, limits_of
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.ticked import MomentField
from crmtrainer.ui.limits.labels import LawCard
from crmtrainer.wording import sentence_for


class LimitForm(FormPanel):
    """The form. `begun` carries the title of the limit whose clock was started or corrected."""

    begun = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", "", "scale-balance", parent=parent)
        self._desk = desk
        self._ticket = TicketId(0)
        self._first_contact: datetime | None = None
        self._book: dict[str, LimitRow] = {}
        self.setAccessibleName(self.tr("Limit by law"))
        self.header.name.setText(self.tr("Limit by law"))
        self.save_button.setText(self.tr("Start the clock"))
        self.limit: Combo[str] = Combo()
        self.since = MomentField(self.tr("It began earlier"))
        self.since.edit.look_back()
        self.reason = QLineEdit()
        self.form.add("limit", self.tr("Limit"), self.limit)
        self.form.add("since", self.tr("Since when"), self.since, self.tr("Left as it is: since now."))
        self.form.add("reason", self.tr("Why it applies"), self.reason, self.tr("In a few words; may be left out."))
        self.law = LawCard()
        self.form.column.addWidget(self.law)
        self.take_in_rows()
        self._drafting = Drafting(desk, "limit", self.entries, self.draft_line, self)
        self.limit.currentIndexChanged.connect(self._tell)
        self.saving.connect(self._save)

    def show_for(self, ticket_id: int, ref: str, first_contact: datetime) -> None:
        """Offer the limits in force today; the moment suggested is when the customer first told us."""
        rows = self._desk.ask(limits_in_force)
        self._book = {row.id: row for row in rows}
        running = {row.limit.id for row in self._desk.ask(limits_of, ticket_id)}
        pairs = [(row.id, row.title) for row in sorted(rows, key=lambda row: row.id in running)]

        def make_ready() -> None:
            self.limit.set_pairs(pairs)
            self.since.clear()
            self.since.suggest(first_contact, self._desk.now())
            self.reason.clear()

        self._ticket = TicketId(ticket_id)
        self.header.beside.setText(ref)
        self._drafting.turn_to(f"ticket:{ticket_id}", make_ready)
        self.form.clear_errors()
        self._tell()

    def _tell(self) -> None:
        """What is to be known of the limit that is chosen."""
        row = self._book.get(self.limit.value()) if self.limit.has_values() else None
        self.law.show_limit(row)

    def _save(self) -> None:
        ident = self.limit.value()
        since = self.since.moment() or self._desk.world.clock.now()
        done = self._desk.try_to(BeginLimit(self._ticket, ident, since, self.reason.text().strip()))
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done), "since" if done.code == "limit.starts_later" else "limit")
            return
        self._drafting.done(self.reason.clear)
        self.form.clear_errors()
        self.begun.emit(self._book[ident].title)
