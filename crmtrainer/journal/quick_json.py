# SPDX-License-Identifier: MIT
"""JSON for millions of rows and entries: the same bytes as the standard encoder's, several times as fast.

`kernel.canonical` says what the bytes are, and is what writes them into entries; tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from pydantic_core import from_json, to_json

from crmtrainer.kernel.canonical import Json

_STORED = frozenset({int, str, type(None)})
are_plain = (_STORED | {bool}).issuperset
"""Asked of types: whether they are numbers, text, truth or nothing; neither fractions nor anything with parts."""


def are_stored_alike(rows: Iterable[Sequence[object]]) -> bool:
    """Whether rows hold nothing but what a tracked column of ours stores: whole numbers, text, nothing."""
    return _STORED.issuperset(map(type, chain.from_iterable(rows)))


def lines_of(rows: Iterable[Sequence[Json]]) -> bytes:
    """Each row as one line of JSON. Bytes count as text here: ask `are_stored_alike` first."""
    return b"".join([to_json(row) + b"\n" for row in rows])


def exactly_read(body: bytes) -> Any:
    """The data that bytes spell, or None unless they spell it as we do (the order of keys is not looked at).

    So no key stands twice, and nothing is spelt otherwise than need be. Fractions are let through.
    """
    try:
        data = from_json(body, allow_inf_nan=False)
        return data if to_json(data) == body else None
    except ValueError:
        return None
