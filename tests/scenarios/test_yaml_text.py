# SPDX-License-Identifier: MIT
"""What YAML may hold in a pack, and how what it may not is told: by line, with what would put it right."""

from __future__ import annotations

import pytest

from crmtrainer.scenarios.problems import PackFaulty
from crmtrainer.scenarios.yaml_text import DEEPEST, LARGEST, read_sheet


def test_everything_is_text_and_keeps_its_line() -> None:
    sheet = read_sheet(b"answer: no\nsize: 010\nlist:\n  - 1.0\n  - {x: null}\n", "notes.yaml")

    assert sheet.tree == {"answer": "no", "size": "010", "list": ["1.0", {"x": "null"}]}
    assert sheet.line_of(("list", 1, "x")) == 5
    assert sheet.line_of(("size",)) == 2


def test_a_place_that_is_not_in_the_file_has_the_line_of_what_is_around_it() -> None:
    sheet = read_sheet(b"a:\n  b:\n    c: 1\n", "notes.yaml")

    assert sheet.line_of(("a", "b", "missing")) == 2
    assert sheet.line_of(("a", "all", "b", "c")) == 3


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (b"a: &anchor 1\n", 1, "Anchors"),
        (b"a: 1\nb: *a\n", 2, "Aliases"),
        (b"a: 1\nb: 2\na: 3\n", 3, "a second time"),
        (b"a: 1\nb: !!python/object:os.system x\n", 2, "Tags"),
        (b"a: 1\nb: !include other.yaml\n", 2, "Tags"),
        (b"a: [1, 2\n", 2, "not YAML"),
        (b"a: 1\n  b: 2\n", 2, "not YAML"),
        (b"a: 1\n---\nb: 2\n", 2, "second document"),
        (b"", 0, "empty"),
        (b"[a, b]: c\n", 1, "key must be plain text"),
        (b"a: 1\nb: \xff\n", 2, "UTF-8"),
        (b"a: \x07\n", 0, "not YAML"),
        (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), 1, "too deeply"),
        (b"x" * (LARGEST + 1), 0, "too large"),
    ],
)
def test_what_is_refused_is_named_by_line_with_a_remedy(text: bytes, line: int, says: str) -> None:
    with pytest.raises(PackFaulty) as raised:
        read_sheet(text, "notes.yaml")

    problem = raised.value.problems[0]
    assert (problem.file, problem.line) == ("notes.yaml", line)
    assert says in problem.what
    assert problem.fix


def test_many_faults_are_told_at_once() -> None:
    with pytest.raises(PackFaulty) as raised:
        read_sheet(b"a: &x 1\na: 2\nb: *x\n", "notes.yaml")

    assert [problem.line for problem in raised.value.problems] == [1, 2, 3]


def test_the_number_of_parts_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmtrainer.scenarios.yaml_text.MOST_NODES", 20)

    with pytest.raises(PackFaulty) as raised:
        read_sheet(b"- a\n" * 30, "notes.yaml")

    assert "too many parts" in raised.value.problems[0].what
