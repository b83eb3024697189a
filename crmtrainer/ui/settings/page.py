# SPDX-License-Identifier: MIT
"""The settings: how the program reads, and which key does what. A passing page; each change holds at once."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.settings import Value
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Page, PageHeader
from crmtrainer.ui.kit.reading_order import stops
from crmtrainer.ui.kit.scrolling import Tabs
from crmtrainer.ui.settings.key_rules import CommandKeys
from crmtrainer.ui.settings.keys_pane import KeysPane
from crmtrainer.ui.settings.parts import Part
from crmtrainer.ui.settings.reading_pane import ReadingPane


class _Tabs(Tabs):
    """What wraps in them does not ask for its preferred height: what they hold scrolls."""

    @override
    def hasHeightForWidth(self) -> bool:
        return False


class SettingsPage(Page):
    """Shows what holds for one person; `whom` says for whom, in words."""

    restore_wanted = Signal(object)
    """A `Part` that is to be as it was at first."""

    def __init__(self, whom: str, menus: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Settings")
        self.help_text = self.tr(
            "How the program reads and which key does what. Each change holds at once and is kept for you alone, on "
            "this computer; Restore defaults takes back what the tab in sight shows. Escape goes back to where you "
            "were."
        )
        self.setAccessibleName(self.title_text)
        self.reading = ReadingPane()
        self.keys = KeysPane(menus)
        self.tabs = _Tabs()
        self.tabs.setAccessibleName(self.title_text)
        self.tabs.tabBar().setAccessibleName(self.tr("Parts of the settings"))
        self.tabs.addTab(self.reading, self.tr("Reading"))
        self.tabs.addTab(self.keys, self.tr("Keys"))
        self.restore = Button(self.tr("Restore defaults"), "restore", small=True)
        self.back = Button(self.tr("Back"), "arrow-left", small=True)
        header = PageHeader(self.title_text, whom)
        header.add(self.restore)
        header.add(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.tabs, 1)
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.part()))
        self.tabs.currentChanged.connect(lambda _place: self._follow())
        self._at_first = dict.fromkeys(Part, True)

    def part(self) -> Part:
        """The part in sight."""
        return Part(self.tabs.currentIndex())

    def show_part(self, part: Part) -> None:
        self.tabs.setCurrentIndex(part.value)

    def show_values(self, values: Mapping[str, Value], at_first: Mapping[str, Value]) -> None:
        """Show the options that hold, and whether they are those of the beginning."""
        self.reading.show_values(values)
        self._at_first[Part.READING] = dict(values) == dict(at_first)
        self._follow()

    def show_commands(self, commands: tuple[CommandKeys, ...]) -> None:
        """Show the keys that hold."""
        self.keys.show_commands(commands)
        self._at_first[Part.KEYS] = not any(command.is_changed for command in commands)
        self._follow()

    def _follow(self) -> None:
        at_first = self._at_first[self.part()]
        self.restore.explain(self.tr("Everything here is as it was at first.") if at_first else "")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), super().minimumSizeHint().height())

    @override
    def first_focus(self) -> QWidget | None:
        if self.part() is Part.KEYS:
            return self.keys.table
        return next(iter(stops(self.reading)), None)

    @override
    def panes(self) -> list[QWidget]:
        here: QWidget = self.keys if self.part() is Part.KEYS else self.reading
        return [here, self.tabs.tabBar(), self.back]

    @override
    def filter_field(self) -> QWidget | None:
        return self.keys.filter if self.part() is Part.KEYS else None
