# SPDX-License-Identifier: MIT
"""A sealed attempt that is brought to a newer schema on the way: its entry is sealed at the next opening."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmtrainer.journal.levels import Level
from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.upgrading import bring_up_to_date
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.holding import hold
from tests.hardship import sealed_play
from tests.hardship.next_schema import with_next_schema
from tests.hardship.sealed_play import Played, play_a_shift
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back, body_of, rechain, store_body
from tests.support import START


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    """A shift of a sealed attempt, the program of the next schema, and the file brought to it but not opened since."""
    played = play_a_shift(tmp_path / "shift", 4, 30, closes=False)
    played.entries = verify(played.path).entries
    with with_next_schema():
        held = hold(played.path)
        bring_up_to_date(played.path, Realm.WORLD, held)
        held.let_go()
        yield played


def reopen(played: Played) -> None:
    world = sealed_play.open_world(played.path, FixedClock(START))
    sealed_play.do(world, play.Feel("anna", 42))
    world.close()


def test_it_waits_for_its_seal_and_gets_it(played: Played) -> None:
    trust = played.trust(ended=False)
    report = verify(played.path, trust=trust)
    assert (report.result, report.assurance, report.sealed_to) == (
        RecordState.INTACT,
        Level.WITNESSED,
        played.entries,
    )
    reopen(played)
    report = verify(played.path, trust=trust)
    assert (report.result, report.sealed_to) == (RecordState.INTACT, report.entries)
    assert report.entries > played.entries + 1


def test_one_that_was_forged_before_it_was_sealed_is_found_all_the_same(played: Played) -> None:
    """Its maker owns the machine: the program seals what stands there, and verification does not believe it."""
    with behind_the_back(played.path) as connection:
        seq = played.entries + 1
        body = body_of(connection, seq)
        connection.execute("UPDATE persona_state SET trust = 100 WHERE key = 'anna'")
        forged = {"t": "persona_state", "k": ["anna"], "b": {"trust": 1}, "a": {}}
        store_body(connection, seq, {**body, "effects": [*body["effects"], forged]})
        rechain(connection, seq)
    reopen(played)
    report = verify(played.path, trust=played.trust(ended=False))
    assert (report.findings[0].kind, report.first_bad) == (Damage.IMPOSSIBLE, seq)


def test_an_act_between_is_not_sealed(played: Played) -> None:
    with behind_the_back(played.path) as connection:
        seq = played.entries + 1
        store_body(connection, seq, {**body_of(connection, seq), "verb": "play.feel"})
        rechain(connection, seq)
    with pytest.raises(StoreUnavailable, match=r"seal\.foreign"):
        sealed_play.open_world(played.path, FixedClock(START))
