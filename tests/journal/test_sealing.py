# SPDX-License-Identifier: MIT
"""Sealed worlds: keys that evolve and go, what stands beside the file, what an opening makes good or refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.journal.checkpoints import EVERY_ENTRIES, lines_file, lines_in
from crmtrainer.journal.key_state import KeyFile, key_file, state_in
from crmtrainer.journal.levels import Ground, Level
from crmtrainer.journal.receipts import Held
from crmtrainer.journal.report import Damage, Note, RecordState
from crmtrainer.journal.seals import evolved
from crmtrainer.journal.segments import Restored, enter
from crmtrainer.journal.trust import NOTHING, Trust
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import copy_whole
from tests.hardship.sealed_play import Played, begin, copied, do, head_of, open_world, receipt_now
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back, kinds
from tests.support import LEARNER, START


@pytest.fixture
def sealed(tmp_path: Path) -> Played:
    """A sealed world, closed, in which nothing was done yet."""
    return begin(tmp_path, "A-3F2C1B")


def act(path: Path, times: int, *, closes: bool = False) -> int:
    """Open a world, act so often, and close it. Gives its last entry."""
    world = open_world(path, FixedClock(START))
    for number in range(times):
        do(world, play.Feel("anna", number))
    if closes:
        world.app.checkpoint(closes=True)
    world.close()
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0])


def journal_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT journal FROM identity").fetchone()[0])


def checkpoints(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT seq FROM journal_entry WHERE verb = 'journal.checkpoint' ORDER BY seq")
        return [seq for (seq,) in rows]


def test_a_sealed_attempt_from_elsewhere_reaches_sealed_and_with_receipts_witnessed(sealed: Played) -> None:
    act(sealed.path, 5)
    world = open_world(sealed.path, FixedClock(START))
    receipt = receipt_now(world, sealed.ref)
    witnessed = head_of(world)
    world.close()
    head = act(sealed.path, 3, closes=True)
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.result, report.findings, report.notes) == (RecordState.INTACT, (), ())
    assert (report.assurance, report.sealed_to) == (Level.SEALED, head)
    sealed.receipts.append(receipt)
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.assurance, report.witnessed_to, report.witnessed_at) == (Level.WITNESSED, witnessed, receipt.at)


def test_the_level_never_comes_from_the_file(sealed: Played) -> None:
    act(sealed.path, 3, closes=True)
    report = verify(sealed.path)
    assert (report.result, report.assurance, report.ground) == ("intact", Level.SELF_HELD, Ground.NOTHING_HELD)
    held = sealed.trust()
    here = Trust(held.attempt, held.slip, held.key, held.receipts, elsewhere=False)
    assert verify(sealed.path, trust=here).ground is Ground.SAME_FOLDER


def test_a_receipt_from_paper_counts_also_where_everything_lies_in_one_folder(sealed: Played) -> None:
    act(sealed.path, 3)
    world = open_world(sealed.path, FixedClock(START))
    held = Held(receipt_now(world, sealed.ref).code)
    world.close()
    report = verify(sealed.path, trust=Trust(sealed.ref, sealed.signed.content, on_paper=(held,)))
    assert (report.assurance, report.witnessed_at) == (Level.WITNESSED, None)


def test_the_key_evolves_every_so_many_entries_and_at_the_end_and_the_old_one_is_gone(sealed: Played) -> None:
    first = sealed.trust().key
    assert first is not None
    assert first in key_file(sealed.path).read_bytes()
    act(sealed.path, 2 * EVERY_ENTRIES)
    places = checkpoints(sealed.path)
    assert all(after - before <= EVERY_ENTRIES + 1 for before, after in zip([0, *places], places, strict=False))
    beside = key_file(sealed.path).read_bytes()
    assert evolved(first, len(places)) in beside
    assert not [times for times in range(len(places)) if evolved(first, times) in beside]
    told = lines_in(lines_file(sealed.path).read_bytes(), journal_of(sealed.path))
    assert [line.seq for line in told] == places


def test_an_open_world_gets_a_checkpoint_after_some_time_also_when_nothing_happens(sealed: Played) -> None:
    world = open_world(sealed.path, FixedClock(START))
    assert world.app.sealer is not None
    now = world.app.sealer.monotonic()
    assert not world.app.checkpoint_if_due()
    world.app.sealer.monotonic = lambda: now + 301
    assert world.tick() == 0
    assert checkpoints(sealed.path) == [2]
    world.close()


def test_refusals_are_sealed_too(sealed: Played) -> None:
    world = open_world(sealed.path, FixedClock(START))
    do(world, play.Feel("anna", 500))
    world.close()
    assert verify(sealed.path, trust=sealed.trust(ended=False)).sealed_to == 3


@pytest.mark.parametrize("lost", ["note", "evolve", "replace"])
def test_what_was_cut_off_between_commit_and_note_is_made_good(
    sealed: Played, tmp_path: Path, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, lost, lambda *_all: None)
        world = open_world(sealed.path, FixedClock(START))
        for number in range(EVERY_ENTRIES + 3 if lost == "note" else EVERY_ENTRIES - 1):
            do(world, play.Feel("anna", number))
        left = copied(sealed.path, tmp_path / "left")
        assert world.app.sealer is not None
        world.app.sealer.close()
        world.app.sealer = None
        world.close()
    act(left, 2, closes=True)
    report = verify(left, trust=sealed.trust())
    assert (report.result, report.assurance, report.sealed_to) == ("intact", Level.SEALED, report.entries)


def test_a_disk_that_takes_no_note_costs_no_act_and_no_seal(sealed: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    world = open_world(sealed.path, FixedClock(START))
    with monkeypatch.context() as patch:
        patch.setattr("crmtrainer.journal.key_state.os.fsync", full)
        for number in range(EVERY_ENTRIES + 5):
            do(world, play.Feel("anna", number))
    world.app.checkpoint(closes=True)
    world.close()
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.result, report.assurance, report.sealed_to) == ("intact", Level.SEALED, report.entries)


def test_a_checkpoint_that_cannot_be_written_costs_no_act(sealed: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    world = open_world(sealed.path, FixedClock(START))
    with monkeypatch.context() as patch:
        patch.setattr(type(world.app), "checkpoint", _unwritten)
        for number in range(EVERY_ENTRIES + 5):
            assert world.perform(play.Feel("anna", number), LEARNER).seq == number + 2
    written = world.perform(play.Feel("anna", 3), LEARNER).seq
    world.close()
    assert checkpoints(sealed.path) == [written - 1, written + 1]


def _unwritten(_app: object) -> None:
    raise StoreUnavailable("store.full", path="here")


def test_one_torn_slot_leaves_the_other(sealed: Played) -> None:
    act(sealed.path, 3)
    whole = key_file(sealed.path).read_bytes()
    journal = journal_of(sealed.path)
    for slot in (0, 4096):
        torn = bytearray(whole)
        torn[slot + 20] ^= 1
        found = state_in(bytes(torn), journal)
        assert found is not None
        assert found.epoch == 1
        key_file(sealed.path).write_bytes(torn)
        act(copied(sealed.path, sealed.path.parent / f"torn-{slot}"), 1)
    assert state_in(bytes(len(whole)), journal) is None
    assert state_in(whole, "another") is None


def test_rows_that_were_sealed_and_are_gone_are_said_at_the_opening(sealed: Played, tmp_path: Path) -> None:
    head = act(sealed.path, 3)
    older = tmp_path / "older.sqlite3"
    copy_whole(sealed.path, older)
    act(sealed.path, 2)
    sealed.path.write_bytes(older.read_bytes())
    before = key_file(sealed.path).read_bytes()
    with pytest.raises(StoreUnavailable, match=r"seal\.rows_missing") as told:
        open_world(sealed.path, FixedClock(START))
    assert told.value.facts["entry"] == head + 1
    assert (sealed.path.read_bytes(), key_file(sealed.path).read_bytes()) == (older.read_bytes(), before)
    assert kinds(verify(sealed.path)) == [("rolled_back", head + 1)]


def test_a_restored_backup_goes_on_sealed_and_says_that_it_was_restored(sealed: Played, tmp_path: Path) -> None:
    act(sealed.path, 3)
    older = tmp_path / "older.sqlite3"
    copy_whole(sealed.path, older)
    head = act(sealed.path, 4)
    sealed.path.unlink()
    copy_whole(older, sealed.path)
    enter(sealed.path, Realm.WORLD, Restored("older", "", f"{head}:"))
    assert verify(sealed.path, trust=sealed.trust(ended=False)).findings == ()
    act(sealed.path, 2, closes=True)
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.result, report.assurance, report.sealed_to) == ("intact", Level.SEALED, report.entries)
    assert [note.kind for note in report.notes] == [Note.RESTORED]
    assert report.warnings == report.notes


def test_an_entry_that_the_program_did_not_write_is_not_gone_on_with(sealed: Played) -> None:
    from tests.hardship.seal_kinds import append_unsealed

    head = act(sealed.path, 3)
    with behind_the_back(sealed.path) as connection:
        append_unsealed(connection)
    with pytest.raises(StoreUnavailable, match=r"seal\.foreign"):
        open_world(sealed.path, FixedClock(START))
    report = verify(sealed.path, trust=sealed.trust(ended=False))
    assert kinds(report) == [("unsealed", head + 1)]


def test_a_world_whose_key_is_gone_is_not_gone_on_with_until_it_is_put_back(sealed: Played) -> None:
    head = act(sealed.path, 3)
    file = key_file(sealed.path)
    key = file.read_bytes()
    for torn in (None, b"", key[:10]):
        file.unlink(missing_ok=True)
        if torn is not None:
            file.write_bytes(torn)
        with pytest.raises(StoreUnavailable, match=r"seal\.key_missing"):
            open_world(sealed.path, FixedClock(START))
    file.write_bytes(key)
    assert act(sealed.path, 1) > head
    assert kinds(verify(sealed.path, trust=sealed.trust())) == []


def test_a_record_under_way_without_its_key_is_told_by_a_note_and_no_damage(sealed: Played) -> None:
    head = act(sealed.path, 3)
    older = copied(sealed.path, sealed.path.parent / "older")
    key_file(older).unlink()
    lines_file(older).unlink(missing_ok=True)
    act(sealed.path, 2)
    for trust in (NOTHING, sealed.trust(ended=False)):
        report = verify(older, trust=trust)
        assert (report.result, report.head_seq) == (RecordState.INTACT, head)
        assert [note.kind for note in report.notes] == [Note.KEY_GONE]
        assert report.warnings
        assert verify(sealed.path, trust=trust).notes == ()


def test_a_closed_record_needs_no_key(sealed: Played) -> None:
    act(sealed.path, 3, closes=True)
    key_file(sealed.path).unlink()
    open_world(sealed.path, FixedClock(START)).close()
    assert verify(sealed.path, trust=sealed.trust()).notes == ()


def test_an_end_that_is_missing_is_no_accusation(sealed: Played) -> None:
    head = act(sealed.path, 3)
    report = verify(sealed.path, trust=sealed.trust())
    assert (report.result, report.findings) == (RecordState.UNCLOSED, ())
    assert [(note.kind, note.seq) for note in report.notes] == [(Note.UNCLOSED, head + 1)]
    assert verify(sealed.path, trust=sealed.trust(ended=False)).result is RecordState.INTACT


def test_work_without_a_slip_does_not_pass_where_a_slip_asks_for_seals(sealed: Played, played: Path) -> None:
    report = verify(played, trust=sealed.trust())
    assert (report.result, kinds(report)[0]) == (RecordState.DAMAGED, (Damage.UNSEALED.value, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_slip SET attempt = 'A-FFFFFF'",
        "UPDATE journal_slip SET signature = zeroblob(64)",
        "UPDATE journal_slip SET slip = x'7b7d'",
        "DELETE FROM journal_slip",
    ],
)
def test_the_slip_in_the_file_is_the_one_it_was_begun_under(sealed: Played, statement: str) -> None:
    act(sealed.path, 2, closes=True)
    with behind_the_back(sealed.path) as connection:
        connection.execute(statement)
    assert kinds(verify(sealed.path)) == [("unlogged", 1)]


def test_a_receipt_of_entries_that_are_not_there_tells(sealed: Played, tmp_path: Path) -> None:
    head = act(sealed.path, 3)
    handed_in = tmp_path / "handed-in.sqlite3"
    copy_whole(sealed.path, handed_in)
    act(sealed.path, 4)
    world = open_world(sealed.path, FixedClock(START))
    sealed.receipts.append(receipt_now(world, sealed.ref))
    world.close()
    assert kinds(verify(handed_in, trust=sealed.trust())) == [("rolled_back", head + 1)]
