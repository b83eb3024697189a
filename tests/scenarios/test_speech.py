# SPDX-License-Identifier: MIT
"""Words with places in them: the seed chooses, unknown places stay, and nothing else in braces means anything."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crmtrainer.scenarios.format.scenario import Scenario
from crmtrainer.scenarios.speech import filled, places_in, varied
from crmtrainer.scenarios.telling_time import spoken_time
from tests.scenarios.stage import KEY, larkfield


def words_of(scenario: Scenario) -> str:
    """Everything a scenario says, without the lists that its words are chosen from."""
    return scenario.model_dump_json(exclude={"varies"})


def test_without_a_seed_the_first_of_each_is_taken() -> None:
    scenario = larkfield().scenario(KEY).scenario
    first = {name: options[0] for name, options in scenario.varies.items()}

    assert words_of(varied(scenario, "")) == filled(words_of(scenario), first)


def test_the_same_seed_gives_the_same_words_and_others_give_others() -> None:
    scenario = larkfield().scenario(KEY).scenario

    assert varied(scenario, "A-1") == varied(scenario, "A-1")
    assert len({words_of(varied(scenario, f"A-{number}")) for number in range(40)}) > 10


def test_what_varies_leaves_names_and_checks_alone() -> None:
    scenario = larkfield().scenario(KEY).scenario
    other = varied(scenario, "A-7")

    assert other.checks == scenario.checks
    assert other.cast == scenario.cast
    assert [beat.beat for beat in other.beats] == [beat.beat for beat in scenario.beats]
    assert "{guests}" not in other.model_dump_json()


def test_only_known_places_are_filled() -> None:
    assert filled("{a} and {b}, {0}, {a.b}, {}", {"a": "one"}) == "one and {b}, {0}, {a.b}, {}"
    assert places_in("{a} {a.__class__} {0} {b!r}") == ("a",)


@pytest.mark.parametrize(
    ("hour", "minute", "told"),
    [
        (18, 0, "six o’clock"),
        (16, 30, "half past four"),
        (16, 45, "quarter to five"),
        (12, 15, "quarter past twelve"),
        (11, 45, "quarter to twelve"),
        (16, 50, "16:50"),
        (0, 0, "twelve o’clock"),
    ],
)
def test_times_are_told_as_people_say_them(hour: int, minute: int, told: str) -> None:
    assert spoken_time(datetime(2026, 3, 3, hour, minute, tzinfo=UTC), "Europe/London") == told
