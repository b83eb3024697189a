# SPDX-License-Identifier: MIT
"""Frozen dataclasses to plain data and back: whatever goes out comes in the same, and nothing else comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, NewType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.canonical import canonical, parse
from crmtrainer.kernel.codec import from_plain, read_as, schema_for, schema_of, to_plain
from crmtrainer.kernel.errors import BadInput, Expected

ThingId = NewType("ThingId", int)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    ident: ThingId
    name: str
    colour: Colour
    at: datetime
    born: date | None
    good: bool
    parts: tuple[Part, ...] = ()
    pair: tuple[int, str] = (0, "")
    names: Mapping[str, int] | None = None
    part: Part | None = None


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=3))])
parts = st.builds(Part, texts, numbers)
things = st.builds(
    Thing,
    ident=numbers.map(ThingId),
    name=texts,
    colour=st.sampled_from(Colour),
    at=st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2250, 1, 1), timezones=zones),
    born=st.none() | st.dates(),
    good=st.booleans(),
    parts=st.lists(parts, max_size=3).map(tuple),
    pair=st.tuples(numbers, texts),
    names=st.none() | st.dictionaries(st.text("abc_", min_size=1, max_size=5), numbers, max_size=3),
    part=st.none() | parts,
)


@given(things)
def test_what_goes_out_comes_in_the_same(thing: Thing) -> None:
    assert from_plain(Thing, parse(canonical(to_plain(thing)))) == thing


@given(
    st.recursive(
        st.none() | st.booleans() | numbers | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)
    )
)
def test_other_data_is_read_or_refused_in_words(data: Any) -> None:
    try:
        thing = from_plain(Part, data)
    except BadInput:
        return
    assert to_plain(thing) == {"count": 1, **data}


GOOD: dict[str, Any] = {"ident": 1, "name": "n", "colour": "red", "at": 0, "born": None, "good": True}


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00+00:00", "1970-01-01T01:00:00+01:00", "1970-01-01T00:00Z"])
def test_a_moment_may_be_written_as_people_do(moment: str) -> None:
    assert from_plain(Thing, {**GOOD, "at": moment}) == from_plain(Thing, GOOD)


def test_defaults_may_be_left_out() -> None:
    assert from_plain(Thing, GOOD) == Thing(ThingId(1), "n", Colour.RED, datetime(1970, 1, 1, tzinfo=UTC), None, True)


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"extra": 1}, "codec.unknown_field", "extra"),
        ({"name": ...}, "codec.missing_field", "name"),
        ({"ident": "1"}, "codec.wrong_type", "ident"),
        ({"ident": True}, "codec.wrong_type", "ident"),
        ({"good": 1}, "codec.wrong_type", "good"),
        ({"name": 1}, "codec.wrong_type", "name"),
        ({"name": None}, "codec.wrong_type", "name"),
        ({"colour": "green"}, "codec.not_one_of", "colour"),
        ({"colour": ["red"]}, "codec.not_one_of", "colour"),
        ({"at": "2026-03-03"}, "codec.wrong_type", "at"),
        ({"at": "2026-03-03T18:00"}, "codec.wrong_type", "at"),
        ({"at": "six o'clock"}, "codec.wrong_type", "at"),
        ({"at": True}, "codec.wrong_type", "at"),
        ({"at": 2**62}, "codec.moment_out_of_range", "at"),
        ({"born": "3 March"}, "codec.wrong_type", "born"),
        ({"born": 5}, "codec.wrong_type", "born"),
        ({"parts": {}}, "codec.not_a_list", "parts"),
        ({"parts": [{"name": "a"}, {"name": 1}]}, "codec.wrong_type", "parts[1].name"),
        ({"parts": [{"name": "a", "size": 1}]}, "codec.unknown_field", "parts[0].size"),
        ({"pair": [1]}, "codec.wrong_length", "pair"),
        ({"names": []}, "codec.not_an_object", "names"),
        ({"names": {"a": "b"}}, "codec.wrong_type", "names.a"),
        ({"part": []}, "codec.not_an_object", "part"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named(change: dict[str, Any], code: str, where: str | None) -> None:
    data = {name: value for name, value in {**GOOD, **change}.items() if value is not ...}
    with pytest.raises(Expected) as caught:
        from_plain(Thing, data)
    assert (caught.value.code, caught.value.facts.get("where")) == (code, where)


@pytest.mark.parametrize("value", [1.5, b"bytes", object(), timedelta(1), complex(1)], ids=lambda v: type(v).__name__)
def test_what_has_no_plain_form_is_refused(value: object) -> None:
    with pytest.raises(BadInput, match=r"codec\.not_plain"):
        to_plain({"value": value})


def test_sets_come_out_in_one_order() -> None:
    assert to_plain({"b", "a", "c"}) == to_plain(frozenset({"c", "b", "a"})) == ["a", "b", "c"]


def test_schema_says_what_is_read() -> None:
    schema: Any = schema_of(Thing)
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["ident", "name", "colour", "at", "born", "good"]
    assert schema["properties"]["ident"] == {"type": "integer"}
    assert schema["properties"]["colour"] == {"enum": ["red", "blue"]}
    assert schema["properties"]["born"] == {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
    assert schema["properties"]["parts"]["items"]["required"] == ["name"]
    assert schema["properties"]["pair"] == {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]}
    assert schema_for(Mapping[str, bool]) == {"type": "object", "additionalProperties": {"type": "boolean"}}


def test_one_annotation_is_read_alone() -> None:
    assert read_as(tuple[Colour, ...], ["red"], "colours") == (Colour.RED,)
    with pytest.raises(BadInput, match=r"colours\[1\]"):
        read_as(tuple[Colour, ...], ["red", "green"], "colours")
