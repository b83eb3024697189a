# SPDX-License-Identifier: MIT
"""What standards and calendars are called wherever they are told of, from the short names they are set by."""

from __future__ import annotations

import re

_SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


def called(ident: str) -> str:
    """ "first-response" reads "First response"; other words stay as they are."""
    return ident[:1].upper() + re.sub("[-_]", " ", ident[1:]) if _SLUG.fullmatch(ident) else ident
