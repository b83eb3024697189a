# SPDX-License-Identifier: MIT
"""The right side of a debrief: its cards, two abreast where there is room, otherwise one below the other.

What is explained stands at the left (the talk, the law), what it is counted by at the right (clocks, criteria).
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.ui import theme
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.scenarios.clocks_card import ClocksCard
from crmtrainer.ui.scenarios.exchange_card import ExchangeCard
from crmtrainer.ui.scenarios.outcome_cards import CriteriaCard, LawCard
from crmtrainer.ui.scenarios.reflection_card import ReflectionCard
from crmtrainer.ui.scenarios.trust_card import TrustCard

TWO_ABREAST = 560
BESIDE_PICTURE = 330
MARGIN = 8


class OutcomePane(QScrollArea):
    """Trust, exchanges, clocks, criteria, law, reflection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What came of it"))
        self.trust = TrustCard()
        self.exchange = ExchangeCard()
        self.clocks = ClocksCard()
        self.law = LawCard()
        self.criteria = CriteriaCard()
        self.reflection = ReflectionCard()
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._explained, self._counted = QVBoxLayout(), QVBoxLayout()
        self.setWidget(inside)
        self._two: bool | None = None
        self._whole = False
        inside.installEventFilter(self)
        self._restyle()

    def cards(self) -> tuple[QWidget, ...]:
        """The cards in reading order."""
        return (self.trust, self.exchange, self.clocks, self.law, self.criteria, self.reflection)

    def show_run(self, found: Debrief, *, may_reflect: bool) -> None:
        for card in (self.trust, self.exchange, self.clocks, self.law):
            card.show_run(found)
        self.criteria.show_run(found, may_reflect=may_reflect)

    def bring(self, card: QWidget) -> None:
        """Scroll so that a card begins at the top."""
        self._grid.activate()
        area: QWidget | None = self
        while area is not None:
            held = area.widget() if isinstance(area, QScrollArea) else None
            if isinstance(area, QScrollArea) and held is not None:
                area.verticalScrollBar().setValue(card.mapTo(held, QPoint(0, 0)).y() - theme.px(MARGIN))
            area = area.parentWidget()

    def set_whole(self, whole: bool) -> None:
        """Be as high as the cards are, where the page around this one scrolls."""
        self._whole = whole
        self._fit()

    def _fit(self) -> None:
        least = 0
        if self._whole:
            # As if nothing scrolled here: with the scroll bar's room the cards would be lower.
            room = self.width() - 2 * self.frameWidth()
            least = self._grid.totalMinimumHeightForWidth(room) + 2 * self.frameWidth()
        if least != self.minimumHeight():
            self.setMinimumHeight(least)

    def _arrange(self) -> None:
        room = self.viewport().width()
        two = room >= theme.px(TWO_ABREAST)
        self.exchange.set_narrow(not two and room < theme.px(BESIDE_PICTURE))
        if two is self._two:
            return
        self._two = two
        for card in self.cards():
            for holder in (self._grid, self._explained, self._counted):
                holder.removeWidget(card)
        for side in (self._explained, self._counted):
            self._grid.removeItem(side)
        if two:
            self._grid.addWidget(self.trust, 0, 0, 1, 2)
            # Each side by itself: neither leaves a gap because a card of the other is higher.
            for place, (side, cards) in enumerate(
                ((self._explained, (self.exchange, self.law)), (self._counted, (self.clocks, self.criteria)))
            ):
                for card in cards:
                    side.addWidget(card)
                self._grid.addLayout(side, 1, place)
            self._grid.addWidget(self.reflection, 2, 0, 1, 2)
        else:
            for number, card in enumerate(self.cards()):
                self._grid.addWidget(card, number, 0, 1, 2)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 3)

    def _restyle(self) -> None:
        margin = theme.px(MARGIN)
        self._grid.setContentsMargins(margin, margin, margin, margin)
        for holder in (self._grid, self._explained, self._counted):
            holder.setSpacing(margin)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
            self._arrange()
