# SPDX-License-Identifier: MIT
"""The form of one criterion: what it asks, what is offered, five questions, a decision and why; earlier ones below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.queries import JudgementRow
from crmtrainer.assessment.rules import Decision, Flag, Use
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.case import CriterionCase, chosen_for
from crmtrainer.ui.assessment.decided import Decided, Standing, beside
from crmtrainer.ui.assessment.flags import Flags
from crmtrainer.ui.assessment.labels import decision_name
from crmtrainer.ui.assessment.observations import Observations
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.fields import TextBox
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import body, caption, section, strong

LEAST_HEIGHT = 220


@dataclass(slots=True)
class Draft:
    """What was entered for a criterion and not saved yet."""

    decision: Decision | None = None
    flags: dict[str, Flag] = field(default_factory=dict)
    reason: str = ""


class JudgementForm(Surface):
    """Gathers one judgement and sends one command. What was entered stays while one looks at other criteria."""

    saving = Signal(object)
    """A `MakeJudgement` to be performed."""
    choosing = Signal(object)
    """A `ChooseObservation` to be performed."""
    act_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.LeftEdge, parent=parent)
        self.setAccessibleName(self.tr("Judgement"))
        self._attempt = AttemptId(0)
        self._cases: tuple[CriterionCase, ...] = ()
        self._judgements: tuple[JudgementRow, ...] = ()
        self._chosen: Mapping[str, Use] = {}
        self._drafts: dict[tuple[int, str], Draft] = {}
        self._place = 0
        self._make_parts()
        self._build()
        self._connect()

    def _make_parts(self) -> None:
        self.name = section()
        self.number = caption()
        self.previous = Button(icon="chevron-left", name=self.tr("Previous criterion"))
        self.next = Button(icon="chevron-right", name=self.tr("Next criterion"))
        self.wording = body()
        self.hint = caption(wrap=True)
        self.enough_icon = IconLabel("information-outline", 16, "muted")
        self.enough = caption(wrap=True)
        self.observations = Observations()
        self.flags = Flags()
        self.competent = QRadioButton(decision_name(Decision.COMPETENT))
        self.not_yet = QRadioButton(decision_name(Decision.NOT_YET))
        self._decision = QButtonGroup(self)
        for button in (self.competent, self.not_yet):
            self._decision.addButton(button)
        self.reason = TextBox(self.tr("Reason"), self.tr("At act … you …"), lines=3)
        self.save = Button(self.tr("Save judgement"), "content-save-outline", Variant.PRIMARY)
        self.open_icon = IconLabel("alert-outline", 16, "warn")
        self.still_open = caption(wrap=True, token="warn")
        self.standing = Standing()
        self._deciding = QWidget()
        """What is filled in to decide; put away while a judgement stands and nobody changes it."""
        self._changing: set[tuple[int, str]] = set()
        self.earlier_title = strong(self.tr("Decided before"))
        self.earlier = QVBoxLayout()

    def _build(self) -> None:
        inside = Surface("surface")
        column = QVBoxLayout(inside)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(12), margin, margin)
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.name)
        head.addWidget(self.number, 1)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        column.addLayout(head)
        column.addWidget(self.wording)
        column.addWidget(self.hint)
        column.addLayout(beside(self.enough_icon, self.enough))
        column.addWidget(strong(self.tr("Observations offered by checks")))
        column.addWidget(self.observations)
        column.addWidget(self.standing)
        column.addWidget(self._deciding)
        self._build_deciding()
        column.addWidget(self.earlier_title)
        self.earlier.setSpacing(theme.px(8))
        column.addLayout(self.earlier)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.area.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self.area)

    def _build_deciding(self) -> None:
        column = QVBoxLayout(self._deciding)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(strong(self.tr("The evidence is")))
        column.addWidget(self.flags)
        choice = QHBoxLayout()
        choice.setSpacing(theme.px(12))
        choice.addWidget(strong(self.tr("Decision")))
        choice.addWidget(self.competent)
        choice.addWidget(self.not_yet)
        choice.addStretch(1)
        column.addLayout(choice)
        why = strong(self.tr("&Reason"))
        why.setBuddy(self.reason)
        column.addWidget(why)
        column.addWidget(self.reason)
        save = QHBoxLayout()
        save.addWidget(self.save)
        save.addStretch(1)
        column.addLayout(save)
        column.addLayout(beside(self.open_icon, self.still_open))

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.go_to(self._place - 1))
        self.next.clicked.connect(lambda: self.go_to(self._place + 1))
        self.observations.chosen.connect(self._choose)
        self.observations.act_asked.connect(self.act_asked)
        self.flags.changed.connect(self._tell_open)
        self._decision.buttonToggled.connect(lambda _button, _on: self._tell_open())
        self.reason.textChanged.connect(self._tell_open)
        self.save.clicked.connect(self.try_to_save)
        self.standing.change_wanted.connect(self._change)

    def set_case(
        self,
        attempt: AttemptId,
        cases: tuple[CriterionCase, ...],
        judgements: tuple[JudgementRow, ...],
        chosen: Mapping[str, Use],
    ) -> None:
        """Show an attempt; of the same attempt the criterion in sight stays."""
        if attempt == self._attempt:
            self._keep_draft()
        else:
            self._keep_draft()
            self._place = 0
        self._attempt, self._cases, self._judgements, self._chosen = attempt, cases, judgements, chosen
        self._place = min(self._place, max(0, len(cases) - 1))
        self._show()

    def criterion(self) -> CriterionCase | None:
        """The criterion in sight."""
        return self._cases[self._place] if self._cases else None

    def go_to(self, place: int) -> None:
        """Show another criterion; what was entered for this one is kept."""
        if 0 <= place < len(self._cases):
            self._keep_draft()
            self._place = place
            self._show()
            self.area.verticalScrollBar().setValue(0)

    def allow(self, reason: str) -> None:
        """Close the form to who may only look on, and say why; nothing to say opens it."""
        self.save.explain(reason)
        self.standing.allow(reason)
        self.flags.explain(reason)
        self.observations.explain(reason)
        self.reason.setReadOnly(bool(reason))
        for button in (self.competent, self.not_yet):
            button.setEnabled(not reason)
            button.setStatusTip(reason)

    def decision(self) -> Decision | None:
        """What is chosen, if anything."""
        if self.competent.isChecked():
            return Decision.COMPETENT
        return Decision.NOT_YET if self.not_yet.isChecked() else None

    def try_to_save(self) -> None:
        """Send the judgement, or go to what it cannot do without."""
        case = self.criterion()
        decision = self.decision()
        if case is None:
            return
        if decision is None:
            self.competent.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.reason.toPlainText().strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.flags.go_to_open(decision):
            self.saving.emit(self._command(case, decision))

    def saved(self) -> None:
        """Forget what was entered for the criterion in sight: it is decided now, and shown as it stands."""
        case = self.criterion()
        if case is not None:
            self._drafts.pop((self._attempt, case.text.id), None)
            self._changing.discard((self._attempt, case.text.id))
            self._fill(Draft())

    def _change(self) -> None:
        """Open the questions again beside the judgement that stands."""
        case = self.criterion()
        if case is not None:
            self._changing.add((self._attempt, case.text.id))
            self._show_standing(case.text.id)
            self.competent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_standing(self, criterion: str) -> None:
        row = next((row for row in self._judgements if row.criterion == criterion and not row.superseded), None)
        key = (int(self._attempt), criterion)
        self.standing.setVisible(row is not None)
        if row is not None:
            self.standing.show_judgement(row, {name: words for name, (words, _) in self.flags.words().items()})
        changes = row is None or key in self._changing
        self._deciding.setVisible(changes)
        self.standing.change.setVisible(not changes)

    def _command(self, case: CriterionCase, decision: Decision) -> MakeJudgement:
        used = [row.offered for row in self.observations.rows if row.use.value() is Use.USE]
        cites = sorted({seq for each in used for seq in each.check.cites})
        return MakeJudgement(
            self._attempt,
            case.text.id,
            case.rubric_hash,
            decision,
            self.reason.toPlainText(),
            tuple(cites),
            **self.flags.answers(),
        )

    def _choose(self, check: str, use: object) -> None:
        case = self.criterion()
        if case is not None and isinstance(use, Use):
            self.choosing.emit(ChooseObservation(self._attempt, case.text.id, check, use))

    def _keep_draft(self) -> None:
        case = self.criterion()
        if case is not None:
            draft = Draft(self.decision(), self.flags.answers(), self.reason.toPlainText())
            self._drafts[(self._attempt, case.text.id)] = draft

    def _show(self) -> None:
        case = self.criterion()
        self.area.setVisible(case is not None)
        if case is None:
            return
        text = case.text
        self.name.setText(text.id)
        count = self.tr("criterion %1 of %2").replace("%1", str(self._place + 1)).replace("%2", str(len(self._cases)))
        self.number.setText(count)
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place < len(self._cases) - 1)
        self.wording.setText(text.wording)
        self.hint.setText(self.tr("Look for: %1").replace("%1", text.evidence))
        self._show_enough(case)
        self.observations.show_offered(case.offered, chosen_for(text.id, self._chosen), case.unreached)
        self._fill(self._drafts.get((self._attempt, text.id), Draft()))
        self._show_earlier(text.id)

    def _show_enough(self, case: CriterionCase) -> None:
        needed, have = case.text.items_needed, case.items
        items = self.tr("%1 of %2 items from different scenarios").replace("%1", str(have)).replace("%2", str(needed))
        if case.is_enough:
            words = self.tr("Enough to decide: %1.").replace("%1", items)
        elif case.text.reflection_needed and not case.has_reflection:
            words = self.tr("Not enough by the rubric: %1, and no reflection.").replace("%1", items)
        else:
            words = self.tr("Not enough by the rubric: %1.").replace("%1", items)
        if have < needed and have == 1:
            more = self.tr("It needs a second scenario; this attempt is one.")
            if needed > 2:
                more = self.tr("It needs %1 scenarios; this attempt is one of them.").replace("%1", str(needed))
            words = f"{words} {more}"
        self.enough.setText(words)
        self.enough.set_token("ok" if case.is_enough else "warn")
        icon, token = ("check-circle-outline", "ok") if case.is_enough else ("alert-outline", "warn")
        self.enough_icon.set_icon(icon, token)

    def _fill(self, draft: Draft) -> None:
        self._decision.setExclusive(False)
        self.competent.setChecked(draft.decision is Decision.COMPETENT)
        self.not_yet.setChecked(draft.decision is Decision.NOT_YET)
        self._decision.setExclusive(True)
        self.flags.set_answers(draft.flags)
        if self.reason.toPlainText() != draft.reason:
            self.reason.setPlainText(draft.reason)
        self._tell_open()

    def _tell_open(self) -> None:
        missing = []
        if self.decision() is None:
            missing.append(self.tr("Decision"))
        if not self.reason.toPlainText().strip():
            missing.append(self.tr("Reason"))
        names = [*missing, *self.flags.open_names()]
        words = self.tr("Still open: %1").replace("%1", ", ".join(names)) if names else ""
        self.still_open.setText(words)
        self.still_open.setVisible(bool(words))
        self.open_icon.setVisible(bool(words))
        self.save.setAccessibleDescription(words)

    def _show_earlier(self, criterion: str) -> None:
        while (item := self.earlier.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._show_standing(criterion)
        found = [row for row in self._judgements if row.criterion == criterion and row.superseded]
        self.earlier_title.setVisible(bool(found))
        for row in reversed(found):
            self.earlier.addWidget(Decided(row))
