# SPDX-License-Identifier: MIT
"""The form of one criterion: what it asks, what is offered, five questions, a decision and why; earlier ones below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.queries import JudgementRow
from crmtrainer.assessment.rules import Decision, Use
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.case import CriterionCase, chosen_for
from crmtrainer.ui.assessment.decided import Decided, Standing, beside
from crmtrainer.ui.assessment.deciding import Deciding
from crmtrainer.ui.assessment.observations import Observations
from crmtrainer.ui.drafting import Drafting, Keeper
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import body, caption, section, strong

LEAST_HEIGHT = 220


class JudgementForm(Surface):
    """Gathers one judgement and sends one command. What was entered is kept by `keeper` until it is saved."""

    saving = Signal(object)
    """A `MakeJudgement` to be performed."""
    choosing = Signal(object)
    """A `ChooseObservation` to be performed."""
    act_asked = Signal(object)

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.LeftEdge, parent=parent)
        self._keeper = keeper
        self.setAccessibleName(self.tr("Judgement"))
        self._attempt = AttemptId(0)
        self._cases: tuple[CriterionCase, ...] = ()
        self._judgements: tuple[JudgementRow, ...] = ()
        self._chosen: Mapping[str, Use] = {}
        self._filled_for: tuple[str, str] = ("", "")
        """Whose entries stand in the fields: where drafts are kept, and the criterion."""
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
        self.deciding = Deciding()
        """Put away while a judgement stands and nobody changes it."""
        self.flags, self.reason = self.deciding.flags, self.deciding.reason
        self.competent, self.not_yet = self.deciding.competent, self.deciding.not_yet
        self._drafting = Drafting(self._keeper, "judgement", self.deciding.entries, self.deciding.draft_line, self)
        self.save = Button(self.tr("Save judgement"), "content-save-outline", Variant.PRIMARY)
        self.open_icon = IconLabel("alert-outline", 16, "warn")
        self.still_open = caption(wrap=True, token="warn")
        self.still_open.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.standing = Standing()
        self._changing: set[tuple[int, str]] = set()
        self._asks_once_more = False
        """Whether somebody wanted to save a decision that goes beyond what the rubric finds enough, and was asked."""
        self.earlier_title = strong(self.tr("Decided before"))
        self.earlier = QVBoxLayout()

    def _build(self) -> None:
        inside = Surface("surface")
        column = QVBoxLayout(inside)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(12), margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(self._make_asked())
        column.addWidget(self.deciding)
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
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._make_foot())

    def _make_asked(self) -> QWidget:
        """What the criterion asks, what the checks offer for it, and the judgement that stands."""
        self._asked = QWidget()
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
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
        return self._asked

    def _make_foot(self) -> Surface:
        """The button stays in sight, however much the checks offer, with what is still open beside it."""
        self._foot = Surface("window", edges=Qt.Edge.TopEdge)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(beside(self.open_icon, self.still_open), 1)
        return self._foot

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.go_to(self._place - 1))
        self.next.clicked.connect(lambda: self.go_to(self._place + 1))
        self.observations.chosen.connect(self._choose)
        self.observations.act_asked.connect(self.act_asked)
        self.deciding.changed.connect(self._tell_open)
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
        if attempt != self._attempt:
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
            self._place = place
            self._show()
            self.area.verticalScrollBar().setValue(0)

    def areas(self) -> list[QWidget]:
        """The parts that F6 visits: what is asked, the questions and the decision, and saving."""
        return [self._asked, self.deciding, self._foot]

    def allow(self, reason: str) -> None:
        """Close the form to who may only look on, and say why; nothing to say opens it."""
        self.save.explain(reason)
        self.standing.allow(reason)
        self.observations.explain(reason)
        self.deciding.explain(reason)

    def try_to_save(self) -> None:
        """Send the judgement, or go to what it cannot do without."""
        case, decision = self.criterion(), self.deciding.decision()
        if case is None or self.deciding.go_to_open() or decision is None:
            return
        if self._goes_beyond(case) and not self._asks_once_more:
            self._asks_once_more = True
            self._tell_open()
            return
        self.saving.emit(self._command(case, decision))

    def _goes_beyond(self, case: CriterionCase) -> bool:
        """Competent on less than the rubric asks for: an assessor may, and says where the rest comes from."""
        return self.deciding.decision() is Decision.COMPETENT and not case.is_enough

    def saved(self) -> None:
        """Forget what was entered for the criterion in sight: it is decided now, and shown as it stands."""
        case = self.criterion()
        if case is not None:
            self._changing.discard((self._attempt, case.text.id))
            self._drafting.done(self.deciding.clear)
            self._filled_for = ("", "")

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
        begun = self._keeper.drafts.at(f"judgement/{criterion}") is not None
        changes = row is None or begun or key in self._changing
        self.deciding.setVisible(changes)
        self._foot.setVisible(changes)
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

    def _show(self) -> None:
        case = self.criterion()
        self.area.setVisible(case is not None)
        if case is None:
            return
        text = case.text
        self.name.setText(text.id)
        count = filled(self.tr("criterion %1 of %2"), str(self._place + 1), str(len(self._cases)))
        self.number.setText(count)
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place < len(self._cases) - 1)
        self.wording.setText(text.wording)
        self.hint.setText(self.tr("Look for: %1").replace("%1", text.evidence))
        self._show_enough(case)
        self.observations.show_offered(case.offered, chosen_for(text.id, self._chosen), case.unreached)
        self._fill(text.id)
        self._show_earlier(text.id)

    def _show_enough(self, case: CriterionCase) -> None:
        needed, have = case.text.items_needed, case.items
        items = filled(self.tr("%1 of %2 items from different scenarios"), str(have), str(needed))
        if case.is_enough:
            words = self.tr("Enough to decide: %1.").replace("%1", items)
        elif case.text.reflection_needed and not case.has_reflection:
            words = self.tr("Not enough by the rubric: %1, and no reflection.").replace("%1", items)
        else:
            words = self.tr("Not enough by the rubric: %1.").replace("%1", items)
        if have < needed and have == 1:
            words = f"{words} {self._missing(case)}"
        self.enough.setText(words)
        self.enough.set_token("ok" if case.is_enough else "warn")
        icon, token = ("check-circle-outline", "ok") if case.is_enough else ("alert-outline", "warn")
        self.enough_icon.set_icon(icon, token)

    def _missing(self, case: CriterionCase) -> str:
        """Where what is missing can come from, so that nobody waits for a scenario that there is not."""
        needed = case.text.items_needed
        if 0 < case.scenarios < needed:
            only = self.tr("Only %1 scenarios here speak of it.").replace("%1", str(case.scenarios))
            if case.scenarios == 1:
                only = self.tr("This is the only scenario here that speaks of it.")
            way = self.tr(
                "Another item can be a product of work, an observation, a witness or a discussion: name it in your "
                "reason. From this attempt alone: Not yet competent, and what it shows."
            )
            return f"{only} {way}"
        if needed > 2:
            return self.tr("It needs %1 scenarios; this attempt is one of them.").replace("%1", str(needed))
        return self.tr("It needs a second scenario; this attempt is one.")

    def _fill(self, criterion: str) -> None:
        """Bring back what was entered for a criterion; what stands there now is not touched."""
        wanted = (self._keeper.drafts.attempt, criterion)
        if wanted != self._filled_for or not self._drafting.is_current():
            self._filled_for = wanted
            self._drafting.turn_to(criterion, self.deciding.clear)
        self._tell_open()

    def _tell_open(self) -> None:
        """Say beside the button what is still open, or what saving would go beyond."""
        case, names = self.criterion(), self.deciding.open_names()
        beyond = case is not None and self._goes_beyond(case)
        self._asks_once_more = self._asks_once_more and beyond
        words = self._open_words(names) if names else ""
        if self._asks_once_more:
            words = self._once_more()
        self.still_open.setText(words)
        for part in (self.still_open, self.open_icon):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # nothing moves while the questions are answered
            part.setSizePolicy(policy)
            part.setVisible(bool(words))
        self.save.setText(self.tr("Save all the same") if self._asks_once_more else self.tr("Save judgement"))
        self.save.setAccessibleDescription(words)
        self._hold_room()

    def _open_words(self, names: list[str]) -> str:
        return self.tr("Still open: %1").replace("%1", ", ".join(names))

    def _once_more(self) -> str:
        return self.tr("By the rubric this is not enough for Competent. Your reason should say where the rest is.")

    def _hold_room(self) -> None:
        """Keep the foot as high as its longest words make it, so that nothing moves under a pointer."""
        width = max(1, self.still_open.width())
        fullest = (self._open_words(self.deciding.names()), self._once_more())
        self.still_open.setMinimumHeight(max(self.still_open.height_of(words, width) for words in fullest))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if control and is_enter and self.save.isVisible() and self.save.isEnabled():
            self.try_to_save()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.deciding.fit(event.size().width() - 2 * theme.px(16))
        self._hold_room()

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
