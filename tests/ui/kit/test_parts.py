# SPDX-License-Identifier: MIT
"""Forms, composer, choices, toast, clocks and buttons under real keys."""

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip, ChipData, ChipRow
from crmtrainer.ui.kit.choice import Choice, ChoiceList
from crmtrainer.ui.kit.clock_block import CLOCK_LOOK, ClockBlock, ClockFace, ClockState
from crmtrainer.ui.kit.composer import Audience, Composer, KindWords
from crmtrainer.ui.kit.fields import SearchField, TextBox
from crmtrainer.ui.kit.focus_ring import FocusRing
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import Label
from crmtrainer.ui.kit.timeline import Party, TimelineItem, TimelineView
from crmtrainer.ui.kit.toast import Toast

KINDS = {
    Audience.REPLY: KindWords("Reply", "Customer sees", "To Mr Sahota", "Send"),
    Audience.NOTE: KindWords("Note", "Staff only", "Not sent to anyone", "Save note"),
    Audience.COLLEAGUE: KindWords("Colleague", "Warehouse only", "To Warehouse", "Send answer"),
}


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(widget.isActiveWindow)


def test_form_names_its_fields_and_shows_errors_in_words(qtbot: QtBot) -> None:
    form = Form()
    postcode, name = QLineEdit("LS1 4"), QLineEdit()
    form.add("postcode", "Delivery postcode", postcode, "The one on the parcel")
    form.add("name", "Name", name)
    shown(qtbot, form)
    assert postcode.accessibleName() == "Delivery postcode"
    form.show_errors({"postcode": "Enter a postcode, like LS1 4AP"})
    assert form.summary.hasFocus()
    assert form.rows["postcode"].error() == "Enter a postcode, like LS1 4AP"
    assert "like LS1 4AP" in postcode.accessibleDescription()
    assert postcode.text() == "LS1 4"
    assert form.rows["name"].error() == ""
    link = form.summary.links()[0]
    assert "Enter a postcode, like LS1 4AP" in [label.text() for label in form.summary.findChildren(QLabel)]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert postcode.hasFocus()
    form.clear_errors()
    assert form.summary.isHidden()
    assert postcode.accessibleDescription() == "The one on the parcel"


def test_a_line_of_the_summary_scrolls_to_the_whole_row_of_its_field(qtbot: QtBot) -> None:
    form = Form()
    for number in range(20):
        field = QLineEdit()
        form.add(str(number), f"Field {number}", field)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    shown(qtbot, area)
    area.resize(400, 300)
    form.show_errors({"2": "Enter two", "19": "Enter nineteen"})
    first, last = form.summary.links()
    for link, key in ((last, "19"), (first, "2")):
        area.verticalScrollBar().setValue(0)
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        row = form.rows[key]
        assert row.field.hasFocus()
        assert row.visibleRegion().boundingRect() == row.rect()


def test_composer_keeps_a_draft_for_each_kind(qtbot: QtBot) -> None:
    composer = Composer(KINDS)
    shown(qtbot, composer)
    composer.editor.setFocus()
    qtbot.keyClicks(composer.editor, "For the customer")
    composer.set_audience(Audience.COLLEAGUE)
    assert composer.text() == ""
    assert composer.send_button.variant is Variant.COLLEAGUE
    qtbot.keyClicks(composer.editor, "For the pickers")
    composer.set_audience(Audience.REPLY)
    assert composer.text() == "For the customer"
    assert composer.text(Audience.COLLEAGUE) == "For the pickers"
    with qtbot.waitSignal(composer.sent) as sent:
        qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args == [Audience.REPLY, "For the customer"]
    assert composer.text() == "For the customer"


def test_composer_sends_nothing_when_empty(qtbot: QtBot) -> None:
    composer = Composer(KINDS)
    shown(qtbot, composer)
    with qtbot.assertNotEmitted(composer.sent):
        qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not composer.send_button.isEnabled()


def test_text_box_lets_tab_leave_and_drops_formatting(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    box, after = TextBox("Note"), Button("After")
    column.addWidget(box)
    column.addWidget(after)
    shown(qtbot, holder)
    box.setFocus()
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("plain")
    box.insertFromMimeData(mime)
    assert box.toPlainText() == "plain"
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_search_field_clears_on_escape(qtbot: QtBot) -> None:
    field = SearchField("Filter this list", key="Ctrl+F")
    shown(qtbot, field)
    field.setText("legs")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_choices_move_by_arrows_and_tell(qtbot: QtBot) -> None:
    choices = ChoiceList("Mode", [Choice("explore", "Explore", "Nothing counts"), Choice("practise", "Practise")])
    shown(qtbot, choices)
    assert choices.value() is None
    first = choices.first()
    assert first is not None
    first.setFocus()
    with qtbot.waitSignal(choices.chosen) as chosen:
        qtbot.keyClick(first, Qt.Key.Key_Space)
    assert chosen.args == ["explore"]
    choices.set_value("practise")
    assert choices.value() == "practise"


def test_segments_tell_people_and_stay_quiet_for_programs(qtbot: QtBot) -> None:
    row = Segmented("Valid", [Segment(True, "Yes"), Segment(False, "No")])
    shown(qtbot, row)
    with qtbot.assertNotEmitted(row.chosen):
        row.set_value(False)
    assert row.value() is False
    row.set_value(None)
    assert row.value() is None
    row.explain(True, "The evidence is not valid yet")
    buttons = row.findChildren(QWidget)
    assert any(b.statusTip() == "The evidence is not valid yet" and not b.isEnabled() for b in buttons)


@pytest.mark.parametrize("state", list(ClockState))
def test_every_clock_state_has_words_icon_and_paints(qtbot: QtBot, state: ClockState) -> None:
    block = ClockBlock(ClockFace("Resolution", state, "42 min left", 0.8))
    qtbot.addWidget(block)
    assert block.accessibleName() == "Resolution: 42 min left"
    assert CLOCK_LOOK[state][0]
    assert block.sizeHint().height() == 52
    block.set_pill(True)
    assert block.sizeHint().height() == 28
    assert not block.grab().isNull()


def test_each_clock_state_has_its_own_icon() -> None:
    assert len({icon for icon, _ in CLOCK_LOOK.values()}) == len(ClockState)


def test_a_disabled_button_says_why(qtbot: QtBot) -> None:
    button = Button("Hand off")
    qtbot.addWidget(button)
    button.explain("Closed tickets cannot be handed off: reopen first")
    assert not button.isEnabled()
    assert button.statusTip() == button.accessibleDescription()
    button.explain("")
    assert button.isEnabled()


def test_toast_waits_while_focused_and_undoes(qtbot: QtBot) -> None:
    window = QWidget()
    before = Button("Before", parent=window)
    before.setFocus()
    undone: list[bool] = []
    toast = Toast(window, "Call logged", action_text="Undo", action=lambda: undone.append(True))
    window.resize(600, 300)
    toast.move(300, 200)  # away from where the pointer rests
    shown(qtbot, window)
    assert toast.action_button is not None
    assert toast._timer.isActive()
    assert toast._timer.interval() == 10_000
    toast.action_button.setFocus()
    assert not toast._timer.isActive()
    with qtbot.waitSignal(toast.dismissed):
        qtbot.keyClick(toast.action_button, Qt.Key.Key_Space)
    assert undone == [True]


def test_focus_ring_surrounds_the_focused_control(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = Button("First"), Button("Second")
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(window)
    shown(qtbot, window)
    second.setFocus()
    assert ring.target() is second
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)


def test_focus_ring_follows_the_current_tab_and_its_name(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    tabs = QTabBar()
    for name in ("Timeline", "Files", "Linked"):
        tabs.addTab(name)
    column.addWidget(tabs)
    ring = FocusRing(window)
    shown(qtbot, window)

    def lies_on_current() -> bool:
        at = tabs.tabRect(tabs.currentIndex())
        return ring.geometry() == QRect(tabs.mapTo(window, at.topLeft()), at.size())

    tabs.setFocus()
    assert lies_on_current()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.waitUntil(lies_on_current)
    tabs.setTabText(1, "Files 12345")
    qtbot.waitUntil(lies_on_current)
    tabs.setTabText(0, "Timeline of everything")
    qtbot.waitUntil(lies_on_current)


def test_long_bodies_fold_and_unfold_by_key(qtbot: QtBot) -> None:
    view = TimelineView("Timeline")
    view.resize(300, 400)
    shown(qtbot, view)
    body = "A long story about a sofa. " * 30
    view.set_items((TimelineItem(1, Party.CUSTOMER, "email-outline", "Ms Okafor", body=body),))
    index = view.story.index(0)
    view.setCurrentIndex(index)
    folded = view.sizeHintForIndex(index).height()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.sizeHintForIndex(index).height() > folded * 2
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.sizeHintForIndex(index).height() == folded


@pytest.mark.sheet
def test_frames_stand_beside_one_another_only_where_there_is_room(qtbot: QtBot) -> None:
    choices = ChoiceList("Mode", [Choice(n, name, "Words below it") for n, name in enumerate("abc")], across=True)
    shown(qtbot, choices)
    frames = [frame for frame in choices.children() if isinstance(frame, QWidget)]
    choices.resize(700, 200)
    qtbot.waitUntil(lambda: len({frame.y() for frame in frames}) == 1)
    choices.resize(300, 400)
    qtbot.waitUntil(lambda: len({frame.x() for frame in frames}) == 1)
    assert choices.minimumSizeHint().width() <= 300


@pytest.mark.sheet
def test_the_words_of_a_bar_stand_below_its_heading_where_it_is_narrow(qtbot: QtBot) -> None:
    bar = Banner("Scenarios", "Choose a case and how to run it. You can stop at any time.")
    shown(qtbot, bar)
    heading, words = bar.findChildren(Label)[:2]
    bar.resize(900, 60)
    qtbot.waitUntil(lambda: words.x() > heading.geometry().right())
    bar.resize(360, 200)
    qtbot.waitUntil(lambda: words.y() > heading.geometry().bottom())
    assert words.x() == heading.x()


@pytest.mark.sheet
def test_a_narrow_bar_beside_its_button_is_as_high_as_all_its_words(qtbot: QtBot) -> None:
    bar = Banner("Attempt 1, Practise in another way", "Stopped: practice time stands still until you come back")
    bar.add(Button("Resume"))
    held = QWidget()
    column = QVBoxLayout(held)
    column.addWidget(bar)
    column.addStretch(1)
    shown(qtbot, held)
    held.resize(300, 400)
    labels = [label for label in bar.findChildren(Label) if label.isVisible()]
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert labels[0].heightForWidth(labels[0].width()) > labels[0].fontMetrics().height() * 1.5


@pytest.mark.sheet
def test_no_chip_is_wider_than_its_row(qtbot: QtBot) -> None:
    row = ChipRow([ChipData("Text first, then allow five minutes at the door", "account-heart-outline")])
    shown(qtbot, row)
    row.resize(160, 40)
    qtbot.waitUntil(lambda: row.findChildren(Chip)[0].width() == 160)


@pytest.mark.sheet
def test_a_line_at_the_foot_of_a_timeline_is_painted_whole_or_not_at_all(qtbot: QtBot) -> None:
    view = TimelineView("Timeline")
    view.set_items((TimelineItem(1, Party.YOU, "email-outline", "You", when="12:30", body="One\nTwo\nThree"),))
    shown(qtbot, view)
    view.resize(400, 31 + 2 * 20 + 9 + 2 * view.frameWidth())
    qtbot.waitUntil(lambda: view.viewport().height() == 80)
    picture = view.viewport().grab().toImage()
    ground = picture.pixelColor(398, 79)
    inked = [y for y in range(80) if any(picture.pixelColor(x, y) != ground for x in range(60, 390))]
    assert 51 < max(inked) < 71
