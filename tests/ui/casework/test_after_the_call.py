# SPDX-License-Identifier: MIT
"""A call that is over: it folds to a line above the record, is logged from there, and goes when it is closed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.interactions.queries import live_conversations
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.kit.bubbles import Side
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.test_call import bubbles, keyboard

LEFT = Qt.MouseButton.LeftButton


def test_after_the_call_it_is_logged(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("complaint")
    page = show(shift)
    page.open_ticket(5)
    qtbot.mouseClick(page.work.call.strip.end, LEFT)
    assert shift.ask(live_conversations) == ()
    assert page.work.call.strip.heading.text() == "Call ended"
    assert keyboard() is page.work.header.primary
    assert page.work.header.primary.text() == "Log the call"
    assert page.work.call.strip.log.isHidden()  # one place to do it is enough
    qtbot.keyClick(keyboard(), Qt.Key.Key_Space)
    form = page.work.forms.log
    qtbot.keyClicks(form.summary, "All four legs are wrong; he texts a photo.")
    told: list[str] = []
    page.told.connect(told.append)
    qtbot.mouseClick(form.save_button, LEFT)
    assert told == ["Contact logged"]
    assert page.work.call.strip.log.isHidden()
    assert page.work.side.timeline.unlogged_call() is None
    qtbot.mouseClick(page.work.call.strip.dismiss, LEFT)
    assert not page.work.call.isVisible()
    assert page.work.side.writing.isVisible()


def folded(page: CasePage) -> bool:
    """Whether one line is left of the call, and the record has the whole width below it."""
    call, record = page.work.call, page.work.side
    return call.width() == record.width() == page.work.parts.width() and call.height() == call.strip.height()


@pytest.mark.sheet
@pytest.mark.parametrize("size", [(1036, 620), (820, 460)])
def test_a_call_that_is_over_leaves_its_room_to_the_record(
    begin: Begin, show: Show, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = show(begin("complaint"), size=size)
    page.open_ticket(5)
    call, strip = page.work.call, page.work.call.strip
    call.end()
    qtbot.waitUntil(lambda: folded(page))
    assert page.work.panes()[1] is call
    qtbot.keyClick(strip.unfold, Qt.Key.Key_Return)
    assert keyboard() is call.bubbles
    assert call.bubbles.isVisible()
    assert [bubble.side for bubble in bubbles(page)].count(Side.THEM) > 0
    qtbot.keyClick(strip.fold, Qt.Key.Key_Return)
    assert keyboard() is strip.unfold
    qtbot.waitUntil(lambda: folded(page))


def test_a_call_that_ends_without_anybody_named_says_so(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("answered")
    page = show(shift)
    page.open_conversation(1)
    qtbot.mouseClick(page.work.call.strip.end, LEFT)
    assert page.work.caller.ringing.heading.text() == "The call is over"
    assert page.work.call.strip.log.isHidden()
    qtbot.mouseClick(page.work.call.strip.dismiss, LEFT)
    assert page.work.nothing.isVisible()
