# SPDX-License-Identifier: MIT
"""The left side of a debrief: the list of what was done with its filter, or one act in full in its place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling, section
from crmtrainer.ui.scenarios.act_panel import ActPanel
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
        self._stack = QStackedWidget()
        self._top = QWidget()
        self._head = QHBoxLayout(self._top)
        self._foot = QHBoxLayout()
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
        foot = Surface("window", edges=Qt.Edge.TopEdge)
        self._foot.addWidget(self.open)
        self._foot.addWidget(self.cite)
        self._foot.addStretch(1)
        foot.setLayout(self._foot)
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
        self.open.hide()
        self.panel.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Go back to the list, where it was left."""
        self._stack.setCurrentIndex(0)
        self.open.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_nothing(self, heading: str, words: str) -> None:
        """What stands in place of an empty list; without a heading the list is shown."""
        self.nothing.set_words(heading, words)
        self.nothing.setVisible(bool(heading))
        self.list.setVisible(not heading)

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
        self._foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        self._foot.setSpacing(theme.px(8))
        self.list.setMinimumHeight(theme.px(100))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
