# SPDX-License-Identifier: MIT
"""The templates against the textbook: every one equals its naive definition over all short traces."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.scenarios.checks import templates

Trace = list[str]
"""Steps named by letters: a and b are what the templates speak of, c is anything else, x is both a and b."""

traces = st.lists(st.sampled_from("abcx"), max_size=9)


def is_a(trace: Trace) -> list[bool]:
    return [step in "ax" for step in trace]


def is_b(trace: Trace) -> list[bool]:
    return [step in "bx" for step in trace]


def a_at(trace: Trace, i: int) -> bool:
    return 0 <= i < len(trace) and trace[i] in "ax"


def b_at(trace: Trace, i: int) -> bool:
    return 0 <= i < len(trace) and trace[i] in "bx"


NAIVE_BINARY: dict[str, Callable[[Trace], bool]] = {
    "precedence": lambda t: all(any(a_at(t, j) for j in range(i + 1)) for i in range(len(t)) if b_at(t, i)),
    "response": lambda t: all(any(b_at(t, j) for j in range(i + 1, len(t))) for i in range(len(t)) if a_at(t, i)),
    "succession": lambda t: NAIVE_BINARY["precedence"](t) and NAIVE_BINARY["response"](t),
    "not_succession": lambda t: not any(a_at(t, i) and b_at(t, j) for i in range(len(t)) for j in range(i + 1, len(t))),
    "chain_response": lambda t: all(b_at(t, i + 1) for i in range(len(t)) if a_at(t, i)),
    "chain_precedence": lambda t: all(a_at(t, i - 1) for i in range(len(t)) if b_at(t, i)),
}


@pytest.mark.parametrize("name", sorted(NAIVE_BINARY))
@given(trace=traces)
def test_templates_of_two_equal_their_definition(name: str, trace: Trace) -> None:
    finding = getattr(templates, name)(is_a(trace), is_b(trace))

    assert finding.holds == NAIVE_BINARY[name](trace)


@given(trace=traces, n=st.integers(0, 4))
def test_templates_of_one_equal_their_definition(trace: Trace, n: int) -> None:
    count = sum(is_a(trace))

    assert templates.existence(is_a(trace), n).holds == (count >= n)
    assert templates.absence(is_a(trace), n).holds == (count <= n)
    assert templates.exactly(is_a(trace), n).holds == (count == n)
    assert templates.init(is_a(trace)).holds == (not trace or a_at(trace, 0))


@given(steps=st.lists(st.tuples(st.sampled_from("abcx"), st.integers(0, 5)), max_size=9), within=st.integers(0, 12))
def test_a_response_in_time_equals_its_definition(steps: list[tuple[str, int]], within: int) -> None:
    trace = [name for name, _ in steps]
    times = [sum(gap for _, gap in steps[: i + 1]) for i in range(len(steps))]
    in_time = all(
        any(b_at(trace, j) and times[j] <= times[i] + within for j in range(i + 1, len(trace)))
        for i in range(len(trace))
        if a_at(trace, i)
    )

    reach = templates.reach_in(times, lambda at: at + within)
    assert templates.response(is_a(trace), is_b(trace), reach).holds == in_time


@pytest.mark.parametrize("name", sorted(NAIVE_BINARY))
@given(trace=traces)
def test_a_broken_template_cites_acts_and_leaving_them_out_mends_it(name: str, trace: Trace) -> None:
    finding = getattr(templates, name)(is_a(trace), is_b(trace))

    assert finding.holds == (not finding.broken)
    assert all(trace[position] in "abx" for position in (*finding.broken, *finding.kept) if name[:5] != "chain")
    if name in ("precedence", "not_succession"):
        mended = [step for position, step in enumerate(trace) if position not in finding.broken]
        assert NAIVE_BINARY[name](mended)


@given(trace=traces)
def test_what_never_comes_up_holds_emptily(trace: Trace) -> None:
    without = [step for step in trace if step == "c"]

    for name in NAIVE_BINARY:
        finding = getattr(templates, name)(is_a(without), is_b(without))
        assert finding.never
        assert finding.holds
        assert not finding.kept


@given(trace=traces)
def test_a_window_opens_after_the_first_a_and_closes_before_the_next_b(trace: Trace) -> None:
    span = templates.window(is_a(trace), is_b(trace), len(trace))

    if not any(is_a(trace)):
        assert span is None
        return
    assert span is not None
    start, end = span
    assert a_at(trace, start - 1)
    assert not any(a_at(trace, i) for i in range(start - 1))
    assert not any(b_at(trace, i) for i in range(start, end))
    assert end == len(trace) or b_at(trace, end)
