# SPDX-License-Identifier: MIT
"""`attempt …`: start, wait, finish, hand in and receive attempts without a window."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmtrainer.cli.common import MOST_MINUTES, open_house, plain, say, settings_of, show
from crmtrainer.kernel.commands import SYSTEM, Actor, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.scenarios.rules import Mode

if TYPE_CHECKING:
    from crmtrainer.agenda.world import World

Ref = Annotated[str, typer.Argument(help="The attempt’s reference, like A-3F2C1B.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    group = typer.Typer(help="Attempts at scenarios.", no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_attempts)
    group.command("scenarios")(list_scenarios)
    group.command("start")(start_attempt)
    group.command("branch")(branch_attempt)
    group.command("wait")(wait)
    group.command("finish")(finish_attempt)
    group.command("hand-in")(hand_in_attempt)
    group.command("receive")(receive_attempt)
    group.command("name")(name_attempt)
    app.add_typer(group, name="attempt")


def list_attempts(context: typer.Context) -> None:
    """List every attempt this data folder knows."""
    from crmtrainer.assessment.queries import attempts

    with open_house(settings_of(context).home) as house:
        show(house.centre.ask(attempts, house.actor_for(Role.ASSESSOR)))


def list_scenarios(context: typer.Context) -> None:
    """List the scenarios that can be started."""
    from crmtrainer.house.catalogue import cards

    show(cards(settings_of(context).home))


def start_attempt(
    context: typer.Context,
    scenario: Annotated[str, typer.Argument(help="The scenario’s key, like passed-to-warehouse.")],
    mode: Annotated[Mode, typer.Option(help="explore, practise or assessed.")] = Mode.PRACTISE,
) -> None:
    """Start an attempt in a world of its own. Assessed attempts are played in the window."""
    from crmtrainer.house.catalogue import pack_of
    from crmtrainer.house.running import start

    if mode is Mode.ASSESSED:
        raise Refused("scenario.window_only")
    with open_house(settings_of(context).home) as house:
        running = start(house, pack_of(house.home, scenario), scenario, mode, house.actor_for(Role.LEARNER))
        running.world.close()
        show({"attempt": running.row.ref, "world": str(house.home / running.row.path)})


def branch_attempt(
    context: typer.Context,
    ref: Ref,
    from_act: Annotated[int, typer.Option(min=3, help="The first act to be done anew, by its number.")],
) -> None:
    """Try again from an act of a finished attempt: a practice branch, led up to just before it."""
    from crmtrainer.house.branching import branch

    with open_house(settings_of(context).home) as house:
        running = branch(house, house.attempt_named(ref), from_act, house.actor_for(Role.LEARNER))
        running.world.close()
        show(
            {
                "attempt": running.row.ref,
                "branch_of": ref,
                "from_act": from_act,
                "world": str(house.home / running.row.path),
            }
        )


def wait(
    context: typer.Context,
    ref: Ref,
    minutes: Annotated[
        int, typer.Option(min=0, max=MOST_MINUTES, help="Practice minutes to let pass; 0: to the next event.")
    ] = 0,
) -> None:
    """Let practice time pass in an attempt, and what falls due happen; a telephone that rings stops it there.

    Tells what happened meanwhile, and how much is planned for later.
    """
    from crmtrainer.agenda.commands import Jump
    from crmtrainer.agenda.queries import practice
    from crmtrainer.interactions.queries import live_conversations

    with open_house(settings_of(context).home) as house:
        actor = house.actor_for(Role.LEARNER)
        happened: list[str] = []
        with house.world_at(None, ref, actor) as world:
            world.app.subscribe(lambda _done, command: happened.append(command.verb))
            let_pass(world, actor, minutes)
            told = plain(world.ask(practice, actor))
            assert isinstance(told, dict)
            planned = told.pop("events")
            show(
                {
                    **told,
                    "happened": [verb for verb in happened if verb != Jump.verb],
                    "still_planned": planned,
                    "on_the_line": plain(world.ask(live_conversations, actor)),
                }
            )


def let_pass(world: World, actor: Actor, minutes: int) -> None:
    """Up to the next event, or on for so many minutes; while somebody is on the line always to the next thing said."""
    from crmtrainer.interactions.queries import live_conversations

    ends = world.clock.now() + timedelta(minutes=minutes) if minutes else None
    while ends is None or world.clock.now() < ends:
        upcoming = world.next_event_at()
        if upcoming is None and ends is None:
            raise Refused("practice.nothing_planned")
        to = max(upcoming or ends or world.clock.now(), world.clock.now())
        _move_on(world, actor, to if ends is None else min(ends, to))
        if ends is None or world.ask(live_conversations, actor):
            return


def _move_on(world: World, actor: Actor, to: datetime) -> None:
    """Move practice time on. A call is not hurried: its time passes by itself, and the learner only waits."""
    from crmtrainer.agenda.commands import Jump, SetSpeed
    from crmtrainer.interactions.queries import live_conversations

    if world.ask(live_conversations, actor):
        world.app.check(SetSpeed(1), actor)
        actor = SYSTEM
    world.perform(Jump(to), actor)


def finish_attempt(context: typer.Context, ref: Ref) -> None:
    """Finish an attempt, so that its debrief can be read."""
    from crmtrainer.house.running import finish, resume

    with open_house(settings_of(context).home) as house:
        actor = house.actor_for(Role.LEARNER)
        running = resume(house, house.attempt_named(ref), actor)
        try:
            show(finish(house, running, actor))
        finally:
            running.world.close()


def hand_in_attempt(context: typer.Context, ref: Ref) -> None:
    """Hand a finished attempt in: one file, to be opened here or on another machine."""
    from crmtrainer.house.running import hand_in, resume

    with open_house(settings_of(context).home) as house:
        actor = house.actor_for(Role.LEARNER)
        running = resume(house, house.attempt_named(ref), actor)
        try:
            show({"file": str(hand_in(house, running, actor))})
        finally:
            running.world.close()


def receive_attempt(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file that was handed in.")],
    learner: Annotated[str, typer.Option(help="Who the learner is: the file knows a pseudonym only.")] = "",
) -> None:
    """Take in an attempt that was handed in on another machine, and say what its record is worth.

    A damaged one is taken in as well, for it is for the assessor to say what follows from that, and the command leaves
    with 1 then, as `verify` does.
    """
    from crmtrainer.cli.verify import verified
    from crmtrainer.house.running import receive
    from crmtrainer.journal.wording import told_assurance, told_result
    from crmtrainer.wording import sentence

    home = settings_of(context).home
    with open_house(home) as house:
        row = plain(receive(house, file, house.actor_for(Role.ASSESSOR), learner))
    assert isinstance(row, dict)
    report = verified(home, file, str(row["ref"]), ())
    record = sentence(*told_result(report))
    show({**row, "record": record, "assurance": sentence(*told_assurance(report))})
    if not report.is_whole:
        say(record, err=True)
        raise typer.Exit(1)


def name_attempt(
    context: typer.Context,
    ref: Ref,
    learner: Annotated[str, typer.Argument(help="The learner’s name.")],
) -> None:
    """Say who the learner of a received attempt is."""
    from crmtrainer.house.running import name_learner

    with open_house(settings_of(context).home) as house:
        show(name_learner(house, house.attempt_named(ref), learner, house.actor_for(Role.ASSESSOR)))
