# SPDX-License-Identifier: MIT
"""Every command of the window as data: its menu, words, keys and icon. Behaviour is connected elsewhere.

In the words, & stands before the letter that chooses the command while its menu is open.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from crmtrainer.ui.marking import QT_TRANSLATE_NOOP


class Menu(Enum):
    """The menus, in order."""

    FILE = QT_TRANSLATE_NOOP("Menu", "&File")
    EDIT = QT_TRANSLATE_NOOP("Menu", "&Edit")
    VIEW = QT_TRANSLATE_NOOP("Menu", "&View")
    RECORD = QT_TRANSLATE_NOOP("Menu", "&Record")
    SCENARIO = QT_TRANSLATE_NOOP("Menu", "&Scenario")
    TOOLS = QT_TRANSLATE_NOOP("Menu", "&Tools")
    HELP = QT_TRANSLATE_NOOP("Menu", "&Help")


class Act(Enum):
    """The commands. A name is stable: settings keep changed keys under it."""

    SWITCH_PERSON = auto()
    BACK_UP = auto()
    RESTORE = auto()
    PRINT = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    SAVE = auto()
    SETTINGS = auto()
    FILTER = auto()
    JUMP = auto()
    SEARCH_ALL = auto()
    SECTION_1 = auto()
    SECTION_2 = auto()
    SECTION_3 = auto()
    SECTION_4 = auto()
    SECTION_5 = auto()
    SECTION_6 = auto()
    NEXT_PANE = auto()
    PREVIOUS_PANE = auto()
    PREVIOUS_RECORD = auto()
    NEXT_RECORD = auto()
    NEXT_TAB = auto()
    PREVIOUS_TAB = auto()
    CLOSE_TAB = auto()
    LARGER_TEXT = auto()
    SMALLER_TEXT = auto()
    NORMAL_TEXT = auto()
    FULL_SCREEN = auto()
    RESET_LAYOUT = auto()
    LOOK_SYSTEM = auto()
    LOOK_LIGHT = auto()
    LOOK_DARK = auto()
    LOOK_CREAM = auto()
    LOOK_CONTRAST = auto()
    REFRESH = auto()
    NEW = auto()
    LOG_CALL = auto()
    NEW_COMPLAINT = auto()
    ADD_NOTE = auto()
    REPLY = auto()
    HAND_OFF = auto()
    SET_STATUS = auto()
    SET_PRIORITY = auto()
    RECLASSIFY = auto()
    FIRST_CONTACT = auto()
    KEEP_PROMISE = auto()
    BEGIN_LIMIT = auto()
    WAIVE_BREACH = auto()
    MERGE_TICKETS = auto()
    CLOSE_TICKET = auto()
    REOPEN_TICKET = auto()
    NEXT_STEP = auto()
    READ_CLOCKS = auto()
    WHY_DUE = auto()
    START_SCENARIO = auto()
    ANSWER = auto()
    END_CALL = auto()
    OPEN_WORLD = auto()
    LEAVE_WORLD = auto()
    PAUSE_CLOCK = auto()
    NEXT_EVENT = auto()
    PASS_5 = auto()
    PASS_15 = auto()
    PASS_60 = auto()
    FINISH = auto()
    RECEIPT = auto()
    TAKE_SLIP = auto()
    HAND_IN = auto()
    DEBRIEF = auto()
    WRITE_REFLECTION = auto()
    OPEN_ACT = auto()
    CITE_ACT = auto()
    TRY_FROM_HERE = auto()
    TRY_AGAIN = auto()
    KNOWLEDGE = auto()
    CALCULATOR = auto()
    RECEIVE = auto()
    EXPORT_EVIDENCE = auto()
    ADJUST_TIMING = auto()
    GIVE_SLIP = auto()
    NOTE_RECEIPT = auto()
    STANDARDS = auto()
    NEW_STANDARD = auto()
    ORDER_STANDARDS = auto()
    NEW_CALENDAR = auto()
    MOVE_CLOCKS = auto()
    SEEDING = auto()
    HELP_HERE = auto()
    SHORTCUTS = auto()
    RECENT_MESSAGES = auto()
    OPEN_LOG = auto()
    ABOUT = auto()


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. A group ends with a line in its menu."""

    act: Act
    menu: Menu
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    ends_group: bool = False
    checkable: bool = False
    about: str = ""
    """What it is for, where its words alone do not say: shown in the palette and in the status bar."""


_F, _E, _V, _R, _S, _T, _H = Menu

ACTIONS: Final = (
    ActionSpec(
        Act.SWITCH_PERSON, _F, QT_TRANSLATE_NOOP("Action", "&Switch person…"), (), "account-switch-outline", True
    ),
    ActionSpec(Act.BACK_UP, _F, QT_TRANSLATE_NOOP("Action", "&Back up now"), (), "content-save-all-outline"),
    ActionSpec(Act.RESTORE, _F, QT_TRANSLATE_NOOP("Action", "&Restore…"), (), "backup-restore", True),
    ActionSpec(
        Act.PRINT, _F, QT_TRANSLATE_NOOP("Action", "&Print or save as PDF…"), ("Ctrl+P",), "printer-outline", True
    ),
    ActionSpec(Act.QUIT, _F, QT_TRANSLATE_NOOP("Action", "&Quit"), ("Ctrl+Q",), "exit-to-app"),
    ActionSpec(Act.UNDO, _E, QT_TRANSLATE_NOOP("Action", "&Undo"), ("Ctrl+Z",), "undo"),
    ActionSpec(Act.REDO, _E, QT_TRANSLATE_NOOP("Action", "&Redo"), ("Ctrl+Shift+Z",), "redo", True),
    ActionSpec(
        Act.SAVE, _E, QT_TRANSLATE_NOOP("Action", "&Save this group"), ("Ctrl+S",), "content-save-outline", True
    ),
    ActionSpec(Act.FILTER, _E, QT_TRANSLATE_NOOP("Action", "&Filter this list"), ("Ctrl+F",), "filter-outline"),
    ActionSpec(Act.JUMP, _E, QT_TRANSLATE_NOOP("Action", "Search or &jump to"), ("Ctrl+K",), "magnify"),
    ActionSpec(
        Act.SEARCH_ALL, _E, QT_TRANSLATE_NOOP("Action", "Search &everything"), ("Ctrl+Shift+F",), "text-search"
    ),
    ActionSpec(Act.SECTION_1, _V, QT_TRANSLATE_NOOP("Action", "My &queue"), ("Alt+1",), "inbox-outline"),
    ActionSpec(Act.SECTION_2, _V, QT_TRANSLATE_NOOP("Action", "Cust&omers"), ("Alt+2",), "account-group-outline"),
    ActionSpec(Act.SECTION_3, _V, QT_TRANSLATE_NOOP("Action", "Com&plaints"), ("Alt+3",), "message-alert-outline"),
    ActionSpec(Act.SECTION_4, _V, QT_TRANSLATE_NOOP("Action", "&Scenarios"), ("Alt+4",), "play-circle-outline"),
    ActionSpec(Act.SECTION_5, _V, QT_TRANSLATE_NOOP("Action", "&Review"), ("Alt+5",), "clipboard-check-outline"),
    ActionSpec(Act.SECTION_6, _V, QT_TRANSLATE_NOOP("Action", "Repor&ts"), ("Alt+6",), "chart-box-outline", True),
    ActionSpec(Act.NEXT_PANE, _V, QT_TRANSLATE_NOOP("Action", "&Next pane"), ("F6",)),
    ActionSpec(Act.PREVIOUS_PANE, _V, QT_TRANSLATE_NOOP("Action", "Pre&vious pane"), ("Shift+F6",)),
    ActionSpec(Act.PREVIOUS_RECORD, _V, QT_TRANSLATE_NOOP("Action", "Previous recor&d"), ("Alt+Up",), "arrow-up"),
    ActionSpec(
        Act.NEXT_RECORD, _V, QT_TRANSLATE_NOOP("Action", "Ne&xt record"), ("Alt+Down",), "arrow-down", True
    ),
    ActionSpec(Act.NEXT_TAB, _V, QT_TRANSLATE_NOOP("Action", "Next ta&b"), ("Ctrl+Tab",)),
    ActionSpec(Act.PREVIOUS_TAB, _V, QT_TRANSLATE_NOOP("Action", "Previo&us tab"), ("Ctrl+Shift+Tab",)),
    ActionSpec(Act.CLOSE_TAB, _V, QT_TRANSLATE_NOOP("Action", "&Close tab"), ("Ctrl+W",), "close", True),
    ActionSpec(
        Act.LARGER_TEXT, _V, QT_TRANSLATE_NOOP("Action", "&Larger text"), ("Ctrl++", "Ctrl+="),
        "format-font-size-increase",
    ),
    ActionSpec(
        Act.SMALLER_TEXT, _V, QT_TRANSLATE_NOOP("Action", "S&maller text"), ("Ctrl+-",), "format-font-size-decrease"
    ),
    ActionSpec(
        Act.NORMAL_TEXT, _V, QT_TRANSLATE_NOOP("Action", "Normal text si&ze"), ("Ctrl+0",), "format-size", True
    ),
    ActionSpec(
        Act.FULL_SCREEN, _V, QT_TRANSLATE_NOOP("Action", "&Full screen"), ("F11",), "fullscreen", checkable=True
    ),
    ActionSpec(Act.RESET_LAYOUT, _V, QT_TRANSLATE_NOOP("Action", "Reset la&yout"), (), "view-dashboard-outline"),
    ActionSpec(
        Act.LOOK_SYSTEM, _V, QT_TRANSLATE_NOOP("Action", "Colours: follo&w system"), (), "theme-light-dark",
        checkable=True,
    ),
    ActionSpec(
        Act.LOOK_LIGHT, _V, QT_TRANSLATE_NOOP("Action", "Colours: l&ight"), (), "weather-sunny",
        checkable=True,
    ),
    ActionSpec(
        Act.LOOK_DARK, _V, QT_TRANSLATE_NOOP("Action", "Colours: dar&k"), (), "weather-night",
        checkable=True,
    ),
    ActionSpec(
        Act.LOOK_CREAM, _V, QT_TRANSLATE_NOOP("Action", "Colours: cre&am"), (), "paper-roll-outline",
        checkable=True,
    ),
    ActionSpec(
        Act.LOOK_CONTRAST, _V, QT_TRANSLATE_NOOP("Action", "Colours: &high contrast"), (), "contrast-circle", True,
        checkable=True,
    ),
    ActionSpec(Act.REFRESH, _V, QT_TRANSLATE_NOOP("Action", "R&efresh"), ("F5",), "refresh"),
    ActionSpec(Act.NEW, _R, QT_TRANSLATE_NOOP("Action", "&New of this kind"), ("Ctrl+N",), "plus"),
    ActionSpec(Act.LOG_CALL, _R, QT_TRANSLATE_NOOP("Action", "&Log call"), ("Ctrl+L",), "phone-plus-outline"),
    ActionSpec(
        Act.NEW_COMPLAINT, _R, QT_TRANSLATE_NOOP("Action", "New &complaint"), ("Ctrl+Shift+N",), "alert-plus-outline"
    ),
    ActionSpec(Act.ADD_NOTE, _R, QT_TRANSLATE_NOOP("Action", "&Add note"), ("Ctrl+M",), "note-plus-outline", True),
    ActionSpec(Act.REPLY, _R, QT_TRANSLATE_NOOP("Action", "&Reply"), ("Ctrl+R",), "reply-outline"),
    ActionSpec(Act.HAND_OFF, _R, QT_TRANSLATE_NOOP("Action", "&Hand off"), ("Ctrl+T",), "package-variant"),
    ActionSpec(Act.SET_STATUS, _R, QT_TRANSLATE_NOOP("Action", "Set &status"), ("Ctrl+D",), "circle-half-full"),
    ActionSpec(Act.SET_PRIORITY, _R, QT_TRANSLATE_NOOP("Action", "Set priorit&y"), (), "equal"),
    ActionSpec(Act.RECLASSIFY, _R, QT_TRANSLATE_NOOP("Action", "Reclass&ify…"), (), "shape-outline"),
    ActionSpec(Act.FIRST_CONTACT, _R, QT_TRANSLATE_NOOP("Action", "Correct &first contact…"), (), "clock-edit-outline"),
    ActionSpec(Act.KEEP_PROMISE, _R, QT_TRANSLATE_NOOP("Action", "&Mark a promise as kept"), (), "handshake-outline"),
    ActionSpec(Act.BEGIN_LIMIT, _R, QT_TRANSLATE_NOOP("Action", "Limit by la&w…"), (), "scale-balance"),
    ActionSpec(Act.WAIVE_BREACH, _R, QT_TRANSLATE_NOOP("Action", "Wai&ve a breach…"), (), "shield-check-outline"),
    ActionSpec(Act.MERGE_TICKETS, _R, QT_TRANSLATE_NOOP("Action", "Mer&ge into another ticket…"), (), "call-merge"),
    ActionSpec(Act.CLOSE_TICKET, _R, QT_TRANSLATE_NOOP("Action", "Close &ticket…"), (), "check-circle-outline"),
    ActionSpec(Act.REOPEN_TICKET, _R, QT_TRANSLATE_NOOP("Action", "Re&open ticket…"), (), "restart", True),
    ActionSpec(Act.NEXT_STEP, _R, QT_TRANSLATE_NOOP("Action", "Do the next ste&p"), ("Ctrl+.",), "arrow-right"),
    ActionSpec(Act.READ_CLOCKS, _R, QT_TRANSLATE_NOOP("Action", "Read cloc&ks aloud"), ("F8",), "timer-outline"),
    ActionSpec(
        Act.WHY_DUE, _R, QT_TRANSLATE_NOOP("Action", "Why this d&ue time?"), (), "timer-sand",
        about=QT_TRANSLATE_NOOP("Action", "Day by day what counted, paused and is left of the most urgent clock"),
    ),
    ActionSpec(
        Act.ANSWER, _S, QT_TRANSLATE_NOOP("Action", "&Answer, or back to the call"), ("Ctrl+Shift+A",),
        "phone-outline",
    ),
    ActionSpec(
        Act.END_CALL, _S, QT_TRANSLATE_NOOP("Action", "&End the call"), ("Ctrl+Shift+H",), "phone-hangup-outline", True
    ),
    ActionSpec(Act.START_SCENARIO, _S, QT_TRANSLATE_NOOP("Action", "&Start a scenario…"), (), "play-circle-outline"),
    ActionSpec(
        Act.TAKE_SLIP, _S, QT_TRANSLATE_NOOP("Action", "&Begin with a slip…"), (), "file-sign"
    ),
    ActionSpec(Act.RECEIPT, _S, QT_TRANSLATE_NOOP("Action", "&Read out a receipt…"), (), "receipt-text-outline", True),
    ActionSpec(Act.OPEN_WORLD, _S, QT_TRANSLATE_NOOP("Action", "&Open a practice world…"), ("Ctrl+O",), "earth"),
    ActionSpec(Act.LEAVE_WORLD, _S, QT_TRANSLATE_NOOP("Action", "&Close the practice world"), (), "earth-off", True),
    ActionSpec(Act.PAUSE_CLOCK, _S, QT_TRANSLATE_NOOP("Action", "&Pause or run the practice clock"), (), "pause"),
    ActionSpec(Act.NEXT_EVENT, _S, QT_TRANSLATE_NOOP("Action", "&Next event"), ("F9",), "step-forward"),
    ActionSpec(Act.PASS_5, _S, QT_TRANSLATE_NOOP("Action", "Let &5 minutes pass"), (), "timer-outline"),
    ActionSpec(Act.PASS_15, _S, QT_TRANSLATE_NOOP("Action", "Let &15 minutes pass"), (), "timer-outline"),
    ActionSpec(Act.PASS_60, _S, QT_TRANSLATE_NOOP("Action", "Let an ho&ur pass"), (), "timer-outline", True),
    ActionSpec(Act.FINISH, _S, QT_TRANSLATE_NOOP("Action", "&Finish the scenario"), (), "flag-checkered"),
    ActionSpec(Act.HAND_IN, _S, QT_TRANSLATE_NOOP("Action", "&Hand in this attempt…"), (), "tray-arrow-up"),
    ActionSpec(Act.DEBRIEF, _S, QT_TRANSLATE_NOOP("Action", "Open the &debrief"), (), "flag-outline"),
    ActionSpec(Act.WRITE_REFLECTION, _S, QT_TRANSLATE_NOOP("Action", "&Write a reflection"), (), "pencil-outline"),
    ActionSpec(
        Act.OPEN_ACT, _S, QT_TRANSLATE_NOOP("Action", "&Open the chosen act"), (), "text-box-search-outline"
    ),
    ActionSpec(
        Act.CITE_ACT, _S, QT_TRANSLATE_NOOP("Action", "&Cite the chosen act in the reflection"), (), "link-variant"
    ),
    ActionSpec(
        Act.TRY_FROM_HERE, _S, QT_TRANSLATE_NOOP("Action", "Try again from the chosen &act"), (), "source-branch"
    ),
    ActionSpec(Act.TRY_AGAIN, _S, QT_TRANSLATE_NOOP("Action", "&Try this scenario again"), (), "restart"),
    ActionSpec(
        Act.KNOWLEDGE, _T, QT_TRANSLATE_NOOP("Action", "&House rules and teams"), ("Ctrl+B",), "book-open-outline"
    ),
    ActionSpec(
        Act.CALCULATOR, _T, QT_TRANSLATE_NOOP("Action", "&Due-date calculator"), (), "calculator-variant-outline", True
    ),
    ActionSpec(Act.RECEIVE, _T, QT_TRANSLATE_NOOP("Action", "&Receive an attempt…"), (), "tray-arrow-down"),
    ActionSpec(
        Act.EXPORT_EVIDENCE, _T, QT_TRANSLATE_NOOP("Action", "&Export evidence…"), (), "file-export-outline", True
    ),
    ActionSpec(
        Act.ADJUST_TIMING, _T, QT_TRANSLATE_NOOP("Action", "Ad&just timing for a learner…"), (), "timer-cog-outline"
    ),
    ActionSpec(Act.GIVE_SLIP, _T, QT_TRANSLATE_NOOP("Action", "&Give out a slip…"), (), "file-sign"),
    ActionSpec(
        Act.NOTE_RECEIPT, _T, QT_TRANSLATE_NOOP("Action", "&Note a receipt…"), (), "receipt-text-check-outline", True
    ),
    ActionSpec(Act.STANDARDS, _T, QT_TRANSLATE_NOOP("Action", "Ser&vice standards"), (), "scale-balance"),
    ActionSpec(
        Act.NEW_STANDARD, _T, QT_TRANSLATE_NOOP("Action", "New &standard…"), (), "plus",
        about=QT_TRANSLATE_NOOP("Action", "How soon something is to be done, for which tickets, by whose hours"),
    ),
    ActionSpec(
        Act.ORDER_STANDARDS, _T, QT_TRANSLATE_NOOP("Action", "&Order of the standards…"), (), "swap-vertical",
        about=QT_TRANSLATE_NOOP("Action", "Which is tried first, and which is never reached"),
    ),
    ActionSpec(
        Act.NEW_CALENDAR, _T, QT_TRANSLATE_NOOP("Action", "New &calendar…"), (), "calendar-plus-outline",
        about=QT_TRANSLATE_NOOP("Action", "Weekly hours, holidays and a time zone that standards count by"),
    ),
    ActionSpec(
        Act.MOVE_CLOCKS, _T, QT_TRANSLATE_NOOP("Action", "&Move running clocks…"), (), "clock-fast",
        about=QT_TRANSLATE_NOOP("Action", "Re-base clocks that run by older hours to the newest version"),
    ),
    ActionSpec(Act.SEEDING, _T, QT_TRANSLATE_NOOP("Action", "&Fill a world…"), (), "database-plus-outline", True),
    ActionSpec(Act.SETTINGS, _T, QT_TRANSLATE_NOOP("Action", "&Settings"), ("Ctrl+,",), "cog-outline"),
    ActionSpec(
        Act.HELP_HERE, _H, QT_TRANSLATE_NOOP("Action", "&Help on this screen"), ("F1",), "help-circle-outline"
    ),
    ActionSpec(
        Act.SHORTCUTS, _H, QT_TRANSLATE_NOOP("Action", "&All shortcuts"), ("Ctrl+/",), "keyboard-outline", True
    ),
    ActionSpec(Act.RECENT_MESSAGES, _H, QT_TRANSLATE_NOOP("Action", "Recent &messages"), (), "message-outline"),
    ActionSpec(Act.OPEN_LOG, _H, QT_TRANSLATE_NOOP("Action", "Open the &log"), (), "text-box-outline", True),
    ActionSpec(Act.ABOUT, _H, QT_TRANSLATE_NOOP("Action", "A&bout crmtrainer"), (), "information-outline"),
)  # fmt: skip
