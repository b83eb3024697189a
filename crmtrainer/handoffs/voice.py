# SPDX-License-Identifier: MIT
"""What a team says of its own accord. Scenarios may put other words in its mouth."""

from __future__ import annotations

from collections.abc import Sequence

from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.organisation.rules import Shortfall, ShortfallCode

ACCEPTED = "Accepted: we have what we need."
DONE = "All done at our end."

_GOING = {
    HandoffState.SENT: "It is in our tray. We look at it next.",
    HandoffState.ACCEPTED: "We are at it, and on time.",
    HandoffState.ASKED: "We are waiting for your answer. Until then it stands still.",
}
_LACKING = {
    ShortfallCode.MISSING: "{label} is missing",
    ShortfallCode.NO_ATTACHMENT: "{label} is not attached",
    ShortfallCode.NO_MOMENT: "{label} needs a date and a time",
    ShortfallCode.PATTERN: "{label} cannot be “{said}”",
}


def bounced(lacking: Sequence[Shortfall]) -> str:
    """Why the team sends it back, as one message to the desk."""
    return " ".join(["We cannot start on this.", *(_sentence(shortfall) for shortfall in lacking)])


def progress(state: HandoffState, *, is_late: bool) -> str:
    """How it goes, said when somebody asks."""
    if state is HandoffState.ACCEPTED and is_late:
        return "We are behind. It is next on the bench."
    return _GOING[state]


def _sentence(shortfall: Shortfall) -> str:
    said = _LACKING[shortfall.code].format(label=shortfall.label, said=shortfall.said)
    return f"{said}: {shortfall.hint.rstrip('.')}." if shortfall.hint else f"{said}."
