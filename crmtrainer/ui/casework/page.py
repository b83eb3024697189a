# SPDX-License-Identifier: MIT
"""The section My queue: open tickets that are mine or nobody's, and calls, the worst due first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.casework.queries import QueueRow, counts, queue
from crmtrainer.interactions.queries import (
    ConversationRow,
    PromiseRow,
    live_conversations,
    missed_conversations,
    promises_alone,
)
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.in_parts import read_up_to
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.tasks import Tasks

WINDOW = 500
"""How many tickets are read at a time; nobody’s are in everybody’s queue, and there may be tens of thousands."""


class QueuePage(CasePage):
    """The page."""

    COUNTS_UNSEEN = True

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, tasks: Tasks | None = None) -> None:
        super().__init__(
            desk,
            _tr("My queue"),
            _tr(
                "What is yours to do, the worst due first. Arrows show a case, Enter goes into it, {F8} reads its "
                "clocks. A call that rings stands on top, then those that were missed. Space on a clock says why it is "
                "due when it is. {Ctrl+F} filters by words, also by how a case stands: overdue, waiting, high, phone."
            ),
            _tr("%1, worst due first"),
            nothing_listed=EmptyState(
                "inbox-outline",
                _tr("Nothing waits for you"),
                _tr("Your tickets and promises, and calls, appear here."),
            ),
            no_world=EmptyState(
                "inbox-outline",
                _tr("Your queue is empty"),
                _tr("Tickets and calls belong to a practice world. Choose a scenario and its first contact arrives."),
                button=_tr("Choose a scenario"),
                button_icon="play-circle-outline",
            ),
            tasks=tasks,
            parent=parent,
        )
        self._read_up_to = WINDOW
        self.list.more_wanted.connect(self._read_on)
        self.list.say_what_filters(
            _tr("Try a name, a reference, a word of the subject, or how a case stands: overdue, waiting, high, phone.")
        )

    @override
    def rows(self) -> tuple[QueueRow, ...]:
        def part(place: int) -> tuple[QueueRow, ...]:
            return self._desk.ask(queue, limit=WINDOW, offset=place)

        return read_up_to(self._read_up_to, WINDOW, part)

    @override
    def whole(self) -> int | None:
        return self._desk.ask(counts).queue

    @override
    def promises(self) -> tuple[PromiseRow, ...]:
        return self._desk.ask(promises_alone)

    def _read_on(self) -> None:
        if self.list.listed_count() >= self._read_up_to:
            self._read_up_to += WINDOW
            self.refresh()

    @override
    def talks(self) -> tuple[ConversationRow, ...]:
        return self._desk.ask(live_conversations) + self._desk.ask(missed_conversations)


def _tr(words: str) -> str:
    return QCoreApplication.translate("QueuePage", words)
