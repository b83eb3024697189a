# SPDX-License-Identifier: MIT
"""Plays a run of a pack, act by act, in a world of its own, and holds its checks against what the run expects."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from crmtrainer.agenda.commands import Jump
from crmtrainer.agenda.world import World
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.commands import SYSTEM, Actor, Origin, Role, command_named
from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.scenarios.beginnings import Beginnings, TrialWorlds
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.format.conditions import Condition
from crmtrainer.scenarios.format.runs import Run, Step, steps_of
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.hearing import hear
from crmtrainer.scenarios.loader import Pack
from crmtrainer.scenarios.results import results
from crmtrainer.scenarios.script import script_of, staged_here
from crmtrainer.scenarios.speech import varied
from crmtrainer.scenarios.staging import stage_command
from crmtrainer.scenarios.symbols import arguments, resolve
from crmtrainer.scenarios.trace import trace
from crmtrainer.scenarios.viewing import view
from crmtrainer.store.unit_of_work import Reading, reading

LEARNER = Actor("L-RUN", Role.LEARNER, Origin.WINDOW)
MOST_JUMPS = 200
"""Events a step may wait through before it counts as never coming."""

WorldMaker = Callable[[Content], AbstractContextManager[World]]
"""Makes an empty world whose hand-set clock stands at the start of this content, and removes it afterwards."""


class RunBroken(Exception):
    """A step of a run could not be played as written. `step` counts from 1."""

    def __init__(self, step: int, what: str) -> None:
        super().__init__(f"step {step}: {what}")
        self.step = step
        self.what = what


@dataclass(frozen=True, slots=True)
class RunReport:
    """What came of one run: its checks, what it missed against expectation, what was played and said in it."""

    key: str
    title: str
    golden: bool
    results: tuple[CheckResult, ...]
    unexpected: tuple[str, ...]
    """Sentences about checks that came out otherwise than the run says; empty when all is as expected."""
    beats: frozenset[tuple[str, str]] = frozenset()
    moves: frozenset[str] = frozenset()
    broken: str = ""

    @property
    def is_as_expected(self) -> bool:
        return not self.unexpected and not self.broken


def play(
    pack: Pack, scenario: str, run: Run, worlds: TrialWorlds, seed: str = "", beginnings: Beginnings | None = None
) -> RunReport:
    """Play one run and compare. A step that cannot be played is reported, not raised.

    With `beginnings`, those of runs of one scenario and seed, it goes on from what another run has played already.
    """
    runs = pack.scenario(scenario).runs
    begins_with = beginnings or Beginnings(worlds, ())
    steps = steps_of(run, runs)
    played, kept = begins_with.longest(run, steps)
    content = Content(pack=pack.file, scenario=varied(pack.scenario(scenario).scenario, seed))
    with worlds(content) if kept is None else worlds.again(kept) as world:
        if kept is None:
            world.perform(stage_command(pack, scenario, run.mode, LEARNER.pseudonym, "A-RUN", 1, seed), SYSTEM)
            begins_with.passed(run, (), world)
        broken = ""
        try:
            for number, step in enumerate(steps[played:], start=played + 1):
                _play_step(world, step, number)
                begins_with.passed(run, steps[:number], world)
        except RunBroken as problem:
            broken = str(problem)
        with reading(world.app.database) as session:
            found = results(Reading(session, world.clock.now(), SYSTEM))
        beats, moves = played_in(world)
    return RunReport(run.key, run.title, run.golden, found, _unexpected(run, found), beats, moves, broken)


def play_steps(world: World, run: Run, runs: tuple[Run, ...]) -> None:
    """Play the steps of a run in a world where its scenario stands. Raises `RunBroken`."""
    for number, step in enumerate(steps_of(run, runs), start=1):
        _play_step(world, step, number)


def played_in(world: World) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """The beats (with variant) and the moves that have been played in a world."""
    with reading(world.app.database) as session:
        acts = trace(session, script_of(staged_here(session)).content, {"beat.play", "conversation.say"})
    played = [act for act in acts if act.verb == "beat.play" and act.facts.get("played")]
    said = [act for act in acts if act.verb == "conversation.say" and not act.was_refused and act.facts["move"]]
    return (
        frozenset((str(act.facts["beat"]), str(act.facts["variant"])) for act in played),
        frozenset(str(act.facts["move"]) for act in said),
    )


def _unexpected(run: Run, found: tuple[CheckResult, ...]) -> tuple[str, ...]:
    told = []
    for result in found:
        wanted = Verdict.MET
        if result.key in run.misses:
            wanted = Verdict.MISSED
        elif result.key in run.not_reached:
            wanted = Verdict.NOT_REACHED
        if result.verdict is not wanted:
            told.append(f"{result.key} is {result.verdict.value}, expected {wanted.value}")
    return tuple(told)


def _play_step(world: World, step: Step, number: int) -> None:
    try:
        if step.wait is not None:
            _move_on(world, world.clock.now() + timedelta(minutes=step.wait))
        elif step.until is not None:
            _wait_until(world, step.until, number)
        elif step.say is not None:
            _say(world, step, number)
        else:
            _do(world, step)
    except Expected as problem:
        raise RunBroken(number, str(problem)) from problem


def _do(world: World, step: Step) -> None:
    assert step.do is not None
    command_class = command_named(step.do)
    with reading(world.app.database) as session:
        plain = arguments(Reading(session, world.clock.now(), LEARNER), command_class, step.args)
    command = from_plain(command_class, plain)
    try:
        world.perform(command, LEARNER)
    except Refused as refusal:
        if refusal.code != step.refused:
            raise
        return
    if step.refused is not None:
        raise Refused("run.not_refused", verb=step.do, expected=step.refused)


def _say(world: World, step: Step, number: int) -> None:
    """Say a move in its authored words, or in own words that must be heard as it."""
    assert step.say is not None
    say = command_named("conversation.say")
    with reading(world.app.database) as session:
        read = Reading(session, world.clock.now(), LEARNER)
        content = script_of(staged_here(session)).content
        talk = resolve(read, "call")
    found = content.scenario.move(step.say)
    if found is None:
        raise RunBroken(number, f"there is no move {step.say}")
    turn, move = found
    words = move.words
    if step.words is not None:
        heard = hear(step.words, turn.moves)
        if not heard or heard[0].move != step.say:
            got = heard[0].move if heard else "nothing"
            raise RunBroken(number, f"“{step.words[:60]}” is heard as {got}, not as {step.say}")
        words = step.words
    plain: dict[str, Json] = {
        "conversation_id": talk,
        "words": words,
        "move": step.say,
        "own_words": step.words is not None,
    }
    world.perform(from_plain(say, plain), LEARNER)


def _move_on(world: World, to: datetime) -> None:
    """Time passes by itself here, also while somebody is on the line, where no learner may hurry it."""
    world.perform(Jump(to), SYSTEM)


def _wait_until(world: World, condition: Condition, number: int) -> None:
    for _ in range(MOST_JUMPS):
        if _holds_now(world, condition):
            return
        due = world.next_event_at()
        if due is None:
            break
        _move_on(world, max(due, world.clock.now()))
    raise RunBroken(number, "what it waits for never comes")


def _holds_now(world: World, condition: Condition) -> bool:
    with reading(world.app.database) as session:
        content = script_of(staged_here(session)).content
        return holds(condition, view(session, content, world.clock.now(), trace(session, content)))
