# SPDX-License-Identifier: MIT
"""The what-if calculator: a JSON question, its answer, and why; as `crmtrainer clock` and the screen ask it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from math import inf

from crmtrainer.kernel.errors import BadInput, Expected, Refused
from crmtrainer.kernel.moments import utc
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.explain import Explanation, StretchKind, explain_span
from crmtrainer.service_levels.hours_check import check_hours
from crmtrainer.service_levels.rule_check import LONGEST_DAYS
from crmtrainer.service_levels.spans import span_of
from crmtrainer.service_levels.working_time import table_for

KEYS = (
    *("id", "tz", "hours", "date_hours", "holidays", "closures", "region"),
    *("start", "end", "pauses", "op", "minutes", "seconds"),
)
"""What a question may hold. `closures` is another word for `holidays`."""

MOST_SECONDS = LONGEST_DAYS * 24 * 60 * 60
"""As long as a standard may be: whoever asks for a century has mistaken the unit."""

Pause = tuple[datetime, datetime]


class Op(StrEnum):
    """What is asked: when so much working time is used up, or how much lies between two moments."""

    ADD = "add"
    ELAPSED = "elapsed"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood. `seconds` belongs to `Op.ADD` and `end` to `Op.ELAPSED`."""

    calendar: Calendar
    start: datetime
    pauses: tuple[Pause, ...]
    op: Op
    seconds: int = 0
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The due time, or the working seconds between start and end, with the days that lead there."""

    question: Question
    due: datetime | None
    seconds: int
    why: Explanation


class Twice(dict[str, object]):
    """A JSON object in which a key stands twice: which of the two is meant nobody can know."""

    key: str = ""


def questions(text: str) -> list[object]:
    """The questions in JSON text: those of a list, or the one that stands alone. Raises `BadInput` for other text.

    NaN and the infinities, which some write though they are no JSON, spoil the question that holds them and no other.
    """
    try:
        found = json.loads(text, object_pairs_hook=_pairs, parse_int=_number)
    except (ValueError, RecursionError) as problem:
        raise BadInput("data.not_json", problem=str(problem)) from problem
    return found if isinstance(found, list) else [found]


def answer(line: object, told: Callable[[Expected], str] = str, *, explained: bool = False) -> dict[str, object]:
    """{"id", "due"} for `add`, {"id", "seconds"} for `elapsed`, or {"id", "error"} for a question that has none.

    `told` makes the words of an error; left out, it is the code with its facts. `explained` adds "why": the days.
    Never raises.
    """
    ident = _ident(line)
    try:
        question = question_in(line)
        due, seconds = solved(question)
        days = _days(worked_out(question).why) if explained else None
    except Expected as problem:
        return {"id": ident, "error": told(problem)}
    given = {"id": ident, "seconds": seconds} if due is None else {"id": ident, "due": due.isoformat()}
    return given if days is None else {**given, "why": days}


def question_in(line: object) -> Question:
    """The question that a JSON object asks. Raises `Refused` naming what is wrong."""
    if not isinstance(line, Mapping):
        raise Refused("calculator.not_an_object")
    _check_spelling(line)
    calendar = calendar_in(line)
    start, pauses = _moment(line, "start"), _pauses(line)
    op = line.get("op")
    if op == Op.ADD:
        return Question(calendar, start, pauses, Op.ADD, seconds=_amount(line))
    if op == Op.ELAPSED:
        return Question(calendar, start, pauses, Op.ELAPSED, end=_moment(line, "end"))
    raise Refused("calculator.unknown_op", op=_shown(op))


def worked_out(question: Question) -> Answer:
    """The answer to a question. Raises `Refused` where there is none: the calendar never opens, or not far enough."""
    due, seconds = solved(question)
    end = due or question.end
    assert end is not None
    table, is_due = table_for(question.calendar), due is not None
    return Answer(question, due, seconds, explain_span(table, question.start, end, question.pauses, is_due=is_due))


def solved(question: Question) -> tuple[datetime | None, int]:
    """The due time, or None, and the seconds alone: these cost the same over any span, the days that lead there do not.

    Raises `Refused` as `worked_out` does.
    """
    table = table_for(question.calendar)
    if question.end is None:
        return table.due(question.start, question.seconds, question.pauses), question.seconds
    return None, table.elapsed(question.start, question.end, question.pauses)


def calendar_in(line: Mapping[str, object]) -> Calendar:
    """The calendar a question describes. Raises `Refused`."""
    region = line.get("region")
    if region is not None and not isinstance(region, str):
        raise Refused("calculator.not_text", field="region", value=_shown(region))
    zone = _required(line, "tz")
    if not isinstance(zone, str):
        raise Refused("calculator.not_text", field="tz", value=_shown(zone))
    _required(line, "hours")
    calendar = calendar_of(
        zone=zone,
        hours=_object(line, "hours"),
        date_hours=_object(line, "date_hours"),
        closures=[*_list(line, "holidays"), *_list(line, "closures")],
        region=region or None,
    )
    check_hours(calendar)
    return calendar


def _days(why: Explanation) -> list[dict[str, object]]:
    """The days of an explanation as plain data: the openings, what shut the day, and the seconds that counted."""
    return [
        {
            "day": day.day.isoformat(),
            "open": [[a.isoformat(), b.isoformat()] for a, b in day.open],
            "closed": day.shut_by,
            "counted": day.seconds(StretchKind.COUNTED),
            "paused": day.seconds(StretchKind.PAUSED),
        }
        for day in why.days
    ]


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    keys = [key for key, _ in pairs]
    twice.key = next(key for key in keys if keys.count(key) > 1)
    return twice


def _number(digits: str) -> int | float:
    try:
        return int(digits)
    except ValueError:
        return inf  # of thousands of digits: Python will not read those, and no question needs them


def _ident(line: object) -> object:
    """The question's own id, where it can be given back as JSON."""
    ident = line.get("id") if isinstance(line, Mapping) else None
    try:
        json.dumps(ident, allow_nan=False)
    except (ValueError, RecursionError, TypeError):
        return None
    return ident


def _check_spelling(line: Mapping[str, object]) -> None:
    """Keys of the asker's own are left alone, but one letter wrong must not change the answer in silence."""
    if isinstance(line, Twice):
        raise Refused("data.duplicate_key", key=_shown(line.key))
    for key in line:
        if key not in KEYS and (meant := get_close_matches(str(key)[:40], KEYS, n=1, cutoff=0.8)):
            raise Refused("calculator.unknown_field", field=_shown(key), meant=meant[0])


def _amount(line: Mapping[str, object]) -> int:
    """The target in seconds, from either `minutes` or `seconds`."""
    given = [name for name in ("minutes", "seconds") if line.get(name) is not None]
    if len(given) != 1:
        raise Refused("calculator.minutes_or_seconds")
    field = given[0]
    value = line[field]
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise Refused("calculator.not_a_number", field=field, value=_shown(value))
    if not 0 <= value <= MOST_SECONDS or value * (60 if field == "minutes" else 1) > MOST_SECONDS:
        raise Refused("calculator.out_of_range", field=field, value=_shown(value), years=LONGEST_DAYS // 365)
    # By way of its digits: 1.15 minutes are 69 seconds, whatever a binary fraction makes of them.
    seconds = Fraction(repr(value)) * (60 if field == "minutes" else 1)
    if seconds.denominator != 1:
        raise Refused("calculator.not_whole_seconds", field=field, value=_shown(value))
    return int(seconds)


def _pauses(line: Mapping[str, object]) -> tuple[Pause, ...]:
    found: list[Pause] = []
    for pair in _list(line, "pauses"):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise Refused("calculator.pause_not_a_pair", value=_shown(pair))
        start = _instant(pair[0], "pauses")
        if pair[1] is None:
            raise Refused("calculator.pause_without_end", start=_shown(pair[0]))
        end = _instant(pair[1], "pauses")
        span_of(start, end)
        found.append((start, end))
    return tuple(found)


def _moment(line: Mapping[str, object], field: str) -> datetime:
    return _instant(_required(line, field), field)


def _instant(text: object, field: str) -> datetime:
    if not isinstance(text, str):
        raise Refused("calculator.not_a_moment", field=field, value=_shown(text))
    try:
        return utc(datetime.fromisoformat(text)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise Refused("calculator.not_a_moment", field=field, value=_shown(text)) from problem


def _required(line: Mapping[str, object], field: str) -> object:
    if line.get(field) in (None, ""):
        raise Refused("calculator.missing", field=field)
    return line[field]


def _object(line: Mapping[str, object], field: str) -> Mapping[str, object]:
    value = line.get(field)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Refused("calculator.not_an_object", field=field)
    if isinstance(value, Twice):
        raise Refused("data.duplicate_key", key=_shown(value.key))
    return value


def _list(line: Mapping[str, object], field: str) -> list[object]:
    value = line.get(field)
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise Refused("calculator.not_a_list", field=field)
    return list(value)


def _shown(value: object) -> str:
    """What was given, as a fact of a refusal, written as in the question: the first of it is enough."""
    if isinstance(value, str):
        return value[:60]
    try:
        return json.dumps(value, ensure_ascii=False, default=str)[:60]
    except (ValueError, RecursionError):
        return "a number of thousands of digits"  # Python will not print those
