# SPDX-License-Identifier: MIT
"""The what-if calculator: one JSON question in, one JSON answer out, as in `crmtrainer clock`. Never raises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches

from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.kernel.moments import utc
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.working_time import table_for

KEYS = (
    *("id", "tz", "hours", "date_hours", "holidays", "closures", "region"),
    *("start", "end", "pauses", "op", "minutes", "seconds"),
)
"""What a question may hold. `closures` is another word for `holidays`."""

MOST_SECONDS = 10**11

Pauses = list[tuple[datetime, datetime]]


def answer(line: object, told: Callable[[Expected], str] = str) -> dict[str, object]:
    """{"id", "due"} for `add`, {"id", "seconds"} for `elapsed`, or {"id", "error"} for a question that has none.

    `told` makes the words of an error; left out, it is the code with its facts.
    """
    ident = line.get("id") if isinstance(line, Mapping) else None
    try:
        if not isinstance(line, Mapping):
            raise Refused("calculator.not_an_object")
        return {"id": ident, **_answered(line)}
    except Expected as problem:
        return {"id": ident, "error": told(problem)}


def _answered(line: Mapping[str, object]) -> dict[str, object]:
    _check_spelling(line)
    table = table_for(calendar_in(line))
    start, pauses = _moment(line, "start"), _pauses(line)
    op = line.get("op")
    if op == "add":
        return {"due": table.due(start, _amount(line), pauses).isoformat()}
    if op == "elapsed":
        return {"seconds": table.elapsed(start, _moment(line, "end"), pauses)}
    raise Refused("calculator.unknown_op", op=_shown(op))


def calendar_in(line: Mapping[str, object]) -> Calendar:
    """The calendar a question describes. Raises `Refused`."""
    region = line.get("region")
    if region is not None and not isinstance(region, str):
        raise Refused("calculator.not_text", field="region", value=_shown(region))
    zone = _required(line, "tz")
    if not isinstance(zone, str):
        raise Refused("calculator.not_text", field="tz", value=_shown(zone))
    _required(line, "hours")
    return calendar_of(
        zone=zone,
        hours=_object(line, "hours"),
        date_hours=_object(line, "date_hours"),
        closures=[*_list(line, "holidays"), *_list(line, "closures")],
        region=region,
    )


def _check_spelling(line: Mapping[str, object]) -> None:
    """Keys of the asker's own are left alone, but one letter wrong must not change the answer in silence."""
    for key in line:
        if key not in KEYS and (meant := get_close_matches(str(key)[:40], KEYS, n=1, cutoff=0.8)):
            raise Refused("calculator.unknown_field", field=_shown(key), meant=meant[0])


def _amount(line: Mapping[str, object]) -> int:
    """The target in seconds, from either `minutes` or `seconds`."""
    given = [name for name in ("minutes", "seconds") if line.get(name) is not None]
    if len(given) != 1:
        raise Refused("calculator.minutes_or_seconds")
    value = line[given[0]]
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise Refused("calculator.not_a_number", field=given[0], value=_shown(value))
    if not 0 <= value <= MOST_SECONDS:
        raise Refused("calculator.out_of_range", field=given[0], value=_shown(value))
    seconds = value * 60 if given[0] == "minutes" else value
    if seconds != int(seconds):
        raise Refused("calculator.not_whole_seconds", field=given[0], value=_shown(value))
    return int(seconds)


def _pauses(line: Mapping[str, object]) -> Pauses:
    found: Pauses = []
    for pair in _list(line, "pauses"):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise Refused("calculator.pause_not_a_pair", value=_shown(pair))
        found.append((_instant(pair[0], "pauses"), _instant(pair[1], "pauses")))
    return found


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
    if line.get(field) is None:
        raise Refused("calculator.missing", field=field)
    return line[field]


def _object(line: Mapping[str, object], field: str) -> Mapping[str, object]:
    value = line.get(field)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Refused("calculator.not_an_object", field=field)
    return value


def _list(line: Mapping[str, object], field: str) -> list[object]:
    value = line.get(field)
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise Refused("calculator.not_a_list", field=field)
    return list(value)


def _shown(value: object) -> str:
    """What was given, as a fact of a refusal: the first of it is enough."""
    try:
        return str(value)[:60]
    except ValueError:
        return "a number of thousands of digits"  # Python will not print those
