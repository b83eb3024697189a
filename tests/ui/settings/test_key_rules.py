# SPDX-License-Identifier: MIT
"""Which keys a command may have, and in which words the others are refused."""

import pytest

from crmtrainer.ui.settings.key_rules import CommandKeys, conflict, refusal
from crmtrainer.ui.shell.action_table import ACTIONS

MENUS = {"F": "File", "T": "Tools"}


@pytest.mark.parametrize("key", ["Ctrl+G", "Ctrl+Shift+G", "F2", "Shift+F9", "Alt+G", "Alt+7", "Ctrl+,", "Alt+Up"])
def test_these_may_be_given(key: str) -> None:
    assert refusal(key, MENUS) == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("G", "dictation"),
        ("Shift+G", "dictation"),
        ("7", "dictation"),
        ("/", "dictation"),
        ("Ctrl+Alt+G", "screen readers"),
        ("Ctrl+Alt+Shift+G", "screen readers"),
        ("Ctrl+C", "Text boxes and lists need Ctrl+C."),
        ("Ctrl+V", "Text boxes"),
        ("Ctrl+A", "Text boxes"),
        ("Ctrl+Z", "Text boxes"),
        ("Ctrl+Shift+Z", "Text boxes"),
        ("Ctrl+Return", "Text boxes"),
        ("Ctrl+Left", "Text boxes"),
        ("Return", "needed to move about"),
        ("Enter", "needed to move about"),
        ("Tab", "needed to move about"),
        ("Backtab", "needed to move about"),
        ("Space", "needed to move about"),
        ("Esc", "needed to move about"),
        ("Shift+Del", "needed to move about"),
        ("PgDown", "needed to move about"),
        ("Alt+F", "Alt+F opens the menu File."),
        ("Alt+F4", "computer"),
        ("Alt+Tab", "computer"),
        ("Meta+G", "computer"),
        ("F10", "F10 opens menus."),
        ("Shift+F10", "opens menus."),
        ("Ctrl+G, Ctrl+H", "Press one key"),
        ("", "Press one key"),
    ],
)
def test_these_are_refused_in_words(key: str, said: str) -> None:
    assert said in refusal(key, MENUS)


def test_no_usual_key_is_one_that_would_be_refused_but_those_of_text_boxes_that_undo_elsewhere_too() -> None:
    letters = dict.fromkeys("FEVRSTH", "a menu")
    refused = {key for spec in ACTIONS for key in spec.keys if refusal(key, letters)}
    assert refused == {"Ctrl+Z", "Ctrl+Shift+Z"}


def test_a_key_in_use_is_refused_with_the_name_of_what_it_does() -> None:
    reply = CommandKeys("REPLY", "Reply", "", "Record", ("Ctrl+R",), ("Ctrl+R",))
    log = CommandKeys("LOG_CALL", "Log call", "", "Record", ("Ctrl+L",), ("Ctrl+L",))
    assert conflict("Ctrl+R", "LOG_CALL", (reply, log)) == "Ctrl+R is the key of “Reply”. Give that another key first."
    assert conflict("Ctrl+R", "REPLY", (reply, log)) == ""
    assert conflict("Ctrl+G", "REPLY", (reply, log)) == ""
