# SPDX-License-Identifier: MIT
"""Canonical bytes of plain data: the one encoding that is hashed. A subset of RFC 8785 (no floats, ASCII keys)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

from crmtrainer.kernel.errors import Refused

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

LARGEST_INT = 2**53 - 1
DEEPEST = 8
LONGEST_TEXT = 20_000
"""Characters of one text that a person may type or paste."""
_KEY = re.compile(r"[\x20-\x7e]{1,120}\Z")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Json) -> bytes:
    """The canonical UTF-8 bytes of `value`: sorted keys, no spaces, not ASCII-escaped.

    Raises `Refused` for floats, numbers beyond ±(2^53−1), lone surrogates, foreign types or too deep nesting.
    """
    _check(value, 0)
    return _ENCODER.encode(value).encode()


def _check(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise Refused("data.too_deep", limit=DEEPEST)
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if not -LARGEST_INT <= value <= LARGEST_INT:
            raise Refused("data.number_too_large", limit=LARGEST_INT)
    elif isinstance(value, str):
        if _is_broken(value):
            raise Refused("data.broken_text")
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str) or not can_be_key(key):
                raise Refused("data.bad_key", key=repr(key)[:80])
            _check(item, depth + 1)
    else:
        raise Refused("data.not_plain", type=type(value).__name__)


def _is_broken(text: str) -> bool:
    """Whether there are lone surrogates: halves of a character, which no encoding holds."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def can_be_key(text: str) -> bool:
    """Whether an object that is written down may have this for a key."""
    return _KEY.match(text) is not None


def tidy_text(text: str, *, limit: int = LONGEST_TEXT) -> str:
    """Text as we keep it: NFC, lone surrogates and NUL refused, at most `limit` characters.

    Applied once, when text enters; verification never changes text.
    """
    if _is_broken(text) or "\x00" in text:
        raise Refused("text.broken")
    tidied = unicodedata.normalize("NFC", text)
    if len(tidied) > limit:
        raise Refused("text.too_long", limit=limit, length=len(tidied))
    return tidied


def stand_in(text: str, *, limit: int = LONGEST_TEXT) -> str:
    """Text that `tidy_text` refuses, as it can be kept all the same and is refused alike: cut, NUL for what is broken.

    Text that is not refused comes back as it is kept.
    """
    if _is_broken(text) or "\x00" in text:
        kept = "".join("\x00" if "\ud800" <= letter <= "\udfff" else letter for letter in text[:limit])
        return kept if "\x00" in kept else f"{kept}\x00"
    return unicodedata.normalize("NFC", text)[: limit + 1]


def parse(data: bytes | str) -> Json:
    """Plain data from JSON text, in UTF-8. Raises `Refused` for floats, duplicate keys or broken JSON."""
    try:
        value: Json = _DECODER.decode(data if isinstance(data, str) else data.decode())
    except (ValueError, RecursionError) as problem:
        raise Refused("data.not_json", problem=str(problem)[:200]) from problem
    return value


def _no_float(text: str) -> Json:
    raise Refused("data.float", value=text[:40])


def _unique(pairs: list[tuple[str, Json]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Refused("data.duplicate_key", key=next(key for key in keys if keys.count(key) > 1)[:80])
    return found


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_unique)
