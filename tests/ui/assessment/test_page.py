# SPDX-License-Identifier: MIT
"""The review with real keys and clicks: opening, stepping, playing, deciding, exporting, receiving."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.house.leftovers import FOLDER
from crmtrainer.house.reviewing import Review, played_again
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.replay import Difference, ReplayReport
from crmtrainer.ui import appearance
from crmtrainer.ui.assessment.labels import state_mark
from crmtrainer.ui.assessment.page import ReviewPage
from crmtrainer.ui.assessment.replay_pane import ReplayPane, Show
from crmtrainer.ui.assessment.review_view import Part
from crmtrainer.ui.shell.page_frame import PageFrame
from crmtrainer.ui.shell.panes import PaneCycle
from crmtrainer.ui.theme import Look, Tone
from tests.house.an_attempt import HOSTILE, Made
from tests.ui.assessment.reviewing import Answers, click, page_for, press
from tests.ui.test_names import nameless


def test_marked_is_said_when_every_criterion_is(page: ReviewPage) -> None:
    review = page.review()
    assert review is not None
    for judged, words, tone in (
        (0, "To mark", Tone.NEUTRAL),
        (4, "4 of 5 marked", Tone.NEUTRAL),
        (5, "Marked: 5 criteria", Tone.OK),
    ):
        mark = state_mark(replace(review.row, judged=judged), review.report, 5)
        assert (mark.words, mark.tone) == (words, tone)


def test_the_oldest_unmarked_attempt_is_open_and_told(page: ReviewPage) -> None:
    assert page.review() is not None
    assert page.view.banner.accessibleName().startswith("Complete and unchanged. ")
    assert "cannot show who was at the keyboard" in page.view.banner.accessibleName()
    assert page.attempts.count.text() == "1 to mark"
    assert page.view.form.name.text() == "S2-M4"
    assert nameless(page) == []
    review = page.review()
    assert review is not None
    logged = next(act for act in review.acts if act.verb == "interaction.log")
    assert logged.details[-1] == "Status became in progress"


def test_an_assessor_is_told_where_a_second_item_can_come_from(page: ReviewPage) -> None:
    told = page.view.form.enough.text()
    assert told.startswith("Not enough by the rubric: 1 of 2 items from different scenarios.")
    assert "This is the only scenario here that speaks of it. Another item can be a product of work" in told
    assert "From this attempt alone: Not yet competent, and what it shows." in told


def test_left_and_right_step_and_the_slider_follows(page: ReviewPage) -> None:
    replay = page.view.replay
    press(replay.list, Qt.Key.Key_Right)
    press(replay.list, Qt.Key.Key_Right)
    assert (replay.list.place(), replay.slider.value()) == (2, 2)
    assert replay.count.text() == f"3 of {replay.list.replay.rowCount()}"
    press(replay.list, Qt.Key.Key_Left)
    assert replay.list.place() == 1
    press(replay.slider, Qt.Key.Key_End)
    assert replay.list.place() == replay.list.replay.rowCount() - 1
    click(replay.first)
    assert replay.list.place() == 0


def test_enter_goes_into_the_replay_and_escape_comes_back_to_the_list(page: ReviewPage) -> None:
    press(page.attempts.list, Qt.Key.Key_Return)
    assert page.view.replay.list.hasFocus()
    press(page.view.form.reason, Qt.Key.Key_Escape)
    assert page.attempts.list.hasFocus()


def test_space_plays_and_stops_at_the_end(page: ReviewPage, qtbot: QtBot) -> None:
    quick = ReplayPane(beat_ms=5)
    qtbot.addWidget(quick)
    quick.set_rows(page.view.replay._rows[:6])
    quick.filters.set_value(Show.ALL)
    quick.show()
    last = quick.list.replay.rowCount() - 1
    press(quick.list, Qt.Key.Key_Space)
    assert quick.is_playing
    qtbot.waitUntil(lambda: quick.list.place() == last)
    qtbot.waitUntil(lambda: not quick.is_playing)
    press(quick.list, Qt.Key.Key_Space)
    assert quick.is_playing
    assert quick.list.place() == 0
    press(quick.list, Qt.Key.Key_Space)
    assert not quick.is_playing


def test_filters_count_and_leave_what_they_say(page: ReviewPage) -> None:
    replay = page.view.replay
    click(replay.filters.pill(Show.REFUSED))
    assert replay.filters.pill(Show.REFUSED).text() == "Refused 1"
    assert [row.act.verb for row in replay.list.replay.items() if row.act] == ["handoff.send"]
    click(replay.filters.pill(Show.BACKSTAGE))
    rest = replay.list.replay.rowCount()
    click(replay.filters.pill(Show.ALL))
    review = page.review()
    assert review is not None
    missing = sum(row.act is None for row in replay.list.replay.items())
    assert rest + replay.list.replay.rowCount() - missing == len(review.acts)


def test_words_are_heard_verbatim_with_what_cannot_be_seen_spelt_out(page: ReviewPage) -> None:
    model = page.view.replay.list.replay
    heard = [model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]
    spoken = next(words for words in heard if "<script>" in words)
    assert "[U+202E]" in spoken
    assert "\u202e" in HOSTILE
    assert "\u202e" not in spoken


def test_f6_reaches_every_area_and_comes_round_both_ways(page: ReviewPage) -> None:
    view, cycle = page.view, PaneCycle(page)
    form = view.form
    page.attempts.list.setFocus()
    visited = [cycle.step(page.panes(), 1) for _ in range(6)]
    assert visited[0] is view.export
    assert visited[1] is view.replay.list
    assert visited[2] is form.next
    assert form.flags.isAncestorOf(visited[3])
    assert visited[4:] == [form.save, page.attempts.list]
    assert [cycle.step(page.panes(), -1) for _ in range(6)] == [*visited[-2::-1], page.attempts.list]


def test_who_may_not_decide_looks_on(house: House, answers: Answers, qtbot: QtBot) -> None:
    page = page_for(house, Role.TRAINER, answers, qtbot)
    assert page.review() is not None
    assert not page.view.form.save.isEnabled()
    assert page.view.form.save.statusTip()
    assert not page.view.form.competent.isEnabled()


def test_the_evidence_is_never_written(page: ReviewPage, made: Made, answers: Answers, tmp_path: Path) -> None:
    review = page.review()
    assert review is not None
    before = hashlib.sha256(review.evidence.read_bytes()).hexdigest()
    answers.out = tmp_path / "out"
    click(page.view.form.observations.rows[0].use._buttons[0])
    click(page.view.export)
    assert sorted(file.suffix for file in answers.out.iterdir()) == [".html", ".pdf"]
    page.close_review()
    assert hashlib.sha256(review.evidence.read_bytes()).hexdigest() == before
    assert [file.name for file in review.evidence.parent.iterdir()] == [review.evidence.name]
    assert list((made.home / FOLDER).iterdir()) == []


def test_a_file_from_another_machine_is_received(answers: Answers, made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    file = shutil.copy(made.home / "handed-in" / f"{made.ref.lower()}.sqlite3", tmp_path / "stick.sqlite3")
    answers.file, answers.name = Path(file), "Jo Bloggs"
    with House.open(tmp_path / "elsewhere") as house:
        page = page_for(house, Role.ASSESSOR, answers, qtbot)
        told: list[object] = []
        page._desk.refused.connect(told.append)
        assert page.review() is None
        assert page.nothing.button is not None
        click(page.nothing.button)
        review = page.review()
        assert review is not None
        assert review.row.ref == made.ref
        assert page.view.name.text().startswith("Jo Bloggs: ")
        assert "Received " in page.view.details.text()
        click(page.attempts.receive)
        assert [problem.code for problem in told if isinstance(problem, Expected)] == ["attempt.already_received"]
        page.close_review()


def test_a_tampered_file_is_told_in_the_list_and_on_the_bar(
    house: House, made: Made, answers: Answers, qtbot: QtBot
) -> None:
    file = made.home / "handed-in" / f"{made.ref.lower()}.sqlite3"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DROP TRIGGER journal_entry_no_update")
        raw.execute("UPDATE journal_entry SET body = replace(body, 'own-it', 'own-in') WHERE seq = 8")
        raw.commit()
    page = page_for(house, Role.ASSESSOR, answers, qtbot)
    assert page.view.banner.accessibleName().startswith("Chain broken at act 8.")
    spoken = page.attempts.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Chain broken at act 8")
    click(page.view.more)
    assert not page.view.details_area.isHidden()
    assert "Not proven" in page.view.details.text()


@pytest.mark.sheet
def test_in_a_small_window_the_form_takes_turns_with_the_replay(page: ReviewPage) -> None:
    page.resize(976, 464)
    page.small(True)
    view = page.view
    assert (view.replay.isVisible(), view.form.isVisible()) == (True, False)
    view.show_part(Part.JUDGEMENT)
    assert (view.replay.isVisible(), view.form.isVisible()) == (False, True)
    click(view.form.observations.rows[0].act)
    assert (view.replay.isVisible(), view.form.isVisible()) == (True, False)


@pytest.mark.sheet
def test_in_a_narrow_window_the_list_takes_turns_too(page: ReviewPage, qtbot: QtBot) -> None:
    frame = PageFrame(page)
    qtbot.addWidget(frame)
    frame.resize(500, 464)
    frame.show()
    page.show()
    assert (page.attempts.isVisible(), page.view.isVisible()) == (True, False)
    press(page.attempts.list, Qt.Key.Key_Return)
    assert (page.attempts.isVisible(), page.view.isVisible()) == (False, True)
    press(page.view.replay.list, Qt.Key.Key_Escape)
    assert page.attempts.isVisible()
    frame.takeWidget()


@pytest.mark.sheet
def test_a_window_made_narrow_keeps_the_attempt_in_sight_that_somebody_works_in(page: ReviewPage) -> None:
    page.view.replay.list.setFocus()
    layout = page.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as in its frame, which scrolls
    page.setMinimumSize(0, 0)
    page.resize(500, 464)
    assert (page.attempts.isVisible(), page.view.isVisible()) == (False, True)


def test_what_was_handed_in_is_played_again_and_the_bar_says_what_came_of_it(
    house: House, answers: Answers, qtbot: QtBot
) -> None:
    page = page_for(house, Role.ASSESSOR, answers, qtbot, played_again)
    assert "replaying them gives the same world" in page.view.banner.accessibleName()
    assert "again gives the same world" in page.view.details.text()
    review = page.review()
    assert review is not None
    assert [file.suffix for file in (house.home / FOLDER).iterdir()] == [".sqlite3"]


def test_another_world_is_told_and_no_replay_is_not_held_against_anybody(
    house: House, answers: Answers, qtbot: QtBot
) -> None:
    other = page_for(house, Role.ASSESSOR, answers, qtbot, lambda *_: ReplayReport(False, Difference(41, "facts"), 40))
    assert "entry 41 comes out otherwise (facts)" in other.view.banner.accessibleName()

    def erased(house: House, review: Review) -> ReplayReport:
        raise Refused("replay.erased", table="promise")

    without = page_for(house, Role.ASSESSOR, answers, qtbot, erased)
    assert "none edited or removed. Assurance: self-held. This cannot show" in without.view.banner.accessibleName()


@pytest.mark.sheet
def test_larger_letters_cut_neither_what_is_simulated_nor_a_filter(
    page: ReviewPage, qapp: QApplication, qtbot: QtBot
) -> None:
    page.resize(560, 620)
    appearance.apply(qapp, Look(motion=False, text_scale=2.0))
    chip, filters = page.view.chips[1], page.view.replay.filters
    qtbot.waitUntil(lambda: filters.minimumHeight() == filters.layout().heightForWidth(filters.width()))
    assert chip.minimumSizeHint() == chip.sizeHint()
    assert filters.minimumHeight() > 2 * filters.pill(Show.ALL).height()
