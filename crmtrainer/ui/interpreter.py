# SPDX-License-Identifier: MIT
"""Keeps Python 3.11 alive beside PySide6 6.12. Needed before the first Qt call; nothing else lives here."""

import ctypes
import sys

_PLENTY = 1 << 60


def steady_none() -> None:
    """Give `None` more references than a program can use up, where it is not immortal already.

    PySide6 6.12 hands back `None` from every method without a result as if it were immortal, which it is
    from Python 3.12 on. On 3.11 each such call takes one reference away, and after some thousand calls the
    interpreter stops with "deallocating None". The count is the first field of every object.
    """
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > _PLENTY // 2:
        return
    count = ctypes.c_ssize_t.from_address(id(None))
    count.value += _PLENTY
