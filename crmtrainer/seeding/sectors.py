# SPDX-License-Identifier: MIT
"""The kinds of organisation that come with the program: read once, checked, and found by key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from crmtrainer import paths
from crmtrainer.kernel.errors import BadInput

if TYPE_CHECKING:
    from crmtrainer.seeding.format import Sector

DEFAULT_SECTOR = "retail"
_TOLD_FIRST = ("retail", "broadband", "housing", "council")
_HEAD = 12
"""So many lines at most come before the name of the organisation."""
_KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")


@cache
def sector_keys() -> tuple[str, ...]:
    """The keys of all kinds, the well-known ones first. Reads no file."""
    found = {file.stem for file in _folder().glob("*.yaml") if _KEY.fullmatch(file.stem)}
    known = tuple(key for key in _TOLD_FIRST if key in found)
    return (*known, *sorted(found - set(known)))


@dataclass(frozen=True, slots=True)
class SectorCard:
    """What a trainer chooses by."""

    key: str
    title: str
    gist: str
    organisation: str


@cache
def sector_cards() -> tuple[SectorCard, ...]:
    """A card for each kind, from the first lines of its file: quick enough for a window that opens."""
    return tuple(_card(_folder() / f"{key}.yaml") for key in sector_keys())


def sector_title(key: str) -> str:
    """What a kind of organisation is called; one that there is no more, by its key."""
    return next((card.title for card in sector_cards() if card.key == key), key)


def _card(file: Path) -> SectorCard:
    found = {"title": file.stem, "gist": "", "organisation": file.stem}
    with file.open(encoding="utf-8") as lines:
        for line in islice(lines, _HEAD):
            key, _, value = line.partition(": ")
            if key in found:
                found[key] = value.strip()
    return SectorCard(file.stem, **found)


@cache
def sector_named(key: str) -> Sector:
    """The kind of organisation of this name. Raises `BadInput` for one that there is not, or whose file is faulty."""
    if key not in sector_keys():
        raise BadInput("seed.unknown_sector", sector=key[:40], known=", ".join(sector_keys()))
    return read_sector(_folder() / f"{key}.yaml")


def read_sector(file: Path) -> Sector:
    """The kind of organisation that a file describes. Raises `PackFaulty` naming each line at fault."""
    # Imported late: the list of keys needs no pydantic.
    from crmtrainer.scenarios.problems import PackFaulty, PackProblem
    from crmtrainer.scenarios.sentences import read_as
    from crmtrainer.scenarios.yaml_text import read_sheet
    from crmtrainer.seeding.format import Sector

    sheet = read_sheet(file.read_bytes(), file.name)
    found, problems = read_as(Sector, sheet)
    if found is not None and found.key != file.stem:
        line = sheet.line_of(("key",))
        problems = [PackProblem(file.name, line, "The key differs from the file’s name.", f"Write `key: {file.stem}`.")]
    if found is None or problems:
        raise PackFaulty(problems)
    return found


def _folder() -> Path:
    return paths.resources() / "sectors"
