# SPDX-License-Identifier: MIT
"""What contacts are called on screen: channels, directions, outcomes."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

CHANNELS: Final = {
    Channel.PHONE: QT_TRANSLATE_NOOP("Contacts", "Phone"),
    Channel.EMAIL: QT_TRANSLATE_NOOP("Contacts", "E-mail"),
    Channel.TEXT: QT_TRANSLATE_NOOP("Contacts", "Text"),
    Channel.CHAT: QT_TRANSLATE_NOOP("Contacts", "Web chat"),
    Channel.LETTER: QT_TRANSLATE_NOOP("Contacts", "Letter"),
    Channel.SOCIAL: QT_TRANSLATE_NOOP("Contacts", "Social media"),
    Channel.IN_PERSON: QT_TRANSLATE_NOOP("Contacts", "In person"),
}
CHANNEL_ICONS: Final = {
    Channel.PHONE: "phone-outline",
    Channel.EMAIL: "email-outline",
    Channel.TEXT: "message-text-outline",
    Channel.CHAT: "chat-outline",
    Channel.LETTER: "email-newsletter",
    Channel.SOCIAL: "account-voice",
    Channel.IN_PERSON: "storefront-outline",
}
DIRECTIONS: Final = {
    Direction.IN: QT_TRANSLATE_NOOP("Contacts", "From the customer"),
    Direction.OUT: QT_TRANSLATE_NOOP("Contacts", "To the customer"),
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


def channel_icon(channel: str) -> str:
    """The icon of a channel by its value; an unknown one gets a neutral mark."""
    return CHANNEL_ICONS.get(Channel(channel), "circle-outline") if channel in set(Channel) else "circle-outline"


def short_name(name: str) -> str:
    """ "Mr Sahota" for Mr Harjit Sahota, where the parts are plain; any other name stays whole."""
    parts = name.split()
    return f"{parts[0]} {parts[2]}" if len(parts) == 3 and len(parts[0]) <= 4 else name
