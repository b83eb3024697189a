# SPDX-License-Identifier: MIT
"""A centre that somebody changed by hand leads nobody out of the data folder."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.house import House
from crmtrainer.house.running import file_under_review, handed_in_file, resume
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.wording import sentence_for
from tests.house.an_attempt import Made

OUTSIDE = [
    "{elsewhere}",
    "../{above}",
    "worlds/../../{above}",
    "worlds\\..\\w.sqlite3",
    "a\0b",
    "",
    "worlds",
    "centre.sqlite3",
]


@pytest.fixture
def elsewhere(made: Made, tmp_path: Path) -> Path:
    """The same world in another data folder."""
    (world,) = (made.home / "worlds").glob("a-*.sqlite3")
    folder = tmp_path / "elsewhere" / "worlds"
    folder.mkdir(parents=True)
    return Path(shutil.copyfile(world, folder / world.name))


@pytest.mark.parametrize("place", OUTSIDE)
def test_a_place_outside_the_worlds_is_refused_and_nothing_there_is_touched(
    made: Made, elsewhere: Path, place: str
) -> None:
    """Acts and practice time went into a world of another folder."""
    above = f"{elsewhere.relative_to(elsewhere.parents[2]).as_posix()}"
    told = place.format(elsewhere=elsewhere, above=above)
    with closing(sqlite3.connect(made.home / "centre.sqlite3", isolation_level=None)) as connection:
        connection.execute("UPDATE world_file SET path = ?", (told,))
    before = elsewhere.read_bytes()
    with House.open(made.home) as house:
        row, learner = house.attempt_named(made.ref), house.actor_for(Role.LEARNER)
        with pytest.raises(StoreUnavailable) as problem, house.world_at(None, made.ref, learner):
            pass
        assert problem.value.code == "home.place_outside"
        assert "Restore a backup of the centre" in sentence_for(problem.value)
        with pytest.raises(StoreUnavailable, match=r"home\.place_outside"):
            resume(house, row, learner)
        with pytest.raises(StoreUnavailable, match=r"home\.place_outside"):
            file_under_review(house.home, "A-000000", told)
    assert elsewhere.read_bytes() == before


@pytest.mark.parametrize("ref", ["../worlds/w", "a/b", "a\\b", "", "a.b", "a\0"])
def test_no_reference_leads_out_of_what_was_handed_in(tmp_path: Path, ref: str) -> None:
    """To hand in removes what stands at that place: it could have been somebody's world."""
    with pytest.raises(StoreUnavailable, match=r"home\.place_outside"):
        handed_in_file(tmp_path, ref)
