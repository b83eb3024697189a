# SPDX-License-Identifier: MIT
"""The opposite of every act that has one, and why the others stand, of all rooms: loaded when something was done."""

from typing import Any, Final

from crmtrainer.kernel.commands import Command
from crmtrainer.ui.assessment import undoing as assessment
from crmtrainer.ui.customers import undoing as customers
from crmtrainer.ui.handoffs import undoing as handoffs
from crmtrainer.ui.interactions import undoing as interactions
from crmtrainer.ui.limits import undoing as limits
from crmtrainer.ui.standards import undoing as settings
from crmtrainer.ui.tickets import undoing as tickets
from crmtrainer.ui.undo import Opposite, Standing

_ROOMS: Final = (tickets, limits, customers, interactions, handoffs, assessment, settings)
OPPOSITES: Final[dict[type[Command], Opposite[Any]]] = {one.of: one for room in _ROOMS for one in room.OPPOSITES}
STANDING: Final[Standing] = {kind: why for room in _ROOMS for kind, why in room.STANDING.items()}
