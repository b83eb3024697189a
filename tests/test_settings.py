# SPDX-License-Identifier: MIT
"""Declared options: what they write they read again, and nothing else."""

import pytest

from crmtrainer.settings import COLOURS, LINKS, OPTIONS, READING, TEXT_SIZE, Kind, Option, Value


def every_value(option: Option) -> list[Value]:
    match option.kind:
        case Kind.CHOICE:
            return [value for value, _ in option.choices]
        case Kind.NUMBER:
            return list(range(option.least, option.most + 1, option.step))
        case Kind.SWITCH:
            return [True, False]


@pytest.mark.parametrize("option", READING, ids=lambda option: option.key)
def test_every_value_comes_back_as_it_was_kept(option: Option) -> None:
    values = every_value(option)
    assert [option.read(option.write(value)) for value in values] == values
    assert option.default in values


@pytest.mark.parametrize(
    ("option", "written"),
    [
        (COLOURS, "purple"),
        (COLOURS, ""),
        (TEXT_SIZE, "79"),
        (TEXT_SIZE, "201"),
        (TEXT_SIZE, "-100"),
        (TEXT_SIZE, "large"),
        (TEXT_SIZE, "١٠٠"),
        (TEXT_SIZE, "1" * 5000),
        (LINKS, "True"),
    ],
)
def test_what_no_version_wrote_is_nothing(option: Option, written: str) -> None:
    assert option.read(written) is None


def test_each_option_has_a_key_and_words_of_its_own() -> None:
    assert len(OPTIONS) == len(READING)
    assert len({option.label for option in READING}) == len(READING)
    assert all(option.help for option in READING)
