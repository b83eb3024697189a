# SPDX-License-Identifier: MIT
"""Sentences for what tickets refuse. The facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "ticket.closed": "{ref} is closed. Reopen it first.",
    "ticket.not_closed": "{ref} is neither resolved nor closed, so there is nothing to reopen.",
    "ticket.no_such_move": "A ticket cannot go from {was} to {now}.",
    "ticket.close_instead": "Closing needs a reason and the outcome. Use Close.",
    "ticket.reopen_instead": "A closed ticket needs a reason to be taken up again. Use Reopen.",
    "ticket.no_reason": "Say why, so that whoever reads this next understands.",
    "ticket.no_subject": "Give the ticket a subject, like Kettle refund not received.",
    "ticket.no_resolution": "Say what was done or decided: it is the basis for closing.",
    "ticket.same_priority": "{ref} has that priority already.",
    "ticket.same_class": "{ref} has that type, category and severity already. Change one of them.",
    "ticket.long_category": "Give the category in a word or two, of at most {most} characters.",
    "ticket.limit_runs": (
        "“{limit}” runs on {ref} by law, and goes on whatever we call it. Meet it, or drop it with the reason why it"
        " does not apply; then change the type."
    ),
    "ticket.unknown_channel": "Choose how the customer got in touch.",
    "ticket.order_of_another": "Order {order} belongs to another customer.",
    "ticket.of_another_customer": "{ref} belongs to another customer.",
}
