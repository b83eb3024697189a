# SPDX-License-Identifier: MIT
"""Words as they may be shown: nothing in them is obeyed, and what cannot be seen is spelt out."""

import unicodedata

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


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
    if unicodedata.category(character) in _HIDDEN_CATEGORIES and character != "\u00ad":
        return f"[U+{ord(character):04X}]"
    return character


def spoken(text: str) -> str:
    """`text` for a screen reader: in one line, with nothing hidden in it."""
    return visible(text, lines=False)
