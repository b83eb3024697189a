# SPDX-License-Identifier: MIT
"""The list of cases: its name and count, a filter in memory, two-line rows in groups. The page fills it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import QueueRow
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.ui import theme
from crmtrainer.ui.casework.grouping import CaseData, Spot, has_running_clocks, how_many, listed
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import ElidedLabel, caption, is_restyling, section


class CaseList(Surface):
    """The pane. `current_changed` follows the arrows, `opened` is Enter or a double click; both carry a `Spot`."""

    current_changed = Signal(object)
    opened = Signal(object)
    opened_in_tab = Signal(object)
    more_wanted = Signal()
    """Somebody came to the end of what was read, and there is more."""
    filters_all = False
    """Whether what is read is what the filter wants of all there is, not a part of which it leaves some."""

    def __init__(self, name: str, count_words: str, nothing: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.RightEdge, parent=parent)
        self.setAccessibleName(name)
        self._count_words = count_words
        self._data = CaseData()
        self._now: datetime | None = None
        self.count = ElidedLabel(size=Type.CAPTION, token="muted")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.filter = SearchField(
            self.tr("Filter this list"), self.tr("Filter this list"), icon="filter-outline", key="Ctrl+F"
        )
        self.model = RowsModel(self)
        self.list = RowsView(name)
        self.list.setModel(self.model)
        self.nothing = nothing
        self.no_match = EmptyState(
            "filter-off-outline",
            "",
            self.tr("Try a name, a reference, or a word of the subject."),
            button=self.tr("Clear filter"),
            button_icon="filter-off-outline",
        )
        self.more_words = caption()
        self.more = Button(self.tr("Show more"), "chevron-down", small=True)
        self.more_words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._more = QWidget()
        self._head = QVBoxLayout()
        self._build(name)
        self.filter.textChanged.connect(self._typed)
        self.filter.returnPressed.connect(self._leave_filter)
        self.list.current_changed.connect(self.current_changed)
        self.list.opened.connect(self.opened)
        self.list.opened_in_tab.connect(self.opened_in_tab)
        self.no_match.acted.connect(self.clear_filter)
        self.more.clicked.connect(self.more_wanted)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _build(self, name: str) -> None:
        names = QHBoxLayout()
        names.setSpacing(theme.px(8))
        names.addWidget(section(name))
        names.addWidget(self.count, 1)
        self._head.addLayout(names)
        self._head.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        for widget in (self.list, self.nothing, self.no_match):
            column.addWidget(widget, 1)
        foot = QHBoxLayout(self._more)
        foot.addWidget(self.more_words, 1)
        foot.addWidget(self.more)
        column.addWidget(self._more)
        self.nothing.hide()
        self.no_match.hide()
        self._more.hide()
        self._restyle()

    def first_place(self) -> QWidget | None:
        """The list, where it has rows: one comes here to move in it, and Ctrl+F leads to the filter."""
        return self.list if self.list.isVisible() and self.model.rowCount() else None

    def add_below_filter(self, widget: QWidget) -> None:
        """A further choice of what is listed."""
        self._head.addWidget(widget)

    def say_what_filters(self, words: str) -> None:
        """Tell what can be typed into the filter."""
        self.no_match.words.setText(words)
        self.filter.setAccessibleDescription(words)

    def show_data(self, data: CaseData, now: datetime) -> int:
        """Show what was read; answers how many rows there are without the filter. The current row stays current."""
        self._data, self._now = data, now
        self._arrange()
        return data.in_all()

    def row_of(self, ticket_id: int) -> tuple[QueueRow | None, ClockRow | None]:
        """What was read of one ticket, and its worst clock."""
        row = next((row for row in self._data.rows if row.id == ticket_id), None)
        return row, self._data.clocks.get(ticket_id)

    def listed_count(self) -> int:
        """How many tickets were read."""
        return len(self._data.rows)

    def repaint_clocks(self, now: datetime) -> None:
        """Let the words of the clocks follow practice time."""
        if self._now is not None:
            self._now = now
            self._arrange()

    def spots(self) -> tuple[Spot, ...]:
        """What is listed now, in order."""
        found = (self.model.index(n).data(Qt.ItemDataRole.UserRole + 1) for n in range(self.model.rowCount()))
        return tuple(row.id for row in found if hasattr(row, "id"))

    def current(self) -> Spot | None:
        spot = self.list.current_id()
        return spot if isinstance(spot, Spot) else None

    def mark(self, spot: Spot | None) -> bool:
        """Make a row current without telling anybody; says whether it is listed."""
        with QSignalBlocker(self.list):
            place = -1 if spot is None else self.model.place_of(spot)
            if place >= 0:
                self.list.go_to(place)
            else:
                self.list.clearSelection()
            return place >= 0

    def clear_filter(self) -> None:
        self.filter.clear()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        if self._now is None:
            return
        typed = self.filter.text().strip()
        rows = listed(self._data, self._now, typed)
        current, chosen = self.current(), self.list.chosen_id()
        bar = self.list.verticalScrollBar()
        stood = bar.value()
        with QSignalBlocker(self.list):
            self.model.set_rows(rows)
            self.list.doItemsLayout()
            bar.setValue(stood)
            place = -1 if current is None else self.model.place_of(current)
            if place >= 0 and self.list.currentIndex().row() != place:
                bring = self.list.rest_on if chosen is None else self.list.go_to
                bring(place)
        found = how_many(rows)
        is_whole = self.filters_all or not typed
        whole = self._data.in_all() if self._data.is_partial() and is_whole else found
        # Worst due first says nothing where no clock runs.
        counts = has_running_clocks(self._data, self._now)
        self.count.setText(self._count_words.replace("%1", str(whole)) if counts else str(whole))
        self._more.setVisible(self._data.is_partial())
        told = self.tr("The first %1 of %2")
        self.more_words.setText(filled(told, str(len(self._data.rows)), str(self._data.whole)))
        self.more.setAccessibleDescription(self.more_words.text())
        self.list.setVisible(found > 0)
        self.nothing.setVisible(found == 0 and not typed)
        self.no_match.setVisible(found == 0 and bool(typed))
        if typed:
            self.no_match.heading.setText(self.tr("Nothing here matches “%1”").replace("%1", typed))

    def _scrolled(self, value: int) -> None:
        """The next ones are read before the end comes into sight."""
        bar = self.list.verticalScrollBar()
        if self._data.is_partial() and bar.maximum() > 0 and value >= bar.maximum() - bar.pageStep():
            self.more_wanted.emit()

    def _leave_filter(self) -> None:
        if self.list.isVisible():
            self.list.choose()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._head.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(8))
        self._head.setSpacing(theme.px(8))
        self._more.setContentsMargins(theme.px(4), 0, theme.px(4), 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
