# SPDX-License-Identifier: MIT
"""Every act of this room in one table: ours, the team's and the trainer's each have a module of handlers."""

from __future__ import annotations

from crmtrainer.handoffs import following, our_side, team_targets, their_side
from crmtrainer.kernel.commands import HandlerTable

HANDLERS: HandlerTable = {
    **our_side.HANDLERS,
    **their_side.HANDLERS,
    **team_targets.HANDLERS,
    **following.HANDLERS,
}
