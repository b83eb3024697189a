# SPDX-License-Identifier: MIT
"""A file from another machine: what is known of it here is told, and what is not known is told as that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.assessment.commands import NameLearner
from crmtrainer.house import House
from crmtrainer.house.reviewing import HandIn, evidence_of, open_review
from crmtrainer.house.running import handed_in_file, name_learner, receive
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.reports.dates import full_when
from crmtrainer.reports.evidence import EvidenceReport
from crmtrainer.reports.html import evidence_page, evidence_print
from tests.house.an_attempt import Made


@pytest.fixture
def file(made: Made) -> Path:
    return handed_in_file(made.home, made.ref)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.open(tmp_path / "elsewhere") as opened:
        yield opened


def evidence(house: House, ref: str) -> EvidenceReport:
    assessor = house.actor_for(Role.ASSESSOR)
    review = open_review(house, house.attempt_named(ref), assessor)
    review.close()
    return evidence_of(house, review, assessor)


def test_its_dates_are_the_files_own_and_its_receipt_is_told_as_that(house: House, file: Path, made: Made) -> None:
    row = receive(house, file, house.actor_for(Role.ASSESSOR))
    with House.open(made.home) as there:
        played = there.attempt_named(made.ref)
    assert row.handed_in_at is None
    assert row.received_at is not None
    assert row.finished_at is not None
    assert abs((row.started_at - played.started_at).total_seconds()) < 60
    assert played.finished_at is not None
    assert abs((row.finished_at - played.finished_at).total_seconds()) < 60
    assert row.started_at < row.finished_at < row.received_at

    told = evidence(house, row.ref)
    assert told.verification.hand_in.startswith(f"Received {full_when(row.received_at)} from another machine; nothing")
    for page in (evidence_page(told), evidence_print(told)):
        assert "noted at hand-in: it ends" not in page
        assert "Handed in<" not in page
        assert f"{full_when(row.received_at)}, from another machine" in page


def test_a_file_changed_after_receipt_is_told(house: House, file: Path) -> None:
    row = receive(house, file, house.actor_for(Role.ASSESSOR))
    with closing(sqlite3.connect(handed_in_file(house.home, row.ref))) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)")
        raw.commit()
    review = open_review(house, row, house.actor_for(Role.ASSESSOR))
    review.close()
    assert review.hand_in is HandIn.OTHER_SINCE
    assert "not the file that was received" in evidence(house, row.ref).verification.hand_in


def test_the_learner_is_a_pseudonym_until_somebody_says_the_name(house: House, file: Path) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    row = receive(house, file, assessor)
    assert row.learner_name == row.learner
    assert "nobody has given one here" in evidence_page(evidence(house, row.ref))
    named = name_learner(house, row, " Jo  Bloggs ", assessor)
    assert (named.learner, named.learner_name) == (row.learner, "Jo Bloggs")
    assert name_learner(house, row, "Joanna Bloggs", assessor).learner_name == "Joanna Bloggs"
    assert evidence(house, row.ref).learner_told == f"Joanna Bloggs ({row.learner})"


def test_the_name_can_be_said_at_receipt_and_makes_nobody_act_here_as_them(house: House, file: Path) -> None:
    row = receive(house, file, house.actor_for(Role.ASSESSOR), "Jo Bloggs")
    assert row.learner_name == "Jo Bloggs"
    assert house.actor_for(Role.LEARNER).pseudonym != row.learner


def test_only_received_learners_are_named_so_and_nobody_else_is_renamed(made: Made, house: House, file: Path) -> None:
    assessor = house.actor_for(Role.ASSESSOR)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE staged_scenario SET learner = ?", (assessor.pseudonym,))
        raw.commit()
    row = receive(house, file, assessor)
    with pytest.raises(Refused, match=r"attempt\.learner_is_none"):
        name_learner(house, row, "Somebody Else", assessor)
    with pytest.raises(Refused, match=r"person\.no_name"):
        name_learner(house, row, "  ", assessor)
    with House.open(made.home) as there:
        command = NameLearner(AttemptId(there.attempt_named(made.ref).id), "Somebody Else")
        with pytest.raises(Refused, match=r"attempt\.not_received"):
            there.centre.perform(command, there.actor_for(Role.ASSESSOR))
        with pytest.raises(Refused, match=r"role\.not_allowed"):
            there.centre.perform(command, there.actor_for(Role.LEARNER))


def test_a_run_without_times_is_no_attempt(house: House, file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DROP TRIGGER journal_entry_no_delete")
        raw.execute("DELETE FROM journal_entry WHERE verb = 'scenario.finish'")
        raw.commit()
    with pytest.raises(Refused, match=r"attempt\.not_an_attempt"):
        receive(house, file, house.actor_for(Role.ASSESSOR))
