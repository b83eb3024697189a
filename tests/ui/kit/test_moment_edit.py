# SPDX-License-Identifier: MIT
"""A day and time by keyboard: typed as people write it, stepped by arrows, chosen in a calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.calendar_popup import CalendarPopup
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.moment_edit import DayEdit, MomentEdit
from crmtrainer.ui.kit.ticked import MomentField

KEY, CONTROL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOW = datetime(2026, 3, 3, 14, 33, tzinfo=UTC)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    """A row for a moment, Tuesday 3 March 2026, 14:33, and one for a day, with a field before and after."""
    page, made = QWidget(), Form()
    qtbot.addWidget(page)
    when, day = MomentEdit(), DayEdit()
    when.set_today(NOW.date())
    when.set_moment(NOW)
    day.set_day(NOW.date())
    made.add("before", "Before", QLineEdit())
    made.add("when", "Promised for", when, "By when")
    made.add("day", "Day", day)
    made.add("after", "After", QLineEdit())
    QVBoxLayout(page).addWidget(made)
    page.resize(400, 400)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.rows["before"].field.setFocus()
    yield made
    page.close()  # which lives as long as this frame


def field(form: Form) -> MomentEdit:
    found = form.rows["when"].field
    assert isinstance(found, MomentEdit)
    return found


def day_field(form: Form) -> DayEdit:
    found = form.rows["day"].field
    assert isinstance(found, DayEdit)
    return found


def tab(qtbot: QtBot, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)


def below(form: Form, key: str = "when") -> str:
    """The quiet words below a field."""
    return form.rows[key]._hint.text()


@pytest.mark.parametrize(
    ("typed", "moment", "told"),
    [
        ("14/12/2026 15:30", datetime(2026, 12, 14, 15, 30, tzinfo=UTC), "Monday 14 December 2026 at 15:30"),
        ("14 Jul 3pm", datetime(2026, 7, 14, 14, 0, tzinfo=UTC), "Tuesday 14 July 2026 at 15:00"),
        ("2026-07-14T15:30Z", datetime(2026, 7, 14, 15, 30, tzinfo=UTC), "Tuesday 14 July 2026 at 16:30"),
        ("tomorrow 9.30", datetime(2026, 3, 4, 9, 30, tzinfo=UTC), "Wednesday 4 March 2026 at 09:30"),
        ("18", datetime(2026, 3, 3, 18, 0, tzinfo=UTC), "Tuesday 3 March 2026 at 18:00"),
        ("5 Mar", datetime(2026, 3, 5, 14, 33, tzinfo=UTC), "Thursday 5 March 2026 at 14:33"),
    ],
)
def test_what_is_typed_stays_and_is_told_as_it_was_understood(
    form: Form, qtbot: QtBot, typed: str, moment: datetime, told: str
) -> None:
    edit = field(form)
    tab(qtbot)
    assert edit.selectedText() == edit.text() == "Tue 3 Mar, 14:33"
    assert below(form) == "By when"
    qtbot.keyClicks(edit, typed)
    assert (edit.text(), edit.moment(), below(form)) == (typed, moment, told)
    tab(qtbot)
    assert (edit.text(), edit.moment(), below(form)) == (typed, moment, told)
    assert form.rows["when"].error() == ""


def test_pasting_a_moment_is_as_good_as_typing_it(form: Form, qtbot: QtBot) -> None:
    tab(qtbot)
    QGuiApplication.clipboard().setText("2026-12-14T15:30:00+00:00")
    qtbot.keyClick(field(form), KEY.Key_V, CONTROL)
    assert field(form).moment() == datetime(2026, 12, 14, 15, 30, tzinfo=UTC)


def test_what_cannot_be_read_stays_and_is_refused_in_words_once_the_keyboard_has_left(form: Form, qtbot: QtBot) -> None:
    edit, row = field(form), form.rows["when"]
    tab(qtbot)
    qtbot.keyClicks(edit, "12/14/2026 3pm")
    assert (edit.moment(), row.error(), below(form)) == (None, "", "By when")
    tab(qtbot)
    words = "The day comes before the month. Write 14/12/2026."
    assert (edit.text(), row.error(), form.unread()) == ("12/14/2026 3pm", words, {"when": words})
    assert edit.accessibleDescription().startswith(words)
    assert edit.property("fault")
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Backtab)
    qtbot.keyClicks(edit, "14/12 3pm")
    assert (row.error(), form.unread(), edit.property("fault")) == ("", {}, False)
    assert below(form) == "Monday 14 December 2026 at 15:00"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write a day and a time, like 14 Dec 2026 15:30."),
        ("soon", "“soon” cannot be read. Write day and time like 14 Dec 2026 15:30."),
        ("31/2 10:00", "There is no day “31/2”: that month is shorter. Write another day."),
        ("29 Mar 2026 01:30", "There is no 01:30 on 29 March 2026: the clocks go forward. Write 02:00 or later."),
        ("4 Mar 25:00", "“25:00” is no time of day. Write it like 15:30 or 3pm."),
        ("4 Mar 1066", "Write a year from 1900 to 2199."),
    ],
)
def test_each_reason_has_its_words(form: Form, qtbot: QtBot, typed: str, words: str) -> None:
    edit = field(form)
    tab(qtbot)
    qtbot.keyClick(edit, KEY.Key_Delete)
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert form.rows["when"].error() == words


@pytest.mark.parametrize(
    ("at", "key", "times", "shown", "selected"),
    [
        (None, KEY.Key_Up, 2, "Tue 3 Mar, 16:33", "16"),
        (None, KEY.Key_Up, 10, "Wed 4 Mar, 00:33", "00"),
        ("Tue 3 Mar, 14:33", KEY.Key_Down, 1, "Tue 3 Mar, 14:32", "32"),
        ("Tue 3 Mar, 1", KEY.Key_Down, 1, "Tue 3 Mar, 13:33", "13"),
        ("", KEY.Key_Up, 1, "Wed 4 Mar, 14:33", "Wed 4"),
        ("Tue 3 M", KEY.Key_Down, 1, "Tue 3 Feb, 14:33", "Feb"),
    ],
)
def test_arrows_step_the_part_at_the_cursor_and_the_hour_first(
    form: Form, qtbot: QtBot, at: str | None, key: Qt.Key, times: int, shown: str, selected: str
) -> None:
    """`at`: what stands before the cursor; None where all is selected, as after Tab."""
    edit = field(form)
    tab(qtbot)
    if at is not None:
        edit.setCursorPosition(len(at))
    for _ in range(times):
        qtbot.keyClick(edit, key)
    assert (edit.text(), edit.selectedText(), below(form)) == (shown, selected, "By when")


def test_what_was_typed_in_ones_own_way_is_written_out_when_it_is_stepped(form: Form, qtbot: QtBot) -> None:
    edit = field(form)
    tab(qtbot)
    qtbot.keyClicks(edit, "14/12/2027 3pm")
    qtbot.keyClick(edit, KEY.Key_Up)
    assert (edit.text(), edit.selectedText()) == ("Tue 14 Dec 2027, 16:00", "16")
    qtbot.keyClicks(edit, "09")
    assert edit.moment() == datetime(2027, 12, 14, 9, 0, tzinfo=UTC)


def test_a_day_is_typed_and_stepped_alike(form: Form, qtbot: QtBot) -> None:
    edit = day_field(form)
    tab(qtbot, 2)
    qtbot.keyClicks(edit, "14 dec")
    assert (edit.day(), below(form, "day")) == (date(2026, 12, 14), "Monday 14 December 2026")
    qtbot.keyClick(edit, KEY.Key_Down)
    assert (edit.text(), below(form, "day")) == ("13 Dec 2026", "")
    edit.set_range(date(2026, 1, 1), date(2026, 12, 31))
    edit.selectAll()
    qtbot.keyClicks(edit, "1 Jan 2027")
    tab(qtbot)
    assert form.rows["day"].error() == "Write a day from 1 Jan 2026 to 31 Dec 2026."


def test_a_draft_keeps_what_could_not_be_read(qtbot: QtBot) -> None:
    kept = MomentField("Promised for")
    qtbot.addWidget(kept)
    kept.suggest(NOW, NOW)
    assert (kept.written(), kept.unread()) == ("", "")
    kept.tick.setChecked(True)
    kept.edit.setText("next week some time")
    assert (kept.written(), kept.moment()) == ("next week some time", None)
    other = MomentField("Promised for")
    qtbot.addWidget(other)
    other.put_back(kept.written())
    assert (other.tick.isChecked(), other.edit.text(), bool(other.fault())) == (True, "next week some time", True)
    kept.edit.setText("4 Mar 9am")
    other.put_back(kept.written())
    assert (other.moment(), other.fault()) == (datetime(2026, 3, 4, 9, 0, tzinfo=UTC), "")


POPUPS = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)
"""What a platform without a display says of anything that drops down."""


def popup_of(qtbot: QtBot) -> CalendarPopup:
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    return popup


@POPUPS
@pytest.mark.parametrize("has_command", [False, True])
def test_alt_down_opens_the_calendar_whatever_else_the_window_does_with_it(
    form: Form, qtbot: QtBot, has_command: bool
) -> None:
    edit = field(form)
    given: list[bool] = []
    if has_command:
        command = QAction(edit.window())
        command.setShortcut(QKeySequence("Alt+Down"))
        command.triggered.connect(lambda: given.append(True))
        edit.window().addAction(command)
    tab(qtbot)
    qtbot.keyClick(edit, KEY.Key_Down, ALT)
    popup = popup_of(qtbot)
    qtbot.keyClick(popup.calendar.focusProxy() or popup.calendar, KEY.Key_Right)
    qtbot.keyClick(popup.calendar.focusProxy() or popup.calendar, KEY.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert (edit.text(), given) == ("Wed 4 Mar, 14:33", [])


@POPUPS
def test_the_calendar_is_left_without_a_choice_by_escape(form: Form, qtbot: QtBot) -> None:
    edit = field(form)
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(edit.width() - 12, 12))
    popup = popup_of(qtbot)
    qtbot.keyClick(popup.calendar.focusProxy() or popup.calendar, KEY.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert edit.text() == "Tue 3 Mar, 14:33"


@POPUPS
def test_alt_down_opens_a_list_of_values_whatever_else_the_window_does_with_it(form: Form, qtbot: QtBot) -> None:
    given: list[bool] = []
    command = QAction(form.window())
    command.setShortcut(QKeySequence("Alt+Down"))
    command.triggered.connect(lambda: given.append(True))
    form.window().addAction(command)
    combo = Combo([(1, "One"), (2, "Two")], form.window())
    combo.show()
    combo.setFocus()
    qtbot.keyClick(combo, KEY.Key_Down, ALT)
    qtbot.waitUntil(lambda: combo.view().isVisible())
    combo.hidePopup()
    assert given == []
