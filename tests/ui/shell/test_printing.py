# SPDX-License-Identifier: MIT
"""Print or save as PDF by real keys: what is on the pages, what stays covered, and what the journal says of it."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from crmtrainer.customers.commands import OpenRecord, RevealField
from crmtrainer.customers.queries import CustomerRecord, find
from crmtrainer.customers.queries import record as customer_record
from crmtrainer.customers.rules import Masked
from crmtrainer.journal.entry import Entry, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.paper import Printable, put_on, save_pdf
from crmtrainer.ui.shell import printing
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.pdf_text import pages_of
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat

Key = Qt.Key
STAMP = "Training data: nobody here is real"


class Answers:
    """Whoever is asked where the pages go, with the answers ready."""

    def __init__(self, folder: Path) -> None:
        self.where: Path | None = folder / "out.pdf"
        self.device: QPrinter | None = None
        self.titles: list[str] = []

    def printer(self, parent: QWidget, title: str) -> QPrinter | None:
        self.titles.append(title)
        return self.device

    def file(self, parent: QWidget, title: str, stem: str) -> Path | None:
        self.titles.append(f"{title} as {stem}")
        return self.where


class PrintSeat(WindowSeat):
    """A seat without a printer, and with answers ready."""

    answers: Answers
    customer: CustomerId

    def open_record(self) -> CustomerRecord:
        self.customer = self.desk.ask(find, text="LK-57120").rows[0].customer_id
        self.desk.perform(OpenRecord(self.customer, "Working on his order"))
        self.go(Section.CUSTOMERS)
        self.board.customers.open_customer(self.customer)
        self.settle()
        return self.record()

    def record(self) -> CustomerRecord:
        found: CustomerRecord = self.desk.ask(customer_record, customer_id=self.customer)
        return found

    def print(self) -> list[str]:
        """By its key; the pages."""
        self.key(Key.Key_P, CONTROL)
        assert self.answers.where is not None
        return pages_of(self.answers.where)

    def prints(self) -> list[Entry]:
        with reading(self.desk.world.app.database) as session:
            bodies = session.scalars(select(WORLD.entry.c.body).order_by(WORLD.entry.c.seq)).all()
        return [entry for entry in map(entry_from, bodies) if entry.verb == "record.print"]


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintSeat]:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    with a_seat(tmp_path, qtbot) as made:
        seat = PrintSeat(made.opened, qtbot)
        seat.answers = seat.board.printing.asks = Answers(tmp_path)
        yield seat


def test_a_record_is_printed_covered_as_it_is_on_the_screen(seat: PrintSeat) -> None:
    covered = seat.open_record()
    row = seat.board.attempt.row
    assert row is not None
    pages = seat.print()
    text = "\n".join(pages)
    assert all(STAMP in page and f"SIMULATED · attempt {row.ref}" in page for page in pages)
    phone = covered.field(Masked.PHONE).text
    assert "•" in phone
    assert f"{phone} (covered)" in text
    assert covered.header.name in text
    assert covered.header.ref in text
    assert seat.answers.titles[0].endswith(f"as record-{covered.header.ref.lower()}")
    assert [(entry.facts["ref"], entry.facts["fields"]) for entry in seat.prints()] == [(covered.header.ref, [])]
    seat.desk.perform(RevealField(seat.customer, Masked.PHONE, "He asked me to confirm it"))
    seat.settle()
    clear = seat.record().field(Masked.PHONE).text
    assert clear not in text
    text = "\n".join(seat.print())
    assert clear in text
    assert covered.field(Masked.EMAIL).text in text
    assert seat.prints()[-1].facts["fields"] == ["phone"]
    log = seat.board.customers.record.tabs.log_model
    assert [log.index(0, column).data() for column in (2, 3)] == ["Printed", "Printed or saved as a PDF, with: phone"]
    assert seat.window.messages()[-1].startswith("Saved as out.pdf")


def test_a_ticket_is_printed_with_its_clocks_and_its_timeline(seat: PrintSeat) -> None:
    seat.open_record()
    made = seat.desk.perform(OpenTicket(seat.customer, TicketType.COMPLAINT, "Wrong legs <b>x</b>", "phone"))
    ticket = TicketId(made.outcome.facts["ticket_id"])
    seat.go(Section.QUEUE)
    seat.board.queue.open_ticket(ticket)
    seat.settle()
    text = "\n".join(seat.print())
    ref = made.outcome.facts["ref"]
    assert f"{ref}: Wrong legs <b>x</b>" in text
    for words in ("New", "First reply", "Resolution", "Timeline, newest first", f"You opened {ref}", STAMP):
        assert words in text
    entry = seat.prints()[-1]
    assert (entry.facts["ticket_id"], entry.facts["fields"]) == (ticket, [])


def test_where_nothing_is_for_paper_the_command_says_so(seat: PrintSeat) -> None:
    actions = seat.window.actions_
    assert actions.reason(Act.PRINT) == "Open a ticket first: it is printed with its clocks and its timeline."
    seat.go(Section.CUSTOMERS)
    assert actions.reason(Act.PRINT) == "Open a record first: it is printed covered, as it is on the screen."
    seat.go(Section.SCENARIOS)
    assert actions[Act.PRINT].statusTip() == (
        "Nothing here is for paper: open a ticket, a record, a debrief or a review first."
    )
    seat.key(Key.Key_P, CONTROL)
    assert not seat.board.printing.print_it()
    assert (seat.answers.titles, seat.prints()) == ([], [])


def test_the_debrief_is_printed_and_a_record_no_more_once_the_run_is_over(seat: PrintSeat) -> None:
    seat.open_record()
    assert seat.board.attempt.finish()
    row = seat.board.attempt.row
    assert row is not None
    seat.go(Section.CUSTOMERS)
    assert seat.window.actions_.reason(Act.PRINT) == "The scenario is finished: its debrief can be printed."
    seat.board.ending.show_debrief()
    seat.settle()
    assert seat.window.actions_.reason(Act.PRINT) == ""
    pages = seat.print()
    text = "\n".join(pages)
    assert all(STAMP in page and f"SIMULATED · attempt {row.ref}" in page for page in pages)
    for words in (f"Debrief: {row.title}", "What you did", "Checks", "Opened the record of", "Your reflections"):
        assert words in text
    assert seat.prints() == []


def test_a_full_disk_leaves_nothing_half_made(seat: PrintSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat.open_record()
    file = seat.answers.where
    assert file is not None
    file.write_text("what was there before")
    whole = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        if path.suffix == ".part":
            whole(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", half)
    seat.key(Key.Key_P, CONTROL)
    assert file.read_text() == "what was there before"
    assert [each.name for each in file.parent.iterdir() if each.suffix == ".part"] == []
    assert "No space left on device" in seat.window.messages()[-1]
    assert len(seat.prints()) == 1  # it was to be disclosed, which is what the log says


def test_changing_ones_mind_discloses_nothing(seat: PrintSeat) -> None:
    seat.open_record()
    seat.answers.where = None
    seat.key(Key.Key_P, CONTROL)
    assert (len(seat.answers.titles), seat.prints()) == (1, [])


def test_a_printer_is_used_where_there_is_one(seat: PrintSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat.open_record()
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    seat.key(Key.Key_P, CONTROL)
    assert seat.prints() == []  # the dialog was closed
    given: list[QPrinter] = []
    monkeypatch.setattr(printing, "put_on", lambda what, device: given.append(device) or 0)
    seat.answers.device = QPrinter()
    seat.answers.device.setOutputFileName("")
    seat.key(Key.Key_P, CONTROL)
    assert given == [seat.answers.device]
    assert "did not take it" in seat.window.messages()[-1]
    file = seat.answers.where
    assert file is not None
    seat.answers.device.setOutputFileName(str(file))
    assert STAMP in seat.print()[0]
    assert len(given) == 1  # into a file we write ourselves, whole or not at all


def test_a_printer_is_given_the_same_pages_as_a_file(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    what = Printable("Long", "long", "<h1>Long</h1>" + "<p>A line of it</p>" * 120, "at the foot", "SIMULATED")
    pages = put_on(what, printer)
    assert pages == save_pdf(what, tmp_path / "file.pdf") > 1
    for text in pages_of(tmp_path / "printer.pdf"):
        assert all(words in text for words in (STAMP, "SIMULATED", "at the foot", "A line of it", f"of {pages}"))


def test_without_what_qt_needs_for_printers_a_pdf_is_saved_and_says_what_is_missing(
    seat: PrintSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.open_record()
    monkeypatch.setitem(sys.modules, "PySide6.QtPrintSupport", None)
    assert STAMP in seat.print()[0]
    assert "a part of this system that printing needs is missing" in seat.answers.titles[0]
    assert seat.window.messages()[-1].startswith("Saved as out.pdf. Printing itself needs something that is missing")


def test_the_program_starts_without_looking_for_printers() -> None:
    code = "import sys, crmtrainer.ui.opening as o; assert o; assert 'PySide6.QtPrintSupport' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, env={"QT_QPA_PLATFORM": "offscreen"}, cwd=Path.cwd())
