# SPDX-License-Identifier: MIT
"""Sentences for what handoffs refuse. The facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "handoff.no_such_team": "There is no team called {team}.",
    "team.no_time": "Give {team} at least one working minute to accept or refuse.",
    "team.done_before_accepted": "{team} cannot finish before it has accepted: give it at least as long for that.",
    "team.too_long": "{team} would have longer than {years} years. Give working minutes.",
    "handoff.no_summary": "Say in a sentence what the team is to do.",
    "handoff.no_words": "Write to the team first.",
    "handoff.no_reason": "Say why the work is taken back.",
    "handoff.field_without_name": "Each thing that travels needs the name of its field.",
    "handoff.field_twice": "{field} is filled in twice.",
    "handoff.file_of_another": "That file belongs to another customer.",
    "handoff.already_running": "{ref} is with that team already. Chase it, or take it back first.",
    "handoff.not_to_be_replaced": "{ref} is {state}. Only one that was bounced or taken back can be sent again.",
    "handoff.replaced_already": "{ref} was sent again already.",
    "handoff.of_another_ticket": "{ref} belongs to another ticket.",
    "handoff.not_running": "{ref} is {state}, so the team is not at work on it.",
    "handoff.nothing_asked": "The team has not asked anything about {ref}.",
    "handoff.not_done": "{ref} is {state}. Thank the team when it has finished.",
    "handoff.no_such_move": "{ref} cannot go from {was} to {now}.",
}
