# SPDX-License-Identifier: MIT
"""What a fill will give, before it is started: how much of everything, how long it takes, and some of the people."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.seeding.preview import Preview, PreviewPerson
from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import Label, caption, is_restyling
from crmtrainer.ui.kit.windowed_table import Column, TableView, WindowedTable
from crmtrainer.ui.seeding.words import about, count, size

PEOPLE = 10
ROW = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """What is reckoned, how long it will take, and how much room the disk has."""

    preview: Preview
    seconds: float
    free: int

    @property
    def fits(self) -> bool:
        return self.preview.bytes < self.free


class Figure(QWidget):
    """A number over the word for what it counts; spoken as one."""

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self.number = Label("–", size=Type.TITLE, weight=SEMIBOLD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(16), 0)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(caption(word))

    def show_number(self, number: str) -> None:
        self.number.setText(number)
        self.setAccessibleName(f"{number} {self._word}")
        self.number.adjustSize()
        self.updateGeometry()


class PlanPane(QWidget):
    """The numbers above the people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (
            self.tr("customers"),
            self.tr("orders"),
            self.tr("contacts"),
            self.tr("tickets"),
            self.tr("on disk"),
            self.tr("to fill it"),
        )
        self.figures = tuple(Figure(word) for word in words)
        self.people = WindowedTable(self._columns(), parent=self)
        self.table = TableView(self.tr("Some of the people"), self.people, row_height=ROW)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        numbers = Card()
        flow = Flow(spacing=16)
        for figure in self.figures:
            flow.add(figure)
        numbers.body.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        numbers.body.addWidget(flow)
        self.card = Card(
            self.tr("Ten of the people you get"), aside=self.tr("invented; reserved numbers, places that cannot be")
        )
        self.card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(numbers)
        column.addWidget(self.card)
        self._fit()

    def _columns(self) -> tuple[Column, ...]:
        def person(row: object) -> PreviewPerson:
            assert isinstance(row, PreviewPerson)
            return row

        return (
            Column(self.tr("Name"), lambda row: person(row).name, 144),
            Column(self.tr("Town"), lambda row: person(row).town, 100),
            Column(self.tr("Phone"), lambda row: person(row).phone, 124),
            Column(self.tr("What they need"), lambda row: person(row).note),
            Column(self.tr("Tickets"), lambda row: str(person(row).tickets), 68, right=True),
        )

    def show_plan(self, plan: Plan) -> None:
        """Show what was reckoned."""
        found = plan.preview
        shown = (
            count(found.customers),
            count(found.orders),
            count(found.interactions),
            count(found.tickets),
            size(found.bytes),
            about(plan.seconds),
        )
        for figure, number in zip(self.figures, shown, strict=True):
            figure.show_number(number)
        self.people.set_rows(found.people)
        self._fit()

    def _fit(self) -> None:
        rows = max(1, self.people.rowCount())
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * theme.px(ROW) + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
