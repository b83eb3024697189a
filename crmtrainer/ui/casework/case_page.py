# SPDX-License-Identifier: MIT
"""A section made of a list of cases and the workplace beside it; My queue and Complaints are two of them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import QueueRow, TicketRecord
from crmtrainer.interactions.queries import ConversationRow, PromiseRow, live_conversations
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.kernel.commands import Change
from crmtrainer.kernel.errors import Expected
from crmtrainer.service_levels.queries import clocks_of_promises, worst_clocks
from crmtrainer.tickets.rules import Status
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.grouping import CaseData, Spot, SpotKind, talk_spot, ticket_spot
from crmtrainer.ui.casework.list_pane import CaseList
from crmtrainer.ui.casework.paper import ticket_to_print
from crmtrainer.ui.casework.workplace import Workplace
from crmtrainer.ui.clocks import mark_of
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.interactions.labels import channel_icon
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.kept_tabs import KeptTab, KeptTabs, kept_above
from crmtrainer.ui.kit.list_beside import ListBeside
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.tasks import Errand, InlineTasks, Tasks

READ_AGAIN_S = 5.0
"""Least real seconds between two readings that nothing but passing time asked for."""
_CONCERNS = frozenset(
    {"ticket", "conversation", "promise", "handoff", "interaction", "customer", "clock", "practice", "scenario"}
)


class CasePage(Page):
    """The section. Other sections are reached through its signals; ids travel as objects, for `int` has 32 bits."""

    open_customer = Signal(object)
    show_scenarios = Signal()
    announce = Signal(str)
    clocks_told = Signal(str)
    """The clocks of the ticket in sight in words, to be shown and heard."""
    told = Signal(str)
    """What was done, in words for a toast."""
    caller_named = Signal(object)
    """Whoever is on the line is this customer."""
    count_changed = Signal(int)
    finish_wanted = Signal()
    """Nothing is open any more: the next step is to finish the scenario."""
    wait_wanted = Signal()
    """There is nothing to do now: the next step is to let the next event come."""

    PRINTS_A_RECORD = True
    COUNTS_UNSEEN = False
    """Whether its rows are counted also while another section is in sight."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        help_text: str,
        count_words: str,
        *,
        nothing_listed: EmptyState,
        no_world: EmptyState,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, help_text, parent)
        self._desk = desk
        self._tasks: Tasks = tasks or InlineTasks()
        self._errand: Errand | None = None
        self._count = -1
        self._minute = ""
        self._read_at = 0.0
        self._rung: set[int] = set()
        self._known: dict[int, QueueRow | TicketRecord] = {}
        """Tickets as they were last seen: a closed one leaves the list, and its tab stays."""
        self.list = CaseList(name, count_words, nothing_listed)
        self.no_world = no_world
        nothing = EmptyState(
            "message-text-outline",
            self.tr("No case chosen"),
            self.tr("Choose one in the list: what happened, its clocks and what comes next are shown here."),
        )
        self.work = Workplace(desk, nothing)
        self.kept = KeptTabs(self.tr("Cases kept open"), self._tab)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.splitter = ListBeside(type(self).__name__, self.list, kept_above(self.kept, self.work))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        column.addWidget(self.no_world)
        self.small(False)
        self._show_what_there_is()

    def _connect(self) -> None:
        self._desk.changed.connect(self._hear)
        self._desk.world_changed.connect(self._other_world)
        self._soon.timeout.connect(self.refresh)
        self.list.current_changed.connect(self.work.show_spot)
        self.list.opened.connect(self._go_into)
        self.list.opened_in_tab.connect(self.keep_open)
        self.kept.chosen.connect(self._go_back_to)
        self.work.shown.connect(self._look_at_tab)
        self.work.moved_to.connect(self._follow)
        self.work.announce.connect(self.announce)
        self.work.told.connect(self.told)
        self.work.finish_wanted.connect(self.finish_wanted)
        self.work.wait_wanted.connect(self.wait_wanted)
        self.work.open_customer.connect(self.open_customer)
        self.work.opening.cancelled.connect(self._back_to_list)
        self.work.opening.caller_named.connect(self.caller_named)
        self.no_world.acted.connect(self.show_scenarios)

    def rows(self) -> tuple[QueueRow, ...]:
        """The tickets of this section, as they are now. Called away from the window's thread."""
        raise NotImplementedError

    def whole(self) -> int | None:
        """How many tickets there are, for a section that reads only the first of them."""
        return None

    def talks(self) -> tuple[ConversationRow, ...]:
        """The conversations that stand in the list. Called away from the window's thread."""
        return self._desk.ask(live_conversations)

    def promises(self) -> tuple[PromiseRow, ...]:
        """The promises without a ticket that stand in the list. Called away from the window's thread."""
        return ()

    def keep_open(self, spot: object) -> None:
        """Go into a case and, where it is a ticket, keep it open as a tab."""
        self._go_into(spot)
        if isinstance(spot, Spot) and spot.kind is SpotKind.PROMISE:
            self.work.promise.open_record()
        else:
            self.kept.keep(spot)

    # What the shell calls

    @override
    def kept_tabs(self) -> KeptTabs:
        return self.kept

    @override
    def entered(self) -> None:
        self._show_what_there_is()
        self.refresh()

    @override
    def first_focus(self) -> QWidget | None:
        if not self._desk.has_world:
            return self.no_world.button
        return self.list.list if not self.list.list.isHidden() else self.list.filter

    @override
    def filter_field(self) -> QWidget | None:
        return self.list.filter if self._desk.has_world else None

    @override
    def panes(self) -> list[QWidget]:
        return [self.list, *self.work.panes()] if self._desk.has_world else [self.no_world]

    @override
    def small(self, compact: bool) -> None:
        self.splitter.set_compact(compact)
        self.work.set_compact(compact)

    @override
    def reason_against_print(self) -> str:
        if self._desk.has_world and self.work.sight() is not None:
            return ""
        return self.tr("Open a ticket first: it is printed with its clocks and its timeline.")

    @override
    def to_print(self) -> Printable:
        sight = self.work.sight()
        assert sight is not None
        return ticket_to_print(self._desk, sight.record.id)

    def tick(self, now: datetime) -> None:
        """One beat: clocks are painted as they stand at `now`; each practice minute they are read again."""
        if not self._desk.has_world:
            return
        self.work.tick(now)
        minute = now.strftime("%d %H:%M")
        if minute != self._minute:
            self._minute = minute
            self.list.repaint_clocks(now)
            self.kept.refresh()
            if time.monotonic() - self._read_at >= READ_AGAIN_S:
                self._soon.start(0)

    def refresh(self) -> None:
        """Read the list and what is in sight again; the current row stays current where it is still listed."""
        self._soon.stop()
        self._read_at = time.monotonic()
        if self._errand is not None:
            self._errand.cancel()
        if not self._desk.has_world:
            return
        self._errand = self._tasks.run(self._read, self._show, self._failed)
        if self.isVisible():
            self.work.refresh()

    def open_ticket(self, ticket_id: int, *, keep: bool = False) -> None:
        """Bring a ticket into sight, listed here or not; a record that is not open asks for a reason in place.

        `keep`: as a tab besides.
        """
        if self._desk.has_world:
            self.work.go_to_ticket(ticket_id)
            if keep:
                self.kept.keep(ticket_spot(ticket_id))

    def open_conversation(self, conversation_id: int) -> None:
        """Bring a call into sight."""
        if self._desk.has_world:
            self.work.go_to_talk(conversation_id)

    def current(self) -> Spot | None:
        """What is in sight."""
        return self.work.spot()

    def step_record(self, by: int) -> None:
        """To the next case of the list (1), or the one before (-1)."""
        self.list.mark(self.work.spot())
        self.list.list.step(by)

    def reason_against(self, name: str) -> str:
        """Why the act of this name (a value of `CaseAct`) cannot be done now; empty when it can."""
        return self.work.reason_against(CaseAct(name))

    def next_step(self) -> Button | None:
        """The button of the next step, where one is offered."""
        return self.work.conduct.next_button()

    def count(self) -> int:
        """How many cases and calls are listed, without the filter."""
        return max(0, self._count)

    def read_clocks(self) -> None:
        """Tell the clocks of the ticket in sight, for eyes and ears."""
        self.clocks_told.emit(self.work.conduct.spoken_clocks())

    def clocks_in_sight(self) -> bool:
        """Whether the record in sight has a clock in its header."""
        return self.work.header.clocks.worst() is not None

    def explain_clock(self) -> None:
        """Say why the most urgent clock in sight is due when it is."""
        if (ident := self.work.header.clocks.worst()) is not None:
            self.work.header.clocks.ask(ident)

    # Its own affairs

    def _read(self) -> CaseData:
        rows = self.rows()
        kept = {spot.ident for spot in self.kept.held() if isinstance(spot, Spot)}
        clocks = self._desk.ask(worst_clocks, tuple(kept.union(row.id for row in rows)))
        promises = self.promises()
        of_promises = self._desk.ask(clocks_of_promises, tuple(row.id for row in promises))
        return CaseData(rows, clocks, self.talks(), promises, of_promises, self.whole())

    def _show(self, data: CaseData) -> None:
        if not self._desk.has_world:
            return
        put_away = self.work.talks.dismissed
        data = replace(data, talks=tuple(talk for talk in data.talks if talk.id not in put_away))
        count = self.list.show_data(data, self._desk.world.clock.now())
        if self.work.spot() is not None:
            self.list.mark(self.work.spot())
        self.kept.refresh()
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)
        self._notice_calls(data.talks)

    def _notice_calls(self, talks: tuple[ConversationRow, ...]) -> None:
        """Tell once of each call that rings, and show it where nothing else is in sight."""
        for talk in talks:
            if talk.state is ConversationState.RINGING and talk.id not in self._rung:
                self._rung.add(talk.id)
                words = self.tr("Phone ringing, %1") if talk.direction == "in" else self.tr("Calling %1")
                self.announce.emit(words.replace("%1", talk.customer or talk.shown))
                if self.work.spot() is None:
                    self.work.show_spot(talk_spot(talk.id))
                    self.list.mark(talk_spot(talk.id))

    def _tab(self, spot: object) -> KeptTab | None:
        """What a tab says of a ticket: what the list knows of it, else what is in sight, else what was last seen."""
        if not isinstance(spot, Spot) or spot.kind is not SpotKind.TICKET or not self._desk.has_world:
            return None
        row, clock = self.list.row_of(spot.ident)
        sight = self.work.sight()
        seen = None if sight is None or sight.record.id != spot.ident else sight.record
        known = row or seen or self._known.get(spot.ident)
        if known is None:
            return None
        self._known[spot.ident] = known
        closed = known.status is Status.CLOSED
        mark = None if clock is None else mark_of(clock, self._desk.world.clock.now(), closed=closed)
        return KeptTab(spot, known.ref, known.subject, mark, channel_icon(known.channel))

    def _look_at_tab(self) -> None:
        self.kept.look_at(self.work.spot())

    def _failed(self, error: Exception) -> None:
        """A world that was closed meanwhile is no news; anything else is a fault of the program."""
        if not isinstance(error, Expected):
            raise error

    def _go_into(self, spot: object) -> None:
        if isinstance(spot, Spot):
            self.work.show_spot(spot)
            if self.work.rings_here():
                self.work.call.answer()
            self.work.take_keyboard()

    def _go_back_to(self, spot: object) -> None:
        """To a case that was kept open; the list shows where it stands there."""
        if isinstance(spot, Spot):
            self.list.mark(spot)
            self._go_into(spot)

    def _follow(self, spot: object) -> None:
        self.list.mark(spot if isinstance(spot, Spot) else None)
        self._soon.start(0)

    def _back_to_list(self) -> None:
        target = self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self, changes: tuple[Change, ...]) -> None:
        wanted = self.isVisible() or self.COUNTS_UNSEEN
        if wanted and self._desk.has_world and any(change.kind in _CONCERNS for change in changes):
            self._soon.start(0)

    def _other_world(self) -> None:
        self._rung.clear()
        self._known.clear()
        self.kept.clear()
        self.list.filter.clear()
        self.work.clear()
        self._show_what_there_is()
        if self._desk.has_world:
            self.refresh()
        elif self._count:
            self._count = 0
            self.count_changed.emit(0)

    def _show_what_there_is(self) -> None:
        there = self._desk.has_world
        self.splitter.setVisible(there)
        self.no_world.setVisible(not there)
