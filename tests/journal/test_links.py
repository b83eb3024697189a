# SPDX-License-Identifier: MIT
"""The chain alone, over made-up entries: it holds as written, and every other arrangement is found and named."""

from __future__ import annotations

from time import process_time

from hypothesis import assume, given
from hypothesis import strategies as st

from crmtrainer.journal.entry import chain, genesis_link
from crmtrainer.journal.links import StoredLink, check_chain, diagnose, walk
from crmtrainer.kernel.canonical import canonical

JOURNAL = "a" * 32


def a_chain(count: int) -> list[StoredLink]:
    rows: list[StoredLink] = []
    previous = genesis_link(JOURNAL)
    for seq in range(1, count + 1):
        body = canonical({"journal": JOURNAL, "seq": seq, "text": f"entry {seq}"})
        own = chain(previous, JOURNAL, seq, body)
        rows.append((seq, previous, body, own))
        previous = own
    return rows


CHAIN = a_chain(6)
rows = st.builds(
    lambda seq, old, part, value: tuple(value if place == part else kept for place, kept in enumerate((seq, *old[1:]))),
    st.integers(-1, 9),
    st.sampled_from(CHAIN),
    st.sampled_from([-1, -1, -1, 1, 2, 3]),
    st.sampled_from([None, b"", b"{}", bytes(32), "text", 7, CHAIN[2][2], CHAIN[3][3]]),
)


def test_a_chain_holds_as_it_was_written() -> None:
    found = walk(CHAIN, JOURNAL)
    assert (found.seq, found.hash, found.holds) == (6, CHAIN[5][3], True)


def test_another_journals_chain_does_not_hold() -> None:
    assert walk(CHAIN, "b" * 32).seq == 0
    assert diagnose(CHAIN, "b" * 32)


def test_thousands_of_entries_put_in_are_found_in_the_time_of_as_many() -> None:
    count = 8_000
    found = a_chain(count)
    again = [(seq + count, *rest) for seq, *rest in found]
    began = process_time()
    findings = diagnose([*found, *again], JOURNAL)
    assert process_time() - began < 5  # a quarter of a minute when each was looked for among all
    assert [finding.seq for finding in findings] == list(range(count + 1, 2 * count + 1))


def test_an_empty_chain_holds() -> None:
    assert walk([], JOURNAL).holds


@given(
    st.lists(rows, max_size=8, unique_by=lambda row: row[0]).map(lambda found: sorted(found, key=lambda row: row[0]))
)
def test_every_other_arrangement_is_found(found: list[StoredLink]) -> None:
    assume(found != CHAIN[: len(found)])
    chained, findings = check_chain(lambda: found, JOURNAL)
    assert not chained.holds
    assert findings
    assert all(finding.seq is not None for finding in findings)


@given(st.permutations(range(6)))
def test_a_new_order_is_called_reordered(order: list[int]) -> None:
    assume(order != sorted(order))
    found = [(place + 1, *CHAIN[origin][1:]) for place, origin in enumerate(order)]
    first = next(place for place, origin in enumerate(order) if place != origin)
    _, findings = check_chain(lambda: found, JOURNAL)
    assert [(finding.kind.value, finding.seq) for finding in findings] == [("reordered", first + 1)]


@given(st.sets(st.integers(0, 4), min_size=1))
def test_entries_taken_out_are_called_removed(gone: set[int]) -> None:
    found = [row for place, row in enumerate(CHAIN) if place not in gone]
    _, findings = check_chain(lambda: found, JOURNAL)
    assert {finding.kind.value for finding in findings} == {"removed"}
    assert findings[0].seq == min(gone) + 1
