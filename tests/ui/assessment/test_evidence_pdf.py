# SPDX-License-Identifier: MIT
"""The PDF of a real attempt: one that readers take, several pages, with letters in it, written whole."""

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crmtrainer.house import House
from crmtrainer.house.reviewing import evidence_of, open_review
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.reports.evidence import EvidenceReport
from crmtrainer.ui.evidence_pdf import write_pdf
from tests.house.an_attempt import Made
from tests.ui.pdf_text import pages_of


@pytest.fixture
def report(made: Made) -> EvidenceReport:
    with House.open(made.home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        review = open_review(house, house.attempt_named(made.ref), assessor)
        try:
            return evidence_of(house, review, assessor)
        finally:
            review.close()


def shown_in(data: bytes) -> int:
    """How many pieces of text the pages show."""
    shown = 0
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        shown += len(re.findall(rb"\bT[jJ]\b", content))
    return shown


def letters_of(data: bytes) -> list[bytes]:
    """What readers turn the drawn letters back into, each in hex: the tables stand in the file unpacked."""
    tables = re.findall(rb"begincmap(.*?)endcmap", data, re.DOTALL)
    return re.findall(rb"<([0-9A-Fa-f]+)>", b"".join(tables))


def test_it_is_a_pdf_of_several_pages_with_text(qapp: QApplication, report: EvidenceReport, tmp_path: Path) -> None:
    target = tmp_path / "evidence.pdf"
    pages = write_pdf(report, target)
    data = target.read_bytes()
    assert data.startswith(b"%PDF-1.")
    assert data.rstrip().endswith(b"%%EOF")
    assert pages >= 3
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == pages
    assert shown_in(data) > 20 * pages
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["evidence.pdf"]


def test_every_page_says_what_it_is(qapp: QApplication, report: EvidenceReport, tmp_path: Path) -> None:
    pages = write_pdf(report, tmp_path / "evidence.pdf")
    texts = pages_of(tmp_path / "evidence.pdf")
    assert len(texts) == pages
    for number, text in enumerate(texts, 1):
        assert "SIMULATED EVIDENCE" in text
        assert "Training data: nobody here is real" in text
        assert f"attempt {report.ref}" in text
        assert f"page {number} of {pages}" in text


def test_a_place_that_cannot_be_written_is_told(qapp: QApplication, report: EvidenceReport, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"store\.not_copied"):
        write_pdf(report, tmp_path / "file" / "evidence.pdf")


def test_hashes_hold_no_ligature(qapp: QApplication, report: EvidenceReport, tmp_path: Path) -> None:
    target = tmp_path / "evidence.pdf"
    write_pdf(replace(report, pack_hash="ff" * 32), target)
    letters = letters_of(target.read_bytes())
    assert b"0066" in letters
    assert [each for each in letters if len(each) > 4 or each.upper().startswith(b"FB0")] == []
