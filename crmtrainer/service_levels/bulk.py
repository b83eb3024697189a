# SPDX-License-Identifier: MIT
"""The same working time for many clocks of one calendar at once. numpy is imported only when this is used."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.working_time import Edges, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Micros = NDArray[np.int64]
    PausesOfMany = tuple[Micros, Micros, Micros]
    """Which clock (its position), from, to: pauses of one clock neither overlap nor reach before its anchor."""


def elapsed_many(table: Table, anchors: Micros, now: datetime, pauses: PausesOfMany | None = None) -> Micros:
    """Working microseconds of every clock from its anchor to `now`, less its pauses; none for an anchor to come."""
    import numpy as np

    until = to_micros(now)
    if not len(anchors):
        return np.zeros(0, np.int64)
    edges = table.edges(min(int(anchors.min()), until), until)
    worked: Micros = edges.before(until) - _before(edges, np.minimum(anchors, until))
    if pauses is not None:
        which, since, to = pauses
        paused = _before(edges, np.minimum(to, until)) - _before(edges, np.minimum(since, until))
        np.subtract.at(worked, which, paused)
    return worked


def due_many(table: Table, anchors: Micros, targets: Micros) -> Micros:
    """When the targets (above zero, microseconds) of clocks that never paused are used up.

    Raises `Refused` when one never is.
    """
    import numpy as np

    if not len(anchors):
        return np.zeros(0, np.int64)
    edges = table.edges(int(anchors.min()), table.reach(int(anchors.max()), int(targets.max())))
    return _reached(edges, _before(edges, anchors) + targets)


def reached_many(table: Table, anchors: Micros, targets: Micros, stops: Micros) -> Micros:
    """When the targets (above zero, microseconds) of clocks with pauses are used up.

    `stops` holds the pauses of each clock in order, free of overlaps, as [clock, number, from or to]; one that never
    happened begins and ends at its anchor. Raises `Refused` when a target is never reached.
    """
    import numpy as np

    if not len(anchors):
        return np.zeros(0, np.int64)
    latest = max(int(anchors.max()), int(stops.max()) if stops.size else 0)
    edges = table.edges(int(anchors.min()), table.reach(latest, int(targets.max())))
    wanted = _before(edges, anchors) + targets
    for number in range(stops.shape[1]):
        begins, ends = _before(edges, stops[:, number, 0]), _before(edges, stops[:, number, 1])
        wanted += np.where(begins < wanted, np.maximum(ends - begins, 0), 0)
    return _reached(edges, wanted)


def _reached(edges: Edges, wanted: Micros) -> Micros:
    """The first instant with that much open time before it."""
    import numpy as np

    ends, totals = np.array(edges.ends, np.int64), np.array(edges.totals, np.int64)
    reached = _last_at_or_before(totals, wanted - 1) + 1
    found: Micros = (ends - totals)[reached] + wanted
    return found


def _before(edges: Edges, at: Micros) -> Micros:
    """Open time before each instant: all of the span it falls in or behind, less what of that is still to come."""
    import numpy as np

    # A span of no length in front serves the instants before the first opening.
    ends = np.array([edges.starts[0] if edges.starts else 0, *edges.ends], np.int64)
    totals = np.array([0, *edges.totals], np.int64)
    i = _last_at_or_before(np.array(edges.starts, np.int64), at) + 1
    to_come = ends[i]
    to_come -= at
    np.maximum(to_come, 0, out=to_come)
    to_come *= i > 0
    found: Micros = totals[i]
    found -= to_come
    return found


def _last_at_or_before(edges: Micros, at: Micros) -> Micros:
    """The position of the last edge at or before each instant, −1 for none.

    Looked up in a grid no coarser than the closest two edges, so that each cell holds at most one; searching costs
    five times as much when the instants are in no order.
    """
    import numpy as np

    cell = int(np.diff(edges).min()) if len(edges) > 1 else 1
    low = int(at.min()) if len(at) else 0
    cells = (int(at.max()) - low) // cell + 1 if len(at) else 0
    if cells > len(at):
        return np.searchsorted(edges, at, side="right") - 1
    first = np.searchsorted(edges, low + cell * np.arange(cells), side="right") - 1
    following = np.append(edges, np.iinfo(np.int64).max)[first + 1]
    which = at - low
    which //= cell
    found: Micros = first[which]
    found += following[which] <= at
    return found
