# SPDX-License-Identifier: MIT
"""The shipped scenario set up in a world of a test, and small packs written to a folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crmtrainer.interactions.commands import AnswerConversation, Say
from crmtrainer.interactions.queries import Line, lines
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.loader import Pack, load_pack
from crmtrainer.scenarios.pack_files import shipped_packs
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.script import script_of, staged_here
from crmtrainer.scenarios.staging import stage_command, starts_at
from crmtrainer.store.unit_of_work import reading
from tests.support import LEARNER, fresh_world, open_world

KEY = "passed-to-warehouse"
CALL = ConversationId(1)


@cache
def larkfield() -> Pack:
    """The pack that comes with the program."""
    return load_pack(shipped_packs()[0])


@cache
def _just_staged(mode: Mode, seed: str, attempt: str) -> bytes:
    """The world file right after its scenario was set up: made once for all tests that begin there."""
    with TemporaryDirectory() as folder:
        made = fresh_world(Path(folder), starts_at=starts_at(larkfield().content(KEY)))
        made.do(stage_command(larkfield(), KEY, mode, LEARNER.pseudonym, attempt, 1, seed), SYSTEM)
        made.world.close()
        return made.path.read_bytes()


class Stage:
    """A world in which the scenario runs, and the few things nearly every test does first."""

    def __init__(self, folder: Path, mode: Mode = Mode.PRACTISE, seed: str = "", attempt: str = "A-TEST") -> None:
        path = folder / "world.sqlite3"
        path.write_bytes(_just_staged(mode, seed, attempt))
        self.world = open_world(path, starts_at(larkfield().content(KEY)))

    @property
    def content(self) -> Content:
        with reading(self.world.world.app.database) as session:
            return script_of(staged_here(session)).content

    def customer(self, key: str = "harjit") -> CustomerId:
        return CustomerId(self.content.placed[key])

    def pick_up(self) -> None:
        """Let it ring, and answer."""
        self.world.advance(minutes=1)
        self.world.do(AnswerConversation(CALL))

    def say(self, move: str, words: str = "", *, own_words: bool = False) -> dict[str, Any]:
        return dict(self.world.do(Say(CALL, words or self.words_of(move), move, own_words)).outcome.facts)

    def words_of(self, move: str) -> str:
        """The authored words of a move; something else for a move that is not there."""
        found = self.content.scenario.move(move)
        return found[1].words if found is not None else "Not there"

    def heard(self) -> list[Line]:
        return list(self.world.ask(lines, CALL))
