# SPDX-License-Identifier: MIT
"""What holds of every world whatever is done in it: each change journalled, the file intact, a replay the same."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import assume
from hypothesis.stateful import RuleBasedStateMachine, invariant

from crmtrainer import bootstrap
from crmtrainer.agenda.world import World
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Actor, Command, Done
from crmtrainer.kernel.errors import Refused
from crmtrainer.replay import replay
from crmtrainer.store.base import WorldBase
from crmtrainer.store.rows import STAMP, tracked_tables
from tests.support import LEARNER, START

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


class WorldMachine(RuleBasedStateMachine):
    """One world in a folder of its own, copied from `template`; rules come from those who derive from it."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "world.sqlite3"
        shutil.copyfile(self.template, self.path)
        self.clock = FixedClock(START)
        self.world = self.open(self.path, self.clock)
        self.answers: dict[str, tuple[Command, Actor, int | Refused]] = {}
        self.rows = self.read_rows()
        self.entries = self.read_entries()
        self.is_sound = True

    @staticmethod
    def open(path: Path, clock: FixedClock) -> World:
        return bootstrap.open_world(path, clock=clock)

    def act(self, command: Command, by: Actor = LEARNER) -> Done | None:
        """Perform it; None when it was refused. Whatever changed must be what new entries say."""
        self.is_sound = False
        request = f"request-{len(self.entries)}"
        answer: int | Refused
        done = None
        try:
            done = self.world.perform(command, by, request_id=request)
            answer = done.seq
        except Refused as refusal:
            answer = refusal
        self.answers[request] = (command, by, answer)
        added = self.read_entries(after=len(self.entries))
        mine = next(entry for entry in added if entry["request"] == request)
        if isinstance(answer, Refused):
            assert (mine["result"], mine["refusal"], mine["effects"]) == ("refused", answer.code, [])
        else:
            assert (mine["result"], mine["seq"]) == ("done", answer)
        self.rows = self.applied(added)
        self.entries += added
        assert self.rows == self.read_rows()
        self.is_sound = True
        return done

    def fail(self, command: Command, bug: type[Exception]) -> None:
        """Perform what meets a bug of ours: nothing may be left of it."""
        with pytest.raises(bug):
            self.world.perform(command, LEARNER)
        self.is_as_before()

    def repeat(self, number: int) -> None:
        """Send a request that was answered before: the same answer, and nothing new."""
        assume(self.answers)
        request, (command, by, answer) = list(self.answers.items())[number % len(self.answers)]
        if isinstance(answer, Refused):
            with pytest.raises(Refused, match=re.escape(answer.code)):
                self.world.perform(command, by, request_id=request)
        else:
            again = self.world.perform(command, by, request_id=request)
            assert (again.repeated, again.seq) == (True, answer)
        self.is_as_before()

    def reuse(self, number: int, command: Command, by: Actor = LEARNER) -> None:
        """Send another act under a request id that was used: refused, and nothing new."""
        assume(self.answers)
        request, (earlier, _, _) = list(self.answers.items())[number % len(self.answers)]
        assume(earlier != command)
        with pytest.raises(Refused, match=r"request\.reused"):
            self.world.perform(command, by, request_id=request)
        self.is_as_before()

    def reopen(self) -> None:
        self.world.close()
        self.world = self.open(self.path, self.clock)
        self.is_as_before()

    def is_as_before(self) -> None:
        assert (self.read_rows(), self.read_entries()) == (self.rows, self.entries)

    @invariant()
    def is_intact(self) -> None:
        report = verify(self.path)
        assert (report.result, report.findings) == (RecordState.INTACT, ())

    def teardown(self) -> None:
        try:
            self.world.close()
            if self.is_sound:  # otherwise something was found already, which a second finding would hide
                again = replay(self.path, self.path.with_name("again.sqlite3"), opening=self.open)
                assert again.same, again.first_difference
                assert again.acts == len(self.entries) - 1
        finally:
            self.folder.cleanup()

    def read_rows(self) -> Rows:
        """Every tracked table as it is stored."""
        found: Rows = {}
        with self.reading() as connection:
            for table in tracked_tables(list(WorldBase.metadata.tables.values())):
                key = [column.name for column in table.primary_key]
                stored = [dict(row) for row in connection.execute(f'SELECT * FROM "{table.name}"')]
                found[table.name] = {tuple(row[name] for name in key): row for row in stored}
        return found

    def read_entries(self, *, after: int = 0) -> list[dict[str, Any]]:
        """The entries behind a number, with the words back in them."""
        with self.reading() as connection:
            kept = connection.execute("SELECT commitment, words FROM journal_words WHERE seq > ?", (after,))
            words = {row["commitment"]: row["words"] for row in kept}

            def spoken(found: dict[str, Any]) -> Any:
                return words[found["$words"]] if found.keys() == {"$words"} else found

            bodies = connection.execute("SELECT body FROM journal_entry WHERE seq > ? ORDER BY seq", (after,))
            return [json.loads(row["body"], object_hook=spoken) for row in bodies]

    def applied(self, entries: list[dict[str, Any]]) -> Rows:
        """The rows after the effects of `entries`, by nothing but what these say."""
        rows = {name: dict(found) for name, found in self.rows.items()}
        for entry in entries:
            for effect in entry["effects"]:
                table, key, stamp = rows[effect["t"]], tuple(effect["k"]), {STAMP: entry["seq"]}
                if effect["a"] is None:
                    gone = table.pop(key)
                    assert {name: value for name, value in gone.items() if name != STAMP} == effect["b"]
                elif effect["b"] is None:
                    assert key not in table
                    table[key] = effect["a"] | stamp
                else:
                    assert all(table[key][name] == value for name, value in effect["b"].items())
                    table[key] = table[key] | effect["a"] | stamp
        return rows

    def reading(self) -> Any:
        connection = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        return closing(connection)
