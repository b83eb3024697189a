# SPDX-License-Identifier: MIT
"""A sealed attempt from the request for its slip to the review, on two machines and on one."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.assessment.commands import NoteReceipt
from crmtrainer.assessment.queries import AttemptRow, receipts
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.keys import asked_keys, keys_folder
from crmtrainer.house.receipts import receipt_now, receipt_of
from crmtrainer.house.reviewing import evidence_of, open_review
from crmtrainer.house.running import Running, finish, hand_in, receive, start, start_with
from crmtrainer.house.slips import ask_for_slip, give_out, given_out, minutes_between_receipts, take_in
from crmtrainer.house.trusting import trust_for_file
from crmtrainer.house.worlds import template_for
from crmtrainer.journal.key_state import key_file
from crmtrainer.journal.levels import Ground, Level
from crmtrainer.journal.report import Note, RecordState, Report
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.reports.html import evidence_page, evidence_print
from crmtrainer.scenarios.rules import Mode
from tests.journal.tampering import behind_the_back, body_of, rechain, store_body

SCENARIO = "passed-to-warehouse"


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled template, made once."""
    home = tmp_path_factory.mktemp("templates")
    with House.open(home):
        template_for(home, pack_of(home, SCENARIO), SCENARIO)
    return home / "worlds" / "templates"


@pytest.fixture
def learners(tmp_path: Path, templates: Path) -> Iterator[House]:
    """The learner's machine."""
    home = tmp_path / "learners"
    (home / "worlds").mkdir(parents=True)
    (home / "worlds" / "templates").symlink_to(templates)
    with House.open(home) as house:
        yield house


@pytest.fixture
def assessors(tmp_path: Path) -> Iterator[House]:
    """The assessor's machine."""
    with House.open(tmp_path / "assessors") as house:
        yield house


def who(house: House, role: Role) -> Actor:
    return house.actor_for(role)


def begun(learners: House, assessors: House) -> Running:
    """An attempt begun under a slip that the assessor gave out."""
    learner = Actor(who(learners, Role.LEARNER).pseudonym, Role.LEARNER)
    line = give_out(assessors, SCENARIO, ask_for_slip(learners.home, learner), who(assessors, Role.ASSESSOR))
    return start_with(learners, line, learner)


def act(running: Running, times: int) -> None:
    learner = Actor(running.row.learner, Role.LEARNER)
    for number in range(times):
        running.world.perform(SetSpeed(number % 2), learner)


def handed_in(learners: House, running: Running) -> Path:
    learner = Actor(running.row.learner, Role.LEARNER)
    finish(learners, running, learner)
    file = hand_in(learners, running, learner)
    running.world.close()
    return file


def reviewed(house: House, row: AttemptRow) -> Report:
    review = open_review(house, row, who(house, Role.ASSESSOR))
    review.close()
    return review.report


def test_asking_for_a_slip_on_a_full_disk_leaves_nothing(learners: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("crmtrainer.house.keys.os.fsync", full)
    with pytest.raises(StoreUnavailable):
        ask_for_slip(learners.home, who(learners, Role.LEARNER))
    assert list(keys_folder(learners.home).iterdir()) == []


def test_two_machines_reach_sealed_and_with_a_receipt_witnessed(learners: House, assessors: House) -> None:
    running = begun(learners, assessors)
    assert given_out(assessors, running.row.ref) is not None
    assert minutes_between_receipts(running.world.app.database) == 15
    assert asked_keys(learners.home) == {}
    act(running, 30)
    told = receipt_now(running.world.app.database, running.row.ref)
    assert receipt_of(learners.home, running.row.ref) == told
    world = running.world.app.database.path
    file = handed_in(learners, running)
    assert not key_file(world).exists()
    assert [each.name for each in file.parent.iterdir()] == [file.name]

    row = receive(assessors, file, who(assessors, Role.ASSESSOR))
    report = reviewed(assessors, row)
    assert (report.result, report.assurance, report.sealed_to) == ("intact", Level.SEALED, report.entries)

    assessors.centre.perform(NoteReceipt(row.ref.lower(), told.in_groups), who(assessors, Role.ASSESSOR))
    (noted,) = assessors.centre.ask(receipts, who(assessors, Role.ASSESSOR), row.ref)
    assert (noted.code, noted.attempt) == (told.code, row.ref)
    assert verify(assessors.home / "centre.sqlite3").result is RecordState.INTACT
    review = open_review(assessors, row, who(assessors, Role.ASSESSOR))
    review.close()
    assert (review.report.assurance, review.report.witnessed_to) == (Level.WITNESSED, told.entries)
    evidence = evidence_of(assessors, review, who(assessors, Role.ASSESSOR))
    for page in (evidence_page(evidence), evidence_print(evidence)):
        assert "Record: INTACT." in page
        assert f"Assurance: witnessed to entry {told.entries} at " in page
        assert "Not proven: who was at the keyboard" in page

    with closing(sqlite3.connect(assessors.home / "centre.sqlite3")) as centre, centre:
        centre.execute("UPDATE slip SET content = '{' || content")
        centre.execute("UPDATE receipt SET code = '00000' || substr(code, 6)")
    report = verify(file, trust=trust_for_file(assessors.home, file))
    assert (report.result, report.assurance) == (RecordState.INTACT, Level.SELF_HELD)
    assert [note.facts["what"] for note in report.warnings if note.kind is Note.UNREAD] == ["slip", "receipt"]


def test_what_was_written_anew_after_a_receipt_is_found_on_the_assessors_machine(
    learners: House, assessors: House
) -> None:
    running = begun(learners, assessors)
    act(running, 4)
    told = receipt_now(running.world.app.database, running.row.ref)
    assessors.centre.perform(NoteReceipt(running.row.ref, told.code), who(assessors, Role.ASSESSOR))
    file = handed_in(learners, running)
    with behind_the_back(file) as connection:
        body = body_of(connection, 5)
        store_body(connection, 5, {**body, "wall": body["wall"] + 1})
        rechain(connection, 5, to_the_end=True)
    row = receive(assessors, file, who(assessors, Role.ASSESSOR))
    report = reviewed(assessors, row)
    assert (report.result, report.first_bad, report.findings[0].kind) == ("damaged", 5, "rewritten")
    assert (report.assurance, report.ground) == (Level.SELF_HELD, Ground.NOT_BORNE_OUT)


def test_in_one_folder_the_level_stays_self_held_and_says_why(learners: House) -> None:
    learner = Actor(who(learners, Role.LEARNER).pseudonym, Role.LEARNER)
    running = start(learners, pack_of(learners.home, SCENARIO), SCENARIO, Mode.ASSESSED, learner)
    told = receipt_now(running.world.app.database, running.row.ref)
    learners.centre.perform(NoteReceipt(running.row.ref, told.code), who(learners, Role.ASSESSOR))
    handed_in(learners, running)
    report = reviewed(learners, learners.attempt_named(running.row.ref))
    assert (report.result, report.assurance, report.ground) == ("intact", Level.SELF_HELD, Ground.SAME_FOLDER)
    assert (report.sealed_to, report.witnessed_to) == (report.entries, told.entries)
    # Written down on paper it counts, wherever the folder is.
    file = learners.home / "handed-in" / f"{running.row.ref.lower()}.sqlite3"
    report = verify(file, trust=trust_for_file(learners.home, file, on_paper=(f"{told.code}@2026-03-03T12:40",)))
    assert report.assurance is Level.WITNESSED


def test_practice_is_not_sealed(learners: House) -> None:
    learner = Actor(who(learners, Role.LEARNER).pseudonym, Role.LEARNER)
    running = start(learners, pack_of(learners.home, SCENARIO), SCENARIO, Mode.PRACTISE, learner)
    path = running.world.app.database.path
    running.world.close()
    assert not key_file(path).exists()
    assert given_out(learners, running.row.ref) is None


def test_a_slip_serves_once_and_only_whom_and_where_it_was_asked(
    learners: House, assessors: House, tmp_path: Path
) -> None:
    learner = Actor(who(learners, Role.LEARNER).pseudonym, Role.LEARNER)
    line = give_out(assessors, SCENARIO, ask_for_slip(learners.home, learner), who(assessors, Role.ASSESSOR))
    with pytest.raises(Refused, match=r"slip\.not_yours"):
        take_in(learners.home, line, Actor("L-2", Role.LEARNER))
    with pytest.raises(Refused, match=r"slip\.not_asked"):
        take_in(tmp_path / "another", line, learner)
    running = start_with(learners, line, learner)
    running.world.close()
    with pytest.raises(Refused, match=r"slip\.not_asked"):
        start_with(learners, line, learner)


def test_another_attempts_file_does_not_pass_for_this_one(learners: House, assessors: House) -> None:
    first, second = begun(learners, assessors), begun(learners, assessors)
    refs = (first.row.ref, second.row.ref)
    file = handed_in(learners, first)
    second.world.close()
    report = verify(file, trust=trust_for_file(assessors.home, file, refs[1]))
    assert (report.result, report.first_bad, report.findings[0].kind) == ("damaged", 1, "transplanted")
    assert verify(file, trust=trust_for_file(assessors.home, file, refs[0])).assurance is Level.SEALED


def test_keys_are_for_their_owner_alone_and_damaged_ones_are_said(learners: House, assessors: House) -> None:
    running = begun(learners, assessors)
    file = handed_in(learners, running)
    folder = keys_folder(assessors.home)
    assert {oct(each.stat().st_mode & 0o077) for each in (folder, *folder.iterdir())} == {"0o0"}
    (folder / "centre.key").write_bytes(b"{}")
    with pytest.raises(StoreUnavailable, match=r"keys\.unreadable"):
        trust_for_file(assessors.home, file)


def test_a_sealed_attempt_is_backed_up_and_told_of_like_any_other(learners: House, assessors: House) -> None:
    from crmtrainer.house.checking import glance
    from crmtrainer.journal.backups import make_backup
    from crmtrainer.kernel.commands import Realm

    running = begun(learners, assessors)
    act(running, 3)
    path = running.world.app.database.path
    backup = make_backup(path, Realm.WORLD, running.world.app.wall.now())
    assert glance(backup.path).problem is None
    with closing(sqlite3.connect(backup.path)) as connection:
        sealed = connection.execute("SELECT COUNT(*) FROM journal_seal").fetchone()[0]
    assert sealed == glance(backup.path).entries
    running.world.close()
    shutil.rmtree(backup.path.parent)
