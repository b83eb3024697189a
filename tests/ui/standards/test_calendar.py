# SPDX-License-Identifier: MIT
"""The year of a calendar: walked day by day, heard as sentences, and changed by acts with a reason."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.service_levels.commands import ChangeCalendar
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.service_levels.standards import calendars
from tests.ui.standards.conftest import LARKFIELD, Shown

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def here(shown: Shown) -> date:
    day = shown.page.calendar.view.current_day()
    assert day is not None
    return day.day


def said(shown: Shown, day: str) -> str:
    days = shown.page.calendar.view.days
    return str(days.data(days.index_of(date.fromisoformat(day)), Qt.ItemDataRole.AccessibleTextRole))


def kept(shown: Shown, key: str = DESK) -> CalendarDefinition:
    return next(row.definition for row in shown.desk.ask(calendars) if row.key == key)


def test_each_day_is_one_sentence_and_its_kind_is_a_letter(shown: Shown) -> None:
    assert said(shown, "2026-03-03") == "Tuesday 3 March 2026: open 09:00–17:30"
    assert said(shown, "2026-03-07") == "Saturday 7 March 2026: open 09:00–13:00, as every Saturday"
    assert said(shown, "2026-03-08") == "Sunday 8 March 2026: closed, as every Sunday"
    assert said(shown, "2026-04-03") == "Friday 3 April 2026: Good Friday, public holiday, closed"
    assert said(shown, "2026-12-24") == "Thursday 24 December 2026: special hours, open 09:00–12:00"
    days = shown.page.calendar.view.days
    letters = {day: days.data(days.index_of(date.fromisoformat(day))) for day in ("2026-04-03", "2026-12-24")}
    assert letters == {"2026-04-03": "H", "2026-12-24": "S"}
    beyond = days.index(1, 29)
    assert (days.data(beyond), days.flags(beyond)) == (None, Qt.ItemFlag.NoItemFlags)


def test_the_keys_walk_days_months_and_years(shown: Shown, qtbot: QtBot) -> None:
    view = shown.page.calendar.view
    view.setFocus()
    assert here(shown) == date(2026, 3, 3)
    for key, then in (
        (KEY.Key_Right, date(2026, 3, 4)),
        (KEY.Key_Up, date(2026, 2, 4)),
        (KEY.Key_Home, date(2026, 2, 1)),
        (KEY.Key_Left, date(2026, 1, 31)),
        (KEY.Key_Down, date(2026, 2, 28)),
        (KEY.Key_Right, date(2026, 3, 1)),
        (KEY.Key_End, date(2026, 3, 31)),
        (KEY.Key_PageDown, date(2027, 3, 31)),
        (KEY.Key_PageUp, date(2026, 3, 31)),
    ):
        qtbot.keyClick(view, key)
        assert here(shown) == then
    assert shown.page.calendar.words.text() == "Tuesday 31 March 2026: open 09:00–17:30"
    for _ in range(4):
        qtbot.keyClick(view, KEY.Key_Up)
    assert here(shown) == date(2025, 11, 28)
    assert shown.page.calendar.shown_year.text() == "2025"
    assert view.accessibleName() == "Customer desk, 2025"
    assert QApplication.focusWidget() is view


def test_years_are_turned_by_button_up_to_the_last(shown: Shown) -> None:
    card = shown.page.calendar
    shown.click(card.after)
    assert (card.shown_year.text(), here(shown)) == ("2027", date(2027, 3, 3))
    card._go_to(2100, date(2100, 2, 28))
    assert not card.after.isEnabled()
    assert card.before.isEnabled()


def test_another_region_is_looked_at_and_changes_nothing(shown: Shown) -> None:
    card = shown.page.calendar
    assert not card.trial.isVisible()
    card.region.set_value("GB-SCT")
    assert said(shown, "2026-11-30").endswith("Saint Andrew's Day, public holiday, closed")
    assert card.trial.text() == "To look at only: the calendar keeps England and Wales. New hours changes that."
    assert kept(shown).region == "GB-ENG"
    card.region.set_value("GB-ENG")
    assert not card.trial.isVisible()


def test_a_day_is_closed_and_made_usual_again(shown: Shown, qtbot: QtBot) -> None:
    page, view = shown.page, shown.page.calendar.view
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Return)
    form = page.forms.day
    assert page.pages.currentWidget() is form
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["reason"]
    shown.type(form.reason, "Stocktaking")
    with qtbot.waitSignal(page.told) as told:
        qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    assert told.args == ["Customer desk has a new version. Running clocks keep theirs."]
    assert kept(shown).closures == ("2026-03-03",)
    assert page.calendar.about.text() == "Version 2 of these hours. Times are those of Europe/London."
    assert said(shown, "2026-03-03") == "Tuesday 3 March 2026: closed on this day"
    assert QApplication.focusWidget() is view
    qtbot.keyClick(view, KEY.Key_Return)
    assert form.what.currentText() == "As usual again"
    shown.type(form.reason, "Done on Monday")
    qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    assert kept(shown) == LARKFIELD


def test_several_days_get_hours_of_their_own(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    page.calendar._go_to(2026, date(2026, 6, 10))
    shown.click(page.calendar.add)
    form = page.forms.day
    form.what.setCurrentIndex(1)
    assert form.hours.isVisible()
    form.last.tick.click()
    form.last.edit.set_day(date(2026, 6, 12))
    shown.type(form.hours, "noon")
    shown.type(form.reason, "The fair")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert shown.errors(form) == {"hours": "Enter hours like 09:00-12:00, 13:00-17:00."}
    shown.type(form.hours, "9-12, 11-14")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert shown.errors(form) == {"hours": "Two openings of 2026-06-10 overlap. Join them, or move one."}
    shown.type(form.hours, "9-12, 13:00-16")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    hours = (("09:00", "12:00"), ("13:00", "16:00"))
    assert {day: kept(shown).date_hours[day] for day in ("2026-06-10", "2026-06-11", "2026-06-12")} == dict.fromkeys(
        ("2026-06-10", "2026-06-11", "2026-06-12"), hours
    )


@pytest.mark.parametrize(
    ("day", "what", "field", "words"),
    [
        ("2026-04-03", 1, "day", "3 April 2026 is a public holiday, Good Friday, which wins"),
        ("2026-03-04", 2, "what", "The calendar says that already."),
    ],
)
def test_a_change_that_would_come_to_nothing_is_refused(
    shown: Shown, qtbot: QtBot, day: str, what: int, field: str, words: str
) -> None:
    page = shown.page
    page.calendar._go_to(2026, date.fromisoformat(day))
    shown.click(page.calendar.add)
    form = page.forms.day
    form.what.setCurrentIndex(what)
    shown.type(form.reason, "To see")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    ((at, said_there),) = shown.errors(form).items()
    assert at == field
    assert said_there.startswith(words)
    assert kept(shown) == LARKFIELD


def test_new_hours_are_a_new_version_and_another_name_a_further_calendar(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.click(page.calendar.hours)
    form = page.forms.hours
    assert form.days["sat"].text() == "09:00–13:00"
    shown.type(form.days["mon"], "nine to five")
    shown.type(form.zone, "Europe/Londn")
    shown.type(form.reason, "Late evenings")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["mon"]
    shown.type(form.days["mon"], "12-20:00")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["zone"]
    assert "Europe/London" in shown.errors(form)["zone"]
    shown.type(form.zone, "Europe/London")
    form.region.set_value("GB-SCT")
    shown.type(form.key, "Late Desk!")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["key"]
    shown.type(form.key, "late-desk")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert kept(shown) == LARKFIELD
    late = kept(shown, "late-desk")
    assert (late.hours["mon"], late.region) == ((("12:00", "20:00"),), "GB-SCT")
    page.calendar.which.set_value("late-desk")
    assert page.calendar.region.value() == "GB-SCT"
    assert said(shown, "2026-03-02") == "Monday 2 March 2026: open 12:00–20:00, as every Monday"


def test_the_days_that_differ_are_listed_and_opened_by_key(shown: Shown, qtbot: QtBot) -> None:
    page, card = shown.page, shown.page.calendar
    qtbot.keyClick(card.as_list, KEY.Key_Return)
    table = card.others.table
    assert (table.isVisible(), card.view.isVisible()) == (True, False)
    assert card.as_list.accessibleName() == "Show the year"
    model = card.others.model
    said_of = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said_of[0] == "Day Thu 1 January 2026, What it is New Year's Day, public holiday, closed"
    assert "Day Thu 24 December 2026, What it is Special hours, open 09:00–12:00" in said_of
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_End)
    for _ in range(3):
        qtbot.keyClick(table, KEY.Key_Up)
    qtbot.keyClick(table, KEY.Key_Return)
    form = page.forms.day
    assert (form.day.day(), form.what.currentText()) == (date(2026, 12, 24), "As usual again")
    shown.type(form.reason, "Open after all")
    qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    assert kept(shown).date_hours == {}
    assert QApplication.focusWidget() is table
    card.region.set_value("")
    assert card.others.none.isVisible()
    card.as_list.click()
    assert card.view.isVisible()


def test_working_days_of_the_law_are_looked_at_and_set_by_nobody(shown: Shown, qtbot: QtBot) -> None:
    law = ChangeCalendar("law", CalendarDefinition(hours=dict.fromkeys(("mon", "tue"), (("09:00", "17:00"),))), "Law")
    shown.do(law)
    card = shown.page.calendar
    card.which.set_value("law")
    assert card.name() == "Working days by law"
    for button in (card.add, card.hours):
        assert button.statusTip() == "The law counts its working days itself: they follow the customer desk."
    with qtbot.waitSignal(shown.page.told) as told:
        qtbot.keyClick(card.view, KEY.Key_Return)
    assert told.args == [card.add.statusTip()]
    card.which.set_value(DESK)
    assert card.add.isEnabled()
    shown.page._set_new()
    assert "law" not in shown.page.forms.standard.calendar._values


def test_hours_that_end_on_the_next_day_say_so_as_they_are_typed_and_may_not_run_into_its_opening(shown: Shown) -> None:
    page = shown.page
    shown.click(page.calendar.hours)
    form = page.forms.hours
    row = form.form.rows["mon"]
    usual = row.hint()
    for typed, told in (("17-9", "Until 09:00 the next day."), ("9-17", usual), ("nine", usual)):
        shown.type(form.days["mon"], typed)
        assert row.hint() == told
    shown.type(form.days["mon"], "17:00-09:30")
    shown.type(form.reason, "A slip of the hand")
    form.save()
    assert shown.errors(form) == {
        "mon": "mon is still open when tue opens. Let it close before, or tue open later.",
    }
