# SPDX-License-Identifier: MIT
"""What a ticket can be, which moves its life cycle allows, and what would sensibly come next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crmtrainer.kernel.errors import Refused


class TicketType(StrEnum):
    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    DATA_COMPLAINT = "data_complaint"
    RIGHTS_REQUEST = "rights_request"
    INCIDENT = "incident"


class Severity(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Status(StrEnum):
    """NEW until somebody works on it; WAITING is for the customer, and never for a team of our own."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class CloseReason(StrEnum):
    RESOLVED = "resolved"
    CUSTOMER_WITHDREW = "customer_withdrew"
    NO_REPLY = "no_reply"
    DUPLICATE = "duplicate"
    NOT_UPHELD = "not_upheld"


class NextStep(StrEnum):
    """The next sensible step, as the primary button of a record offers it. NOTHING offers no button."""

    ANSWER_CALL = "answer_call"
    CHECK_IDENTITY = "check_identity"
    CONTINUE_CALL = "continue_call"
    END_CALL = "end_call"
    LOG_CALL = "log_call"
    OPEN_TICKET = "open_ticket"
    AWAIT_FILE = "await_file"
    HAND_OFF = "hand_off"
    CORRECT_HANDOFF = "correct_handoff"
    ANSWER_TEAM = "answer_team"
    TELL_CUSTOMER = "tell_customer"
    KEEP_PROMISE = "keep_promise"
    WAIT_FOR_TEAM = "wait_for_team"
    LET_TEAM_WORK = "let_team_work"
    WAIT_FOR_CUSTOMER = "wait_for_customer"
    THANK_TEAM = "thank_team"
    CLOSE = "close"
    FINISH = "finish"
    NOTHING = ""


OPEN = frozenset({Status.NEW, Status.IN_PROGRESS, Status.WAITING})

MOVES: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED, Status.CLOSED}),
    Status.IN_PROGRESS: frozenset({Status.WAITING, Status.RESOLVED, Status.CLOSED}),
    Status.WAITING: frozenset({Status.IN_PROGRESS, Status.RESOLVED, Status.CLOSED}),
    Status.RESOLVED: frozenset({Status.IN_PROGRESS, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.IN_PROGRESS}),
}

REASONS_WITH_RESOLUTION = frozenset({CloseReason.RESOLVED, CloseReason.NOT_UPHELD})
"""Closing for these says what was done or decided: the basis for calling the ticket resolved."""

PUT_RIGHT_BY_A_TEAM = frozenset({TicketType.COMPLAINT, TicketType.INCIDENT})
"""These usually need work by an internal customer before they can be closed."""

FIRST_NUMBER = 1000
LONGEST_CATEGORY = 64


def ref_of(ticket_id: int) -> str:
    """The reference that customers are given: C-1042 for the forty-second ticket of a world."""
    return f"C-{FIRST_NUMBER + ticket_id}"


def check_move(was: Status, now: Status) -> None:
    """Raises `Refused` when the life cycle has no step from `was` to `now`."""
    if now not in MOVES[was]:
        raise Refused("ticket.no_such_move", was=was.value, now=now.value)


def check_set_status(was: Status, now: Status) -> None:
    """Raises `Refused` for what setting a status cannot do: closing and reopening are acts of their own."""
    if now is Status.CLOSED:
        raise Refused("ticket.close_instead")
    if was is Status.CLOSED:
        raise Refused("ticket.reopen_instead")
    check_move(was, now)


def check_open(status: Status, ref: str) -> None:
    """Raises `Refused` when a ticket is closed, so that nothing more can be begun on it."""
    if status is Status.CLOSED:
        raise Refused("ticket.closed", ref=ref)


def tidy_category(words: str) -> str:
    """A category as it is kept: without needless spaces."""
    return " ".join(words.split())


def check_category(category: str) -> None:
    """Raises `Refused` for a category that is no longer one word or two."""
    if len(category) > LONGEST_CATEGORY:
        raise Refused("ticket.long_category", most=LONGEST_CATEGORY)


def check_resolution(reason: CloseReason, resolution: str) -> None:
    """Raises `Refused` when this reason for closing wants words about the outcome and there are none."""
    if reason in REASONS_WITH_RESOLUTION and not resolution.strip():
        raise Refused("ticket.no_resolution", reason=reason.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known about a case when asking what comes next. `status` is None where no ticket is open.

    `customer_waits`: the last word is theirs. `has_news`: a team finished after we last told them anything.
    `team_decides`: what was sent is neither accepted nor refused yet. `told_since_accepted`: the customer heard from us
    after a team took the work on. `awaits_file`: we asked them for a picture or a paper, and none has come yet;
    `file_is_late`: that was some time ago. `team_was_asked`: each team that has the work was asked how it goes, and
    none of its limits came near or passed since. `promise_presses`: the time of one runs out or is over.
    `told_since_promise`: they heard from us after one was made. `nothing_open`: nothing of this handler's waits for
    anybody, on any ticket.
    """

    status: Status | None = None
    type: TicketType = TicketType.COMPLAINT
    is_ringing: bool = False
    is_on_call: bool = False
    is_identity_proven: bool = False
    has_identity_failed: bool = False
    has_unlogged_call: bool = False
    customer_waits: bool = False
    was_told: bool = False
    has_news: bool = False
    has_open_promise: bool = False
    promise_presses: bool = False
    told_since_promise: bool = False
    awaits_file: bool = False
    file_is_late: bool = False
    has_handoff: bool = False
    team_asks: bool = False
    team_bounced: bool = False
    team_decides: bool = False
    team_works: bool = False
    told_since_accepted: bool = False
    team_was_asked: bool = False
    team_awaits_thanks: bool = False
    nothing_open: bool = False


def next_step(case: Situation) -> NextStep:
    """The step that a careful handler would take next. A hint: no act is refused because another was next."""
    if case.is_ringing:
        return NextStep.ANSWER_CALL
    if case.is_on_call:
        return _step_on_call(case)
    if case.has_unlogged_call:
        return NextStep.LOG_CALL
    if case.status is None:
        return NextStep.OPEN_TICKET if case.customer_waits else NextStep.NOTHING
    if case.status is Status.CLOSED:
        return NextStep.FINISH if case.nothing_open else NextStep.NOTHING
    if case.promise_presses and not case.team_asks:
        # A word to somebody who waits for one comes first: it may be what was promised.
        return NextStep.TELL_CUSTOMER if case.customer_waits or case.has_news else NextStep.KEEP_PROMISE
    return _step_for_team(case) or _step_for_customer(case)


def _step_on_call(case: Situation) -> NextStep:
    if not case.is_identity_proven and not case.has_identity_failed:
        return NextStep.CHECK_IDENTITY
    # Whoever could not prove who they are can still tell us what happened; nothing of the record is told to them.
    return NextStep.OPEN_TICKET if case.status is None else NextStep.CONTINUE_CALL


def when_all_is_said(step: NextStep) -> NextStep:
    """The step on a call on which nothing is left to be said: what wants the caller there has had its time."""
    return NextStep.END_CALL if step in (NextStep.CONTINUE_CALL, NextStep.CHECK_IDENTITY) else step


def _step_for_team(case: Situation) -> NextStep | None:
    if case.team_asks:
        return NextStep.ANSWER_TEAM
    if case.team_bounced:
        return NextStep.CORRECT_HANDOFF
    if _is_due_to_a_team(case):
        # What a team is to work from is on its way: sent without it, the work would come back.
        return _step_for_file(case) if case.awaits_file and not case.customer_waits else NextStep.HAND_OFF
    waiting = NextStep.LET_TEAM_WORK if case.team_was_asked else NextStep.WAIT_FOR_TEAM
    if case.team_decides and not case.has_news:
        # Whether they take it on is what the customer would be told.
        return waiting
    if case.team_works and not (case.customer_waits or case.has_news):
        # A customer who heard nothing since the team took it on does not know that anybody is at work.
        if not case.told_since_accepted and (case.team_was_asked or not case.has_open_promise):
            return NextStep.TELL_CUSTOMER
        was_kept = case.has_open_promise and case.told_since_promise and case.told_since_accepted
        return NextStep.KEEP_PROMISE if was_kept else waiting
    return None


def _step_for_file(case: Situation) -> NextStep:
    """A file that was asked for is waited for; when it does not come, the customer is asked again."""
    return NextStep.WAIT_FOR_CUSTOMER if case.file_is_late else NextStep.AWAIT_FILE


def _is_due_to_a_team(case: Situation) -> bool:
    """Whether the work that puts it right can go to those who do it: heard, answered once, and not waited for."""
    wants_a_team = case.type in PUT_RIGHT_BY_A_TEAM and case.status is not Status.RESOLVED
    waits_for_them = case.status is Status.WAITING and not case.customer_waits
    return wants_a_team and case.was_told and not case.has_handoff and not waits_for_them


def _step_for_customer(case: Situation) -> NextStep:
    if case.customer_waits or case.has_news or not case.was_told:
        return NextStep.TELL_CUSTOMER
    if case.status is Status.WAITING:
        return _step_for_file(case) if case.awaits_file else NextStep.WAIT_FOR_CUSTOMER
    if case.has_open_promise:
        return NextStep.KEEP_PROMISE
    if case.team_awaits_thanks:
        return NextStep.THANK_TEAM
    return NextStep.CLOSE
