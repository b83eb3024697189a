# SPDX-License-Identifier: MIT
"""The smaller tabs of a ticket: the customer with identity and covered fields, linked tickets, files."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmtrainer.casework.queries import QueueRow, TicketRecord
from crmtrainer.interactions.queries import AttachmentRow
from crmtrainer.ui.customers.covered import CoveredGrid
from crmtrainer.ui.customers.identity_panel import IdentityPanel
from crmtrainer.ui.dates import local, long_day, when, when_in_full
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.interactions.labels import channel_icon
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.reading import Told
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.tickets.labels import STATUS_LOOK, STATUSES, said


class Proof(QWidget):
    """Identity above the covered fields, of one customer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.identity = IdentityPanel(desk, calls_back=True)
        self.covered = CoveredGrid(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.identity)
        column.addWidget(self.covered)

    def show_for(self, customer_id: int, conversation_id: int | None = None) -> None:
        self.identity.show_for(customer_id, conversation_id)
        self.covered.show_for(customer_id)

    def clear(self) -> None:
        self.identity.clear()
        self.covered.clear()

    def take_keyboard(self) -> None:
        """Put the keyboard on the next question."""
        self.identity.take_keyboard()


class CustomerPane(GrowingArea):
    """The Customer tab: what proves who it is, what is covered, and the way to the whole record."""

    record_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.proof = Proof(desk)
        self.whole = Button(self.tr("Show the whole record"), "account-outline", Variant.LINK)
        self.whole.clicked.connect(self.record_wanted)
        inside = Surface("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.proof)
        column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inside)


class RowsPane(QWidget):
    """A short list of rows, or the words that say why it is empty. `opened` carries a row's id."""

    opened = Signal(object)

    def __init__(self, name: str, icon: str, heading: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel(self)
        self.list = RowsView(name)
        self.list.setModel(self.model)
        self.nothing = EmptyState(icon, heading, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.list.opened.connect(self.opened)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        current = self.list.current_id()
        self.model.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.go_to(max(0, self.model.place_of(current)))


def linked_rows(tickets: tuple[QueueRow, ...], record: TicketRecord | None = None) -> tuple[Row, ...]:
    """A customer's tickets as rows, but for the one in sight."""
    rows = []
    for ticket in tickets:
        if record is not None and ticket.id == record.id:
            continue
        icon, tone = STATUS_LOOK[ticket.status]
        mark = Mark(said(STATUSES[ticket.status]), icon, tone)
        day = long_day(local(ticket.opened_at).date())
        spoken = ", ".join((ticket.ref, ticket.subject, mark.words, day))
        rows.append(
            Row(ticket.id, ticket.subject, ticket.ref, day, channel_icon(ticket.channel), mark=mark, spoken=spoken)
        )
    return tuple(rows)


def files_told(files: tuple[AttachmentRow, ...]) -> dict[object, Told]:
    """What is read of each file: the record keeps what a file is and shows, never a picture."""
    return {file.id: _file_told(file) for file in files}


def _file_told(file: AttachmentRow) -> Told:
    tr = QCoreApplication.translate
    unsaid = tr("Files", "Nobody wrote down what it shows.")
    why = tr("Files", "Nobody here is real, so there is no picture: these words are all there is of it.")
    return Told(
        file.name,
        (
            (tr("Files", "What it shows"), file.about or unsaid),
            (tr("Files", "Came"), when_in_full(file.at)),
            (tr("Files", "Kept as words"), why),
        ),
    )


def file_rows(files: tuple[AttachmentRow, ...]) -> tuple[Row, ...]:
    """The files of a ticket as rows."""
    return tuple(
        Row(
            file.id,
            file.name,
            detail=file.about,
            icon="paperclip",
            mark=Mark(when(file.at)),
            wraps=True,  # what a team asks for may stand at its end
            spoken=", ".join(part for part in (file.name, file.about.rstrip("."), when(file.at)) if part),
        )
        for file in files
    )
