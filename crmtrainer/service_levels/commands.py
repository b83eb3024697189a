# SPDX-License-Identifier: MIT
"""What the clocks themselves do."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.kernel.commands import Command, Role, verb


@verb("clock.threshold", roles={Role.SYSTEM}, after_finish=True)
@dataclass(frozen=True, slots=True)
class ReachThreshold(Command):
    """A share of a limit has been used up; 100 is the breach."""

    clock_id: int
    percent: int
