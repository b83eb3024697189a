# SPDX-License-Identifier: MIT
"""Which standards never come to their turn, for the page and for a form before its entry is set; and words for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from crmtrainer.casework.matching import KNOWN_TRAITS
from crmtrainer.service_levels.definitions import StandardDefinition
from crmtrainer.service_levels.ordering import Tried, never_reached
from crmtrainer.service_levels.standards import StandardRow
from crmtrainer.ui.filling import filled
from crmtrainer.ui.standard_names import name_of


def hidden_in(rows: Sequence[StandardRow], today: date) -> dict[str, str]:
    """The standards of these that are never reached, each with the one before it that takes all; in this order."""
    return never_reached([_tried(row) for row in rows], today, KNOWN_TRAITS)


def hides(rows: Sequence[StandardRow], new: StandardDefinition, place: int, today: date) -> dict[str, str]:
    """The same once `new` were set at that place, counted from 1; 0: where it is, or last when it is new.

    Only what concerns `new`: itself, where it would not be reached, and those that it would take all from.
    """
    ident = new.rule.id
    before = next((n for n, row in enumerate(rows) if row.definition.rule.id == ident), len(rows))
    own = rows[before] if before < len(rows) else None
    begins_later = own is not None and (new.rule.valid_from or date.min) > today
    mine = Tried(ident, (own.definition, new) if own is not None and begins_later else (new,))
    others = [_tried(row) for row in rows if row.definition.rule.id != ident]
    at = min(place - 1, len(others)) if place else before
    now = hidden_in(rows, today)
    found = never_reached([*others[:at], mine, *others[at:]], today, KNOWN_TRAITS)
    return {hidden: by for hidden, by in found.items() if hidden == ident or (by == ident and hidden not in now)}


def never_words(by: str) -> str:
    """Why a standard is never reached."""
    words = QCoreApplication.translate("Standards", "Never reached: %1 comes first and fits every such ticket.")
    return words.replace("%1", name_of(by))


def never_told(ident: str, by: str) -> str:
    """The same, naming it."""
    words = QCoreApplication.translate("Standards", "%1 is never reached: %2 comes first and fits every such ticket.")
    return filled(words, name_of(ident), name_of(by))


def told_of(hidden: dict[str, str], ident: str) -> str:
    """What would come of setting a standard; empty where all come to their turn."""
    parts = [never_words(hidden[ident])] if ident in hidden else []
    others = [name_of(each) for each in hidden if each != ident]
    if others:
        words = QCoreApplication.translate("Standards", "Then these are never reached, as this one comes first: %1.")
        parts.append(words.replace("%1", ", ".join(others)))
    return " ".join(parts)


def _tried(row: StandardRow) -> Tried:
    coming = () if row.coming is None else (row.coming.definition,)
    return Tried(row.definition.rule.id, (row.definition, *coming))
