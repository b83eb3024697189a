# SPDX-License-Identifier: MIT
"""The strip above a ticket: reference and subject, how it stands, whose it is, its clocks, one next step, and More."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import TicketRecord
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.tickets.rules import NextStep, Priority, Status
from crmtrainer.ui import icons, theme
from crmtrainer.ui.casework.acts import MENU, CaseAct, InSight, act_words, reason_against
from crmtrainer.ui.casework.chip_line import ChipLine
from crmtrainer.ui.casework.clock_strip import ClockStrip
from crmtrainer.ui.customers.labels import channel_icon, channel_words
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip, ChipData
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import ElidedLabel, Label, is_restyling, plain_tip, spoken
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.tickets.labels import PRIORITIES, STATUS_LOOK, STATUSES, STEPS, said

NARROW, LEAST = 470, 280
LEAST_CHIPS = 150
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_PRIORITY_LOOK = {
    Priority.LOW: ("chevron-down", Tone.NEUTRAL),
    Priority.NORMAL: ("equal", Tone.NEUTRAL),
    Priority.HIGH: ("chevron-double-up", Tone.NEUTRAL),
    Priority.URGENT: ("alert-outline", Tone.WARN),
}


class MoreMenu(QMenu):
    """Every act of a case; one that cannot be done now is there all the same, and says why."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Mapping[CaseAct, str] = {}
        self._now: InSight | None = None
        self.setToolTipsVisible(True)
        self.setAccessibleName(self.tr("More acts"))
        for act, (_words, icon) in MENU.items():
            action = self.addAction(icons.icon(icon, "muted"), act_words(act))
            action.setData(act)
            action.triggered.connect(lambda _checked=False, act=act: self.chosen.emit(act))

    def set_keys(self, keys: Mapping[CaseAct, str]) -> None:
        """The keys of acts that have some in the window, to be shown beside them."""
        self._keys = keys
        if self._now is not None:
            self.follow(self._now)

    def follow(self, now: InSight) -> None:
        """Enable what can be done; the others give their reason."""
        self._now = now
        for action in self.actions():
            act = CaseAct(action.data())
            reason = reason_against(act, now)
            action.setEnabled(not reason)
            words = f"{act_words(act)} ({reason.rstrip('.')})" if reason else act_words(act)
            keys = self._keys.get(act, "")
            action.setText(f"{words}\t{keys}" if keys else words)
            action.setStatusTip(spoken(reason))
            action.setToolTip(plain_tip(reason or act_words(act)))


class CaseHeader(Surface):
    """The strip. `stepped` carries the next step, `act_wanted` an act from More, `why_wanted` a clock and its block."""

    stepped = Signal(object)
    act_wanted = Signal(object)
    why_wanted = Signal(object, object)
    customer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self.setAccessibleName(self.tr("Ticket"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._compact = self._narrow = self._whose_below = self._clocks_below = False
        self._now: datetime | None = None
        self._record: TicketRecord | None = None
        self._step = NextStep.NOTHING
        self.reference = Label(token="muted")
        self.subject = ElidedLabel(size=Type.TITLE, weight=SEMIBOLD)
        self.subject.setMinimumWidth(theme.px(60))
        self.status = Chip()
        self.chips = ChipLine()
        self.customer = Button(variant=Variant.LINK, name=self.tr("Customer"))
        self.needs = ChipLine(whole_first=False)
        self.more = Button(self.tr("More"), name=self.tr("More acts"))
        self.menu = MoreMenu(self)
        self.more.set_menu(self.menu)
        self.primary = Button("", "arrow-right", Variant.PRIMARY, name=self.tr("Next step"))
        self.clocks = ClockStrip()
        self.menu.chosen.connect(self.act_wanted)
        self.primary.clicked.connect(lambda: self.stepped.emit(self._step))
        self.clocks.asked.connect(self.why_wanted)
        self.customer.clicked.connect(self.customer_wanted)
        self._build()
        self.status.hide()

    def _build(self) -> None:
        self._lines = QVBoxLayout(self)
        self._top, self._below = QHBoxLayout(), QHBoxLayout()
        self._names, self._whose, self._buttons, self._facts = (
            QHBoxLayout(),
            QHBoxLayout(),
            QHBoxLayout(),
            QVBoxLayout(),
        )
        for widget, stretch in ((self.reference, 0), (self.subject, 1), (self.status, 0)):
            self._names.addWidget(widget, stretch)
        self._whose.addWidget(self.customer, 0, Qt.AlignmentFlag.AlignLeft)
        self._whose.addWidget(self.needs, 1)
        self._buttons.addWidget(self.more)
        self._buttons.addWidget(self.primary, 1)
        self._facts.addWidget(self.chips)
        self._arrange()

    def _arrange(self) -> None:
        """Three lines with blocks where there is room, two or three with pills in a low window, four in a narrow."""
        lines, top, below = self._lines, self._top, self._below
        for holder in (lines, top, below):
            for part in (self._names, self._buttons, self._facts, top, below):
                holder.removeItem(part)
            holder.removeWidget(self.clocks)
        for place in (lines, self._facts):
            place.removeItem(self._whose)
        if not self._whose_below:
            self._facts.addLayout(self._whose)
        if self._narrow:
            for part in (self._names, self._facts):
                lines.addLayout(part)
            lines.addWidget(self.clocks)
            lines.addLayout(self._buttons)
        else:
            top.addLayout(self._names, 1)
            top.addLayout(self._buttons)
            below.addLayout(self._facts, 1)
            lines.addLayout(top)
            lines.addLayout(below)
            if self._clocks_below:
                lines.addWidget(self.clocks)
            else:
                below.addWidget(self.clocks, 0, Qt.AlignmentFlag.AlignVCenter)
            if self._whose_below:
                lines.addLayout(self._whose)
        self._restyle()

    def show_ticket(
        self,
        record: TicketRecord,
        clocks: tuple[ClockRow, ...],
        now: datetime,
        sight: InSight,
        step: NextStep | None = None,
    ) -> None:
        """Show the ticket as it is at `now`; `step` is next instead of its own."""
        self._now, self._record = now, record
        self.setAccessibleName(spoken(f"{record.ref}, {record.subject}"))
        self.reference.setText(record.ref)
        self.subject.setText(record.subject)
        icon, tone = STATUS_LOOK[record.status]
        status = ChipData(said(STATUSES[record.status]), icon, tone)
        mark, priority_tone = _PRIORITY_LOOK[record.priority]
        rest = [ChipData(said(PRIORITIES[record.priority]), mark, priority_tone), self._owner(record)]
        self.status.set_chip(status)
        self.chips.set_chips([status, *rest])
        self.customer.setText(record.customer)
        self.customer.setAccessibleName(self.tr("Show the record of %1").replace("%1", record.customer))
        self.needs.set_chips(self._need_chips(record))
        self.clocks.show_clocks(clocks, now, closed=record.status is Status.CLOSED)
        self._show_step(step or record.next_step)
        self.menu.follow(sight)
        self._place_needs()

    def _owner(self, record: TicketRecord) -> ChipData:
        if record.is_mine:
            return ChipData(self.tr("Yours"), "account-outline")
        return ChipData(record.owner or self.tr("Nobody’s yet"), "account-outline")

    def _need_chips(self, record: TicketRecord) -> list[ChipData]:
        chips = []
        if record.need:
            tip = self.tr("Need: %1").replace("%1", record.need)
            chips.append(ChipData(record.need, "account-heart-outline", Tone.INFO, tip=tip))
        if record.preferred_channel and not (record.need and (self._compact or self._narrow)):
            words = self.tr("Prefers: %1").replace("%1", channel_words(record.preferred_channel))
            chips.append(ChipData(words, channel_icon(record.preferred_channel), Tone.INFO))
        return chips

    def _show_step(self, step: NextStep) -> None:
        self._step = step
        self.primary.setVisible(step is not NextStep.NOTHING)
        if step is not NextStep.NOTHING:
            words, icon = STEPS[step]
            self.primary.setText(said(words))
            self.primary.setAccessibleName(said(words))
            self.primary.set_icon(icon)

    def set_compact(self, compact: bool) -> None:
        """Two lines and pills in a low window."""
        self._compact = compact
        self._fit()
        self._place_needs()

    def _fit(self) -> None:
        tight = self._compact or self._narrow
        self.clocks.set_pill(tight, self._now)
        self.chips.setVisible(not tight)
        self.status.setVisible(tight)
        self.more.set_icon("dots-horizontal" if tight else "")
        self.more.setText("" if tight else self.tr("More"))
        if tight:
            self._whose_below = False
        if not self._compact:
            self._clocks_below = False
        if self._record is not None:
            self.needs.set_chips(self._need_chips(self._record))
        self._arrange()

    def _place_needs(self) -> None:
        """What somebody needs is never cut for the clocks’ sake: it takes a line of its own where that is wanted.

        In a small window a clock that is over steps aside instead, and clocks that run take the line of their own; so
        do blocks that would be cut beside the chips. In a narrow header the need stands below the name.
        """
        gap = theme.px(8)
        wanted = self.customer.sizeHint().width() + gap + self.needs.sizeHint().width()
        line = self.width() - theme.px(32)
        self._whose.setDirection(_BELOW if self._narrow and wanted > line else _BESIDE)
        is_short = not self._narrow and wanted > line - gap - self.clocks.width_with(finished=True)
        self.clocks.spare_finished(self._compact and is_short)
        least = wanted if self._compact else theme.px(LEAST_CHIPS)
        clocks_below = is_short and least > line - gap - self.clocks.width_with(finished=not self._compact)
        below = is_short and not self._compact and not clocks_below
        self.clocks.set_stacked(self.clocks.width_with(finished=not (self._compact and is_short)) > line)
        if (below, clocks_below) != (self._whose_below, self._clocks_below):
            self._whose_below, self._clocks_below = below, clocks_below
            self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than its present arrangement needs: it takes another one then.
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()
        self._place_needs()

    def _restyle(self) -> None:
        edge = theme.px(8 if self._compact else 12)
        self._lines.setContentsMargins(theme.px(16), edge, theme.px(16), edge)
        self._lines.setSpacing(theme.px(4 if self._compact else 6))
        self._facts.setSpacing(theme.px(4))
        for row in (self._names, self._buttons, self._whose, self._top, self._below):
            row.setSpacing(theme.px(8))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
