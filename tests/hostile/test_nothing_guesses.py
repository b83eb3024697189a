# SPDX-License-Identifier: MIT
"""What would take words for markup is not used in the window, but where a reason is given here."""

import re
from pathlib import Path

import pytest

import crmtrainer.ui

ROOT = Path(crmtrainer.ui.__file__).parent
GUESSING = {
    "QLabel made directly": r"\bQLabel\(",
    "message boxes": r"\bQMessageBox\b",
    "error boxes": r"\bQErrorMessage\b",
    "browsers of rich text": r"\bQTextBrowser\b",
    "markup set or inserted": r"\.(setHtml|insertHtml|appendHtml|setMarkdown)\(",
    "rich formats": r"TextFormat\.(RichText|AutoText|MarkdownText)",
    "links that open": r"setOpenExternalLinks|setOpenLinks",
    "labels of item views as markup": r"\bQTextDocument\(.*\)\.setHtml",
    "help texts that guess": r"\.setWhatsThis\(",
}
REASONS = {
    (
        "way_on.py",
        "message boxes",
    ): "says why nothing opens, before there is a window; its words are set to be plain text",
    (
        "paper.py",
        "markup set or inserted",
    ): "prints from our own templates, which escape what they are given",
}


def uses(text: str) -> set[str]:
    code = "\n".join(line.partition("#")[0] for line in text.splitlines())
    return {what for what, pattern in GUESSING.items() if re.search(pattern, code)}


def found() -> set[tuple[str, str]]:
    return {(file.name, what) for file in ROOT.rglob("*.py") for what in uses(file.read_text(encoding="utf-8"))}


def test_no_widget_is_left_to_guess() -> None:
    assert found() == set(REASONS)


@pytest.mark.parametrize(
    "line", ["x = QLabel(name)", "QMessageBox.warning(self, a, b)", "view.setHtml(words)", "QTextBrowser(self)"]
)
def test_the_search_finds_what_guesses(line: str) -> None:
    assert uses(line)
    assert not uses("# " + line)
