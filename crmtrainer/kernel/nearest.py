# SPDX-License-Identifier: MIT
"""What somebody may have meant by a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """The known name that looks most like `name`, or nothing when none is at least that much `alike` (1: the same).

    Of names like `note.add` those of the same room come first, however different the rest.
    """
    by_folded = {each.casefold(): each for each in known}
    folded = name.casefold()
    room, dot, _ = folded.partition(".")
    of_room = [each for each in by_folded if dot and each.startswith(room + dot)]
    found = difflib.get_close_matches(folded, of_room or by_folded, n=1, cutoff=0.0 if of_room else alike)
    return by_folded[found[0]] if found else ""
