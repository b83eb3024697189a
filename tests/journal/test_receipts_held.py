# SPDX-License-Identifier: MIT
"""Receipts and slips that somebody holds: all are used, in whatever order they come, and a damaged one is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crmtrainer.journal.levels import Level
from crmtrainer.journal.receipts import Held, receipt_code
from crmtrainer.journal.report import Finding, Note, RecordState
from crmtrainer.journal.segments import Restored, enter
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Realm
from crmtrainer.store.files import copy_whole
from tests.hardship.sealed_play import Played, begin, do, head_of, open_world, receipt_now
from tests.journal import play_room as play
from tests.journal.tampering import kinds
from tests.support import START


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """A sealed attempt, handed in, with a receipt of each of its acts but the first; an older copy lies beside it."""
    played = begin(tmp_path, "A-3F2C1B")
    world = open_world(played.path, FixedClock(START))
    for number in range(4):
        do(world, play.Feel("anna", number))
        if number:
            played.receipts.append(receipt_now(world, played.ref))
        else:
            copy_whole(played.path, tmp_path / "older.sqlite3")
            played.entries = head_of(world)
    world.app.checkpoint(closes=True)
    world.close()
    return played


def test_a_receipt_of_another_record_is_told_between_those_that_agree(played: Played) -> None:
    trust, other = played.trust(), played.entries + 2
    false = Held(receipt_code(played.ref, other, bytes(32)))
    held = [receipt for receipt in trust.receipts if receipt is not trust.receipts[1]]
    for receipts in ((false, *held), (*held, false), (*reversed(held), false)):
        report = verify(played.path, trust=replace(trust, receipts=receipts))
        told = {"after": other - 1, "by": "receipt"}
        assert [(found.seq, found.facts) for found in report.findings] == [(other, told)]


def test_an_unsealed_restore_is_none_of_the_entries_that_a_receipt_speaks_of(played: Played, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite3"
    enter(older, Realm.WORLD, Restored("b", "", ""))
    report = verify(older, trust=replace(played.trust(), receipts=played.trust().receipts[1:]))
    end = played.entries + 1
    assert {*kinds(report)} == {("rolled_back", end), ("unsealed", end)}


@pytest.mark.parametrize("what", ["receipt", "slip"])
def test_what_is_held_and_cannot_be_read_is_said_and_is_no_damage_of_the_record(played: Played, what: str) -> None:
    trust = played.trust()
    assert trust.slip is not None
    broken = (Held("0" * 20), *trust.receipts[1:])
    trust = replace(trust, receipts=broken) if what == "receipt" else replace(trust, slip=trust.slip[:-1], key=None)
    report = verify(played.path, trust=trust)
    assert (report.result, report.assurance) == (RecordState.INTACT, Level.WITNESSED)
    assert Finding(Note.UNREAD, None, {"what": what}) in report.warnings
