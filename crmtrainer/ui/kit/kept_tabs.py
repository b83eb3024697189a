# SPDX-License-Identifier: MIT
"""The records that somebody keeps open, as tabs above the one in sight; hidden while none is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QResizeEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.row_data import Mark
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible

NAME_WIDTH, AROUND = 132, 96
"""Widths: what a name may take, and what stands around the words of a tab."""
_SIDE = QTabBar.ButtonPosition.RightSide


@dataclass(frozen=True, slots=True)
class KeptTab:
    """What a tab says of its record: reference, name, and the worst of its clocks."""

    key: object
    reference: str
    name: str
    mark: Mark | None = None
    icon: str = ""

    def sentence(self) -> str:
        """The tab as it is spoken."""
        parts = (self.reference, self.name, self.mark.words if self.mark is not None else "")
        return visible(", ".join(part for part in parts if part), lines=False)


class KeptTabs(Surface):
    """The strip. What is in sight without being kept stands first, as long as it is in sight.

    `tell` gives the words of a record by its key, or nothing where there is no such record.
    """

    chosen = Signal(object)
    """Somebody wants the record with this key in sight."""
    changed = Signal()
    """There is one more, or one less."""

    def __init__(self, name: str, tell: Callable[[object], KeptTab | None], parent: QWidget | None = None) -> None:
        super().__init__("window", edges=Qt.Edge.BottomEdge, parent=parent)
        self._tell = tell
        self._kept: list[KeptTab] = []
        self._key: object = None
        self._seen: KeptTab | None = None
        self._first_is_passing = False
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setExpanding(False)
        self.bar.setTabsClosable(True)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setProperty("tight", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), 0, theme.px(8), 1)
        column.addWidget(self.bar)
        self.bar.currentChanged.connect(self._choose)
        self.bar.tabCloseRequested.connect(self._close)
        self.hide()

    def held(self) -> tuple[object, ...]:
        """What is kept, in order."""
        return tuple(tab.key for tab in self._kept)

    def texts(self) -> tuple[str, ...]:
        """What the tabs say, from left to right."""
        return tuple(tab.sentence() for tab in self._shown())

    def keep(self, key: object) -> None:
        """Keep a record open; one that is kept already stays where it is."""
        told = self._tell(key)
        if told is None or key in self.held():
            return
        self._kept.append(told)
        self.look_at(self._key)
        self.changed.emit()

    def look_at(self, key: object) -> None:
        """This record is in sight now, or none (`None`)."""
        self._key = key
        self._seen = self._tell(key) if key is not None and self._kept else None
        self._kept = [self._seen if self._seen is not None and tab.key == key else tab for tab in self._kept]
        self._paint()

    def refresh(self) -> None:
        """Ask for the words of every tab again."""
        self._kept = [self._tell(tab.key) or tab for tab in self._kept]
        if self._kept:
            self.look_at(self._key)

    def step(self, by: int) -> None:
        """To the next tab (1), or the one before (-1); after the last comes the first."""
        count = self.bar.count()
        if count:
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % count)

    def close_current(self) -> None:
        """Keep the record in sight no longer; its neighbour comes into sight."""
        self._close(self.bar.currentIndex())

    def clear(self) -> None:
        """Keep nothing: another world is open."""
        self._kept.clear()
        self.look_at(None)
        self.changed.emit()

    def _shown(self) -> list[KeptTab]:
        seen = self._seen
        return self._kept if seen is None or seen.key in self.held() else [seen, *self._kept]

    def _choose(self, place: int) -> None:
        shown = self._shown()
        if 0 <= place < len(shown):
            self.chosen.emit(shown[place].key)

    def _close(self, place: int) -> None:
        shown = self._shown()
        if not 0 <= place < len(shown) or shown[place] not in self._kept:
            return
        in_sight = place == self.bar.currentIndex()
        at = self._kept.index(shown[place])
        del self._kept[at]
        neighbour = self._kept[min(at, len(self._kept) - 1)].key if self._kept else None
        self._paint()
        self.changed.emit()
        if in_sight and neighbour is not None:
            self.chosen.emit(neighbour)

    def _paint(self) -> None:
        shown = self._shown()
        first_is_passing = bool(shown) and shown[0] not in self._kept
        with QSignalBlocker(self.bar):
            if first_is_passing is not self._first_is_passing:  # only at its making is a tab given its cross
                self._first_is_passing = first_is_passing
                while self.bar.count():
                    self.bar.removeTab(0)
            while self.bar.count() > len(shown):
                self.bar.removeTab(self.bar.count() - 1)
            while self.bar.count() < len(shown):
                self.bar.addTab("")
            for place, tab in enumerate(shown):
                self._write(place, tab)
            place = next((number for number, tab in enumerate(shown) if tab.key == self._key), 0)
            self.bar.setCurrentIndex(place)
        self.setVisible(bool(self._kept))

    def _write(self, place: int, tab: KeptTab) -> None:
        metrics = QFontMetricsF(fonts.font())
        mark = "" if tab.mark is None else tab.mark.short or tab.mark.words
        # The name gives way first, so that a tab never runs out of the strip with its clock and its cross.
        rest = metrics.horizontalAdvance(f"{tab.reference}    {mark}") + theme.px(AROUND)
        room = min(theme.px(NAME_WIDTH), self.width() - rest)
        name = metrics.elidedText(visible(tab.name, lines=False), Qt.TextElideMode.ElideRight, room) if room > 0 else ""
        words = "  ".join(part for part in (tab.reference, name, mark) if part)
        self.bar.setTabText(place, words.replace("&", "&&"))
        self.bar.setTabToolTip(place, plain_tip(tab.sentence()))
        self.bar.setAccessibleTabName(place, tab.sentence())
        ink, icon = theme.tokens().muted, tab.icon
        if tab.mark is not None and tab.mark.icon:
            ink, icon = theme.tokens().tone(tab.mark.tone)[0], tab.mark.icon
        self.bar.setTabIcon(place, icons.icon_in(icon, ink) if icon else QIcon())
        if tab not in self._kept:
            self.bar.setTabButton(place, _SIDE, None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._paint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._paint()


def kept_above(tabs: KeptTabs, records: QWidget) -> QWidget:
    """The strip over what shows the record in sight."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(tabs)
    column.addWidget(records, 1)
    return held
