# SPDX-License-Identifier: MIT
"""What people read has the apostrophe of print: none of the program's own sentences has a straight one in a word."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import crmtrainer

PACKAGE = Path(crmtrainer.__file__).parent
NOT_SENTENCES = ("models.py", "names.py")
"""Comments on columns, which nobody reads in the program, and surnames as they are written."""
_STRAIGHT = re.compile(r"[A-Za-z]'(s|t|re|ve|ll|d|m)?\b")


def sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Every text in a module that is more than a name, docstrings apart."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_no_sentence_has_a_straight_apostrophe_in_a_word() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {text}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.name not in NOT_SENTENCES
        for line, text in sentences(file)
        if " " in text and _STRAIGHT.search(text)
    ]
    assert found == []
