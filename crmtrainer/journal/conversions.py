# SPDX-License-Identifier: MIT
"""What each migration does to the tables that the journal watches, as pure functions on their rows.

A migration that changes such a table says so here, or it is refused. Verification goes back over it by the same
functions, and trusts no file for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.commands import Realm

Row = dict[str, Any]
"""A row's tracked values by column, as they are stored: whole numbers, text, nothing."""
Pure = Callable[[Row], Row]
UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What a function may raise for a row that no program of ours wrote."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One table's way over one migration, row by row. No row comes or goes, and no key changes."""

    table: str
    before: tuple[str, ...]
    """The tracked columns as they were, in the order in which they were stored."""
    after: tuple[str, ...]
    forward: Pure
    """The row after, of the row before. Released once, it is never changed again."""
    back: Pure
    """What stood before, as far as the row after tells; the rest is kept in the entry about the migration."""
    rewritten: frozenset[str] = frozenset()
    """Columns of both that may hold another value afterwards."""

    @property
    def carried(self) -> frozenset[str]:
        """Columns that hold the same before and after."""
        return frozenset(self.before) & frozenset(self.after) - self.rewritten


@dataclass(frozen=True, slots=True)
class Step:
    """What one migration does: rows converted, and watched tables added, which begin empty."""

    conversions: tuple[Conversion, ...] = ()
    added: frozenset[str] = frozenset()


def adding(table: str, before: tuple[str, ...], **added: Json) -> Conversion:
    """Columns that come with one value for every row, behind those that are there."""
    return Conversion(table, before, (*before, *added), lambda row: {**row, **added}, lambda row: _only(row, before))


def rewriting(table: str, columns: tuple[str, ...], rewritten: frozenset[str], forward: Pure) -> Conversion:
    """Values written anew in place. What they were is kept in the entry, for the rows that changed."""
    return Conversion(table, columns, columns, forward, dict, rewritten)


def _only(row: Mapping[str, Any], names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names}


_STORY_EVENT = (
    *("id", "story", "kind", "at", "entered_at", "metric"),
    *("subject", "reason", "visible_message", "waiting_for", "rule", "due_at"),
)
_INTERACTION = (
    *("id", "customer_id", "ticket_id", "handoff_id", "conversation_id", "kind", "channel", "direction", "author"),
    *("reason", "summary", "outcome", "next_step", "at", "entered_at", "corrects_id"),
)
NOTHING = Step()
STEPS: dict[Realm, dict[int, Step]] = {
    Realm.WORLD: {
        3: Step(
            (
                adding("story_event", _STORY_EVENT, held_id=None),
                adding("interaction", _INTERACTION, only_acknowledges=0),
            )
        )
    },
    Realm.CENTRE: {2: Step(added=frozenset({"receipt", "slip"}))},
}
"""By the schema that a migration leads to; what is not named here touches no watched table."""


def step_to(realm: Realm, schema: int) -> Step:
    """What the migration to `schema` does."""
    return STEPS[realm].get(schema, NOTHING)
