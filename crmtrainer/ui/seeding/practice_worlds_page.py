# SPDX-License-Identifier: MIT
"""Where a learner or trainer chooses a filled world to practise in freely."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.house.sandboxes import Sandbox, report_on
from crmtrainer.kernel.errors import Expected
from crmtrainer.seeding.report import SeedReport
from crmtrainer.ui import theme
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Page, PageHeader, narrow_column
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.text import body
from crmtrainer.ui.seeding.report_pane import ReportPane
from crmtrainer.ui.seeding.worlds_pane import WorldsPane
from crmtrainer.ui.tasks import Tasks
from crmtrainer.wording import sentence_for


class PracticeWorldsPage(Page):
    """The worlds there are; `open_wanted` with the chosen one, `told` with words for a toast."""

    open_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Practice worlds")
        self.help_text = self.tr(
            "A practice world is a whole organisation with its customers, cases and clocks. Nothing in it is marked, "
            "and it stays as you leave it: close it, and go on another day."
        )
        self.setAccessibleName(self.title_text)
        self._tasks = tasks
        self.worlds = WorldsPane(desk, tasks, manages=False)
        self.report = ReportPane()
        self.report.hide()
        self.back = Button(self.tr("Back"), "arrow-left")
        self._build()
        self.worlds.open_wanted.connect(self.open_wanted)
        self.worlds.told.connect(self.told)
        self.worlds.report_wanted.connect(self._count)
        self.worlds.listed.connect(self._take_keyboard)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(body(self.help_text))
        column.addWidget(self.worlds)
        column.addWidget(self.report)
        column.addStretch(1)
        narrow_column(inside, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        header = PageHeader(self.title_text)
        header.add(self.back)
        whole.addWidget(header)
        whole.addWidget(ColumnScroll(inside), 1)

    @override
    def first_focus(self) -> QWidget | None:
        return self.worlds.table if self.worlds.rows else self.back

    @override
    def panes(self) -> list[QWidget]:
        return [self.worlds.table, self.back] if self.worlds.rows else [self.back]

    @override
    def entered(self) -> None:
        self.worlds.refresh()

    def _take_keyboard(self) -> None:
        """Once there is a list, the keyboard goes into it, unless a person has taken it somewhere on the page."""
        at = QApplication.focusWidget()
        if self.isVisible() and self.worlds.rows and (at is None or at is self.back or not self.isAncestorOf(at)):
            self.worlds.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, found: object) -> None:
        if isinstance(found, Sandbox):
            self._tasks.run(lambda: report_on(found), self._show, self._failed)

    def _show(self, report: SeedReport) -> None:
        self.report.show_report(report)
        self.report.show()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Expected):
            raise error
        self.told.emit(sentence_for(error))
