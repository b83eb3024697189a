# SPDX-License-Identifier: MIT
"""A sheet of the larger kit parts: composer, choices, bubbles, table, pictures."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.ui.kit.bubbles import Bubble, BubblesView, Side
from crmtrainer.ui.kit.chart import Chart, Marked, Series
from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.composer import Audience, Composer, KindWords
from crmtrainer.ui.kit.days import Day, DaysPicture, Notch, Piece, Stretch
from crmtrainer.ui.kit.exchange import Arrow, Ego, ExchangePicture
from crmtrainer.ui.kit.focus_ring import FocusRing
from crmtrainer.ui.kit.page import Card, Surface
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.theme import Tone

TALK = (
    Bubble(Side.REMARK, "", "Number shown 0113 496 0142, not proof", icon="phone-outline"),
    Bubble(Side.THEM, "Mrs Ilves", "Maire Ilves. LS99 4QT."),
    Bubble(Side.YOU, "You", "Which day did our fitter finish?"),
    Bubble(Side.THEM, "Mrs Ilves", "The first of May. He had me sign his tablet. Now, can I send it back or not?"),
    Bubble(Side.HINT, "Hint", "Check her answer before the order."),
)

KINDS = {
    Audience.REPLY: KindWords("Reply", "Customer sees", "Text to 07700 900142. Mr Sahota reads it.", "Send text"),
    Audience.NOTE: KindWords("Note", "Staff only", "Not sent to anyone", "Save note"),
    Audience.COLLEAGUE: KindWords(
        "Colleague", "Warehouse only", "To Warehouse pickers, H-0311. Mr Sahota does not see it.", "Send answer"
    ),
}

COLUMNS = (
    Column("Standard", lambda r: Cell(r[0], r[4], strong=True), 200),
    Column("First reply", lambda r: r[1], 90),
    Column("Hours, and what pauses it", lambda r: Cell(r[2], quiet=True)),
    Column("Now", lambda r: r[3], 140),
    Column("Open", lambda r: r[5], 70, right=True),
)
STANDARDS = (
    ("Complaint, high", "1 h", "Customer desk; customer", Cell("Met", "check-circle-outline", Tone.OK),
     "chevron-double-up", "12"),
    ("Complaint, normal", "4 h", "Customer desk; customer", Cell("2 over", "alert-octagon-outline", Tone.BAD),
     "message-alert-outline", "1,204"),
    ("Enquiry", "8 h", "Customer desk; customer", Cell("On track", "timer-outline", Tone.INFO),
     "chat-outline", "7"),
)  # fmt: skip


def _composer(audience: Audience) -> Composer:
    made = Composer(KINDS)
    made.set_text("6-hole: he counted them, and the new photo shows all six. Part code LK-TL-72-OAK.", audience)
    made.set_chips((ChipData("plate.jpg", "paperclip", Tone.OUTLINE),))
    made.set_audience(audience)
    made.templates.setVisible(audience is Audience.REPLY)
    return made


def more_sheet() -> QWidget:
    sheet = Surface("window")
    column = QVBoxLayout(sheet)
    top = QHBoxLayout()
    for audience in Audience:
        top.addWidget(_composer(audience))
    column.addLayout(top)
    middle = QHBoxLayout()
    talk = BubblesView("The call")
    talk.set_bubbles(TALK)
    middle.addWidget(talk, 1)
    right = QVBoxLayout()
    replies = ChoiceList(
        "What do you say?",
        [
            Choice(1, "That’s the checks done, thank you. Let me read your order before I give you a third answer."),
            Choice(2, "You’re inside the thirty days. Send it back, or have it repaired?"),
        ],
    )
    modes = ChoiceList(
        "How will you run it?",
        [
            Choice("explore", "Explore", "Nothing counts. Skip, rewind.", icon="compass-outline"),
            Choice("practise", "Practise", "Hints on. Rewind starts a branch.", icon="school-outline"),
        ],
        across=True,
    )
    modes.set_value("practise")
    right.addWidget(replies)
    right.addWidget(modes)
    right.addStretch(1)
    middle.addLayout(right, 1)
    column.addLayout(middle)
    model = WindowedTable(COLUMNS)
    model.set_rows(STANDARDS)
    table = TableView("Standards", model)
    table.selectRow(1)
    card = Card("Service standards", aside="Larkfield Home & Connect")
    card.body.addWidget(table)
    column.addWidget(card)
    FocusRing(sheet)
    first = modes.first()
    if first is not None:
        first.setFocus()
    return sheet


def pictures_sheet() -> QWidget:
    """The pictures: a chart with its table, an exchange, the days of a clock."""
    sheet = Surface("window")
    column = QVBoxLayout(sheet)
    labels = ("Mon 14:10", "15:02", "Tue 09:40", "10:58", "11:05", "12:30", "13:41", "14:43")
    chart = Chart("Trust, 0 to 100", "How far each person believes what you say will happen")
    chart.show_data(
        labels,
        (
            Series("Mr Sahota", (50, 58, 52, None, None, 66, None, 78)),
            Series("Dev Marsh", (60, None, None, 48, 62, None, 58, 70)),
        ),
        marks=(Marked(6.6, "no check"),),
        unit="Time",
    )
    column.addWidget(chart, 1)
    row = QHBoxLayout()
    exchange = ExchangePicture()
    exchange.show_exchange(
        "Sahota", "You",
        (Arrow(True, Ego.PARENT, Ego.CHILD), Arrow(False, Ego.ADULT, Ego.ADULT)),
        "Sahota from Parent to Child, you from Adult to Adult: crossed",
    )  # fmt: skip
    card = Card("Exchange at 15:02")
    card.body.addWidget(exchange)
    row.addWidget(card)
    days = DaysPicture()
    days.show_days(
        (
            Day("Mon 2", ((540, 1050),), (Piece(Stretch.COUNTED, 850, 1050),)),
            Day("Tue 3", ((540, 1050),), (Piece(Stretch.COUNTED, 540, 580), Piece(Stretch.PAUSED, 580, 655),
                Piece(Stretch.COUNTED, 655, 815), Piece(Stretch.LEFT, 815, 895)),
                (Notch(815, "Now 13:35"), Notch(895, "Due 14:55", strong=True))),
        ),
        "8 working hours from Mon 2 Mar, 14:10; now 1 h 20 min left",
    )  # fmt: skip
    why = Card("Why this due time?")
    why.body.addWidget(days)
    why.body.addStretch(1)
    row.addWidget(why, 1)
    column.addLayout(row)
    return sheet
