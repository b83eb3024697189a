# SPDX-License-Identifier: MIT
"""A centre with attempts in every state, in which each of its acts can be tried, and sound arguments for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from crmtrainer import paths
from crmtrainer.assessment.commands import BeginAttempt, FinishAttempt, ReceiveAttempt, RegisterWorld
from crmtrainer.assessment.queries import attempts
from crmtrainer.assessment.rubrics import content_of, rubric_from
from crmtrainer.bootstrap import all_commands
from crmtrainer.house import House
from crmtrainer.journal.receipts import receipt_code
from crmtrainer.journal.slips import FORMAT, Slip
from crmtrainer.kernel.canonical import canonical
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.kernel.commands import SYSTEM, Actor, Command, Role
from crmtrainer.kernel.ids import AttemptId

BEGAN, ENDED = "2026-01-05T09:00+00:00", "2026-01-05T10:00+00:00"
RUBRIC = rubric_from((paths.resources() / "rubrics" / "core.json").read_text(encoding="utf-8"))
SLIP = Slip(FORMAT, "A-00AA00", "L-1", "passed-to-warehouse", "0" * 64, "n" * 32, 1, 2, 60, "0.1.0", True, "k" * 64)
CRITERION, CHECK = "S2-M4", "identity-before-disclosure"


@dataclass(slots=True)
class Centre:
    """A house with people of every role and one attempt that was handed in; `fresh` numbers what must be new."""

    house: House
    handed_in: int = 0
    people: dict[Role, Actor] = field(default_factory=dict)
    fresh: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for role in (Role.TRAINER, Role.ASSESSOR, Role.LEARNER, Role.IQA):
            self.people[role] = self.house.enrol(role, f"A {role.value}")
        self.handed_in = self.house.centre.ask(attempts, self.people[Role.TRAINER])[0].id

    def actor_for(self, act: type[Command]) -> Actor:
        """Who may do it; people before the program itself."""
        return next((actor for role, actor in self.people.items() if role in act.roles), SYSTEM)

    def sound(self, verb: str, **over: Any) -> dict[str, Any]:
        """Arguments with which the act will be done, what must come before it done; `over` takes some over."""
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "person.add": lambda: {"pseudonym": f"P-{next(self.fresh)}", "role": "learner", "name": "Jo"},
            "person.rename": lambda: {"pseudonym": self._learner(), "name": "Jo"},
            "person.set_timing": lambda: {"pseudonym": self._learner(), "percent": 125},
            "preference.set": lambda: {"key": "last.role", "value": "learner"},
            "world.register": self._world,
            "attempt.begin": self._beginning,
            "attempt.finish": lambda: {"attempt_id": self._running()},
            "attempt.reopen": lambda: {"attempt_id": self._finished()},
            "attempt.hand_in": lambda: {"attempt_id": self._finished(), "head": f"5:{'0' * 40}"},
            "attempt.receive": self._receiving,
            "attempt.name_learner": lambda: {"attempt_id": self._received(), "name": "Jo"},
            "slip.issue": lambda: self._slip(**over),
            "receipt.note": lambda: self._receipt(**over),
            "rubric.add": lambda: _rubric(**over),
            "observation.choose": lambda: self._choice(),
            "judgement.make": lambda: self._judgement(),
        }
        return {**made[verb](), **{name: value for name, value in over.items() if "." not in name}}

    def do(self, verb: str, arguments: dict[str, Any]) -> Any:
        act = all_commands()[verb]
        return self.house.centre.perform(from_plain(act, arguments), self.actor_for(act))

    def _learner(self) -> str:
        return self.people[Role.LEARNER].pseudonym

    def _world(self) -> dict[str, Any]:
        name = f"w{next(self.fresh)}"
        return {"world": name, "kind": "attempt", "name": "A", "path": f"worlds/{name}.sqlite3", "profile": "{}"}

    def _run(self, world: str) -> dict[str, Any]:
        return {
            "ref": f"A-{next(self.fresh):06}",
            "learner": self._learner(),
            "world": world,
            "scenario": "passed-to-warehouse",
            "title": "Passed to warehouse",
            "pack_hash": "0" * 64,
            "mode": "practise",
            "number": 1,
        }

    def _beginning(self) -> dict[str, Any]:
        world = self._world()
        self.house.centre.perform(from_plain(RegisterWorld, world), SYSTEM)
        return self._run(world["world"])

    def _receiving(self) -> dict[str, Any]:
        run = self._run(f"w{next(self.fresh)}")
        about = {"path": "handed-in/x.sqlite3", "head": f"5:{'0' * 40}", "started_at": BEGAN, "finished_at": ENDED}
        return {**run, "learner": f"L-{next(self.fresh)}", **about}

    def _running(self) -> int:
        run = from_plain(BeginAttempt, self._beginning())
        return self._made(run)

    def _finished(self) -> int:
        ident = self._running()
        self.house.centre.perform(FinishAttempt(AttemptId(ident)), self.people[Role.TRAINER])
        return ident

    def _received(self) -> int:
        return self._made(from_plain(ReceiveAttempt, self._receiving()))

    def _made(self, command: Command) -> int:
        done = self.house.centre.perform(command, self.actor_for(type(command)))
        return int(next(change.ident for change in done.outcome.changes if change.kind == "attempt"))

    def _slip(self, attempt: str = "", learner: str = "L-1", **inner: Any) -> dict[str, Any]:
        attempt = attempt or f"A-{next(self.fresh):06}"
        told = {name.removeprefix("content."): value for name, value in inner.items() if name.startswith("content.")}
        slip = replace(SLIP, attempt=attempt, learner=learner, **told)
        return {"attempt": attempt, "learner": learner, "content": canonical(to_plain(slip)).decode()}

    def _receipt(self, attempt: str = "A-000001", **_: Any) -> dict[str, Any]:
        return {"attempt": attempt, "code": receipt_code(attempt.upper(), 5, b"\1" * 32), "at": None}

    def _choice(self) -> dict[str, Any]:
        return {"attempt_id": self.handed_in, "criterion": CRITERION, "check": CHECK, "use": "use"}

    def _judgement(self) -> dict[str, Any]:
        added = self.do("rubric.add", self.sound("rubric.add"))
        about = {"attempt_id": self.handed_in, "criterion": RUBRIC.criteria[0].id}
        return {**about, "rubric_hash": added.outcome.facts["hash"], "decision": "not_yet_competent", "reason": "Thin"}


def _rubric(key: str = "", version: int = 0, **inner: Any) -> dict[str, Any]:
    rubric = rubric_from(content_of(RUBRIC))
    told = {name.removeprefix("content."): value for name, value in inner.items() if name.startswith("content.")}
    rubric = replace(rubric, key=key or rubric.key, version=version or rubric.version, **told)
    return {"key": rubric.key, "version": rubric.version, "content": canonical(to_plain(rubric)).decode()}
