# SPDX-License-Identifier: MIT
"""The right side of a debrief: its cards, two abreast where there is room, otherwise one below the other."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget
from typing_extensions import override

from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.ui import theme
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.scenarios.exchange_card import ExchangeCard
from crmtrainer.ui.scenarios.outcome_cards import ClocksCard, CriteriaCard, LawCard
from crmtrainer.ui.scenarios.reflection_card import ReflectionCard
from crmtrainer.ui.scenarios.trust_card import TrustCard

TWO_ABREAST = 560
BESIDE_PICTURE = 430


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
        self.setWidget(inside)
        self._two: bool | None = None
        self._restyle()

    def cards(self) -> tuple[QWidget, ...]:
        """The cards in reading order."""
        return (self.trust, self.exchange, self.clocks, self.criteria, self.law, self.reflection)

    def show_run(self, found: Debrief) -> None:
        for card in (self.trust, self.exchange, self.clocks, self.law, self.criteria):
            card.show_run(found)

    def bring(self, card: QWidget) -> None:
        """Scroll so that a card begins at the top."""
        inside = self.widget()
        if inside is not None:
            layout = inside.layout()
            if layout is not None:
                layout.activate()
            self.verticalScrollBar().setValue(card.y())

    def _arrange(self) -> None:
        two = self.viewport().width() >= theme.px(TWO_ABREAST)
        self.exchange.set_narrow(self.viewport().width() < theme.px(BESIDE_PICTURE))
        if two is self._two:
            return
        self._two = two
        for card in self.cards():
            self._grid.removeWidget(card)
        if two:
            self._grid.addWidget(self.trust, 0, 0, 1, 2)
            self._grid.addWidget(self.exchange, 1, 0, 1, 2)
            self._grid.addWidget(self.clocks, 2, 0)
            self._grid.addWidget(self.criteria, 2, 1)
            self._grid.addWidget(self.law, 3, 0, 1, 2)
            self._grid.addWidget(self.reflection, 4, 0, 1, 2)
        else:
            for number, card in enumerate(self.cards()):
                self._grid.addWidget(card, number, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _restyle(self) -> None:
        margin = theme.px(12)
        self._grid.setContentsMargins(margin, margin, margin, margin)
        self._grid.setSpacing(theme.px(12))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
            self._arrange()
