# SPDX-License-Identifier: MIT
"""Which of several findings names the first bad entry."""

from crmtrainer.journal.report import Damage, Finding, in_order


def row(seq: int, what: str) -> Finding:
    return Finding(Damage.UNLOGGED, seq, {"table": "record_access", "row": "19", "what": what})


def test_a_row_that_an_entry_taken_out_had_made_blames_no_earlier_entry() -> None:
    rewritten, words = Finding(Damage.REWRITTEN, 40), Finding(Damage.WORDS_STRAY, 41)
    assert in_order([row(1, "last_act"), words, rewritten, row(40, "last_act")])[:2] == (rewritten, words)


def test_a_receipt_that_disagrees_says_no_place_before_which_all_is_well() -> None:
    between = Finding(Damage.REWRITTEN, 40, {"after": 12, "by": "receipt"})
    assert in_order([between, row(7, "value")]) == (row(7, "value"), between)


def test_without_entries_written_anew_a_row_nobody_speaks_of_is_bad_from_the_start() -> None:
    nowhere = Finding(Damage.GUARD)
    assert in_order([nowhere, Finding(Damage.REMOVED, 40), row(1, "start")]) == (
        row(1, "start"),
        Finding(Damage.REMOVED, 40),
        nowhere,
    )
