# SPDX-License-Identifier: MIT
"""Sheets of kit parts with invented words, for `tests.gallery`."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.clock_block import ClockBlock, ClockFace, ClockState
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.fields import SearchField, TextBox
from crmtrainer.ui.kit.focus_ring import FocusRing
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import Heading, Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import caption
from crmtrainer.ui.kit.timeline import Party, TimelineItem, TimelineView
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.theme import Tone

FACES = (
    ClockFace("First reply", ClockState.NOT_STARTED, "Starts Mon 09:00"),
    ClockFace("Resolution", ClockState.ON_TRACK, "Due Wed 4 Mar, 10:15 · 5 h", 0.3),
    ClockFace("Resolution", ClockState.DUE_SOON, "42 min left", 0.82),
    ClockFace("Right to reject, by law", ClockState.OVERDUE, "Overdue by 1 h 5 min", 1.0, "scale-balance"),
    ClockFace("Resolution", ClockState.PAUSED, "Paused: waiting for customer", 0.55),
    ClockFace("First reply", ClockState.MET, "Met", 0.22),
)

ROWS: tuple[Row | Heading, ...] = (
    Heading("Overdue", "1"),
    Row(1, "Kettle refund not received", "C-1029", "Ms O’Connor", "email-outline",
        mark=Mark.clock(ClockState.OVERDUE, "12 min over"), unread=True),
    Heading("Due soon", "2"),
    Row(2, "Second slot missed, sofa", "C-1045", "Ms Okafor", "phone-outline",
        mark=Mark.clock(ClockState.DUE_SOON, "55 min left")),
    Row(3, "Wrong legs with dining table", "C-1042", "Mr Sahota", "email-outline",
        mark=Mark.clock(ClockState.DUE_SOON, "1 h 20 min left")),
    Heading("On track", "2"),
    Row(4, "Charged twice for one lamp", "C-1047", "Mrs Clark", "chat-outline",
        mark=Mark.clock(ClockState.ON_TRACK, "2 h left")),
    Row(5, "Broadband drops daily", "C-1044", "Mr Bielski", "phone-outline",
        mark=Mark.clock(ClockState.PAUSED, "Paused")),
)  # fmt: skip

CHIPS = (
    ChipData("In progress", "circle-half-full"),
    ChipData("Text first", "account-heart-outline", Tone.INFO),
    ChipData("Passed", "check-circle-outline", Tone.OK),
    ChipData("2 of 3", "circle-half-full", Tone.WARN),
    ChipData("Refused", "cancel", Tone.BAD),
    ChipData("Warehouse", "package-variant", Tone.COLLEAGUE),
    ChipData("plate.jpg", "paperclip", Tone.OUTLINE),
)

STORY = (
    TimelineItem(1, Party.COLLEAGUE, "package-variant", "Dev Marsh", "Colleague · Warehouse", "13:12", "",
                 "Two plates show in your photo. Is it 4-hole or 6-hole? I can’t pick until I know."),
    TimelineItem(2, Party.YOU, "message-text-outline", "You", "text to Mr Sahota", "12:30", "",
                 "The right legs are being picked today. I will text you by 14:45 with your delivery day.",
                 (ChipData("Promise: by 14:45", "handshake-outline", Tone.INFO),)),
    TimelineItem(3, Party.SYSTEM, "check", "Warehouse accepted H-0311", "done by 14:15", "11:20"),
    TimelineItem(4, Party.CUSTOMER, "email-outline", "Mr Harjit Sahota", "e-mail to you", "Mon 2 Mar, 15:02", "",
                 "I have the table top and four legs that do not fit it. The plates have six holes and the legs "
                 "were made for four.\nI have people coming on Saturday, so I would rather have the right legs "
                 "than my money back. Can you tell me today when they will come? The driver said to ring but "
                 "nobody picks up."),
    TimelineItem(5, Party.SYSTEM, "truck-outline", "Delivered", "Order LK-57120", "Fri 27 Feb"),
)  # fmt: skip


def _wrap(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def kit_sheet() -> QWidget:
    """The sheet that mirrors the drawing of the kit."""
    sheet = Surface("window")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    column.addWidget(caption("Clocks, six states. The word and the icon carry it; colour repeats it"))
    grid = QGridLayout()
    grid.setSpacing(8)
    for number, face in enumerate(FACES):
        grid.addWidget(ClockBlock(face), number // 2, number % 2)
    column.addLayout(grid)
    column.addLayout(_wrap(ClockBlock(FACES[5], pill=True), ClockBlock(FACES[2], pill=True)))
    column.addWidget(caption("Buttons: 32 high; focus ring 2 outside, gap 2"))
    cancel = Button("Cancel")
    closed = Button("Reopen first")
    closed.explain("Closed tickets cannot be handed off: reopen first")
    column.addLayout(
        _wrap(
            Button("Save", "content-save-outline", Variant.PRIMARY),
            cancel,
            Button("Send", "send-outline", Variant.COLLEAGUE),
            Button("End call", "phone-hangup-outline", Variant.DANGER),
            closed,
        )
    )
    speed = Segmented("Speed", [Segment(0, icon="pause", name="Pause"), Segment(1, "×1"), Segment(10, "×10")])
    speed.set_value(1)
    flag = Segmented("Valid", [Segment(True, "Yes"), Segment(False, "No")], small=True)
    flag.set_value(True)
    column.addLayout(_wrap(speed, flag, Button("Other ways", variant=Variant.LINK), Button("", "close", name="Close")))
    column.addWidget(caption("Fields: rest, error, choice, number"))
    form = Form()
    form.add_pair(
        form.make("postcode", "Delivery postcode", QLineEdit("LS1 4")),
        form.make("channel", "How it arrived", _combo()),
    )
    form.add_pair(form.make("n", "Customers", _spin()), form.make("w", "Wants", QLineEdit()))
    for key, words in {"postcode": "Enter a postcode, like LS1 4AP"}.items():
        form.rows[key].set_error(words)
    column.addWidget(form)
    column.addWidget(caption("Rows: two lines, 52; current, overdue and unread"))
    rows = _rows_view()
    rows.setMinimumHeight(130)
    column.addWidget(rows, 1)
    column.addWidget(ChipRow(CHIPS))
    column.addWidget(Toast(sheet, "Call logged for Ms Okafor", action_text="Undo", action=cancel.update, stays=True))
    FocusRing(sheet)
    cancel.setFocus()
    return sheet


def _combo() -> QComboBox:
    box = QComboBox()
    box.addItems(["Phone", "E-mail", "Chat"])
    return box


def _spin() -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 1_000_000)
    box.setValue(2000)
    return box


def _rows_view() -> RowsView:
    view = RowsView("My queue")
    model = RowsModel(view)
    model.set_rows(ROWS)
    view.setModel(model)
    view.go_to(4)
    return view


def record_sheet() -> QWidget:
    """A list beside a timeline, a banner and an empty state."""
    sheet = Surface("surface")
    row = QHBoxLayout(sheet)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    left = QVBoxLayout()
    left.setContentsMargins(0, 0, 0, 0)
    field = SearchField("Filter this list", "Filter this list", key="Ctrl+F")
    inner = QVBoxLayout()
    inner.setContentsMargins(12, 12, 12, 8)
    inner.addWidget(field)
    left.addLayout(inner)
    rows = _rows_view()
    rows.setFixedWidth(280)
    left.addWidget(rows, 1)
    row.addLayout(left)
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(
        Banner("Warehouse pickers", "H-0311", icon="package-variant", tone=Tone.COLLEAGUE,
               detail="Answer by 13:52 and they finish inside your 14:55.")
    )  # fmt: skip
    story = TimelineView("Timeline")
    story.set_items(STORY)
    right.addWidget(story, 3)
    right.addWidget(TextBox("Note", "What happened, in the customer’s words"), 0)
    right.addWidget(
        EmptyState("message-alert-outline", "No complaints in this world",
                   "A complaint is any sign that someone is unhappy and wants an answer.",
                   button="New complaint", button_icon="alert-plus-outline", key="Ctrl+Shift+N"), 2,
    )  # fmt: skip
    row.addLayout(right, 1)
    FocusRing(sheet)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    return sheet
