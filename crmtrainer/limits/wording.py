# SPDX-License-Identifier: MIT
"""Sentences for what is refused about limits of the law. The facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "limit.starts_later": "A limit cannot begin later than now: give the moment it began to run.",
    "limit.not_yet_law": "{limit} is law only for what begins from {since} on, so it does not apply to this.",
    "limit.not_law": "{limit} is no law for what began on {day}, so it does not apply to this.",
    "limit.extended_too_late": (
        "The law allows a longer time only while the first one runs, and that was over on {due}."
        " It stays missed: do what it asks for as soon as you can."
    ),
    "limit.not_moved_by_that": "The law does not move this limit for that: see “{extends}” in the book of limits.",
    "limit.moved_before_start": "This limit began to run later than that. Give a moment since then.",
    "limit.moved_after_end": "By then it was over, on {due}, and the law moves it no more.",
    "limit.not_begun": "{limit} does not run on this ticket. Begin it first.",
    "limit.over": "This limit was met or missed on this ticket already, and is no longer moved.",
    "limit.no_words": "Say why, or what was done: whoever reads this next must understand.",
    "limit.not_extended": "The law knows no longer time for this limit, or it was taken already.",
    "limit.not_paused_by_that": "This limit does not stand for that: see what pauses it in the book of limits.",
    "limit.stands_already": "This limit stands already.",
    "limit.does_not_stand": "This limit does not stand, so there is nothing to go on from.",
    "limits.untold_months": "{where} must say by how many months it is longer where somebody was not told, or not.",
    "limits.not_said": "The limit {where} says nothing under “{field}”.",
    "limits.no_length": "{where} has no length: nobody could keep it.",
    "limits.too_long": "{where} is longer than {years} years. Look at its unit.",
    "limits.unknown_region": "{where} names a nation that has no calendar: {region}.",
    "limits.two_versions": "Two versions of {where} govern the same day. Let one end before the other begins.",
}
