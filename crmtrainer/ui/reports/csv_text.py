# SPDX-License-Identifier: MIT
"""All panels as one table of values separated by commas, for a spreadsheet that must not run anything in it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

from crmtrainer.kernel.plain import is_hidden
from crmtrainer.ui.reports.panels import Panel, Value

_BEGIN_A_FORMULA = "=+@-"
_OTHER_SEPARATORS = ";|^"
"""What parts cells where lists are written otherwise: there a quoted cell that is not the first is cut at it."""
_BLANKS_AND_QUOTES = re.compile(r"[\s\"']*")


def as_csv(panels: Iterable[Panel]) -> str:
    """Panel after panel: its heading, what is counted, the names of its columns, its rows, an empty line."""
    text = io.StringIO()
    lines = csv.writer(text, quoting=csv.QUOTE_ALL)
    for panel in panels:
        lines.writerow([harmless(panel.heading)])
        lines.writerow([harmless(panel.caption)])
        lines.writerow(map(harmless, panel.columns))
        lines.writerows(map(harmless, row) for row in panel.rows)
        lines.writerow([])
    return text.getvalue()


def harmless(value: Value) -> Value:
    """Words that a spreadsheet would take for a formula get an apostrophe before them, which it does not show.

    So do words behind what parts cells elsewhere. Characters that show nothing of themselves are left out.
    """
    if not isinstance(value, str):
        return value
    words = "".join(
        " " if letter.isspace() else letter for letter in value if letter.isspace() or not is_hidden(letter)
    )
    parts = re.split(f"([{re.escape(_OTHER_SEPARATORS)}])", words)
    return "".join(f"'{part}" if _begins_a_formula(part) else part for part in parts)


def _begins_a_formula(words: str) -> bool:
    """Whether the first character to be seen, quotes aside, is one of those; full-width ones are read alike."""
    seen = unicodedata.normalize("NFKC", words)
    begin = _BLANKS_AND_QUOTES.match(seen)
    return seen[begin.end() if begin else 0 :][:1] in tuple(_BEGIN_A_FORMULA)
