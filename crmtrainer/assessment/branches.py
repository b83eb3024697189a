# SPDX-License-Identifier: MIT
"""What a practice branch says of itself: the attempt it was taken from, and the first act that is done anew."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.kernel.canonical import Json, canonical, parse


@dataclass(frozen=True, slots=True)
class Branch:
    """Acts before `from_act` were performed again as they are in the attempt `ref`, which is that of this `number`."""

    ref: str
    number: int
    from_act: int


def told(branch: Branch) -> str:
    """How the centre keeps it, as canonical JSON."""
    plain: Json = {"branch_of": branch.ref, "number": branch.number, "from_act": branch.from_act}
    return canonical(plain).decode()


def branch_told(profile: str) -> Branch | None:
    """The branch that a world's profile, or what a world says about itself, speaks of; None for any other world."""
    said = parse(profile)
    if not isinstance(said, dict) or not said.get("branch_of"):
        return None
    return Branch(str(said["branch_of"]), _number(said.get("number")), _number(said.get("from_act")))


def _number(value: Json) -> int:
    """A number as a world or the centre writes it; 0 for what somebody put in its place."""
    digits = str(value)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
