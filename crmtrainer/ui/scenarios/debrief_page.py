# SPDX-License-Identifier: MIT
"""The debrief of a finished attempt: what was done beside what came of it, and the learner's own account."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow, attempt
from crmtrainer.kernel.commands import Change, Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.reports.acts import ActRow, acts
from crmtrainer.reports.whole_act import whole_act
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefAct, Who
from crmtrainer.scenarios.queries import debrief
from crmtrainer.scenarios.rules import Mode
from crmtrainer.service_levels.queries import why
from crmtrainer.ui import theme
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.scenarios.debrief_head import DebriefHead, result_words, tell_result
from crmtrainer.ui.scenarios.debrief_labels import short_when
from crmtrainer.ui.scenarios.labels import DebriefDeed, reason_against_reflecting
from crmtrainer.ui.scenarios.outcome_pane import OutcomePane
from crmtrainer.ui.scenarios.paper import debrief_to_print, whys_of
from crmtrainer.ui.scenarios.places import back_to, moved_by, nearest, to_begin_with
from crmtrainer.ui.scenarios.reflecting import Reflecting
from crmtrainer.ui.scenarios.story import Filter, row_id, story
from crmtrainer.ui.scenarios.story_pane import StoryPane
from crmtrainer.ui.why import WhyPane

LIST_WIDTH, SMALL_LIST = 408, 360
LEAST_BESIDE = 460


class DebriefPage(Page):
    """Needs the attempt's world open at the desk."""

    OF_A_WORLD = True

    try_again = Signal(str, object)
    """The scenario's key and the `Mode` this attempt was run in."""
    branch_requested = Signal(object)
    """The number of the first act to be done anew."""
    hand_in_requested = Signal()
    told = Signal(str)
    """Something to say in passing."""
    deeds_changed = Signal()
    """Another row is chosen, or something else may be done with it."""

    def __init__(self, desk: Desk, row: AttemptRow, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Debrief: %1").replace("%1", row.title)
        self.help_text = self.tr(
            "What you did is on the left, with the checks of this case pinned to your acts. Choose an act to see it in "
            "the chart and in the talk, and open it to read all about it. Where something was missing, its own row "
            "says what and when. Then write your reflection, cite the acts it speaks of, and save it (Ctrl+Enter)."
        )
        self.setAccessibleName(self.title_text)
        self._desk = desk
        self._row = row
        self._found: Debrief | None = None
        self._told: Mapping[int, ActRow] = {}
        self._narrow: bool | None = None
        self.head = DebriefHead()
        self.result = Banner(icon="flag-outline")
        self.sides = Segmented(
            self.tr("Which side to show"),
            (Segment("did", self.tr("What you did")), Segment("came", self.tr("What came of it"))),
        )
        self.sides.set_value("did")
        self._sides_row = QWidget()
        self._across = QHBoxLayout(self._sides_row)
        self.did = StoryPane()
        self.came = OutcomePane()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self.reflecting = Reflecting(desk, self.came.reflection, self)
        self._build()
        self.why = WhyPane(self)
        self._connect()
        self.head.show_attempt(row)

    def _build(self) -> None:
        self._across.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._across.addWidget(self.sides)
        self._across.addStretch(1)
        self._sides_row.hide()
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.did)
        self._split.addWidget(self.came)
        self._split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.result, self._sides_row):
            column.addWidget(widget)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        head, did, came = self.head, self.did, self.came
        head.again.clicked.connect(lambda: self.do(DebriefDeed.TRY_AGAIN))
        head.hand_in.clicked.connect(lambda: self.hand_in_requested.emit())
        head.write.clicked.connect(self.reflect)
        self.sides.chosen.connect(self._show_side)
        did.filter_chosen.connect(self._filter)
        did.list.current_changed.connect(self._follow)
        did.list.opened.connect(self.open_act)
        for button, deed in (
            (did.open, DebriefDeed.OPEN),
            (did.cite, DebriefDeed.CITE),
            (did.again, DebriefDeed.GO_BACK),
        ):
            button.clicked.connect(partial(self._pressed, deed))
        did.panel.closed.connect(did.show_list)
        for card in (came.trust, came.law):
            card.chosen.connect(self.go_to)
        came.exchange.chosen.connect(self._mark)
        came.clocks.asked.connect(self._say_why)
        came.criteria.chosen.connect(lambda offered: self.go_to(offered[0]))
        came.criteria.reflect.connect(self.reflect)
        came.reflection.chosen.connect(self.go_to)
        self.reflecting.told.connect(self.told)
        # Once it has its place: then it is scrolled into sight.
        self.reflecting.saved.connect(lambda: QTimer.singleShot(0, self, self._show_saved))
        self._desk.changed.connect(self._changed)
        self._desk.world_changed.connect(self.entered)

    # What is shown

    @override
    def entered(self) -> None:
        """Ask for the run again. Without its world, or before its end, the page stays as it is."""
        if not self._desk.has_world:
            return
        try:
            self._found = self._desk.ask(debrief)
            self._told = {act.seq: act for act in self._desk.ask(acts)}
        except Expected as problem:
            self._desk.refused.emit(problem)
            return
        self._show(self._found)

    @override
    def reason_against_print(self) -> str:
        return ""

    @override
    def to_print(self) -> Printable:
        found = self._desk.ask(debrief)
        told = {act.seq: act for act in self._desk.ask(acts)}
        return debrief_to_print(self._row, found, told, result_words(found), whys_of(self._desk, found))

    @override
    def left(self) -> None:
        self._desk.changed.disconnect(self._changed)
        self._desk.world_changed.disconnect(self.entered)

    def _show(self, found: Debrief) -> None:
        tell_result(self.result, found, narrow=bool(self._narrow))
        self.came.show_run(found, may_reflect=not self._against_reflecting())
        self._filter(self.did.filter.value())
        reason = self._against_reflecting()
        self.reflecting.show(found, self._told, reason)
        self.head.write.explain(reason)

    def _against_reflecting(self) -> str:
        return reason_against_reflecting(self._row, self._desk.actor.role)

    def _filter(self, which: object) -> None:
        found = self._found
        if found is None or not isinstance(which, Filter):
            return
        self.did.list.set_items(story(found, self._told, which))
        heading, words = "", ""
        if not self.did.list.story.rowCount():
            heading, words = self._nothing(which)
        self.did.say_nothing(heading, words)
        if self.did.list.current() is None and not heading and not self.did.list.go_to(to_begin_with(found)):
            self.did.list.go_to(self.did.list.story.items()[0].id)
        self._follow_buttons()

    def _nothing(self, which: Filter) -> tuple[str, str]:
        if which is Filter.CLOCKS:
            return (
                self.tr("No clock was stopped"),
                self.tr("Clocks start with a ticket, a handoff or a promise, and stop when you have done it."),
            )
        return self.tr("Nothing was done"), self.tr("Try again: what you do will stand here, act by act.")

    # Choosing an act

    def go_to(self, item_id: object) -> None:
        """Make a row of the list current, whatever the filter; the act of the learner's before it when it has none."""
        if self._found is None:
            return
        target = nearest(self._found, item_id)
        if target is None:
            return
        if self.did.shows_act:
            self.did.show_list()
        if not self.did.list.go_to(target):
            self.did.filter.set_value(Filter.ALL)
            self._filter(Filter.ALL)
            self.did.list.go_to(target)
        self._show_side("did")
        self.did.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> DebriefAct | None:
        """The act chosen in the list; None for the last row, which is none."""
        item = self.did.list.current()
        if item is None or self._found is None:
            return None
        return next((act for act in self._found.acts if row_id(act) == item.id), None)

    def _follow(self, _item_id: object) -> None:
        act = self.current()
        self._follow_buttons()
        if act is None or self._found is None:
            self.came.trust.point_at(None, None)
            return
        words = self.tr("missing") if act.who is Who.NOBODY else short_when(act.at)
        moved = moved_by(self._found, act)
        self.came.trust.point_at(act.at, moved, words, missing=act.title if act.who is Who.NOBODY else "")
        self.came.law.follow(act)
        if act.seq is not None:
            self.came.exchange.follow(act.seq)

    def _mark(self, seq: object) -> None:
        """Follow the talk in the list without taking the keyboard along."""
        self.did.list.go_to(seq)

    def _follow_buttons(self) -> None:
        act = self.current()
        self.did.open.explain(self.reason_against(DebriefDeed.OPEN))
        self.did.cite.explain(self.reason_against(DebriefDeed.CITE))
        is_missing = act is not None and act.who is Who.NOBODY
        self.did.offer(can_go_back=not self.reason_against(DebriefDeed.GO_BACK), is_missing=is_missing)
        self.deeds_changed.emit()

    def reason_against(self, deed: DebriefDeed) -> str:
        """Why something cannot be done now with the row that is chosen; empty when it can."""
        act = self.current()
        if deed is DebriefDeed.OPEN:
            return "" if act is not None else self.tr("Choose an act first.")
        if deed is DebriefDeed.CITE:
            mine = act is not None and act.seq is not None and act.who is Who.YOU
            return self._against_reflecting() or ("" if mine else self.tr("Only something you did can be cited."))
        if deed is DebriefDeed.GO_BACK:
            if self._row.mode == Mode.ASSESSED.value:
                return self.tr("An assessed attempt stands as it is: try again from the start.")
            if self._desk.actor.role not in (Role.LEARNER, Role.TRAINER):
                return self.tr("Only whoever ran the attempt tries it again.")
            return "" if self._back() is not None else self.tr("Choose something you did, or an act that is missing.")
        return ""

    def do(self, deed: DebriefDeed) -> None:
        """Do it, where nothing is against it."""
        if deed is DebriefDeed.TRY_AGAIN:
            self.try_again.emit(self._row.scenario, Mode(self._row.mode))
        elif deed is DebriefDeed.CITE:
            self.reflecting.cite(self.current())
        elif deed is DebriefDeed.GO_BACK and (back := self._back()) is not None:
            self.branch_requested.emit(back)
        elif deed is DebriefDeed.OPEN and (item := self.did.list.current()) is not None:
            self._show_side("did")
            self.open_act(item.id)

    def _pressed(self, deed: DebriefDeed, _checked: bool = False) -> None:
        self.do(deed)

    def _back(self) -> int | None:
        act = self.current()
        return None if act is None or self._found is None else back_to(self._found, act)

    def open_act(self, item_id: object) -> None:
        """Show one row in full, in place of the list."""
        found = self._found
        act = self.current()
        if found is None or act is None or row_id(act) != item_id:
            return
        whole = None
        if act.seq is not None:
            try:
                whole = self._desk.ask(whole_act, act.seq)
            except Expected as problem:
                self._desk.refused.emit(problem)
                return
        person = self._row.learner_name or self._row.learner
        self.did.panel.show_act(found, act, self._told, whole, person)
        self.did.show_panel()

    def _say_why(self, clock_id: int, at: QRect) -> None:
        """Say why a clock was due when it was, at its line; a second time puts that away."""
        if self.why.isVisible():
            self.why.put_away()
            return
        try:
            told = self._desk.ask(why, clock_id)
        except Expected as problem:
            self._desk.refused.emit(problem)
            return
        owed = self._found is not None and any(each.id == clock_id and each.is_owed for each in self._found.clocks)
        self.why.open_at(self.came.clocks.list, told, self._desk.world.clock.now(), at, closed=owed)

    # The learner's own account

    def reflect(self) -> None:
        """Go to the editor."""
        self._show_side("came")
        self.came.bring(self.came.reflection)
        self.came.reflection.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_saved(self) -> None:
        """Take the eyes and the keyboard to what was just saved."""
        if (saved := self.came.reflection.newest()) is not None:
            self.came.bring(self.came.reflection)
            saved.setFocus(Qt.FocusReason.OtherFocusReason)

    # What follows

    def _changed(self, changes: tuple[Change, ...]) -> None:
        kinds = {change.kind for change in changes}
        if "attempt" in kinds:
            try:
                self._row = self._desk.ask(attempt, self._row.id)
            except Expected as problem:
                self._desk.refused.emit(problem)
                return
            self.head.show_attempt(self._row)
        if kinds & {"attempt", "reflection"}:
            self.entered()

    def _show_side(self, side: object) -> None:
        self.sides.set_value(side)
        if self._narrow:
            self.did.setVisible(side == "did")
            self.did.filter.setVisible(side == "did")
            self.came.setVisible(side == "came")

    def _arrange(self) -> None:
        narrow = self.width() < theme.px(SMALL_LIST + LEAST_BESIDE)
        if narrow is not self._narrow:
            self._narrow = narrow
            self._sides_row.setVisible(narrow)
            self.head.set_narrow(narrow)
            self.did.set_whole(narrow)
            self.came.set_whole(narrow)
            if self._found is not None:
                tell_result(self.result, self._found, narrow=narrow)
            if narrow:
                self._across.addWidget(self.did.lend_filter())
                self._show_side(self.sides.value())
            else:
                self.did.take_filter_back()
                self.did.filter.show()
                self.did.show()
                self.came.show()
        if not narrow:
            left = theme.px(LIST_WIDTH if self.width() >= theme.px(LIST_WIDTH + 600) else SMALL_LIST)
            self._split.setSizes([left, max(1, self.width() - left)])

    @override
    def first_focus(self) -> QWidget | None:
        return self.did.first_focus()

    @override
    def panes(self) -> list[QWidget]:
        parts: list[QWidget] = [self.did, *self.came.cards(), self.head]
        return [self._sides_row, *parts] if self._narrow else parts

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._arrange()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.did.shows_act:
            self.did.show_list()
            return
        super().keyPressEvent(event)
