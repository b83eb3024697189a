# SPDX-License-Identifier: MIT
"""What a standard is called on screen, wherever it is told of."""

from __future__ import annotations

from crmtrainer.service_levels.called import called


def name_of(ident: str) -> str:
    """A standard as people call it: "first-response" reads "First response", and other words stay as they are."""
    return called(ident)
