# SPDX-License-Identifier: MIT
"""Sentences for what the timeline cannot answer. The facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "query.bad_cursor": "{value} is not a place on the timeline. Start again from the newest item.",
}
