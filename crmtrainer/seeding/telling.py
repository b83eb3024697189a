# SPDX-License-Identifier: MIT
"""A report of a filled world as text with simple bars, and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.seeding.report import Section, SeedReport

_BAR, _WORDS = 24, 34


def as_text(report: SeedReport) -> str:
    """The report for people, as wide as a terminal."""
    about = report.about
    head = f"{about['name']}: {about['customers']} customers, seed {about['seed']}, up to {about['as_of']}"
    return "\n".join([head, "Nobody in it is real.", *(_section(section) for section in report.sections), ""])


def as_json(report: SeedReport) -> str:
    """The report for programs: keys stay, words may change."""
    told = {
        "about": report.about,
        "sections": [
            {
                "key": section.key,
                "words": section.words,
                "of": section.of,
                "lines": [
                    {"key": line.key, "words": line.words, "count": line.count, "permille": section.permille(line)}
                    for line in section.lines
                ],
            }
            for section in report.sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def write_report(report: SeedReport, file: Path) -> None:
    """Write the report: as JSON where the file's name says so. Raises `StoreUnavailable`."""
    words = as_json(report) if file.suffix.casefold() == ".json" else as_text(report)
    try:
        file.write_text(words, encoding="utf-8")
    except OSError as problem:
        raise StoreUnavailable("store.not_written", path=str(file), problem=str(problem)) from problem


def _section(section: Section) -> str:
    most = section.of or max((line.count for line in section.lines), default=0) or 1
    rows = [f"\n{section.words}"]
    for line in section.lines:
        permille = section.permille(line)
        share = "" if permille is None else f"{permille / 10:5.1f} %"
        bar = "█" * round(_BAR * min(line.count, most) / most)
        rows.append(f"  {line.words:<{_WORDS}}{line.count:>10,} {share:>8}  {bar}".rstrip())
    return "\n".join(rows)
