# SPDX-License-Identifier: MIT
"""The rule tester answers at once: which standards, when they are due, and why each was taken or not."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crmtrainer.agenda.commands import Jump
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.calculator import answer, questions
from crmtrainer.service_levels.commands import AdjustTiming, ChangeCalendar, ChangeStandard
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.tickets.rules import Priority, Severity, TicketType
from crmtrainer.ui.calculator.page import CalculatorPage
from tests.ui.standards.conftest import Shown


def arrive(shown: Shown, day: date, hour: int, minute: int = 0) -> None:
    shown.page.tester.arrives.set_wall(datetime.combine(day, time(hour, minute)))


def test_it_says_what_a_ticket_would_get_and_why(shown: Shown, qtbot: QtBot) -> None:
    tester = shown.page.tester
    arrive(shown, date(2026, 3, 2), 14, 10)
    assert tester.answer.accessibleName() == (
        "First response, version 1; Resolution, version 1 "
        "First reply due Mon 2 Mar, 15:10. Resolution due Tue 3 Mar, 13:40."
    )
    assert tester.rules() == [
        "Urgent: no, only for: Urgent",
        "First response: yes, all fits",
        "Resolution: yes, all fits",
    ]
    assert [day.name for day in tester.days.picture._days] == ["Mon 2 Mar", "Tue 3 Mar"]
    with qtbot.waitSignal(tester.announce) as heard:
        tester.priority.set_value(Priority.URGENT)
    assert heard.args[0].startswith("Urgent, version 1; First response, version 1")
    assert tester.rules()[0::2] == ["Urgent: yes, all fits", "Resolution: not tried, an earlier one fits"]


def test_every_trait_of_a_ticket_counts(shown: Shown, qtbot: QtBot) -> None:
    tester = shown.page.tester
    rule = ClockRule(id="damage", metric=Metric.FIRST_RESPONSE, unit=Unit.ELAPSED_HOURS, length=2)
    wanted = StandardDefinition(
        rule, DESK, types=("complaint",), categories=("Damage",), severities=("high",), channels=("email",)
    )
    shown.do(ChangeStandard(wanted, "Damage first", first=True))
    tester.type.set_value(TicketType.ENQUIRY)
    assert tester.rules()[0] == "Damage: no, only for: Service complaint"
    tester.type.set_value(TicketType.COMPLAINT)
    assert tester.rules()[0] == "Damage: no, only for: Damage"
    qtbot.keyClicks(tester.category, "damage\t")
    tester.category.editingFinished.emit()
    assert tester.rules()[0] == "Damage: no, only for: High severity"
    tester.severity.set_value(Severity.HIGH)
    assert tester.rules()[0] == "Damage: no, only for: E-mail"
    tester.channel.setCurrentIndex(1)
    assert tester.rules()[0] == "Damage: yes, all fits"


def test_long_limits_are_drawn_by_their_first_and_last_days(shown: Shown) -> None:
    rule = ClockRule(id="resolution", metric=Metric.RESOLUTION, unit=Unit.BUSINESS_DAYS, length=20)
    shown.do(ChangeStandard(StandardDefinition(rule, DESK), "Slow summer"))
    tester = shown.page.tester
    arrive(shown, date(2026, 3, 2), 10)
    named = [day.name for day in tester.days.picture._days]
    assert named == ["Mon 2 Mar", "Tue 3 Mar", "…", "Sat 21 Mar", "Mon 23 Mar", "Tue 24 Mar", "Wed 25 Mar"]
    assert tester.days.note.text().startswith("Days that are not drawn: ")
    assert tester.days.note.isVisible()


def test_a_time_that_no_calendar_reaches_is_refused_in_words(shown: Shown) -> None:
    tester = shown.page.tester
    arrive(shown, date(2150, 3, 2), 14)
    assert "up to which clocks are worked out" in tester.answer.accessibleName()
    assert tester.rules() == []
    assert not tester.days.picture.isVisible()


def test_one_standard_that_is_never_due_leaves_the_others_told(shown: Shown) -> None:
    once = CalendarDefinition(date_hours={"2026-12-24": (("09:00", "09:10"),)})
    shown.do(ChangeCalendar("once", once, "The fair"))
    rule = ClockRule(id="fair", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60)
    shown.do(ChangeStandard(StandardDefinition(rule, "once"), "The fair", first=True))
    tester = shown.page.tester
    arrive(shown, date(2026, 3, 2), 14, 10)
    assert tester.answer.accessibleName() == (
        "Fair, version 1; Resolution, version 1 First reply is never due: the calendar of Fair does not open often "
        "enough. Resolution due Tue 3 Mar, 13:40."
    )
    assert tester.days.named.text() == "The days of Resolution"


def test_what_was_tried_is_copied_as_questions_that_the_calculator_answers_alike(shown: Shown, qtbot: QtBot) -> None:
    tester = shown.page.tester
    shown.change(closures=("2026-03-03",))
    arrive(shown, date(2026, 3, 2), 14, 10)
    with qtbot.waitSignal(shown.page.told):
        qtbot.keyClick(tester.copy, Qt.Key.Key_Return)
    answers = [answer(each) for each in questions(QGuiApplication.clipboard().text())]
    assert answers == [
        {"id": "first-response", "due": "2026-03-02T15:10:00+00:00"},
        {"id": "resolution", "due": "2026-03-04T13:40:00+00:00"},
    ]
    assert "First reply due Mon 2 Mar, 15:10. Resolution due Wed 4 Mar, 13:40." in tester.answer.accessibleName()
    for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION):
        rule = ClockRule(id=f"days-{metric.value}", metric=metric, unit=Unit.BUSINESS_DAYS, length=2)
        shown.do(ChangeStandard(StandardDefinition(rule, DESK), "In days", first=True))
    assert tester.copy.statusTip() == "Nothing here counts working minutes, as the calculator does."


def test_the_calculator_is_one_press_away(shown: Shown, qtbot: QtBot) -> None:
    arrive(shown, date(2026, 3, 2), 14, 10)
    with qtbot.waitSignal(shown.page.calculator_wanted) as wanted:
        qtbot.keyClick(shown.page.tester.calculator, Qt.Key.Key_Return)
    page = CalculatorPage(shown.desk)
    qtbot.addWidget(page)
    page.take_in(wanted.args[0])
    assert page.answer is not None
    assert page.answer.due == datetime(2026, 3, 3, 13, 40, tzinfo=UTC)  # of the resolution, whose days are drawn
    assert page.form.texts()["amount"] == "8 h"


def test_what_a_learner_with_adjusted_timing_would_get_is_answered(shown: Shown, qtbot: QtBot) -> None:
    tester = shown.page.tester
    arrive(shown, date(2026, 3, 2), 14, 10)
    assert tester.timing.value() == AS_SET
    tester.timing.set_value(150)
    assert tester.answer.accessibleName().endswith(
        "First reply due Mon 2 Mar, 15:40. Resolution due Wed 4 Mar, 09:10. Adjusted timing: ×1.5."
    )
    assert [day.name for day in tester.days.picture._days] == ["Mon 2 Mar", "Tue 3 Mar", "Wed 4 Mar"]
    with qtbot.waitSignal(shown.page.told):
        qtbot.keyClick(tester.copy, Qt.Key.Key_Return)
    assert [answer(each)["due"] for each in questions(QGuiApplication.clipboard().text())] == [
        "2026-03-02T15:40:00+00:00",
        "2026-03-04T09:10:00+00:00",
    ]
    tester.timing.set_value(UNTIMED)
    assert tester.answer.accessibleName().endswith("Adjusted timing sets no limit: nothing is due.")
    assert not tester.days.isVisible()
    assert not tester.copy.isEnabled() or tester.copy.statusTip()


def test_it_begins_with_the_timing_of_whoever_works_in_the_world(shown: Shown) -> None:
    shown.do(AdjustTiming(125))
    shown.page.tester.forget()
    shown.page.tester.refresh()
    assert shown.page.tester.timing.value() == 125


def test_each_due_time_that_is_marked_says_what_is_due(shown: Shown) -> None:
    arrive(shown, date(2026, 3, 2), 9)
    (monday,) = shown.page.tester.days.picture._days
    assert [notch.words for notch in monday.notches] == ["Arrives 09:00", "First reply 10:00", "Resolution 17:00"]


def test_times_of_another_place_are_said_to_be_its_own(shown: Shown) -> None:
    assert not shown.page.tester.days.note.isVisible()
    shown.change(zone="America/New_York")
    assert shown.page.tester.days.note.text() == "The times here are those of America/New_York."


def test_clocks_that_run_leave_what_is_being_read_alone(shown: Shown, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(shown.page.list.model.modelReset):
        shown.do(Jump(shown.desk.now() + timedelta(hours=10)))
    assert shown.page.list.keeps.text()


def test_the_days_are_a_table_too_and_each_speaks(shown: Shown, qtbot: QtBot) -> None:
    tester = shown.page.tester
    arrive(shown, date(2026, 3, 2), 14, 10)
    assert tester.days.named.text() == "The days of Resolution"
    qtbot.keyClick(tester.days.as_table, Qt.Key.Key_Return)
    table = tester.days.table
    assert table is not None
    assert (table.isVisible(), tester.days.picture.isVisible()) == (True, False)
    model = table.model()
    spoken = [str(model.data(model.index(n, 0), Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]
    assert [words.partition(",")[0] for words in spoken] == ["Day Mon 2 Mar", "Day Tue 3 Mar"]
    assert "3 h 20 min" in spoken[0]
    tester.priority.set_value(Priority.URGENT)
    assert tester.days.named.text() == "The days of Urgent"
    assert tester.days.table is not table
    tester.days.as_table.click()
    assert tester.days.picture.isVisible()


def test_a_due_time_of_another_year_says_which(shown: Shown) -> None:
    arrive(shown, date(2026, 12, 31), 17)
    assert shown.page.tester.answer.accessibleName().endswith(
        "First reply due Saturday 2 January 2027 at 09:30. Resolution due Monday 4 January 2027 at 12:30."
    )
