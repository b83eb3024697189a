# SPDX-License-Identifier: MIT
"""Logging a contact: what was said, what came of it, what comes next, and what was promised."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from crmtrainer.interactions.commands import LogInteraction
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.interactions.labels import CHANNELS, DIRECTIONS, OUTCOMES, said
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.ticked import MomentField
from crmtrainer.wording import sentence_for

_FIELDS = {
    "interaction.no_summary": "summary",
    "promise.no_words": "promise",
    "promise.no_date": "promise_due",
    "promise.in_past": "promise_due",
    "contact.in_future": "happened",
    "contact.before_customer": "happened",
    "contact.too_long_ago": "happened",
}


class LogForm(FormPanel):
    """One contact, written down for whoever reads it next."""

    logged = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", "", "phone-plus-outline", parent=parent)
        self._desk = desk
        self._customer: CustomerId | None = None
        self._ticket: TicketId | None = None
        self._conversation: ConversationId | None = None
        self.setAccessibleName(self.tr("Log a contact"))
        self.header.name.setText(self.tr("Log a contact"))
        self.save_button.setText(self.tr("Save to the log"))
        self.channel: Combo[Channel] = Combo((value, said(words)) for value, words in CHANNELS.items())
        self.direction: Combo[Direction] = Combo((value, said(words)) for value, words in DIRECTIONS.items())
        self.happened = MomentField(self.tr("It took place earlier"))
        self.happened.edit.look_back()
        self.reason = QLineEdit()
        self.summary = TextBox(lines=3)
        self.outcome: Combo[ContactOutcome] = Combo((value, said(words)) for value, words in OUTCOMES.items())
        self.next_step = QLineEdit()
        self.promise = QLineEdit()
        self.promise_due = MomentField(self.tr("Promised for"))
        self._build_rows()
        self.take_in_rows()
        self._drafting = Drafting(desk, "log", self.entries, self.draft_line, self)
        self.saving.connect(self._save)

    def _build_rows(self) -> None:
        form = self.form
        self.form.add_pair(
            form.make("channel", self.tr("How"), self.channel),
            form.make("direction", self.tr("Who began"), self.direction),
        )
        self._when = form.add(
            "happened",
            self.tr("When"),
            self.happened,
            self.tr("Just now, unless you say otherwise. Clocks count from when it took place."),
        )
        form.add(
            "reason", self.tr("Why they got in touch"), self.reason, self.tr("A few words, like Wrong part delivered")
        )
        facts = self.tr("Facts, in plain words. Leave out health, opinions and card numbers.")
        form.add("summary", self.tr("What was said and agreed"), self.summary, facts)
        form.add_pair(
            form.make("outcome", self.tr("What came of it"), self.outcome),
            form.make("next_step", self.tr("Next step"), self.next_step),
        )
        form.add_pair(
            form.make("promise", self.tr("What you promised, if anything"), self.promise),
            form.make("promise_due", self.tr("By when"), self.promise_due),
        )

    def show_for(
        self,
        customer_id: CustomerId,
        name: str,
        now: datetime,
        *,
        ticket_id: TicketId | None = None,
        conversation_id: ConversationId | None = None,
    ) -> None:
        """Offer the log for a customer, and the ticket and call it belongs to; what was begun for them comes back.

        Of a call it is known when it took place, so nobody is asked.
        """

        def make_ready() -> None:
            self._clear()
            self.happened.suggest(now, now)
            self.promise_due.suggest(now + timedelta(hours=4), now)

        self._customer, self._ticket, self._conversation = customer_id, ticket_id, conversation_id
        self.header.beside.setText(name)
        subject = f"customer:{customer_id}" if ticket_id is None else f"ticket:{ticket_id}"
        self._drafting.turn_to(subject, make_ready)
        if conversation_id is not None:
            self.happened.clear()
        self._when.setVisible(conversation_id is None)
        self.form.clear_errors()

    def _clear(self) -> None:
        self.channel.setCurrentIndex(0)
        self.direction.setCurrentIndex(0)
        self.outcome.setCurrentIndex(0)
        self.summary.clear()
        for edit in (self.reason, self.next_step, self.promise):
            edit.clear()
        self.happened.clear()
        self.promise_due.clear()

    def _save(self) -> None:
        if self._customer is None:
            return
        words = self.promise.text().strip()
        due = self.promise_due.moment()
        if words and due is None:
            self.show_errors({"promise_due": self.tr("Give the promise a date and a time")}, also=("promise",))
            return
        done = self._desk.try_to(
            LogInteraction(
                customer_id=self._customer,
                channel=self.channel.value(),
                direction=self.direction.value(),
                reason=self.reason.text().strip(),
                summary=self.summary.toPlainText(),
                outcome=self.outcome.value(),
                next_step=self.next_step.text().strip(),
                ticket_id=self._ticket,
                conversation_id=self._conversation,
                promise_words=words,
                promise_due=due,
                happened_at=self.happened.moment(),
            )
        )
        if isinstance(done, Expected):
            field = _FIELDS.get(done.code, "summary")
            self.show_problem(sentence_for(done), field, also=("promise_due",) if field == "promise" else ())
            return
        self._drafting.done(self._clear)
        self.form.clear_errors()
        self.logged.emit()
