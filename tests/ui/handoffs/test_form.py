# SPDX-License-Identifier: MIT
"""The handoff form: what a team asks for becomes its rows, and a refusal stands at the field it is about."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.kernel.ids import TicketId
from crmtrainer.ui.handoffs.form import HandoffForm
from tests.ui.casework.shift import Shift, a_shift
from tests.ui.test_names import nameless

TICKET = TicketId(5)


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    with a_shift(tmp_path, "after_the_call") as made:
        yield made


@pytest.fixture
def form(shift: Shift, qtbot: QtBot) -> HandoffForm:
    made = HandoffForm(shift.desk)
    qtbot.addWidget(made)
    case = shift.ask(record, TICKET)
    made.show_for(TICKET, case.ref, case.attachments, shift.now(), None)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_rows_follow_the_team(form: HandoffForm) -> None:
    assert "part_code" not in form.form.rows
    form.team.set_value("warehouse")
    assert form.form.rows["part_code"].label.text() == "The part code"
    assert form.also.text() == "They also ask for: a photo, the customer’s deadline."
    assert nameless(form) == []


def test_how_long_a_team_takes_is_told_in_hours_and_minutes(form: HandoffForm) -> None:
    form.team.set_value("warehouse")
    assert form.terms.text() == "In working time, they accept or refuse within 30 min and finish within 4 h."


def test_what_was_typed_stays_when_another_team_asks_for_the_same(form: HandoffForm, qtbot: QtBot) -> None:
    form.team.set_value("warehouse")
    qtbot.keyClicks(form.form.rows["part_code"].field, "LK-TL-72-OAK")
    form.summary.setPlainText("Pick four legs")
    form.show_for(TICKET, "C-1005", (), form.need_by.moment() or _noon(), None)
    assert form.team.value() == "warehouse"
    assert form.summary.toPlainText() == "Pick four legs"


def test_ticks_and_another_teams_rows_stay_when_the_team_is_changed(
    form: HandoffForm, shift: Shift, qtbot: QtBot
) -> None:
    form.team.set_value("warehouse")
    qtbot.keyClicks(form.form.rows["part_code"].field, "LK-TL-72-OAK")
    (photo,) = form._file_box.findChildren(QCheckBox)
    qtbot.keyClick(photo, Qt.Key.Key_Space)
    others = [form.team.itemText(n) for n in range(form.team.count()) if n != form.team.currentIndex()]
    form.team.setCurrentText(others[0])
    assert photo.isChecked()
    case = shift.ask(record, TICKET)
    form.show_for(TicketId(1), "C-1001", (), shift.now(), None)
    assert form.entries.read()["files"] == ""
    form.show_for(TICKET, case.ref, case.attachments, shift.now(), None)
    assert form.team.currentText() == others[0]
    form.team.set_value("warehouse")
    assert form.form.rows["part_code"].field.text() == "LK-TL-72-OAK"
    assert [box.isChecked() for box in form._files.values()] == [True]


def test_a_complete_handoff_is_sent_with_its_file_and_time(form: HandoffForm, shift: Shift, qtbot: QtBot) -> None:
    form.team.set_value("warehouse")
    qtbot.keyClicks(form.summary, "Pick four oak legs")
    qtbot.keyClicks(form.form.rows["part_code"].field, "LK-TL-72-OAK")
    form.need_by.set_moment(shift.now() + timedelta(hours=26))
    (photo,) = form._file_box.findChildren(QCheckBox)
    qtbot.keyClick(photo, Qt.Key.Key_Space)
    with qtbot.waitSignal(form.sent) as sent:
        qtbot.keyClick(form.summary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args == ["H-0001"]
    handoff = shift.ask(record, TICKET).handoffs[0]
    assert [(item.field, item.value, item.attachment) for item in handoff.items] == [
        ("part_code", "LK-TL-72-OAK", ""),
        ("photo", "", "plate.jpg"),
    ]
    assert handoff.need_by == shift.now() + timedelta(hours=26)
    assert form.summary.toPlainText() == ""


def test_without_words_nothing_is_sent_and_the_field_says_so(form: HandoffForm, shift: Shift, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.form.rows["summary"].error() == "Say in a sentence what the team is to do."
    assert form.form.summary.hasFocus()
    assert shift.ask(record, TICKET).handoffs == ()


def test_a_team_that_has_the_work_is_named_at_the_team(form: HandoffForm, qtbot: QtBot) -> None:
    for _ in range(2):
        form.team.set_value("warehouse")
        form.summary.setPlainText("Pick four oak legs")
        qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.form.rows["team"].error().startswith("H-0001 is with that team already.")


def _noon() -> datetime:
    return datetime(2026, 3, 4, 12, tzinfo=UTC)
