# SPDX-License-Identifier: MIT
"""The shares of a limit that clocks can be made to give, and what they are called where one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.ui.clocks import times

SHARES = (AS_SET, 125, 150, 200, 300, 500, 1000, UNTIMED)


def share_words(share: int) -> str:
    """How much time clocks give, as it is chosen."""
    if share == AS_SET:
        return _tr("As the standards say")
    return _tr("No time limits") if share == UNTIMED else times(share)


def _tr(words: str) -> str:
    return QCoreApplication.translate("TimingForm", words)
