# SPDX-License-Identifier: MIT
"""What the palette knows: commands, help, what was chosen lately, and how to ask for records."""

from __future__ import annotations

from collections.abc import Iterable

from crmtrainer.customers.queries import Found, find
from crmtrainer.customers.rules import ReadAs
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.search.entries import (
    MOST_ROWS,
    Entry,
    PaletteCommand,
    Part,
    Shown,
    command_entry,
    fitting,
    record_entry,
    share_out,
    unmarked,
)

RECORDS_ASKED = 24
RECENT_KEPT = MOST_ROWS
_NOTHING = Found((), False, ReadAs.NOTHING)


class Finder:
    """Answers what fits. `commands` and `help` are set by whoever knows them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: tuple[PaletteCommand, ...] = ()
        self.help: tuple[PaletteCommand, ...] = ()
        self._recent: list[Entry] = []

    def look_up(self, typed: str) -> Shown:
        """Records first, then commands, then help; without words what was chosen lately, or what can be done."""
        return self._fitting(typed) if typed else self._when_empty()

    @property
    def has_recent(self) -> bool:
        return bool(self._recent)

    def remember(self, entry: Entry) -> None:
        """It was chosen: it comes first when nothing is typed."""
        others = [each for each in self._recent if each.identity != entry.identity]
        self._recent = [unmarked(entry), *others][:RECENT_KEPT]

    def forget_records(self) -> None:
        """Records of one world mean nothing in another."""
        self._recent = [entry for entry in self._recent if entry.part is not Part.RECORDS]

    def _fitting(self, typed: str) -> Shown:
        found = self._records(typed)
        records = [record_entry(row, typed) for row in found.rows]
        commands = fitting(self.commands, Part.COMMANDS, typed)
        help_rows = fitting(self.help, Part.HELP, typed)
        total = len(records) + len(commands) + len(help_rows)
        return Shown(share_out(records, commands, help_rows), total, found.more)

    def _records(self, typed: str) -> Found:
        if not self._desk.has_world:
            return _NOTHING
        try:
            return self._desk.ask(find, text=typed, limit=RECORDS_ASKED)
        except Expected:
            return _NOTHING

    def _when_empty(self) -> Shown:
        if self._recent:
            return Shown(tuple(self._as_it_stands(entry) for entry in self._recent), len(self._recent))
        usable = [command_entry(each, Part.COMMANDS, "") for each in self.commands if each.enabled]
        return Shown(tuple(usable[:MOST_ROWS]), len(usable))

    def _as_it_stands(self, entry: Entry) -> Entry:
        """A remembered command with the reason why it cannot be had now."""
        known: Iterable[PaletteCommand] = ()
        if entry.part is not Part.RECORDS:
            known = self.commands if entry.part is Part.COMMANDS else self.help
        now = next((each for each in known if each.key == entry.target), None)
        return command_entry(now, entry.part, "") if now is not None else entry
