# SPDX-License-Identifier: MIT
"""The box that says of a reply that it only acknowledges: in sight while a clock makes a difference of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QWidget

from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.rules import RESPONSES
from crmtrainer.ui.clocks import OVER
from crmtrainer.ui.kit.entries import Entry
from crmtrainer.ui.kit.text import plain_tip


class OnlyAcknowledges(QCheckBox):
    """Off unless somebody ticks it, and off again once no clock waits for a sign to the customer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._is_reply = True
        tip = self.tr(
            "For a message that says that theirs has come in, when you answer, and nothing more. It stops the "
            "acknowledgement clock alone: they still wait for a reply."
        )
        self.setText(self.tr("Only acknowledges it"))
        self.setToolTip(plain_tip(tip))
        self.setAccessibleDescription(tip)
        self._show()

    def follow(self, clocks: Iterable[ClockRow]) -> None:
        """Show it for a ticket with these clocks, where one of them waits for our sign."""
        self._open = any(clock.metric in RESPONSES and clock.state not in OVER for clock in clocks)
        if not self._open:
            self.setChecked(False)
        self._show()

    def set_for_reply(self, is_reply: bool) -> None:
        """Whether what is written is a reply; a note acknowledges nothing."""
        self._is_reply = is_reply
        self._show()

    def entry(self) -> Entry:
        """How a draft keeps it."""
        return Entry(lambda: "yes" if self.isChecked() else "", lambda written: self.setChecked(bool(written)))

    def _show(self) -> None:
        self.setVisible(self._open and self._is_reply)
