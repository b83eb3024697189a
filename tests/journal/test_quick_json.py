# SPDX-License-Identifier: MIT
"""The quick encoder beside the standard one, and what is not let through as our own spelling."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.journal.quick_json import are_stored_alike, exactly_read, lines_of
from crmtrainer.journal.reading import told_by
from crmtrainer.kernel.canonical import Json, canonical

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(2**63), 2**63 - 1)
plain = st.recursive(
    st.none() | st.booleans() | numbers.filter(lambda number: abs(number) < 2**53) | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab$ ~", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(st.none() | numbers | texts, texts, numbers), max_size=5))
def test_lines_are_those_of_the_standard_encoder(rows: list[tuple[Json, ...]]) -> None:
    assert are_stored_alike(rows)
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    assert lines_of(rows) == "".join(f"{encoder.encode(row)}\n" for row in rows).encode()


@given(plain)
def test_canonical_bytes_are_read_as_what_they_were_made_of(value: Json) -> None:
    assert exactly_read(canonical(value)) == value


@pytest.mark.parametrize("value", [1.0, b"bytes", True, (1,)])
def test_what_no_tracked_column_stores(value: object) -> None:
    assert not are_stored_alike([(1, "a", None), (2, value, None)])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"a":1}x',
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":1' + b"0" * 5000 + b"}",
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_spelt_otherwise_is_not_ours(body: bytes) -> None:
    assert exactly_read(body) is None


@pytest.mark.parametrize("value", ["1.5", "[1.5]", '{"x":[{"y":1.5}]}', "1e3"])
@pytest.mark.parametrize("place", ["args", "facts"])
def test_an_entry_with_a_fraction_is_none_of_ours(an_entry: bytes, place: str, value: str) -> None:
    assert told_by(an_entry) is not None
    assert told_by(an_entry.replace(f'"{place}":{{'.encode(), f'"{place}":{{"0":{value},'.encode())) is None


@pytest.fixture
def an_entry() -> bytes:
    fields: dict[str, Json] = dict.fromkeys(
        ("actor", "app", "fmt", "journal", "origin", "refusal", "request", "result", "role", "session", "subject"), "x"
    )
    fields |= dict.fromkeys(("monotonic", "offset", "practice", "schema", "seq", "wall"), 1)
    return canonical({**fields, "verb": "x", "args": {"a": "1.5"}, "facts": {"a": [1]}, "effects": []})
