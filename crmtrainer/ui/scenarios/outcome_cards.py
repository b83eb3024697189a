# SPDX-License-Identifier: MIT
"""Two cards of a debrief: the law that touched the run, and the criteria that it can serve."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import CriterionTouched, Debrief, DebriefAct, LawCardShown, Who
from crmtrainer.ui import theme
from crmtrainer.ui.dates import clock_time, long_day
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip
from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, body, caption, plain_tip
from crmtrainer.ui.scenarios.debrief_labels import check_line
from crmtrainer.ui.scenarios.flow import Flow, empty
from crmtrainer.ui.scenarios.snug_card import SnugCard
from crmtrainer.ui.scenarios.story import row_id
from crmtrainer.ui.scenarios.unfolding import Unfold

FIRST_LINES, LINK = 2, 28


class LawCard(SnugCard):
    """One law card at a time, with ways to the acts it speaks of. `chosen` carries a row's id."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._name = QCoreApplication.translate("LawCard", "The law in this case")
        super().__init__(self._name, parent=parent)
        # A law’s name is told whole: what it says hangs on its last words.
        self.heading.hide()
        self.name = Label(self._name, weight=SEMIBOLD, wrap=True)
        self._found: Debrief | None = None
        self._place = 0
        self.aside.hide()
        self.head.insertWidget(0, IconLabel("scale-balance", 18, "muted"))
        self.head.insertWidget(1, self.name, 1)
        self.unfold = Unfold(self.tr("Show the whole law card"), self.tr("Show less of the law card"))
        self.unfold.unfolded.connect(self._open)
        self.head.addWidget(self.unfold)
        self._cites = caption(wrap=True)
        self._says = body()
        self.means = Clamped(FIRST_LINES)
        self._as_at = caption(wrap=True)
        self._links = Flow()
        self.count = caption()
        self.previous = Button("", "chevron-left", Variant.QUIET, small=True, name=self.tr("Previous law card"))
        self.next = Button("", "chevron-right", Variant.QUIET, small=True, name=self.tr("Next law card"))
        for part in (self._cites, self._says, self.means, self._links):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(4))
        foot.addWidget(self._as_at, 1)
        foot.addStretch(0)
        for widget in (self.count, self.previous, self.next):
            foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))

    def show_run(self, found: Debrief) -> None:
        """Take in the cards of a run, and show the first that something missed speaks of, else the first."""
        self._found = found
        missed = (
            place
            for place, card in enumerate(found.law)
            if any(check.verdict is Verdict.MISSED for check in card.checks)
        )
        several = len(found.law) > 1
        for widget in (self.count, self.previous, self.next):
            widget.setVisible(several)
        self.unfold.setVisible(bool(found.law))
        if found.law:
            self.go_to(next(missed, 0))
        else:
            self.name.setText(self._name)
            self.means.setText(self.tr("No law card belongs to this case."))
            for widget in (self._cites, self._says, self._as_at):
                widget.hide()

    def go_to(self, place: int) -> None:
        """Show one card."""
        found = self._found
        if found is None or not 0 <= place < len(found.law):
            return
        self._place = place
        card = found.law[place]
        self.name.setText(card.title)
        self._cites.setText(card.cites)
        self._says.setText(card.says)
        self.means.setText(card.means_here)
        self._as_at.setText(self._how_sure(card, long_day(found.law_as_at)))
        self._links.clear()
        for check in card.checks:
            self._links.add(self._link(found, card, check))
        count = filled(self.tr("%1 of %2"), str(place + 1), str(len(found.law)))
        self.count.setText(count)
        self.previous.explain("" if place else self.tr("This is the first law card."))
        last = place == len(found.law) - 1
        self.next.explain(self.tr("This is the last law card.") if last else "")
        self._open(self.unfold.is_open)

    def follow(self, act: DebriefAct) -> None:
        """Show the card that the checks of an act speak of, where there is one."""
        keys = {check.key for check in act.checks}
        cards = self._found.law if self._found is not None else ()
        places = [place for place, card in enumerate(cards) if any(check.key in keys for check in card.checks)]
        if places and self._place not in places:
            self.go_to(places[0])

    def links(self) -> list[Button]:
        """The ways to the acts, as they are shown now."""
        return [button for button in self._links.findChildren(Button) if not button.isHidden()]

    def _how_sure(self, card: LawCardShown, day: str) -> str:
        """As at when, and whether somebody has held the card against the law itself."""
        if card.confirmed == "yes":
            return self.tr("The law as at %1, checked against the source").replace("%1", day)
        if card.is_unread:
            return self.tr("The law as at %1, not checked against the source").replace("%1", day)
        return self.tr("The law as at %1, checked in part against the source").replace("%1", day)

    def _open(self, is_open: bool) -> None:
        for widget in (self._cites, self._says):
            widget.setVisible(is_open)
        # A card that nobody has checked says so even when it is folded.
        cards = () if self._found is None else self._found.law
        self._as_at.setVisible(is_open or (bool(cards) and cards[self._place].is_unread))
        self.means.set_open(is_open)

    def _step(self, by: int) -> None:
        button = self.next if by > 0 else self.previous
        self.go_to(self._place + by)
        if not button.isEnabled():
            (self.previous if by > 0 else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

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


class CriteriaCard(SnugCard):
    """What the run can be evidence for. `chosen` carries the numbers of the acts offered, `wanted` asks to reflect."""

    chosen = Signal(object)
    reflect = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("CriteriaCard", "Criteria touched"), parent=parent)
        self._held = QVBoxLayout()
        self._held.setSpacing(0)
        self._more: list[QWidget] = []
        self._always = False
        self._may_reflect = True
        self.unfold = Unfold(self.tr("Show what the criteria ask for"), self.tr("Show the criteria only"))
        self.unfold.unfolded.connect(self._open)
        self.head.addWidget(self.unfold)
        self.body.addLayout(self._held)
        self._note = caption(self.tr("Checks offer evidence. Your assessor decides."), wrap=True)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def show_run(self, found: Debrief, *, may_reflect: bool) -> None:
        """Show what is offered for each criterion, and the way to a reflection while one may still be written."""
        self._may_reflect = may_reflect
        empty(self._held)
        self._more = []
        names = [Label(criterion.id, size=Type.CAPTION, weight=SEMIBOLD) for criterion in found.criteria]
        widest = max((name.sizeHint().width() for name in names), default=0)
        for name, criterion in zip(names, found.criteria, strict=True):
            name.setMinimumWidth(widest)
            self._held.addWidget(self._one(name, criterion))
        self._always = not found.counts or not found.criteria
        if not found.counts:
            self._note.setText(self.tr("You were exploring: none of this is offered to an assessor."))
        elif not found.criteria:
            self._note.setText(self.tr("This case claims no criterion."))
        self.unfold.setVisible(bool(found.criteria))
        self._open(self.unfold.is_open)

    def _open(self, is_open: bool) -> None:
        for widget in self._more:
            widget.setVisible(is_open)
        self._note.setVisible(is_open or self._always)

    def _one(self, name: Label, criterion: CriterionTouched) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        links = Flow()
        name.setToolTip(plain_tip(criterion.title))
        name.setMinimumHeight(theme.px(LINK))
        links.add(name)
        if criterion.acts:
            links.add(self._acts(criterion))
        elif not criterion.needs_reflection:
            links.add(caption(self.tr("In your reflection")))
        elif self._may_reflect:
            links.add(self._reflection(criterion))
        else:
            links.add(caption(self.tr("No act offered")))
        column.addWidget(links)
        title = caption(criterion.title, wrap=True, token="text")
        column.addWidget(title)
        self._more.append(title)
        if criterion.missed:
            many = len(criterion.missed)
            words = self.tr("1 check that speaks of it was missed")
            if many > 1:
                words = self.tr("%n checks that speak of it were missed", "", many)
            note = caption(words, wrap=True)
            column.addWidget(note)
            self._more.append(note)
        return held

    def _acts(self, criterion: CriterionTouched) -> Button:
        many = len(criterion.acts)
        words = self.tr("1 act offered") if many == 1 else self.tr("%n acts offered", "", many)
        spoken = f"{criterion.id} {criterion.title}: {words}"
        button = Button(words, "file-document-outline", Variant.LINK, name=spoken, small=True)
        button.clicked.connect(lambda: self.chosen.emit(criterion.acts))
        return button

    def _reflection(self, criterion: CriterionTouched) -> Button:
        needed = self.tr("Needs your reflection")
        spoken = f"{criterion.id} {criterion.title}: {needed}"
        button = Button(self.tr("Reflect on it"), "pencil-outline", Variant.LINK, name=spoken, small=True)
        button.clicked.connect(lambda: self.reflect.emit())
        return button
