# SPDX-License-Identifier: MIT
"""Reviews: the original verified and untouched, its content read, damage told, the copy gone afterwards."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.leftovers import FOLDER
from crmtrainer.house.reviewing import HandIn, open_review
from crmtrainer.house.running import evidence_file, start
from crmtrainer.journal.report import RecordState
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.telling import ActKind
from tests.house.an_attempt import HOSTILE, SCENARIO, Made


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def tamper(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute(statement)
        raw.commit()


def test_a_review_reads_everything_and_leaves_the_evidence_as_it_was(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        file = evidence_file(house, row)
        before, beside = digest(file), sorted(file.parent.iterdir())

        review = open_review(house, row, house.actor_for(Role.ASSESSOR))

        assert review.evidence == file
        assert review.report.result is RecordState.INTACT
        assert review.hand_in is HandIn.SAME
        assert [act.seq for act in review.acts] == list(range(1, review.report.entries + 1))
        assert review.story is not None
        assert review.story.reflections[0].words == "At act 8 I said sorry."
        assert len(list((made.home / FOLDER).iterdir())) == 1
        review.close()
        assert list((made.home / FOLDER).iterdir()) == []
        assert digest(file) == before
        assert sorted(file.parent.iterdir()) == beside


def test_acts_are_told_with_names_words_and_what_came_of_them(made: Made) -> None:
    with House.open(made.home) as house:
        review = open_review(house, house.attempt_named(made.ref), house.actor_for(Role.ASSESSOR))
        review.close()
    told = {act.title: act for act in review.acts}
    assert told["Sent H-0001 to Warehouse: part code, need by"].kind is ActKind.HANDOFF
    assert "Warehouse refused H-0001: photo missing" in told
    assert told["Opened the record of Mr Harjit Sahota"].words == "On the call with him: wrong legs for LK-57120"
    refused = told["Tried to send a handoff to no-such-team"]
    assert (refused.done, refused.refusal) == (False, "handoff.no_such_team")
    assert refused.refusal_facts == {"team": "no-such-team"}
    own = next(act for act in review.acts if HOSTILE in act.words)
    assert own.details == ("Own words, heard as: Thank him and take a moment to check",)
    assert any(act.title == "Mr Sahota said" and act.words.startswith("At last.") for act in review.acts)
    assert not any("{" in act.title for act in review.acts)


def test_erased_words_are_told_as_erased(made: Made) -> None:
    file = made.home / "handed-in" / f"{made.ref.lower()}.sqlite3"
    tamper(file, "UPDATE journal_words SET words = NULL, salt = NULL WHERE words = 'How are the legs coming on?'")
    with House.open(made.home) as house:
        review = open_review(house, house.attempt_named(made.ref), house.actor_for(Role.ASSESSOR))
        review.close()
    chased = next(act for act in review.acts if act.verb == "handoff.chase")
    assert [piece.is_erased for piece in chased.said] == [True]
    assert chased.words == ""


def test_a_changed_table_is_found_and_the_acts_are_still_shown(made: Made) -> None:
    file = made.home / "handed-in" / f"{made.ref.lower()}.sqlite3"
    tamper(file, "UPDATE promise SET state = 'open' WHERE state = 'kept'")
    with House.open(made.home) as house:
        review = open_review(house, house.attempt_named(made.ref), house.actor_for(Role.ASSESSOR))
        review.close()
    assert review.report.result is RecordState.DAMAGED
    assert review.acts


def test_garbage_is_told_and_not_read(made: Made) -> None:
    file = made.home / "handed-in" / f"{made.ref.lower()}.sqlite3"
    file.write_bytes(b"no database" * 100)
    with House.open(made.home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        review = open_review(house, house.attempt_named(made.ref), assessor)
        assert review.report.result is RecordState.UNUSABLE
        assert (review.acts, review.story) == ((), None)
        with pytest.raises(StoreUnavailable):
            review.ask(_never, assessor)
        review.close()


def _never(read: object) -> None:
    raise AssertionError("asked all the same")


_never.roles = frozenset({Role.ASSESSOR})  # type: ignore[attr-defined]


def test_another_file_than_the_one_noted_at_hand_in_is_told(made: Made) -> None:
    with House.open(made.home) as house:
        row = house.attempt_named(made.ref)
        file = evidence_file(house, row)
        tamper(file, "DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)")
        review = open_review(house, row, house.actor_for(Role.ASSESSOR))
        review.close()
    assert review.hand_in is HandIn.OTHER


def test_what_is_not_handed_in_is_not_reviewed(made: Made) -> None:
    with House.open(made.home) as house:
        learner = house.actor_for(Role.LEARNER)
        running = start(house, pack_of(house.home, SCENARIO), SCENARIO, Mode.PRACTISE, learner)
        running.world.close()
        with pytest.raises(Refused, match=r"attempt\.not_handed_in"):
            open_review(house, running.row, house.actor_for(Role.ASSESSOR))


def test_copies_left_behind_are_removed_at_the_next_start(made: Made) -> None:
    (made.home / FOLDER).mkdir()
    (made.home / FOLDER / "a-left.sqlite3").write_bytes(b"x")
    with House.open(made.home):
        assert list((made.home / FOLDER).iterdir()) == []
