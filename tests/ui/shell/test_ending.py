# SPDX-License-Identifier: MIT
"""What cannot be taken back is asked about once, with the safe way first, and what takes long is told beforehand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.rules import AttemptState
from crmtrainer.reports.acts import acts
from crmtrainer.scenarios.commands import SubmitReflection
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.scenarios.finish_page import FinishPage
from crmtrainer.ui.scenarios.hand_in_page import HandInPage
from crmtrainer.ui.scenarios.story import AT_END
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import CONTROL, SHIFT, WindowSeat, a_seat

Key = Qt.Key


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def state(seat: WindowSeat) -> AttemptState:
    row = seat.board.attempt.row
    assert row is not None
    return row.state


def test_the_debrief_is_told_of_before_it_is_put_together(seat: WindowSeat) -> None:
    told: list[str] = []
    seat.board.ending.ask_to_finish()
    page = seat.window.body.page()
    assert isinstance(page, FinishPage)
    seat.board.attempt.changed.connect(lambda: told.extend(bar.accessibleName() for bar in seat.window.body.bars()))
    seat.click(page.finish)
    assert "Ending the run and putting its debrief together" in told
    assert isinstance(seat.window.body.page(), DebriefPage)
    assert not [bar for bar in seat.window.body.bars() if "debrief" in bar.accessibleName()]


def in_palette(seat: WindowSeat, words: str) -> None:
    """Open the palette and type, until the one command with these words can be chosen."""
    seat.key(Key.Key_K, CONTROL)
    seat.type(words)
    palette = seat.board.palette
    seat.wait_until(lambda: [entry.title.lower() for entry in palette.entries()] == [words])
    assert palette.entries()[0].enabled


def test_what_the_debrief_offers_is_in_the_palette(seat: WindowSeat) -> None:
    actions = seat.window.actions_
    assert "finish the scenario first" in actions.reason(Act.WRITE_REFLECTION)
    assert actions.reason(Act.CITE_ACT) == "Open a debrief first."
    seat.ring()
    seat.key(Key.Key_A, CONTROL | SHIFT)
    seat.board.ending.finish()
    page = seat.board.ending.debrief_in_sight()
    assert page is not None
    page.go_to(next(item.id for item in page.did.list.story.items() if item.title == "Answered the call"))
    for words in ("try again from the chosen act", "try this scenario again"):
        in_palette(seat, words)
        seat.key(Key.Key_Escape)
    in_palette(seat, "cite the chosen act in the reflection")
    seat.key(Key.Key_Return)
    assert page.came.reflection.cited()
    in_palette(seat, "open the chosen act")
    seat.key(Key.Key_Return)
    assert page.did.panel.area.hasFocus()
    in_palette(seat, "write a reflection")
    seat.key(Key.Key_Return)
    assert page.came.reflection.words.hasFocus()
    page.go_to(AT_END)
    assert actions.reason(Act.CITE_ACT) == "Only something you did can be cited."
    seat.go(Section.QUEUE)
    in_palette(seat, "write a reflection")
    seat.key(Key.Key_Return)
    again = seat.board.ending.debrief_in_sight()
    assert again is not None
    assert again.came.reflection.words.hasFocus()


def what_is_open(seat: WindowSeat) -> list[str]:
    """What the page that asks before a run ends says of it."""
    seat.board.ending.ask_to_finish()
    page = seat.window.body.page()
    assert isinstance(page, FinishPage)
    assert seat.focus() is page.back
    said = seat.words_of(page)
    seat.click(page.back)
    return said


def test_a_case_that_has_not_begun_or_whose_call_was_missed_is_not_called_done(seat: WindowSeat) -> None:
    assert "Nobody has been in touch yet: the case has not begun." in what_is_open(seat)
    seat.ring()
    assert "A call is still going on." in what_is_open(seat)
    seat.advance(15)
    said = what_is_open(seat)
    assert any(words.startswith("The call of") and words.endswith("was missed.") for words in said)


def test_handing_in_asks_once_and_names_the_reflection_that_is_missing(seat: WindowSeat) -> None:
    seat.board.ending.finish()
    debrief = seat.window.body.page()
    assert isinstance(debrief, DebriefPage)
    seat.click(debrief.head.hand_in)
    asked = seat.window.body.page()
    assert isinstance(asked, HandInPage)
    assert state(seat) is AttemptState.FINISHED
    assert "You have written no reflection." in seat.words_of(asked)
    assert any("can only be shown in your reflection" in words for words in seat.words_of(asked))
    assert seat.focus() is asked.write
    seat.key(Key.Key_Escape)
    assert seat.window.body.page() is debrief

    seat.click(debrief.head.hand_in)
    seat.key(Key.Key_Space)
    assert seat.window.body.page() is debrief
    assert seat.focus() is debrief.came.reflection.words
    seat.type("I told him")
    seat.click(debrief.head.hand_in)
    asked = seat.window.body.page()
    assert isinstance(asked, HandInPage)
    assert "Your reflection is begun and not saved: it would be lost." in seat.words_of(asked)
    seat.click(asked.hand_in)
    assert state(seat) is AttemptState.HANDED_IN
    assert debrief.head.hand_in.text() == "Handed in"


def test_with_everything_written_the_safe_way_still_comes_first(seat: WindowSeat) -> None:
    seat.board.ending.finish()
    done = seat.desk.ask(acts)[-1].seq
    assert seat.desk.perform(SubmitReflection("I owned it, and said so.", (done,))) is not None
    seat.go(Section.SCENARIOS)
    row = seat.board.attempt.row
    assert row is not None
    seat.board.scenarios.hand_in_requested.emit(row)
    seat.settle()
    asked = seat.window.body.page()
    assert isinstance(asked, HandInPage)
    assert "Your reflection is written and goes along." in seat.words_of(asked)
    assert seat.focus() is asked.back
    seat.key(Key.Key_Space)
    assert state(seat) is AttemptState.FINISHED
    assert seat.window.body.page() is seat.board.scenarios


def test_a_run_that_is_over_counts_nothing_in_the_queue(seat: WindowSeat) -> None:
    item = seat.window.body.navigation._items[Section.QUEUE]
    assert item.accessibleName() == "My queue, 2"
    seat.board.ending.finish()
    seat.settle()
    assert item.accessibleName() == "My queue"
