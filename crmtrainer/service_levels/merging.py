# SPDX-License-Identifier: MIT
"""What merging does to clocks: the survivor takes the oldest unanswered customer message, and no breach is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.service_levels.keeping import call_off, enter, refresh
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import MERGED, EventKind, Metric, signs_of
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.turns import without_early_words
from crmtrainer.store.unit_of_work import UnitOfWork


def end_clocks(work: UnitOfWork, ticket_id: int) -> None:
    """End the running clocks of a ticket that is merged away: what was breached stays missed, others are called off."""
    story = f"ticket:{ticket_id}"
    events = events_of(work.session, story)
    running = select(ServiceClock).where(ServiceClock.story == story, ServiceClock.open).order_by(ServiceClock.id)
    for clock in work.session.scalars(running).all():
        reading = read_clock(clock, events, table_of(work.session, clock.calendar_id), work.now)
        if reading is None:
            continue
        call_off(work, clock, reading, MERGED)
    work.session.flush()
    refresh(work, story)


def begin_anew(work: UnitOfWork, ticket_id: int) -> None:
    """Let the clocks run again, from now, that were called off when a ticket was merged away and is taken up again."""
    story = f"ticket:{ticket_id}"
    events = events_of(work.session, story)
    called_off = {e.metric for e in events if e.kind is EventKind.CANCELLED and e.reason == MERGED and not e.subject}
    for metric in sorted(metric for metric in called_off if metric is not None):
        enter(work, story, EventKind.OPENED, metric=metric)
    work.session.flush()
    refresh(work, story)


def begin_earlier(work: UnitOfWork, ticket_id: int, waited: Mapping[Metric, datetime | None]) -> None:
    """Count each first sign to the customer from since when they `waited`, where that is before a ticket's own contact.

    They do not wait for one that they had elsewhere. A first sign that was given stays as it was judged.
    """
    story = f"ticket:{ticket_id}"
    events = events_of(work.session, story)
    for metric, since in waited.items():
        if since is None:
            continue
        # As it was told last: what was taken for the first contact once, and was not, is none to be earlier than.
        starts = [e.at for e in events if e.kind is EventKind.OPENED and e.metric in (None, metric)]
        counted = without_early_words(events, metric)
        if since < starts[-1] and not any(event.kind in signs_of(metric) for event in counted):
            enter(work, story, EventKind.OPENED, metric=metric, at=since)
    work.session.flush()
    refresh(work, story)


def taken_over(session: Session, ticket_ids: Iterable[int]) -> dict[int, datetime]:
    """Since when these tickets have had messages of others that were merged into them; for those that have any.

    What was said before that on the ticket itself was no answer to them.
    """
    stories = {f"ticket:{ident}": ident for ident in ticket_ids}
    wanted = select(StoryEvent.story, func.max(StoryEvent.entered_at)).where(
        StoryEvent.story.in_(stories), StoryEvent.kind == EventKind.CUSTOMER_MESSAGE, StoryEvent.reason == MERGED
    )
    return {stories[story]: at for story, at in session.execute(wanted.group_by(StoryEvent.story))}
