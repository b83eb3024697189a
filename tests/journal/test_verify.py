# SPDX-License-Identifier: MIT
"""Honest files are never called damaged; what belongs to another world is; what is worth knowing is noted."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.bootstrap import create_world, open_centre
from crmtrainer.journal import writer
from crmtrainer.journal.guards import GUARDS
from crmtrainer.journal.levels import Ground, Level
from crmtrainer.journal.report import Damage, Note, RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.journal.wording import WORDING, told_assurance
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Command, Outcome
from crmtrainer.store.files import export_whole
from crmtrainer.store.unit_of_work import UnitOfWork
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back, kinds
from tests.support import START, TRAINER


def test_an_honest_file_is_intact(played: Path) -> None:
    report = verify(played)
    assert (report.result, report.findings, report.notes) == (RecordState.INTACT, (), ())
    assert (report.entries, report.head_seq, report.first_bad) == (14, 14, None)
    assert report.about == {"made": "by a test"}
    assert (report.assurance, report.ground) == (Level.SELF_HELD, Ground.NOTHING_HELD)
    assert report.not_proven


def test_verifying_leaves_no_trace(played: Path) -> None:
    before = played.read_bytes()
    verify(played)
    assert played.read_bytes() == before
    assert list(played.parent.iterdir()) == [played]


def test_an_open_world_is_verified_as_it_stands(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    for number in range(3):
        world.do(play.Feel("anna", number))
        assert verify(world.path).entries == number + 2
    assert verify(world.path).result is RecordState.INTACT


def test_a_handed_in_copy_is_intact_and_has_the_same_head(played: Path, tmp_path: Path) -> None:
    export_whole(played, tmp_path / "handed-in.sqlite3")
    report = verify(tmp_path / "handed-in.sqlite3")
    assert report.result is RecordState.INTACT
    assert report.head_hash == verify(played).head_hash


def test_the_centre_is_verified_alike(tmp_path: Path) -> None:
    open_centre(tmp_path).close()
    report = verify(tmp_path / "centre.sqlite3")
    assert report.result is RecordState.INTACT
    code, facts = told_assurance(report)
    assert (code, facts) == ("assurance.self_held.centre", {})
    assert "learner" not in WORDING[code]


def test_what_is_said_of_a_world_speaks_of_its_learner(played: Path) -> None:
    code, _ = told_assurance(verify(played))
    assert "learner" in WORDING[code]


def test_a_journal_of_another_world_is_named(played: Path, tmp_path: Path) -> None:
    """The whole journal of another world is put under these tables."""
    other = tmp_path / "other.sqlite3"
    create_world(other, seed="test", about={"made": "by a test"}, starts_at=START)
    with behind_the_back(played) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        connection.execute("DELETE FROM journal_entry")
        connection.execute("INSERT INTO journal_entry SELECT * FROM other.journal_entry")
        connection.execute("DETACH other")
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert (report.findings[0].kind, report.first_bad) == (Damage.TRANSPLANTED, 1)


def test_one_entry_of_another_world_is_named(played: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    world = play.play_world(other)
    for trust in range(8):
        world.do(play.Feel("anna", trust))
    world.world.close()
    with behind_the_back(played) as connection:
        connection.execute("ATTACH ? AS other", (str(world.path),))
        connection.execute("DELETE FROM journal_entry WHERE seq = 6")
        connection.execute("INSERT INTO journal_entry SELECT * FROM other.journal_entry WHERE seq = 6")
        connection.execute("DETACH other")
    report = verify(played)
    assert (Damage.TRANSPLANTED, 6) in {(finding.kind, finding.seq) for finding in report.findings}
    assert report.first_bad == 6


def test_an_identity_of_another_world_is_named(played: Path) -> None:
    with behind_the_back(played) as connection:
        connection.execute("UPDATE identity SET journal = 'other'")
    report = verify(played)
    assert kinds(report) == [("transplanted", 1)]


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_is_gone_is_named(played: Path, guard: str) -> None:
    with closing(sqlite3.connect(played)) as connection, connection:
        connection.execute(f"DROP TRIGGER {guard}")
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert [(finding.kind, finding.facts["guard"]) for finding in report.findings] == [(Damage.GUARD, guard)]


def test_words_erased_by_an_act_that_says_so_are_no_damage(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    world.do(play.Note("A real telephone number."))
    world.do(play.Reword(2, "A number was here."))
    world.do(play.Feel("anna", 3))
    world.do(play.Forget(2), TRAINER)
    world.do(play.Forget(3), TRAINER)
    world.world.close()
    report = verify(world.path)
    assert report.result is RecordState.INTACT
    assert report.erased == 3  # typed once, and twice as what the next act found and left
    told = [(note.kind, note.seq, note.facts.get("by")) for note in report.notes]
    assert told == [
        (Note.REDACTED, 5, TRAINER.pseudonym),
        (Note.REDACTED, 6, TRAINER.pseudonym),
        (Note.ERASED, None, None),
    ]


def test_a_start_that_words_hide_is_said_to_be_unknown(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    world.do(play.Reword(1, "Something else."))
    world.do(play.Forget(2), TRAINER)
    world.world.close()
    report = verify(world.path)
    assert report.result is RecordState.INTACT
    assert {(note.kind, note.facts.get("table")) for note in report.notes} == {
        (Note.REDACTED, None),
        (Note.ERASED, None),
        (Note.UNCOMPARED, "story_event"),
    }


def test_an_act_that_takes_long_is_no_clock_that_was_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = play.play_world(tmp_path)
    app = world.world.app
    wall = app.wall = FixedClock(app.wall.now())
    began = wall.at
    monkeypatch.setattr(writer, "steady_micros", lambda: round((wall.at - began).total_seconds() * 1_000_000))

    def slow(command: Command, work: UnitOfWork) -> Outcome:
        wall.at += timedelta(seconds=5)
        return Outcome()

    app.handlers = {**app.handlers, play.Waver: slow}
    world.do(play.Feel("anna", 1))
    world.do(play.Waver("anna"))
    world.do(play.Feel("anna", 2))
    world.world.close()
    assert verify(world.path).notes == ()


def test_a_clock_set_back_is_noted_and_no_damage(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    wall = FixedClock(world.world.app.wall.now())
    world.world.app.wall = wall
    world.do(play.Feel("anna", 1))
    wall.at += timedelta(hours=1)
    world.do(play.Feel("anna", 2))
    wall.at -= timedelta(days=1)
    world.do(play.Feel("anna", 3))
    world.world.close()
    report = verify(world.path)
    assert report.result is RecordState.INTACT
    notes = [(note.kind, note.seq) for note in report.notes]
    assert notes == [(Note.CLOCK_JUMP, 3), (Note.CLOCK_BACK, 4)]
    assert report.notes[1].facts == {"seconds": 86_400}


def test_a_copy_under_another_name_is_the_same_record(played: Path, tmp_path: Path) -> None:
    shutil.copyfile(played, tmp_path / "100% real?.sqlite3")
    assert verify(tmp_path / "100% real?.sqlite3").result is RecordState.INTACT
