# SPDX-License-Identifier: MIT
"""The tour says and enters what the pack's golden run says."""

from datetime import UTC, datetime

import pytest

from crmtrainer.ui.tour.golden import SCENARIO, Golden
from tests.scenarios.stage import larkfield


@pytest.fixture(scope="module")
def golden() -> Golden:
    return Golden(larkfield().scenario(SCENARIO))


def test_the_call_is_played_move_by_move(golden: Golden) -> None:
    assert [step.say for step in golden.moves()][:2] == ["own-it", "bear-with-me"]
    assert golden.moves()[-1].words is not None
    assert [question for question, _ in golden.answers()] == ["full_name", "postcode", "order_number"]


def test_moments_of_the_week_are_seen_from_now(golden: Golden) -> None:
    tuesday = datetime(2026, 3, 3, 12, 40, tzinfo=UTC)
    assert golden.moment("handoff", "need_by", tuesday) == datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    assert golden.moment("promise", "promise_due", tuesday) == datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="no moment"):
        golden.moment("promise", "words", tuesday)
