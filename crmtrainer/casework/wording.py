# SPDX-License-Identifier: MIT
"""Sentences for standards that fit no ticket, and for the timeline. Facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "standard.no_such_trait": "No ticket has the {trait} {value}; the nearest is {meant}.",
    "standard.empty_trait": "A {trait} of nothing fits no ticket. Write one, or leave it out for all.",
    "query.bad_cursor": "{value} is not a place on the timeline. Start again from the newest item.",
}
