# SPDX-License-Identifier: MIT
"""Whom a question is about: a customer who is named, or the one whose ticket is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.kernel.errors import BadInput, NotFound
from crmtrainer.tickets.models import Ticket


def customer_of(session: Session, customer_id: int | None, ticket_id: int | None) -> int:
    """The customer's id; a ticket goes before a customer. Raises `NotFound`, and `BadInput` where neither is given."""
    if ticket_id is not None:
        found = session.scalar(select(Ticket.customer_id).where(Ticket.id == ticket_id))
        if found is None:
            raise NotFound("ticket", ticket_id)
        return found
    if customer_id is None:
        raise BadInput("query.no_subject", wanted="customer_id or ticket_id")
    return customer_id
