# SPDX-License-Identifier: MIT
"""A busy case in a low window: the timeline keeps a fair share, and the composer is one key away."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.handoffs.commands import SendHandoff
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.ticket_side import FAIR
from crmtrainer.ui.kit.composer import Audience
from tests.ui.casework.conftest import Begin, Show

LAPTOP = (1222, 598)
"""What a screen of 1366 × 768 leaves for a case, beside and below the frame."""


def busy(begin: Begin, show: Show) -> CasePage:
    """Three teams have work of one ticket."""
    shift = begin("asked_back")
    for team in ("delivery", "fitting"):
        shift.do(SendHandoff(5, team, "Text first at the door.", shift.now() + timedelta(hours=26), ()))
    page = show(shift, size=LAPTOP)
    page.open_ticket(5)
    return page


def test_the_composer_gives_the_timeline_its_share_until_somebody_writes(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    page = busy(begin, show)
    side, composer = page.work.side, page.work.side.writing.composer
    view = side.timeline.view
    qtbot.waitUntil(lambda: composer.is_folded() and view.height() >= FAIR and not view.is_whole)
    assert not composer.editor.isVisible()
    assert page.work.conduct.act(CaseAct.REPLY)
    assert composer.editor.hasFocus()
    qtbot.keyClicks(composer.editor, "The warehouse has it.")
    view.setFocus()
    qtbot.wait(50)
    assert composer.editor.isVisible()  # what is begun stays in sight
    composer.editor.setFocus()
    composer.editor.clear()
    view.setFocus()
    qtbot.waitUntil(composer.is_folded)


def test_a_kind_chosen_by_key_opens_the_composer(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = busy(begin, show)
    composer = page.work.side.writing.composer
    qtbot.waitUntil(composer.is_folded)
    note = next(kind for kind in composer.kind_buttons() if kind.text() == "Note")
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is composer.editor
    assert composer.audience() is Audience.NOTE
    qtbot.wait(50)
    assert not composer.is_folded()


@pytest.mark.sheet
def test_where_there_is_room_the_composer_stands_open(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("asked_back"), size=(1222, 700))
    page.open_ticket(5)
    qtbot.wait(50)
    assert page.work.side.writing.composer.editor.isVisible()
