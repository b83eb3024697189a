# SPDX-License-Identifier: MIT
"""The clocks of a record's header: two and a limit by law, the running before the finished, as blocks or as pills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.service_levels.queries import ClockRow, urgency
from crmtrainer.service_levels.rules import OF_A_TURN
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui import theme
from crmtrainer.ui.clocks import OVER, face_of, mark_of, metric_name, why_owed
from crmtrainer.ui.kit.clock_block import ClockBlock, ClockFace
from crmtrainer.ui.kit.text import is_restyling

MOST = 2
_LAW = "statutory"
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


def clocks_to_show(clocks: Iterable[ClockRow], most: int = MOST) -> tuple[ClockRow, ...]:
    """A ticket's own clocks, those of handoffs and promises apart; the most urgent where there is no room for all.

    Of a clock that runs for every turn, the newest turn is shown. A limit of the law that runs is shown besides them:
    its month is far off while hours run, and it is no less due.
    """
    clocks = tuple(clocks)
    newest = {clock.metric: clock.id for clock in clocks if clock.metric in OF_A_TURN}
    own = [
        clock for clock in clocks if not clock.subject or clock.metric == _LAW or newest.get(clock.metric) == clock.id
    ]
    ordered = sorted(own, key=lambda clock: (clock.state in OVER, urgency(clock)))
    chosen = ordered[:most]
    if not any(clock.metric == _LAW for clock in chosen):
        chosen += [clock for clock in ordered if clock.metric == _LAW and clock.state not in OVER][:1]
    return tuple(clock for clock in own if clock in chosen)


class ClockStrip(QWidget):
    """The strip. `asked` carries a clock's id and the block that was pressed."""

    asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Clocks"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pill = False
        self._clocks: tuple[ClockRow, ...] = ()
        self._closed = False
        self.blocks: dict[int, ClockBlock] = {}
        self._row = QBoxLayout(_BESIDE, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._restyle()

    def show_clocks(self, clocks: tuple[ClockRow, ...], now: datetime, *, closed: bool = False) -> None:
        """Show these, as they stand at `now`; a block that stays keeps the keyboard.

        A clock that runs on after its ticket was `closed` says so, and why.
        """
        self._clocks, self._closed = clocks_to_show(clocks), closed
        wanted = {clock.id for clock in self._clocks}
        for ident in [ident for ident in self.blocks if ident not in wanted]:
            gone = self.blocks.pop(ident)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, clock in enumerate(self._clocks):
            face = self._face(clock, now)
            if clock.id in self.blocks:
                self.blocks[clock.id].set_face(face)
                continue
            block = ClockBlock(face, pill=self._pill)
            block.clicked.connect(lambda _checked=False, ident=clock.id: self._press(ident))
            self.blocks[clock.id] = block
            self._row.insertWidget(place, block)

    def width_with(self, *, finished: bool) -> int:
        """How wide it is with every clock, or with those alone that `spare_finished` leaves."""
        shown = [block for ident, block in self.blocks.items() if finished or ident not in self._spared()]
        return theme.px(8) * max(0, len(shown) - 1) + sum(block.sizeHint().width() for block in shown)

    def spare_finished(self, spare: bool) -> None:
        """Let finished clocks step aside for something that has to be read, beside one that counts."""
        for ident, block in self.blocks.items():
            block.setVisible(not spare or ident not in self._spared())

    def set_stacked(self, stacked: bool) -> None:
        """One below the other, where two beside each other had no room for their names."""
        self._row.setDirection(_BELOW if stacked else _BESIDE)
        self._restyle()

    def _spared(self) -> frozenset[int]:
        over = frozenset(clock.id for clock in self._clocks if clock.state in OVER)
        return over if len(over) < len(self.blocks) else frozenset()

    def repaint_clocks(self, now: datetime) -> None:
        """Let the words follow practice time."""
        for clock in self._clocks:
            self.blocks[clock.id].set_face(self._face(clock, now))

    def set_pill(self, pill: bool, now: datetime | None = None) -> None:
        """Pills say it in short words, blocks in whole ones."""
        self._pill = pill
        for block in self.blocks.values():
            block.set_pill(pill)
        if now is not None:
            self.repaint_clocks(now)

    def _face(self, clock: ClockRow, now: datetime) -> ClockFace:
        face = face_of(clock, now, closed=self._closed)
        if not self._pill:
            return face
        if clock.is_waived:  # both its name and how long it is over have no room beside that
            label, words = metric_name(clock.metric), self.tr("Breach waived")
            return replace(face, label=label, words=words, spoken=face.sentence())
        mark = mark_of(clock, now)
        whole = clock.state in (TimerState.PAUSED, TimerState.OVERDUE)
        words = mark.words if whole else mark.short or mark.words
        label = metric_name(clock.metric) if clock.metric == _LAW and not self._is_owed(clock) else face.label
        return replace(face, label=label, words=words, spoken=face.sentence())

    def _is_owed(self, clock: ClockRow) -> bool:
        return self._closed and bool(why_owed(clock))

    def spoken(self, now: datetime) -> list[str]:
        """Each clock in a sentence."""
        return [self._face(clock, now).sentence() for clock in self._clocks]

    def worst(self) -> int | None:
        """The id of the most urgent clock in sight; None where there is none."""
        shown = [clock for clock in self._clocks if self.isVisible() and not self.blocks[clock.id].isHidden()]
        return min(shown, key=lambda clock: (clock.state in OVER, urgency(clock))).id if shown else None

    def ask(self, ident: int) -> None:
        """Ask why a clock is due when it is, as a press on its block does."""
        self._press(ident)

    def _press(self, ident: int) -> None:
        self.asked.emit(ident, self.blocks[ident])

    def _restyle(self) -> None:
        self._row.setSpacing(theme.px(8 if self._row.direction() is _BESIDE else 4))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
