# SPDX-License-Identifier: MIT
"""A case in a small window and in large text: each pane scrolls once, nothing scrolls sideways, all can be reached."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason
from crmtrainer.ui import appearance
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.header import CaseHeader
from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.clock_block import ClockBlock, ClockFace, ClockState
from crmtrainer.ui.kit.scrolling import bring_into_view
from crmtrainer.ui.kit.text import ElidedLabel
from crmtrainer.ui.theme import Look
from tests.ui.casework.conftest import Begin, Show

pytestmark = pytest.mark.sheet

SIZES = [(964, 430, 1.0), (1120, 520, 2.0), (964, 370, 2.0)]
SCALES = [
    # text, size of the page, whether the window is small, whether the need has room to be whole
    (1.0, 976, 430, True, True),
    (1.25, 1036, 620, False, True),
    (1.25, 976, 430, True, True),
    (1.5, 1036, 620, False, True),
    (1.5, 976, 430, True, True),
    (2.0, 1120, 620, True, True),
    (2.0, 976, 430, True, False),
]


def scrolled(page: CasePage) -> list[QAbstractScrollArea]:
    """What has to be scrolled now."""
    areas = [area for area in page.work.findChildren(QAbstractScrollArea) if area.isVisible()]
    return [area for area in areas if area.verticalScrollBar().maximum() > 0]


def twice(page: CasePage) -> list[str]:
    found = scrolled(page)
    return [type(area).__name__ for area in found if any(o is not area and o.isAncestorOf(area) for o in found)]


def wear(scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    appearance.apply(app, Look(motion=False).with_text_scale(scale))


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_a_pane_scrolls_once_and_never_sideways(
    begin: Begin, show: Show, qtbot: QtBot, width: int, height: int, scale: float
) -> None:
    page = show(begin("asked_back"))
    wear(scale)
    page.resize(width, height)
    page.open_ticket(5)

    def fits() -> None:
        assert twice(page) == []
        assert page.minimumSizeHint().width() <= width
        assert page.minimumSizeHint().height() <= height

    for tab in range(page.work.side.tabs.count()):
        page.work.side.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(fits)
    for act in (CaseAct.LOG_CALL, CaseAct.HAND_OFF, CaseAct.SET_STATUS):
        assert page.work.conduct.act(act)
        qtbot.waitUntil(fits)
        page.work.leave_form()


def is_whole(header: CaseHeader) -> bool:
    """Whether nothing of what the customer needs is cut."""
    chip = header.needs._chips[0]
    assert chip.chip().text == "Text first, then allow five minutes at the door"
    return chip.width() >= chip.sizeHint().width()


def test_no_clock_loses_its_name_and_no_need_its_end_while_two_clocks_run(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    page = show(begin("asked_back"))
    page.resize(976, 620)
    page.small(True)
    page.open_ticket(5)
    header = page.work.header
    qtbot.waitUntil(lambda: is_whole(header))
    for scale, width, height, small, whole in SCALES:
        wear(scale)
        page.small(small)
        page.resize(width, height)
        qtbot.waitUntil(lambda: all(b.width() >= b.sizeHint().width() for b in header.clocks.blocks.values()))
        if whole:
            qtbot.waitUntil(lambda: is_whole(header))


def test_a_pill_without_room_for_all_cuts_its_words_before_its_name(qtbot: QtBot) -> None:
    pill = ClockBlock(ClockFace("First reply", ClockState.ON_TRACK, "50 min left"), pill=True)
    qtbot.addWidget(pill)
    pill.resize(pill.sizeHint().width() - 30, pill.sizeHint().height())
    other = ClockBlock(ClockFace("Next contact", ClockState.ON_TRACK, "50 min left"), pill=True)
    qtbot.addWidget(other)
    other.resize(pill.size())
    assert pill.grab().toImage() != other.grab().toImage()


def test_a_clock_of_a_closed_ticket_says_why_it_still_runs(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("asked_back")
    page = show(shift)
    page.open_ticket(5)
    page.kept.keep(page.current())
    shift.do(CloseTicket(TicketId(5), CloseReason.CUSTOMER_WITHDREW, "He has a table elsewhere"))
    page.refresh()
    clocks = page.work.header.clocks
    told = {block.face().label: block for block in clocks.blocks.values()}
    first = told["First reply, still owed"]
    assert "the customer has had no word of it" in first.toolTip()
    assert "Due Tue 3 Mar, 13:31." in first.toolTip()
    with qtbot.waitSignal(page.clocks_told) as heard:
        page.read_clocks()
    assert ".." not in str(heard.args)
    first.click()
    assert "the customer has had no word of it" in page.work.why.view.owed.text()
    assert page.work.why.view.owed.text() in page.work.why.accessibleName()
    page.work.why.put_away()
    page.resize(976, 430)
    wear(2.0)
    first.click()
    area = page.work.why.area.verticalScrollBar()
    assert page.work.rect().contains(page.work.why.geometry())
    qtbot.waitUntil(lambda: area.maximum() > 0)
    qtbot.keyClick(page.work.why.close_button, Qt.Key.Key_End)
    assert area.value() == area.maximum()
    page.work.why.put_away()
    (tab,) = page.kept.texts()
    assert "First reply owed: " in tab
    assert page.kept.bar.tabRect(0).right() <= page.kept.bar.width()
    page.open_ticket(4)
    page.refresh()
    assert any("First reply owed: " in tab for tab in page.kept.texts())


def test_what_a_customer_needs_is_whole_in_a_low_window_once_they_had_a_reply(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin("asked_back")
    page = show(shift)
    page.resize(976, 430)
    page.small(True)
    page.open_ticket(5)
    header = page.work.header
    assert len([block for block in header.clocks.blocks.values() if block.isVisible()]) == 2
    sight = page.work.sight()
    assert sight is not None
    shift.do(
        SendMessage(CustomerId(sight.record.customer_id), Channel.TEXT, "They have it.", TicketId(sight.record.id))
    )
    page.work.refresh()
    qtbot.waitUntil(lambda: is_whole(header))
    (shown,) = [block for block in header.clocks.blocks.values() if block.isVisible()]
    assert shown.face().label == "Resolution"


def test_the_older_items_of_a_timeline_shown_whole_are_scrolled_into_sight(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    page = show(begin("asked_back"))
    wear(2.0)
    page.resize(1120, 520)
    page.open_ticket(5)
    view = page.work.side.timeline.view
    qtbot.waitUntil(lambda: view.is_whole and view.verticalScrollBar().maximum() == 0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    last = view.visualRect(view.currentIndex())
    assert view.currentIndex().row() == view.model().rowCount() - 1
    qtbot.waitUntil(lambda: view.visibleRegion().contains(last.center()))


def test_a_window_that_grows_again_gives_the_timeline_its_own_scroll_back(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    page = show(begin("asked_back"), size=(1036, 320))
    page.open_ticket(5)
    view = page.work.side.timeline.view
    qtbot.waitUntil(lambda: view.is_whole)
    page.resize(1036, 620)
    qtbot.waitUntil(lambda: not view.is_whole)
    qtbot.waitUntil(lambda: twice(page) == [])
    assert not view.is_whole


def test_the_composer_can_be_brought_into_sight_below_a_timeline_shown_whole(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    page = show(begin("asked_back"))
    wear(2.0)
    page.resize(1120, 520)
    page.open_ticket(5)
    editor: QWidget = page.work.side.writing.composer.editor
    qtbot.waitUntil(lambda: page.work.side.timeline.view.is_whole)
    bring_into_view(editor)
    assert not editor.visibleRegion().isEmpty()


def test_a_window_made_small_shows_the_composer_as_one_opened_small(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("asked_back"), size=(1776, 980))
    page.open_ticket(5)
    page.resize(976, 462)
    qtbot.wait(50)  # as the window, which says that it is small only after it became so
    page.small(True)
    view = page.work.side.timeline.view
    editor = page.work.side.writing.composer.editor
    qtbot.waitUntil(lambda: not view.is_whole and not editor.visibleRegion().isEmpty())


@pytest.mark.parametrize(
    ("width", "scale", "small"), [(1036, 1.0, False), (700, 1.0, False), (976, 1.0, True), (976, 1.5, True)]
)
def test_the_bar_of_a_handoff_cuts_neither_how_it_stands_nor_what_was_agreed(
    begin: Begin, show: Show, qtbot: QtBot, width: int, scale: float, small: bool
) -> None:
    page = show(begin("asked_back"), size=(width, 620))
    wear(scale)
    page.small(small)
    page.open_ticket(5)
    (bar,) = page.work.side.bars

    def cut() -> list[str]:
        labels = [label for label in bar.findChildren(ElidedLabel) if label.isVisible()]
        wrapped = [words for words in bar.findChildren(Clamped) if words.isVisible()]
        short = [label.text() for label in labels if label.width() < label.sizeHint().width()]
        return short + [words.text() for words in wrapped if words.is_cut()]

    qtbot.waitUntil(lambda: cut() == [])
    if not small:
        told = [
            part.text() for part in (*bar.findChildren(ElidedLabel), *bar.findChildren(Clamped)) if part.isVisible()
        ]
        assert any("done by 16:31" in words for words in told)


def test_a_form_comes_into_sight_with_its_name_where_the_header_fills_the_window(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    page = show(begin("after_the_call"))
    wear(2.0)
    page.small(True)
    page.resize(976, 370)
    page.open_ticket(5)
    qtbot.waitUntil(lambda: page.work.header.height() > 300)
    assert page.work.conduct.act(CaseAct.SET_STATUS)
    form = page.work.forms.status
    qtbot.waitUntil(
        lambda: not form.header.visibleRegion().isEmpty() and not form.first_field().visibleRegion().isEmpty()
    )
