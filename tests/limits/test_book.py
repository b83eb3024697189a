# SPDX-License-Identifier: MIT
"""The book of statutory limits: whole, sourced, one version a day, every dated example counted from its own data."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from crmtrainer import paths
from crmtrainer.kernel.errors import BadInput, NotFound, Refused
from crmtrainer.kernel.moments import to_micros
from crmtrainer.limits.book import Checked, limit_on, limits_from, read_on, statutory_limits
from crmtrainer.service_levels.calendar_units import due_date
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.rules import ClockEvent, EventKind, PauseState, Unit
from crmtrainer.service_levels.timers import ticket_timers
from crmtrainer.wording import sentence_for
from tests.service_levels.stories import utc

IDS = [
    *("CLK-SAR", "CLK-RIGHTS", "CLK-DPCOMPLAINT-ACK", "CLK-BREACH-ICO", "CLK-CRA-REJECT", "CLK-CRA-PRESUME"),
    *("CLK-CRA-REFUND", "CLK-CCR-CANCEL-GOODS", "CLK-CCR-CANCEL-SERVICE", "CLK-CCR-REFUND", "CLK-FCA-SUMMARY"),
    *("CLK-FCA-FINAL", "CLK-FCA-PSD", "CLK-OFCOM-ADR", "CLK-ENERGY-ADR", "CLK-EQA-CLAIM", "CLK-CONTRACT-CLAIM"),
]


def nation(region: str = "GB-ENG") -> Calendar:
    week = ("mon", "tue", "wed", "thu", "fri")
    return calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in week}, region=region)


def counted(ident: str, trigger: date, region: str = "GB-ENG", *, extended: bool = False) -> date:
    """The due date by the version in force on the day of the trigger."""
    limit = limit_on(ident, trigger, region)
    events = [ClockEvent(kind=EventKind.STARTED, at=noon(trigger), subject=ident)]
    if extended:
        events.append(ClockEvent(kind=EventKind.EXTENDED, at=noon(trigger) + timedelta(days=1), subject=ident))
    (reading,) = ticket_timers(events, [limit.rule()], nation(region), noon(trigger) + timedelta(days=2))
    assert reading.due is not None
    return reading.due.date()


def noon(day: date) -> Any:
    return utc(f"{day.isoformat()} 12:00")


def test_every_limit_is_there_with_its_source_and_what_starts_it() -> None:
    assert list(dict.fromkeys(limit.id for limit in statutory_limits())) == IDS
    for limit in statutory_limits():
        assert all((limit.title, limit.starts, limit.source))
        assert limit.status in (Checked.PRIMARY, Checked.SECONDARY)
        assert bool(limit.pauses_in) == bool(limit.pauses)
    assert read_on() < date(2026, 12, 1)


@pytest.mark.parametrize(
    ("ident", "trigger", "expected"),
    [
        ("CLK-SAR", date(2026, 7, 31), date(2026, 9, 1)),
        ("CLK-SAR", date(2027, 1, 31), date(2027, 3, 1)),
        ("CLK-RIGHTS", date(2026, 7, 31), date(2026, 9, 1)),
        ("CLK-DPCOMPLAINT-ACK", date(2026, 7, 1), date(2026, 7, 30)),
        ("CLK-CRA-REJECT", date(2026, 5, 1), date(2026, 5, 31)),
        ("CLK-CRA-PRESUME", date(2026, 8, 31), date(2027, 2, 28)),
        ("CLK-CRA-REFUND", date(2026, 6, 1), date(2026, 6, 14)),
        ("CLK-CCR-CANCEL-GOODS", date(2026, 6, 1), date(2026, 6, 15)),
        ("CLK-CCR-CANCEL-SERVICE", date(2026, 6, 1), date(2026, 6, 15)),
        ("CLK-CCR-REFUND", date(2026, 6, 1), date(2026, 6, 15)),
        ("CLK-FCA-SUMMARY", date(2026, 4, 2), date(2026, 4, 9)),
        ("CLK-FCA-PSD", date(2026, 4, 2), date(2026, 4, 27)),
        ("CLK-FCA-FINAL", date(2026, 4, 2), date(2026, 5, 28)),
        ("CLK-OFCOM-ADR", date(2026, 4, 7), date(2026, 6, 2)),
        ("CLK-OFCOM-ADR", date(2026, 4, 10), date(2026, 5, 22)),
        ("CLK-ENERGY-ADR", date(2026, 4, 2), date(2026, 5, 28)),
        ("CLK-EQA-CLAIM", date(2026, 1, 15), date(2026, 7, 15)),
        ("CLK-CONTRACT-CLAIM", date(2024, 2, 29), date(2030, 2, 28)),
    ],
)
def test_the_dated_examples(ident: str, trigger: date, expected: date) -> None:
    assert counted(ident, trigger) == expected


@pytest.mark.parametrize(
    ("ident", "trigger", "region", "expected"),
    [
        ("CLK-SAR", date(2026, 7, 31), "GB-SCT", date(2026, 8, 31)),
        ("CLK-CONTRACT-CLAIM", date(2024, 2, 29), "GB-SCT", date(2029, 2, 28)),
        ("CLK-FCA-SUMMARY", date(2026, 4, 2), "GB-SCT", date(2026, 4, 8)),
    ],
)
def test_nations_differ(ident: str, trigger: date, region: str, expected: date) -> None:
    assert counted(ident, trigger, region) == expected


@pytest.mark.parametrize(
    ("ident", "trigger", "expected"),
    [
        ("CLK-SAR", date(2026, 7, 31), date(2026, 11, 2)),
        ("CLK-RIGHTS", date(2026, 7, 31), date(2026, 11, 2)),
        ("CLK-FCA-PSD", date(2026, 4, 2), date(2026, 5, 27)),
    ],
)
def test_extensions_count_from_the_start(ident: str, trigger: date, expected: date) -> None:
    assert counted(ident, trigger, extended=True) == expected


def test_the_guidance_counts_a_complaint_about_data_one_day_later_and_the_statute_comes_first() -> None:
    limit = limit_on("CLK-DPCOMPLAINT-ACK", date(2026, 7, 1))
    (guidance,) = limit.readings
    by_guidance = due_date(limit.rule(guidance), date(2026, 7, 1), nation())
    assert by_guidance == date(2026, 7, 31)
    assert due_date(limit.rule(), date(2026, 7, 1), nation()) < by_guidance
    with pytest.raises(Refused, match="not_yet_law"):
        limit_on("CLK-DPCOMPLAINT-ACK", date(2026, 6, 18))
    with pytest.raises(NotFound):
        limit_on("CLK-DPCOMPLAINT", date(2026, 7, 1))


def test_clarification_moves_an_access_request_and_goods_away_a_rejection() -> None:
    access = limit_on("CLK-SAR", date(2026, 3, 10))
    away = [(date(2026, 3, 15), date(2026, 3, 25))]
    assert access.pauses_in == (PauseState.WAITING_CLARIFICATION,)
    assert due_date(access.rule(), date(2026, 3, 10), nation(), away) == date(2026, 4, 21)
    reject = limit_on("CLK-CRA-REJECT", date(2026, 5, 1))
    assert due_date(reject.rule(), date(2026, 5, 1), nation(), [(date(2026, 5, 30), date(2026, 6, 20))]) == date(
        2026, 6, 27
    )


@pytest.mark.parametrize(
    ("aware", "due"),
    [("2026-11-20 16:40", "2026-11-23 16:40"), ("2026-10-24 09:00", "2026-10-27 09:00")],
)
def test_the_breach_notice_counts_real_hours(aware: str, due: str) -> None:
    limit = limit_on("CLK-BREACH-ICO", date(2026, 11, 20))
    started = ClockEvent(kind=EventKind.STARTED, at=utc(aware), subject=limit.id)
    (reading,) = ticket_timers([started], [limit.rule()], nation(), utc(aware))
    assert reading.due is not None
    assert to_micros(reading.due) == to_micros(utc(due))


def test_no_day_has_two_versions_and_each_nation_has_one() -> None:
    for region in NATIONS:
        for ident in IDS:
            days = [date(2026, 1, 1) + timedelta(days=7 * week) for week in range(80)]
            for day in days:
                assert sum(v.id == ident and v.governs(day, region) for v in statutory_limits()) <= 1
            assert limit_on(ident, date(2026, 12, 1), region).rule().unit in Unit


def book(**changed: object) -> bytes:
    one = {"id": "X", "title": "T", "starts": "S", "source": "L", "status": "U", "unit": "calendar_days", "length": 1}
    return json.dumps({"about": "", "read_on": "2026-01-01", "limits": [{**one, **changed}, *[]]}).encode()


def test_what_is_unconfirmed_fails_nobody() -> None:
    _, (limit,) = limits_from(book())
    assert not limit.may_fail_somebody
    assert all(limit.may_fail_somebody for limit in statutory_limits())


@pytest.mark.parametrize(
    "changed",
    [
        {"length": -1},
        {"unit": "fortnights"},
        {"status": "maybe"},
        {"regions": ["GB-XXX"]},
        {"valid_from": "2026-02-30"},
        {"valid_from": "2026-02-02", "valid_to": "2026-02-01"},
        {"weight": 3},
        {"moved_by": ["not_told"]},
        {"untold_months": 12},
    ],
)
def test_a_faulty_book_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises((BadInput, Refused)):
        limits_from(book(**changed))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"length": 0}, "limits.no_length"),
        ({"length": 36_525}, "limits.too_long"),
        ({"length": 1200, "unit": "calendar_months"}, "limits.too_long"),
        ({"extension": 36_525}, "limits.too_long"),
        ({"moved_by": ["not_told"], "untold_months": 1200}, "limits.too_long"),
        ({"least_days_after_pause": 36_525}, "limits.too_long"),
        ({"starts": ""}, "limits.not_said"),
        ({"source": "  "}, "limits.not_said"),
        ({"title": ""}, "limits.not_said"),
        ({"id": ""}, "limits.not_said"),
    ],
)
def test_a_limit_that_nobody_can_mean_is_refused_in_words(changed: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as refusal:
        limits_from(book(**changed))
    assert refusal.value.code == code
    assert code not in sentence_for(refusal.value)


def test_two_versions_of_one_day_are_refused() -> None:
    text = json.loads((paths.resources() / "limits" / "statutory.json").read_bytes())
    text["limits"] = [{**limit, "valid_to": None} for limit in text["limits"]]
    with pytest.raises(BadInput, match="two_versions"):
        limits_from(json.dumps(text).encode())
