# SPDX-License-Identifier: MIT
"""The replay: a transport that steps and plays, filters with counts, and the acts themselves."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from crmtrainer.reports.replaying import ReplayRow
from crmtrainer.scenarios.telling import ActKind
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.filter_chips import FilterChips
from crmtrainer.ui.assessment.replay_list import ReplayView
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import Label, caption, plain_tip

BEAT_MS = 1000
"""One act a second."""
LEAST_HEIGHT = 130


class Show(Enum):
    """What part of an attempt is shown. ALL leaves out what only keeps a world going; that is BACKSTAGE."""

    ALL = "all"
    ACTS = "acts"
    MESSAGES = "messages"
    HANDOFFS = "handoffs"
    CLOCKS = "clocks"
    REFUSED = "refused"
    BACKSTAGE = "backstage"


_KINDS = {Show.MESSAGES: ActKind.MESSAGE, Show.HANDOFFS: ActKind.HANDOFF, Show.CLOCKS: ActKind.CLOCK}


def passes(row: ReplayRow, show: Show) -> bool:
    """Whether a row belongs to what is shown."""
    act = row.act
    if show is Show.ALL:
        return act is None or act.kind is not ActKind.BACKSTAGE
    if show is Show.ACTS:
        return act is not None and act.is_learners and act.kind is not ActKind.BACKSTAGE
    if act is None:
        return False
    if show is Show.REFUSED:
        return not act.done
    if show is Show.BACKSTAGE:
        return act.kind is ActKind.BACKSTAGE
    return act.kind is _KINDS[show]


class ReplayPane(QWidget):
    """Space plays, Left and Right step. Playing stops at the end."""

    moved = Signal(object)
    """The row that is now current, or None."""

    def __init__(self, parent: QWidget | None = None, *, beat_ms: int = BEAT_MS) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Replay"))
        self._rows: tuple[ReplayRow, ...] = ()
        self.first = Button(icon="skip-previous", name=self.tr("To the first act"))
        self.back = Button(icon="step-backward", name=self.tr("One act back"))
        self.play = Button(icon="play", name=self.tr("Play, one act a second"))
        self.forward = Button(icon="step-forward", name=self.tr("One act forward"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Place in the replay"))
        self.count = Label()
        self.filters = FilterChips(
            self.tr("Show"),
            (
                (Show.ALL, self.tr("All")),
                (Show.ACTS, self.tr("Acts")),
                (Show.MESSAGES, self.tr("Messages")),
                (Show.HANDOFFS, self.tr("Handoffs")),
                (Show.CLOCKS, self.tr("Clocks")),
                (Show.REFUSED, self.tr("Refused")),
                (Show.BACKSTAGE, self.tr("World")),
            ),
        )
        self.filters.pill(Show.BACKSTAGE).setToolTip(plain_tip(self.tr("What only keeps the practice world going")))
        self.list = ReplayView(self.tr("Acts"))
        self.list.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.nothing = caption(self.tr("Nothing of this kind happened."), wrap=True)
        self._timer = QTimer(self)
        self._timer.setInterval(beat_ms)
        self._build()
        self._connect()

    def _build(self) -> None:
        head = Surface("surface", edges=Qt.Edge.BottomEdge)
        column = QVBoxLayout(head)
        margin = theme.px(12)
        column.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        column.setSpacing(theme.px(8))
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(6))
        for button in (self.first, self.back, self.play, self.forward):
            bar.addWidget(button)
        bar.addSpacing(theme.px(4))
        bar.addWidget(self.slider, 1)
        bar.addWidget(self.count)
        column.addLayout(bar)
        column.addWidget(self.filters)
        self.nothing.setContentsMargins(margin, margin, margin, margin)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.nothing)
        whole.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.first.clicked.connect(lambda: self.list.go_to(0))
        self.back.clicked.connect(lambda: self.step(-1))
        self.forward.clicked.connect(lambda: self.step(1))
        self.play.clicked.connect(self.toggle)
        self.slider.valueChanged.connect(self._slid)
        self.filters.chosen.connect(lambda _show: self._filter())
        self.list.moved.connect(self._moved)
        self.list.play_pressed.connect(self.toggle)
        self._timer.timeout.connect(self._beat)

    def first_place(self) -> QWidget:
        """Where F6 lands: the acts, which Space plays and the arrows step through."""
        return self.list

    def set_rows(self, rows: tuple[ReplayRow, ...]) -> None:
        """Show another attempt from its first act."""
        self.stop()
        self._rows = rows
        self.filters.set_value(Show.ALL)
        self.filters.set_counts({show: sum(passes(row, show) for row in rows) for show in Show})
        self._filter()

    def go_to_row(self, row: ReplayRow) -> None:
        """Bring one row into view, under a filter that shows it."""
        if row not in self.list.replay.items():
            self.filters.set_value(Show.ALL if passes(row, Show.ALL) else Show.BACKSTAGE)
            self._filter()
        if row in self.list.replay.items():
            self.list.go_to(self.list.replay.items().index(row))

    def step(self, by: int) -> None:
        """To the next act, or the one before."""
        self.list.go_to(self.list.place() + by)

    @property
    def is_playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play, or stop playing. At the end playing begins anew."""
        if self.is_playing:
            self.stop()
            return
        if self.list.place() >= self.list.replay.rowCount() - 1:
            self.list.go_to(0)
        self._timer.start()
        self._tell_playing(self.tr("Stop playing"), "pause")

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()
        self._tell_playing(self.tr("Play, one act a second"), "play")

    def _tell_playing(self, words: str, icon: str) -> None:
        self.play.set_icon(icon)
        self.play.setAccessibleName(words)
        self.play.setToolTip(plain_tip(words))

    def _beat(self) -> None:
        self.step(1)
        if self.list.place() >= self.list.replay.rowCount() - 1:
            self.stop()

    def _filter(self) -> None:
        show = self.filters.value()
        assert isinstance(show, Show)
        before = self.list.current()
        shown = tuple(row for row in self._rows if passes(row, show))
        self.list.replay.set_items(shown)
        self.nothing.setVisible(not shown and bool(self._rows))
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(shown) - 1))
        self.slider.blockSignals(False)
        for widget in (self.first, self.back, self.play, self.forward):
            widget.explain("" if shown else self.tr("There is nothing to play."))
        self.slider.setEnabled(bool(shown))
        self.list.go_to(shown.index(before) if before in shown else 0)
        self._tell_place()

    def _slid(self, place: int) -> None:
        if place != self.list.place():
            self.list.go_to(place)

    def _moved(self, _place: object) -> None:
        self._tell_place()
        self.moved.emit(self.list.current())

    def _tell_place(self) -> None:
        place, rows = max(0, self.list.place()), self.list.replay.rowCount()
        self.slider.setValue(place)
        words = filled(self.tr("%1 of %2"), str(place + 1 if rows else 0), str(rows))
        self.count.setText(words)
