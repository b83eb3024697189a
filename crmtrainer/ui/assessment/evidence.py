# SPDX-License-Identifier: MIT
"""The evidence of the attempt under review: written as files, or handed to whoever prints."""

from __future__ import annotations

from pathlib import Path

from crmtrainer.house.documents import write_html
from crmtrainer.house.reviewing import Review, evidence_of
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.evidence_pdf import printable, write_pdf
from crmtrainer.ui.paper import Printable


def write_evidence(desk: Desk, review: Review, folder: Path) -> tuple[Path, Path]:
    """Write both documents into a folder. Gives the page and the PDF. Raises `StoreUnavailable`."""
    report = evidence_of(desk.house, review, desk.actor)
    pdf = folder / f"{report.file_stem}.pdf"
    page = write_html(report, folder)
    write_pdf(report, pdf)
    return page, pdf


def evidence_to_print(desk: Desk, review: Review) -> Printable:
    """The same document, for paper."""
    return printable(evidence_of(desk.house, review, desk.actor))
