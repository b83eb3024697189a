# SPDX-License-Identifier: MIT
"""The bar below the menus: three commands, the practice clock, the search field."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import Label, caption, is_restyling, plain_tip, spoken
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.actions import Actions, tip_of, words_of

PAUSED = 0
SPEEDS = (PAUSED, 1, 10, 60)
COMMANDS = (
    (Act.LOG_CALL, "phone-plus-outline"),
    (Act.NEW_COMPLAINT, "alert-plus-outline"),
    (Act.ADD_NOTE, "note-plus-outline"),
)


class CommandButton(Button):
    """A command of the toolbar; its words step aside when room is short. It follows its action."""

    def __init__(self, action: QAction, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(words_of(action), icon, Variant.QUIET, parent=parent)
        self._action = action
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._follow()

    def _follow(self) -> None:
        self.setText("" if self._compact else words_of(self._action))
        self.setAccessibleName(words_of(self._action))
        self.setEnabled(self._action.isEnabled())
        reason = self._action.statusTip()
        self.setStatusTip(spoken(reason))
        self.setToolTip(plain_tip(reason or tip_of(self._action)))


class PracticeClock(QWidget):
    """Practice time in words, and how fast it runs. Disabled speeds say why."""

    speed_chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next = actions[Act.NEXT_EVENT]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.label = caption(self.tr("Practice time"))
        self.time = Label(weight=SEMIBOLD)
        names = {
            PAUSED: self.tr("Pause the practice clock"),
            1: self.tr("Run at normal speed"),
            10: self.tr("Run ten times as fast"),
            60: self.tr("Run sixty times as fast"),
        }
        self.speed = Segmented(
            self.tr("Speed of the practice clock"),
            [Segment(s, text=f"×{s}" if s else "", icon="" if s else "pause", name=names[s]) for s in SPEEDS],
        )
        self.speed.chosen.connect(self.speed_chosen)
        self.next_event = CommandButton(self._next, "step-forward")
        row.addWidget(self.label)
        row.addWidget(self.time)
        row.addWidget(self.speed)
        row.addWidget(self.next_event)

    def show_time(self, text: str, speed: int, reasons: Mapping[int, str]) -> None:
        """Show the time and the speed in force; `reasons` says why other speeds cannot be had now."""
        self.time.setText(text)
        if self.speed.value() != speed:
            self.speed.set_value(speed)
        for each in SPEEDS:
            self.speed.explain(each, reasons.get(each, ""))


class Toolbar(Surface):
    """The bar. It grows narrower in three steps, never wider than the window."""

    search_edited = Signal(str)
    search_requested = Signal(str)
    speed_chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self.setAccessibleName(self.tr("Toolbar"))
        # Its width follows the window, so that a smaller window can bring about the smaller arrangement.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(theme.px(8))
        self.commands = [CommandButton(actions[act], icon) for act, icon in COMMANDS]
        for button in self.commands:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.clock = PracticeClock(actions)
        self.clock.speed_chosen.connect(self.speed_chosen)
        self._row.addWidget(self.clock)
        self._line = QFrame()
        self._line.setFrameShape(QFrame.Shape.VLine)
        self._line.setProperty("divider", True)
        self._row.addWidget(self._line)
        self.search = SearchField(
            self.tr("Search or jump to"), self.tr("Search or jump to"), icon="magnify", key="Ctrl+K"
        )
        self.search.textEdited.connect(self.search_edited)
        self.search.returnPressed.connect(lambda: self.search_requested.emit(self.search.text()))
        self._row.addWidget(self.search)
        self._steps = (False, False)
        self._fit()
        self.clock.hide()
        self._line.hide()

    def set_practice_time(self, text: str, speed: int, reasons: Mapping[int, str]) -> None:
        """Show the practice clock; an empty text hides it."""
        self.clock.setVisible(bool(text))
        self._line.setVisible(bool(text))
        self.clock.show_time(text, speed, reasons)

    def set_steps(self, *, compact: bool, tiny: bool) -> None:
        """Give way: first the label of the clock and the width of the search, then the words of the commands."""
        self._steps = (compact, tiny)
        self._fit()

    def _fit(self) -> None:
        compact, tiny = self._steps
        self.setFixedHeight(theme.px(40 if compact else 44))
        self._line.setFixedHeight(theme.px(24))
        margin = theme.px(8 if compact else 12)
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(theme.px(4 if tiny else 8))
        self.clock.label.setVisible(not compact)
        for button in (*self.commands, self.clock.next_event):
            button.set_compact(tiny)
        self.search.setFixedWidth(theme.px(96 if tiny else 214 if compact else 268))
        self.search.setPlaceholderText(self.tr("Search") if tiny else self.tr("Search or jump to"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
