# SPDX-License-Identifier: MIT
"""Taking a learner's adjusted timing from the centre into the world they are about to work in."""

from __future__ import annotations

from crmtrainer.agenda.world import World
from crmtrainer.application import Application
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.people.queries import timings
from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.commands import AdjustTiming
from crmtrainer.service_levels.portions import being_moved
from crmtrainer.service_levels.timing import timing


def follow_timing(centre: Application, world: World, learner: str) -> None:
    """Let the clocks of a world give a learner what their centre set; writes nothing where they do already.

    What a program that was killed in the middle of it left is done first.
    """
    if world.ask(being_moved, SYSTEM):
        world.tick()
    wanted = centre.ask(timings, SYSTEM).get(learner, AS_SET)
    if world.ask(timing, SYSTEM) != wanted:
        world.perform(AdjustTiming(wanted), SYSTEM)
