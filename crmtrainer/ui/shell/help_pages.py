# SPDX-License-Identifier: MIT
"""Two small pages of the Help menu: every shortcut, and the messages that were shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Card, Page, PageHeader
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.shell.action_table import ACTIONS, ActionSpec
from crmtrainer.ui.shell.actions import Actions, without_letter

MENU_FROM = 560


@dataclass(frozen=True, slots=True)
class Fixed:
    """A key that belongs to whatever has the keyboard, and stays as it is."""

    key: str
    does: str


FIXED: Final = (
    Fixed("Ctrl+Enter", QT_TRANSLATE_NOOP("HelpPage", "Send, say or save; in a list: keep open as a tab")),
    Fixed("Enter", QT_TRANSLATE_NOOP("HelpPage", "Press, choose or open what has the keyboard")),
    Fixed("Esc", QT_TRANSLATE_NOOP("HelpPage", "Back, close, stop entering")),
    Fixed("Tab,  Shift+Tab", QT_TRANSLATE_NOOP("HelpPage", "Next or previous field or button")),
)


class HelpPage(Page):
    """A page with a table and a way back; Escape does the same."""

    def __init__(self, title_text: str, beside: str, columns: Sequence[Column], rows: Sequence[object]) -> None:
        super().__init__(title_text)
        model = WindowedTable(columns)
        model.set_rows(rows)
        self.table = TableView(title_text, model)
        if rows:
            self.table.selectRow(0)
        self.back = Button(self.tr("Back"), "arrow-left")
        self.change = Button(self.tr("Change keys…"), "keyboard-outline")
        self.change.hide()
        header = PageHeader(title_text, beside)
        header.add(self.change)
        header.add(self.back)
        card = Card()
        card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        inner = QVBoxLayout()
        margin = theme.px(12)
        inner.setContentsMargins(margin, margin, margin, margin)
        self.empty = EmptyState(
            "message-outline",
            self.tr("No messages yet"),
            self.tr("What the program tells you in passing is kept here until you close it."),
        )
        inner.addWidget(card if rows else self.empty)
        column.addLayout(inner, 1)
        self._shows = bool(rows)

    @override
    def first_focus(self) -> QWidget | None:
        return self.table if self._shows else self.back

    @override
    def panes(self) -> list[QWidget]:
        return [self.table, self.back] if self._shows else [self.back]


translate = QCoreApplication.translate


def shortcuts_page(actions: Actions) -> HelpPage:
    """Every command that has a key, as the keys are now, and the keys of whatever has the keyboard."""

    def keys(spec: ActionSpec | Fixed) -> str:
        if isinstance(spec, Fixed):
            return spec.key
        native = QKeySequence.SequenceFormat.NativeText
        return ",  ".join(k.toString(native) for k in actions[spec.act].shortcuts())

    def does(spec: ActionSpec | Fixed) -> Cell:
        if isinstance(spec, Fixed):
            return Cell(translate("HelpPage", spec.does))
        return Cell(without_letter(translate("Action", spec.text)), spec.icon)

    def menu(spec: ActionSpec | Fixed) -> Cell:
        if isinstance(spec, Fixed):
            return Cell(translate("HelpPage", "Always so"), quiet=True)
        return Cell(QCoreApplication.translate("Menu", spec.menu.value).replace("&", ""), quiet=True)

    columns = (
        Column(translate("HelpPage", "Key"), lambda spec: Cell(keys(spec), strong=True), 180),
        Column(translate("HelpPage", "Does"), does),
        Column(translate("HelpPage", "Menu"), menu, 160, from_width=MENU_FROM),
    )
    rows = [spec for spec in ACTIONS if actions[spec.act].shortcuts() and not _is_another_roles(actions, spec)]
    return HelpPage(translate("HelpPage", "All shortcuts"), "", columns, [*rows, *FIXED])


def _is_another_roles(actions: Actions, spec: ActionSpec) -> bool:
    """Whether it is a section that this person does not have: the window has no page for it."""
    return spec.act.name.startswith("SECTION") and not actions[spec.act].isEnabled()


def messages_page(messages: Sequence[tuple[str, str]]) -> HelpPage:
    """The messages shown so far, newest first, with the time of each."""

    columns = (
        Column(translate("HelpPage", "Time"), lambda row: Cell(row[0], quiet=True), 100),
        Column(translate("HelpPage", "Message"), lambda row: row[1]),
    )
    return HelpPage(translate("HelpPage", "Recent messages"), "", columns, list(reversed(messages)))
