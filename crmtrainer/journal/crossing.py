# SPDX-License-Identifier: MIT
"""The schemas that a file went through: what its entries say of migrations, held against the steps we know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crmtrainer.journal.conversions import Step, step_to
from crmtrainer.journal.digests import RowKey
from crmtrainer.journal.quick_json import are_plain
from crmtrainer.journal.segments import DIGESTS, GOES_ON, Migrated
from crmtrainer.journal.shapes import TableShape
from crmtrainer.journal.undoing import ImpossibleEffect, Spoken, Undoing, Values, values_of
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import BadInput

Kept = dict[str, dict[RowKey, Values]]
"""What rows were before a migration, as far as their later values do not tell it: by table and key."""
_PARTS = {"t", "k", "b", "a"}


class ForeignMigration(Exception):
    """An entry about a migration that no program of ours wrote."""


@dataclass(slots=True)
class SchemaPath:
    """The schemas that a file went through, followed entry by entry. `schema` is where it stands."""

    realm: Realm
    schema: int
    is_between: bool = False
    """Whether a migration takes more entries, and its next one must follow."""
    _kept: Kept = field(default_factory=dict)

    def cross(self, seq: int, told: Mapping[str, Any], spoken: Spoken, undoing: Undoing) -> None:
        """Go over a migration's entry, which leads one known step further. Raises `ForeignMigration` for any other."""
        try:
            command = from_plain(Migrated, told["args"])
        except BadInput:
            raise ForeignMigration from None
        step = step_to(self.realm, self.schema + 1)
        if (command.before, command.after) != (self.schema, self.schema + 1):
            raise ForeignMigration
        for effect in told["effects"]:
            self._keep(effect, step, undoing.shapes, spoken)
        self.is_between = told["facts"].get(GOES_ON) is True
        if self.is_between:
            return
        self.schema, kept, self._kept = command.after, self._kept, {}
        digests = _digests_in(told["facts"].get(DIGESTS, {}))
        if digests.keys() != {conversion.table for conversion in step.conversions}:
            raise ForeignMigration
        for conversion in step.conversions:
            undoing.turn(seq, conversion, kept.get(conversion.table, {}), digests[conversion.table])

    def _keep(self, effect: Any, step: Step, shapes: Mapping[str, TableShape], spoken: Spoken) -> None:
        """Take over what one row was: values of columns that the table had then, of which none is its key."""
        if not isinstance(effect, dict) or effect.keys() != _PARTS or effect["a"] != {}:
            raise ForeignMigration
        conversion = next((found for found in step.conversions if found.table == effect["t"]), None)
        parts = effect["k"]
        if conversion is None or not isinstance(parts, list) or not are_plain(map(type, parts)):
            raise ForeignMigration
        try:
            values = values_of(effect["b"], spoken)
        except ImpossibleEffect:
            raise ForeignMigration from None
        shape = shapes.get(conversion.table)
        allowed = set(conversion.before) - (shape.key_names if shape else set())
        rows, key = self._kept.setdefault(conversion.table, {}), tuple(parts)
        if not values or not allowed.issuperset(values) or key in rows:
            raise ForeignMigration
        rows[key] = values


def _digests_in(told: Json) -> dict[str, tuple[str, str]]:
    """The digests before and after by table. Raises `ForeignMigration` where that is not what stands there."""
    found: dict[str, tuple[str, str]] = {}
    for table, pair in told.items() if isinstance(told, dict) else ():
        match pair:
            case [str() as before, str() as after]:
                found[table] = before, after
            case _:
                raise ForeignMigration
    return found


def shapes_at(realm: Realm, start: int, now: int, shapes: Mapping[str, TableShape]) -> dict[str, TableShape]:
    """The shapes that today's tables had at the schema `start`."""
    found = dict(shapes)
    for schema in range(now, start, -1):
        for conversion in step_to(realm, schema).conversions:
            shape = found.get(conversion.table)
            if shape is not None and shape.columns == conversion.after:
                found[conversion.table] = TableShape(shape.name, conversion.before, shape.key)
    return found
