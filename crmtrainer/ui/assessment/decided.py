# SPDX-License-Identifier: MIT
"""Decisions on record: the one that stands, whole and with the way to change it, and those it took the place of."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.assessment.queries import JudgementRow
from crmtrainer.assessment.rules import FLAG_NAMES, Decision, Flag
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.labels import decision_name
from crmtrainer.ui.dates import when
from crmtrainer.ui.fonts import SEMIBOLD
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import Label, body, caption, spoken
from crmtrainer.ui.theme import Tone


class Decided(QWidget):
    """One decision on record: what, who, when and why."""

    def __init__(self, row: JudgementRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        state = _tr("superseded") if row.superseded else _tr("stands")
        tone = Tone.PAUSED if row.superseded else Tone.OK if row.decision is Decision.COMPETENT else Tone.WARN
        icon = "history" if row.superseded else "check-decagram-outline"
        words = Label(f"{decision_name(row.decision)}, {state}", weight=SEMIBOLD, wrap=True)
        column.addLayout(beside(IconLabel(icon, 16, tone.value), words))
        column.addWidget(caption(f"{row.by_name}, {when(row.at)}", wrap=True))
        column.addWidget(body(row.reason))


class Standing(Card):
    """The judgement that stands for a criterion. `change_wanted`: somebody wants to put another in its place."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Judgement made"), parent=parent)
        self.change = Button(_tr("Change it"), "pencil-outline")
        self.change.clicked.connect(self.change_wanted)
        self._told = QVBoxLayout()
        self.body.addLayout(self._told)
        self.answers = caption(wrap=True)
        self.body.addWidget(self.answers)
        line = QHBoxLayout()
        line.addWidget(self.change)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(
            caption(_tr("A further judgement takes the place of this one; both stay on record."), wrap=True)
        )

    def show_judgement(self, row: JudgementRow, names: dict[str, str]) -> None:
        """Show it; `names` says what the five questions are called."""
        while (item := self._told.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._told.addWidget(Decided(row))
        said = {Flag.YES: _tr("yes"), Flag.NO: _tr("no"), Flag.OPEN: _tr("not answered")}
        told = [f"{names[name]}: {said[getattr(row, name)]}" for name in FLAG_NAMES]
        self.answers.setText(", ".join(told))
        self.setAccessibleName(spoken(f"{decision_name(row.decision)}. {row.reason}"))

    def allow(self, reason: str) -> None:
        """Close the way to change it to who may only look on, and say why."""
        self.change.explain(reason)


def beside(icon: IconLabel, words: QWidget) -> QHBoxLayout:
    """An icon at the top left of words that may wrap."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def _tr(words: str) -> str:
    return QCoreApplication.translate("Decided", words)
