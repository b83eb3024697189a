# SPDX-License-Identifier: MIT
"""The section Scenarios: what can be practised, what this person has tried, and the three ways to run it."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.house.catalogue import ScenarioCard
from crmtrainer.ui import theme
from crmtrainer.ui.channels import channel_icon, channel_names
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import NO_EDGE, Page, Surface
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.text import caption, section
from crmtrainer.ui.scenarios.detail import ScenarioDetail
from crmtrainer.ui.scenarios.labels import AtDesk, tried_mark

LIST_WIDTH = 340
SMALL_LIST = 280
MOST_SHARE = 0.36
LEAST_ABOVE_FOOT = 180
"""Where less than this is left above the ways to run it, they scroll along with the rest."""


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
        self._at_desk: AtDesk | None = None
        self.filter = SearchField(self.tr("Filter scenarios"), self.tr("Filter scenarios"), key="Ctrl+F")
        self.list = RowsView(self.tr("Scenarios"))
        self.model = RowsModel(self)
        self.list.setModel(self.model)
        self.count = caption(self.tr("reading them…"))
        self.empty = EmptyState(
            "play-circle-outline",
            self.tr("No scenario fits that filter"),
            self.tr("The words are looked for in titles, practice points and criteria."),
            button=self.tr("Clear filter"),
        )
        self.detail = ScenarioDetail()
        self._compact = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._place_foot)
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
        right = self._right = Surface("surface", edges=NO_EDGE)
        self._inner = QVBoxLayout(right)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        told = Surface("surface")
        self._told = QVBoxLayout(told)
        self._told.setContentsMargins(0, 0, 0, 0)
        self._told.setSpacing(0)
        self._told.addWidget(self.detail, 1)
        self._inner.addWidget(ColumnScroll(told), 1)
        self._inner.addWidget(self.detail.footer)
        for part in (self.detail, self.detail.footer):  # until there is something to tell
            part.hide()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setObjectName("scenarios")
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)

    def _connect(self) -> None:
        self._right.installEventFilter(self)
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
        for part in (self.detail, self.detail.footer):
            part.setVisible(bool(cards))
        self._show()

    def set_at_desk(self, at_desk: AtDesk | None) -> None:
        """Which of the attempts is open at the desk, and how its clock stands."""
        if at_desk == self._at_desk:
            return
        before, self._at_desk = self._at_desk, at_desk
        if before is None or at_desk is None or replace(before, at=at_desk.at) != at_desk:
            self._show()
        self.detail.follow_desk(at_desk)

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
        words = filled(self.tr("%1 of %2"), str(len(fitting)), str(len(self._cards)))
        self.count.setText(words if wanted else str(len(self._cards)))
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
            title=card.title,
            detail=card.teaser,
            icon="package-variant" if card.has_team else channel_icon(card.channels[0]),
            mark=tried_mark(mine, self._at_desk),
            facts=(Mark(minutes, "timer-outline"), Mark(channel_names(card.channels), channel_icon(card.channels[0]))),
        )

    def _choose(self, key: object) -> None:
        card = next((card for card in self._cards if card.key == key), None)
        if card is not None:
            mine = tuple(row for row in self._attempts if row.scenario == key)
            self.detail.show_card(card, mine, self._at_desk, numbered=len(self._cards) > 1)

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
        self._compact = compact
        self.detail.set_compact(compact)
        self._share_room()

    def _share_room(self) -> None:
        """The list takes its usual width, and less where the letters are large for the window."""
        usual = theme.px(SMALL_LIST if self._compact else LIST_WIDTH)
        width = min(usual, round(self.width() * MOST_SHARE))
        self._split.setSizes([width, max(width, self.width() - width)])

    def _place_foot(self) -> None:
        """The ways to run it stay in sight below the rest, but for where they would leave no room for it."""
        foot, room = self.detail.footer, self._right
        pinned = room.height() - foot.heightForWidth(room.width()) >= theme.px(LEAST_ABOVE_FOOT)
        wanted = self._inner if pinned else self._told
        if wanted.indexOf(foot) >= 0:
            return
        focus = QApplication.focusWidget()
        held = focus is not None and foot.isAncestorOf(focus)
        wanted.addWidget(foot)
        if focus is not None and held:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_room()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            # Once everything has its new measures: to move it now would disturb whoever gives them.
            self._soon.start(0)
        return super().eventFilter(watched, event)


def _haystack(card: ScenarioCard) -> str:
    return " ".join(
        (str(card.number), card.title, card.teaser, *card.practises, *(i for i, _ in card.criteria))
    ).casefold()
