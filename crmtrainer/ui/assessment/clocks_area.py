# SPDX-License-Identifier: MIT
"""The clocks of an attempt under review, in a part that can be folded away; each says why it was due when it was."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.house.reviewing import Review
from crmtrainer.kernel.errors import Expected
from crmtrainer.service_levels.queries import why
from crmtrainer.ui import theme
from crmtrainer.ui.clock_lines import ClockLines, counted_note
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.kit.text import body, caption
from crmtrainer.ui.why import WhyPane


class ClocksArea(GrowingArea):
    """Asks the copy under review, which nothing writes in. The pane that answers lies over the whole review."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        self._inside = Surface("surface")
        super().__init__(self._inside)
        self._desk = desk
        self._review: Review | None = None
        self.setAccessibleName(self.tr("Clocks"))
        self.lines = ClockLines()
        self.lines.set_whole(True)  # what scrolls is this area, and it follows the keyboard
        self.nothing = body(self.tr("No clock was started: no ticket was opened in this run."), token="muted")
        self.why = WhyPane(over)
        column = QVBoxLayout(self._inside)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(6), margin, theme.px(6))
        column.addWidget(self.lines)
        column.addWidget(self.nothing)
        self.note = caption(wrap=True)
        column.addWidget(self.note)
        self.lines.asked.connect(self._say_why)

    def show_review(self, review: Review) -> None:
        """Show the clocks of another attempt; those of one whose record cannot be read are not known."""
        self._review = review
        self.why.drop()
        clocks = () if review.story is None else review.story.clocks
        self.lines.show_clocks(clocks)
        self.note.setText(counted_note(clocks))
        self.note.setVisible(bool(clocks))
        self.lines.setVisible(bool(clocks))
        self.nothing.setVisible(not clocks)

    def _say_why(self, clock_id: int, at: QRect) -> None:
        """Say why a clock was due when it was, at its line; a second time puts that away."""
        if self.why.isVisible():
            self.why.put_away()
            return
        review = self._review
        if review is None or review.story is None:
            return
        try:
            told = review.ask(why, self._desk.actor, clock_id)
        except Expected as problem:
            self._desk.refused.emit(problem)
            return
        owed = any(clock.id == clock_id and clock.is_owed for clock in review.story.clocks)
        self.why.open_at(self.lines, told, review.story.ended_at, at, closed=owed)

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if not visible:
            self.why.drop()
