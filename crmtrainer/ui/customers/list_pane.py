# SPDX-License-Identifier: MIT
"""The list of customers: filtered and sorted by SQL, rows fetched by the page as they are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers import queries
from crmtrainer.customers.queries import CustomerRow
from crmtrainer.customers.rules import CustomerFilter, CustomerSort, Stage
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui import theme
from crmtrainer.ui.customers.labels import kind_icon, stage_mark, stage_words
from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import Row
from crmtrainer.ui.kit.rows_view import LongRowsView
from crmtrainer.ui.kit.text import ElidedLabel, is_restyling, section
from crmtrainer.ui.kit.windowed import PAGE, WindowedList
from crmtrainer.ui.tasks import Errand, InlineTasks, Tasks

TYPING_PAUSE_MS = 80
BESIDE_FROM, LOW = 220, 215


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """What the list was asked to show."""

    typed: str = ""
    stage: Stage | None = None
    sort: CustomerSort = CustomerSort.NAME


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The ids found, of how many altogether, whether the words were taken for a town, and whether there may be more."""

    ids: Sequence[int]
    everybody: int
    by_town: bool = False
    more: bool = False


def ask_for_list(desk: Desk, question: ListQuestion, limit: int | None = None) -> ListAnswer:
    """Read the ids, or the first of them.

    "sahota, leeds" is a name and a town; one word is a name, or a town where it is nobody's name.
    """
    name, comma, town = question.typed.partition(",")
    everybody = desk.ask(queries.customer_count)

    def found(name: str, town: str) -> Sequence[int]:
        ids = desk.ask(
            queries.customer_ids,
            sort=question.sort,
            descending=question.sort is CustomerSort.SINCE,
            filter=CustomerFilter(name=name.strip(), town=town.strip(), stage=question.stage),
            limit=limit,
        )
        return array("q", ids)  # a fifth of the memory

    ids, by_town = found(name, town), False
    if not ids and name.strip() and not comma:
        ids = found("", name)
        by_town = bool(ids)
    return ListAnswer(ids, everybody, by_town, more=len(ids) == limit)


class CustomerList(Surface):
    """The pane. `current_changed` and `opened` carry a customer's id."""

    current_changed = Signal(object)
    opened = Signal(object)
    opened_in_tab = Signal(object)
    fill_wanted = Signal()

    def __init__(self, desk: Desk, tasks: Tasks | None = None, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk = desk
        self._tasks: Tasks = tasks or InlineTasks()
        self._errand: Errand | None = None
        self._keep: int | None = None
        self.setAccessibleName(self.tr("Customers"))
        self.count = ElidedLabel(size=Type.CAPTION, token="muted")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.filter = SearchField(
            self.tr("Filter by name or town"), self.tr("Name, town"), icon="filter-outline", key="Ctrl+F"
        )
        self.sort = QComboBox()
        self.sort.setAccessibleName(self.tr("Sort by"))
        self.stage = QComboBox()
        self.stage.setAccessibleName(self.tr("Stage"))
        self.model = WindowedList(self._fetch, lambda row: row.id, self._row, self)
        self.list = LongRowsView(self.tr("Customers"))
        self.list.setModel(self.model)
        self.nobody = EmptyState(
            "account-group-outline",
            self.tr("Nobody lives in this world yet"),
            self.tr("A world is filled with invented people before practice begins."),
            button=self.tr("Fill a world"),
            button_icon="database-plus-outline",
        )
        self.no_match = EmptyState(
            "filter-off-outline", "", "", button=self.tr("Clear filter"), button_icon="filter-off-outline"
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        sorts = {
            CustomerSort.NAME: self.tr("By name"),
            CustomerSort.TOWN: self.tr("By town"),
            CustomerSort.STAGE: self.tr("By stage"),
            CustomerSort.SINCE: self.tr("Newest first"),
        }
        for sort, words in sorts.items():
            self.sort.addItem(words, sort)
        self.stage.addItem(self.tr("All stages"), None)
        for stage in Stage:
            self.stage.addItem(stage_words(stage), stage)
        for combo in (self.sort, self.stage):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(4)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names = QWidget()
        names = QHBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(theme.px(8))
        names.addWidget(section(self.tr("Customers")))
        names.addWidget(self.count, 1)
        choices = self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        choices.setSpacing(theme.px(8))
        choices.addWidget(self.sort)
        choices.addWidget(self.stage)
        self._head = QVBoxLayout()
        self._head.addWidget(self._names)
        self._head.addWidget(self.filter)
        self._head.addLayout(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        for widget in (self.list, self.nobody, self.no_match):
            column.addWidget(widget, 1)
        self.nobody.hide()
        self.no_match.hide()
        self._restyle()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda: self._pause.start())
        self.filter.returnPressed.connect(self._leave_filter)
        self.sort.currentIndexChanged.connect(lambda: self.refresh())
        self.stage.currentIndexChanged.connect(lambda: self.refresh())
        self.list.current_changed.connect(self.current_changed)
        self.list.opened.connect(self.opened)
        self.list.opened_in_tab.connect(self.opened_in_tab)
        self.no_match.acted.connect(self.clear_filter)
        self.nobody.acted.connect(self.fill_wanted)

    # What the page calls

    def question(self) -> ListQuestion:
        """What is asked for now."""
        return ListQuestion(self.filter.text(), self.stage.currentData(), CustomerSort(self.sort.currentData()))

    def refresh(self) -> None:
        """Ask for the ids again; the current customer stays current where it is still listed."""
        self._pause.stop()
        if self._errand is not None:
            self._errand.cancel()
        if not self._desk.has_world:
            return
        asked, generation = self.question(), self.model.question()
        chosen = self.list.chosen_id()
        if isinstance(chosen, int):
            self._keep = chosen
        # The first page at once; but whoever is current may stand anywhere.
        limit = PAGE if self._keep is None else None
        self._errand = self._tasks.run(
            lambda: ask_for_list(self._desk, asked, limit), self._answered(asked, generation), self._failed
        )

    def go_to(self, customer_id: int) -> bool:
        """Make a customer current; says whether the list shows them."""
        place = self.model.pages.place_of(customer_id)
        if place >= 0:
            self.list.go_to(place)
        return place >= 0

    def clear_filter(self) -> None:
        """Show everybody again and go back to the filter."""
        self.filter.clear()
        self.stage.setCurrentIndex(0)
        self.refresh()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, customer_id: int) -> CustomerRow | None:
        """What the list knows of one customer, whether it shows them or not."""
        return next(iter(self._fetch([customer_id])), None)

    # Its own affairs

    def _fetch(self, ids: Sequence[int]) -> Sequence[CustomerRow]:
        if not self._desk.has_world:
            return ()
        return self._desk.ask(queries.customer_page, ids=tuple(ids))

    def _answered(self, asked: ListQuestion, generation: int) -> Callable[[ListAnswer], None]:
        def answered(answer: ListAnswer) -> None:
            if not self.model.answer(generation, answer.ids):
                return
            found, everybody = len(answer.ids), answer.everybody
            self.list.setVisible(found > 0)
            self.nobody.setVisible(everybody == 0)
            self.no_match.setVisible(found == 0 and everybody > 0)
            self.no_match.set_words(*self._no_match_words(asked))
            self.count.setText(self._count_words(answer))
            if self._keep is None or not self.go_to(self._keep):
                self.list.rest_on(0)
            if answer.more:
                self._errand = self._tasks.run(
                    lambda: ask_for_list(self._desk, asked), self._went_on(generation), self._failed
                )

        return answered

    def _went_on(self, generation: int) -> Callable[[ListAnswer], None]:
        def went_on(answer: ListAnswer) -> None:
            if self.model.go_on(generation, answer.ids):
                self.count.setText(self._count_words(answer))

        return went_on

    def _failed(self, error: Exception) -> None:
        """A world that was closed meanwhile is no news; anything else is a fault of the program."""
        if not isinstance(error, Expected):
            raise error

    def _no_match_words(self, asked: ListQuestion) -> tuple[str, str]:
        if asked.typed.strip():
            heading = self.tr("Nobody matches “%1”").replace("%1", asked.typed.strip())
        else:
            heading = self.tr("Nobody is at this stage")
        return heading, self.tr("Try the beginning of a name, or a name and a town: sahota, leeds.")

    def _count_words(self, answer: ListAnswer) -> str:
        if answer.more:
            return ""  # for a moment
        found = BRITISH.toString(len(answer.ids))
        if len(answer.ids) == answer.everybody:
            return found
        everybody = BRITISH.toString(answer.everybody)
        words = self.tr("%1 of %2, by town") if answer.by_town else self.tr("%1 of %2")
        return filled(words, found, everybody)

    def _row(self, row: CustomerRow) -> Row:
        mark = stage_mark(row.stage)
        spoken = filled(self.tr("%1, %2, %3, %4"), row.name, row.ref, row.town or self.tr("no town"), mark.words)
        tip = f"{spoken}, {row.phone}" if row.phone else spoken
        return Row(row.id, row.name, row.ref, row.town, kind_icon(row.kind), mark=mark, spoken=spoken, tip=tip)

    def _leave_filter(self) -> None:
        self.refresh()
        if self.list.isVisible():
            self.list.choose()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        self._choices.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        # The navigation says it too: in a low window a row of the list is worth more.
        self._names.setVisible(self.height() >= theme.px(LOW))

    def _restyle(self) -> None:
        self._head.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(8))
        self._head.setSpacing(theme.px(8))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
