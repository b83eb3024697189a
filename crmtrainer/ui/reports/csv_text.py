# SPDX-License-Identifier: MIT
"""All panels as one table of values separated by commas, for a spreadsheet that must not run anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from crmtrainer.ui.reports.panels import Panel, Value

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(panels: Iterable[Panel]) -> str:
    """Panel after panel: its heading, what is counted, the names of its columns, its rows, an empty line."""
    text = io.StringIO()
    lines = csv.writer(text)
    for panel in panels:
        lines.writerow([_harmless(panel.heading)])
        lines.writerow([_harmless(panel.caption)])
        lines.writerow(map(_harmless, panel.columns))
        lines.writerows(map(_harmless, row) for row in panel.rows)
        lines.writerow([])
    return text.getvalue()


def _harmless(value: Value) -> Value:
    """Words that a spreadsheet would take for a formula get an apostrophe before them, which it does not show."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value
