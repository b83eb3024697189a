# SPDX-License-Identifier: MIT
"""What a trainer can choose about the people of a world: ages, how much goes wrong, and needs."""

from pathlib import Path

import numpy as np
import pytest

from crmtrainer.kernel.errors import BadInput
from crmtrainer.seeding.histories import Numbers, chunk_rows
from crmtrainer.seeding.lives import draw_lives
from crmtrainer.seeding.people import YEAR, draw_people
from crmtrainer.seeding.preview import preview
from crmtrainer.seeding.profile import Ages, Profile
from crmtrainer.seeding.records import draw_wishes
from crmtrainer.seeding.templates import template_path
from tests.seeding.conftest import rows_of

SIZE = 1200
USUAL = Profile(SIZE, 11)


def median_age(ages: Ages) -> float:
    people = draw_people(Profile(SIZE, 11, ages=ages), 0, SIZE)
    return float(np.median(people.age_days[~people.is_firm])) / YEAR


def in_need(percent: int) -> int:
    chosen = Profile(SIZE, 11, needs=percent)
    people = draw_people(chosen, 0, SIZE)
    lives = draw_lives(chosen, people)
    return int(draw_wishes(chosen, people, lives, np.zeros(SIZE, dtype=np.bool_)).supported.sum())


def test_ages_lean_and_names_stay() -> None:
    young, mixed, old = (median_age(ages) for ages in (Ages.YOUNGER, Ages.MIXED, Ages.OLDER))
    assert young + 8 < mixed < old - 8
    names = [draw_people(Profile(240, 11, ages=ages), 0, 240).family.tolist() for ages in Ages]
    assert names[0] == names[1] == names[2]


def test_needs_follow_the_choice() -> None:
    assert in_need(0) == 0
    assert 1.6 * in_need(100) < in_need(200) < 2.4 * in_need(100)


def test_more_goes_wrong_when_that_is_chosen() -> None:
    half, usual, thrice = (preview(Profile(SIZE, 11, cases=percent)).tickets for percent in (50, 100, 300))
    assert 1.5 * half < usual < thrice / 2


@pytest.mark.parametrize("chosen", [Profile(96, 3, ages=Ages.OLDER, cases=300, needs=400), Profile(96, 3, cases=25)])
def test_the_same_choices_give_the_same_rows_whatever_the_chunk(chosen: Profile) -> None:
    whole, parts, numbers = rows_of(chunk_rows(chosen, 0, 96, Numbers())), [], Numbers()
    for start in (0, 24, 48, 72):
        parts.extend(chunk_rows(chosen, start, start + 24, numbers))
    assert rows_of(parts) == whole


def test_usual_choices_are_not_told_and_others_are() -> None:
    assert set(USUAL.about()) == {"made", "name", "customers", "seed", "as_of", "generation"}
    other = Profile(SIZE, 11, ages=Ages.OLDER, needs=50)
    assert other.choices == {"ages": "older", "needs": "50"}
    assert other.about().items() >= other.choices.items()
    assert template_path(Path(), USUAL) != template_path(Path(), other)


@pytest.mark.parametrize("wrong", [{"cases": 24}, {"cases": 301}, {"needs": -1}, {"needs": 401}])
def test_shares_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        Profile(10, 1, **wrong)
