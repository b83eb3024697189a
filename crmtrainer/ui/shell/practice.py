# SPDX-License-Identifier: MIT
"""The practice clock in the window: its speed, its jumps, and what holds it at ×1."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.interactions.rules import ConversationState, Direction
from crmtrainer.kernel.clock import PracticeClock
from crmtrainer.kernel.commands import Command, Done
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.dates import clock_time, local, short_day, when
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.attempt_desk import AttemptDesk
from crmtrainer.ui.shell.heartbeat import Heartbeat
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.news import news_of, ticket_of

if TYPE_CHECKING:
    from crmtrainer.interactions.queries import ConversationRow

PASSES = {Act.PASS_5: 5, Act.PASS_15: 15, Act.PASS_60: 60}
"""Commands that let practice minutes pass."""
_FAST = (10, 60)
_JUMP_TAKES_S = 1.0
"""Real seconds, far more than a jump needs to be under way, also on a slow machine that does other things."""
_QUIET_JUMPS = 30
"""How many events that nobody at the desk hears of are passed over by one command."""
_TALKING = (ConversationState.RINGING, ConversationState.LIVE, ConversationState.HELD)


class Practice(QObject):
    """Runs the clock of the open attempt as the learner sets it, and keeps the toolbar and status bar true."""

    speed_changed = Signal()
    ticket_wanted = Signal(object)
    """Somebody asked to see the ticket that the news is of."""

    def __init__(self, window: MainWindow, desk: Desk, attempt: AttemptDesk, beat: Heartbeat) -> None:
        super().__init__(window)
        self._window, self._desk, self._attempt, self._beat = window, desk, attempt, beat
        self._saved = ""
        self._slows = False
        self._shown_speed = -1
        window.speed_chosen.connect(self.set_speed)
        window.actions_.on(Act.PAUSE_CLOCK, self.toggle)
        window.actions_.on(Act.NEXT_EVENT, self.next_event)
        for act, minutes in PASSES.items():
            window.actions_.on(act, partial(self.let_pass, minutes))
        attempt.changed.connect(self._attempt_changed)
        desk.changed.connect(lambda _changes: self._follow())
        desk.acted.connect(lambda _done, _command: self._note_saved())
        desk.world_changed.connect(self._forget_saved)
        beat.beat.connect(lambda _now: self.show())
        beat.stumbled.connect(desk.refused)
        self._attempt_changed()

    @property
    def speed(self) -> int:
        """Practice seconds a second; 0 without a running attempt."""
        if not self._attempt.is_running:
            return 0
        clock = self._desk.world.clock
        return clock.speed if isinstance(clock, PracticeClock) else 0

    def set_speed(self, speed: object) -> None:
        """Pause, or run at ×1, ×10 or ×60; a call holds it at ×1."""
        if not isinstance(speed, int) or not self._attempt.is_running:
            return
        wanted = 1 if speed in _FAST and self._is_on_call() else speed
        self._desk.perform(SetSpeed(wanted))
        self.show()

    def toggle(self) -> None:
        """Pause, or go on at ×1."""
        self.set_speed(0 if self.speed else 1)

    def next_event(self) -> None:
        """Jump to the next thing that somebody at the desk hears of, or as far as this day leads without one."""
        if not self._attempt.is_running:
            return
        if self._is_on_call():
            self._window.toast(self._call_first(), good=False, icon="alert-circle-outline")
            return
        came: list[str] = []
        of: list[int] = []

        def note(done: Done, command: Command) -> None:
            words, ticket = news_of(done, command), ticket_of(done, command)
            if ticket is None or (words and self._is_ours(ticket)):
                came.append(words)
                of.extend([] if ticket is None else [ticket])

        shown = len(self._window.messages())
        self._desk.acted.connect(note)
        try:
            self._jump_to_news(came)
        except Expected as problem:
            self._desk.refused.emit(problem)
        finally:
            self._desk.acted.disconnect(note)
        self.show()
        if len(self._window.messages()) == shown:
            self._tell_quiet(" ".join(filter(None, came)), of[-1] if of else None)

    def _jump_to_news(self, came: list[str]) -> None:
        """Jump on until something is told. Raises `Expected` where there is nowhere to jump to."""
        world, shown = self._desk.world, len(self._window.messages())
        world.jump_to_next(self._desk.actor)
        today = local(world.clock.now()).date()
        for _ in range(_QUIET_JUMPS):
            upcoming = world.next_event_at()
            is_told = any(came) or len(self._window.messages()) > shown or self._is_on_call()
            if is_told or upcoming is None or local(upcoming).date() != today:
                return
            world.jump_to_next(self._desk.actor)

    def _is_ours(self, ticket: int) -> bool:
        """Whether a ticket is this person’s or nobody’s yet, so that they hear of its clocks."""
        from crmtrainer.casework.queries import queue  # with a world every room is there

        return any(row.id == ticket for row in self._desk.ask(queue))

    def _tell_quiet(self, news: str, ticket: int | None) -> None:
        """Say what came where nothing else has said it, with the way to the ticket it is about."""
        words = self.tr("It is %1 now. %2")
        upcoming = self._desk.world.next_event_at()
        if upcoming is None:
            nothing = self.tr("Nothing has come for you, and nothing more is planned.")
        elif local(upcoming).date() > local(self._desk.world.clock.now()).date():
            # No time of day: what is planned first may be nothing that anybody at the desk hears of.
            later = self.tr("Nothing more comes for you today. Next event (%2) goes on to %1.")
            nothing = filled(later, short_day(local(upcoming).date()), self._window.actions_.keys(Act.NEXT_EVENT))
        else:
            more = self.tr("Nothing has come for you yet. Next event (%1) goes on from here.")
            nothing = filled(more, self._window.actions_.keys(Act.NEXT_EVENT))
        told = filled(words, when(self._desk.world.clock.now()), news or nothing)
        if ticket is None:
            self._window.toast(told, icon="step-forward")
        else:
            show = partial(self.ticket_wanted.emit, ticket)
            self._window.toast(told, icon="step-forward", action_text=self.tr("Show it"), action=show)

    def let_pass(self, minutes: int) -> None:
        """Move practice time on by so many minutes; a telephone that rings meanwhile stops it there."""
        if not self._attempt.is_running:
            return
        clock = self._desk.world.clock
        ends = clock.now() + timedelta(minutes=minutes)
        # A running clock goes on while the jump is made, and no jump may lead back.
        meanwhile = timedelta(seconds=self.speed * _JUMP_TAKES_S)
        while not self._is_on_call() and clock.now() < ends:
            upcoming = self._desk.world.next_event_at()
            to = ends if upcoming is None else min(ends, upcoming)
            if self._desk.perform(Jump(max(to, clock.now() + meanwhile))) is None:
                return
        self.show()

    def show(self) -> None:
        """Paint time, speed and reasons anew."""
        if not self._desk.has_world:
            none = self.tr("No scenario is running, and no practice world is open.")
            self._window.set_practice_time("", 0, {}, none)
            self._explain_passing(none)
            return
        now: datetime = self._desk.world.clock.now()
        if not self._attempt.is_running:
            over = self.tr("The scenario is finished.")
            self._window.set_practice_time("", 0, {}, over)
            self._explain_passing(over)
            self._status(self.tr("Clock stopped at %1").replace("%1", when(now)), runs=False)
            return
        talking = self._is_on_call()
        held = self.tr("Held at ×1 while you are on a call.")
        if self._only_rings():
            held = self.tr("Held at ×1 while the telephone rings.")
        reasons = {10: held, 60: held} if talking else {}
        self._window.set_practice_time(when(now), self.speed, reasons, self._reason_against_jump(talking))
        self._explain_passing(self._call_first() if talking else "")
        self._status(self._clock_words(talking), runs=self.speed > 0)
        if self.speed != self._shown_speed:
            self._shown_speed = self.speed
            self.speed_changed.emit()

    def _reason_against_jump(self, talking: bool) -> str:
        if talking:
            return self._call_first()
        return "" if self._desk.world.next_event_at() is not None else self.tr("Nothing more is planned.")

    def _explain_passing(self, reason: str) -> None:
        for act in PASSES:
            self._window.actions_.explain(act, reason)

    def _clock_words(self, talking: bool) -> str:
        if not self.speed:
            return self.tr("Clock paused")
        running = self.tr("Clock running ×%1").replace("%1", str(self.speed))
        if not talking:
            return running
        rings = self._only_rings()
        held = (
            self.tr("held there while the telephone rings") if rings else self.tr("held there while you are on a call")
        )
        return f"{running}, {held}"

    def _call_first(self) -> str:
        return self.tr("Answer the telephone first.") if self._only_rings() else self.tr("Finish the call first.")

    def _only_rings(self) -> bool:
        """Whether nobody is on the line yet: the call has still to be answered by us."""
        rows = self._talks()
        return bool(rows) and all(
            row.state is ConversationState.RINGING and row.direction is Direction.IN for row in rows
        )

    def _status(self, clock: str, *, runs: bool) -> None:
        row = self._attempt.row
        person = self._desk.person_name
        world = self._attempt.sandbox
        what = "" if row is None else row.title
        if world is not None:
            what = self.tr("World: %1").replace("%1", world.name)
        if row is not None and row.branch is not None:
            what = f"{what}, {self.tr('practice branch')}"
        self._window.set_status(person=person, what=what, clock=clock, clock_runs=runs, saved=self._saved)

    def _attempt_changed(self) -> None:
        if self._attempt.is_running:
            self._beat.start()
        else:
            self._beat.stop()
        self.show()
        if not self._desk.has_world:
            self._window.set_status(person=self._desk.person_name, what="", clock="", clock_runs=False, saved="")

    def _follow(self) -> None:
        """A call that begins slows the clock to ×1."""
        if self._attempt.is_running and self.speed in _FAST and not self._slows and self._is_on_call():
            # Everybody hears of this act, also we, before the clock itself is set.
            self._slows = True
            try:
                self._desk.perform(SetSpeed(1))
            finally:
                self._slows = False
        self.show()

    def _note_saved(self) -> None:
        if self._desk.has_world:
            self._saved = self.tr("Saved %1").replace("%1", clock_time(self._desk.world.clock.now()))

    def _forget_saved(self) -> None:
        """What was saved in another file says nothing of this one."""
        self._saved = ""

    def _is_on_call(self) -> bool:
        return bool(self._talks())

    def _talks(self) -> list[ConversationRow]:
        from crmtrainer.interactions.queries import live_conversations  # with a world every room is there

        return [row for row in self._desk.ask(live_conversations) if row.state in _TALKING]
