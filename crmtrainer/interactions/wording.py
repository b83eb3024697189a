# SPDX-License-Identifier: MIT
"""Sentences for what contacts, promises and conversations refuse. The facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "query.no_subject": "Say what is meant: {wanted}.",
    "practice.on_call": "Finish the call first.",
    "interaction.no_summary": "Write down what was said or asked.",
    "note.no_words": "Write the note first.",
    "message.no_words": "Write the message first.",
    "message.not_written": "A call or a visit cannot be sent. Call the customer, or log the contact.",
    "promise.no_words": "Say what you promise.",
    "promise.no_date": "Give the promise a date and a time.",
    "promise.in_past": "A promise must fall due later than now.",
    "promise.no_reason": "Say why the promise is taken back.",
    "promise.ended": "This promise is already {state}.",
    "promise.contact_of_another": "That contact was with another customer.",
    "conversation.no_words": "Choose or type what to say.",
    "conversation.no_such_move": "A conversation that is {was} cannot become {now}.",
    "conversation.not_live": "Nobody is on the line: this conversation is {state}.",
    "conversation.on_hold": "They are on hold and cannot hear you. Come back to them first.",
    "conversation.not_on_hold": "Nobody is on hold: this conversation is {state}.",
    "conversation.line_busy": "You are on a call. Put it on hold or end it first.",
    "conversation.theirs_to_answer": "You made this call: it is for them to answer.",
    "conversation.of_another_customer": "You named another customer for this conversation.",
    "conversation.on_another_ticket": "This conversation is on another ticket already.",
    "conversation.ticket_of_another": "This conversation is on a ticket of another customer.",
}
