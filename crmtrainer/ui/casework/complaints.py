# SPDX-License-Identifier: MIT
"""The section Complaints: those of every owner, the worst due first, closed ones on request."""

from __future__ import annotations

from typing import TypedDict

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import QueueRow, complaint_count, complaints
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.in_parts import read_up_to
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.tasks import Tasks

WINDOW = 200
"""How many are read at a time: no screen shows more, and a large organisation has tens of thousands."""
TYPING_PAUSE_MS = 150


class Wanted(TypedDict):
    """Which complaints are listed."""

    with_closed: bool
    words: str


class ComplaintsPage(CasePage):
    """The page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, tasks: Tasks | None = None) -> None:
        super().__init__(
            desk,
            _tr("Complaints"),
            _tr(
                "Every complaint of the organisation, also those of colleagues, the worst due first. "
                "Arrows show one, Enter goes into it."
            ),
            _tr("%1, worst due first"),
            nothing_listed=EmptyState(
                "message-alert-outline", _tr("No complaints"), _tr("A complaint that somebody opens appears here.")
            ),
            no_world=EmptyState(
                "message-alert-outline",
                _tr("No complaints here yet"),
                _tr("Complaints belong to a practice world. Choose a scenario and begin."),
                button=_tr("Choose a scenario"),
                button_icon="play-circle-outline",
            ),
            tasks=tasks,
            parent=parent,
        )
        self._read_up_to = WINDOW
        self._wanted: Wanted = {"with_closed": False, "words": ""}
        self.with_closed = QCheckBox(self.tr("Closed ones too"))
        self.with_closed.toggled.connect(lambda _on: self._begin_anew(0))
        self.list.add_below_filter(self.with_closed)
        self.list.filters_all = True
        self.list.filter.textChanged.connect(lambda _words: self._begin_anew(TYPING_PAUSE_MS))
        self.list.more_wanted.connect(self._read_on)

    @override
    def rows(self) -> tuple[QueueRow, ...]:
        def part(place: int) -> tuple[QueueRow, ...]:
            return self._desk.ask(complaints, **self._wanted, limit=WINDOW, offset=place)

        return read_up_to(self._read_up_to, WINDOW, part)

    @override
    def whole(self) -> int | None:
        return self._desk.ask(complaint_count, **self._wanted)

    def _begin_anew(self, pause: int) -> None:
        """Other ones are wanted: the first of them are read, from all that there are, after so many milliseconds."""
        self._read_up_to = WINDOW
        self._wanted = {"with_closed": self.with_closed.isChecked(), "words": self.list.filter.text()}
        self._soon.start(pause)

    def _read_on(self) -> None:
        if self.list.listed_count() >= self._read_up_to:
            self._read_up_to += WINDOW
            self.refresh()

    @override
    def talks(self) -> tuple[ConversationRow, ...]:
        return ()


def _tr(words: str) -> str:
    return QCoreApplication.translate("ComplaintsPage", words)
