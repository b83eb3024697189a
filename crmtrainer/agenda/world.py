# SPDX-License-Identifier: MIT
"""An open world as the faces hold it: acts, questions and its practice clock, with the world's own acts in between."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.agenda.models import PracticeSetting
from crmtrainer.agenda.rules import LONGEST_JUMP
from crmtrainer.agenda.runner import Lookout, Source
from crmtrainer.agenda.ticking import Tick, Ticking, forget_tick
from crmtrainer.application import Application
from crmtrainer.journal.writer import head_of
from crmtrainer.kernel.clock import FixedClock, PracticeClock
from crmtrainer.kernel.commands import SYSTEM, Actor, Command, Done
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.kernel.moments import to_micros
from crmtrainer.store.unit_of_work import Reading, reading

P = ParamSpec("P")
R = TypeVar("R")


log = logging.getLogger(__name__)


@dataclass(slots=True)
class World:
    """One open world. Everything due is done before a person's act, and what it set off at once right after.

    `ticking` keeps where a running clock stands, for the case that the program is killed.
    """

    app: Application
    clock: PracticeClock | FixedClock
    sources: tuple[Source, ...]
    ticking: Ticking | None = None
    barred: StoreUnavailable | None = None
    """Why nothing more may be written: the file was found damaged while it was open. It can still be read."""
    _lookout: Lookout = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._lookout = Lookout(self.app, self.sources)

    def perform(self, command: Command, by: Actor, *, request_id: str | None = None) -> Done:
        """Carry out one act of a person. A jump first plays what falls due on the way.

        Raises what `Application.perform` raises.
        """
        if self.barred is not None:
            raise self.barred
        if isinstance(command, Jump):
            return self._jump(command, by, request_id)
        self.tick()
        if isinstance(command, SetSpeed):
            done = self.app.perform(command, by, request_id=request_id)
            if isinstance(self.clock, PracticeClock) and not done.repeated:
                self.clock.run(command.speed)
                self._keep_tick()
            return done
        done = self.app.perform(command, by, request_id=request_id)
        self.tick()
        return done

    def ask(self, query: Callable[Concatenate[Reading, P], R], by: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer to a question, as `by` may see it."""
        return self.app.ask(query, by, *args, **kwargs)

    @property
    def speed(self) -> int:
        """Practice seconds a second; 0 while the clock stands, or is set by hand."""
        return self.clock.speed if isinstance(self.clock, PracticeClock) else 0

    def tick(self) -> int:
        """Perform what has fallen due by now. Gives how many acts that were."""
        if self.barred is not None:
            return 0
        done = self._lookout.catch_up(self.clock.now())
        if self.app.checkpoint_if_due():
            self._keep_tick()
        if self.ticking is not None and self.ticking.is_due:
            self._keep_tick()
        return done

    def bar(self, problem: StoreUnavailable) -> None:
        """Let nothing more be written to a file that is damaged, not even a refusal; practice time stands."""
        self.barred = problem
        if isinstance(self.clock, PracticeClock):
            self.clock.pause()

    def next_event_at(self) -> datetime | None:
        """When the world will do something next, or None when nothing is planned."""
        upcoming = self._lookout.next_due()
        return None if upcoming is None else upcoming.due_at

    def jump_to_next(self, by: Actor) -> Done:
        """Move practice time on to the next event and let it happen. Raises `Refused` when nothing is planned."""
        due = self.next_event_at()
        if due is None:
            raise Refused("practice.nothing_planned")
        return self.perform(Jump(max(due, self.clock.now())), by)

    def close(self) -> None:
        """Close the file. Practice time stands still until it is opened again."""
        self._end_session()
        self._keep_tick()
        self.app.close()
        if self.ticking is not None and not self.speed:
            forget_tick(self.ticking.world)

    def _end_session(self) -> None:
        """Seal what was done under a key that goes; what cannot be written any more stays under the last one."""
        sealer = self.app.sealer
        if sealer is None or not sealer.has_news or self.barred is not None:
            return
        try:
            self.app.checkpoint()
        except StoreUnavailable as problem:
            log.warning("%s was closed without a checkpoint: %s", self.app.database.path.name, problem.code)

    def stop_if_left_running(self) -> bool:
        """Stop a clock that was running when the program ended, so that the world says of its clock what is so.

        The entry is the world's own act. Says whether there was one to make.
        """
        with reading(self.app.database) as session:
            speed = session.scalar(select(PracticeSetting.speed)) or 0
            seq = head_of(session, self.app.tables, self.app.journal_id).seq
        if speed:
            self.perform(SetSpeed(0), SYSTEM, request_id=f"left-running:{seq}")
        return speed > 0

    def _keep_tick(self) -> None:
        """Keep where the clock stands, when it is running."""
        if self.ticking is None or not self.speed:
            return
        now = self.clock.now()
        with reading(self.app.database) as session:
            seq = head_of(session, self.app.tables, self.app.journal_id).seq
        self.ticking.keep(Tick(self.app.journal_id, seq, to_micros(now), to_micros(self.app.wall.now())))

    def _jump(self, command: Jump, by: Actor, request_id: str | None) -> Done:
        now = self.clock.now()
        if by.role not in command.roles or not now <= command.to <= now + LONGEST_JUMP:
            # A repeat, or something refused and journalled there: nothing may be played on the way.
            return self.app.perform(command, by, request_id=request_id)
        self.app.check(command, by, request_id=request_id)  # nor where a gate refuses
        self._lookout.catch_up(command.to)
        if isinstance(self.clock, PracticeClock):
            to = self.clock.go_on_to(command.to)
        else:
            to = self.clock.at = max(command.to, self.clock.now())
        done = self.app.perform(Jump(to), by, request_id=request_id, at=to)
        self.tick()
        return done
