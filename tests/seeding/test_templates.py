# SPDX-License-Identifier: MIT
"""Templates are made once, and each copy is a world of its own."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.house.catalogue import packs
from crmtrainer.house.worlds import make_templates, template_for
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.seeding import templates
from crmtrainer.seeding.builder import Filled, SeedingCancelled, build_world, digests_of, fill
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.templates import copy_world, start_of, template_path, template_world
from tests.seeding.conftest import names_in

PROFILE = Profile(60, 7, name="Larkfield Home & Connect")


def test_a_template_is_made_once_and_holds_what_a_world_holds(tmp_path: Path) -> None:
    first = template_world(tmp_path, PROFILE)
    written = first.stat().st_mtime_ns
    assert template_world(tmp_path, PROFILE) == first == template_path(tmp_path, PROFILE)
    assert first.stat().st_mtime_ns == written
    assert first.parent == tmp_path / "worlds" / "templates"
    assert start_of(first) == digests_of(first)
    built = build_world(tmp_path / "w.sqlite3", PROFILE)
    assert start_of(first) == digests_of(built.path)


def test_each_profile_has_its_own_template() -> None:
    home = Path("home")
    profiles = [
        PROFILE,
        Profile(61, 7, name=PROFILE.name),
        Profile(60, 8, name=PROFILE.name),
        Profile(60, 7, date(2026, 3, 4), PROFILE.name),
        Profile(60, 7, name="Larkfield Home and Connect"),
        Profile(60, 7, name="!"),
    ]
    paths = {template_path(home, profile) for profile in profiles}
    assert len(paths) == len(profiles)
    assert all(set(path.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for path in paths)


def test_a_template_is_no_world_to_open(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as told:
        bootstrap.open_world(template_world(tmp_path, PROFILE))
    assert told.value.code == "store.unfinished"


def test_copies_are_intact_worlds_with_journals_of_their_own(tmp_path: Path) -> None:
    template = template_world(tmp_path, PROFILE)
    copies = [tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"]
    journals = {
        copy_world(template, copy, about={"made": "by a test"}, seed="1", starts_at=PROFILE.starts_at)
        for copy in copies
    }
    assert len(journals) == 2
    assert [verify(copy).result for copy in copies] == [RecordState.INTACT] * 2
    assert names_in(tmp_path) == ["a.sqlite3", "b.sqlite3", "worlds"]


def test_a_copy_replaces_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "taken.sqlite3"
    taken.write_bytes(b"here")
    with pytest.raises(StoreUnavailable):
        copy_world(template_world(tmp_path, PROFILE), taken, about={}, seed="1", starts_at=PROFILE.starts_at)
    assert taken.read_bytes() == b"here"


def test_a_template_that_was_cancelled_is_made_anew(tmp_path: Path) -> None:
    with pytest.raises(SeedingCancelled):
        template_world(tmp_path, PROFILE, cancelled=lambda: True)
    assert names_in(tmp_path / "worlds" / "templates") == []
    assert template_world(tmp_path, PROFILE).is_file()


def test_a_template_without_its_digests_is_made_anew(tmp_path: Path) -> None:
    template = template_world(tmp_path, PROFILE)
    start = start_of(template)
    template.with_suffix(".start.json").unlink()
    assert start_of(template_world(tmp_path, PROFILE)) == start


def test_two_that_want_the_same_template_at_once_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def counting(path: Path, *args: object, **options: object) -> Filled:
        made.append(path)
        return fill(path, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(templates, "fill", counting)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: template_world(tmp_path, PROFILE), range(3)))
    assert len(made) == 1
    assert set(found) == {template_path(tmp_path, PROFILE)}
    assert [name for name in names_in(tmp_path / "worlds" / "templates") if "making" in name] == []


def test_templates_for_every_scenario_are_made_beforehand_and_once(tmp_path: Path) -> None:
    assert make_templates(tmp_path) >= 1
    standing = names_in(tmp_path / "worlds" / "templates")
    assert make_templates(tmp_path) == 0
    pack = packs(tmp_path)[0]
    template = template_for(tmp_path, pack, pack.scenarios[0].scenario.key)
    assert template.name in standing
    assert names_in(tmp_path / "worlds" / "templates") == standing
    with sqlite3.connect(template) as file:
        assert file.execute("SELECT count(*) FROM team").fetchone() == (0,)
    file.close()


def test_making_templates_can_be_given_up(tmp_path: Path) -> None:
    with pytest.raises(SeedingCancelled):
        make_templates(tmp_path, cancelled=lambda: True)
    assert names_in(tmp_path / "worlds" / "templates") == []
