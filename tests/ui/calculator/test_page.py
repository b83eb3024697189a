# SPDX-License-Identifier: MIT
"""The due-date calculator on its page: answered as one types, told why, and passed on as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.service_levels.calculator import answer
from crmtrainer.ui.calculator.page import CalculatorPage
from crmtrainer.ui.desk import Desk
from crmtrainer.wording import sentence_for
from tests.support import LEARNER
from tests.ui.desks import town_desk
from tests.ui.test_names import nameless

QUESTION = {
    "id": "x",
    "tz": "Europe/London",
    "hours": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]},
    "date_hours": {"2026-12-24": [["09:00", "12:00"]]},
    "holidays": ["2026-12-31"],
    "region": "GB-ENG",
    "start": "2026-12-24T11:30:00+00:00",
    "pauses": [["2027-01-04T10:00:00+00:00", "2027-01-04T11:00:00+00:00"]],
    "op": "add",
    "minutes": 120,
}
ASSUMED = "Due Monday 4 January 2027 at 11:30"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a house where no world is open."""
    with House.open(tmp_path / "home") as house:
        made = Desk(house, LEARNER)
        yield made
        made.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CalculatorPage:
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot, **more: dict[str, str]) -> CalculatorPage:
    made = CalculatorPage(desk, texts=more.get("texts"))
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def type_over(page: CalculatorPage, key: str, words: str, qtbot: QtBot) -> None:
    """Replace what stands in a field, and let it be worked out."""
    field = page.form.lines[key]
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, words)
    qtbot.waitUntil(lambda: not page._pause.isActive())


def ask(page: CalculatorPage, qtbot: QtBot) -> None:
    """Ask the question that has 2 h from the day before Christmas."""
    for key, words in (("start", "24 Dec 2026 11:30"), ("amount", "2 h"), *((d, "") for d in ("tue", "wed", "fri"))):
        type_over(page, key, words, qtbot)


def test_it_answers_at_once_and_as_one_types(page: CalculatorPage, qtbot: QtBot) -> None:
    assert page.said.accessibleName().startswith("Due ")
    assert page.form.lines["mon"].text() == "09:00–17:00"
    assert page.form.hours.currentText() == "Monday to Friday, 9 to 17"
    with qtbot.waitSignal(page.announce):
        ask(page, qtbot)
    assert page.form.hours.currentText() == "Hours of your own"
    assert page.said.accessibleName() == "Due Thursday 24 December 2026 at 13:30 Europe/London, UTC+00:00"
    assert page.form.form.rows["start"].hint() == "Thursday 24 December 2026 at 11:30."
    type_over(page, "thu", "9-12", qtbot)
    assert page.said.accessibleName().startswith("Due Thursday 31 December 2026 at 10:30")  # the 28th is a holiday
    assert "24 Dec 2026 11:30, lead to 31 Dec 2026 10:30." in page.why.sentence.text()
    table = page.why.table
    assert table is not None
    rows = table.model()
    spoken = [rows.data(rows.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    assert spoken[0] == "Day Thu 24 Dec, Open 09:00–12:00, Counted 30 min"
    assert spoken[1] == "Day Fri 25 Dec, Open Closed: Christmas Day"
    assert page.why.picture.isVisible()


def test_working_time_between_two_moments(page: CalculatorPage, qtbot: QtBot) -> None:
    ask(page, qtbot)
    qtbot.mouseClick(page.form.op._buttons[1], Qt.MouseButton.LeftButton)
    assert not page.form.lines["amount"].isVisible()
    type_over(page, "end", "24 Dec 2026 15:00:30", qtbot)
    assert page.said.accessibleName().startswith("3 h 30 min 30 s of working time")
    page.form.boxes["pauses"].setFocus()
    qtbot.keyClicks(page.form.boxes["pauses"], "24 Dec 2026 12:00 - 13:00")
    qtbot.waitUntil(lambda: page.said.accessibleName().startswith("2 h 30 min 30 s"))
    assert page.why.picture.accessibleName().endswith("Working time that was paused: 1 h.")
    type_over(page, "end", "24 Dec 2026 11:00", qtbot)
    assert page.form.form.rows["end"].error() == "The end comes before the start. Write a later one."
    type_over(page, "end", "24 Dec 2026 11:30", qtbot)
    assert page.said.accessibleName().startswith("No working time")


def test_a_night_on_which_the_clocks_change_is_told(page: CalculatorPage, qtbot: QtBot) -> None:
    for key, words in (("sat", "22-6"), ("start", "24 Oct 2026 22:00"), ("amount", "9 h")):
        type_over(page, key, words, qtbot)
    assert page.said.accessibleName().startswith("Due Sunday 25 October 2026 at 06:00")
    assert page.why.sentence.text().endswith("The clocks go back on Sun 25 Oct: 1 h more than the times say.")


def test_what_is_wrong_is_said_at_its_field_and_the_entry_stays(page: CalculatorPage, qtbot: QtBot) -> None:
    page.form.lines["zone"].setText("London")
    type_over(page, "mon", "9-", qtbot)
    rows = page.form.form.rows
    assert rows["zone"].error() == "There is no time zone called London. Did you mean Europe/London?"
    assert rows["mon"].error().startswith("Write hours like 09:00–12:00")
    assert page.form.lines["mon"].text() == "9-"
    assert page.said.accessibleName() == "No answer yet To put right: Monday, Time zone"
    assert not page.why.isVisible()
    assert not page.copy.isEnabled()
    qtbot.mouseClick(page.go_there, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.form.lines["mon"]
    type_over(page, "mon", "9-17", qtbot)
    page.form.lines["zone"].setText("Europe/London")
    page.work_out()
    assert page.why.isVisible()
    assert not rows["zone"].error()


def test_what_is_said_at_a_field_is_not_cut(page: CalculatorPage, qtbot: QtBot) -> None:
    page.form.lines["mon"].setText("9-")
    page.work_out()
    row = page.form.form.rows["mon"]
    qtbot.waitUntil(lambda: row.height() >= row.heightForWidth(row.width()))


@pytest.mark.parametrize(
    ("entries", "field", "told"),
    [
        (dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ""), "hours", "This calendar never opens"),
        ({"amount": "900000 h"}, "amount", "Clocks count ten years at most"),
        ({"start": "1 Dec 2100 09:00", "amount": "8000 h"}, "amount", "That reaches past the year 2100"),
        ({"op": "elapsed", "end": "2100-12-31 23:59 -14:00"}, "end", "That reaches past the year 2100"),
        ({"amount": "8 d"}, "amount", "Write working time like 8 h"),
        ({"start": "29 Mar 2026 01:30"}, "start", "the clocks go forward"),
        ({"start": "tomorrow"}, "start", "cannot be read. Write day and time"),
        ({"closures": "Christmas"}, "closures", "cannot be read. Write a day"),
        ({"date_hours": "Christmas: 9-12"}, "date_hours", "Begin each line with its day"),
        ({"pauses": "24 Dec 2026 14:00 – 9 Sep 9999 14:00"}, "pauses", "the years 1900 to 2100"),
        ({"pauses": "24 Dec 2026 14:00"}, "pauses", "Write each pause on a line"),
    ],
)
def test_odd_entries_are_answered_in_words(
    page: CalculatorPage, entries: dict[str, str], field: str, told: str
) -> None:
    page.form.put_back(entries)
    page.work_out()
    assert told in page.form.form.rows[field].error()
    assert told in page.nothing.words.text()
    assert page.form.texts().items() >= entries.items()


def test_the_hour_that_comes_twice_says_which_is_meant(page: CalculatorPage, qtbot: QtBot) -> None:
    type_over(page, "start", "25 Oct 2026 01:30", qtbot)
    assert "For the second write 01:30 +00:00." in page.form.form.rows["start"].hint()


def test_the_question_is_copied_as_the_command_takes_it(page: CalculatorPage, qtbot: QtBot) -> None:
    page.take_in(json.dumps(QUESTION))
    assert page.said.accessibleName().startswith(ASSUMED)
    with qtbot.waitSignal(page.told) as told:
        qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert told.args == ["Copied: the question as crmtrainer clock takes it"]
    copied = QGuiApplication.clipboard().text()
    assert json.loads(copied) == QUESTION
    assert answer(json.loads(copied), sentence_for) == {"id": "x", "due": "2027-01-04T11:30:00+00:00"}


def test_a_question_of_seconds_elsewhere_comes_back_too(page: CalculatorPage) -> None:
    asked = {
        "tz": "Asia/Tokyo",
        "hours": {"sun": [["22:00", "02:00"]]},
        "region": "US-CA",
        "start": "2026-12-27T23:00:30+09:00",
        "pauses": [],
        "op": "elapsed",
        "end": "2026-12-28T01:00:00+09:00",
    }
    page.take_in(json.dumps([asked]))
    assert page.said.accessibleName() == "1 h 59 min 30 s of working time Asia/Tokyo, UTC+09:00"
    assert page.form.region.currentText() == "United States, CA"
    assert page.form.form.rows["sun"].hint() == "Until 02:00 the next day."
    assert page.why.table is not None
    page.copy.click()
    assert json.loads(QGuiApplication.clipboard().text()) == asked


def test_of_several_questions_the_first_is_taken(page: CalculatorPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(json.dumps([QUESTION, {}, {}]))
    with qtbot.waitSignal(page.told) as told:
        qtbot.mouseClick(page.paste, Qt.MouseButton.LeftButton)
    assert told.args == ["The first of 3 questions was taken."]
    assert page.said.accessibleName().startswith(ASSUMED)
    assert QApplication.focusWidget() is page.form.lines["start"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "That is not JSON"),
        ("[]", "A question is a JSON object"),
        ("7", "A question is a JSON object"),
        (json.dumps({**QUESTION, "tz": "Mars/Phobos"}), "There is no time zone called Mars/Phobos."),
        ('{"op": "add", "op": "add"}', "The key op stands there twice."),
    ],
)
def test_what_is_no_question_is_said_and_changes_nothing(
    page: CalculatorPage, qtbot: QtBot, text: str, told: str
) -> None:
    before = page.form.texts()
    with qtbot.waitSignal(page.told) as heard:
        page.take_in(text)
    assert heard.args is not None
    assert heard.args[0].startswith("The clipboard holds no question. ")
    assert told in heard.args[0]
    assert page.form.texts() == before


def test_hours_come_from_presets_and_from_the_open_world(tmp_path: Path, qtbot: QtBot) -> None:
    with town_desk(tmp_path) as desk:
        page = shown(desk, qtbot)
        assert page.form.lines["start"].text() == "3 Mar 2026 09:00"  # practice time
        page.form.hours.setCurrentIndex(page.form.hours.findText("24 hours, every day"))
        page.form.hours.activated.emit(page.form.hours.currentIndex())
        assert page.form.lines["sun"].text() == "00:00–24:00"
        assert page.said.accessibleName() != ""
        page.work_out()
        assert page.said.accessibleName().startswith("Due Tuesday 3 March 2026 at 17:00")


def test_entries_are_kept_for_the_next_page(page: CalculatorPage, desk: Desk, qtbot: QtBot) -> None:
    page.take_in(json.dumps(QUESTION))
    type_over(page, "amount", "3 h and", qtbot)
    with qtbot.waitSignal(page.closing) as closed:
        page.left()
    assert closed.args is not None
    again = shown(desk, qtbot, texts=closed.args[0])
    assert again.form.texts() == page.form.texts()
    assert again.form.form.rows["amount"].error().startswith("Write working time like 8 h")


@pytest.mark.sheet
@pytest.mark.parametrize("size", [(1000, 640), (920, 380), (480, 380)])
def test_everything_has_a_name_and_nothing_forces_it_wider(
    page: CalculatorPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page.resize(*size)
    qtbot.waitUntil(lambda: (page.width(), page.height()) == size)
    assert nameless(page) == []
    assert page._scroll.horizontalScrollBar().maximum() == 0
