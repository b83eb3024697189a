# SPDX-License-Identifier: MIT
"""Attempts from start to hand-in, opened on another machine, and finished when they were cut off in between."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.application import Application, Done
from crmtrainer.assessment.commands import HandInAttempt
from crmtrainer.assessment.queries import attempts, my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import House
from crmtrainer.house.catalogue import cards, pack_of
from crmtrainer.house.mending import handed_in_file
from crmtrainer.house.reviewing import HandIn, open_review
from crmtrainer.house.running import Running, evidence_file, finish, hand_in, receive, resume, start
from crmtrainer.journal.key_state import key_file
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Command, Origin, Role
from crmtrainer.kernel.errors import NotFound, Refused, StoreUnavailable
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.scenarios.commands import FinishScenario, SubmitReflection
from crmtrainer.scenarios.rules import Mode
from crmtrainer.store import opening
from crmtrainer.wording import sentence_for

CASE = "passed-to-warehouse"


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose filled template is made once and copied to every house of this file."""
    home = tmp_path_factory.mktemp("templates")
    with House.open(home) as house:
        begun(house).world.close()
    return home / "worlds" / "templates"


@pytest.fixture
def house(tmp_path: Path, templates: Path) -> Iterator[House]:
    home = tmp_path / "home"
    (home / "worlds").mkdir(parents=True)
    (home / "worlds" / "templates").symlink_to(templates)
    with House.open(home) as opened:
        yield opened


def learner(house: House) -> Actor:
    return house.actor_for(Role.LEARNER)


def begun(house: House, mode: Mode = Mode.PRACTISE) -> Running:
    return start(house, pack_of(house.home, CASE), CASE, mode, learner(house))


def test_the_shipped_scenario_is_offered(house: House) -> None:
    assert [card.key for card in cards(house.home)] == [CASE]


def test_an_unknown_scenario_is_said_to_be_unknown(house: House) -> None:
    with pytest.raises(NotFound):
        pack_of(house.home, "no-such-case")


def test_an_attempt_goes_from_start_to_hand_in(house: House) -> None:
    running = begun(house)
    assert running.row.state is AttemptState.RUNNING
    assert finish(house, running, learner(house)).state is AttemptState.FINISHED
    file = hand_in(house, running, learner(house))
    running.world.close()
    assert house.attempt_named(running.row.ref).state is AttemptState.HANDED_IN
    assert evidence_file(house, running.row) == file
    assert verify(file).result == "intact"


def test_a_new_world_is_gone_through_once_and_each_time_it_is_opened_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    look = opening.check_pages
    told = lambda connection, path, *, whole: (looked.append(path.name), look(connection, path, whole=whole))  # noqa: E731
    monkeypatch.setattr(opening, "check_pages", told)
    running = begun(house)
    name = Path(running.row.path).name
    assert looked == [f"{name}.part"], "before it was given its name"
    running.world.close()
    del looked[:]
    resume(house, running.row, learner(house)).world.close()
    assert looked == [name]


def test_attempts_have_journals_of_their_own(house: House) -> None:
    one, other = begun(house), begun(house)
    assert one.world.app.journal_id != other.world.app.journal_id
    assert (one.row.number, other.row.number) == (1, 2)
    one.world.close()
    other.world.close()


def test_a_handed_in_file_is_received_on_another_machine(house: House, tmp_path: Path) -> None:
    running = begun(house)
    finish(house, running, learner(house))
    file = hand_in(house, running, learner(house))
    running.world.close()
    with House.open(tmp_path / "elsewhere") as elsewhere:
        assessor = elsewhere.actor_for(Role.ASSESSOR)
        row = receive(elsewhere, file, assessor)
        assert (row.ref, row.state) == (running.row.ref, AttemptState.HANDED_IN)
        assert verify(evidence_file(elsewhere, row)).result == "intact"
        with pytest.raises(Refused, match="already_received"):
            receive(elsewhere, file, assessor)


def test_an_unfinished_world_is_not_received(house: House, tmp_path: Path) -> None:
    running = begun(house)
    running.world.close()
    with House.open(tmp_path / "elsewhere") as elsewhere, pytest.raises(Refused, match="not_finished"):
        receive(elsewhere, house.home / running.row.path, elsewhere.actor_for(Role.ASSESSOR))


def test_nothing_is_handed_in_before_it_is_finished_or_twice(house: House) -> None:
    running = begun(house)
    with pytest.raises(Refused, match="not_finished"):
        hand_in(house, running, learner(house))
    finish(house, running, learner(house))
    hand_in(house, running, learner(house))
    with pytest.raises(Refused, match="already_handed_in"):
        hand_in(house, running, learner(house))
    running.world.close()


def test_exploring_is_not_handed_in_by_any_way(house: House, tmp_path: Path) -> None:
    explorer = learner(house)
    running = begun(house, Mode.EXPLORE)
    finish(house, running, explorer)
    with pytest.raises(Refused, match="exploring") as refused:
        hand_in(house, running, explorer)
    assert "nothing in it counts" in sentence_for(refused.value)
    assert not (house.home / "handed-in").exists()
    by_house = replace(explorer, origin=Origin.SYSTEM)
    with pytest.raises(Refused, match="exploring"):
        house.centre.perform(HandInAttempt(AttemptId(running.row.id), "9:abc"), by_house)
    running.world.close()
    with House.open(tmp_path / "elsewhere") as elsewhere, pytest.raises(Refused, match="exploring"):
        receive(elsewhere, house.home / running.row.path, elsewhere.actor_for(Role.ASSESSOR))


def test_somebody_elses_attempt_stays_closed(house: House) -> None:
    running = begun(house)
    running.world.close()
    other = house.enrol(Role.LEARNER, "Somebody Else")
    with pytest.raises(Refused, match="not_yours"):
        resume(house, running.row, other)
    assert house.centre.ask(my_attempts, other) == ()


def test_what_was_cut_off_after_the_world_is_finished_in_the_centre_at_the_next_start(house: House) -> None:
    running = begun(house)
    running.world.perform(FinishScenario(), learner(house))
    running.world.close()
    house.close()
    with House.open(house.home) as again:
        assert again.attempt_named(running.row.ref).state is AttemptState.FINISHED


def cut_off_at_hand_in(house: House, monkeypatch: pytest.MonkeyPatch) -> Running:
    """A hand-in that ended when its file was whole, before the centre knew."""
    running = begun(house)
    finish(house, running, learner(house))

    perform = Application.perform

    def cut_off(app: Application, command: Command, *others: Any, **named: Any) -> Done:
        if isinstance(command, HandInAttempt):
            raise KeyboardInterrupt
        return perform(app, command, *others, **named)

    monkeypatch.setattr(Application, "perform", cut_off)
    with pytest.raises(KeyboardInterrupt):
        hand_in(house, running, learner(house))
    monkeypatch.undo()
    running.world.close()
    return running


def test_a_hand_in_that_was_cut_off_is_finished_at_the_next_start(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = cut_off_at_hand_in(house, monkeypatch)
    home, file = house.home, handed_in_file(house.home, running.row.ref)
    handed = file.read_bytes()
    assert evidence_file(house, house.attempt_named(running.row.ref)) == home / running.row.path
    house.close()
    for _ in range(2):
        with House.open(home) as again:
            row = again.attempt_named(running.row.ref)
            assert (row.state, evidence_file(again, row)) == (AttemptState.HANDED_IN, file)
            review = open_review(again, row, again.actor_for(Role.ASSESSOR))
            review.close()
            assert review.hand_in is HandIn.SAME
    assert file.read_bytes() == handed


def test_a_file_that_nobody_handed_in_is_not_told_as_handed_in(house: House) -> None:
    running = begun(house)
    finish(house, running, learner(house))
    running.world.close()
    home, copied = house.home, handed_in_file(house.home, running.row.ref)
    copied.parent.mkdir()
    copied.write_bytes((home / running.row.path).read_bytes())
    house.close()
    with House.open(home) as again:
        row = again.attempt_named(running.row.ref)
        assert (row.state, evidence_file(again, row)) == (AttemptState.FINISHED, home / row.path)


@pytest.mark.parametrize("left", [None, b"unreadable"])
def test_a_hand_in_cut_off_before_its_key_went_is_finished_at_the_next_start(
    house: House, monkeypatch: pytest.MonkeyPatch, left: bytes | None
) -> None:
    running = begun(house, Mode.ASSESSED)
    at_the_window = replace(learner(house), origin=Origin.WINDOW)
    finish(house, running, at_the_window)
    monkeypatch.setattr("crmtrainer.house.running.end_sealing", lambda _app: None)
    hand_in(house, running, at_the_window)
    running.world.close()
    home, key = house.home, key_file(house.home / running.row.path)
    assert key.is_file()
    if left is not None:
        key.write_bytes(left)
    house.close()
    House.open(home).close()
    assert not key.exists()


def test_a_hand_in_that_was_cut_off_is_done_anew_where_something_was_done_since(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = cut_off_at_hand_in(house, monkeypatch)
    reopened = resume(house, house.attempt_named(running.row.ref), learner(house))
    reopened.world.perform(SubmitReflection("One more thing."), learner(house))
    reopened.world.close()
    home = house.home
    house.close()
    with House.open(home) as again:
        row = again.attempt_named(running.row.ref)
        assert (row.state, evidence_file(again, row)) == (AttemptState.FINISHED, home / row.path)
        reopened = resume(again, row, learner(again))
        file = hand_in(again, reopened, learner(again))
        reopened.world.close()
        assert verify(file).entries == verify(home / row.path).entries


def test_a_world_that_the_centre_never_heard_of_is_entered_at_the_next_start(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_ignored: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crmtrainer.house.running.enter_attempt", cut_off)
    with pytest.raises(KeyboardInterrupt):
        begun(house)
    house.close()
    monkeypatch.undo()
    with House.open(house.home) as again:
        (row,) = again.centre.ask(attempts, again.actor_for(Role.ASSESSOR))
        assert (row.scenario, row.state) == (CASE, AttemptState.RUNNING)


def test_half_made_files_are_cleared_away(house: House) -> None:
    part = house.home / "worlds" / "a-000000.sqlite3.part"
    part.write_bytes(b"half")
    house.close()
    with House.open(house.home):
        assert not part.exists()


def test_a_data_folder_is_held_by_one_process(house: House) -> None:
    with pytest.raises(StoreUnavailable, match=r"home\.busy"):
        House.open(house.home)


def test_a_finish_refused_on_the_command_line_can_still_be_done_in_the_window(house: House) -> None:
    running = begun(house, Mode.ASSESSED)
    typed = replace(learner(house), origin=Origin.CLI)
    with pytest.raises(Refused, match="window_only"):
        finish(house, running, typed)
    assert finish(house, running, replace(typed, origin=Origin.WINDOW)).state is AttemptState.FINISHED
    running.world.close()


def test_people_cannot_answer_for_what_the_world_is_to_do(house: House) -> None:
    running = begun(house)
    with pytest.raises(Refused, match=r"request\.reserved"):
        running.world.perform(SetSpeed(0), learner(house), request_id="agenda:1")
    assert running.world.jump_to_next(learner(house)).seq > 0
    running.world.close()


def test_handing_in_is_not_an_act_to_be_typed(house: House) -> None:
    running = begun(house)
    finish(house, running, learner(house))
    typed = replace(learner(house), origin=Origin.CLI)
    with pytest.raises(Refused, match="with_its_file"):
        house.centre.perform(HandInAttempt(AttemptId(running.row.id), "9:abc"), typed)
    running.world.close()


def test_one_damaged_world_keeps_nobody_from_the_others(house: House) -> None:
    running = begun(house)
    running.world.close()
    file = house.home / running.row.path
    data = bytearray(file.read_bytes())
    data[4096 : len(data) : 512] = b"\xff" * len(data[4096 : len(data) : 512])
    file.write_bytes(bytes(data))
    other = begun(house)
    other.world.close()
    house.close()
    with House.open(house.home) as again:
        assert again.attempt_named(other.row.ref).state is AttemptState.RUNNING


def test_a_received_file_cannot_name_a_place_outside(house: House, tmp_path: Path) -> None:
    running = begun(house)
    finish(house, running, learner(house))
    file = hand_in(house, running, learner(house))
    running.world.close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE staged_scenario SET attempt = '../../escaped'")
    connection.close()
    with House.open(tmp_path / "elsewhere") as elsewhere, pytest.raises(Refused, match="not_an_attempt"):
        receive(elsewhere, file, elsewhere.actor_for(Role.ASSESSOR))


def test_a_receipt_that_was_cut_off_can_be_made_again(house: House, tmp_path: Path) -> None:
    running = begun(house)
    finish(house, running, learner(house))
    file = hand_in(house, running, learner(house))
    running.world.close()
    with House.open(tmp_path / "elsewhere") as elsewhere:
        orphan = elsewhere.home / "handed-in" / file.name
        orphan.parent.mkdir()
        orphan.write_bytes(file.read_bytes())
        row = receive(elsewhere, file, elsewhere.actor_for(Role.ASSESSOR))
        assert row.head == house.attempt_named(running.row.ref).head


def test_what_was_handed_in_is_never_acted_in(house: House) -> None:
    running = begun(house)
    finish(house, running, learner(house))
    file = hand_in(house, running, learner(house))
    running.world.close()
    with pytest.raises(Refused, match="handed_in"), house.world_at(file, "", learner(house)):
        pass
