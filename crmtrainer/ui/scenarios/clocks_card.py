# SPDX-License-Identifier: MIT
"""The card of a debrief that tells which limits were met, and by how much."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, QRect, Signal
from PySide6.QtWidgets import QWidget

from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.ui.clock_lines import ClockLines, counted_note
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.text import body, caption
from crmtrainer.ui.scenarios.snug_card import SnugCard


class ClocksCard(SnugCard):
    """One line a clock. `asked` carries the clock whose due time somebody wants explained, and where its line is."""

    asked = Signal(int, QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ClocksCard", "Clocks"), parent=parent)
        self.list = ClockLines()
        self.list.asked.connect(self.asked)
        self.nothing = body(self.tr("No clock was started: no ticket was opened in this run."), token="muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        self.note = caption(wrap=True)
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def show_run(self, found: Debrief) -> None:
        self.list.setVisible(bool(found.clocks))
        self.nothing.setVisible(not found.clocks)
        self.list.show_clocks(found.clocks)
        self.note.setText(counted_note(found.clocks))
        self.note.setVisible(bool(self.note.text()))
        self.aside.setText(self._count(found) if found.clocks else "")

    def _count(self, found: Debrief) -> str:
        """How many ended which way; what was sent back or called off is neither met nor missed."""
        ended = Counter(clock.state for clock in found.clocks)
        met, missed, others = ended["met"], ended["missed"], ended["sent_back"] + ended["called_off"]
        words = filled(self.tr("%1 met, %2 missed"), str(met), str(missed))
        if others and not missed:
            words = self.tr("%1 met").replace("%1", str(met))
        if ended["sent_back"]:
            words = filled(self.tr("%1, %2 sent back"), words, str(ended["sent_back"]))
        if ended["called_off"]:
            words = filled(self.tr("%1, %2 called off"), words, str(ended["called_off"]))
        return words
