# SPDX-License-Identifier: MIT
"""Keeps Python 3.11 alive beside PySide6 6.12. Needed before the first Qt call; nothing else lives here."""

import ctypes
import sys
from typing import Final

_PLENTY: Final = 1 << 60
_SHARED: Final = (None, True, False, NotImplemented, Ellipsis)


def steady_singletons() -> None:
    """Give `None`, `True` and their like more references than a program can use up, unless they are immortal.

    PySide6 6.12 hands them back from its methods as if they were immortal, which they are from Python 3.12
    on. On 3.11 each such call takes one reference away, and after some thousand calls the interpreter stops
    with "deallocating None". The count is the first field of every object.
    """
    if sys.version_info >= (3, 12):
        return
    for shared in _SHARED:
        if sys.getrefcount(shared) < _PLENTY // 2:
            count = ctypes.c_ssize_t.from_address(id(shared))
            count.value += _PLENTY
