# SPDX-License-Identifier: MIT
"""The section Complaints: those of every owner, the worst due first, closed ones on request."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import QueueRow, complaints
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.tasks import Tasks


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
        self.with_closed = QCheckBox(self.tr("Closed ones too"))
        self.with_closed.toggled.connect(lambda _on: self.refresh())
        self.list.add_below_filter(self.with_closed)

    @override
    def rows(self) -> tuple[QueueRow, ...]:
        return self._desk.ask(complaints, with_closed=self.with_closed.isChecked())

    @override
    def talks(self) -> tuple[ConversationRow, ...]:
        return ()


def _tr(words: str) -> str:
    return QCoreApplication.translate("ComplaintsPage", words)
