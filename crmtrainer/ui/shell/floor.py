# SPDX-License-Identifier: MIT
"""What stands around an open world: the pages of its cases and customers, the line, the bell and the forms.

They are made when somebody first wants them, or ahead while nothing is asked for: nobody who only chooses a scenario
has to wait for them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.complaints import ComplaintsPage
from crmtrainer.ui.casework.page import QueuePage
from crmtrainer.ui.casework.timeline_pane import TimelinePane
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.shell.bell import Bell
from crmtrainer.ui.shell.commands import CASE
from crmtrainer.ui.shell.line import Line
from crmtrainer.ui.shell.record_forms import RecordForms
from crmtrainer.ui.shell.sections import Section

if TYPE_CHECKING:
    from crmtrainer.ui.shell.switchboard import Switchboard

PAGES = (QueuePage, CustomersPage, ComplaintsPage)
"""What takes the most time of it, and may be made ahead."""


class Floor(QObject):
    """Made once; registers its pages with the window."""

    def __init__(self, board: Switchboard) -> None:
        super().__init__(board)
        window, desk = board.window, board.desk
        ahead = board.pages.ahead
        self.queue = ahead.take(QueuePage)
        self.customers = ahead.take(CustomersPage)
        self.complaints = ahead.take(ComplaintsPage)
        ahead.stop()
        self.forms = RecordForms(window, desk, self)
        self.bell = Bell(window, desk, self)
        self.line = Line(window, desk, board.attempt, self.queue, self.customers, self)
        self.line.listen_to(self.complaints)
        window.add_section(Section.QUEUE, self.queue)
        window.add_section(Section.CUSTOMERS, self.customers)
        window.add_section(Section.COMPLAINTS, self.complaints)
        self._actions = window.actions_
        self._tell_keys()
        self._actions.keys_changed.connect(self._tell_keys)
        self._connect(board)

    def _close_tabs(self) -> None:
        """A run is over: nothing of it is kept open, for nothing more can be done in it."""
        for page in (self.queue, self.complaints, self.customers):
            page.kept.clear()

    def _show_count(self, board: Switchboard) -> None:
        """A run that is over leaves nothing to do in the queue, though it can still be looked at."""
        board.window.set_count(Section.QUEUE, self.queue.count() if board.attempt.is_running else 0)

    def _tell_keys(self) -> None:
        keys = {CaseAct(name): self._actions.keys(act) for act, name in CASE.items()}
        for page in (self.queue, self.complaints):
            page.work.header.menu.set_keys(keys)

    def _connect(self, board: Switchboard) -> None:
        window = board.window
        to_scenarios = partial(window.show_section, Section.SCENARIOS)
        self.forms.ticket_opened.connect(board.open_ticket)
        self.bell.call_wanted.connect(board.go_to_call)
        self.bell.ticket_wanted.connect(board.open_ticket)
        board.practice.ticket_wanted.connect(board.open_ticket)
        self.bell.customer_wanted.connect(board.open_customer)
        for page in (self.queue, self.complaints):
            page.open_customer.connect(board.open_customer)
            page.show_scenarios.connect(to_scenarios)
            page.announce.connect(window.announce)
            page.clocks_told.connect(lambda words: window.toast(words, icon="timer-outline"))
            page.finish_wanted.connect(board.ending.ask_to_finish)
            page.wait_wanted.connect(board.practice.next_event)
            page.told.connect(board.undoing.tell)
            page.work.shown.connect(board.commands.follow)
        board.attempt.changed.connect(lambda: None if board.attempt.is_running else self._close_tabs())
        for tabs in (self.queue.kept, self.complaints.kept, self.customers.kept):
            tabs.changed.connect(board.commands.follow)
        self.queue.count_changed.connect(lambda _count: self._show_count(board))
        board.attempt.changed.connect(lambda: self._show_count(board))
        self.customers.set_timeline(TimelinePane(board.desk))
        self.customers.looked_at.connect(board.commands.follow)
        self.customers.open_ticket.connect(board.open_ticket)
        self.customers.log_for.connect(self.forms.log_for)
        self.customers.new_ticket_for.connect(self.forms.new_ticket_for)
        self.customers.show_scenarios.connect(to_scenarios)
        self.customers.told.connect(board.undoing.tell)
