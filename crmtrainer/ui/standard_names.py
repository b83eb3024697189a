# SPDX-License-Identifier: MIT
"""What a standard is called on screen, wherever it is told of."""

from __future__ import annotations

import re

_SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


def name_of(ident: str) -> str:
    """A standard as people call it: "first-response" reads "First response", and other words stay as they are."""
    return ident[:1].upper() + re.sub("[-_]", " ", ident[1:]) if _SLUG.fullmatch(ident) else ident
