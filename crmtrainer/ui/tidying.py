# SPDX-License-Identifier: MIT
"""Cyclic garbage is collected by the window's thread alone.

Python collects in whatever thread happens to allocate. What holds a running timer must not be destroyed in another
thread than its own: Qt then goes on to a timer that is gone, and the program ends without a word.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


@contextmanager
def collecting_here(owner: QObject) -> Iterator[None]:
    """Within, garbage is collected here, from time to time while an event loop runs, and by no other thread."""
    was_on = gc.isenabled()
    gc.disable()
    timer = QTimer(owner)
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(collect_what_is_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        timer.deleteLater()
        collect_what_is_due()
        if was_on:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation that Python itself would collect by now."""
    filled = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (count, most) in enumerate(filled) if 0 < most < count]
    if due:
        gc.collect(due[-1])
