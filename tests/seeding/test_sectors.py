# SPDX-License-Identifier: MIT
"""Kinds of organisation are data: read whole, checked by line, each with a world of its own."""

from pathlib import Path

import pytest

from crmtrainer import paths
from crmtrainer.kernel.errors import BadInput
from crmtrainer.scenarios.problems import PackFaulty
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.sectors import read_sector, sector_cards, sector_keys, sector_named
from tests.seeding.conftest import Rows, rows_of


def rows_in(sector: str) -> Rows:
    profile, numbers = Profile(480, 7, sector=sector), Numbers()
    return rows_of([*common_rows(profile, numbers), *chunk_rows(profile, 0, 480, numbers)])


def test_four_kinds_come_with_the_program() -> None:
    assert sector_keys() == ("retail", "broadband", "housing", "council")
    for card in sector_cards():
        found = sector_named(card.key)
        assert (card.title, card.gist, card.organisation) == (found.title, found.gist, found.organisation)


@pytest.mark.parametrize("sector", sector_keys())
def test_a_world_has_the_organisation_of_its_kind(sector: str) -> None:
    rows, found = rows_in(sector), sector_named(sector)
    assert [row["name"] for row in rows["team"]] == [team.name for team in found.teams]
    assert len(rows["policy"]) == len(found.policies) >= 4
    assert len(rows["standard"]) == len(found.standards) >= 4
    assert {row["code"] for row in rows["product"]} == {product.code for product in found.products}
    assert {row["category"] for row in rows["ticket"]} <= {case.category for case in found.cases}
    authors = {row["author"] for row in rows["interaction"] if row["kind"] == "colleague"}
    assert authors <= {f"{team.contact}, {team.name}" for team in found.teams}
    assert not [row for row in rows["interaction"] if "{" in row["summary"] or not row["author"]]


def test_the_kinds_have_nothing_to_say_in_common_but_rights() -> None:
    subjects = [{case.subject for case in sector_named(key).cases if case.category != "data"} for key in sector_keys()]
    shared = [one & other for place, one in enumerate(subjects) for other in subjects[place + 1 :]]
    assert all(len(each) <= 4 for each in shared)


def test_every_organisation_has_names_of_its_own() -> None:
    names = [card.organisation for card in sector_cards()]
    codes = [product.code for key in sector_keys() for product in sector_named(key).products]
    assert len(set(names)) == len(names)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("wanted", ["circus", "", "../retail", "RETAIL"])
def test_a_kind_that_there_is_not_is_refused(wanted: str) -> None:
    with pytest.raises(BadInput) as told:
        Profile(10, 1, sector=wanted)
    assert told.value.code == "seed.unknown_sector"


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("follows: placed", "follows: whenever", "follows"),
        ("lead: 7-14d", "lead: 14-7d", "lead"),
        ("  closed: 60}", "  closed: none}", "not a whole number"),
        ("calendar: network", "calendar: moon", "no calendar moon"),
        ("format: 1", "format: 1\nsurprise: yes", "surprise"),
        ("key: broadband", "key: narrowband", "file’s name"),
        ("after: 0-4h, closed", "after: 0-4h, sent", "sent"),
        ("support: 50", "support: 5000", "out of range"),
    ],
)
def test_a_faulty_file_is_told_by_line(tmp_path: Path, was: str, now: str, words: str) -> None:
    text = (paths.resources() / "sectors" / "broadband.yaml").read_text(encoding="utf-8")
    file = tmp_path / "broadband.yaml"
    broken = text.replace(was, now, 1) if was in text else text.replace(was.strip(), now.strip(), 1)
    assert broken != text
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(PackFaulty) as told:
        read_sector(file)
    problems = " ".join(map(str, told.value.problems))
    assert words in problems or words in str(told.value)
    assert told.value.problems[0].line >= 1
