# SPDX-License-Identifier: MIT
"""The channels on screen: their names and icons, for every feature."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.interactions.rules import Channel
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


def channel_icon(channel: str) -> str:
    """The icon of a channel by its value; an unknown one gets a neutral mark."""
    return CHANNEL_ICONS.get(Channel(channel), "circle-outline") if channel in set(Channel) else "circle-outline"


def channel_names(channels: Iterable[str]) -> str:
    """Several channels by their values as one short phrase: "Phone, text"."""
    known = [CHANNELS[Channel(channel)] for channel in channels if channel in set(Channel)]
    said = [QCoreApplication.translate("Contacts", words) for words in known]
    return ", ".join(words if not place else words[:1].lower() + words[1:] for place, words in enumerate(said))
