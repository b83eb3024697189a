# SPDX-License-Identifier: MIT
"""The button in the head of a card that opens what was shortened, and shortens it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.text import plain_tip


class Unfold(Button):
    """`unfolded` carries whether all is to be shown. The two names say what the button does next."""

    unfolded = Signal(bool)

    def __init__(self, more: str, less: str, parent: QWidget | None = None) -> None:
        super().__init__(icon="unfold-more-horizontal", variant=Variant.QUIET, small=True, name=more, parent=parent)
        self._names = (more, less)
        self.is_open = False
        self.clicked.connect(self._turn)

    def _turn(self) -> None:
        self.is_open = not self.is_open
        name = self._names[self.is_open]
        self.set_icon("unfold-less-horizontal" if self.is_open else "unfold-more-horizontal")
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.unfolded.emit(self.is_open)
