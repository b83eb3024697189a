# SPDX-License-Identifier: MIT
"""The middle of the window: bars that last, navigation, and the pages of the sections."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.shell.navigation import Navigation
from crmtrainer.ui.shell.page_frame import ColumnFrame, PageFrame
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.theme import Tone


class Body(QWidget):
    """Shows one page at a time. A passing page, such as the settings, lies over the section and goes back to it."""

    section_changed = Signal(object)
    rules_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self._pages: dict[Section, Page] = {}
        self._section: Section | None = None
        self._passing: Page | None = None
        self._came_from: QWidget | None = None
        self.assessed = Banner(
            self.tr("Assessed attempt"),
            self.tr("No hints, no rewind, every act is sealed. You hand in at the end."),
            icon="certificate-outline",
            strong=True,
        )
        self.rules = Button(self.tr("Read the rules"), variant=Variant.LINK_ON_ACCENT)
        self.rules.clicked.connect(self.rules_asked)
        self.assessed.add(self.rules)
        self.assessed.hide()
        self._bars = QVBoxLayout()
        self._bars.setSpacing(0)
        self.help = Banner(icon="help-circle-outline", tone=Tone.INFO)
        self.help_close = Button(self.tr("Close help"), small=True)
        self.help_close.clicked.connect(self.hide_help)
        self.help.add(self.help_close)
        self.help.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.help)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(ColumnFrame(self.navigation))
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.assessed)
        column.addLayout(self._bars)
        column.addLayout(middle, 1)
        self.navigation.chosen.connect(lambda section: self.show_section(section, focus=False))

    def add_bar(self, bar: Banner) -> None:
        """Put a lasting bar above everything; remove it with `drop_bar` when it is no longer true."""
        self._bars.addWidget(bar)
        bar.show()

    def drop_bar(self, bar: Banner) -> None:
        self._bars.removeWidget(bar)
        bar.hide()
        bar.deleteLater()

    def add_section(self, section: Section, page: Page) -> None:
        """Register a page; the first one registered is shown."""
        self._pages[section] = page
        self.stack.addWidget(PageFrame(page))
        self.navigation.add(section)
        if self._section is None:
            self.show_section(section, focus=False)

    def pages(self) -> list[Page]:
        passing = [self._passing] if self._passing is not None else []
        return [*self._pages.values(), *passing]

    def has(self, section: Section) -> bool:
        return section in self._pages

    def section(self) -> Section | None:
        return self._section

    def page(self) -> Page | None:
        """The page in sight."""
        current = self.stack.currentWidget()
        held = current.widget() if isinstance(current, PageFrame) else None
        return held if isinstance(held, Page) else None

    def show_section(self, section: Section, *, focus: bool = True) -> None:
        """Show a section and, unless a person is walking through the navigation, go into it."""
        page = self._pages[section]
        self._drop_passing()
        self.hide_help()
        changed = section is not self._section
        self._section = section
        self.navigation.set_current(section)
        self._bring(page)
        page.entered()
        if changed:
            self.section_changed.emit(section)
        if focus:
            self._focus(page)

    def open_page(self, page: Page) -> None:
        """Lay a passing page over the section. Escape, or `close_page`, goes back to where the keyboard was."""
        if self._passing is None:
            self._came_from = QApplication.focusWidget()
        self._drop_passing()
        self._passing = page
        self.stack.addWidget(PageFrame(page))
        self._bring(page)
        page.entered()
        self._focus(page)

    def close_page_of_world(self) -> None:
        """Go back from a passing page that shows what is in a world: another world is open now."""
        if self._passing is not None and self._passing.OF_A_WORLD:
            self.close_page()

    def close_page(self) -> bool:
        """Go back from a passing page; says whether there was one."""
        if self._passing is None:
            return False
        self._drop_passing()
        if self._section is not None:
            self._bring(self._pages[self._section])
        back, self._came_from = self._came_from, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (page := self.page()) is not None:
            self._focus(page)
        return True

    def _drop_passing(self) -> None:
        if self._passing is not None:
            frame = self._frame_of(self._passing)
            self._passing.left()
            self.stack.removeWidget(frame)
            frame.deleteLater()
            self._passing = None

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
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_help(self) -> None:
        """Say what the page in sight is for."""
        page = self.page()
        if page is None:
            return
        words = page.help_text or self.tr("There is nothing more to say about this page.")
        self.help.set_words(page.title_text, words)
        self.help.show()
        self.help_close.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_help(self) -> None:
        """Close the help and give the keyboard back to the page."""
        if self.help.isHidden():
            return
        had_focus = self.help_close.hasFocus()
        self.help.hide()
        page = self.page()
        if had_focus and page is not None:
            self._focus(page)
