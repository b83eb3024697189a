# SPDX-License-Identifier: MIT
"""Valid, authentic, reliable, current, sufficient: five questions to the evidence, open until somebody answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from crmtrainer.assessment.rules import FLAG_NAMES, Decision, Flag, left_open
from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import Label, plain_tip

NAMES = FLAG_NAMES


class Flags(QWidget):
    """The five. Pressing the answer that holds opens the question again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The evidence is"))
        self._answers: dict[str, Flag] = dict.fromkeys(NAMES, Flag.OPEN)
        self.questions: dict[str, Segmented] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        for place, name in enumerate(NAMES):
            grid.addLayout(self._question(name), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _question(self, name: str) -> QHBoxLayout:
        words, means = self.words()[name]
        label = Label(words)
        label.setToolTip(plain_tip(means))
        yes = filled(self.tr("%1: yes. %2"), words, means)
        no = filled(self.tr("%1: no. %2"), words, means)
        asked = Segmented(
            words, [Segment(Flag.YES, self.tr("Yes"), name=yes), Segment(Flag.NO, self.tr("No"), name=no)], small=True
        )
        asked.chosen.connect(partial(self._answered, name))
        self.questions[name] = asked
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(label, 1)
        row.addWidget(asked, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def words(self) -> dict[str, tuple[str, str]]:
        """What each is called, and what it asks."""
        return {
            "valid": (self.tr("Valid"), self.tr("It relates to the criterion.")),
            "authentic": (self.tr("Authentic"), self.tr("It is the learner’s own work.")),
            "reliable": (self.tr("Reliable"), self.tr("Another assessor would decide the same.")),
            "current": (self.tr("Current"), self.tr("It is recent enough to show competence now.")),
            "sufficient": (self.tr("Sufficient"), self.tr("It is enough for all of the criterion.")),
        }

    def answers(self) -> dict[str, Flag]:
        """The answers as they stand."""
        return dict(self._answers)

    def set_answers(self, answers: Mapping[str, Flag]) -> None:
        """Show other answers; what is not named is open."""
        for name in NAMES:
            self._answers[name] = answers.get(name, Flag.OPEN)
            held = self._answers[name]
            self.questions[name].set_value(None if held is Flag.OPEN else held)

    def open_names(self) -> list[str]:
        """What nobody has answered yet, as it is called."""
        return [self.words()[name][0] for name in NAMES if self._answers[name] is Flag.OPEN]

    def go_to_open(self, decision: Decision) -> bool:
        """Take the keyboard to the first question that this decision cannot leave open. Says whether there is one."""
        left = left_open(decision, self._answers)
        if left:
            self.questions[left[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(left)

    def explain(self, reason: str) -> None:
        """Disable all five and say why, or enable them."""
        for question in self.questions.values():
            for answer in (Flag.YES, Flag.NO):
                question.explain(answer, reason)

    def _answered(self, name: str, answer: object) -> None:
        assert isinstance(answer, Flag)
        held = Flag.OPEN if self._answers[name] is answer else answer
        self._answers[name] = held
        self.questions[name].set_value(None if held is Flag.OPEN else held)
        self.changed.emit()
