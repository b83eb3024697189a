# SPDX-License-Identifier: MIT
"""Every option a person can set, declared once: its key, its kind, its default, its label, and what it does.

Where choices are kept and how they are worn is the window's affair; keys of commands are declared with the commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

FILE = "settings.ini"
DAMAGED = "settings.damaged.ini"
"""Where choices are kept in the data folder, and a file of them that could not be read whole."""

Value = str | int | bool


def is_whole(written: bytes) -> bool:
    """Whether every line of a file of choices is one: a heading, a choice, a remark, or empty."""
    lines = (line.strip() for line in written.splitlines())
    told = [line for line in lines if line and not line.startswith(b";")]
    return all((b"]" if line.startswith(b"[") else b"=") in line for line in told)


class Kind(Enum):
    """How an option is set."""

    CHOICE = "choice"
    NUMBER = "number"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `key` is stable: choices are kept under it.

    Whoever shows the words translates them in the context "Settings".
    """

    key: str
    kind: Kind
    default: Value
    label: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words of each choice."""
    least: int = 0
    most: int = 0
    step: int = 1
    unit: str = ""

    def write(self, value: Value) -> str:
        """The value as it is kept."""
        return ("on" if value else "off") if self.kind is Kind.SWITCH else str(value)

    def read(self, written: str) -> Value | None:
        """The value that was kept so; None for what no version of the program wrote."""
        match self.kind:
            case Kind.SWITCH:
                return {"on": True, "off": False}.get(written)
            case Kind.CHOICE:
                return written if any(written == value for value, _ in self.choices) else None
            case Kind.NUMBER:
                number = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else -1
                return number if self.least <= number <= self.most else None


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """`text` unchanged; the tool that gathers words to be translated looks for this name."""
    return text


COLOURS: Final = Option(
    "look.scheme",
    Kind.CHOICE,
    "system",
    QT_TRANSLATE_NOOP("Settings", "Colours"),
    QT_TRANSLATE_NOOP("Settings", "Follow system changes with this computer, to high contrast too."),
    (
        ("system", QT_TRANSLATE_NOOP("Settings", "Follow system")),
        ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
        ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
        ("cream", QT_TRANSLATE_NOOP("Settings", "Cream")),
        ("high-contrast", QT_TRANSLATE_NOOP("Settings", "High contrast")),
    ),
)
LETTERS: Final = Option(
    "look.family",
    Kind.CHOICE,
    "Noto Sans",
    QT_TRANSLATE_NOOP("Settings", "Font"),
    QT_TRANSLATE_NOOP("Settings", "Lexend is wider and rounder: some read it with less effort."),
    (("Noto Sans", "Noto Sans"), ("Lexend", "Lexend")),
)
TEXT_SIZE: Final = Option(
    "look.text_size",
    Kind.NUMBER,
    100,
    QT_TRANSLATE_NOOP("Settings", "Text size"),
    QT_TRANSLATE_NOOP("Settings", "80 to 200 %, on top of the computer’s own scale."),
    least=80,
    most=200,
    step=10,
    unit=" %",
)
LINES: Final = Option(
    "look.line_spacing",
    Kind.CHOICE,
    "1.4",
    QT_TRANSLATE_NOOP("Settings", "Line spacing"),
    QT_TRANSLATE_NOOP("Settings", "In what one reads: timelines, talk, notes, explanations."),
    (
        ("1.2", QT_TRANSLATE_NOOP("Settings", "1.2, close together")),
        ("1.3", "1.3"),
        ("1.4", QT_TRANSLATE_NOOP("Settings", "1.4, as usual")),
        ("1.5", "1.5"),
        ("1.6", QT_TRANSLATE_NOOP("Settings", "1.6, far apart")),
    ),
)
DENSITY: Final = Option(
    "look.density",
    Kind.CHOICE,
    "roomy",
    QT_TRANSLATE_NOOP("Settings", "Rows of lists"),
    QT_TRANSLATE_NOOP("Settings", "Compact shows more rows at once."),
    (("roomy", QT_TRANSLATE_NOOP("Settings", "Roomy")), ("compact", QT_TRANSLATE_NOOP("Settings", "Compact"))),
)
LINKS: Final = Option(
    "look.underline_links",
    Kind.SWITCH,
    False,
    QT_TRANSLATE_NOOP("Settings", "Underline links"),
    QT_TRANSLATE_NOOP("Settings", "So that not colour alone tells them from other words."),
)
MOTION: Final = Option(
    "look.motion",
    Kind.CHOICE,
    "system",
    QT_TRANSLATE_NOOP("Settings", "Movement"),
    QT_TRANSLATE_NOOP("Settings", "Still: the text cursor does not blink, menus do not fade in."),
    (
        ("system", QT_TRANSLATE_NOOP("Settings", "Follow system")),
        ("moving", QT_TRANSLATE_NOOP("Settings", "Moving")),
        ("still", QT_TRANSLATE_NOOP("Settings", "Still")),
    ),
)

READING: Final = (COLOURS, LETTERS, TEXT_SIZE, LINES, DENSITY, LINKS, MOTION)
"""In the order in which they are shown."""
OPTIONS: Final = {option.key: option for option in READING}
