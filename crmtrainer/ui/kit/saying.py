# SPDX-License-Identifier: MIT
"""Fields that say themselves how they understood an entry, or why they cannot: what rows and forms ask of them."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.scrolling import bring_into_view
from crmtrainer.ui.kit.text import Label, caption, spoken


@runtime_checkable
class Says(Protocol):
    """A field with `told` when its words have changed."""

    told: SignalInstance

    def note(self) -> str:
        """How the entry was understood; empty while it says so itself."""

    def fault(self) -> str:
        """What to enter instead; empty while it is still being typed."""

    def unread(self) -> str:
        """The same, at once: for whoever wants to use the entry now."""


@runtime_checkable
class Keeps(Protocol):
    """A field whose entry is text that can be put back; `changed` after each change."""

    changed: SignalInstance

    def written(self) -> str:
        """The entry as text."""

    def put_back(self, written: str) -> None:
        """Enter that text again."""


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say this about a widget, politely."""
    if words and widget.isVisible():
        event = QAccessibleAnnouncementEvent(widget, spoken(words))
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)


class SaidBelow(QWidget):
    """What a field says of its entry, for where no form row does; hidden while there is nothing to say."""

    def __init__(self, field: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.mark = IconLabel("alert-octagon-outline", 16, "bad")
        self.fault = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self.note = caption(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fault, 1)
        row.addWidget(self.note, 1)
        field.told.connect(self.hear)
        self.hear()

    def hear(self) -> None:
        """Show what is to be said now."""
        fault, note = self._field.fault(), self._field.note()
        self.fault.setText(fault)
        self.note.setText(note)
        self.mark.setVisible(bool(fault))
        self.fault.setVisible(bool(fault))
        self.note.setVisible(bool(note) and not fault)
        self.setVisible(bool(fault or note))
        if self.isVisible():
            QTimer.singleShot(0, self, self._come_into_view)  # once all has its place

    def _come_into_view(self) -> None:
        """Its words are of use only where they are seen beside the field that is being typed into."""
        if isinstance(self._field, QWidget) and self._field.hasFocus():
            bring_into_view(self)
