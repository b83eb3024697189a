# SPDX-License-Identifier: MIT
"""Choosing a scenario, the rules of an assessed attempt, the ways back to earlier attempts, and the brief."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QSplitter
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.catalogue import ScenarioCard
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import appearance
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.chip import Chip
from crmtrainer.ui.kit.rows import ROW_ROLE
from crmtrainer.ui.scenarios.brief_page import BriefPage
from crmtrainer.ui.scenarios.labels import AtDesk, reason_against_hand_in, rules_of
from crmtrainer.ui.scenarios.page import ScenariosPage
from crmtrainer.ui.shell.body import Body
from crmtrainer.ui.theme import Look
from tests.ui.test_names import nameless

LEFT = Qt.MouseButton.LeftButton

WAREHOUSE = ScenarioCard(
    key="passed-to-warehouse",
    number=4,
    title="Passed to warehouse",
    teaser="Handing work to an internal team",
    summary="Wrong legs came with Mr Sahota’s table.",
    minutes=25,
    contacts=8,
    channels=("phone", "text"),
    practises=("A team’s target inside the customer’s",),
    criteria=(("S2-M4", "A complete handoff and a check on it"),),
    law=("UK GDPR 5(1)(c): only what is needed",),
    law_as_at="2026-03-01",
    organisation="Larkfield",
)
KETTLE = replace(WAREHOUSE, key="kettle", number=1, title="Kettle refund", teaser="Putting it right", practises=())

RUNNING = AttemptRow(
    id=1,
    ref="A-000001",
    learner="L-1",
    learner_name="Jo Bloggs",
    scenario="passed-to-warehouse",
    title="Passed to warehouse",
    mode="practise",
    number=1,
    state=AttemptState.RUNNING,
    started_at=datetime(2026, 5, 21, 9, 0, tzinfo=UTC),
    finished_at=None,
    handed_in_at=None,
    head="",
    world="w-1",
    path="worlds/a-000001.sqlite3",
    judged=0,
)
FINISHED = replace(RUNNING, id=2, ref="A-000002", number=2, state=AttemptState.FINISHED)
HANDED_IN = replace(RUNNING, id=3, ref="A-000003", number=3, state=AttemptState.HANDED_IN)


@pytest.fixture
def page(qtbot: QtBot) -> ScenariosPage:
    with appearance.undressed():  # as the window is put together
        made = ScenariosPage()
    qtbot.addWidget(made)
    made.resize(1036, 620)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.set_content((KETTLE, WAREHOUSE), (HANDED_IN, FINISHED, RUNNING))
    made.list.setFocus()
    return made


def link(page: ScenariosPage, name: str) -> Button:
    return next(b for b in page.detail.findChildren(Button) if b.accessibleName() == name and not b.isHidden())


def choose_mode(page: ScenariosPage, qtbot: QtBot, mode: Mode) -> None:
    frames = page.detail.modes.findChildren(QAbstractButton)
    qtbot.mouseClick(frames[list(Mode).index(mode)], LEFT)


def test_arrows_show_the_scenario_beside_the_list(page: ScenariosPage, qtbot: QtBot) -> None:
    assert page.detail.name.text() == "Kettle refund"
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.detail.name.text() == "Passed to warehouse"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.detail.resume.hasFocus()


def test_a_row_tells_minutes_channels_and_that_a_team_takes_part(page: ScenariosPage) -> None:
    page.set_content((WAREHOUSE, replace(KETTLE, has_team=True)), ())
    rows = [page.model.index(place).data(ROW_ROLE) for place in range(2)]
    assert [row.icon for row in rows] == ["phone-outline", "package-variant"]
    assert [fact.words for fact in rows[0].facts] == ["25 min", "Phone, text"]
    assert rows[0].sentence().endswith("25 min, Phone, text, Not tried")


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1036, 620, 1.0), (976, 430, 1.0), (1120, 520, 2.0), (964, 370, 2.0)]
)
def test_it_never_scrolls_sideways_nor_twice(
    page: ScenariosPage, qtbot: QtBot, width: int, height: int, scale: float
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    appearance.apply(app, Look(motion=False).with_text_scale(scale))
    page.resize(width, height)
    foot = page.detail.footer
    pinned = scale == 1.0
    qtbot.waitUntil(lambda: isinstance(foot.parentWidget().parentWidget(), QSplitter) is pinned)
    assert page.minimumSizeHint().width() <= width
    assert page.minimumSizeHint().height() <= height
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    assert len(areas) == 1
    assert areas[0].horizontalScrollBar().maximum() == 0
    assert foot.width() <= width


def test_the_filter_looks_into_titles_practice_and_criteria(page: ScenariosPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "target inside")
    assert page.count.text() == "1 of 2"
    assert page.list.current_id() == "passed-to-warehouse"
    qtbot.keyClicks(page.filter, " nowhere")
    assert page.empty.isVisible()
    assert page.empty.button is not None
    qtbot.mouseClick(page.empty.button, LEFT)
    assert page.count.text() == "2"


def test_practise_starts_at_once(page: ScenariosPage, qtbot: QtBot) -> None:
    page.choose("passed-to-warehouse")
    assert page.detail.start_button.text() == "Start practising"
    with qtbot.waitSignal(page.start_requested) as asked:
        qtbot.mouseClick(page.detail.start_button, LEFT)
    assert asked.args == ["passed-to-warehouse", Mode.PRACTISE]


def test_assessed_says_its_rules_once_and_then_starts(page: ScenariosPage, qtbot: QtBot) -> None:
    started: list[tuple[str, Mode]] = []
    page.start_requested.connect(lambda key, mode: started.append((key, mode)))
    page.choose("passed-to-warehouse")
    choose_mode(page, qtbot, Mode.ASSESSED)
    assert not page.detail.rules.isVisible()
    qtbot.mouseClick(page.detail.start_button, LEFT)
    assert started == []
    assert page.detail.rules.isVisible()
    assert "no second try" in page.detail.rules.accessibleName()
    assert page.detail.start_button.text() == "I agree, start"
    assert page.detail.start_button.hasFocus()
    qtbot.keyClick(page.detail.start_button, Qt.Key.Key_Space)
    assert started == [("passed-to-warehouse", Mode.ASSESSED)]
    assert not page.detail.rules.isVisible()


def test_the_rules_of_an_assessed_attempt_are_the_same_words_wherever_they_stand(
    page: ScenariosPage, qtbot: QtBot
) -> None:
    rules = rules_of(Mode.ASSESSED)
    for told in ("No hints", "no second try in this run", "this window only", "true limits", "This machine itself"):
        assert told in rules
    assert "sealed" not in rules
    assert rules in page.detail.rules.accessibleName()
    brief = BriefPage("Passed to warehouse", "You work the desk.", Mode.ASSESSED, "Tue 3 Mar, 12:30")
    qtbot.addWidget(brief)
    assert [label.text() for label in brief.findChildren(QLabel)].count(rules) == 1
    body = Body()
    qtbot.addWidget(body)
    short = body.assessed.accessibleName().removeprefix("Assessed attempt ")
    assert short == "No hints, no second try in this run. Handed in at the end."
    assert rules.startswith(short)
    body.rules.click()
    assert body.help.accessibleName() == f"Assessed attempt {rules}"


def test_an_attempt_at_exploring_offers_no_hand_in(page: ScenariosPage) -> None:
    explored = replace(FINISHED, id=4, number=4, mode="explore")
    page.set_content((KETTLE, WAREHOUSE), (explored, FINISHED))
    page.choose("passed-to-warehouse")
    names = [b.accessibleName() for b in page.detail.findChildren(Button) if not b.isHidden()]
    assert "Hand in: Attempt 2" in names
    assert "Hand in: Attempt 4" not in names
    assert reason_against_hand_in(explored) == "You were exploring: nothing counts, so nothing is handed in."


@pytest.mark.parametrize("turn_away", ["mode", "scenario"])
def test_turning_away_takes_the_agreement_back(page: ScenariosPage, qtbot: QtBot, turn_away: str) -> None:
    page.choose("passed-to-warehouse")
    choose_mode(page, qtbot, Mode.ASSESSED)
    qtbot.mouseClick(page.detail.start_button, LEFT)
    if turn_away == "mode":
        choose_mode(page, qtbot, Mode.EXPLORE)
        assert page.detail.start_button.text() == "Start exploring"
    else:
        page.choose("kettle")
        assert page.detail.start_button.text() == "Start assessed attempt"
    assert not page.detail.rules.isVisible()


def test_earlier_attempts_lead_to_what_can_be_done_with_them(page: ScenariosPage, qtbot: QtBot) -> None:
    page.choose("passed-to-warehouse")
    for name, signal, row in (
        ("Resume: Attempt 1", page.resume_requested, RUNNING),
        ("Debrief: Attempt 2", page.debrief_requested, FINISHED),
        ("Hand in: Attempt 2", page.hand_in_requested, FINISHED),
        ("Debrief: Attempt 3", page.debrief_requested, HANDED_IN),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(link(page, name), LEFT)
        assert asked.args == [row]
    offered = {b.accessibleName() for b in page.detail.findChildren(Button) if not b.isHidden()}
    assert not offered & {"Debrief: Attempt 1", "Hand in: Attempt 1", "Hand in: Attempt 3", "Resume: Attempt 2"}


def test_a_scenario_not_tried_shows_no_attempts(page: ScenariosPage) -> None:
    page.choose("kettle")
    assert not [b for b in page.detail.findChildren(Button) if "Attempt" in b.accessibleName() and not b.isHidden()]


def test_new_attempts_keep_the_chosen_scenario(page: ScenariosPage) -> None:
    page.choose("passed-to-warehouse")
    page.set_content((KETTLE, WAREHOUSE), ())
    assert page.list.current_id() == "passed-to-warehouse"


def test_everything_has_a_name(page: ScenariosPage) -> None:
    page.choose("passed-to-warehouse")
    assert nameless(page) == []


@pytest.mark.parametrize("mode", Mode)
def test_the_brief_says_its_mode_and_begins_by_key(qtbot: QtBot, mode: Mode) -> None:
    page = BriefPage("Passed to warehouse", "A call is about to come in.", mode, "Tue 3 Mar, 12:30")
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    focus = page.first_focus()
    assert focus is page.begin
    page.begin.setFocus()
    with qtbot.waitSignal(page.begun):
        qtbot.keyClick(page.begin, Qt.Key.Key_Space)
    assert page.help_text
    assert nameless(page) == []


def test_the_run_at_the_desk_is_told_as_it_stands(page: ScenariosPage, qtbot: QtBot) -> None:
    page.choose(WAREHOUSE.key)
    assert "Stopped: practice time stands still" in page.detail.stopped.accessibleName()
    assert page.detail.resume.text() == "Resume"
    page.set_at_desk(AtDesk(RUNNING.id, 1, "12:31"))
    assert page.detail.stopped.accessibleName() == "Attempt 1, Practise Running at ×1: practice time is 12:31"
    assert page.detail.resume.text() == "Back to the desk"
    mark = page.model.index(page.model.place_of(WAREHOUSE.key)).data(ROW_ROLE).mark
    assert mark.words == "Running"
    link(page, "Back to the desk: Attempt 1")
    page.set_at_desk(AtDesk(RUNNING.id, 1, "12:32"))
    assert page.detail.stopped.accessibleName().endswith("practice time is 12:32")
    page.set_at_desk(AtDesk(RUNNING.id, 0, "12:32"))
    assert page.detail.stopped.accessibleName().endswith("Open and paused: practice time stands at 12:32")
    page.set_at_desk(None)
    assert "Stopped" in page.detail.stopped.accessibleName()


def test_the_count_speaks_of_a_part_only_where_one_is_left_out(page: ScenariosPage, qtbot: QtBot) -> None:
    assert page.count.text() == "2"
    page.choose(WAREHOUSE.key)
    shown = [chip.chip().text for chip in page.detail.facts.findChildren(Chip) if not chip.isHidden()]
    assert shown[0] == "Scenario 4"
    page.set_content((WAREHOUSE,), ())  # a number among others is none where there are no others
    assert page.detail.facts.findChildren(Chip)[-3].chip().text == f"{WAREHOUSE.minutes} min"
