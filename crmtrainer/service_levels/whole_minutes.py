# SPDX-License-Identifier: MIT
"""Whole minutes that add up: what is told of a clock in parts comes to what is told of it in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmtrainer.service_levels.explain import StretchKind

_MINUTE = 60


def told_sums(sums: Mapping[StretchKind, int]) -> dict[StretchKind, int]:
    """The seconds of each kind as they are told, in whole minutes.

    All are rounded down, as clocks are everywhere; while time is left, what was counted is told as the rest of the
    limit, so that the two come to it: of 8 hours after 17½ minutes 7 h 42 min are left, and 18 min were counted.
    """
    told = {kind: seconds - seconds % _MINUTE for kind, seconds in sums.items()}
    counted, left = sums.get(StretchKind.COUNTED, 0), sums.get(StretchKind.LEFT, 0)
    if left:
        whole = counted + left
        told[StretchKind.COUNTED] = whole - whole % _MINUTE - told[StretchKind.LEFT]
    return told


def shared_out(parts: Sequence[int], whole: int) -> list[int]:
    """The parts in whole minutes, as seconds, that come to the whole minutes of `whole`: largest remainders go up.

    What is nothing stays nothing.
    """
    told = [part - part % _MINUTE for part in parts]
    missing = (whole - sum(told)) // _MINUTE
    by_remainder = sorted(
        (place for place, part in enumerate(parts) if part), key=lambda place: -(parts[place] % _MINUTE)
    )
    for place in by_remainder[: max(0, missing)]:
        told[place] += _MINUTE
    return told
