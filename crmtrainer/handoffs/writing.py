# SPDX-License-Identifier: MIT
"""What both sides of a handoff share: messages, what travels, the team's plans and what each act tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from crmtrainer.agenda.planning import drop
from crmtrainer.handoffs.commands import HandoffItemGiven
from crmtrainer.handoffs.models import Handoff, HandoffItem, HandoffMessage
from crmtrainer.handoffs.rules import HandoffState, Said, check_fields, check_move
from crmtrainer.interactions.models import Attachment
from crmtrainer.kernel.canonical import tidy_text
from crmtrainer.kernel.commands import Change, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.organisation.models import Team
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket


def said(work: UnitOfWork, handoff: Handoff, said: Said, words: str, *, team: Team | None = None) -> HandoffMessage:
    """Enter a message between the desk and the team: the team's own when `team` is given."""
    return work.add(
        HandoffMessage(
            id=work.new_id("handoff_message"),
            handoff_id=handoff.id,
            at=work.now,
            ours=team is None,
            author=work.actor.pseudonym if team is None else team.contact,
            said=said,
            words=words,
        )
    )


def travel(work: UnitOfWork, handoff: Handoff, ticket: Ticket, items: Iterable[HandoffItemGiven]) -> list[HandoffItem]:
    """Enter what travels with a handoff. Raises `Refused` for a nameless or double field, or a foreign file."""
    given = list(items)
    check_fields(item.field for item in given)
    return [
        work.add(
            HandoffItem(
                id=work.new_id("handoff_item"),
                handoff_id=handoff.id,
                field=item.field,
                value=tidy_text(item.value),
                attachment_id=_file_of(work, ticket, item.attachment_id),
            )
        )
        for item in given
    ]


def move(work: UnitOfWork, handoff: Handoff, now: HandoffState) -> None:
    """Take a handoff a step on. Raises `Refused` for no such step."""
    check_move(handoff.state, now, handoff.ref)
    handoff.state = now
    work.session.flush()


def forget_plans(work: UnitOfWork, handoff: Handoff) -> None:
    """Take everything the team was going to do off the agenda."""
    for topic in (review_topic(handoff), completion_topic(handoff), report_topic(handoff)):
        drop(work, topic)


def outcome_of(handoff: Handoff, team: Team, facts: Mapping[str, object]) -> Outcome:
    """What every act on a handoff tells: which one, for which ticket, with whom, and how it stands now."""
    told = {
        "handoff_id": handoff.id,
        "ref": handoff.ref,
        "ticket_id": handoff.ticket_id,
        "team": team.key,
        "state": handoff.state.value,
        **facts,
    }
    return Outcome((Change("handoff", handoff.id), Change("ticket", handoff.ticket_id)), told, f"handoff:{handoff.id}")


def review_topic(handoff: Handoff) -> str:
    return f"handoff-review:{handoff.id}"


def completion_topic(handoff: Handoff) -> str:
    return f"handoff-completion:{handoff.id}"


def report_topic(handoff: Handoff) -> str:
    return f"handoff-report:{handoff.id}"


def minutes_until(now: datetime, moment: datetime | None) -> int | None:
    """Whole minutes of real time from now to `moment`, below zero when it has passed."""
    return None if moment is None else int((moment - now).total_seconds() // 60)


def _file_of(work: UnitOfWork, ticket: Ticket, attachment_id: int | None) -> int | None:
    if attachment_id is None:
        return None
    if work.get(Attachment, attachment_id).customer_id != ticket.customer_id:
        raise Refused("handoff.file_of_another")
    return attachment_id
