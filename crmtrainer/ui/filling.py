# SPDX-License-Identifier: MIT
"""Puts values into translated sentences."""

import re
from collections.abc import Iterable

_PLACE = re.compile("%([1-9])")


def filled(words: str, *values: str) -> str:
    """`words` with %1, %2 … replaced all at once, so that a value in which %2 stands stays as it is.

    Raises `IndexError` for a place without a value.
    """
    return _PLACE.sub(lambda place: values[int(place[1]) - 1], words)


def sentences(parts: Iterable[str]) -> str:
    """The parts that say something as one text to be heard, each with one full stop."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
