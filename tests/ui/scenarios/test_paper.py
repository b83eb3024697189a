# SPDX-License-Identifier: MIT
"""A debrief on paper says of each clock that went over why it was due when it was, with its days where they fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crmtrainer.scenarios.queries import debrief
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.scenarios.paper import debrief_to_print, went_over, whys_of
from tests.ui.scenarios.conftest import newest_attempt


def test_a_clock_that_went_over_is_explained_and_one_in_time_is_not(still_desk: Desk) -> None:
    found = still_desk.ask(debrief)
    met, still_open, *_ = found.clocks
    assert met.state == "met"
    assert went_over(found) == ()
    assert met.satisfied_at is not None
    late = replace(met, state="missed", due=met.satisfied_at - timedelta(minutes=5))
    breached = replace(still_open, due=found.ended_at - timedelta(minutes=1))
    run = replace(found, clocks=(late, breached, *found.clocks[2:]))
    assert went_over(run) == (late, breached)
    html = debrief_to_print(newest_attempt(still_desk), run, {}, "", whys_of(still_desk, run)).html
    assert html.count("Why this due time?") == 2
    assert "1 h of working time from Tue 3 Mar, 12:31. Due Tue 3 Mar, 13:31." in html
    assert "8 h of working time from" in html
    assert "08:00–20:00" in html
    assert "First response" in html
    assert "Why this due time?" not in debrief_to_print(newest_attempt(still_desk), found, {}, "").html
