# SPDX-License-Identifier: MIT
"""Entries as bytes and back, hashes as the format describes them, and words kept apart by commitment."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.journal.entry import (
    FORMAT,
    LARGEST_BODY,
    Entry,
    WordKeeper,
    body_of,
    chain,
    commitment_of,
    commitments_in,
    entry_from,
    genesis_link,
    with_spoken,
    with_words,
)
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.errors import BadInput, Refused

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=5,
)


def entry(**values: object) -> Entry:
    found = Entry(
        fmt=FORMAT,
        journal="j" * 32,
        seq=2,
        session="s",
        practice=1,
        wall=2,
        offset=0,
        monotonic=3,
        actor="L-1",
        role="learner",
        origin="window",
        verb="play.note",
        args={},
        request="r",
        result="done",
        refusal="",
        facts={},
        subject="",
        effects=[],
        app="0",
        schema=1,
    )
    return replace(found, **values)  # type: ignore[arg-type]  # fields of the entry


def test_an_entry_says_the_same_after_its_bytes() -> None:
    told = entry(args={"words": {"$words": "c"}, "n": 1}, facts={"ref": "T-1"}, subject="é")
    assert entry_from(body_of(told)) == told


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"fmt":1}', b"\xff", b'{"seq":1.5}'])
def test_bytes_that_are_no_entry(body: bytes) -> None:
    with pytest.raises((BadInput, Refused)):
        entry_from(body)


def test_an_entry_has_its_limit() -> None:
    with pytest.raises(Refused, match=r"journal\.entry_too_large"):
        body_of(entry(args={"a": ["x" * 1000] * (LARGEST_BODY // 1000)}))


def test_hashes_are_those_of_the_format() -> None:
    """Spelt out once more, so that nobody changes the format unawares."""
    first = hashlib.sha256(b"cj1.genesis\x00" + b"ab").digest()
    assert genesis_link("ab") == first
    said = b"cj1.entry\x00" + b"\x00\x00\x00\x02ab" + b"\x00\x00\x00\x00\x00\x00\x00\x05" + first + b"{}"
    assert chain(first, "ab", 5, b"{}") == hashlib.sha256(said).digest()
    assert commitment_of(b"s" * 16, "é") == hashlib.sha256(b"cj1.text\x00" + b"s" * 16 + "é".encode()).hexdigest()


def test_anything_else_gives_another_hash() -> None:
    first = genesis_link("ab")
    others = [(first, "ab", 5, b"{}"), (b"\0" * 32, "ab", 5, b"{}"), (first, "a", 5, b"b{}"), (first, "ab", 6, b"{}")]
    assert len({chain(*given) for given in others}) == 4


@given(plain)
def test_words_come_back(value: Json) -> None:
    keeper = WordKeeper()
    veiled = keeper.swap(value)
    assert with_words(veiled, {kept.commitment: kept.words for kept in keeper.kept.values()}) == value
    assert commitments_in(veiled) == {kept.commitment for kept in keeper.kept.values()}


def test_equal_words_share_one_commitment_within_an_entry_and_none_across() -> None:
    keeper, other = WordKeeper(), WordKeeper()
    assert keeper.swap("the same") == keeper.swap(["the same"])[0]  # type: ignore[index]
    assert keeper.swap("the same") != other.swap("the same")
    assert keeper.swap("") == ""


def test_erased_words_are_nothing() -> None:
    told = entry(args={"words": {"$words": "c"}}, facts={"said": {"$words": "d"}})
    spoken = with_spoken(told, {"c": "hello", "d": None})
    assert (spoken.args, spoken.facts) == ({"words": "hello"}, {"said": None})
