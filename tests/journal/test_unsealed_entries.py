# SPDX-License-Identifier: MIT
"""What stands unsealed at a sealed record's end is believed only as far as the program itself writes such entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.journal.report import Damage, Finding, Note, RecordState
from crmtrainer.journal.segments import Migrated, Restored
from crmtrainer.journal.trust import NOTHING
from crmtrainer.journal.verify import verify
from crmtrainer.journal.wording import WORDING, told
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.store.files import copy_whole
from tests.hardship.seal_kinds import append_unsealed
from tests.hardship.sealed_play import Played, begin, do, open_world
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back, body_of, kinds, rechain, store_body
from tests.support import START

RESTORED = {
    "verb": Restored.verb,
    "result": "done",
    "args": {"backup": "b", "replaced": "", "restored": ""},
    "facts": {},
    "effects": [],
    "subject": "file",
}


@pytest.fixture
def sealed(tmp_path: Path) -> Played:
    """A sealed attempt of some acts, closed as one that was handed in."""
    played = begin(tmp_path, "A-3F2C1B")
    act(played, 4)
    return played


def act(played: Played, times: int) -> None:
    world = open_world(played.path, FixedClock(START))
    for number in range(times):
        do(world, play.Feel("anna", number))
    world.app.checkpoint(closes=True)
    world.close()


def append(path: Path, **fields: Any) -> int:
    """Forge one more entry, well chained and without a seal; what it says of persons is true of the table."""
    with behind_the_back(path) as connection:
        seq = append_unsealed(connection)
        store_body(connection, seq, {**body_of(connection, seq), **fields, "request": f"forged:{seq}"})
        rechain(connection, seq)
        for effect in fields["effects"]:
            statement = "UPDATE persona_state SET trust = ?, last_act = ? WHERE key = ?"
            connection.execute(statement, (effect["a"]["trust"], seq, *effect["k"]))
    return seq


def raised(before: int) -> list[dict[str, Any]]:
    return [{"t": "persona_state", "k": ["anna"], "b": {"trust": before}, "a": {"trust": 90}}]


def test_a_restore_that_changes_rows_is_damage_at_that_entry_with_seals_and_without(sealed: Played) -> None:
    seq = append(sealed.path, **{**RESTORED, "effects": raised(3)})
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.result, report.first_bad) == (RecordState.DAMAGED, seq)
    assert set(kinds(report)) == {(Damage.IMPOSSIBLE.value, seq), (Damage.UNSEALED.value, seq)}
    assert kinds(verify(sealed.path, trust=NOTHING)) == [(Damage.IMPOSSIBLE.value, seq)]


@pytest.mark.parametrize("verb", [Restored.verb, Migrated.verb])
def test_a_refused_entry_of_the_file_is_damage_where_seals_are_asked_for(sealed: Played, verb: str) -> None:
    seq = append(sealed.path, **{**RESTORED, "verb": verb, "result": "refused", "args": {"before": 1, "after": 2}})
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.result, kinds(report)) == (RecordState.DAMAGED, [(Damage.UNSEALED.value, seq)])


def test_a_cut_end_is_not_hushed_by_an_entry_that_says_restored(sealed: Played, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite3"
    copy_whole(sealed.path, older)
    act(sealed, 3)
    sealed.path.write_bytes(older.read_bytes())
    (_, kept), *_ = kinds(verify(sealed.path))
    seq = append(sealed.path, **RESTORED)
    assert seq == kept
    report = verify(sealed.path)
    unsealed = [note for note in report.warnings if note.kind is Note.RESTORED_UNSEALED]
    assert [(note.seq, note.facts["kept"]) for note in unsealed] == [(seq, seq - 1)]
    assert int(unsealed[0].facts["reached"] or 0) > seq


def test_an_assessor_is_told_of_a_restore_that_nobody_sealed_and_hands_in_as_damage(
    sealed: Played, tmp_path: Path
) -> None:
    handed_in = tmp_path / "handed-in.sqlite3"
    copy_whole(sealed.path, handed_in)
    seq = append(handed_in, **RESTORED)
    report = verify(handed_in, trust=sealed.trust())
    assert Finding(Note.RESTORED_UNSEALED, seq, {"kept": seq - 1, "reached": 0}) in report.warnings
    assert report.findings == (Finding(Damage.UNSEALED, seq, {"kept": seq - 1}),)
    assert "handing in would have given it" in sentence(report.findings[0])
    report = verify(handed_in, trust=replace(sealed.trust(), ended=False))
    assert report.result is RecordState.INTACT, "on the learner's machine it waits to be opened"


def test_of_a_damaged_record_it_is_said_how_far_its_seals_hold(sealed: Played) -> None:
    with behind_the_back(sealed.path) as connection:
        store_body(connection, 3, {**body_of(connection, 3), "actor": "X-1"})
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.first_bad, report.sealed_to) == (3, 2)
    (note,) = (note for note in report.notes if note.kind is Note.SEALS_BEFORE)
    assert sentence(note).startswith("Up to entry 2 the seals hold.")
    assert sentence(Finding(Note.SEALS_BEFORE, 0)).startswith("No seal was checked")


def sentence(finding: Finding) -> str:
    code, facts = told(finding)
    return WORDING[code].format_map(facts)
