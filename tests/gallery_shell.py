# SPDX-License-Identifier: MIT
"""The frame with placeholder pages, for `tests.gallery`."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.clock_block import ClockBlock
from crmtrainer.ui.kit.composer import Composer
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import Page, Surface
from crmtrainer.ui.kit.rows import RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import caption, section, strong, title
from crmtrainer.ui.kit.timeline import TimelineView
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Mode, Section
from tests.gallery_kit import FACES, ROWS, STORY
from tests.gallery_more import KINDS


class PlaceholderDesk(Page):
    """A list, a record's head, its story and the composer: the arrangement of the desk, with invented words."""

    def __init__(self) -> None:
        super().__init__("My queue", "Everything that waits for you, the worst due time first.")
        self.field = SearchField("Filter this list", "Filter this list", key="Ctrl+F")
        self.list = RowsView("My queue")
        model = RowsModel(self.list)
        model.set_rows(ROWS)
        self.list.setModel(model)
        self.list.go_to(4)
        self.story = TimelineView("Timeline")
        self.story.set_items(STORY)
        self.composer = Composer(KINDS)
        self.blocks = [ClockBlock(FACES[5]), ClockBlock(FACES[2])]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = self._make_list()
        row.addWidget(self._left)
        row.addWidget(self._make_record(), 1)

    def _make_list(self) -> Surface:
        left = Surface("surface", edges=Qt.Edge.RightEdge)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 1, 0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        names = QHBoxLayout()
        names.addWidget(section("My queue"))
        names.addWidget(caption("6, worst due first"), 1)
        head.addLayout(names)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        left.setFixedWidth(280)
        return left

    def _make_record(self) -> QWidget:
        record = Surface("surface")
        column = QVBoxLayout(record)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Surface("surface", edges=Qt.Edge.BottomEdge)
        lines = QVBoxLayout(head)
        lines.setContentsMargins(16, 12, 16, 12)
        first = QHBoxLayout()
        first.addWidget(caption("C-1042"))
        first.addWidget(title("Wrong legs with dining table"), 1)
        first.addWidget(Button("More"))
        first.addWidget(Button("Answer warehouse", "message-reply-text-outline", Variant.PRIMARY))
        lines.addLayout(first)
        second = QHBoxLayout()
        left = QVBoxLayout()
        left.addWidget(ChipRow([ChipData("In progress", "circle-half-full"), ChipData("Yours", "account-outline")]))
        left.addWidget(strong("Mr Harjit Sahota"))
        second.addLayout(left, 1)
        for block in self.blocks:
            second.addWidget(block)
        lines.addLayout(second)
        column.addWidget(head)
        column.addWidget(self.story, 1)
        foot = Surface("window", edges=Qt.Edge.TopEdge)
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(16, 8, 16, 12)
        inner.addWidget(self.composer)
        column.addWidget(foot)
        return record

    @override
    def first_focus(self) -> QWidget:
        return self.list

    @override
    def panes(self) -> list[QWidget]:
        return [self._left, self.story, self.composer]

    @override
    def filter_field(self) -> QWidget:
        return self.field

    @override
    def small(self, compact: bool) -> None:
        for block in self.blocks:
            block.set_pill(compact)
        self.composer.set_compact(compact)
        self._left.setFixedWidth(248 if compact else 280)


class PlaceholderPage(Page):
    """Says its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"What {name} is for.")
        column = QVBoxLayout(self)
        self.button = Button(name)
        column.addWidget(self.button)

    @override
    def first_focus(self) -> QWidget:
        return self.button


def shell(mode: Mode = Mode.PRACTISE) -> MainWindow:
    """The window as a learner sees it."""
    actions = Actions()
    window = MainWindow(actions)
    actions.setParent(window)
    window.add_section(Section.QUEUE, PlaceholderDesk())
    for each in (Section.CUSTOMERS, Section.COMPLAINTS, Section.SCENARIOS, Section.REVIEW):
        window.add_section(each, PlaceholderPage(each.value.title()))
    if mode is Mode.TRAINER:
        window.add_section(Section.STANDARDS, PlaceholderPage("Standards"))
        window.add_section(Section.SEEDING, PlaceholderPage("Seeding"))
    window.set_count(Section.QUEUE, 6)
    window.set_mode(mode)
    window.set_status(
        person="Jo Bloggs", what="Scenario 4: Passed to warehouse", clock="Clock running ×1", clock_runs=True,
        saved="Draft saved 13:35",
    )  # fmt: skip
    window.set_practice_time("Tue 3 Mar, 13:35", 1, {60: "Not while you are on a call"})
    if mode is Mode.ASSESSED:
        window.toast("Call logged for Ms Okafor", action_text="Undo", action=window.update)
    return window
