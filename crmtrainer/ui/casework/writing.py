# SPDX-License-Identifier: MIT
"""Writing about a ticket: a reply the customer sees, a note, or words to the team that has the work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import TicketRecord
from crmtrainer.handoffs.commands import AnswerTeam, ChaseTeam, ThankTeam
from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.handoffs.rules import RUNNING, HandoffState
from crmtrainer.interactions.commands import AddNote, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import CustomerId, HandoffId, TicketId
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.tickets.rules import Status
from crmtrainer.ui import theme
from crmtrainer.ui.casework.acknowledging import OnlyAcknowledges
from crmtrainer.ui.casework.promise_row import PromiseRow
from crmtrainer.ui.dates import local, when
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.interactions.labels import CHANNEL_ICONS, CHANNELS, said
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.composer import Audience, Composer, KindWords
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries, Entry
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import Label, is_restyling, plain_tip
from crmtrainer.wording import sentence_for

NARROW, LEAST = 520, 280
PROMISED_AHEAD = timedelta(hours=2)
"""What is suggested for a promise, from when it is switched on."""
WRITTEN = (Channel.TEXT, Channel.EMAIL)


class Writing(Surface):
    """The composer of a ticket. `sent` says in words what was sent; `hand_off_wanted` when no team has the work."""

    sent = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("window", edges=Qt.Edge.TopEdge, parent=parent)
        self._desk = desk
        self._record: TicketRecord | None = None
        self._channel = Channel.EMAIL
        self._chosen_channel: dict[int, Channel] = {}
        self._handoff: int | None = None
        self._compact = self._narrow = False
        self.setAccessibleName(self.tr("Write"))
        self.composer = Composer({audience: KindWords(audience.name, "") for audience in Audience})
        self.channel = Button("", "email-outline", small=True)
        self.promise = Button(self.tr("Promise"), "handshake-outline", small=True, name=self.tr("Add a promise"))
        self.promise.setCheckable(True)
        self.only_acknowledges = OnlyAcknowledges()
        self.promise_row = PromiseRow()
        self.problem = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self.problem.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.draft_line = DraftLine(flush=True)
        self._entries = Entries(self)
        self._build()
        self._take_in()
        self._drafting = Drafting(desk, "write", self._entries, self.draft_line, self)
        self.composer.sent.connect(self._send)
        self.composer.audience_changed.connect(self._follow_kind)
        self.promise.toggled.connect(self._toggle_promise)
        self.draft_line.appeared.connect(self._show_below)

    def _build(self) -> None:
        menu, group = QMenu(self), QActionGroup(self)
        for channel in WRITTEN:
            action = QAction(said(CHANNELS[channel]), menu)
            action.setCheckable(True)
            action.setData(channel)
            action.triggered.connect(lambda _checked=False, channel=channel: self._choose_channel(channel))
            group.addAction(action)
            menu.addAction(action)
        self._channels = menu
        self.channel.set_menu(menu)
        self.composer.add_beside_head(self.only_acknowledges)
        self.composer.add_option(self.promise)
        self.composer.add_option(self.channel)
        self._below = QWidget()
        lines = QVBoxLayout(self._below)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(4))
        for widget in (self.promise_row, self.draft_line, self.problem):
            lines.addWidget(widget)
        self.composer.set_extra(self._below)
        self.promise_row.hide()
        self.problem.hide()
        self._below.hide()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.composer)
        self._restyle()

    def _take_in(self) -> None:
        """What a draft holds: the words of each kind, and what is promised with a reply."""
        for audience in Audience:
            read, write = partial(self.composer.text, audience), partial(self._put_back, audience)
            self._entries.add_entry(audience.name.lower(), Entry(read, write))
        row = self.promise_row
        self._entries.add_entry("promises", Entry(lambda: "yes" if self.promise.isChecked() else "", self._put_promise))
        self._entries.add_entry("acknowledges", self.only_acknowledges.entry())
        self._entries.add("promise", row.words)
        self._entries.add_entry("due", Entry(self._promise_due, self._put_due))
        self.composer.draft_changed.connect(self._entries.changed)
        self.promise.toggled.connect(self._entries.changed)
        self.only_acknowledges.toggled.connect(self._entries.changed)
        self._entries.changed.connect(lambda: self.show_problem(""))
        row.due.changed.connect(self._entries.changed)

    # What the page calls

    def show_ticket(self, record: TicketRecord, clocks: Iterable[ClockRow]) -> None:
        """Write about this ticket; what was begun about it comes back, in whichever section it was written.

        Whether a message may only acknowledge is asked while one of its `clocks` waits for our sign.
        """
        other = self._record is None or self._record.id != record.id
        self._record = record
        if other or not self._drafting.is_current():
            self._bring_back(record)
        self.only_acknowledges.follow(clocks)
        self._channel = self._chosen_channel.get(record.id, _preferred(record))
        self._say_to_whom(record)

    def write(self, audience: Audience, *, handoff_id: int | None = None) -> None:
        """Choose the kind and take the keyboard; `handoff_id` says which handoff words to a team are about."""
        if handoff_id is not None:
            self._handoff = handoff_id
        self.composer.set_audience(audience)
        if self._record is not None:
            self._say_to_whom(self._record)
        self.composer.set_folded(False)
        self.composer.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def in_use(self) -> bool:
        """Whether somebody writes here, or has begun to."""
        at = QApplication.focusWidget()
        inside = at is not None and self.isAncestorOf(at) and at not in self.composer.kind_buttons()
        return inside or not self.composer.is_empty() or self.promise.isChecked() or bool(self.problem.text())

    def set_folded(self, folded: bool) -> None:
        """Show the kinds alone while nobody writes, where the room is wanted; choosing one opens it again."""
        self.composer.set_folded(folded)

    def set_compact(self, compact: bool) -> None:
        """In a low window the buttons stand beside the words."""
        self._compact = compact
        self._fit()

    def _fit(self) -> None:
        self.composer.set_compact(self._compact and not self._narrow)
        self.promise.setText("" if self._narrow else self.tr("Promise"))
        self._name_channel()
        self._restyle()

    def _name_channel(self) -> None:
        words = said(CHANNELS[self._channel])
        self.channel.setText("" if self._narrow else words)
        self.channel.setAccessibleName(self.tr("Send by: %1").replace("%1", words))
        self.channel.setToolTip(plain_tip(self.channel.accessibleName()))
        self.channel.set_icon(CHANNEL_ICONS[self._channel])

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than its present arrangement needs: it takes another one then.
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def show_problem(self, words: str) -> None:
        """Say at the composer what is wrong; nothing to say clears it."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self._show_below()
        self.composer.editor.setAccessibleDescription(words)

    def bound_to(self) -> HandoffRow | None:
        """The handoff that words to a team are about: the one asked for, else one that asks, runs or is finished."""
        if self._record is None:
            return None
        open_ones = [one for one in self._record.handoffs if one.state in RUNNING or one.state is HandoffState.DONE]
        chosen = next((one for one in open_ones if one.id == self._handoff), None)
        return chosen or _most_wanting(open_ones)

    # Its own affairs

    def _bring_back(self, record: TicketRecord) -> None:
        def make_ready() -> None:
            for audience in Audience:
                self.composer.set_text("", audience)
            self.promise_row.words.clear()
            self.promise.setChecked(False)
            self.only_acknowledges.setChecked(False)

        self._handoff = None
        self.show_problem("")
        self._drafting.turn_to(f"ticket:{record.id}", make_ready)
        self._follow_kind(self.composer.audience())

    def _put_back(self, audience: Audience, words: str) -> None:
        if words != self.composer.text(audience):
            self.composer.set_text(words, audience)

    def _put_promise(self, written: str) -> None:
        self.promise.setChecked(bool(written))

    def _promise_due(self) -> str:
        return self.promise_row.due.written() if self.promise.isChecked() else ""

    def _put_due(self, written: str) -> None:
        if written:
            self.promise_row.due.put_back(written)

    def _say_to_whom(self, record: TicketRecord) -> None:
        closed = record.status is Status.CLOSED
        name = record.customer
        channel = said(CHANNELS[self._channel])
        to = filled(self.tr("%1 to %2, who reads every word."), channel, name)
        send = self.tr("Send text") if self._channel is Channel.TEXT else self.tr("Send e-mail")
        reply = KindWords(
            self.tr("Reply"), self.tr("Customer sees"), to, send, self.tr("Write to the customer"),
            CHANNEL_ICONS[self._channel],
        )  # fmt: skip
        note_to = self.tr("Stays on the record. %1 does not see it.").replace("%1", name)
        note = KindWords(
            self.tr("Note"), self.tr("Staff only"), note_to, self.tr("Save note"), self.tr("Facts, in plain words")
        )
        self.composer.set_words(Audience.REPLY, reply)
        self.composer.set_words(Audience.NOTE, note)
        self.composer.set_words(Audience.COLLEAGUE, self._colleague_words(name))
        self.composer.explain(
            Audience.REPLY, self.tr("This ticket is closed: reopen it before you reply") if closed else ""
        )
        no_team = self.bound_to() is None
        self.composer.explain(Audience.COLLEAGUE, self.tr("No team has this: hand it off first") if no_team else "")
        stuck = (no_team and self.composer.audience() is Audience.COLLEAGUE) or (
            closed and self.composer.audience() is Audience.REPLY
        )
        if stuck:
            self.composer.set_audience(Audience.NOTE)
        self._name_channel()
        for action in self._channels.actions():
            action.setChecked(action.data() == self._channel)

    def _colleague_words(self, customer: str) -> KindWords:
        one = self.bound_to()
        if one is None:
            had = self._record is not None and bool(self._record.handoffs)
            return KindWords(self.tr("Colleague"), self.tr("No team now") if had else self.tr("No team yet"))
        sees = self.tr("To %1, %2. %3 does not see it.")
        to = filled(sees, one.team_name, one.ref, customer)
        send, hint = {
            HandoffState.ASKED: (self.tr("Send answer"), self.tr("Answer what they asked")),
            HandoffState.DONE: (self.tr("Thank the team"), self.tr("Thank them, and say what it did for the customer")),
        }.get(one.state, (self.tr("Ask the team"), self.tr("Ask how it is going")))
        return KindWords(self.tr("Colleague"), self.tr("Team only"), to, send, hint)

    def _choose_channel(self, channel: Channel) -> None:
        self._channel = channel
        if self._record is not None:
            self._chosen_channel[self._record.id] = channel
            self._say_to_whom(self._record)

    def _follow_kind(self, audience: object) -> None:
        reply = audience is Audience.REPLY
        self.channel.setVisible(reply)
        self.promise.setVisible(reply)
        self.only_acknowledges.set_for_reply(reply)
        self.promise_row.setVisible(reply and self.promise.isChecked())
        self._show_below()
        self.show_problem("")

    def _toggle_promise(self, on: bool) -> None:
        if on:  # a draft that comes back puts its own time in after this
            self.promise_row.due.set_today(local(self._desk.now()).date())
            self.promise_row.due.set_moment(self._desk.now() + PROMISED_AHEAD)
        self.promise_row.setVisible(on and self.composer.audience() is Audience.REPLY)
        self._show_below()
        if on and self.promise.hasFocus():
            self.promise_row.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_below(self) -> None:
        self._below.setVisible(not all(part.isHidden() for part in (self.promise_row, self.draft_line, self.problem)))

    def _send(self, audience: Audience, words: str) -> None:
        record = self._record
        if record is None:
            return
        due = self.promise_row.due
        if audience is Audience.REPLY and self.promise.isChecked() and due.unread():
            self.show_problem(due.unread())
            due.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = self._command(record, audience, words)
        if command is None:
            self.show_problem(self.tr("No team has this: hand it off first"))
            return
        done = self._desk.try_to(command)
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done))
            target = self.promise_row.words if done.code.startswith("promise.") else self.composer.editor
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        told = self._told(audience, command)
        self.draft_line.put_away()
        self.show_problem("")
        self.composer.set_text("", audience)
        if audience is Audience.REPLY:
            self.promise_row.words.clear()
            self.promise.setChecked(False)
            self.only_acknowledges.setChecked(False)
        self.sent.emit(told)

    def _command(self, record: TicketRecord, audience: Audience, words: str) -> Command | None:
        customer, ticket = CustomerId(record.customer_id), TicketId(record.id)
        if audience is Audience.NOTE:
            return AddNote(customer, words, ticket)
        if audience is Audience.REPLY:
            promises = self.promise.isChecked()
            return SendMessage(
                customer,
                self._channel,
                words,
                ticket,
                promise_due=self.promise_row.due.moment() if promises else None,
                promise_words=self.promise_row.words.text().strip() if promises else "",
                only_acknowledges=self.only_acknowledges.isChecked(),
            )
        one = self.bound_to()
        if one is None:
            return None
        match one.state:
            case HandoffState.ASKED:
                return AnswerTeam(HandoffId(one.id), words)
            case HandoffState.DONE:
                return ThankTeam(HandoffId(one.id), words)
            case _:
                return ChaseTeam(HandoffId(one.id), words)

    def _told(self, audience: Audience, command: Command) -> str:
        if isinstance(command, SendMessage):
            words = self.tr("Text sent") if command.channel is Channel.TEXT else self.tr("E-mail sent")
            if command.only_acknowledges:
                is_text = command.channel is Channel.TEXT
                words = self.tr("Acknowledged by text") if is_text else self.tr("Acknowledged by e-mail")
            if command.promise_due is None:
                return words
            return filled(self.tr("%1, promise noted for %2"), words, when(command.promise_due))
        if audience is Audience.NOTE:
            return self.tr("Note saved")
        return self.tr("Sent to the team")

    def _restyle(self) -> None:
        edge = theme.px(6 if self._compact else 8)
        self._column.setContentsMargins(theme.px(16), edge, theme.px(16), edge)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def _preferred(record: TicketRecord) -> Channel:
    """The channel a reply goes by unless another is chosen: the customer's, else e-mail."""
    return Channel.TEXT if record.preferred_channel == Channel.TEXT else Channel.EMAIL


def _most_wanting(handoffs: Iterable[HandoffRow]) -> HandoffRow | None:
    order = (HandoffState.ASKED, HandoffState.SENT, HandoffState.ACCEPTED, HandoffState.DONE)
    return min(handoffs, key=lambda one: (order.index(one.state), -one.id), default=None)
