# SPDX-License-Identifier: MIT
"""The trainer's page for filling a world: choices at the left, what they give at the right, progress on top."""

import logging

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.house.sandboxes import Sandbox, report_on, sandbox_at
from crmtrainer.kernel.errors import Expected
from crmtrainer.seeding.builder import Built, Doing
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.report import SeedReport
from crmtrainer.ui import theme
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.page import Page, PageHeader
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.two_columns import TwoColumns
from crmtrainer.ui.seeding.filling import Filling, reckon
from crmtrainer.ui.seeding.form import SeedingForm
from crmtrainer.ui.seeding.plan_pane import Plan, PlanPane
from crmtrainer.ui.seeding.progress_card import ProgressCard
from crmtrainer.ui.seeding.report_pane import ReportPane
from crmtrainer.ui.seeding.words import about, count, size
from crmtrainer.ui.seeding.worlds_pane import WorldsPane
from crmtrainer.ui.tasks import Errand, InlineTasks, Tasks
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence_for

log = logging.getLogger(__name__)

FORM_WIDTH, BESIDE_FROM = 368, 744
SETTLES = 250
"""Milliseconds without a change after which the plan is reckoned anew."""


class SeedingPage(Page):
    """Fill a world with people and their history; look after those that were filled."""

    told = Signal(str)
    announce = Signal(str)
    open_wanted = Signal(object)
    """A `Sandbox` that somebody wants to practise in."""

    def __init__(self, desk: Desk, *, tasks: Tasks | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Seeding")
        self.help_text = self.tr(
            "Fills a new world with an organisation and invented people, their orders, contacts and cases. The same "
            "number and choices give the same people again. Cancelled, nothing is left behind. Open a world to "
            "practise in it freely; learners find it under Scenario, Open a practice world."
        )
        self.setAccessibleName(self.title_text)
        self._desk, self._tasks = desk, tasks or InlineTasks()
        self.plan: Plan | None = None
        self._reckoning: Errand | None = None
        self._made: Built | None = None
        self.filling = Filling(desk, self._tasks, self)
        self.form = SeedingForm()
        self.plan_pane = PlanPane()
        self.worlds = WorldsPane(desk, self._tasks)
        self.progress = ProgressCard()
        self.result = Banner()
        self.open = Button(self.tr("Open"), "door-open", Variant.PRIMARY, small=True)
        self.report = ReportPane()
        self.close_result = Button(self.tr("Close"), small=True)
        self.fill = Button(self.tr("Fill the world"), "database-plus-outline", Variant.PRIMARY)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLES)
        self._build()
        self._connect()

    def _build(self) -> None:
        header = PageHeader(self.title_text, self.tr("Fill a world with people and their history"))
        header.add(self.fill)
        self.result.add(self.open)
        self.result.add(self.close_result)
        panes = QWidget()
        right = QVBoxLayout(panes)
        edge = theme.px(12)
        right.setContentsMargins(edge, edge, edge, edge)
        right.setSpacing(edge)
        right.addWidget(self.plan_pane)
        right.addWidget(self.worlds)
        right.addWidget(self.report)
        right.addStretch(1)
        scroll = ColumnScroll(
            TwoColumns(panes, self.form, width=FORM_WIDTH, beside_from=BESIDE_FROM, aside_first=True, fixed=True)
        )
        scroll.setMinimumHeight(theme.px(120))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, self.progress, self.result):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        self.progress.hide()
        self.result.hide()
        self.report.hide()

    def _connect(self) -> None:
        self.form.edited.connect(self._pause.start)
        self._pause.timeout.connect(self.reckon)
        self.fill.clicked.connect(self.start)
        self.progress.cancel_asked.connect(self.filling.cancel)
        self.filling.stepped.connect(self._step)
        self.filling.made.connect(self._show_made)
        self.filling.failed.connect(self._show_failed)
        self.worlds.told.connect(self.told)
        self.worlds.open_wanted.connect(self.open_wanted)
        self.worlds.report_wanted.connect(self._count)
        self.open.clicked.connect(self._open)
        self.close_result.clicked.connect(self._close_result)

    # What the frame asks

    @override
    def first_focus(self) -> QWidget | None:
        return self.progress.cancel if self.filling.is_on else self.form.first()

    @override
    def panes(self) -> list[QWidget]:
        listed: list[QWidget] = [self.form, self.plan_pane, self.worlds]
        return [self.progress, *listed] if self.filling.is_on else listed

    @override
    def entered(self) -> None:
        if self.plan is None:
            self.reckon()
        self.worlds.refresh()

    def stop(self) -> None:
        """The window closes: a fill under way is cancelled, and leaves nothing."""
        self._pause.stop()
        self.filling.cancel()

    # The plan

    def reckon(self) -> None:
        """Reckon what the choices give; what stands wrong is said only when somebody wants to fill."""
        self._pause.stop()
        if self._reckoning is not None:
            self._reckoning.cancel()
        profile = self.form.entered()
        if isinstance(profile, Profile):
            home = self._desk.house.home
            self._reckoning = self._tasks.run(lambda: reckon(home, profile), self._show_plan, self._no_plan)

    def _show_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.plan_pane.show_plan(plan)
        self._explain()

    def _no_plan(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        log.warning("The room on the disk is not known: %s", error)

    def _explain(self) -> None:
        reason = ""
        if self.filling.is_on:
            reason = self.tr("A world is being filled.")
        elif self.plan is not None and not self.plan.fits:
            words = self.tr("This takes about %1, and the disk has %2 left.")
            reason = filled(words, size(self.plan.preview.bytes), size(self.plan.free))
        self.fill.explain(reason)

    # The fill

    def start(self) -> None:
        """Fill a world as chosen, or say what is to be put right."""
        profile = self.form.profile()
        if profile is None or self.filling.is_on or not self.fill.isEnabled():
            return
        self.result.hide()
        known = self.plan is not None and self.plan.preview.customers == profile.customers
        self.progress.begin(profile.customers, self.plan.seconds if known and self.plan is not None else 0.0)
        self.progress.show()
        self.progress.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filling.start(profile)
        self._explain()

    def _step(self, done: int, total: int, doing: Doing) -> None:
        if self.filling.is_on:
            self.progress.show_step(done, total, doing)

    def _show_made(self, built: Built, profile: Profile) -> None:
        self._made = built
        made = (
            (self.tr("%1 customers"), profile.customers),
            (self.tr("%1 orders"), built.rows.get("customer_order", 0)),
            (self.tr("%1 contacts"), built.rows.get("interaction", 0)),
            (self.tr("%1 tickets"), built.rows.get("ticket", 0)),
        )
        counts = ", ".join(words.replace("%1", count(number)) for words, number in made)
        told = self.tr("%1, %2, in %3. Nobody in it is real.").replace("%3", about(self.progress.taken()))
        told = filled(told, counts, size(built.path.stat().st_size))
        self.worlds.refresh(built.path)
        self._count(sandbox_at(built.path))
        self._tell_end(self.tr("Filled: %1").replace("%1", profile.name), told, Tone.OK, "check-circle-outline")

    def _show_failed(self, problem: Expected | None) -> None:
        self._made = None
        if problem is not None and problem.code == "seed.cancelled":
            self._tell_end(self.tr("Cancelled"), self.tr("Nothing was left behind."), Tone.INFO, "information-outline")
            return
        words = self.tr("Nothing was left behind.") if problem is None else sentence_for(problem)
        self._tell_end(self.tr("The world was not filled"), words, Tone.BAD, "alert-octagon-outline")

    def _tell_end(self, heading: str, words: str, tone: Tone, icon: str) -> None:
        at = QApplication.focusWidget()
        had_keyboard = at is None or at is self.progress.cancel
        self.result.set_words(heading, words)
        self.result.set_tone(tone, icon)
        self.open.setVisible(self._made is not None)
        self.result.show()
        if had_keyboard and self.isVisible():
            target = self.open if self._made is not None else self.close_result
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress.hide()
        self._explain()
        tell = self.announce if self.isVisible() else self.told
        tell.emit(f"{heading}. {words}")

    def _open(self) -> None:
        found = None if self._made is None else sandbox_at(self._made.path)
        if found is not None:
            self.open_wanted.emit(found)

    def _count(self, found: object) -> None:
        """Count what is in a world, off the thread of the window."""
        if isinstance(found, Sandbox):
            self._tasks.run(lambda: report_on(found), self._show_report, self._not_counted)

    def _show_report(self, report: SeedReport) -> None:
        self.report.show_report(report)
        self.report.show()

    def _not_counted(self, error: Exception) -> None:
        if not isinstance(error, Expected):
            raise error
        self.told.emit(sentence_for(error))

    def _close_result(self) -> None:
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.result.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = QApplication.focusWidget()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape and self.filling.is_on and at is self.progress.cancel:
            self.progress.cancel.click()
            return
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.start()
            return
        super().keyPressEvent(event)
