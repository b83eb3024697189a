# SPDX-License-Identifier: MIT
"""Every act of this room in one table: ours and the team's each have a module of handlers."""

from __future__ import annotations

from crmtrainer.handoffs import our_side, their_side
from crmtrainer.kernel.commands import HandlerTable

HANDLERS: HandlerTable = {**our_side.HANDLERS, **their_side.HANDLERS}
