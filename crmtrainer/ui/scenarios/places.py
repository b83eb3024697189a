# SPDX-License-Identifier: MIT
"""Where things stand in a debrief: the row to begin at, the row nearest an entry, what an act moved."""

from crmtrainer.scenarios.debrief_rows import Debrief, DebriefAct, Who
from crmtrainer.ui.scenarios.story import AT_END, row_id

_AFTERWARDS = frozenset({"scenario.finish", "reflection.submit"})


def to_begin_with(found: Debrief) -> object:
    """The row of what is to be put right first; None when there is nothing, or it hangs on no row."""
    wanted = found.to_put_right
    for act in found.acts:
        if wanted is not None and any(check.key == wanted.key for check in act.checks):
            return row_id(act)
    return None


def nearest(found: Debrief, item_id: object) -> object:
    """A row that can be shown: the one asked for, or for an entry without a row the last act before it."""
    ids = [row_id(act) for act in found.acts]
    if item_id in ids or item_id == AT_END:
        return item_id
    if not isinstance(item_id, int):
        return None
    before = [act.seq for act in found.acts if act.seq is not None and act.seq <= item_id]
    return max(before, default=ids[0] if ids else None)


def back_to(found: Debrief, act: DebriefAct) -> int | None:
    """The first act to be done anew, to try again from a row; None where there is nothing to go back to.

    Where an act is missing, that is what comes after the last thing that the learner did before: time stood there, and
    there was still room for what is missing.
    """
    if act.who is Who.YOU:
        return None if act.verb in _AFTERWARDS else act.seq
    if act.who is not Who.NOBODY:
        return None
    before = [
        one.seq
        for one in found.acts[: found.acts.index(act)]
        if one.seq is not None and one.who is Who.YOU and one.verb not in _AFTERWARDS
    ]
    return max(before) + 1 if before else None


def moved_by(found: Debrief, act: DebriefAct) -> int | None:
    """The entry that moved somebody's trust because of an act: its own, or what the world did in answer."""
    if act.seq is None:
        return None
    points = sorted(point.seq for person in found.trust for point in person.points)
    later = [one.seq for one in found.acts if one.seq is not None and one.seq > act.seq]
    until = min(later, default=act.seq + 1)
    return next((seq for seq in points if act.seq <= seq < until), act.seq)
