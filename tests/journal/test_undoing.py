# SPDX-License-Identifier: MIT
"""Row stories: what effects say a row was and is, and which effects no act of ours can have."""

from __future__ import annotations

import pytest

from crmtrainer.journal.shapes import TableShape
from crmtrainer.journal.undoing import Erased, ImpossibleEffect, Undoing
from crmtrainer.kernel.canonical import Json

SHAPES = {"note": TableShape("note", ("id", "part", "words", "shown"), ("id", "part"))}


def effect(key: list[Json], before: Json, after: Json, table: str = "note") -> Json:
    return {"t": table, "k": key, "b": before, "a": after}


def row(**values: Json) -> Json:
    return {"id": 1, "part": "a", "words": "", "shown": False, **values}


def test_a_story_goes_from_start_to_now() -> None:
    undoing = Undoing(SHAPES)
    assert undoing.take(2, effect([1, "a"], {"words": "old"}, {"words": "new"}), {})
    assert undoing.take(3, effect([1, "a"], {"words": "new", "shown": False}, {"words": "last", "shown": True}), {})
    story = undoing.stories["note"][1, "a"]
    assert (story.start, story.now, story.last) == ({"words": "old", "shown": 0}, {"words": "last", "shown": 1}, 3)


def test_a_row_made_removed_and_made_again() -> None:
    undoing = Undoing(SHAPES)
    assert undoing.take(2, effect([1, "a"], None, row()), {})
    assert undoing.take(3, effect([1, "a"], row(), None), {})
    assert undoing.take(4, effect([1, "a"], None, row(words="again")), {})
    story = undoing.stories["note"][1, "a"]
    assert story.start is None
    assert story.now == {"id": 1, "part": "a", "words": "again", "shown": 0}


def test_a_row_changed_then_removed_has_a_whole_start() -> None:
    undoing = Undoing(SHAPES)
    undoing.take(2, effect([1, "a"], {"words": "old"}, {"words": "new"}), {})
    assert undoing.take(3, effect([1, "a"], row(words="new"), None), {})
    assert undoing.stories["note"][1, "a"].start == {"id": 1, "part": "a", "words": "old", "shown": 0}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (effect([1, "a"], {"words": "a"}, {"words": "b"}), effect([1, "a"], {"words": "x"}, {"words": "c"})),
        (effect([1, "a"], None, row()), effect([1, "a"], None, row())),
        (effect([1, "a"], row(), None), effect([1, "a"], {"words": ""}, {"words": "c"})),
        (effect([1, "a"], {"words": "a"}, {"words": "b"}), effect([1, "a"], row(words="a"), None)),
        (effect([1, "a"], {"shown": False}, {"shown": True}), effect([1, "a"], {"shown": 2}, {"shown": 3})),
    ],
)
def test_effects_that_do_not_follow_each_other(first: Json, second: Json) -> None:
    undoing = Undoing(SHAPES)
    assert undoing.take(2, first, {})
    assert not undoing.take(3, second, {})


def test_words_are_looked_up_and_erased_ones_agree_with_anything() -> None:
    undoing = Undoing(SHAPES)
    undoing.take(
        2, effect([1, "a"], {"words": {"$words": "c1"}}, {"words": {"$words": "c2"}}), {"c1": "one", "c2": "two"}
    )
    assert undoing.take(3, effect([1, "a"], {"words": {"$words": "c3"}}, {"words": ""}), {"c3": "two"})
    assert undoing.take(4, effect([1, "a"], {"words": {"$words": "c4"}}, {"words": "x"}), {"c4": Erased.WORDS})
    assert undoing.stories["note"][1, "a"].start == {"words": "one"}


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        {"t": "note", "k": [1, "a"], "b": None},
        effect([1, "a"], None, None),
        effect([1, "a"], None, row(), table="sqlite_master"),
        effect([1], None, row()),
        effect([2, "a"], None, row()),
        effect([1, ["a"]], None, row()),
        effect([1, "a"], None, {"id": 1, "part": "a"}),
        effect([1, "a"], None, row(extra=1)),
        effect([1, "a"], {"words": "a"}, {"shown": True}),
        effect([1, "a"], {"nothing": 1}, {"nothing": 2}),
        effect([1, "a"], {"id": 1}, {"id": 2}),
        effect([1, "a"], {"words": ["a"]}, {"words": "b"}),
        effect([1, "a"], {"words": 1.5}, {"words": "b"}),  # type: ignore[dict-item]  # no fraction is plain data
        effect([1, "a"], {"words": {"$words": ["c"]}}, {"words": "b"}),
        effect([1.0, "a"], None, row()),  # type: ignore[list-item]
        effect([1, "a"], {"words": {"$words": "unknown"}}, {"words": "b"}),
        effect([1, "a"], "row", row()),
    ],
)
def test_impossible_effects(bad: Json) -> None:
    with pytest.raises(ImpossibleEffect):
        Undoing(SHAPES).take(2, bad, {})
