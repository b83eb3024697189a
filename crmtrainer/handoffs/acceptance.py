# SPDX-License-Identifier: MIT
"""What a handoff gives, held against what its team asks for; the judging itself is the organisation's rules."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.handoffs.models import Handoff, HandoffItem
from crmtrainer.organisation.models import Team
from crmtrainer.organisation.rules import FieldKind, Given, Shortfall, acceptance_from, missing
from crmtrainer.store.unit_of_work import UnitOfWork


def shortfalls(work: UnitOfWork, handoff: Handoff, team: Team) -> tuple[Shortfall, ...]:
    """What keeps the team from accepting; empty when nothing does.

    The time by which the customer needs it answers whatever moment the team asks for.
    """
    acceptance = acceptance_from(team.acceptance)
    given = [
        Given(item.field, item.value, item.attachment_id)
        for item in work.session.scalars(
            select(HandoffItem).where(HandoffItem.handoff_id == handoff.id).order_by(HandoffItem.id)
        )
    ]
    moments = [need.field for need in acceptance.required if need.kind is FieldKind.MOMENT]
    given += [Given(field, moment=handoff.need_by) for field in moments]
    if not any(entry.field == "summary" for entry in given):
        given.append(Given("summary", handoff.summary))
    return missing(acceptance, given)
