# SPDX-License-Identifier: MIT
"""The trainers' page of service standards: the list, a calendar's year below it, the rule tester at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.figures.by_standard import by_standard
from crmtrainer.kernel.commands import Change
from crmtrainer.kernel.errors import Expected
from crmtrainer.limits.queries import book
from crmtrainer.organisation.queries import TeamRow, organisation, teams
from crmtrainer.reports.settings import settings
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.service_levels.moving import on_older_calendar
from crmtrainer.service_levels.standards import StandardRow, calendars, set_at, standards
from crmtrainer.service_levels.year import CalendarDay, YearRow, calendar_year
from crmtrainer.ui import theme
from crmtrainer.ui.calendars import calendar_names
from crmtrainer.ui.dates import local
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Page, PageHeader
from crmtrainer.ui.kit.scrolling import ColumnScroll, Pages
from crmtrainer.ui.kit.text import plain_tip
from crmtrainer.ui.kit.two_columns import TwoColumns
from crmtrainer.ui.standards.calendar_card import CalendarCard
from crmtrainer.ui.standards.forms import Forms, Shown
from crmtrainer.ui.standards.kept_card import KeptCard
from crmtrainer.ui.standards.labels import is_of_the_law
from crmtrainer.ui.standards.lines import Line, Setter, line_of_limit, line_of_standard, line_of_team
from crmtrainer.ui.standards.list_card import ListCard
from crmtrainer.ui.standards.reach import hidden_in, never_words
from crmtrainer.ui.standards.tester import Tester

TESTER_WIDTH, BESIDE_FROM, NAMES_FROM = 312, 900, 600
_OURS = frozenset({"standard", "calendar", "team"})
"""What an act changes that has to be asked anew; clocks come and go all the time, and are only counted."""


class StandardsPage(Page):
    """What clocks count by in the open world: seen, tried, and set in versions."""

    told = Signal(str)
    announce = Signal(str)
    world_wanted = Signal()
    """Somebody wants to open a practice world, to set its standards."""
    calculator_wanted = Signal(str)
    """With the question in JSON that it begins with; empty for none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Service standards")
        self.help_text = self.tr(
            "What clocks count by in the practice world that is open: how soon customers hear from us, what teams "
            "promise each other, what the law sets, and the hours that count. Enter on a line opens it. A change is "
            "a new version with a reason; clocks that run keep theirs until you move them. In the year, arrows walk "
            "the days, Page Up and Page Down the years, and Enter changes a day."
        )
        self.setAccessibleName(self.title_text)
        self._desk = desk
        self.names: dict[str, str] = {}
        self.header = PageHeader(self.title_text)
        self.new_version = Button(self.tr("New version"), "content-copy")
        self.new_standard = Button(self.tr("New standard"), "plus", Variant.PRIMARY)
        self.before = Button("", "history", name=self.tr("What was set before, and why"))
        self.header.add(self.before)
        self.header.add(self.new_version)
        self.header.add(self.new_standard)
        self.list = ListCard()
        self.calendar = CalendarCard()
        self.kept = KeptCard()
        self.tester = Tester(desk)
        self.pages = Pages()
        self.empty = EmptyState(
            "scale-balance",
            self.tr("No practice world is open"),
            self.tr(
                "Standards belong to a world: how soon its customers are answered, its teams’ targets, its hours. "
                "Open a practice world to see and set them."
            ),
            button=self.tr("Open a practice world"),
            button_icon="earth",
        )
        self.overview = QWidget()
        self.forms = Forms(desk, self.pages)
        self._calendar: YearRow | None = None
        self._set: dict[tuple[str, int], datetime] | None = None
        self._came_from: QWidget | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        main = QWidget()
        left = QVBoxLayout(main)
        edge = theme.px(12)
        left.setContentsMargins(edge, edge, edge, edge)
        left.setSpacing(edge)
        left.addWidget(self.list)
        left.addWidget(self.calendar)
        left.addWidget(self.kept)
        left.addStretch(1)
        scroll = ColumnScroll(TwoColumns(main, self.tester, width=TESTER_WIDTH, beside_from=BESIDE_FROM, fixed=True))
        scroll.setMinimumHeight(theme.px(120))
        whole = QVBoxLayout(self.overview)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(scroll, 1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ColumnScroll(self.pages))

    def _connect(self) -> None:
        self.empty.acted.connect(self.world_wanted)
        self.new_standard.clicked.connect(self._set_new)
        self.new_version.clicked.connect(self._open_current)
        self.before.clicked.connect(self._look_back)
        self.list.opened.connect(self._open)
        self.list.chosen.connect(self._offer_version)
        self.list.move_wanted.connect(self._move)
        self.list.order_wanted.connect(self._set_order)
        self.kept.asked.connect(lambda window: self.kept.show_kept(self._desk.ask(by_standard, window=window)))
        self.calendar.asked.connect(self._show_year)
        self.calendar.told.connect(self.told)
        self.calendar.add_wanted.connect(self._change_day)
        self.calendar.hours_wanted.connect(self._change_hours)
        self.calendar.new_wanted.connect(self._make_calendar)
        self.forms.left.connect(self._back)
        self.forms.done.connect(self._tell_done)
        self.tester.announce.connect(self.announce)
        self.tester.told.connect(self.told)
        self.tester.calculator_wanted.connect(self.calculator_wanted)
        self._desk.world_changed.connect(self._turn_to_world)
        self._desk.changed.connect(self._follow)

    # What the frame asks

    @override
    def first_focus(self) -> QWidget | None:
        if (first := self.forms.first()) is not None:
            return first
        return self.list.table if self._desk.has_world else self.empty.button

    @override
    def panes(self) -> list[QWidget]:
        if not self._desk.has_world:
            return super().panes()
        if self.forms.first() is not None and (form := self.pages.currentWidget()) is not None:
            return [form]
        return [self.list.table, self.calendar, self.kept, self.tester]

    @override
    def entered(self) -> None:
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Ask again for everything that is shown."""
        if not self._desk.has_world:
            self.pages.setCurrentWidget(self.empty)
            return
        if self.pages.currentWidget() is self.empty:
            self.pages.setCurrentWidget(self.overview)
        today = self._today()
        of_teams = self._desk.ask(teams)
        kept = self._desk.ask(calendars)
        rows = self._desk.ask(standards)
        keys = (DESK, *(row.key for row in kept), *(team.calendar for team in of_teams))
        self.names = calendar_names(dict.fromkeys(keys), of_teams)
        self.header.beside.setText(self._whose())
        hidden = hidden_in(rows, today)
        never = {ident: never_words(by) for ident, by in hidden.items()}
        self.list.show_lines(
            [
                *(
                    line_of_standard(row, self.names, today, self._set_on(row), never.get(row.definition.rule.id, ""))
                    for row in rows
                ),
                *(line_of_team(team, self.names) for team in of_teams),
                *(line_of_limit(limit, today) for limit in self._desk.ask(book)),
            ]
        )
        self.list.show_older(self._desk.ask(on_older_calendar), self.names)
        self.calendar.offer(tuple(self.names.items()), today)
        self.kept.ask()
        self._show_year()
        self.tester.refresh()

    def _set_on(self, row: StandardRow) -> date | None:
        """When the version that counts was set; asked for once, and again when a standard was set."""
        if self._set is None:
            self._set = {(each.standard, each.version): each.at for each in self._desk.ask(set_at)}
        at = self._set.get((row.definition.rule.id, row.version))
        return None if at is None else local(at).date()

    def _whose(self) -> str:
        try:
            return self._desk.ask(organisation).name
        except Expected:
            return ""  # a world without an organisation has standards all the same

    def _show_year(self) -> None:
        if not self._desk.has_world:
            return
        key, year = self.calendar.key(), self.calendar.year()
        own = self._desk.ask(calendar_year, key, year)
        tried = self.calendar.region_tried()
        row = own if tried is None else self._desk.ask(calendar_year, key, year, tried)
        self._calendar = own
        self.calendar.show_year(row, own.definition.region)

    # What is set

    def _standards(self) -> list[StandardRow]:
        """The standards, in the order in which they are tried."""
        return [line.source for line in self.list.lines if isinstance(line.source, StandardRow)]

    def _settable(self) -> list[tuple[str, str]]:
        """The calendars by which something can count that a trainer sets."""
        return [(key, name) for key, name in self.names.items() if not is_of_the_law(key)]

    def _today(self) -> date:
        return local(self._desk.now()).date()

    def _set_new(self) -> None:
        self.forms.standard.show_new(self._settable(), self._today(), self._standards())
        self._show(self.forms.standard)

    def _open_current(self) -> None:
        if (line := self.list.current()) is not None:
            self._open(line)

    def _open(self, line: Line) -> None:
        """A standard or a team opens in its form, what the law sets to be read."""
        source = line.source
        if isinstance(source, StandardRow):
            form = self.forms.standard
            newest = source.newest
            form.show_version(newest.definition, newest.version, self._settable(), self._today(), self._standards())
            self._show(form)
        elif isinstance(source, TeamRow):
            self.forms.team.show_team(source, self._settable())
            self._show(self.forms.team)
        else:
            self.forms.law.show_limit(source)
            self._show(self.forms.law)

    def _offer_version(self, line: Line) -> None:
        law = self.tr("The law sets this limit: Enter opens it to be read.")
        self.new_version.explain(law if line.setter is Setter.LAW else "")
        self._name_buttons()

    def _name_buttons(self) -> None:
        """What they do; where it is narrow their icons say it, and the words are in the tooltips."""
        line = self.list.current()
        of_team = line is not None and line.setter is Setter.TEAM
        version = self.tr("New targets") if of_team else self.tr("New version")
        for button, words in ((self.new_version, version), (self.new_standard, self.tr("New standard"))):
            narrow = self.width() < theme.px(NAMES_FROM)
            button.setAccessibleName(words)
            button.setText("" if narrow else words)
            button.setToolTip(plain_tip(button.statusTip() or (words if narrow else "")))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_buttons()

    def _change_day(self, day: CalendarDay) -> None:
        if (row := self._calendar) is not None:
            self.forms.day.show_day(row.key, self.calendar.name(), row.definition, day)
            self._show(self.forms.day)

    def _change_hours(self) -> None:
        if (row := self._calendar) is not None:
            self.forms.hours.show_calendar(row.key, self.calendar.name(), row.definition, self.names)
            self._show(self.forms.hours)

    def _move(self) -> None:
        older = self._desk.ask(on_older_calendar)
        if not older:
            self.told.emit(self.tr("Every running clock counts by the newest version of its calendar."))
            return
        self.forms.move.show_older(older, self.names)
        self._show(self.forms.move)

    def _make_calendar(self) -> None:
        if (row := self._calendar) is not None:
            self.forms.hours.show_new(row.definition, self.names)
            self._show(self.forms.hours)

    # What the window asks for

    def set_new_standard(self) -> None:
        """Offer the form for a standard that there is not yet."""
        self._when_settable(self._set_new)

    def make_calendar(self) -> None:
        """Offer the form for a further calendar."""
        self._when_settable(self._make_calendar)

    def move_clocks(self) -> None:
        """Offer to move running clocks to the newest hours, or say that none runs by older ones."""
        self._when_settable(self._move)

    def change_order(self) -> None:
        """Offer the order of the standards, to be changed."""
        self._when_settable(lambda: self._set_order(0))

    def _when_settable(self, show: Callable[[], None]) -> None:
        """Without a world the page says what to open first."""
        if self._desk.has_world:
            show()

    def _set_order(self, moved: int) -> None:
        lines = [line for line in self.list.lines if line.setter is Setter.STANDARD]
        current = self.list.current()
        ident = current.ident if current in lines and current is not None else lines[0].ident
        self.forms.order.show_order(lines, ident, self._today(), moved=moved if current in lines else 0)
        self._show(self.forms.order)

    def _look_back(self) -> None:
        people = {person.pseudonym: person.name for person in self._desk.house.people()}
        self.forms.history.show_rows(self._desk.ask(settings), people)
        self._show(self.forms.history)

    def _show(self, form: Shown) -> None:
        self._came_from = QApplication.focusWidget()
        self.forms.show(form)

    def _back(self) -> None:
        """To the overview, and the keyboard to where it was."""
        self.pages.setCurrentWidget(self.overview)
        back = self._came_from
        if back is None or not back.isVisible() or not back.isEnabled():
            back = self.list.table
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_done(self, words: str, ident: str) -> None:
        self.refresh()
        self.list.choose(ident)
        self.calendar.choose(ident)
        self._back()
        self.told.emit(words)

    def _turn_to_world(self) -> None:
        self._calendar = self._set = None
        self.calendar.row = None
        self.tester.forget()
        if self.forms.first() is not None:
            self.pages.setCurrentWidget(self.overview)
        if self.isVisible() or not self._desk.has_world:
            self.refresh()

    def _follow(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind == "standard" for change in changes):
            self._set = None
        kinds = {change.kind for change in changes}
        if self.isVisible() and kinds & _OURS:
            self.refresh()
        elif self.isVisible() and "clock" in kinds and self._desk.has_world:
            self.list.show_older(self._desk.ask(on_older_calendar), self.names)
