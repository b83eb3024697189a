# SPDX-License-Identifier: MIT
"""What another class would make of a ticket's clocks, told before it is saved: a line each, by word and by icon."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.service_levels.swapping import Effect, WouldRow
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui import theme
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, spoken, strong
from crmtrainer.ui.standard_names import name_of

_LOOK = {
    Effect.STAYS: ("equal", "muted"),
    Effect.MOVES: ("swap-horizontal", "info"),
    Effect.BEGINS: ("timer-outline", "info"),
    Effect.ENDS: ("cancel", "muted"),
}
_OVER = ("check-circle-outline", "muted")
_LATE = ("alert-octagon-outline", "bad")


class ClassPreview(QWidget):
    """The lines. Their whole text is the part’s spoken name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(4), 0, 0)
        self._column.setSpacing(theme.px(6))
        self._column.addWidget(strong(_tr("What becomes of its clocks")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(6))
        self._column.addLayout(self._lines)
        self._told: list[str] = []

    def show_clocks(self, rows: tuple[WouldRow, ...], now: datetime) -> None:
        """Tell of each clock, as seen from `now`."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        lines = [(*_look(row), clock_words(row, now)) for row in rows]
        if not rows:
            lines = [("minus-circle-outline", "muted", _tr("No standard fits: no clock of ours runs for it."))]
        for icon, token, words in lines:
            self._lines.addWidget(_line(icon, token, words))
        self._told = [words for _, _, words in lines]
        self.setAccessibleName(spoken(" ".join([_tr("What becomes of its clocks:"), *self._told])))

    def told(self) -> list[str]:
        """What is said of each clock."""
        return list(self._told)


def clock_words(row: WouldRow, now: datetime) -> str:
    """What becomes of one clock, in a sentence."""
    name, standard = metric_name(row.metric), name_of(row.would_standard or row.standard)
    if row.is_over:
        return _tr("%1: over, and stays as it was judged.").replace("%1", name)
    if row.effect is Effect.ENDS:
        if row.would_be_late:
            return _tr("%1: no standard fits any more; its breach stays on record.").replace("%1", name)
        return _tr("%1: called off, for no standard fits any more.").replace("%1", name)
    due, was = _due_words(row.would_due, now), _due_words(row.due, now)
    if row.effect is Effect.STAYS:
        return filled(_tr("%1: as now, %2."), name, due)
    if row.would_state in (TimerState.MET, TimerState.MISSED):
        met, missed = (
            _tr("%1: counted under “%2”, and met already."),
            _tr("%1: counted under “%2”, and missed already."),
        )
        return filled(met if row.would_state is TimerState.MET else missed, name, standard)
    if row.effect is Effect.BEGINS:
        words = _tr("%1: begins under “%2”, counted from the first contact; %3.")
        return _late(filled(words, name, standard, due), row)
    words = _tr("%1: %3 under “%2”, and not %4.") if due != was else _tr("%1: %3 under “%2”, as before.")
    return _late(filled(words, name, standard, due, was), row)


def _late(words: str, row: WouldRow) -> str:
    if not row.would_be_late:
        return words
    return f"{words} {_tr('That is past: it is late at once, and stays so on record.')}"


def _due_words(due: datetime | None, now: datetime) -> str:
    if due is None:
        return _tr("due at no moment yet")
    return _tr("due %1").replace("%1", when_seen_from(due, now))


def _look(row: WouldRow) -> tuple[str, str]:
    if row.is_over:
        return _OVER
    return _LATE if row.would_be_late and row.effect is not Effect.STAYS else _LOOK[row.effect]


def _line(icon: str, token: str, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(IconLabel(icon, 16, token), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, wrap=True), 1)
    return made


def _tr(words: str) -> str:
    return QCoreApplication.translate("ClassPreview", words)
