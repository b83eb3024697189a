# SPDX-License-Identifier: MIT
"""The panels on paper: what each counts, and its numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from crmtrainer.reports.html import paper_print
from crmtrainer.reports.paper import Fact, Paper, Part
from crmtrainer.ui.dates import when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.reports.panels import Figures, Panel, number, panels


def reports_to_print(found: Figures) -> Printable:
    """All panels, ready for paper."""
    at = when_in_full(found.tickets.at)
    paper = Paper(
        title=_tr("Reports"),
        beneath=filled(_tr("The desk as it stood on %1"), at),
        note=_tr("Everybody’s work together; nobody is named."),
        parts=tuple(_parts(panels(found))),
    )
    return Printable(
        title=_tr("Reports"), stem="reports", html=paper_print(paper), foot=filled(_tr("Reports · %1"), at)
    )


def _parts(shown: Iterable[Panel]) -> Iterable[Part]:
    for panel in shown:
        rows = () if panel.nothing else tuple(tuple(map(number, row)) for row in panel.rows)
        counted = (Fact(_tr("What is counted"), panel.caption),)
        yield Part(panel.heading, facts=counted if rows else (), heads=panel.columns, rows=rows, nothing=panel.nothing)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Reports", words)
