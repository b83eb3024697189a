# SPDX-License-Identifier: MIT
"""The file of choices: each person's own, those of nobody yet for everybody, and the look made of them."""

import os
from pathlib import Path

import pytest

from crmtrainer.cli.examining import examine
from crmtrainer.settings import DAMAGED, FILE
from crmtrainer.ui import theme
from crmtrainer.ui.chosen_look import defaults, look_of, read, values_of
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.theme import DARK, Look, Scheme


def test_each_person_has_their_own(tmp_path: Path) -> None:
    Kept(tmp_path).put("L-1", {"look.scheme": "dark", "keys.REPLY": "Ctrl+,"})
    Kept(tmp_path).put("L-2", {"look.scheme": "cream"})
    kept = Kept(tmp_path)
    assert kept.of("L-1") == {"look.scheme": "dark", "keys.REPLY": "Ctrl+,"}
    assert kept.of("L-2") == {"look.scheme": "cream"}
    assert kept.of("") == {}


def test_what_nobody_in_particular_chose_holds_for_who_has_not_chosen(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put("", {"look.text_size": "150", "look.scheme": "dark"})
    kept.put("L-1", {"look.scheme": "light"})
    assert kept.of("L-1") == {"look.text_size": "150", "look.scheme": "light"}
    kept.put("L-1", {"look.scheme": None})
    assert kept.of("L-1")["look.scheme"] == "dark"


def test_who_sat_here_last_is_known_before_the_data_folder_is_open(tmp_path: Path) -> None:
    assert Kept(tmp_path).last() == ""
    Kept(tmp_path).sit("L-1")
    assert Kept(tmp_path).last() == "L-1"


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert not Kept(tmp_path).put("L-1", {"look.scheme": "dark"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_in_its_place_is_waited_for_by_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    kept = Kept(tmp_path)
    assert (kept.of("L-1"), kept.last()) == ({}, "")
    assert not kept.put("L-1", {"look.scheme": "dark"})
    assert not kept.sit("L-1")


def test_a_file_of_nonsense_is_as_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\x00[[people/\xff\nlook.scheme=purple\n[everybody]\nlook.scheme=purple\nother=1\n")
    assert read(Kept(tmp_path).of("L-1")) == {}


def test_of_a_damaged_file_holds_what_can_be_read_and_the_rest_is_kept_beside(tmp_path: Path) -> None:
    """It said that nothing could be kept, and had kept it."""
    damaged = b"[people]\nL-1\\look.scheme=dark\nno equals sign here\n"
    (tmp_path / FILE).write_bytes(damaged)
    kept = Kept(tmp_path)
    assert kept.sit("L-1")
    assert kept.was_damaged
    assert kept.of("L-1")["look.scheme"] == "dark"
    assert (tmp_path / DAMAGED).read_bytes() == damaged
    again = Kept(tmp_path)
    assert again.sit("L-1")
    assert again.put("L-1", {"look.text_size": "120"})
    assert not again.was_damaged


@pytest.mark.parametrize("written", [
    b"",
    b"[everybody]\nlook.scheme=dark\n; a remark\n\n[people]\r\nL-1\\look.scheme=dark\n",
    b"[people]\nno equals sign here\n",
    b"[people\nlook.scheme=dark\n",
    b"\x00\xff[[[ broken\n\x01=",
    b"look.scheme\n",
    b"# no remark here\n",
])  # fmt: skip
def test_doctor_and_window_agree_on_what_is_damaged(tmp_path: Path, written: bytes) -> None:
    (tmp_path / FILE).write_bytes(written)
    told = [finding.found for finding in examine(tmp_path) if finding.what == FILE]
    kept = Kept(tmp_path)
    assert kept.sit("L-1")
    assert told == (["is damaged"] if kept.was_damaged else [])
    told = [finding.found for finding in examine(tmp_path) if finding.what == FILE]
    assert told == (["was damaged"] if kept.was_damaged else [])


def test_nothing_chosen_is_the_look_one_came_with() -> None:
    base = Look(tokens=DARK, motion=False, text_scale=1.2)
    assert look_of({}, base) is base


def test_every_choice_is_in_the_look() -> None:
    chosen = {
        "look.scheme": "dark",
        "look.family": "Lexend",
        "look.text_size": 150,
        "look.line_spacing": "1.6",
        "look.density": "compact",
        "look.underline_links": True,
        "look.motion": "still",
    }
    look = look_of(chosen, Look())
    assert look == Look(DARK, 1.5, "Lexend", False, True, True, 1.6, Scheme.DARK)
    assert {**values_of(look), "look.motion": "still"} == chosen
    assert set(chosen) == set(defaults())


@pytest.mark.parametrize(("chosen", "asks_for_stillness", "moves"), [
    ("system", False, True),
    ("system", True, False),
    ("moving", True, True),
    ("still", False, False),
])  # fmt: skip
def test_movement_follows_the_desktop_or_overrides_it(
    monkeypatch: pytest.MonkeyPatch, chosen: str, asks_for_stillness: bool, moves: bool
) -> None:
    monkeypatch.setattr(theme, "desktop_wants_stillness", lambda: asks_for_stillness)
    assert look_of({"look.motion": chosen}, Look()).motion is moves
