# SPDX-License-Identifier: MIT
"""What the parts of a look do: lines stand as far apart as asked, rows close up, links are underlined, all is still."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from crmtrainer.ui import appearance, fonts, theme
from crmtrainer.ui.app import follow_desktop
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.bubbles import Bubble, BubblesView, Side
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.rows import Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import body
from crmtrainer.ui.kit.timeline import Party, TimelineItem, TimelineView
from crmtrainer.ui.kit.windowed_table import Column, TableView, WindowedTable
from crmtrainer.ui.theme import DARK, LIGHT, Look, Scheme

pytestmark = pytest.mark.sheet

WORDS = "The kettle came with a cracked lid, and nobody has called me back since. " * 4
USUAL = Look(motion=False)

Wear = Callable[[Look], None]


@pytest.fixture
def wear(qapp: QApplication) -> Iterator[Wear]:
    yield lambda look: appearance.apply(qapp, look)
    appearance.apply(qapp, USUAL)


def timeline() -> TimelineView:
    view = TimelineView("Timeline")
    view.resize(300, 300)
    view.set_items((TimelineItem(1, Party.CUSTOMER, "email-outline", "Siân", body=WORDS),))
    return view


def bubbles() -> BubblesView:
    view = BubblesView("Talk")
    view.resize(300, 300)
    view.set_bubbles((Bubble(Side.THEM, "Siân", WORDS),))
    return view


def first_row_high(view: TimelineView | BubblesView | RowsView) -> int:
    return view.itemDelegate().sizeHint(QStyleOptionViewItem(), view.model().index(0, 0)).height()


def label_high() -> int:
    label = body(WORDS)
    label.resize(300, 10)
    return label.heightForWidth(300)


def clamped_high() -> int:
    held = Clamped(9)
    held.setText(WORDS)
    return held.heightForWidth(300)


@pytest.mark.parametrize(
    "high", [lambda: first_row_high(timeline()), lambda: first_row_high(bubbles()), label_high, clamped_high]
)
def test_words_that_are_read_take_the_line_spacing(wear: Wear, high: Callable[[], int]) -> None:
    heights = []
    for spacing in (1.2, 1.4, 1.6):
        wear(replace(USUAL, spacing=spacing))
        heights.append(high())
    assert heights == sorted(set(heights))


def test_a_line_is_as_high_as_was_asked() -> None:
    assert fonts.line_height(look=USUAL) == 20
    assert fonts.line_height(Type.CAPTION, USUAL) == 17
    letters = 10.5 * 96 / 72
    assert fonts.line_height(look=replace(USUAL, spacing=1.6)) / letters == pytest.approx(1.6, abs=0.06)
    assert fonts.line_height(look=replace(USUAL, spacing=1.2)) / letters == pytest.approx(1.2, abs=0.06)
    assert fonts.line_height(look=replace(USUAL, family="Lexend")) == 23


def test_a_label_stays_plain_words_whatever_its_spacing(qtbot: QtBot, wear: Wear) -> None:
    label = body("5 < 6 & <b>not bold</b>\nnext   line")
    qtbot.addWidget(label)
    plain = label.text()
    wear(replace(USUAL, spacing=1.6))
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == plain
    spoken = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert "<b>not bold</b>" in spoken


def test_close_lines_leave_the_first_and_the_last_letter_whole(wear: Wear) -> None:
    wear(replace(USUAL, spacing=1.2))
    label, held = body("gÅ"), Clamped(3)
    held.setText("gÅ")
    assert label.heightForWidth(100) >= label.fontMetrics().height()
    assert held.heightForWidth(100) >= QFontMetrics(fonts.font(Type.CAPTION)).height()


def test_compact_rows_are_lower_and_still_large_enough(qtbot: QtBot, wear: Wear) -> None:
    rows = RowsView("Rows")
    model = RowsModel(rows)
    rows.setModel(model)
    model.set_rows((Row(1, "Kettle", detail="Refund"),))
    table = TableView("Table", WindowedTable((Column("Name", str),)))
    qtbot.addWidget(rows)
    qtbot.addWidget(table)
    roomy = first_row_high(rows), table.verticalHeader().defaultSectionSize()
    wear(replace(USUAL, compact=True))
    close = first_row_high(rows), table.verticalHeader().defaultSectionSize()
    assert all(24 <= low < high for low, high in zip(close, roomy, strict=True))


def test_links_are_underlined_on_request(qtbot: QtBot, wear: Wear) -> None:
    link = Button("Read the rules", variant=Variant.LINK)
    qtbot.addWidget(link)
    link.show()
    assert not link.font().underline()
    wear(replace(USUAL, underline_links=True))
    assert link.font().underline()


def test_still_means_that_the_text_cursor_does_not_blink(qapp: QApplication, wear: Wear) -> None:
    wear(replace(USUAL, motion=True))
    assert qapp.cursorFlashTime() > 0
    wear(replace(USUAL, motion=False))
    assert qapp.cursorFlashTime() == 0
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)


def test_the_desktop_is_followed_only_by_who_follows_it(
    qapp: QApplication, wear: Wear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "desktop_preference", lambda: (True, False))
    wear(appearance.look_for(Scheme.LIGHT, USUAL))
    follow_desktop(qapp)
    assert theme.tokens() is LIGHT
    wear(appearance.look_for(Scheme.SYSTEM, USUAL))
    assert theme.tokens() is DARK
    monkeypatch.setattr(theme, "desktop_preference", lambda: (False, False))
    follow_desktop(qapp)
    assert theme.tokens() is LIGHT


def test_names_beside_their_fields_get_room_for_larger_letters(wear: Wear, qtbot: QtBot) -> None:
    form = Form(left=100)
    qtbot.addWidget(form)
    row = form.add("amount", "Working time", QLineEdit())
    form.show()
    wear(replace(USUAL, text_scale=2.0))
    assert row.label.width() == 200
