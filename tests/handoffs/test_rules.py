# SPDX-License-Identifier: MIT
"""The handoff's rules as tables, and what a team says of its own accord."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.handoffs import voice
from crmtrainer.handoffs.rules import (
    MOVES,
    RUNNING,
    HandoffState,
    check_fields,
    check_move,
    check_running,
    is_too_early,
    ref_of,
)
from crmtrainer.kernel.errors import Refused
from crmtrainer.organisation.rules import Shortfall, ShortfallCode

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("was", list(HandoffState))
@pytest.mark.parametrize("now", list(HandoffState))
def test_every_step_is_in_the_table_or_refused(was: HandoffState, now: HandoffState) -> None:
    if now in MOVES[was]:
        check_move(was, now, "H-0001")
    else:
        with pytest.raises(Refused, match=r"handoff\.no_such_move"):
            check_move(was, now, "H-0001")


def reachable(start: HandoffState) -> set[HandoffState]:
    seen, waiting = set(), [start]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += MOVES[state]
    return seen


def test_every_state_is_reached_from_sent_and_running_work_always_has_an_end() -> None:
    assert reachable(HandoffState.SENT) == set(HandoffState)
    assert all(any(not MOVES[end] for end in reachable(state)) for state in RUNNING)


@pytest.mark.parametrize("state", list(HandoffState))
def test_only_running_work_can_be_chased(state: HandoffState) -> None:
    if state in {HandoffState.SENT, HandoffState.ACCEPTED, HandoffState.ASKED}:
        check_running(state, "H-0001")
    else:
        with pytest.raises(Refused, match=r"handoff\.not_running"):
            check_running(state, "H-0001")


@given(st.lists(st.sampled_from(["part_code", "photo", "quantity", " ", ""]), max_size=5))
def test_fields_have_names_and_come_once(fields: list[str]) -> None:
    sound = len(set(fields)) == len(fields) and all(name.strip() for name in fields)
    if sound:
        check_fields(fields)
    else:
        with pytest.raises(Refused, match=r"handoff\.field_"):
            check_fields(fields)


@pytest.mark.parametrize(("minutes", "early"), [(-1, True), (0, False), (1, False)])
def test_needed_before_the_earliest_finish_is_too_early(minutes: int, early: bool) -> None:
    assert is_too_early(NOON + timedelta(minutes=minutes), NOON) is early
    assert not is_too_early(None, NOON)


def test_references_have_four_figures_and_grow() -> None:
    assert [ref_of(n) for n in (1, 311, 12345)] == ["H-0001", "H-0311", "H-12345"]


@pytest.mark.parametrize(
    ("shortfall", "words"),
    [
        (Shortfall("p", "Part code", ShortfallCode.MISSING, "like LK-1"), "Part code is missing: like LK-1."),
        (Shortfall("f", "Photo", ShortfallCode.NO_ATTACHMENT, ""), "Photo is not attached."),
        (Shortfall("n", "Needed by", ShortfallCode.NO_MOMENT, ""), "Needed by needs a date and a time."),
        (Shortfall("p", "Part code", ShortfallCode.PATTERN, "", "legs"), "Part code cannot be “legs”."),
    ],
)
def test_a_team_says_what_it_lacks(shortfall: Shortfall, words: str) -> None:
    assert voice.bounced([shortfall]) == f"We cannot start on this. {words}"


@pytest.mark.parametrize("state", sorted(RUNNING))
@pytest.mark.parametrize("is_late", [False, True])
def test_a_team_that_is_asked_how_it_goes_has_something_to_say(state: HandoffState, is_late: bool) -> None:
    assert voice.progress(state, is_late=is_late)


def test_a_late_team_does_not_call_itself_on_time() -> None:
    assert "on time" in voice.progress(HandoffState.ACCEPTED, is_late=False)
    assert "on time" not in voice.progress(HandoffState.ACCEPTED, is_late=True)
