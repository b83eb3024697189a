# SPDX-License-Identifier: MIT
"""Words for limits that the law sets: how long, since when they are law, and how far their source was checked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from crmtrainer.limits.book import Cause
from crmtrainer.limits.queries import LimitRow
from crmtrainer.service_levels.rules import PauseState, Unit
from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.text import caption
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

_CHECKED = {
    "C": QT_TRANSLATE_NOOP("Limits", "Read in its source"),
    "C2": QT_TRANSLATE_NOOP("Limits", "Read in a second source only"),
    "U": QT_TRANSLATE_NOOP("Limits", "Not confirmed: it informs, and counts against nobody"),
}
_WAITS = {
    PauseState.WAITING_CLARIFICATION: QT_TRANSLATE_NOOP("Limits", "Clarification was asked for"),
    PauseState.WAITING_GOODS: QT_TRANSLATE_NOOP("Limits", "The goods went away for repair"),
}

_CAUSES = {
    Cause.NOT_TOLD: QT_TRANSLATE_NOOP("Limits", "Never told of the right"),
    Cause.TOLD_LATE: QT_TRANSLATE_NOOP("Limits", "Told of the right only now"),
    Cause.DEADLOCK: QT_TRANSLATE_NOOP("Limits", "Deadlock letter sent"),
}


def length_words(row: LimitRow) -> str:
    """How long the limit is."""
    return {
        Unit.ELAPSED_MINUTES: QCoreApplication.translate("Limits", "%n minutes", "", row.length),
        Unit.ELAPSED_HOURS: QCoreApplication.translate("Limits", "%n hours, day and night", "", row.length),
        Unit.BUSINESS_MINUTES: QCoreApplication.translate("Limits", "%n working minutes", "", row.length),
        Unit.CALENDAR_DAYS: QCoreApplication.translate("Limits", "%n days", "", row.length),
        Unit.BUSINESS_DAYS: QCoreApplication.translate("Limits", "%n working days", "", row.length),
        Unit.CALENDAR_MONTHS: QCoreApplication.translate("Limits", "%n months", "", row.length),
    }[row.unit]


def checked_words(row: LimitRow) -> str:
    """How far its source was checked."""
    return _tr(_CHECKED[row.status])


def wait_words(state: PauseState) -> str:
    """What begins a pause, as a button says it."""
    return _tr(_WAITS[state])


def cause_words(cause: Cause) -> str:
    """What moves the end of a limit, as a button says it."""
    return _tr(_CAUSES[cause])


def law_lines(row: LimitRow) -> tuple[tuple[str, str], ...]:
    """What is worth knowing of a limit, as name and words; what there is nothing to say about is left out."""
    told = (
        (_tr(QT_TRANSLATE_NOOP("Limits", "How long")), length_words(row)),
        (_tr(QT_TRANSLATE_NOOP("Limits", "Counts from")), row.starts),
        (_tr(QT_TRANSLATE_NOOP("Limits", "Pauses")), row.pauses),
        (_tr(QT_TRANSLATE_NOOP("Limits", "Can move")), row.extends),
        (_tr(QT_TRANSLATE_NOOP("Limits", "Counted so")), row.convention),
        (_tr(QT_TRANSLATE_NOOP("Limits", "Law")), filled("%1. %2.", row.source, checked_words(row))),
    )
    return tuple((name, words) for name, words in told if words)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Limits", words)


class LawCard(QWidget):
    """What the law says of a limit: names at the left, words at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_tr(QT_TRANSLATE_NOOP("Limits", "What the law says")))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)

    def show_limit(self, row: LimitRow | None) -> None:
        """Say it of this limit, or nothing."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (name, words) in enumerate(() if row is None else law_lines(row)):
            self._grid.addWidget(caption(name), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(caption(words, token="text", wrap=True), place, 1)
