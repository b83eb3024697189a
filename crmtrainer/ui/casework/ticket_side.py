# SPDX-License-Identifier: MIT
"""The record column of a ticket: its handoffs, identity while somebody is on the line, the tabs, and the composer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from crmtrainer.casework.queries import TicketRecord, of_customer
from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.ui import theme
from crmtrainer.ui.casework.details_pane import DetailsPane
from crmtrainer.ui.casework.handoff_bar import HandoffBar, handoffs_to_show
from crmtrainer.ui.casework.side_panes import CustomerPane, Proof, RowsPane, file_rows, files_told, linked_rows
from crmtrainer.ui.casework.timeline_pane import TimelinePane
from crmtrainer.ui.casework.writing import Writing
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.composer import Audience
from crmtrainer.ui.kit.reading import ReadableRows
from crmtrainer.ui.kit.scrolling import ColumnScroll, Tabs
from crmtrainer.ui.kit.text import is_restyling

LEAST_PART, LEAST_PART_WHEN_LOW = 110, 72
FAIR, FAIR_WHEN_LOW = 140, 72
"""The timeline's fair share: where it would have less, the composer shows its kinds alone until somebody writes."""
LEAST, LEAST_WHEN_LOW = 180, 150
"""Heights below which the column scrolls as one, and the whole workplace, with the composer.

In a low window both stay in sight for longer.
"""


class TicketSide(QWidget):
    """The column. `bar_wanted` carries what to do about a handoff; `sent` says what was sent."""

    bar_wanted = Signal(object, object)
    sent = Signal(str)
    told = Signal(str)
    open_ticket = Signal(object)
    open_customer = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record: TicketRecord | None = None
        self._talk_id: int | None = None
        self._on_call = self._writes = self._compact = self._tight = False
        self.setAccessibleName(self.tr("Ticket record"))
        self.bars: list[HandoffBar] = []
        self._bars = QVBoxLayout()
        self._bars.setSpacing(0)
        self.proof = Proof(desk)
        self.timeline = TimelinePane(desk)
        self.details = DetailsPane(desk)
        self.customer = CustomerPane(desk)
        self.linked = RowsPane(
            self.tr("Linked tickets"),
            "link-variant",
            self.tr("Nothing linked"),
            self.tr("Other tickets of the same customer appear here."),
        )
        self.files = ReadableRows(
            self.tr("Files"), "paperclip", self.tr("No files"), self.tr("Files that come with messages appear here.")
        )
        self.writing = Writing(desk)
        self.tabs = Tabs()
        self._whole_writing = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._share_room)
        self._build()
        self._connect()

    def _build(self) -> None:
        tabs = self.tabs
        tabs.setAccessibleName(self.tr("Parts of the ticket"))
        tabs.tabBar().setAccessibleName(self.tr("Parts of the ticket"))
        tabs.setUsesScrollButtons(True)
        tabs.addTab(self.timeline, self.tr("Timeline"))
        tabs.addTab(self.details, self.tr("Details"))
        tabs.addTab(self.customer, self.tr("Customer"))
        tabs.addTab(self.linked, self.tr("Linked"))
        tabs.addTab(self.files, self.tr("Files"))
        tabs.setCornerWidget(self.timeline.filter_button, Qt.Corner.TopRightCorner)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.proof)
        lines.addLayout(self._bars)
        lines.addWidget(tabs, 1)
        self._area = ColumnScroll(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(self.writing)
        self._restyle()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._follow_tab)
        self.writing.sent.connect(self._sent)
        self.details.told.connect(self.told)
        self.linked.opened.connect(self.open_ticket)
        self.customer.record_wanted.connect(self._show_customer)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keyboard_moved)

    def show_ticket(
        self, record: TicketRecord, clocks: tuple[ClockRow, ...], now: datetime, *, talk_id: int | None
    ) -> None:
        """Show a ticket as it is at `now`, with the talk that goes on about it."""
        other = self._record is None or self._record.id != record.id
        self._record = record
        self._on_call = talk_id is not None
        if other:
            self.tabs.setCurrentWidget(self.timeline)
            self._writes = False
        self._show_bars(handoffs_to_show(record.handoffs), clocks, now)
        self.proof.setVisible(self._on_call)
        if self._on_call:
            self.proof.show_for(record.customer_id, talk_id)
        self.timeline.show_ticket(record.id, record.customer, now)
        self.details.show_ticket(record, now)
        self._talk_id = talk_id
        self._show_customer_tab()
        linked = linked_rows(self._desk.ask(of_customer, CustomerId(record.customer_id)), record)
        self.linked.show_rows(linked)
        self.files.show_rows(file_rows(record.attachments), files_told(record.attachments))
        self._count(self.linked, self.tr("Linked"), len(linked))
        self._count(self.files, self.tr("Files"), len(record.attachments))
        self.writing.show_ticket(record, clocks)
        self._show_writing()
        self._soon.start(0)

    def repaint_clocks(self, now: datetime) -> None:
        for bar in self.bars:
            bar.repaint_clocks(now)

    def write(self, audience: Audience, *, handoff_id: int | None = None) -> None:
        """Take the keyboard into the composer; on a call it comes into sight for this."""
        self._writes = True
        self._show_writing()
        self.writing.write(audience, handoff_id=handoff_id)

    def keep_promise(self) -> None:
        """Go to the first promise."""
        self.tabs.setCurrentWidget(self.details)
        target = self.details.first_promise()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.details.ensureWidgetVisible(target)

    def go_on_from_promise(self) -> None:
        """After one was kept or taken back: to the next one as a whole, or to the part that says there is none.

        Not to its buttons: whoever presses Enter twice would keep another promise with the second.
        """
        if not self.details.lines:
            self.take_keyboard()
            return
        line = self.details.lines[0]
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.details.ensureWidgetVisible(line)

    def check_identity(self) -> None:
        """Go to the next question of the identity check."""
        if self._on_call:
            self.proof.take_keyboard()
        else:
            self.tabs.setCurrentWidget(self.customer)
            self.customer.proof.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard where one reads on."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, compact: bool) -> None:
        self.writing.set_compact(compact or self._tight)
        for bar in self.bars:
            bar.set_compact(compact)
        self._compact = compact
        self._restyle()
        self._soon.start(0)

    def _share_room(self) -> None:
        """Fold the composer while nobody writes and the timeline would have less than its share beside it.

        Whoever writes then has its buttons beside the words, as in a low window.
        """
        if not self.writing.composer.is_folded() and not self._tight:
            self._whole_writing = self.writing.sizeHint().height()
        others = sum(bar.sizeHint().height() for bar in self.bars) + self.tabs.tabBar().sizeHint().height()
        if not self.proof.isHidden():
            others += self.proof.height()
        left = self.height() - others - self._whole_writing
        fair = theme.px(FAIR_WHEN_LOW if self._compact else FAIR)
        self._tight = left < fair
        self.writing.set_compact(self._compact or self._tight)
        self.writing.set_folded(self._tight and not self.writing.in_use())

    def _keyboard_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if any(at is not None and isValid(at) and self.writing.isAncestorOf(at) for at in (old, new)):
            self._soon.start(0)

    def _show_bars(self, handoffs: tuple[HandoffRow, ...], clocks: tuple[ClockRow, ...], now: datetime) -> None:
        while len(self.bars) > len(handoffs):
            gone = self.bars.pop()
            self._bars.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.bars) < len(handoffs):
            made = HandoffBar()
            made.set_compact(self._compact)
            made.wanted.connect(self.bar_wanted)
            self.bars.append(made)
            self._bars.addWidget(made)
        for bar, handoff in zip(self.bars, handoffs, strict=True):
            bar.show_handoff(handoff, clocks, now)

    def _count(self, pane: QWidget, name: str, number: int) -> None:
        self.tabs.setTabText(self.tabs.indexOf(pane), f"{name} {number}" if number else name)

    def _show_writing(self) -> None:
        self.writing.setVisible(self._writes or not self._on_call)

    def _follow_tab(self, _number: int) -> None:
        self.timeline.filter_button.setVisible(self.tabs.currentWidget() is self.timeline)
        self._show_customer_tab()

    def _show_customer_tab(self) -> None:
        """Asked for only while it is in sight: identity and covered fields are read anew each time."""
        if self._record is not None and self.tabs.currentWidget() is self.customer:
            self.customer.proof.show_for(self._record.customer_id, self._talk_id)
        else:
            self.customer.proof.clear()

    def _sent(self, words: str) -> None:
        self._writes = False
        self._show_writing()
        self.tabs.setCurrentWidget(self.timeline)
        self.sent.emit(words)

    def show_newest(self) -> None:
        """Go to the newest item of the timeline, after something was added to it."""
        view = self.timeline.view
        view.setCurrentIndex(view.model().index(0, 0))
        view.scrollToTop()
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_customer(self) -> None:
        if self._record is not None:
            self.open_customer.emit(self._record.customer_id)

    @override
    def minimumSizeHint(self) -> QSize:
        """With the composer as high as Qt's layout insists on for what wraps, beyond what it itself calls the least."""
        least, layout = super().minimumSizeHint(), self.writing.layout()
        if layout is None or self.writing.isHidden() or not layout.hasHeightForWidth():
            return least
        wraps = layout.totalHeightForWidth(self.width()) - self.writing.minimumSizeHint().height()
        return QSize(least.width(), least.height() + max(0, wraps))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._soon.start(0)

    def _restyle(self) -> None:
        for part in (self.timeline.view, self.details, self.customer):
            part.set_least(theme.px(LEAST_PART_WHEN_LOW if self._compact else LEAST_PART))
        self._area.set_least(theme.px(LEAST_WHEN_LOW if self._compact else LEAST))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._on_call and self._writes:
            self._writes = False
            self._show_writing()
            self.take_keyboard()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
