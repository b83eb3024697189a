# SPDX-License-Identifier: MIT
"""The Review section: attempts at the left, the one under review beside them. Its file is read and never written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.queries import (
    AttemptRow,
    attempts,
    chosen_observations,
    judgements,
    newest_rubrics,
)
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.catalogue import criteria_spoken_of
from crmtrainer.house.folder import House
from crmtrainer.house.reviewing import Review, open_review, played_again
from crmtrainer.house.running import name_learner, receive
from crmtrainer.kernel.commands import Change, Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.replay import ReplayReport
from crmtrainer.scenarios.problems import PackFaulty
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.case import other_scenarios
from crmtrainer.ui.assessment.choosing import Choosing, Dialogs
from crmtrainer.ui.assessment.evidence import evidence_to_print, write_evidence
from crmtrainer.ui.assessment.list_pane import AttemptList
from crmtrainer.ui.assessment.notes import ReviewNotes
from crmtrainer.ui.assessment.review_view import BESIDE_FROM, ReviewView
from crmtrainer.ui.assessment.verifying import Verifying
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Page, Surface
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.tasks import InlineTasks, Tasks

LIST_WIDTH, SMALL_LIST_WIDTH = 236, 200
LEAST_WIDTH = 340
LIST_FROM = 620
"""Width from which the list stands beside the review; below, one of them is in sight."""


PlayingAgain = Callable[[House, Review], ReplayReport]
"""Performs the acts of a review again."""


class ReviewPage(Page):
    """The page. An attempt is opened by making it current in the list."""

    told = Signal(str)
    """What was done, in words for a toast."""
    written = Signal(str, object)
    """A file was written: words with places for its name and its folder, and the file."""
    turned = Signal()  # another attempt is under review, or none

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        tasks: Tasks | None = None,
        choosing: Choosing | None = None,
        again: PlayingAgain = played_again,
    ) -> None:
        super().__init__("", "", parent)
        self.title_text = self.tr("Review")
        self.help_text = self.tr(
            "What learners handed in. The bar says what the file itself can show. Space plays the attempt, Left and "
            "Right step through it. Use or leave what the checks offer, answer the five questions, decide, say why and "
            "save (Ctrl+Enter). A later judgement supersedes an earlier one; nothing is edited."
        )
        self.setAccessibleName(self.title_text)
        self._desk = desk
        self._tasks: Tasks = tasks or InlineTasks()
        self._choosing: Choosing = choosing or Dialogs()
        self._again = again
        self._review: Review | None = None
        self._wanted: int | None = None
        self._in_list, self._compact, self._was_wide = True, False, False
        self._verifying = Verifying(desk, self._tasks, self._broke, self)
        self._spoken_of: dict[str, frozenset[str]] = {}
        self.attempts = AttemptList()
        self.notes = ReviewNotes(desk, self)
        self.view = ReviewView(self.notes, desk)
        self.back = Button(self.tr("All attempts"), "chevron-left", small=True)
        self.nothing = EmptyState(
            "clipboard-check-outline",
            self.tr("Nothing handed in yet"),
            self.tr("What learners hand in appears here. A file from another machine can be received."),
            button=self.tr("Receive a file…"),
            button_icon="tray-arrow-down",
        )
        self.waiting = EmptyState("shield-search", self.tr("Verifying the file"), self.tr("This takes a moment."))
        self.not_yet = EmptyState("tray-arrow-up", self.tr("Not handed in yet"), "")
        self.none_chosen = EmptyState(
            "clipboard-text-outline",
            self.tr("No attempt chosen"),
            self.tr("Choose an attempt in the list to review it here."),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self._right = QStackedWidget()
        for widget in (self.none_chosen, self.nothing, self.waiting, self.not_yet, self.view):
            self._right.addWidget(widget)
        right = Surface("surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._right, 1)
        self._beside = right
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.attempts)
        row.addWidget(right, 1)
        self._arrange()

    def _connect(self) -> None:
        self._desk.changed.connect(self._hear)
        self._verifying.found.connect(lambda: self._list(self._desk.ask(attempts)))
        self.attempts.chosen.connect(self._choose)
        self.attempts.list.opened.connect(lambda _id: self._go_in())
        self.attempts.list.clicked.connect(lambda _index: self._go_in() if self._is_narrow() else None)
        self.attempts.receive_pressed.connect(self.receive)
        self.nothing.acted.connect(self.receive)
        self.back.clicked.connect(self._go_out)
        self.view.export_pressed.connect(self.export)
        self.view.form.saving.connect(self._save)
        self.view.form.choosing.connect(self._use)

    # What the shell calls

    @override
    def entered(self) -> None:
        self._refresh()
        self._tasks.run(partial(criteria_spoken_of, self._desk.house.home), self._learn_criteria, self._no_criteria)
        self._verifying.look_at_all_but(self._wanted)
        if self._wanted is None and (first := self.attempts.first_to_mark()) is not None:
            self.attempts.choose(first)
        if self._review is not None:  # somebody else may sit here now
            self.notes.turn_to(self._review.row)
            self._show_marks()

    @override
    def first_focus(self) -> QWidget | None:
        if self._right.currentWidget() is self.nothing and not self.attempts.model.rowCount():
            return self.nothing.button
        return self.attempts.list

    @override
    def panes(self) -> list[QWidget]:
        if self._right.currentWidget() is not self.view:
            return [self.attempts, self.back, self._right]
        return [self.attempts, self.back, *self.view.areas()]

    @override
    def small(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        # What stands side by side now could take turns: it must not keep the window wide.
        return QSize(theme.px(LEAST_WIDTH), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def review(self) -> Review | None:
        """The review that is open."""
        return self._review

    def receive(self) -> None:
        """Take in a file that was handed in on another machine."""
        file = self._choosing.handed_in_file(self)
        if file is None:
            return
        try:
            row = receive(self._desk.house, file, self._desk.actor)
            name = self._choosing.learner_name(self, row.ref) if row.learner_name == row.learner else ""
            if name:
                row = name_learner(self._desk.house, row, name, self._desk.actor)
        except Expected as problem:
            self._desk.refused.emit(problem)
            return
        self._refresh()
        self._verifying.look_at_all_but(self._wanted)
        self.attempts.choose(row.id)
        self.told.emit(self.tr("Received: %1").replace("%1", row.ref))

    def export(self) -> None:
        """Write the evidence of the attempt under review as HTML and PDF."""
        review = self._review
        folder = self._choosing.folder(self) if review is not None else None
        if review is not None and folder is not None:
            self.export_to(folder)

    def export_to(self, folder: Path) -> tuple[Path, ...]:
        """Write the documents into a folder. Gives the files, none when it could not be done."""
        if self._review is None:
            return ()
        try:
            page, pdf = write_evidence(self._desk, self._review, folder)
        except Expected as problem:
            self._desk.refused.emit(problem)
            return ()
        words = self.tr("Evidence written: %1 and its PDF, in the folder “%2”")
        self.written.emit(words, page)
        return page, pdf

    @override
    def reason_against_print(self) -> str:
        return "" if self._review is not None else self.tr("Choose an attempt that was handed in first.")

    @override
    def to_print(self) -> Printable:
        assert self._review is not None
        return evidence_to_print(self._desk, self._review)

    def close_review(self) -> None:
        """Let go of the attempt under review; its copy is removed."""
        self.notes.turn_to(None)
        if self._review is not None:
            self._review.close()
        self._review = self._wanted = None

    # Its own affairs

    def _refresh(self) -> None:
        rows = self._desk.ask(attempts)
        self._list(rows)
        if not rows:
            self._show(self.nothing)
        elif self._wanted is None:
            self._show(self.none_chosen)

    def _list(self, rows: tuple[AttemptRow, ...]) -> None:
        self.attempts.set_attempts(rows, self._verifying.reports, self._to_decide())

    def _to_decide(self) -> dict[str, int]:
        """How many criteria there are to be decided, by scenario; nothing is known until the packs are read."""
        known = {text.id for rubric in self._desk.ask(newest_rubrics).values() for text in rubric.criteria}
        return {scenario: len(criteria & known) for scenario, criteria in self._spoken_of.items()}

    def _learn_criteria(self, spoken_of: dict[str, frozenset[str]]) -> None:
        self._spoken_of = spoken_of
        self._show_marks()
        self._list(self._desk.ask(attempts))

    def _no_criteria(self, problem: Exception) -> None:
        """Where a pack cannot be read, nothing is known of what is still to be decided."""
        if not isinstance(problem, PackFaulty):
            raise problem

    def _choose(self, attempt_id: object) -> None:
        row = self.attempts.row(attempt_id) if isinstance(attempt_id, int) else None
        if row is None or (row.id == self._wanted and self._right.currentWidget() is not self.not_yet):
            return
        self.close_review()
        self._wanted = row.id
        self.turned.emit()
        if row.state is not AttemptState.HANDED_IN:
            words = self.tr("%1 has not handed this attempt in. It can be reviewed once that is done.")
            self.not_yet.set_words(self.tr("Not handed in yet"), words.replace("%1", row.learner_name))
            self._show(self.not_yet)
            return
        self._show(self.waiting)
        work = partial(open_review, self._desk.house, row, self._desk.actor)
        self._tasks.run(work, partial(self._opened, row), self._broke)

    def _opened(self, row: AttemptRow, review: Review) -> None:
        if row.id != self._wanted or self._review is not None:
            review.close()
            return
        self._review = review
        self._verifying.reports[row.id] = review.report
        self.notes.turn_to(row)
        self.view.show_review(review)
        self._show_marks()
        self._show(self.view)
        self.turned.emit()
        self._list(self._desk.ask(attempts))
        if review.report.is_whole:
            work = partial(self._again, self._desk.house, review)
            self._tasks.run(work, partial(self._replayed, review), self._not_replayed)

    def _replayed(self, review: Review, report: ReplayReport) -> None:
        review.replay = report
        if review is self._review:
            self.view.show_proof()

    def _not_replayed(self, problem: Exception) -> None:
        """A file that cannot be replayed, for want of erased words or of room, is no worse: the bar does not say so."""
        if not isinstance(problem, Expected):
            raise problem

    def _broke(self, problem: Exception) -> None:
        if not isinstance(problem, Expected):
            raise problem
        self._wanted = None
        self._show(self.none_chosen)
        self._desk.refused.emit(problem)

    def _show_marks(self) -> None:
        review = self._review
        if review is None:
            return
        rows = self._desk.ask(attempts)
        same = [row for row in rows if row.learner == review.row.learner and row.id != review.row.id and row.judged]
        judged = {row.id: self._desk.ask(judgements, row.id) for row in same}
        self.view.show_marks(
            self._desk.ask(judgements, review.row.id),
            self._desk.ask(chosen_observations, review.row.id),
            self._desk.ask(newest_rubrics),
            other_scenarios(review.row, rows, judged),
            self._spoken_of,
        )
        may = self._desk.actor.role is Role.ASSESSOR
        self.view.form.allow("" if may else self.tr("Only an assessor decides. You can look on."))

    def _save(self, command: object) -> None:
        if isinstance(command, MakeJudgement) and self._desk.perform(command) is not None:
            self.view.form.saved()
            self._show_marks()
            # Once it has its place: then it is scrolled into sight.
            QTimer.singleShot(0, self, self.view.form.standing.change.setFocus)
            words = self.tr("Judgement saved: %1. It stands in the evidence.").replace("%1", command.criterion)
            self.told.emit(words)

    def _use(self, command: object) -> None:
        if isinstance(command, ChooseObservation):
            self._desk.perform(command)

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if self.isVisible() and any(change.kind == "attempt" for change in changes):
            self._refresh()
            if self._review is not None:
                self._show_marks()

    def _show(self, widget: QWidget) -> None:
        self._right.setCurrentWidget(widget)

    def _go_in(self) -> None:
        """From the list into the replay."""
        self._in_list = False
        self._arrange()
        if self._right.currentWidget() is self.view:
            self.view.replay.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_out(self) -> None:
        self._in_list = True
        self._arrange()
        self.attempts.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_narrow(self) -> bool:
        return self.width() < theme.px(LIST_FROM)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        is_inside = focus is not None and self._beside.isAncestorOf(focus)
        if event.key() == Qt.Key.Key_Escape and (is_inside or (self._is_narrow() and not self._in_list)):
            self._go_out()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        """As much beside one another as there is room for."""
        wide = not self._is_narrow()
        if self._was_wide and not wide:
            # Whoever is in the attempt stays there.
            focus = QApplication.focusWidget()
            self._in_list = focus is None or not self._beside.isAncestorOf(focus)
        self._was_wide = wide
        list_width = theme.px(LIST_WIDTH if self.width() >= theme.px(LIST_WIDTH + BESIDE_FROM) else SMALL_LIST_WIDTH)
        self.attempts.setVisible(wide or self._in_list)
        self._beside.setVisible(wide or not self._in_list)
        self.back.setVisible(not wide)
        if wide:
            self.attempts.setFixedWidth(list_width)
        else:
            self.attempts.setMinimumWidth(0)
            self.attempts.setMaximumWidth(16_777_215)
        room = self.width() - (list_width if wide else 0)
        self.view.arrange(beside=room >= theme.px(BESIDE_FROM) and not self._compact)
