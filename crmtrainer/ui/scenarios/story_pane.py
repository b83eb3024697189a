# SPDX-License-Identifier: MIT
"""The left side of a debrief: the list of what was done with its filter, or one act in full in its place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import Pages
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling, section
from crmtrainer.ui.scenarios.act_panel import ActPanel
from crmtrainer.ui.scenarios.flow import Flow
from crmtrainer.ui.scenarios.story import Filter
from crmtrainer.ui.scenarios.story_view import StoryView


class StoryPane(Surface):
    """The page fills the list and the panel, and decides what the two buttons below them do."""

    filter_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.RightEdge, parent=parent)
        name = self.tr("What you did")
        self.setAccessibleName(name)
        self.filter = Segmented(
            self.tr("Show"),
            (
                Segment(Filter.ALL, self.tr("All")),
                Segment(Filter.CHECKS, self.tr("Checks"), name=self.tr("Acts with checks")),
                Segment(Filter.CLOCKS, self.tr("Clocks"), name=self.tr("Acts that stopped a clock")),
            ),
        )
        self.filter.set_value(Filter.ALL)
        self.list = StoryView(name)
        self.panel = ActPanel()
        self.nothing = EmptyState("playlist-remove", "", "")
        self.open = Button(self.tr("Open act"), "text-box-search-outline")
        self.cite = Button(self.tr("Cite this act"), "link-variant")
        self.again = Button(self.tr("Try again from here"), "source-branch", Variant.PRIMARY)
        self.again.setAccessibleDescription(
            self.tr("Starts a practice branch, led up to just before this; this attempt stays on record.")
        )
        self._can_go_back = self._is_missing = False
        self._stack = Pages()
        self._top = QWidget()
        self._head = QHBoxLayout(self._top)
        self._foot = Flow()
        self._build(name)
        self.filter.chosen.connect(self.filter_chosen)

    def _build(self, name: str) -> None:
        self._head.addWidget(section(name), 1)
        self._head.addWidget(self.filter)
        listed = Surface("surface")
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._top)
        inner.addWidget(self.list, 1)
        inner.addWidget(self.nothing, 1)
        self._stack.addWidget(listed)
        self._stack.addWidget(self.panel)
        foot = self._buttons = Surface("window", edges=Qt.Edge.TopEdge)
        for button in (self.open, self.cite, self.again):
            self._foot.add(button)
        self._footing = QVBoxLayout(foot)
        self._footing.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
        self.nothing.hide()
        self._restyle()

    @property
    def shows_act(self) -> bool:
        """Whether one act stands in place of the list."""
        return self._stack.currentWidget() is self.panel

    def show_panel(self) -> None:
        """Put the panel in place of the list, and the keyboard into it."""
        self._stack.setCurrentWidget(self.panel)
        self._settle()
        self.panel.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Go back to the list, where it was left."""
        self._stack.setCurrentIndex(0)
        self._settle()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, *, can_go_back: bool, is_missing: bool) -> None:
        """Which of the buttons below make sense for the current row: where an act is missing there is none to cite."""
        self._can_go_back, self._is_missing = can_go_back, is_missing
        self._settle()

    def _settle(self) -> None:
        self.open.setVisible(not self.shows_act)
        self.cite.setVisible(not self._is_missing)
        self.again.setVisible(self._can_go_back and (self._is_missing or self.shows_act))

    def say_nothing(self, heading: str, words: str) -> None:
        """What stands in place of an empty list; without a heading the list is shown."""
        self.nothing.set_words(heading, words)
        self.nothing.setVisible(bool(heading))
        self.list.setVisible(not heading)

    def set_whole(self, whole: bool) -> None:
        """Be as high as all acts are, where the page around this one scrolls; the buttons then stand above them."""
        for part in (self.list, self.panel.area):
            part.set_whole(whole)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.removeWidget(self._buttons)
            column.insertWidget(0 if whole else 1, self._buttons)

    def lend_filter(self) -> Segmented:
        """Give the filter to a narrow page, which has a row for it; the heading goes with it."""
        self._top.hide()
        return self.filter

    def take_filter_back(self) -> None:
        self._head.addWidget(self.filter)
        self._top.show()

    def first_focus(self) -> QWidget:
        if self.shows_act:
            return self.panel.area
        return self.filter if self.list.isHidden() else self.list

    def _restyle(self) -> None:
        self._head.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        self._head.setSpacing(theme.px(8))
        self._footing.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        for part in (self.list, self.panel.area):
            part.set_least(theme.px(100))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
