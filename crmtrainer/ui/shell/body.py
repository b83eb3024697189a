# SPDX-License-Identifier: MIT
"""The middle of the window: bars that last, navigation, and the pages of the sections."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from crmtrainer.scenarios.rules import Mode as RunMode
from crmtrainer.ui import theme
from crmtrainer.ui.kit.banner import BESIDE_FROM, Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.kit.reading_order import stops
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.scenarios.labels import MODES, rules_of, said
from crmtrainer.ui.shell.navigation import Navigation
from crmtrainer.ui.shell.page_frame import ColumnFrame, HelpFrame, PageFrame
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.theme import Tone


@dataclass(slots=True)
class _Passing:
    """A passing page, and where the keyboard was before it came."""

    page: Page
    came_from: QWidget | None


class Body(QWidget):
    """Shows one page at a time. Passing pages, such as help, lie over the section and over one another.

    While there is a `gate`, the page that it makes lies over every section and cannot be closed.
    """

    section_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self._pages: dict[Section, Page] = {}
        self._promised: dict[Section, Callable[[], object]] = {}
        self._section: Section | None = None
        self._passing: list[_Passing] = []
        self._gate: Page | None = None
        self._helped_at: QWidget | None = None
        self._helping = ("", "")
        self.assessed = Banner(
            self.tr("Assessed attempt"),
            said(MODES[RunMode.ASSESSED][1]),
            icon="certificate-outline",
            strong=True,
        )
        self.rules = Button(self.tr("Read the rules"), variant=Variant.LINK_ON_ACCENT)
        self.rules.clicked.connect(self._show_rules)
        self.assessed.add(self.rules)
        self.assessed.hide()
        self.exploring = Banner(
            self.tr("Exploring"), said(MODES[RunMode.EXPLORE][1]), icon=MODES[RunMode.EXPLORE][2], tone=Tone.INFO
        )
        self.exploring.hide()
        self._bars = QVBoxLayout()
        self._bars.setSpacing(0)
        self.help = Banner(icon="help-circle-outline", tone=Tone.INFO)
        self.help_close = Button(self.tr("Close help"), small=True)
        self.help_close.clicked.connect(self.hide_help)
        self.help.add(self.help_close, high=True)
        self.help.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        self.help_frame = HelpFrame(self.help, self.help_close)
        right.addWidget(self.help_frame)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(ColumnFrame(self.navigation))
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.assessed)
        column.addWidget(self.exploring)
        column.addLayout(self._bars)
        column.addLayout(middle, 1)
        self.navigation.chosen.connect(lambda section: self.show_section(section, focus=False))

    def add_bar(self, bar: Banner) -> None:
        """Put a lasting bar above everything; remove it with `drop_bar` when it is no longer true."""
        self._bars.addWidget(bar)
        bar.show()

    def bars(self) -> list[QWidget]:
        """The bars in sight, from the top."""
        items = (self._bars.itemAt(number) for number in range(self._bars.count()))
        held = (item.widget() for item in items if item is not None)
        return [bar for bar in (self.assessed, self.exploring, *held) if bar is not None and bar.isVisible()]

    def drop_bar(self, bar: Banner) -> None:
        self._bars.removeWidget(bar)
        bar.hide()
        bar.deleteLater()

    def add_section(self, section: Section, page: Page) -> None:
        """Register a page; the first one registered is shown."""
        self._pages[section] = page
        self.stack.addWidget(PageFrame(page))
        if self._promised.pop(section, None) is None:
            self.navigation.add(section)
        if self._section is None:
            self.show_section(section, focus=False)

    def promise_section(self, section: Section, add: Callable[[], object]) -> None:
        """Name a section whose page is made when somebody first goes there: `add` registers it then."""
        self._promised[section] = add
        self.navigation.add(section)

    def pages(self) -> list[Page]:
        """The pages that were made so far."""
        return [*self._pages.values(), *(passing.page for passing in self._passing)]

    def has(self, section: Section) -> bool:
        return section in self._pages or section in self._promised

    def section(self) -> Section | None:
        return self._section

    def page(self) -> Page | None:
        """The page in sight."""
        current = self.stack.currentWidget()
        held = current.widget() if isinstance(current, PageFrame) else None
        return held if isinstance(held, Page) else None

    def show_section(self, section: Section, *, focus: bool = True) -> None:
        """Show a section and, unless a person is walking through the navigation, go into it."""
        if (add := self._promised.get(section)) is not None:
            add()
        page = self._pages[section]
        kept = [passing for passing in self._passing if passing.page is self._gate]
        while len(self._passing) > len(kept):
            self._drop_passing()
        self.hide_help()
        changed = section is not self._section
        self._section = section
        self.navigation.set_current(section)
        if kept:
            page = kept[0].page
        self._bring(page)
        page.entered()
        if changed:
            self.section_changed.emit(section)
        if focus:
            self._focus(page)

    def set_gate(self, make: Callable[[], Page] | None) -> None:
        """Lay a page over every section until this is called with None: nothing else can be done before it."""
        if make is not None and self._gate is None:
            self._gate = make()
            self.open_page(self._gate)
        elif make is None and self._gate is not None:
            gate, self._gate = self._gate, None
            while any(passing.page is gate for passing in self._passing):
                self.close_page()

    def is_gated(self) -> bool:
        """Whether a page lies over every section until something is said on it."""
        return self._gate is not None

    def open_page(self, page: Page) -> None:
        """Lay a passing page over what is in sight. Escape, or `close_page`, goes back to where the keyboard was."""
        self.hide_help()
        self._passing.append(_Passing(page, QApplication.focusWidget()))
        self.stack.addWidget(PageFrame(page))
        self._bring(page)
        page.entered()
        self._focus(page)

    def close_page(self) -> bool:
        """Go back from a passing page; says whether there was one that may be closed."""
        if not self._passing or self._passing[-1].page is self._gate:
            return False
        back = self._drop_passing()
        if self._passing:
            self._bring(self._passing[-1].page)
        elif self._section is not None:
            self._bring(self._pages[self._section])
        self._give_back(back)
        return True

    def close_page_of_world(self) -> None:
        """Close what was shown of a world that is no longer the open one."""
        while any(passing.page.OF_A_WORLD for passing in self._passing) and self.close_page():
            pass

    def _drop_passing(self) -> QWidget | None:
        """Take the topmost passing page away; gives where the keyboard was before it."""
        passing = self._passing.pop()
        passing.page.left()
        frame = self._frame_of(passing.page)
        self.stack.removeWidget(frame)
        frame.deleteLater()
        return passing.came_from

    def _give_back(self, back: QWidget | None) -> None:
        """The keyboard to where it was, or to the page in sight when that is gone."""
        if back is not None and isValid(back) and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (page := self.page()) is not None:
            self._focus(page)

    def _frame_of(self, page: Page) -> QWidget:
        return next(
            frame
            for number in range(self.stack.count())
            if isinstance(frame := self.stack.widget(number), PageFrame) and frame.widget() is page
        )

    def _bring(self, page: Page) -> None:
        self.stack.setCurrentWidget(self._frame_of(page))

    def _focus(self, page: Page) -> None:
        target = page.first_focus()
        if target is None or not target.isEnabled() or not target.isVisibleTo(self):
            target = next(iter(stops(page)), None)
        if target is None and self._section is not None:
            target = self.navigation.item(self._section)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_help(self) -> None:
        """Say what the page in sight is for."""
        page = self.page()
        if page is None:
            return
        words = page.help_words() or self.tr("There is nothing more to say about this page.")
        self._tell(page.title_text, words)

    def _show_rules(self) -> None:
        """Say the rules of an assessed attempt again, as they were said where it began."""
        self._tell(self.tr("Assessed attempt"), rules_of(RunMode.ASSESSED))

    def _tell(self, heading: str, words: str) -> None:
        self._helping = (heading, words)
        self._fit_help()
        if self.help.isHidden():
            self._helped_at = QApplication.focusWidget()
        self.help.show()
        self.help_close.setAccessibleDescription(self.help.accessibleName())
        self.help_close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_help(self) -> None:
        """In a narrow window the words are small, and the button does without its own: the page keeps its room."""
        heading, words = self._helping
        narrow = self.width() < theme.px(BESIDE_FROM)
        self.help_frame.set_room(self.height())
        self.help.set_words(heading, "" if narrow else words, words if narrow else "")
        self.help_close.set_icon("close" if narrow else "")
        self.help_close.setText("" if narrow else self.help_close.accessibleName())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_help()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit_help()

    def hide_help(self) -> None:
        """Close the help and give the keyboard back to where it was."""
        if self.help.isHidden():
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and (focus is self.help_frame or self.help_frame.isAncestorOf(focus))
        self.help.hide()
        back, self._helped_at = self._helped_at, None
        if had_focus:
            self._give_back(back)
