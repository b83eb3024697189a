# SPDX-License-Identifier: MIT
"""Print or save as PDF: puts on paper what is in sight, with a printer where there is one, else into a file.

What Qt needs for printers may be missing; it is looked for when somebody prints and never at the start.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QDir, QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.paper import Printable, put_on, save_pdf
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.folders import tell_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from crmtrainer.ui.shell.switchboard import Switchboard

log = logging.getLogger(__name__)
PDF = ".pdf"


class AsksWhere(Protocol):
    """Who is asked where the pages go. Tests answer without a dialog."""

    def printer(self, parent: QWidget, title: str) -> QPrinter | None:
        """The printer that was chosen; None when the person changed their mind."""
        ...

    def file(self, parent: QWidget, title: str, stem: str) -> Path | None:
        """The file that a PDF goes to; None when the person changed their mind."""
        ...


class PrintDialogs:
    """Asks the person in front of the window."""

    def printer(self, parent: QWidget, title: str) -> QPrinter | None:
        """The desktop's own dialog, for all pages."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
        return printer if dialog.exec() else None

    def file(self, parent: QWidget, title: str, stem: str) -> Path | None:
        """A place for the PDF, in the documents to begin with."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        begin = folder if folder and QDir(folder).exists() else QDir.homePath()
        kinds = QCoreApplication.translate("Printing", "PDF documents (*.pdf)")
        name, _ = QFileDialog.getSaveFileName(parent, title, str(Path(begin) / f"{stem}{PDF}"), kinds)
        return Path(name) if name else None


def what_is_missing() -> str:
    """What keeps printers from being looked for, in the system's own words; empty when nothing does."""
    try:
        import PySide6.QtPrintSupport  # noqa: F401  # whether it loads is the question
    except ImportError as problem:
        log.warning("Printing is not there: %s", problem)
        return str(problem)
    return ""


def has_printer() -> bool:
    """Whether a printer is set up on this machine."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


class Printing(QObject):
    """The command. `follow` keeps its reason, `print_it` does it for the page in sight."""

    def __init__(self, board: Switchboard, asks: AsksWhere | None = None) -> None:
        super().__init__(board)
        self._board = board
        self.asks: AsksWhere = asks or PrintDialogs()
        board.window.actions_.on(Act.PRINT, self.print_it)

    def reason_against(self) -> str:
        """Why nothing in sight can be printed now; empty when something can."""
        body, attempt = self._board.window.body, self._board.attempt
        page = body.page()
        if body.is_gated() or page is None:
            return self.tr("Say first who you are.")
        reason = page.reason_against_print()
        if not reason and page.PRINTS_A_RECORD and not attempt.is_running:
            return self.tr("The scenario is finished: its debrief can be printed.")
        return reason

    def print_it(self) -> bool:
        """Put on paper what is in sight. Says whether that was done; what is wrong is told calmly."""
        page = self._board.window.body.page()
        if page is None or self.reason_against():
            return False
        try:
            what = self._stamped(page.to_print())
        except Expected as problem:
            self._board.show_problem(problem)
            return False
        missing = what_is_missing()
        if missing or not has_printer():
            return self._to_file(what, missing)
        printer = self.asks.printer(self._board.window, self.tr("Print: %1").replace("%1", what.title))
        if printer is None:
            return False
        if printer.outputFileName():
            # Into a file: written by us, so that it is there whole or not at all.
            return self._write(what, Path(printer.outputFileName()))
        return self._to_printer(what, printer)

    def _stamped(self, what: Printable) -> Printable:
        """With whose attempt it is from, where the document does not say so itself."""
        if what.stamp:
            return what
        row = self._board.attempt.row
        if row is None:
            return replace(what, stamp=self.tr("PRACTICE WORLD"))
        return replace(what, stamp=self.tr("SIMULATED · attempt %1").replace("%1", row.ref))

    def _to_file(self, what: Printable, missing: str) -> bool:
        title = self.tr("Save as PDF (no printer is set up on this machine)")
        if missing:
            title = self.tr("Save as PDF (a part of this system that printing needs is missing)")
        file = self.asks.file(self._board.window, title, what.stem)
        if file is None:
            return False
        words = self.tr("Saved as %1. Printing itself needs something that is missing here: %2")
        told = words.replace("%2", missing) if missing else ""
        return self._write(what, file if file.suffix.lower() == PDF else file.with_name(file.name + PDF), told)

    def _write(self, what: Printable, file: Path, told: str = "") -> bool:
        if not self._enter(what):
            return False
        try:
            save_pdf(what, file)
        except Expected as problem:
            self._board.show_problem(problem)
            return False
        tell_file(self._board.window, told or self.tr("Saved as %1, in the folder “%2”"), file)
        return True

    def _to_printer(self, what: Printable, printer: QPrinter) -> bool:
        if not self._enter(what):
            return False
        printer.setDocName(what.title)
        if not put_on(what, printer):
            words = self.tr("The printer “%1” did not take it.").replace("%1", printer.printerName())
            self._board.window.toast(words, good=False, icon="printer-alert")
            return False
        words = self.tr("Sent to the printer “%1”.").replace("%1", printer.printerName())
        self._board.window.toast(words, icon="printer-outline")
        return True

    def _enter(self, what: Printable) -> bool:
        """Enter the disclosure before anything leaves: a refusal is told, and then nothing does."""
        return what.act is None or self._board.desk.perform(what.act) is not None
