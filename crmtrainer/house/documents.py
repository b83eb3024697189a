# SPDX-License-Identifier: MIT
"""Documents written into a folder that a person chose, whole or not at all. The PDF is made by the window's engine."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from crmtrainer.kernel.errors import StoreUnavailable

if TYPE_CHECKING:
    from crmtrainer.reports.evidence import EvidenceReport

_PART = ".part"
_HALF_WRITTEN = re.compile(r"evidence-a-[0-9a-f]{6}\.(html|pdf)\.part\Z")
"""Names that only this program gives: a folder that a person chose may hold anybody's files, also half of downloads."""
_OLD = 60.0
"""Seconds after which nobody is writing such a file any more."""


def sweep(folder: Path) -> None:
    """Remove what exports into this folder that were cut off left there. Raises `OSError`."""
    for part in folder.glob(f"evidence-*{_PART}"):
        if _HALF_WRITTEN.match(part.name) and time.time() - part.stat().st_mtime > _OLD:
            part.unlink(missing_ok=True)


def write_html(report: EvidenceReport, folder: Path) -> Path:
    """Write the evidence as one page into `folder`, made when missing. Gives the file.

    Raises `StoreUnavailable` when it cannot be written; a file of that name that was there before is replaced.
    """
    from crmtrainer.reports.html import evidence_page

    return write_whole(folder / f"{report.file_stem}.html", evidence_page(report).encode("utf-8"))


def write_whole(target: Path, data: bytes) -> Path:
    """Write a document so that either all of it stands there or what was there before. Raises `StoreUnavailable`."""
    part = target.with_name(target.name + _PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        try:
            part.write_bytes(data)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as problem:
        raise StoreUnavailable("store.not_copied", path=str(target), problem=str(problem)) from problem
    return target
