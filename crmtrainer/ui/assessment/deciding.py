# SPDX-License-Identifier: MIT
"""What is filled in to decide on one criterion: five questions, a decision and why; kept while it is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from crmtrainer.assessment.rules import FLAG_NAMES, Decision, Flag
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.flags import Flags
from crmtrainer.ui.assessment.labels import decision_name
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries, Entry
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.text import spoken, strong

ALONG_FROM = 300
"""Width from which the two decisions stand beside one another."""


class Deciding(QWidget):
    """The fields of one judgement. `changed` after each change of any of them, whoever made it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft_line = DraftLine(flush=True)
        self.flags = Flags()
        self.competent = QRadioButton(decision_name(Decision.COMPETENT))
        self.not_yet = QRadioButton(decision_name(Decision.NOT_YET))
        self._decision = QButtonGroup(self)
        for button in (self.competent, self.not_yet):
            self._decision.addButton(button)
        self.reason = TextBox(self.tr("Reason"), self.tr("At act … you …"), lines=3)
        self.entries = Entries(self)
        """What a draft of it holds."""
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.draft_line)
        column.addWidget(strong(self.tr("The evidence is")))
        column.addWidget(self.flags)
        self._choice = QHBoxLayout()
        self._choice.setSpacing(theme.px(12))
        self._choice.addWidget(strong(self.tr("Decision")))
        self._choice.addWidget(self.competent)
        self._choice.addWidget(self.not_yet)
        self._choice.addStretch(1)
        column.addLayout(self._choice)
        why = strong(self.tr("Reason"))
        why.setBuddy(self.reason)
        column.addWidget(why)
        column.addWidget(self.reason)

    def _connect(self) -> None:
        entries = self.entries
        entries.add_entry("decision", Entry(self._written_decision, self._put_decision_back))
        for name in FLAG_NAMES:
            entries.add_entry(f"flag.{name}", Entry(partial(self._written_flag, name), partial(self._put_back, name)))
        entries.add("reason", self.reason)
        self.flags.changed.connect(entries.changed)
        self._decision.buttonToggled.connect(lambda _button, _on: entries.changed.emit())
        entries.changed.connect(self.changed)

    def decision(self) -> Decision | None:
        """What is chosen, if anything."""
        if self.competent.isChecked():
            return Decision.COMPETENT
        return Decision.NOT_YET if self.not_yet.isChecked() else None

    def clear(self) -> None:
        """Nothing is answered, chosen or written."""
        self._choose(None)
        self.flags.set_answers({})
        self.reason.clear()

    def names(self) -> list[str]:
        """All that is to be filled in, as it is called."""
        return [self.tr("Decision"), self.tr("Reason"), *(words for words, _ in self.flags.words().values())]

    def open_names(self) -> list[str]:
        """What is still to be filled in, as it is called."""
        names = []
        if self.decision() is None:
            names.append(self.tr("Decision"))
        if not self.reason.toPlainText().strip():
            names.append(self.tr("Reason"))
        return [*names, *self.flags.open_names()]

    def go_to_open(self) -> bool:
        """Take the keyboard to the first thing that saving cannot do without. Says whether there is one."""
        decision = self.decision()
        if decision is None:
            self.competent.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.reason.toPlainText().strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return self.flags.go_to_open(decision)
        return True

    def explain(self, reason: str) -> None:
        """Close it to who may only look on, and say why; nothing to say opens it."""
        self.flags.explain(reason)
        self.reason.setReadOnly(bool(reason))
        for button in (self.competent, self.not_yet):
            button.setEnabled(not reason)
            button.setStatusTip(spoken(reason))

    def fit(self, width: int) -> None:
        """The two decisions beside one another, or one below the other where that is too narrow."""
        along = width >= theme.px(ALONG_FROM)
        self._choice.setDirection(QBoxLayout.Direction.LeftToRight if along else QBoxLayout.Direction.TopToBottom)

    def _choose(self, decision: Decision | None) -> None:
        self._decision.setExclusive(False)
        self.competent.setChecked(decision is Decision.COMPETENT)
        self.not_yet.setChecked(decision is Decision.NOT_YET)
        self._decision.setExclusive(True)

    def _written_decision(self) -> str:
        decision = self.decision()
        return "" if decision is None else decision.value

    def _put_decision_back(self, written: str) -> None:
        self._choose(next((one for one in Decision if one.value == written), None))

    def _written_flag(self, name: str) -> str:
        return str(self.flags.answers()[name].value)

    def _put_back(self, name: str, written: str) -> None:
        held = next((flag for flag in Flag if flag.value == written), Flag.OPEN)
        self.flags.set_answers({**self.flags.answers(), name: held})
