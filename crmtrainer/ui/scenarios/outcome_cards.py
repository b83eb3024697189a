# SPDX-License-Identifier: MIT
"""Three cards of a debrief: the clocks and how they ended, the law that touched the run, the criteria it can serve."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.scenarios.checks.deciding import CheckResult
from crmtrainer.scenarios.debrief_rows import CriterionTouched, Debrief, DebriefAct, DebriefClock, LawCardShown, Who
from crmtrainer.ui import theme
from crmtrainer.ui.dates import clock_time, long_day
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel, RowsView
from crmtrainer.ui.kit.text import body, caption, is_restyling, plain_tip, strong
from crmtrainer.ui.scenarios.debrief_labels import check_line, clock_name, clock_outcome, short_when
from crmtrainer.ui.scenarios.flow import Flow, empty
from crmtrainer.ui.scenarios.story import row_id

ROW = 52


class ClocksCard(Card):
    """Which limits were met, and by how much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ClocksCard", "Clocks"), parent=parent)
        self._model = RowsModel(self)
        self.list = RowsView(self.tr("Clocks and how they ended"))
        self.list.setModel(self._model)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = body(self.tr("No clock was started: no ticket was opened in this run."), token="muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_run(self, found: Debrief) -> None:
        self._model.set_rows(tuple(self._row(number, clock) for number, clock in enumerate(found.clocks)))
        self.list.setVisible(bool(found.clocks))
        self.nothing.setVisible(not found.clocks)
        self._fit()
        met = sum(clock.state == "met" for clock in found.clocks)
        missed = sum(clock.state == "missed" for clock in found.clocks)
        words = self.tr("%1 met, %2 missed").replace("%1", str(met)).replace("%2", str(missed))
        self.aside.setText(words if found.clocks else "")

    def _row(self, number: int, clock: DebriefClock) -> Row:
        outcome = clock_outcome(clock)
        due = "" if clock.due is None else self.tr("due %1").replace("%1", short_when(clock.due))
        return Row(
            id=number,
            title=clock_name(clock),
            detail=due,
            mark=Mark(outcome.words, outcome.icon, outcome.tone),
            spoken=", ".join(part for part in (clock_name(clock), clock.team, outcome.words, due) if part),
        )

    def _fit(self) -> None:
        self.list.setFixedHeight(theme.px(ROW) * self._model.rowCount() + 4)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()


class LawCard(Card):
    """What the law says where the run touched it, with ways to the acts. `chosen` carries a row's id."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("LawCard", "The law in this case"), parent=parent)
        self._held = QVBoxLayout()
        self._held.setSpacing(theme.px(12))
        self.body.addLayout(self._held)
        self.body.addStretch(1)

    def show_run(self, found: Debrief) -> None:
        empty(self._held)
        self.aside.setText(self.tr("as at %1").replace("%1", long_day(found.law_as_at)))
        for card in found.law:
            self._held.addWidget(self._one(found, card))
        if not found.law:
            self._held.addWidget(body(self.tr("No law card belongs to this case."), token="muted"))

    def _one(self, found: Debrief, card: LawCardShown) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        title = strong(card.title)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(caption(card.cites, wrap=True))
        column.addWidget(body(card.says))
        column.addWidget(body(card.means_here))
        links = Flow()
        for check in card.checks:
            links.add(self._link(found, card, check))
        column.addWidget(links)
        return held

    def _link(self, found: Debrief, card: LawCardShown, check: CheckResult) -> QWidget:
        line = check_line(check, counts=found.counts)
        act = _act_with(found, check)
        if act is None:
            return Chip(line.words, line.icon, line.tone)
        words = self._where(act).replace("%1", clock_time(act.at))
        button = Button(words, line.icon, Variant.LINK, name=f"{words}. {card.title}. {line.words}", small=True)
        button.setToolTip(plain_tip(line.words))
        button.clicked.connect(lambda: self.chosen.emit(row_id(act)))
        return button

    def _where(self, act: DebriefAct) -> str:
        if act.who is Who.NOBODY:
            return self.tr("Nothing at %1")
        return self.tr("Your act at %1") if act.who is Who.YOU else self.tr("Their act at %1")


def _act_with(found: Debrief, check: CheckResult) -> DebriefAct | None:
    return next((act for act in found.acts if any(one.key == check.key for one in act.checks)), None)


class CriteriaCard(Card):
    """What the run can be evidence for. `chosen` carries the numbers of the acts offered, `wanted` asks to reflect."""

    chosen = Signal(object)
    reflect = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("CriteriaCard", "Criteria touched"), parent=parent)
        self._held = QVBoxLayout()
        self._held.setSpacing(theme.px(10))
        self.body.addLayout(self._held)
        self._note = caption(self.tr("Checks offer evidence. Your assessor decides."), wrap=True)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def show_run(self, found: Debrief) -> None:
        empty(self._held)
        for criterion in found.criteria:
            self._held.addWidget(self._one(criterion))
        if not found.counts:
            self._note.setText(self.tr("You were exploring: none of this is offered to an assessor."))
        elif not found.criteria:
            self._note.setText(self.tr("This case claims no criterion."))

    def _one(self, criterion: CriterionTouched) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        links = Flow()
        links.add(strong(criterion.id))
        if criterion.acts:
            links.add(self._acts(criterion))
        if criterion.needs_reflection:
            links.add(self._reflection(criterion))
        if not criterion.acts and not criterion.needs_reflection:
            links.add(caption(self.tr("No act offered")))
        column.addWidget(links)
        column.addWidget(body(criterion.title))
        if criterion.missed:
            many = len(criterion.missed)
            words = self.tr("1 check that speaks of it was missed")
            if many > 1:
                words = self.tr("%n checks that speak of it were missed", "", many)
            column.addWidget(caption(words, wrap=True))
        return held

    def _acts(self, criterion: CriterionTouched) -> Button:
        many = len(criterion.acts)
        words = self.tr("1 act offered") if many == 1 else self.tr("%n acts offered", "", many)
        spoken = f"{criterion.id} {criterion.title}: {words}"
        button = Button(words, "file-document-outline", Variant.LINK, name=spoken, small=True)
        button.clicked.connect(lambda: self.chosen.emit(criterion.acts))
        return button

    def _reflection(self, criterion: CriterionTouched) -> Button:
        words = self.tr("Needs your reflection")
        spoken = f"{criterion.id} {criterion.title}: {words}"
        button = Button(words, "pencil-outline", Variant.LINK, name=spoken, small=True)
        button.clicked.connect(lambda: self.reflect.emit())
        return button
