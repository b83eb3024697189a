# SPDX-License-Identifier: MIT
"""A card with little room around what it holds, so that several stand on one screen."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import is_restyling

SIDE, EDGE = 14, 8


def make_snug(card: Card) -> None:
    """Give a card its narrow margins at the present text size."""
    card.body.setContentsMargins(theme.px(SIDE), theme.px(EDGE), theme.px(SIDE), theme.px(EDGE))
    card.body.setSpacing(theme.px(4))
    card.head.setSpacing(theme.px(6))
    card.heading.setMinimumHeight(theme.px(28))


class SnugCard(Card):
    """The card."""

    def __init__(self, heading: str = "", *, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(heading, aside=aside, parent=parent)
        make_snug(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            make_snug(self)
