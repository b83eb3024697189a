# SPDX-License-Identifier: MIT
"""Moving a ticket in its life: another status with a reason, closing with the outcome, reopening."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import TicketId
from crmtrainer.tickets.commands import CloseTicket, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import MOVES, CloseReason, Priority, Status
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.tickets.labels import PRIORITIES, REASONS, STATUSES, said
from crmtrainer.wording import sentence_for


class MoveForm(FormPanel):
    """A form about one ticket; `done` when the act was carried out."""

    done = Signal()

    def __init__(self, desk: Desk, act: str, icon: str, parent: QWidget | None) -> None:
        super().__init__("", "", icon, parent=parent)
        self.desk = desk
        self.ticket = TicketId(0)
        self.words = TextBox(lines=3)
        self._drafting = Drafting(desk, act, self.entries, self.draft_line, self)
        self.saving.connect(self._save)

    def command(self) -> Command:
        raise NotImplementedError

    def field_of(self, problem: Expected) -> str:
        """At which field a refusal is told."""
        return "words"

    def after(self) -> None:
        """What belongs to the act and comes after it; what was entered still stands."""

    def take(self, ticket_id: int, ref: str, offer: Callable[[], object]) -> None:
        """Turn to a ticket: `offer` sets what is chosen to begin with, then what was begun for it comes back."""

        def make_ready() -> None:
            self.words.clear()
            offer()

        self.ticket = TicketId(ticket_id)
        self.header.beside.setText(ref)
        self._drafting.turn_to(f"ticket:{ticket_id}", make_ready)
        self.form.clear_errors()

    def _save(self) -> None:
        done = self.desk.try_to(self.command())
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done), self.field_of(done))
            return
        self.after()
        self._drafting.done(self.words.clear)
        self.form.clear_errors()
        self.done.emit()


class StatusForm(MoveForm):
    """Another status, with why. Waiting stops the resolution clock."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "status", "circle-half-full", parent)
        self.setAccessibleName(self.tr("Set status"))
        self.header.name.setText(self.tr("Set status"))
        self.save_button.setText(self.tr("Set status"))
        self.status: Combo[Status] = Combo()
        self.form.add("status", self.tr("New status"), self.status)
        self._why = self.form.add("words", self.tr("Why"), self.words)
        self.take_in_rows()
        self.status.currentIndexChanged.connect(self._tell)

    def show_for(self, ticket_id: int, ref: str, was: Status) -> None:
        """Offer what the life cycle allows from here; closing and reopening have forms of their own."""
        allowed = [status for status in STATUSES if status in MOVES[was] and status is not Status.CLOSED]
        pairs = [(status, said(STATUSES[status])) for status in allowed]
        self.take(ticket_id, ref, lambda: self.status.set_pairs(pairs))
        self._tell()

    def _tell(self) -> None:
        """What there is to know about the status that is chosen."""
        waits = self.tr("Waiting stops the resolution clock: say what the customer is to do, and tell them.")
        resolved = self.tr("Resolved ends the resolution clock: say what was done, and tell the customer.")
        hints = {Status.WAITING: waits, Status.RESOLVED: resolved}
        self._why.set_hint(hints.get(self.status.value(), "") if self.status.has_values() else "")

    def command(self) -> Command:
        return SetStatus(self.ticket, self.status.value(), self.words.toPlainText().strip())


class CloseForm(MoveForm):
    """Close, with why and with what was done or decided."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "close", "check-circle-outline", parent)
        self.setAccessibleName(self.tr("Close ticket"))
        self.header.name.setText(self.tr("Close ticket"))
        self.save_button.setText(self.tr("Close ticket"))
        self.reason: Combo[CloseReason] = Combo((value, said(words)) for value, words in REASONS.items())
        self.form.add("reason", self.tr("Why it is closed"), self.reason)
        hint = self.tr("The basis for closing: what was done, and that the customer knows.")
        self.form.add("words", self.tr("What was done or decided"), self.words, hint)
        self.take_in_rows()

    def show_for(self, ticket_id: int, ref: str) -> None:
        """Offer to close a ticket."""
        self.take(ticket_id, ref, lambda: self.reason.setCurrentIndex(0))

    def command(self) -> Command:
        return CloseTicket(self.ticket, self.reason.value(), self.words.toPlainText().strip())


class ReopenForm(MoveForm):
    """Take up a closed ticket again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "reopen", "restart", parent)
        self.setAccessibleName(self.tr("Reopen ticket"))
        self.header.name.setText(self.tr("Reopen ticket"))
        self.save_button.setText(self.tr("Reopen ticket"))
        self.form.add("words", self.tr("Why"), self.words)
        self.take_in_rows()

    def show_for(self, ticket_id: int, ref: str) -> None:
        """Offer to reopen a ticket."""
        self.take(ticket_id, ref, lambda: None)

    def command(self) -> Command:
        return ReopenTicket(self.ticket, self.words.toPlainText().strip())


class PriorityForm(MoveForm):
    """Another priority, with why; the clocks take the standards of the new one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "priority", "equal", parent)
        self.setAccessibleName(self.tr("Set priority"))
        self.header.name.setText(self.tr("Set priority"))
        self.save_button.setText(self.tr("Set priority"))
        self.priority: Combo[Priority] = Combo((value, said(words)) for value, words in PRIORITIES.items())
        self.form.add("priority", self.tr("New priority"), self.priority)
        self.form.add("words", self.tr("Why"), self.words)
        self.take_in_rows()

    def show_for(self, ticket_id: int, ref: str, was: Priority) -> None:
        """Offer other priorities."""
        self.take(ticket_id, ref, lambda: self.priority.set_value(was))

    def command(self) -> Command:
        return SetPriority(self.ticket, self.priority.value(), self.words.toPlainText().strip())
