# SPDX-License-Identifier: MIT
"""The bar at the foot: mode, person, what is open, the clock, when it was last saved. Tips stand at its right end."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QStyle, QStyleOption, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.chip import Chip, ChipData
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.keycap import KeyCap
from crmtrainer.ui.kit.text import ElidedLabel, caption, is_restyling
from crmtrainer.ui.shell.sections import Mode, mode_look
from crmtrainer.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Status:
    """The words of the bar; empty ones are left out."""

    person: str = ""
    what: str = ""
    clock: str = ""
    clock_runs: bool = False
    saved: str = ""


class _Item(QWidget):
    """An icon with words, after a dot."""

    def __init__(self, icon: str, *, dot: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._dot = IconLabel("circle-small", 12)
        if dot:
            row.addWidget(self._dot)
        self.icon = IconLabel(icon or "circle-small", 16)
        if icon:
            row.addWidget(self.icon)
        self.label = ElidedLabel(size=Type.CAPTION)
        row.addWidget(self.label)

    def show_words(self, words: str) -> None:
        self.label.setText(words)
        self.setVisible(bool(words))

    def follow(self, *, after_words: bool) -> None:
        """The dot parts words from words: it is left out where nothing stands before it."""
        self._dot.setVisible(after_words)


class StatusBar(QStatusBar):
    """The bar; only the shell writes to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self.setSizeGripEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Status"))
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(theme.px(6), 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.mode = Chip()
        self.mode.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.person = _Item("account-outline", dot=False)
        self.what = _Item("", dot=True)
        self.clock = _Item("pause-circle-outline", dot=True)
        self.saved = _Item("content-save-check-outline", dot=True)
        row.addWidget(self.mode)
        for item in (self.person, self.what, self.clock, self.saved):
            row.addWidget(item)
        self.tip = ElidedLabel(size=Type.CAPTION, token="muted")
        self.tip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.tip, 1)
        self.addPermanentWidget(strip, 1)  # permanent ones stay while a tip is shown
        self.help = QWidget()
        help_row = QHBoxLayout(self.help)
        help_row.setContentsMargins(0, 0, theme.px(8), 0)
        help_row.setSpacing(theme.px(6))
        help_row.addWidget(KeyCap("F1"))
        help_row.addWidget(caption(self.tr("Help on this screen")))
        self.addPermanentWidget(self.help)
        self.messageChanged.connect(self._show_tip)
        self.set_mode(Mode.NONE)
        self.set_status(Status())
        self._fit()

    def set_mode(self, mode: Mode, words: str = "") -> None:
        look = mode_look(mode)
        tone = Tone.STRONG if mode is Mode.ASSESSED else look.tone
        self.mode.set_chip(ChipData(words or look.words, look.icon, tone, strong=True))

    def set_status(self, status: Status) -> None:
        self.person.show_words(status.person)
        self.what.show_words(status.what)
        self.clock.icon.set_icon("play-circle-outline" if status.clock_runs else "pause-circle-outline")
        self.clock.show_words(status.clock)
        self.saved.show_words(status.saved)
        self._give_room()

    def _part(self) -> None:
        said = False
        for item in (self.person, self.what, self.clock, self.saved):
            item.follow(after_words=said)
            said = said or not item.isHidden()

    def set_compact(self, compact: bool) -> None:
        """Leave out the scenario's name and the reminder of F1 where every pixel counts."""
        self._compact = compact
        self._give_room()

    def _show_tip(self, words: str) -> None:
        """A tip stands where the reminder of F1 does; the scenario's name and the last saving give it their room."""
        self.tip.setText(words)
        self._give_room()

    def _give_room(self) -> None:
        tips = bool(self.tip.text())
        self.help.setVisible(not self._compact and not tips)
        self.what.setVisible(not self._compact and not tips and bool(self.what.label.text()))
        self.saved.setVisible(not tips and bool(self.saved.label.text()))
        self._part()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground alone: Qt would write a tip over what stands here."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, option, painter, self)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(28))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
