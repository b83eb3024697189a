# SPDX-License-Identifier: MIT
"""The what-if calculator: the example of the house plan, both questions, and every kind of bad line."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtrainer.kernel.errors import BadInput
from crmtrainer.service_levels import calculator
from crmtrainer.service_levels.calculator import KEYS, MOST_SECONDS, answer, questions
from crmtrainer.wording import sentence_for

QUESTION: dict[str, Any] = {
    "id": "x",
    "tz": "Europe/London",
    "hours": {"mon": [["09:00", "17:00"]]},
    "date_hours": {"2026-12-24": [["09:00", "12:00"]]},
    "holidays": ["2026-12-25"],
    "start": "2026-12-24T11:30:00+00:00",
    "pauses": [],
    "op": "add",
    "minutes": 60,
}
ELAPSED = {**QUESTION, "op": "elapsed", "end": "2026-12-28T10:00:00Z", "minutes": None}


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        pytest.param({}, "2026-12-28T09:30:00+00:00", id="as printed"),
        pytest.param({"minutes": 30}, "2026-12-24T12:00:00+00:00", id="closing is closing"),
        pytest.param({"minutes": None, "seconds": 90}, "2026-12-24T11:31:30+00:00", id="seconds"),
        pytest.param({"minutes": 1.5}, "2026-12-24T11:31:30+00:00", id="a minute and a half"),
        pytest.param({"minutes": 1.15}, "2026-12-24T11:31:09+00:00", id="no binary fraction of a minute"),
        pytest.param({"region": ""}, "2026-12-28T09:30:00+00:00", id="no region"),
        pytest.param(
            {"hours": {"mon": [["10:00", "17:00"], ["09:00", "10:00"]]}},
            "2026-12-28T09:30:00+00:00",
            id="openings that touch, in any order",
        ),
        pytest.param(
            {"hours": {"sun": [["22:00", "02:00"]]}, "minutes": 180},
            "2026-12-28T00:30:00+00:00",
            id="an opening past midnight",
        ),
        pytest.param(
            {"hours": {"sun": [["01:30", "03:00"]]}, "start": "2026-03-29T00:00:00Z", "date_hours": {}},
            "2026-03-29T02:00:00+00:00",
            id="an opening in the hour that is missing in spring",
        ),
        pytest.param({"minutes": 0}, "2026-12-24T11:30:00+00:00", id="nothing"),
        pytest.param({"region": "GB-ENG"}, "2027-01-04T09:30:00+00:00", id="Boxing Day's substitute"),
        pytest.param({"start": "2026-12-24T12:30:00+01:00"}, "2026-12-28T09:30:00+00:00", id="another offset"),
        pytest.param({"closures": ["2026-12-28"]}, "2027-01-04T09:30:00+00:00", id="a closure"),
        pytest.param(
            {
                "pauses": [
                    ["2026-12-28T09:10:00Z", "2026-12-28T09:20:00Z"],
                    ["2026-12-24T11:45:00Z", "2026-12-24T23:00:00Z"],
                ]
            },
            "2026-12-28T09:55:00+00:00",
            id="pauses in any order",
        ),
        pytest.param({"date_hours": None, "pauses": None, "holidays": None}, "2026-12-28T10:00:00+00:00", id="absent"),
        pytest.param({"colour": "blue"}, "2026-12-28T09:30:00+00:00", id="a key of the asker's own"),
    ],
)
def test_add(changed: dict[str, Any], due: str) -> None:
    assert answer({**QUESTION, **changed}) == {"id": "x", "due": due}


@pytest.mark.parametrize(
    ("changed", "seconds"),
    [
        ({}, 30 * 60 + 3600),
        ({"end": "2026-12-24T11:30:00Z"}, 0),
        ({"pauses": [["2026-12-24T11:00:00Z", "2026-12-24T11:45:00Z"]]}, 15 * 60 + 3600),
        ({"hours": {}}, 30 * 60),
        ({"pauses": [["2026-12-24T11:00:00Z", "9999-12-31T23:59:59Z"]]}, 0),
        ({"start": "2026-12-24T11:30:00.4Z", "end": "2026-12-24T11:30:01.3Z"}, 0),
    ],
)
def test_elapsed(changed: dict[str, Any], seconds: int) -> None:
    assert answer({**ELAPSED, **changed}) == {"id": "x", "seconds": seconds}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"op": "subtract"}, "calculator.unknown_op"),
        ({"op": None}, "calculator.unknown_op"),
        ({"tz": None}, "calculator.missing"),
        ({"tz": ""}, "calculator.missing"),
        ({"tz": "London"}, "calendar.unknown_zone.near"),
        ({"tz": ["Europe/London"]}, "calculator.not_text"),
        ({"tz": "Mars/Phobos"}, "calendar.unknown_zone"),
        ({"region": 7}, "calculator.not_text"),
        ({"region": "GB-XYZ"}, "calendar.unknown_region"),
        ({"hours": None}, "calculator.missing"),
        ({"hours": []}, "calculator.not_an_object"),
        ({"hours": {"funday": []}}, "calendar.unknown_day"),
        ({"hours": {}, "date_hours": {}}, "calendar.never_opens"),
        ({"hours": {}}, "calendar.never_opens_again"),
        ({"hours": {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}}, "calendar.windows_overlap"),
        ({"hours": {"mon": [["09:00", "17:00"], ["09:00", "17:00"]]}}, "calendar.windows_overlap"),
        ({"date_hours": {"2026-12-24": [["09:00", "12:00"], ["11:00", "13:00"]]}}, "calendar.windows_overlap"),
        ({"hours": {"mon": [["22:00", "06:00"]], "tue": [["05:00", "13:00"]]}}, "calendar.overlaps_next_day"),
        ({"op": "elapsed", "end": "2026-12-28T10:00:00Z", "hours": {}, "date_hours": {}}, "calendar.never_opens"),
        ({"date_hours": {"2026-13-01": []}}, "calendar.not_a_date"),
        ({"holidays": "2026-12-25"}, "calculator.not_a_list"),
        ({"holidays": [20261225]}, "calendar.not_a_date"),
        ({"holiday": ["2026-12-25"]}, "calculator.unknown_field"),
        ({"start": None}, "calculator.missing"),
        ({"start": "2026-12-24T11:30:00"}, "time.naive"),
        ({"start": "yesterday"}, "calculator.not_a_moment"),
        ({"start": 1_766_575_800}, "calculator.not_a_moment"),
        ({"start": "0001-01-01T00:00:00+14:00"}, "calculator.not_a_moment"),
        ({"start": "1500-01-01T00:00:00+00:00"}, "clock.before_horizon"),
        ({"start": "2150-01-01T00:00:00+00:00"}, "clock.beyond_horizon"),
        ({"start": "2026-03-29T02:30:00"}, "time.naive"),
        ({"pauses": [["2026-12-24T11:30:00Z"]]}, "calculator.pause_not_a_pair"),
        ({"pauses": [["2026-12-24T11:30:00Z", "2026-12-24T11:00:00Z"]]}, "clock.ends_before_start"),
        ({"pauses": [["2026-12-24T11:30:00Z", None]]}, "calculator.pause_without_end"),
        ({"pauses": [["2026-12-24T11:30:00Z", "9999-12-31T23:59:59Z"]]}, "clock.beyond_horizon"),
        ({"pauses": "2026-12-24"}, "calculator.not_a_list"),
        ({"minutes": None}, "calculator.minutes_or_seconds"),
        ({"seconds": 5}, "calculator.minutes_or_seconds"),
        ({"minutes": "60"}, "calculator.not_a_number"),
        ({"minutes": True}, "calculator.not_a_number"),
        ({"minutes": float("nan")}, "calculator.not_a_number"),
        ({"minutes": float("inf")}, "calculator.out_of_range"),
        ({"minutes": -1}, "calculator.out_of_range"),
        ({"minutes": 10**40}, "calculator.out_of_range"),
        ({"minutes": MOST_SECONDS}, "calculator.out_of_range"),
        ({"seconds": MOST_SECONDS + 1, "minutes": None}, "calculator.out_of_range"),
        ({"seconds": MOST_SECONDS, "minutes": None, "start": "2080-01-01T00:00:00Z"}, "clock.beyond_horizon"),
        ({"minutes": 100 * 365 * 24 * 60}, "calculator.out_of_range"),
        ({"minutes": 10**5000}, "calculator.out_of_range"),
        ({"minutes": 10**9}, "calculator.out_of_range"),
        ({"minutes": 0.001}, "calculator.not_whole_seconds"),
        ({"op": "elapsed", "end": "2026-12-24T11:00:00Z"}, "clock.ends_before_start"),
        ({"op": "elapsed"}, "calculator.missing"),
    ],
)
def test_a_bad_line_is_answered_with_an_error(changed: dict[str, Any], code: str) -> None:
    found = answer({**QUESTION, **changed})
    assert list(found) == ["id", "error"]
    assert found["id"] == "x"
    assert str(found["error"]).split(" ")[0] == code
    told = answer({**QUESTION, **changed}, sentence_for)["error"]
    assert code not in str(told), "a code without a sentence"


@pytest.mark.parametrize("line", [None, 3, "text", [], [QUESTION], True])
def test_a_line_that_is_no_object(line: object) -> None:
    assert answer(line) == {"id": None, "error": "calculator.not_an_object"}


def test_a_key_that_stands_twice_is_refused_and_the_rest_is_answered() -> None:
    twice = '[{"id": 1, "tz": "UTC", "tz": "Europe/London"}, {"id": 2, "hours": {"mon": [], "mon": []}, "tz": "UTC"}]'
    first, second = (answer(line) for line in questions(twice))
    assert first == {"id": 1, "error": "data.duplicate_key (key='tz')"}
    assert second == {"id": 2, "error": "data.duplicate_key (key='mon')"}


@pytest.mark.parametrize(
    ("text", "count"),
    [("[]", 0), ("{}", 1), ("7", 1), ("null", 1), ('[{"minutes": ' + "9" * 5000 + "}, {}]", 2), ("[1e999]", 1)],
)
def test_a_list_or_one_alone(text: str, count: int) -> None:
    asked = questions(text)
    assert len(asked) == count
    assert all("error" in answer(line) for line in asked)


@pytest.mark.parametrize("text", ["", "{", '[{"minutes": nan}]', "[" * 100_000])
def test_text_that_is_no_json(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        questions(text)
    assert refusal.value.code == "data.not_json"


def test_a_number_of_thousands_of_digits_spoils_its_own_question_only() -> None:
    asked = json.dumps([QUESTION, QUESTION]).replace("60", "9" * 5000, 1)
    first, second = (answer(line) for line in questions(asked))
    assert str(first["error"]).startswith("calculator.out_of_range")
    assert "due" in second


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_spoils_its_own_question_only(number: str) -> None:
    asked = json.dumps([QUESTION, {**QUESTION, "id": "y"}]).replace("60", number, 1)
    first, second = (answer(line) for line in questions(asked))
    assert first["id"] == "x"
    assert str(first["error"]).startswith("calculator.")
    assert second == {"id": "y", "due": "2026-12-28T09:30:00+00:00"}


@pytest.mark.parametrize("ident", [float("inf"), [float("nan")], {"a": float("-inf")}])
def test_an_id_that_no_json_holds_is_left_out(ident: object) -> None:
    assert answer({**QUESTION, "id": ident})["id"] is None


def test_the_days_are_worked_out_for_whoever_asks_for_them_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """They cost by the day, and of a long list of long spans hours."""
    monkeypatch.delattr(calculator, "explain_span")
    assert answer(QUESTION) == {"id": "x", "due": "2026-12-28T09:30:00+00:00"}
    assert answer(ELAPSED) == {"id": "x", "seconds": 5400}


def test_why_adds_up_to_the_answer() -> None:
    told = answer({**QUESTION, "pauses": [["2026-12-24T11:45:00Z", "2026-12-24T23:00:00Z"]]}, explained=True)
    assert list(told) == ["id", "due", "why"]
    why = told["why"]
    assert isinstance(why, list)
    assert [day["day"] for day in why] == [f"2026-12-{number}" for number in (24, 25, 26, 27, 28)]
    assert why[0] == {
        "day": "2026-12-24",
        "open": [["2026-12-24T09:00:00+00:00", "2026-12-24T12:00:00+00:00"]],
        "closed": None,
        "counted": 900,
        "paused": 900,
    }
    assert why[1]["closed"] == "closure"
    assert sum(day["counted"] for day in why) == 60 * 60
    elapsed = answer({**ELAPSED, "region": "GB-ENG"}, explained=True)
    assert isinstance(elapsed["why"], list)
    assert elapsed["why"][-1]["closed"] == "Boxing Day (observed)"
    assert sum(day["counted"] for day in elapsed["why"]) == elapsed["seconds"]


moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat())


@settings(max_examples=60)
@given(
    moments,
    moments,
    st.lists(st.lists(moments, min_size=2, max_size=2), max_size=3),
    st.sampled_from(["UTC", "Asia/Tokyo"]),
)
def test_any_moments_are_answered(start: str, end: str, pauses: list[list[str]], zone: str) -> None:
    for op in ("add", "elapsed"):
        found = answer({**QUESTION, "tz": zone, "start": start, "end": end, "pauses": pauses, "op": op}, explained=True)
        assert "due" in found or "seconds" in found or "error" in found
        json.dumps(found)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(list(QUESTION.values())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(KEYS), json_values, max_size=4))
def test_anything_is_answered(changed: dict[str, Any]) -> None:
    found = answer({**QUESTION, **changed})
    assert len(found) == 2
    json.dumps(found)
