# SPDX-License-Identifier: MIT
"""The section Scenarios: what can be practised, what this person has tried, and the three ways to run it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.house.catalogue import ScenarioCard
from crmtrainer.ui import theme
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import NO_EDGE, Page, Surface
from crmtrainer.ui.kit.rows import Row, RowsModel, RowsView
from crmtrainer.ui.kit.text import caption, section
from crmtrainer.ui.scenarios.detail import ScenarioDetail
from crmtrainer.ui.scenarios.labels import tried_mark

LIST_WIDTH = 404
SMALL_LIST = 300


class ScenariosPage(Page):
    """The list at the left, the chosen scenario at the right."""

    start_requested = Signal(str, object)
    """Key and `Mode`."""
    resume_requested = Signal(object)
    debrief_requested = Signal(object)
    hand_in_requested = Signal(object)
    """These three carry the `AttemptRow`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Scenarios")
        self.help_text = self.tr(
            "Choose a case and how to run it. Explore counts nothing and tells all, Practise gives hints when asked, "
            "Assessed is handed in. You can stop at any time: practice time stands still until you come back."
        )
        self.setAccessibleName(self.title_text)
        self._cards: tuple[ScenarioCard, ...] = ()
        self._attempts: tuple[AttemptRow, ...] = ()
        self.filter = SearchField(self.tr("Filter scenarios"), self.tr("Filter scenarios"), key="Ctrl+F")
        self.list = RowsView(self.tr("Scenarios"))
        self.model = RowsModel(self)
        self.list.setModel(self.model)
        self.count = caption()
        self.empty = EmptyState(
            "play-circle-outline",
            self.tr("No scenario fits that filter"),
            self.tr("The words are looked for in titles, practice points and criteria."),
            button=self.tr("Clear filter"),
        )
        self.detail = ScenarioDetail()
        self._build()
        self._connect()

    def _build(self) -> None:
        left = Surface("surface", edges=Qt.Edge.RightEdge)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.px(12), 1, 0)
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        head.addWidget(section(self.title_text))
        head.addWidget(self.count, 1)
        column.addLayout(head)
        searching = QHBoxLayout()
        searching.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        searching.addWidget(self.filter)
        column.addLayout(searching)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        right = Surface("surface", edges=NO_EDGE)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.detail)
        inner.addWidget(self._scroll, 1)
        inner.addWidget(self.detail.footer)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("scenarios")
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(LIST_WIDTH), theme.px(720)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _words: self._show())
        self.empty.acted.connect(self.filter.clear)
        self.list.current_changed.connect(self._choose)
        self.list.opened.connect(lambda _key: self.detail.take_keyboard())
        self.detail.start_requested.connect(self.start_requested)
        self.detail.resume_requested.connect(self.resume_requested)
        self.detail.debrief_requested.connect(self.debrief_requested)
        self.detail.hand_in_requested.connect(self.hand_in_requested)

    def set_content(self, cards: tuple[ScenarioCard, ...], attempts: tuple[AttemptRow, ...]) -> None:
        """What can be started, and this person's attempts, newest first."""
        self._cards, self._attempts = cards, attempts
        self._show()

    def choose(self, key: str) -> None:
        """Go to one scenario."""
        place = self.model.place_of(key)
        if place >= 0:
            self.list.go_to(place)

    def _show(self) -> None:
        wanted = self.filter.text().casefold().split()
        fitting = [card for card in self._cards if all(word in _haystack(card) for word in wanted)]
        kept = self.list.current_id()
        self.model.set_rows(tuple(self._row(card) for card in fitting))
        words = self.tr("%1 of %2").replace("%1", str(len(fitting))).replace("%2", str(len(self._cards)))
        self.count.setText(words)
        self.list.setVisible(bool(fitting))
        self.empty.setVisible(not fitting)
        if fitting:
            place = self.model.place_of(kept)
            self.list.go_to(max(place, 0))
            self._choose(self.list.current_id())

    def _row(self, card: ScenarioCard) -> Row:
        mine = [row for row in self._attempts if row.scenario == card.key]
        minutes = self.tr("%1 min").replace("%1", str(card.minutes))
        return Row(
            id=card.key,
            title=f"{card.number} {card.title}",
            reference=minutes,
            detail=card.teaser,
            icon="play-circle-outline",
            mark=tried_mark(mine),
        )

    def _choose(self, key: object) -> None:
        card = next((card for card in self._cards if card.key == key), None)
        if card is not None:
            self.detail.show_card(card, tuple(row for row in self._attempts if row.scenario == key))

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @override
    def panes(self) -> list[QWidget]:
        return [self.list, self.detail, self.detail.footer]

    @override
    def filter_field(self) -> QWidget | None:
        return self.filter

    @override
    def small(self, compact: bool) -> None:
        width = theme.px(SMALL_LIST if compact else LIST_WIDTH)
        self._split.setSizes([width, max(theme.px(400), self._split.width() - width)])
        self.detail.set_compact(compact)


def _haystack(card: ScenarioCard) -> str:
    return " ".join(
        (str(card.number), card.title, card.teaser, *card.practises, *(i for i, _ in card.criteria))
    ).casefold()
