# SPDX-License-Identifier: MIT
"""The sections of the window and the modes it can be in, with their icons and words."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone


class Section(Enum):
    """What Alt+1 … Alt+6 lead to, in the order of the navigation, and the set-up pages after them."""

    QUEUE = "queue"
    CUSTOMERS = "customers"
    COMPLAINTS = "complaints"
    SCENARIOS = "scenarios"
    REVIEW = "review"
    REPORTS = "reports"
    STANDARDS = "standards"
    SEEDING = "seeding"


SET_UP: Final = (Section.STANDARDS, Section.SEEDING)

_SECTION_LOOK: Final = {
    Section.QUEUE: (QT_TRANSLATE_NOOP("Section", "My queue"), "inbox-outline"),
    Section.CUSTOMERS: (QT_TRANSLATE_NOOP("Section", "Customers"), "account-group-outline"),
    Section.COMPLAINTS: (QT_TRANSLATE_NOOP("Section", "Complaints"), "message-alert-outline"),
    Section.SCENARIOS: (QT_TRANSLATE_NOOP("Section", "Scenarios"), "play-circle-outline"),
    Section.REVIEW: (QT_TRANSLATE_NOOP("Section", "Review"), "clipboard-check-outline"),
    Section.REPORTS: (QT_TRANSLATE_NOOP("Section", "Reports"), "chart-box-outline"),
    Section.STANDARDS: (QT_TRANSLATE_NOOP("Section", "Standards"), "scale-balance"),
    Section.SEEDING: (QT_TRANSLATE_NOOP("Section", "Seeding"), "database-plus-outline"),
}


def section_name(section: Section) -> str:
    return QCoreApplication.translate("Section", _SECTION_LOOK[section][0])


def section_icon(section: Section) -> str:
    return _SECTION_LOOK[section][1]


class Mode(Enum):
    """What counts now; always named in the status bar."""

    NONE = "none"
    EXPLORE = "explore"
    PRACTISE = "practise"
    ASSESSED = "assessed"
    FINISHED = "finished"
    ASSESSING = "assessing"
    TRAINER = "trainer"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class ModeLook:
    """The chip of a mode."""

    words: str
    icon: str
    tone: Tone


_MODES: Final = {
    Mode.NONE: ModeLook(QT_TRANSLATE_NOOP("Mode", "No scenario running"), "pause-circle-outline", Tone.PAUSED),
    Mode.EXPLORE: ModeLook(QT_TRANSLATE_NOOP("Mode", "Explore mode"), "compass-outline", Tone.OUTLINE),
    Mode.PRACTISE: ModeLook(QT_TRANSLATE_NOOP("Mode", "Practice mode"), "school-outline", Tone.INFO),
    Mode.ASSESSED: ModeLook(QT_TRANSLATE_NOOP("Mode", "Assessed mode"), "certificate-outline", Tone.INFO),
    Mode.FINISHED: ModeLook(QT_TRANSLATE_NOOP("Mode", "Scenario finished"), "pause-circle-outline", Tone.PAUSED),
    Mode.ASSESSING: ModeLook(QT_TRANSLATE_NOOP("Mode", "Assessing"), "clipboard-check-outline", Tone.INFO),
    Mode.SANDBOX: ModeLook(QT_TRANSLATE_NOOP("Mode", "Practice world"), "earth", Tone.INFO),
    Mode.TRAINER: ModeLook(QT_TRANSLATE_NOOP("Mode", "Trainer"), "human-male-board", Tone.INFO),
}


def mode_look(mode: Mode) -> ModeLook:
    """The chip of a mode, in the reader's language."""
    found = _MODES[mode]
    return ModeLook(QCoreApplication.translate("Mode", found.words), found.icon, found.tone)


def finished_words(mode: Mode) -> str:
    """What the chip says of a run that is finished: still which mode it was."""
    return QCoreApplication.translate("Mode", "%1, finished").replace("%1", mode_look(mode).words)
