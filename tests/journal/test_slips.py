# SPDX-License-Identifier: MIT
"""Slips: signed by the centre, their first key opened by the machine that asked and by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.journal.slips import (
    CentreKeys,
    SignedSlip,
    answer,
    ask,
    first_key,
    is_signed,
    new_keys,
    open_box,
    public_key,
    read_answer,
    read_request,
    sign,
    slip_from,
)
from crmtrainer.kernel.errors import Refused
from tests.hardship.sealed_play import KEYS, slip_for

SIGNED = slip_for("A-3F2C1B")


def test_the_machine_that_asked_opens_the_box_and_no_other() -> None:
    request, key = ask("L-1")
    signed, by, box = read_answer(answer(SIGNED, read_request(request), KEYS))
    assert signed == SIGNED
    assert open_box(signed, by, box, key) == first_key(KEYS, SIGNED.content)
    assert open_box(signed, by, box, ask("L-1")[1]) is None
    assert open_box(slip_for("A-3F2C1C"), by, box, key) is None


def test_a_request_is_the_same_until_it_was_answered() -> None:
    line, key = ask("L-1")
    assert ask("L-1", key) == (line, key)


def test_a_slip_that_was_changed_or_signed_by_another_does_not_hold() -> None:
    assert is_signed(SIGNED)
    other = sign(replace(SIGNED.slip, learner="L-2"), new_keys())
    assert not is_signed(SignedSlip(other.content, SIGNED.signature))
    assert not is_signed(other)  # it names the key of the centre, and is signed with another one
    assert not is_signed(SignedSlip(SIGNED.content.replace(b"L-1", b"L-2"), SIGNED.signature))
    with pytest.raises(Refused, match=r"slip\.signature"):
        read_answer(answer(other, read_request(ask("L-1")[0]), KEYS))


def test_first_keys_differ_by_attempt_slip_and_centre() -> None:
    made = [
        first_key(KEYS, SIGNED.content),
        first_key(KEYS, slip_for("A-3F2C1C").content),
        first_key(KEYS, sign(replace(SIGNED.slip, nonce="x"), KEYS).content),
        first_key(CentreKeys(KEYS.signing, b"n" * 32), SIGNED.content),
    ]
    assert len(set(made)) == len(made)
    assert public_key(KEYS) == SIGNED.slip.key


@pytest.mark.parametrize(
    "change", [{"receipts": 0}, {"receipts": -1}, {"receipts": 10**9}, {"attempt": "A" * 41}, {"fmt": "cs2"}], ids=str
)
def test_a_slip_out_of_all_measure_is_none_whoever_signed_it(change: dict[str, object]) -> None:
    odd = sign(replace(SIGNED.slip, **change), KEYS)  # type: ignore[arg-type]  # fields of any kind
    assert not is_signed(odd)
    with pytest.raises(Refused, match=r"slip\.unreadable"):
        slip_from(odd.content)


def test_lines_survive_what_they_travel_in() -> None:
    request, _ = ask("L-1")
    broken = "\n  ".join(request[start : start + 40] for start in range(0, len(request), 40))
    assert read_request(broken) == read_request(request)
    line = answer(SIGNED, read_request(request), KEYS)
    assert read_answer(f"\n{line[:200]}\r\n{line[200:]} \n")[0] == SIGNED


@given(text=st.text(max_size=200))
def test_whatever_is_pasted_is_refused_in_words(text: str) -> None:
    request = ask("L-1")[0]
    line = answer(SIGNED, read_request(request), KEYS)
    for pasted in (text, f"CRM-ASKS-1:{text}", request[: len(text)], request[:30] + text + request[31 + len(text) :]):
        if "".join(pasted.split()) != request:
            with pytest.raises(Refused, match=r"slip\.no_request"):
                read_request(pasted)
    for pasted in (text, f"CRM-SLIP-1:{text}", line[: len(text)], line[:30] + text + line[31 + len(text) :]):
        if "".join(pasted.split()) != line:
            with pytest.raises(Refused, match=r"slip\."):
                read_answer(pasted)
