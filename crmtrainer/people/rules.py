# SPDX-License-Identifier: MIT
"""Names of things about people; roles themselves are `kernel.commands.Role`."""

from __future__ import annotations

from crmtrainer.kernel.errors import Refused


def check_name(name: str) -> str:
    """The name, trimmed. Raises `Refused` when it is empty or longer than 80 characters."""
    trimmed = " ".join(name.split())
    if not trimmed:
        raise Refused("person.no_name")
    if len(trimmed) > 80:
        raise Refused("person.name_too_long", limit=80)
    return trimmed
