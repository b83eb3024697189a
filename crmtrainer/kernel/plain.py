# SPDX-License-Identifier: MIT
"""Words as they may be shown: nothing in them is obeyed, and what cannot be seen is spelt out."""

from __future__ import annotations

import unicodedata

from crmtrainer.kernel.errors import Refused

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_SOFT_HYPHEN = "\u00ad"


def is_hidden(character: str) -> bool:
    """Whether a character shows nothing of itself, and may move or hide what stands beside it."""
    return unicodedata.category(character) in _HIDDEN_CATEGORIES and character != _SOFT_HYPHEN


def visible(text: str, *, lines: bool = True) -> str:
    """`text` with every control, bidirectional or zero-width character spelt out, like `[U+202E]`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character, lines=lines) for character in text)


def _shown(character: str, *, lines: bool) -> str:
    if character == "\n":
        return "\n" if lines else " "
    if character == "\t":
        return " "
    return f"[U+{ord(character):04X}]" if is_hidden(character) else character


def check_mark(where: str, text: str, limit: int) -> None:
    """Let pass what can be a key or a reference. Raises `Refused` for what is empty, long, in several lines or hidden.

    `where` is the field that holds it.
    """
    if not 0 < len(text) <= limit or text != text.strip() or any(map(is_hidden, text)):
        raise Refused("text.no_mark", where=where, limit=limit)


def check_length(where: str, text: str, limit: int) -> None:
    """Let pass words of at most `limit` characters. Raises `Refused`."""
    if len(text) > limit:
        raise Refused("text.too_long_for", where=where, limit=limit, length=len(text))
