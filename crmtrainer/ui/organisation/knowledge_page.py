# SPDX-License-Identifier: MIT
"""What staff look up: the organisation's values, its house rules, and what each team asks for before it takes work."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.organisation.queries import TeamRow, organisation, policies, policy, teams
from crmtrainer.ui import theme
from crmtrainer.ui.dates import span
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import NO_EDGE, Page, Surface
from crmtrainer.ui.kit.rows import Heading, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import body, caption, section, strong, title

LIST_WIDTH = 300
_VALUES = "values"


class KnowledgePage(Page):
    """The list of house rules and teams at the left, the chosen one at the right."""

    OF_A_WORLD = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("House rules and teams")
        self.help_text = self.tr("What the organisation stands for, its rules, and what each team must be given.")
        self.setAccessibleName(self.title_text)
        self._desk = desk
        self.filter = SearchField(self.tr("Filter the rules"), self.tr("Filter the rules"), key="Ctrl+F")
        self.back = Button(self.tr("Back"), "arrow-left", small=True)
        self.list = RowsView(self.title_text)
        self.model = RowsModel(self)
        self.list.setModel(self.model)
        self._text = QVBoxLayout()
        self._build()
        self.filter.textChanged.connect(lambda _words: self._show_list())
        self.list.current_changed.connect(self._show)

    def _build(self) -> None:
        left = Surface("surface", edges=Qt.Edge.RightEdge)
        column = QVBoxLayout(left)
        edge = theme.px(12)
        column.setContentsMargins(0, edge, 1, 0)
        column.setSpacing(theme.px(8))
        for widgets in ((section(self.title_text), self.back), (self.filter,)):
            row = QHBoxLayout()
            row.setContentsMargins(edge, 0, edge, 0)
            for widget in widgets:
                row.addWidget(widget)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        right = Surface("surface", edges=NO_EDGE)
        self._text.setSpacing(theme.px(8))
        inside = QVBoxLayout(right)
        margin = theme.px(16)
        inside.setContentsMargins(margin, margin, margin, margin)
        inside.addLayout(self._text)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(right)
        scroll.setAccessibleName(self.tr("The chosen rule or team"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(scroll)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(LIST_WIDTH), theme.px(700)])
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(split)

    @override
    def entered(self) -> None:
        self._show_list()

    def _show_list(self) -> None:
        wanted = self.filter.text().casefold().split()
        rules = [
            Row(f"policy:{row.key}", row.title, detail=self.tr("House rule"), icon="book-open-outline")
            for row in self._desk.ask(policies)
        ]
        rules.insert(0, Row(_VALUES, self.tr("What we stand for"), detail=self.tr("Values"), icon="heart-outline"))
        groups = [
            Row(f"team:{row.key}", row.name, detail=row.contact, icon="package-variant")
            for row in self._desk.ask(teams)
        ]
        shown: list[Row | Heading] = []
        for name, rows in ((self.tr("House rules"), rules), (self.tr("Teams"), groups)):
            fitting = [row for row in rows if all(word in row.title.casefold() for word in wanted)]
            if fitting:
                shown.append(Heading(name, str(len(fitting))))
                shown.extend(fitting)
        self.model.set_rows(tuple(shown))
        first = next((place for place, row in enumerate(shown) if isinstance(row, Row)), None)
        if first is not None:
            self.list.go_to(first)
            self._show(self.list.current_id())

    def _show(self, ident: object) -> None:
        while (item := self._text.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        kind, _, key = str(ident).partition(":")
        if kind == "policy":
            found = self._desk.ask(policy, key=key)
            self._add(title(found.title), body(found.body))
        elif kind == "team":
            self._show_team(next(team for team in self._desk.ask(teams) if team.key == key))
        elif kind == _VALUES:
            self._show_values()

    def _show_values(self) -> None:
        header = self._desk.ask(organisation)
        self._add(title(header.name), body(header.brand.tone))
        for value in header.brand.values:
            self._add(strong(value), body(header.brand.meaning(value)))

    def _show_team(self, team: TeamRow) -> None:
        self._add(title(team.name), caption(self.tr("Answered by %1").replace("%1", team.contact)))
        words = self.tr("In working time, accepts or refuses within %1 and finishes within %2.")
        self._add(body(filled(words, span(team.accept_minutes * 60), span(team.complete_minutes * 60))))
        self._add(strong(self.tr("What they ask for")))
        for asked in team.acceptance.required:
            self._add(_point(asked.label, asked.hint))
        if not team.acceptance.required:
            self._add(body(self.tr("Nothing in particular: say what they are to do.")))

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            if isinstance(widget, QLabel):
                widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._text.addWidget(widget)

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @override
    def panes(self) -> list[QWidget]:
        return [self.list, self.back]

    @override
    def filter_field(self) -> QWidget | None:
        return self.filter


def _point(label: str, hint: str) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(IconLabel("check-circle-outline", 20), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.px(2))
    words.addWidget(body(label))
    if hint:
        words.addWidget(caption(hint, wrap=True))
    row.addLayout(words, 1)
    return held
