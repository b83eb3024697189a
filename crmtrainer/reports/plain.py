# SPDX-License-Identifier: MIT
"""Text that somebody else wrote, made fit to be printed: what cannot be seen is spelt out instead of obeyed."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_SOFT_HYPHEN = "\u00ad"


def visible(text: str) -> str:
    """`text` with control, bidirectional and zero-width characters spelt out, like `[U+202E]`; line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in ("\n", _SOFT_HYPHEN):
        return character
    if character == "\t":
        return " "
    return f"[U+{ord(character):04X}]" if unicodedata.category(character) in _HIDDEN else character
