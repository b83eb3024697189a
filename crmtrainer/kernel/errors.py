# SPDX-License-Identifier: MIT
"""The errors a person can meet: each is a code and facts; sentences are made by the faces (`ui`, `cli`)."""

from __future__ import annotations

from collections.abc import Iterable

from crmtrainer.kernel.nearest import nearest

LONGEST_NAME = 80
"""Characters of a name that a sentence repeats."""

Fact = str | int | bool | None


class Expected(Exception):
    """Something the outside or a person caused. Carries a code and facts, never a sentence."""

    def __init__(self, code: str, /, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, Fact] = dict(facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"{self.code} ({told})" if told else self.code


class Refused(Expected):
    """The act is not allowed as asked. The work is undone, and the refusal goes into the journal."""


class NotFound(Refused):
    """What is named is not there. Facts: `kind` and `id`, and `near` for the one of `known` that may be meant."""

    def __init__(self, kind: str, ident: int | str, known: Iterable[str] = ()) -> None:
        if isinstance(ident, int):
            super().__init__("not_found", kind=kind, id=ident)
            return
        ident = ident[:LONGEST_NAME]
        if near := nearest(ident, known):
            super().__init__("not_found.near", kind=kind, id=ident, near=near)
        else:
            super().__init__("not_found.named", kind=kind, id=ident)


class StoreUnavailable(Expected):
    """A database cannot be opened or written: foreign, newer, damaged, locked, missing, full."""


class BadInput(Expected):
    """Text from outside (JSON, a pack, an argument) does not have the promised shape. Fact `where` says where."""
