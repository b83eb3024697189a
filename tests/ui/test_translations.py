# SPDX-License-Identifier: MIT
"""The catalogue of English: every number on screen has its singular, and the binary file is made of the text file.

After a new `%n`: pyside6-lupdate -pluralonly -locations none FILES -ts resources/translations/crmtrainer_en.ts, fill
in both forms, then pyside6-lrelease resources/translations/crmtrainer_en.ts.
"""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication

from crmtrainer.paths import resources

UI = Path(__file__).resolve().parents[2] / "crmtrainer" / "ui"
TEXT = resources() / "translations" / "crmtrainer_en.ts"


def in_source() -> Iterator[tuple[str, str]]:
    """Context and words of each text with a number in it."""
    for file in sorted(UI.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for outer in ast.walk(tree):
            name = outer.name if isinstance(outer, ast.ClassDef) else ""
            for call in ast.walk(outer) if name else ():
                if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "tr":
                    yield from _counted(name, call.args[0])
            if isinstance(outer, ast.Call) and getattr(outer.func, "attr", "") == "translate":
                context = outer.args[0]
                if isinstance(context, ast.Constant):
                    yield from _counted(str(context.value), outer.args[1])


def _counted(context: str, words: ast.expr) -> Iterator[tuple[str, str]]:
    if isinstance(words, ast.Constant) and "%n" in str(words.value):
        yield context, str(words.value)


def in_catalogue() -> dict[tuple[str, str], list[str]]:
    """The forms of each text: for one, and for any other number."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): [
            form.text or "" for form in message.iterfind("translation/numerusform")
        ]
        for context in ElementTree.parse(TEXT).iterfind("context")
        for message in context.iterfind("message")
    }


def test_every_number_on_screen_has_both_forms() -> None:
    found = in_catalogue()
    assert set(in_source()) == set(found)
    assert all(len(forms) == 2 and all("%n" in form for form in forms) for forms in found.values())


def test_the_binary_file_is_made_of_the_text_file(tmp_path: Path) -> None:
    tool = next(Path(PySide6.__file__).parent.glob("lrelease*"), None)
    if tool is None:
        pytest.skip("lrelease did not come with this PySide6")
    made = tmp_path / "made.qm"
    subprocess.run([tool, "-silent", TEXT, "-qm", made], check=True)
    assert made.read_bytes() == TEXT.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize(
    ("context", "words", "one", "two"),
    [
        ("Review", "Marked: %n criteria", "Marked: 1 criterion", "Marked: 2 criteria"),
        ("ScenarioDetail", "%n contacts", "1 contact", "2 contacts"),
        ("Scenarios", "Tried %n times", "Tried 1 time", "Tried 2 times"),
    ],
)
def test_one_and_two_are_said_right(context: str, words: str, one: str, two: str) -> None:
    assert [QCoreApplication.translate(context, words, "", n) for n in (1, 2)] == [one, two]
