# SPDX-License-Identifier: MIT
"""The window itself: puts menus, toolbar, body and status bar together and answers the frame's own commands."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTime, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import appearance, fonts, theme
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.focus_ring import FocusRing
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.kit.reading_order import next_stop
from crmtrainer.ui.kit.text import caption
from crmtrainer.ui.kit.toast import LEAST_WIDTH, Toast
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.announcer import Announcer
from crmtrainer.ui.shell.assessed_frame import AssessedFrame
from crmtrainer.ui.shell.body import Body
from crmtrainer.ui.shell.fault import FaultBar, Faults
from crmtrainer.ui.shell.keyboard import Keyboard
from crmtrainer.ui.shell.opening_size import OPENS_AT, opening_size
from crmtrainer.ui.shell.panes import PaneCycle
from crmtrainer.ui.shell.sections import Mode, Section
from crmtrainer.ui.shell.status_bar import Status, StatusBar
from crmtrainer.ui.shell.toast_place import lay
from crmtrainer.ui.shell.toolbar import Toolbar
from crmtrainer.ui.theme import Look

COMPACT_BELOW, TINY_BELOW, LOW_BELOW = 1100, 960, 620
MOST_WIDTH = 560
"""How wide a passing message may be where it lies on one line."""
TEXT_STEP = 0.1
MESSAGES_KEPT = 100
_NUMBERED = (Act.SECTION_1, Act.SECTION_2, Act.SECTION_3, Act.SECTION_4, Act.SECTION_5, Act.SECTION_6)
SECTION_ACTS = dict(zip(Section, _NUMBERED, strict=False))


class MainWindow(QMainWindow):
    """The frame. Pages are registered by whoever composes the program; signals tell it what a person wants."""

    search_edited = Signal(str)
    search_requested = Signal(str)
    speed_chosen = Signal(object)
    section_changed = Signal(object)
    look_changed = Signal(object)
    layout_reset = Signal()
    closing = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.actions_ = actions
        self._mode = Mode.NONE
        self._toast: Toast | None = None
        self._messages: list[tuple[str, str]] = []
        self._compact = False
        self._shown = False
        self.toolbar = Toolbar(actions)
        self.body = Body()
        self.status = StatusBar()
        self._build()
        self._faults = Faults(self)
        self._frame = AssessedFrame(self)
        self._ring = FocusRing(self)
        self._panes = PaneCycle(self)
        self._keyboard = Keyboard(self, self._place_for_keyboard)
        self._keyboard.settled.connect(self._place_toast)
        self.announcer = Announcer(self)
        self._connect()
        self.setWindowTitle(self.tr("crmtrainer — Training data: nobody here is real"))
        self.resize(opening_size())

    def _build(self) -> None:
        self.actions_.fill(self.menuBar())
        self.actions_.give_keys_to(self)
        self.menuBar().setNativeMenuBar(False)
        self._note = QWidget()
        row = QHBoxLayout(self._note)
        row.setContentsMargins(0, 0, theme.px(12), 0)
        self._note.setMinimumHeight(theme.px(28))
        row.setSpacing(theme.px(6))
        row.addWidget(IconLabel("school-outline", 16))
        row.addWidget(caption(self.tr("Training data: nobody here is real")))
        self.menuBar().setCornerWidget(self._note)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.body, 1)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.toolbar.search_edited.connect(self.search_edited)
        self.toolbar.search_requested.connect(self.search_requested)
        self.toolbar.speed_chosen.connect(self.speed_chosen)
        self.body.section_changed.connect(self.section_changed)
        self.body.navigation.help_asked.connect(self.body.show_help)
        on = self.actions_.on
        for section, act in SECTION_ACTS.items():
            on(act, partial(self.show_section, section))
            self.actions_[act].setEnabled(False)
        on(Act.NEXT_PANE, lambda: self._panes.step(self.panes(), 1))
        on(Act.PREVIOUS_PANE, lambda: self._panes.step(self.panes(), -1))
        on(Act.JUMP, self.focus_search)
        on(Act.SEARCH_ALL, self.focus_search)
        on(Act.FILTER, self._focus_filter)
        on(Act.HELP_HERE, self.body.show_help)
        on(Act.SHORTCUTS, self._open_shortcuts)
        on(Act.RECENT_MESSAGES, self._open_messages)
        on(Act.LARGER_TEXT, lambda: self.set_text_scale(theme.active().text_scale + TEXT_STEP))
        on(Act.SMALLER_TEXT, lambda: self.set_text_scale(theme.active().text_scale - TEXT_STEP))
        on(Act.NORMAL_TEXT, lambda: self.set_text_scale(1.0))
        on(Act.FULL_SCREEN, lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen))
        on(Act.RESET_LAYOUT, self._reset_layout)
        on(Act.QUIT, self.close)

    # What the composition calls

    def add_section(self, section: Section, page: Page) -> None:
        """Register a page under its section."""
        self.body.add_section(section, page)
        page.small(self._compact)
        self._offer(section)

    def promise_section(self, section: Section, add: Callable[[], object]) -> None:
        """Name a section whose page is made when somebody first goes there: `add` registers it then."""
        self.body.promise_section(section, add)
        self._offer(section)

    def show_section(self, section: Section) -> None:
        """Go to a section, as Alt+1 … Alt+6 do."""
        if self.body.has(section):
            self.body.show_section(section)

    def open_page(self, page: Page) -> None:
        """Lay a passing page (settings, import, new record) over the section."""
        page.small(self._compact)
        self.body.open_page(page)

    def is_compact(self) -> bool:
        """Whether the window is too small for the full arrangement."""
        return self._compact

    def close_page(self) -> bool:
        return self.body.close_page()

    def set_count(self, section: Section, count: int) -> None:
        """The number beside a section's name."""
        self.body.navigation.set_count(section, count)

    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: Mode, words: str = "") -> None:
        """Show what counts now; the assessed mode puts on its frame and its bar."""
        self._mode = mode
        self.status.set_mode(mode, words)
        assessed = mode is Mode.ASSESSED
        self.body.assessed.setVisible(assessed)
        self.body.exploring.setVisible(mode is Mode.EXPLORE)
        self._frame.setVisible(assessed)
        edge = 3 if assessed else 0
        self.setContentsMargins(edge, edge, edge, edge)
        self._frame.raise_()

    def set_status(
        self, *, person: str = "", what: str = "", clock: str = "", clock_runs: bool = False, saved: str = ""
    ) -> None:
        """The words of the status bar."""
        self.status.set_status(Status(person, what, clock, clock_runs, saved))

    def set_practice_time(
        self, text: str, speed: int = 1, reasons: Mapping[int, str] | None = None, next_event_reason: str = ""
    ) -> None:
        """Practice time in words and its speed (0 paused, 1, 10, 60); an empty text hides the clock."""
        self.toolbar.set_practice_time(text, speed, reasons or {})
        self.actions_.explain(Act.NEXT_EVENT, next_event_reason)

    def announce(self, text: str) -> None:
        """Tell screen readers, politely."""
        self.announcer.announce(text)

    def toast(
        self,
        words: str,
        *,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        good: bool = True,
        icon: str = "check-circle-outline",
    ) -> Toast:
        """Show a passing message with an optional Undo, keep it, and announce it."""
        if self._toast is not None:
            self._toast.dismiss()
        made = Toast(
            self,
            words,
            icon=icon,
            good=good,
            action_text=action_text,
            action=action,
            stays=QAccessible.isActive(),
        )
        made.dismissed.connect(self._toast_gone)
        self._toast = made
        self._messages.append((self.locale().toString(QTime.currentTime(), "HH:mm"), words))
        del self._messages[:-MESSAGES_KEPT]
        self._place_toast()
        made.show()
        made.raise_()
        self.announce(words)
        return made

    def forget_messages(self) -> None:
        """Somebody else sits here: what was told is not for them, neither what is still in sight."""
        self._messages.clear()
        self._faults.drop()
        if self._toast is not None:
            self._toast.dismiss()

    def messages(self) -> list[str]:
        """The messages shown so far, oldest first."""
        return [words for _, words in self._messages]

    def add_bar(self, bar: Banner) -> None:
        """A lasting state above the pages, such as a read-only file."""
        self.body.add_bar(bar)

    def drop_bar(self, bar: Banner) -> None:
        self.body.drop_bar(bar)

    def show_fault(self, details: str, log: Path | None = None) -> FaultBar:
        """Say calmly that the program went wrong; a further time in the same bar."""
        return self._faults.show(details, log)

    def set_text_scale(self, scale: float) -> None:
        """Show all text larger or smaller, 0.8 to 2."""
        self.wear(theme.active().with_text_scale(scale))

    def wear(self, look: Look) -> None:
        """Show the whole program in a look; `look_changed` tells the new one."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and look != theme.active():
            appearance.apply(app, look)
            self._fit()
            self.look_changed.emit(look)

    def focus_search(self) -> None:
        self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.selectAll()

    def panes(self) -> list[QWidget]:
        """What F6 visits, in order."""
        page = self.body.page()
        listed = [self.body.navigation, *(page.panes() if page is not None else []), self.toolbar]
        if self.body.help.isVisible():
            listed.insert(1, self.body.help_frame)
        return listed + self.body.bars() + ([self._toast] if self._toast is not None else [])

    # The frame's own affairs

    def _offer(self, section: Section) -> None:
        if section in SECTION_ACTS:
            self.actions_[SECTION_ACTS[section]].setEnabled(True)

    def _open_shortcuts(self) -> None:
        from crmtrainer.ui.shell.help_pages import shortcuts_page

        self._open_help_page(shortcuts_page(self.actions_))

    def _open_messages(self) -> None:
        from crmtrainer.ui.shell.help_pages import messages_page

        self._open_help_page(messages_page(self._messages))

    def _open_help_page(self, page: Page) -> None:
        back = getattr(page, "back", None)
        if back is not None:
            back.clicked.connect(self.close_page)
        self.open_page(page)

    def _focus_filter(self) -> None:
        page = self.body.page()
        if page is not None and (field := page.filter_field()) is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reset_layout(self) -> None:
        self.resize(OPENS_AT)
        self.layout_reset.emit()

    def _toast_gone(self) -> None:
        self._toast = None

    def _place_toast(self) -> None:
        if (toast := self._toast) is None:
            return
        edge = theme.px(8)
        left = self.body.navigation.width() + edge
        top = self.body.mapTo(self, QPoint(0, 0)).y() + edge
        foot = self.height() - self.status.height() - edge
        room = QRect(QPoint(left, top), QPoint(self.width() - edge, max(foot, top + theme.px(44))))
        page = self.body.page()
        beside = min((pane.width() for pane in (page.panes() if page else ()) if pane.isVisible()), default=0)
        narrow = theme.px(LEAST_WIDTH)
        widths = {narrow, max(beside - 2 * edge, round(narrow * 0.7)), theme.px(MOST_WIDTH)}
        lay(toast, self, self.body, room, widths)

    def _fit(self) -> None:
        """Choose the arrangement for the room there is, measured in letters rather than pixels."""
        scale = theme.active().text_scale
        wide, high = self.width() / scale, self.height() / scale
        compact = wide < COMPACT_BELOW or high < LOW_BELOW
        tiny = wide < TINY_BELOW
        letters = wide / fonts.letter_share()
        self.toolbar.set_steps(compact=compact or letters < COMPACT_BELOW, tiny=letters < TINY_BELOW)
        self.status.set_compact(tiny)
        self.body.navigation.set_compact(compact)
        self._note.setVisible(wide > TINY_BELOW * 0.8)
        if compact != self._compact:
            self._compact = compact
            for page in self.body.pages():
                page.small(compact)
        self._frame.setGeometry(self.rect())
        self._place_toast()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._place_toast)  # again, once what is in sight has its new places

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        page = self.body.page()
        if not self._shown and page is not None and (target := page.first_focus()) is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown = True

    def _place_for_keyboard(self) -> QWidget | None:
        """Where the keyboard goes when whatever had it is gone."""
        page = self.body.page()
        target = page.first_focus() if page is not None else None
        if target is None or not target.isVisible() or not target.isEnabled():
            target = next_stop(self, None, forward=True)
        return target

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        target = next_stop(self, QApplication.focusWidget() or self.focusWidget(), forward=next)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.body.help.isVisible():
                self.body.hide_help()
                return
            if self.close_page():
                return
            if self.toolbar.search.hasFocus() and (page := self.body.page()) is not None:
                target = page.first_focus()
                if target is not None:
                    target.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if reason := self.actions_.reason_for_key(event):
            self.toast(reason, good=False, icon="alert-circle-outline")
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_[Act.FULL_SCREEN].setChecked(self.isFullScreen())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
