# SPDX-License-Identifier: MIT
"""Evidence as a PDF on A4: each page stamped with what it is, whose, and its number."""

from __future__ import annotations

from pathlib import Path

from crmtrainer.reports.evidence import EvidenceReport
from crmtrainer.reports.html import evidence_print
from crmtrainer.ui.paper import Printable, save_pdf

STAMP = "SIMULATED EVIDENCE"


def write_pdf(report: EvidenceReport, target: Path) -> int:
    """Write the evidence to `target`, whole or not at all. Gives the number of pages. Raises `StoreUnavailable`."""
    return save_pdf(printable(report), target)


def printable(report: EvidenceReport) -> Printable:
    """The evidence as it is laid out for paper."""
    return Printable(
        title=f"Simulated evidence: {report.ref}, {report.scenario}",
        stem=report.file_stem,
        html=evidence_print(report),
        foot=f"Simulated evidence · attempt {report.ref}",
        stamp=STAMP,
    )
