# SPDX-License-Identifier: MIT
"""What contacts are called on screen: channels, directions, outcomes."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.interactions.rules import ContactOutcome, Direction
from crmtrainer.ui.channels import CHANNEL_ICONS, CHANNELS, channel_icon
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

__all__ = ["CHANNELS", "CHANNEL_ICONS", "DIRECTIONS", "OUTCOMES", "channel_icon", "said", "short_name"]

DIRECTIONS: Final = {
    Direction.IN: QT_TRANSLATE_NOOP("Contacts", "The customer"),
    Direction.OUT: QT_TRANSLATE_NOOP("Contacts", "We did"),
}
OUTCOMES: Final = {
    ContactOutcome.FOLLOW_UP: QT_TRANSLATE_NOOP("Contacts", "To be followed up"),
    ContactOutcome.RESOLVED: QT_TRANSLATE_NOOP("Contacts", "Resolved"),
    ContactOutcome.PASSED_ON: QT_TRANSLATE_NOOP("Contacts", "Passed on"),
    ContactOutcome.INFORMATION: QT_TRANSLATE_NOOP("Contacts", "Information given"),
    ContactOutcome.NO_ANSWER: QT_TRANSLATE_NOOP("Contacts", "No answer"),
}


def said(words: str) -> str:
    """A label in the reader's language."""
    return QCoreApplication.translate("Contacts", words)


def short_name(name: str) -> str:
    """ "Mr Sahota" for Mr Harjit Sahota, where the parts are plain; any other name stays whole."""
    parts = name.split()
    return f"{parts[0]} {parts[2]}" if len(parts) == 3 and len(parts[0]) <= 4 else name
