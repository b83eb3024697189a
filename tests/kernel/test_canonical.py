# SPDX-License-Identifier: MIT
"""Canonical bytes: one spelling for one value, and nothing that could be spelt in two ways."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.canonical import DEEPEST, LARGEST_INT, Json, canonical, parse, stand_in, tidy_text
from crmtrainer.kernel.errors import Refused

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INT, LARGEST_INT) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
).filter(lambda value: _depth(value) <= DEEPEST)


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((1 + _depth(item) for item in inside), default=0)


@given(values)
def test_bytes_say_the_value(value: Json) -> None:
    assert parse(canonical(value)) == value


@given(values)
def test_the_standard_encoder_reads_the_same(value: Json) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(keys, st.integers(0, 9), min_size=2, max_size=5))
def test_the_order_of_keys_makes_no_difference(value: dict[str, Json]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical(value) == canonical(turned)


@given(values)
def test_spelling_again_what_was_read_changes_nothing(value: Json) -> None:
    once = canonical(value)
    assert canonical(parse(once)) == once


def test_the_bytes_are_these() -> None:
    value: Json = {"b": [True, None, -1], "a": 'é \u2028 \x7f\n"\\/', "A": {}}
    assert canonical(value) == '{"A":{},"a":"é \u2028 \x7f\\n\\"\\\\/","b":[true,null,-1]}'.encode()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "data.not_plain"),
        ({"a": float("nan")}, "data.not_plain"),
        (b"bytes", "data.not_plain"),
        ((1, 2), "data.not_plain"),
        (LARGEST_INT + 1, "data.number_too_large"),
        ([-LARGEST_INT - 1], "data.number_too_large"),
        ("\ud800", "data.broken_text"),
        ({"a": ["x\udfff"]}, "data.broken_text"),
        ({1: 2}, "data.bad_key"),
        ({"é": 2}, "data.bad_key"),
        ({"": 2}, "data.bad_key"),
        ({"a\n": 2}, "data.bad_key"),
        ([[[[[[[[[[]]]]]]]]]], "data.too_deep"),
    ],
    ids=repr,
)
def test_what_has_no_one_spelling_is_refused(value: Any, code: str) -> None:
    with pytest.raises(Refused) as caught:
        canonical(value)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.0", "data.float"),
        ("[1e3]", "data.float"),
        ("NaN", "data.float"),
        ("-Infinity", "data.float"),
        ('{"a":1,"a":2}', "data.duplicate_key"),
        ("{", "data.not_json"),
        ("", "data.not_json"),
        (b"\xff\xfe\xfd", "data.not_json"),
        ("[" * 100_000, "data.not_json"),
        ("9" * 5_000, "data.not_json"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_not_our_json_is_refused(text: str | bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(text)
    assert caught.value.code == code


@given(texts.filter(lambda text: "\x00" not in text))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy_text(tidy_text(text)) == tidy_text(text)


def test_the_limit_counts_characters_as_kept() -> None:
    assert tidy_text("e\u0301" * 5, limit=5) == "é" * 5
    with pytest.raises(Refused, match=r"text\.too_long"):
        tidy_text("x" * 6, limit=5)


@given(st.text(max_size=12), st.integers(1, 8))
def test_what_stands_in_for_refused_text_can_be_kept_and_is_refused_alike(text: str, limit: int) -> None:
    def refusal(words: str) -> str:
        try:
            tidy_text(words, limit=limit)
        except Refused as problem:
            return problem.code
        return ""

    kept = stand_in(text, limit=limit)
    assert refusal(kept) == refusal(text)
    assert parse(canonical(kept)) == kept
    assert stand_in(kept, limit=limit) == kept
    assert len(kept) <= limit + 1
    if not refusal(text):
        assert kept == tidy_text(text, limit=limit)
