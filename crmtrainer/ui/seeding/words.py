# SPDX-License-Identifier: MIT
"""Counts, sizes and rough spans in words, for the page that fills worlds."""

from PySide6.QtCore import QCoreApplication

from crmtrainer.ui.dates import BRITISH, span


def count(number: int) -> str:
    """ "31,200"."""
    return BRITISH.toString(number)


def share(permille: int | None) -> str:
    """ "12.5 %"; nothing where a share says nothing."""
    if permille is None:
        return ""
    words = QCoreApplication.translate("Seeding", "%1 %")
    return words.replace("%1", BRITISH.toString(permille / 10, "f", 1), 1)


def size(many: int) -> str:
    """ "6 MB", "3.2 GB"; at least one."""
    if many >= 1_000_000_000:
        words = QCoreApplication.translate("Seeding", "%1 GB")
        return words.replace("%1", BRITISH.toString(many / 1_000_000_000, "f", 1))
    words = QCoreApplication.translate("Seeding", "%1 MB")
    return words.replace("%1", count(max(1, round(many / 1_000_000))))


def about(seconds: float) -> str:
    """ "a second", "9 s", "4 min": no more exact than a guess can be."""
    if seconds < 2:
        return QCoreApplication.translate("Seeding", "a second")
    if seconds < 90:
        rounded = round(seconds) if seconds < 20 else 5 * round(seconds / 5)
        return QCoreApplication.translate("Seeding", "%1 s").replace("%1", str(rounded))
    return span(60 * round(seconds / 60))
