# SPDX-License-Identifier: MIT
"""The list of scenarios kept for the next start: believed of the same packs only, and never needed."""

import json
from pathlib import Path

import pytest

import crmtrainer
from crmtrainer.house import catalogue, known_cards
from crmtrainer.house.catalogue import cards
from crmtrainer.house.known_cards import card_file, keep_cards
from crmtrainer.house.known_cards import known_cards as known


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A data folder that has kept the list."""
    keep_cards(tmp_path, cards(tmp_path))
    return tmp_path


def test_what_was_listed_is_known_at_the_next_start(kept: Path) -> None:
    assert known(kept) == cards(kept)


def test_nothing_is_known_before_the_first_list(tmp_path: Path) -> None:
    assert known(tmp_path) is None


def test_a_pack_that_is_added_or_edited_makes_the_list_unknown(kept: Path) -> None:
    pack = kept / "packs" / "own"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("title: ours", encoding="utf-8")
    assert known(kept) is None
    keep_cards(kept, ())
    assert known(kept) == ()
    (pack / "pack.yaml").write_text("title: Ours", encoding="utf-8")
    assert known(kept) is None


def test_a_file_that_only_moves_makes_the_list_unknown(kept: Path) -> None:
    pack = kept / "packs" / "own"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("title: ours", encoding="utf-8")
    (pack / "a.txt").write_text("words", encoding="utf-8")
    keep_cards(kept, ())
    (pack / "a.txt").rename(pack / "b.txt")
    assert known(kept) is None


def test_another_version_of_the_program_reads_the_packs(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_cards, "__version__", f"{crmtrainer.__version__}.1")
    assert known(kept) is None


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"of": null, "cards": []}', '{"cards": []}', "\udcff"])
def test_a_file_that_is_none_of_ours_is_as_good_as_none(kept: Path, spoilt: str) -> None:
    card_file(kept).write_bytes(spoilt.encode(errors="surrogateescape"))
    assert known(kept) is None


def test_a_card_that_does_not_fit_is_as_good_as_none(kept: Path) -> None:
    told = json.loads(card_file(kept).read_text(encoding="utf-8"))
    told["cards"][0]["minutes"] = "long"
    card_file(kept).write_text(json.dumps(told), encoding="utf-8")
    assert known(kept) is None


def test_packs_too_large_to_be_read_at_every_start_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_cards, "LARGEST", 1000)
    keep_cards(tmp_path, cards(tmp_path))
    assert not card_file(tmp_path).exists()


def test_a_list_that_cannot_be_kept_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be", encoding="utf-8")
    keep_cards(tmp_path, cards(tmp_path))
    assert known(tmp_path) is None


def test_what_was_kept_never_stands_in_for_a_pack(kept: Path) -> None:
    told = json.loads(card_file(kept).read_text(encoding="utf-8"))
    told["cards"][0]["title"] = "Something else"
    card_file(kept).write_text(json.dumps(told), encoding="utf-8")
    shown = known(kept)
    assert shown is not None
    assert shown[0].title == "Something else"
    assert cards(kept)[0].title != "Something else"
    assert catalogue.pack_of(kept, shown[0].key).scenario(shown[0].key).scenario.title != "Something else"


@pytest.mark.parametrize(
    "forged",
    [
        {"channels": []},
        {"channels": ["pigeon"]},
        {"law_as_at": "x"},
        {"minutes": -5},
        {"minutes": 10**9},
        {"number": -1},
        {"title": "Passed\u202eesuoheraw"},
        {"title": "x" * 5000},
        {"summary": "a\x07b"},
        {"criteria": [["S2-M4", "\u200b"]]},
    ],
)
def test_a_list_that_somebody_wrote_is_as_good_as_none(kept: Path, forged: dict[str, object]) -> None:
    written = json.loads(card_file(kept).read_text(encoding="utf-8"))
    written["cards"][0] |= forged
    card_file(kept).write_text(json.dumps(written), encoding="utf-8")
    assert known(kept) is None


def test_a_scenario_that_is_listed_twice_makes_the_list_as_good_as_none(kept: Path) -> None:
    written = json.loads(card_file(kept).read_text(encoding="utf-8"))
    written["cards"] *= 2
    card_file(kept).write_text(json.dumps(written), encoding="utf-8")
    assert known(kept) is None
