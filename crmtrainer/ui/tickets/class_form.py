# SPDX-License-Identifier: MIT
"""Putting right what a ticket is: type, category, severity, and what that makes of its clocks before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.casework.classing import ClassTried, try_class
from crmtrainer.casework.queries import TicketRecord
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.tickets.commands import Reclassify
from crmtrainer.tickets.rules import LONGEST_CATEGORY, Severity, TicketType
from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.tickets.class_preview import ClassPreview
from crmtrainer.ui.tickets.labels import SEVERITIES, TYPES, said
from crmtrainer.ui.tickets.moves import MoveForm
from crmtrainer.wording import sentence_for

_AT = {"ticket.same_class": "type", "ticket.limit_runs": "type", "ticket.long_category": "category"}
_LATER = ""


class ClassForm(MoveForm):
    """The form. Where the law may ask something of the new type, its clock can be started with the same save."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "class", "shape-outline", parent)
        self.setAccessibleName(self.tr("Reclassify"))
        self.header.name.setText(self.tr("Reclassify"))
        self.save_button.setText(self.tr("Reclassify"))
        self.type: Combo[TicketType] = Combo((value, said(words)) for value, words in TYPES.items())
        self.category = QLineEdit()
        self.category.setMaxLength(LONGEST_CATEGORY)
        self.severity = Segmented(
            self.tr("Severity"), [Segment(value, said(words)) for value, words in SEVERITIES.items()]
        )
        self.law: Combo[str] = Combo()
        self.preview = ClassPreview()
        self._shown: TicketRecord | None = None
        self._tried: ClassTried | None = None
        self._told = ""
        form = self.form
        self._type = form.add("type", self.tr("Type"), self.type)
        form.add_pair(
            form.make("category", self.tr("Category"), self.category, self.tr("The house’s own word; may be empty.")),
            form.make("severity", self.tr("Severity"), self.severity),
        )
        form.column.addWidget(self.preview)
        self._law = form.add("law", self.tr("By law"), self.law)
        form.add("words", self.tr("Why"), self.words)
        self.take_in_rows()
        self.entries.changed.connect(self._try)

    def show_for(self, record: TicketRecord) -> None:
        """Offer what the ticket is now, to be put right."""

        def make_ready() -> None:
            self.type.set_value(record.type)
            self.category.setText(record.category)
            self.severity.set_value(record.severity)

        self._shown, self._tried = record, None
        self.take(record.id, record.ref, make_ready)
        self._try()

    def outcome(self) -> str:
        """What was done last, in words."""
        return self._told

    def _try(self) -> None:
        """What the class that is chosen now makes of the clocks, and of what the law asks."""
        record = self._shown
        if record is None or record.id != self.ticket:
            return
        try:
            tried = self.desk.ask(
                try_class, self.ticket, self.type.value(), self._severity(), self.category.text().strip()
            )
        except Expected:
            return  # saving says it, at its field
        self.preview.show_clocks(tried.clocks, self.desk.now())
        self.save_button.setAccessibleDescription(self.preview.accessibleName())
        held = self.tr("“%1” runs by law. Meet it, or drop it with why it does not apply, under Details first.")
        self._type.set_hint(held.replace("%1", tried.held_by) if tried.held_by else "")
        offered, self._tried = self._tried, tried  # before the offer, which is an entry and changed by it
        if offered is None or offered.to_begin != tried.to_begin:
            self._offer_limits(tried)

    def _offer_limits(self, tried: ClassTried) -> None:
        since = when_seen_from(tried.first_contact_at, self.desk.now())
        rows = [(row.limit, filled(self.tr("Start “%1”, from %2"), row.title, since)) for row in tried.to_begin]
        later = (_LATER, self.tr("Start no clock now"))
        # One that alone can apply begins unless somebody says no: the earlier date is the safe one.
        self.law.set_pairs([*rows, later] if len(rows) == 1 else [later, *rows])
        self._law.setVisible(bool(rows))
        self._law.set_hint(self.tr("Counted from the first contact; correct it under Limit by law.") if rows else "")

    def _severity(self) -> Severity:
        chosen = self.severity.value()
        return chosen if isinstance(chosen, Severity) else Severity.NORMAL

    @override
    def command(self) -> Command:
        words = self.words.toPlainText().strip()
        return Reclassify(self.ticket, self.type.value(), self.category.text().strip(), self._severity(), words)

    @override
    def field_of(self, problem: Expected) -> str:
        return _AT.get(problem.code, "words")

    @override
    def after(self) -> None:
        """The clock that the law asks for is an act of its own, with its own place on record and its own way back."""
        self._told = self.tr("Reclassified")
        tried, limit = self._tried, self.law.value() if self._law.isVisibleTo(self) and self.law.has_values() else ""
        if tried is None or not limit:
            return
        begun = self.desk.try_to(
            BeginLimit(self.ticket, limit, tried.first_contact_at, self.words.toPlainText().strip())
        )
        self._told = sentence_for(begun) if isinstance(begun, Expected) else self.tr("Reclassified, and clock started")
