# SPDX-License-Identifier: MIT
"""The list, the forms that set standards and targets, and moving running clocks: real keys, real acts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.organisation.queries import teams
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.service_levels.moving import on_older_calendar
from crmtrainer.service_levels.rules import Metric, PauseState, Unit
from crmtrainer.service_levels.standards import StandardRow, standards
from crmtrainer.ui.standards.labels import metric_choices
from crmtrainer.ui.standards.page import StandardsPage
from tests.ui.standards.conftest import Shown
from tests.ui.test_names import nameless

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
LAW = "Answer a request for somebody’s own data"


def newest(shown: Shown, ident: str) -> StandardRow:
    return next(row for row in shown.desk.ask(standards) if row.definition.rule.id == ident)


def test_the_list_is_in_the_order_tried_with_teams_and_the_law_after_it(shown: Shown) -> None:
    names = shown.names()
    assert names[:5] == ["Urgent", "First response", "Resolution", "Handoff, Warehouse pickers", LAW]
    model = shown.page.list.model
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Standard Urgent, For Urgent, Limit Resolution, 4 h, "
        "Hours, pauses Customer desk; pauses: waiting for the customer, In force v1"
    )
    sentence = "Urgent. For: Urgent. Resolution, 4 h. Customer desk; pauses: waiting for the customer. v1."
    assert shown.page.list.detail.text() == sentence
    tips = {model.data(model.index(0, column), Qt.ItemDataRole.ToolTipRole) for column in range(model.columnCount())}
    assert len(tips) == 1
    assert sentence in tips.pop()
    assert shown.page.header.beside.text() == "Larkfield"


def test_enter_opens_a_standard_and_its_next_version_counts_from_now_on(shown: Shown, qtbot: QtBot) -> None:
    page, table = shown.page, shown.page.list.table
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Return)
    form = page.forms.standard
    assert page.pages.currentWidget() is form
    assert QApplication.focusWidget() is form.length
    assert (form.header.name.text(), form.name.isReadOnly()) == ("New version of First response", True)
    assert "Running clocks keep the version they began with" in form.remark.accessibleName()
    assert form.form.rows["length"]._hint.text() == "That is 1 h."
    form.length.setValue(30)
    assert form.form.rows["length"]._hint.text() == ""
    shown.type(form.reason, "A quicker summer")
    with qtbot.waitSignal(page.told) as told:
        qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    words = "First response has a new version, which counts for what begins from now on."
    assert told.args == [words]
    assert newest(shown, "first-response").definition.rule.length == 30
    assert page.pages.currentWidget() is page.overview
    assert QApplication.focusWidget() is table
    assert page.list.current() is not None
    assert page.list.current().name == "First response"
    assert page.list.current().force == "v2 from 3 Mar"


def test_a_new_standard_says_all_that_a_standard_can_say(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.click(page.new_standard)
    form = page.forms.standard
    shown.type(form.name, "Damaged, urgent")
    form.measures.set_value(Metric.RESOLUTION)
    form.length.setValue(2)
    form.unit.set_value(Unit.BUSINESS_DAYS)
    for ticks, value in (
        (form.types, "complaint"),
        (form.priorities, "urgent"),
        (form.severities, "high"),
        (form.channels, "phone"),
        (form.pauses, "waiting_customer"),
    ):
        ticks.tick(value).click()
    shown.type(form.categories, "Delivery, Damage")
    form.longest.setValue(5)
    form.longest_unit.set_value(Unit.BUSINESS_DAYS)
    shown.type(form.thresholds, "90, 50 %, 100")
    form.since.tick.click()
    form.place.set_value(1)
    shown.type(form.reason, "After the fair")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    definition = newest(shown, "Damaged, urgent").definition
    rule = definition.rule
    assert (rule.metric, rule.unit, rule.length, definition.calendar) == (
        Metric.RESOLUTION,
        Unit.BUSINESS_DAYS,
        2,
        DESK,
    )
    assert (definition.types, definition.priorities, definition.severities) == (("complaint",), ("urgent",), ("high",))
    assert (definition.channels, definition.categories) == (("phone",), ("Delivery", "Damage"))
    assert rule.pauses_in == {PauseState.WAITING_CUSTOMER}
    assert (
        (rule.longest_pause.amount, rule.longest_pause.unit) == (5, Unit.BUSINESS_DAYS) if rule.longest_pause else False
    )
    assert rule.thresholds == (50, 90, 100)
    assert rule.source == "Damaged, urgent"
    assert str(rule.valid_from) == "2026-03-03"
    assert shown.names()[0] == "Damaged, urgent"
    assert page.list.current() == page.list.lines[0]
    assert page.list.lines[0].whose == ("Service complaint; Delivery, Damage; High severity; Urgent; Phone")


def test_what_is_wrong_is_said_on_top_and_at_each_field_and_the_entries_stay(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.click(page.new_standard)
    form = page.forms.standard
    form.length.setValue(0)
    shown.type(form.thresholds, "half")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert shown.errors(form) == {
        "name": "Give the standard a name, like Complaint, first reply.",
        "length": "Enter how long it allows: at least 1.",
        "thresholds": "Enter whole numbers from 1 to 100 with commas, like 50, 75, 90, 100.",
        "reason": "Say why: whoever looks at the clocks later must understand.",
    }
    assert QApplication.focusWidget() is form.form.summary
    assert len(form.form.summary.links()) == 4
    assert form.thresholds.text() == "half"
    shown.type(form.name, "first response")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert shown.errors(form)["name"].startswith("There is a standard of that name")
    assert newest(shown, "first-response").version == 1


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("pauses", "Damage measures a reply to the customer, and such a clock never pauses."),
        ("length", "Damage is longer than 10 years. Look at its unit."),
        ("until", "Damage would end before it begins. Correct one of the two dates."),
    ],
)
def test_what_the_core_refuses_is_said_at_its_field(shown: Shown, qtbot: QtBot, field: str, words: str) -> None:
    shown.click(shown.page.new_standard)
    form = shown.page.forms.standard
    shown.type(form.name, "Damage")
    shown.type(form.reason, "To see")
    match field:
        case "pauses":
            form.pauses.tick("waiting_customer").click()
        case "length":
            form.length.setValue(900)
            form.unit.set_value(Unit.CALENDAR_MONTHS)
        case _:
            form.since.tick.click()
            form.until.tick.click()
            form.until.edit.set_day(date(2026, 3, 2))
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert shown.errors(form) == {field: words}
    assert shown.page.pages.currentWidget() is form


def test_what_was_entered_and_not_done_is_there_again(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.click(page.new_standard)
    form = page.forms.standard
    shown.type(form.name, "Damage")
    form.types.tick("complaint").click()
    form.length.setValue(45)
    qtbot.keyClick(form.name, KEY.Key_Escape)
    assert page.pages.currentWidget() is page.overview
    assert QApplication.focusWidget() is page.new_standard
    page.list.table.selectRow(1)
    shown.click(page.new_version)
    assert form.name.text() == "first-response"
    qtbot.keyClick(form.name, KEY.Key_Escape)
    shown.click(page.new_standard)
    assert (form.name.text(), form.types.values(), form.length.value()) == ("Damage", ("complaint",), 45)
    assert not form.draft_line.isHidden()


def test_a_team_gets_other_targets_and_refusals_stand_at_their_fields(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    page.list.choose("warehouse")
    assert page.new_version.text() == "New targets"
    qtbot.keyClick(page.list.table, KEY.Key_Return)
    form = page.forms.team
    assert (form.accept.value(), form.finish.value()) == (60, 240)
    form.accept.setValue(300)
    shown.type(form.reason, "The new van")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["finish"]
    form.accept.setValue(30)
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert [(team.accept_minutes, team.complete_minutes) for team in shown.desk.ask(teams)] == [(30, 240)]
    assert "Accept 30 min, finish 4 h" in page.list.detail.text()


def test_what_the_law_sets_is_read_and_not_changed(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    page.list.choose(next(line.ident for line in page.list.lines if line.name == LAW))
    assert not page.new_version.isEnabled()
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, KEY.Key_Return)
    pane = page.forms.law
    assert pane.header.name.text() == LAW
    assert QApplication.focusWidget() is pane.back
    qtbot.keyClick(pane.back, KEY.Key_Escape)
    assert QApplication.focusWidget() is page.list.table


def test_running_clocks_are_counted_and_moved_with_a_reason(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    assert not page.list.move_them.isVisible()
    shown.change(closures=("2026-06-12",))
    (row,) = shown.desk.ask(on_older_calendar)
    assert page.list.keeps.text().endswith(f"By an older version of Customer desk: {row.clocks}.")
    shown.click(page.list.move_them)
    form = page.forms.move
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["reason"]
    shown.type(form.reason, "The fair")
    qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    assert shown.desk.ask(on_older_calendar) == ()
    assert not page.list.move_them.isVisible()


def test_without_a_world_the_page_says_what_it_is_for(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.desk.open_world(None)
    assert page.pages.currentWidget() is page.empty
    assert page.empty.button is not None
    assert page.first_focus() is page.empty.button
    with qtbot.waitSignal(page.world_wanted):
        qtbot.keyClick(page.empty.button, KEY.Key_Return)


def test_everything_the_keyboard_reaches_has_a_name(shown: Shown) -> None:
    page = shown.page
    for show in (page._set_new, page._change_hours, page._move, page._open_current):
        show()
        assert nameless(page) == []


@pytest.mark.sheet
@pytest.mark.parametrize("width", [430, 700, 976, 1036])
def test_the_page_asks_for_no_wider_window(shown: Shown, width: int, qtbot: QtBot) -> None:
    page: StandardsPage = shown.page
    page.resize(width, 460)
    qtbot.wait(1)
    assert page.width() == width
    for part in (page.list, page.calendar, page.tester):
        assert part.mapTo(page, part.rect().topRight()).x() <= width


def test_a_version_that_begins_later_is_told_and_the_next_one_follows_it(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    page.list.choose("first-response")
    shown.click(page.new_version)
    form = page.forms.standard
    form.length.setValue(30)
    form.since.tick.click()
    form.since.edit.set_day(date(2026, 4, 1))
    shown.type(form.reason, "From spring on")
    qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    line = page.list.current()
    assert line is not None
    assert (line.limit, line.force, line.is_in_force) == ("First reply, 1 h", "v1; v2 from 1 Apr", True)
    shown.click(page.new_version)
    assert (form.length.value(), form.save_button.text()) == (30, "Set version 3")


def test_what_was_set_before_is_listed_with_its_reason(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.do(SetTeamTargets("warehouse", 30, 240, DESK, "The new van"))
    page.before.setFocus()
    qtbot.keyClick(page.before, KEY.Key_Return)
    pane = page.forms.history
    assert QApplication.focusWidget() is pane.table
    model = pane.model
    told = [[str(model.data(model.index(row, column))) for column in range(1, 4)] for row in range(model.rowCount())]
    assert told[0][1:] == ["The new van", "T-1"]
    assert told[1] == ["Changed the calendar “Customer desk”, version 1", "Saturdays", "T-1"]
    assert pane.detail.text().endswith("The new van")
    assert nameless(page) == []
    qtbot.keyClick(pane.table, KEY.Key_Escape)
    assert QApplication.focusWidget() is page.before


def test_a_world_in_which_nothing_was_set_says_so(shown: Shown) -> None:
    pane = shown.page.forms.history
    pane.show_rows((), {})
    shown.page._show(pane)
    assert (pane.empty.isVisible(), pane.card.isVisible()) == (True, False)
    assert QApplication.focusWidget() is pane.back


@pytest.mark.sheet
def test_where_it_is_narrow_icons_say_what_the_buttons_do(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    assert page.new_version.text() == "New version"
    page.resize(430, 460)
    qtbot.wait(1)
    page.list.choose("warehouse")
    assert (page.new_version.text(), page.new_version.accessibleName()) == ("", "New targets")
    assert "New targets" in page.new_version.toolTip()
    page.resize(1036, 620)
    qtbot.wait(1)
    assert page.new_version.text() == "New targets"


def test_in_the_usual_window_the_whole_year_is_seen_and_what_rules_were_tried(shown: Shown) -> None:
    year, rules = shown.page.calendar.view, shown.page.tester.order
    assert year.visibleRegion().boundingRect() == year.rect()
    assert rules.visibleRegion().boundingRect() == rules.rect()


def test_each_measure_says_what_meets_it(shown: Shown) -> None:
    shown.click(shown.page.new_standard)
    form = shown.page.forms.standard
    told = set()
    for metric in metric_choices():
        form.measures.set_value(metric)
        told.add(form.form.rows["metric"].hint())
    assert len(told) == len(metric_choices())
    assert not any(not words for words in told)
    form.measures.set_value(Metric.ACKNOWLEDGEMENT)
    assert "also by one that only acknowledges" in form.form.rows["metric"].hint()
    assert form.measures.accessibleDescription() == form.form.rows["metric"].hint()
