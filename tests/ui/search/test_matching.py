# SPDX-License-Identifier: MIT
"""How typed words fit a text: beginnings before insides, accents ignored, slips forgiven."""

import pytest

from crmtrainer.ui.search.entries import Entry, PaletteCommand, Part, fitting, share_out
from crmtrainer.ui.search.matching import marks, score

COMMANDS = (
    PaletteCommand("log", "Log call", "Ctrl+L"),
    PaletteCommand("handoff", "Hand off", "Ctrl+T", enabled=False, reason="Reopen first"),
    PaletteCommand("hand-in", "Hand in this attempt…"),
    PaletteCommand("chase", "Chase this handoff"),
    PaletteCommand("complaint", "New complaint", "Ctrl+Shift+N"),
    PaletteCommand("cafe", "Open Café standards"),
)


def found(typed: str) -> list[str]:
    return [str(entry.target) for entry in fitting(COMMANDS, Part.COMMANDS, typed)]


def entries(part: Part, count: int) -> list[Entry]:
    return [Entry(part, f"{part.value}{number}", "", "") for number in range(count)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("log", ["log"]),
        ("call log", ["log"]),
        ("complaint", ["complaint"]),
        ("complant", ["complaint"]),
        ("cafe", ["cafe"]),
        ("CAFÉ", ["cafe"]),
        ("standards open", ["cafe"]),
        ("plain", ["complaint"]),
        ("zzz", []),
        ("", []),
        ("!", []),
    ],
)
def test_what_fits(typed: str, wanted: list[str]) -> None:
    assert found(typed) == wanted


def test_beginnings_come_first_and_of_equals_what_can_be_had() -> None:
    assert found("hand") == ["hand-in", "handoff", "chase"]


def test_two_letters_are_no_slip() -> None:
    assert score("Log call", "lx") == 0


@pytest.mark.parametrize(
    ("text", "typed", "wanted"),
    [
        ("Ms Siân O’Connor", "sian", ((3, 4),)),
        ("Ms Siân O’Connor", "oconn", ((8, 6),)),
        ("Chase this handoff", "hand chase", ((0, 5), (11, 4))),
        ("Straße 5", "strasse", ((0, 6),)),
        ("Hand hand", "hand hand", ((0, 4),)),
        ("C-1042 Wrong legs", "c-1042", ((0, 1), (2, 4))),
        ("Log call", "zzz", ()),
    ],
)
def test_marks_are_letters_of_the_text_itself(text: str, typed: str, wanted: tuple[tuple[int, int], ...]) -> None:
    assert marks(text, typed) == wanted


@pytest.mark.parametrize(
    ("records", "commands", "pages", "wanted"),
    [
        (20, 0, 0, (8, 0, 0)),
        (20, 9, 9, (3, 3, 2)),
        (20, 1, 0, (7, 1, 0)),
        (1, 9, 0, (1, 7, 0)),
        (0, 9, 1, (0, 7, 1)),
        (0, 0, 9, (0, 0, 8)),
        (2, 1, 1, (2, 1, 1)),
    ],
)
def test_eight_rows_are_shared_out(records: int, commands: int, pages: int, wanted: tuple[int, int, int]) -> None:
    shown = share_out(entries(Part.RECORDS, records), entries(Part.COMMANDS, commands), entries(Part.HELP, pages))
    assert tuple(sum(entry.part is part for entry in shown) for part in Part) == wanted
