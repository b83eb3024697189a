# SPDX-License-Identifier: MIT
"""What is counted is what is there, and lies within the bounds of a lifelike world."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Ages, Profile
from crmtrainer.seeding.report import SeedReport, report_of
from crmtrainer.seeding.sectors import sector_keys, sector_named
from crmtrainer.seeding.telling import as_json, as_text

SIZE = 1_920


def counted(folder: Path, profile: Profile) -> SeedReport:
    built = build_world(folder / f"{profile.sector}-{profile.seed}.sqlite3", profile)
    return report_of(built.path, profile.about())


@pytest.fixture(scope="module", params=sector_keys())
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SeedReport:
    return counted(tmp_path_factory.mktemp("report"), Profile(SIZE, 11, sector=request.param))


def share(told: SeedReport, section: str, key: str) -> float:
    found = told.section(section)
    return found.count(key) / found.of


def test_sections_are_complete_and_shares_add_up(told: SeedReport) -> None:
    for key in ("ages", "stages", "orders", "types", "states", "first_response", "resolution", "promises", "channels"):
        section = told.section(key)
        assert sum(line.count for line in section.lines) == section.of, key
    assert told.section("size").count("customers") == SIZE
    assert sum(line.count for line in told.section("months").lines) < told.section("size").count("contacts")


def test_people_are_as_the_profile_says(told: SeedReport) -> None:
    balance = sector_named(told.about.get("sector", "retail")).balance
    weights = {stage.value: weight for stage, weight in balance.stages.items()}
    for line in told.section("stages").lines:
        wanted = weights[line.key] / sum(weights.values())
        assert line.count / SIZE == pytest.approx(wanted, abs=0.04)
    bands = {line.key: line.count for line in told.section("ages").lines}
    assert min(bands.values()) > 0.08 * SIZE
    assert share(told, "ages", "under_35") < 0.2
    assert 0.5 < share(told, "ages", "50_to_65") + share(told, "ages", "66_and_over") < 0.75  # as the choice says
    assert share(told, "lives", "moved") == pytest.approx(balance.moved / 1000, abs=0.04)
    assert 0.8 * balance.support < 1000 * share(told, "lives", "support") < balance.support_of_the_old
    assert 0.4 * balance.arrears < 1000 * share(told, "lives", "arrears") < 1.3 * balance.arrears


def test_lives_take_turns_in_small_numbers(told: SeedReport) -> None:
    lives = told.section("lives")
    assert 0.003 < lives.count("died") / SIZE < 0.04
    assert 0.004 < lives.count("acted_for") / SIZE < 0.05
    assert 0.005 < lives.count("twice") / SIZE < 0.03
    assert 0.01 < lives.count("alike") / SIZE < 0.12
    assert lives.count("arrangement") < lives.count("arrears") / 2


def test_service_is_mostly_good_and_never_perfect(told: SeedReport) -> None:
    for key, least in (("first_response", 0.75), ("resolution", 0.8)):
        section = told.section(key)
        over = section.count("met") + section.count("missed")
        assert least < section.count("met") / over < 0.99, key
    assert 0.7 < share(told, "promises", "kept") < 0.95
    assert told.section("promises").count("late") > 10
    words = {line.key: line.words for line in told.section("promises").lines}
    assert (words["late"], words["broken"]) == ("broken, made good late", "broken, nothing done since")
    assert told.section("promises").count("open") > 0


def test_a_desk_has_work_to_do_and_most_of_the_past_is_over(told: SeedReport) -> None:
    states = told.section("states")
    still = sum(states.count(key) for key in ("new", "in_progress", "waiting"))
    assert 0.01 * SIZE < still < 0.06 * SIZE
    assert states.count("closed") > 0.85 * states.of
    assert 0.3 < share(told, "types", "complaint") < 0.9


def test_consents_are_given_and_changed(told: SeedReport) -> None:
    consents = told.section("consents")
    asked = sector_named(told.about.get("sector", "retail")).consents
    for each in asked:
        found = consents.count(f"{each.purpose.value}_{each.channel}") / SIZE
        assert 0.6 * each.permille / 1000 < found < 1.05 * each.permille / 1000
    assert consents.count("changed") > 0.05 * SIZE


def test_what_is_chosen_shows_in_the_numbers(tmp_path: Path) -> None:
    usual = counted(tmp_path, Profile(SIZE, 3, sector="housing"))
    chosen = counted(tmp_path, Profile(SIZE, 4, sector="housing", ages=Ages.OLDER, cases=200, needs=200, arrears=200))
    assert chosen.section("ages").count("66_and_over") > 1.5 * usual.section("ages").count("66_and_over")
    assert chosen.section("size").count("tickets") > 1.4 * usual.section("size").count("tickets")
    assert chosen.section("lives").count("support") > 1.6 * usual.section("lives").count("support")
    assert chosen.section("lives").count("arrears") > 1.5 * usual.section("lives").count("arrears")


def test_a_report_is_told_in_words_and_for_programs(tmp_path: Path) -> None:
    profile = Profile(48, 7)
    told = counted(tmp_path, profile)
    with closing(sqlite3.connect(tmp_path / "retail-7.sqlite3")) as file:
        assert told.section("size").count("contacts") == file.execute("SELECT count(*) FROM interaction").fetchone()[0]
    text = as_text(told)
    assert all(section.words in text for section in told.sections)
    again = json.loads(as_json(told))
    assert again["about"] == profile.about()
    assert [section["key"] for section in again["sections"]] == [section.key for section in told.sections]


def test_an_empty_world_can_be_counted(tmp_path: Path) -> None:
    told = counted(tmp_path, Profile(0, 7))
    assert told.section("size").count("customers") == 0
    assert "customers" in as_text(told)
