# SPDX-License-Identifier: MIT
"""The rows of the palette as data: which records, commands and help fit what was typed, and which eight are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QCoreApplication

from crmtrainer.customers.queries import FoundRow
from crmtrainer.customers.rules import FoundKind
from crmtrainer.ui.keys import written
from crmtrainer.ui.search.labels import kind_icon, kind_words, state_words
from crmtrainer.ui.search.matching import marks, score, tier

MOST_ROWS = 8
_KEPT_FOR_COMMANDS, _KEPT_FOR_HELP = 3, 2


class Part(Enum):
    """Where a row belongs, in the order of the list."""

    RECORDS = "records"
    COMMANDS = "commands"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """Something the window can do, or a help page: its words, its key, and why it cannot be had now, if so."""

    key: str
    text: str
    shortcut: str = ""
    enabled: bool = True
    reason: str = ""
    icon: str = ""
    about: str = ""
    """What it is for, where its words do not say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `target` is the record found or the command's key."""

    part: Part
    target: FoundRow | str
    title: str
    icon: str
    aside: str = ""
    right: str = ""
    shortcut: str = ""
    enabled: bool = True
    marked: tuple[tuple[int, int], ...] = ()

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells it from other rows, whatever its words say today."""
        if isinstance(self.target, str):
            return (self.part, self.target)
        return (self.part, self.target.kind, self.target.id)

    def sentence(self) -> str:
        """The row as it is spoken."""
        parts = [self.title, self.aside, self.right, written(self.shortcut)]
        if not self.enabled:
            parts.insert(1, QCoreApplication.translate("Palette", "not available"))
        return ", ".join(part.rstrip(".") for part in parts if part)


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows in sight, and how many fit altogether; `more` when even that number is a least."""

    entries: tuple[Entry, ...]
    total: int
    more: bool = False


def record_entry(row: FoundRow, typed: str) -> Entry:
    """A record as a row: a customer by name, everything else by its reference."""
    if row.kind is FoundKind.CUSTOMER:
        title = row.title
        aside = ", ".join(part for part in (row.ref, row.subtitle) if part)
        right = row.phone or state_words(row.kind, row.state)
    else:
        title = f"{row.ref} {row.title}"
        aside = ", ".join(part for part in (kind_words(row.kind), row.subtitle) if part)
        right = state_words(row.kind, row.state)
    return Entry(Part.RECORDS, row, title, kind_icon(row.kind), aside, right, marked=marks(title, typed))


def command_entry(command: PaletteCommand, part: Part, typed: str) -> Entry:
    """A command as a row; a disabled one gives its reason."""
    icon = command.icon or ("help-circle-outline" if part is Part.HELP else "arrow-right")
    beside = command.about if command.enabled else command.reason
    return Entry(
        part,
        command.key,
        command.text,
        icon,
        beside,
        shortcut=command.shortcut,
        enabled=command.enabled,
        marked=marks(command.text, typed),
    )


def fitting(commands: Iterable[PaletteCommand], part: Part, typed: str) -> list[Entry]:
    """The commands that fit, the best first; of those that fit alike, the ones that can be had."""
    scored = [(score(command.text, typed), number, command) for number, command in enumerate(commands)]
    scored = [each for each in scored if each[0] > 0]
    scored.sort(key=lambda each: (-tier(each[0]), not each[2].enabled, -each[0], each[1]))
    return [command_entry(command, part, typed) for _, _, command in scored]


def share_out(records: Sequence[Entry], commands: Sequence[Entry], help_rows: Sequence[Entry]) -> tuple[Entry, ...]:
    """At most eight: records first, yet never so many that a fitting command or help page is pushed out."""
    kept_for_help = min(len(help_rows), _KEPT_FOR_HELP)
    kept_for_commands = min(len(commands), _KEPT_FOR_COMMANDS)
    shown_records = records[: MOST_ROWS - kept_for_commands - kept_for_help]
    shown_commands = commands[: MOST_ROWS - len(shown_records) - kept_for_help]
    shown_help = help_rows[: MOST_ROWS - len(shown_records) - len(shown_commands)]
    return (*shown_records, *shown_commands, *shown_help)


def unmarked(entry: Entry) -> Entry:
    """The same row as it is remembered, without what was typed then."""
    return replace(entry, marked=())
