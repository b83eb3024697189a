# SPDX-License-Identifier: MIT
"""Sentences for standards that fit no ticket, and for the timeline. Facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "standard.no_such_trait": "No ticket has the {trait} {value}; the nearest is {meant}.",
    "standard.empty_trait": "A {trait} of nothing fits no ticket. Write one, or leave it out for all.",
    "standard.no_such_place": "There is no place {place} in the order: choose one from 1 to {last}.",
    "ticket.merge_with_itself": "{ref} cannot be merged into itself. Choose another ticket of the customer.",
    "ticket.merge_with_team": "A team is at work on {ref}. Merge {into} into {ref}, or take the work back first.",
    "ticket.merge_with_promise": "Something is promised on {ref}. Keep it first, or merge {into} into {ref} instead.",
    "ticket.merge_on_call": "Somebody is on the line about {ref}. End the call first.",
    "ticket.same_first_contact": "That is when the first contact on {ref} was already.",
    "ticket.contact_after_opening": "{ref} was opened before that, so its first contact was not later.",
    "ticket.contact_after_word": "Something was said on {ref} before that, so its first contact was not later.",
    "query.bad_cursor": "{value} is not a place on the timeline. Start again from the newest item.",
}
