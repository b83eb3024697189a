# SPDX-License-Identifier: MIT
"""The scenarios that can be started: from the packs that ship with the program and those in the data folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from crmtrainer.kernel.errors import NotFound
from crmtrainer.scenarios.pack_files import is_pack, shipped_packs

if TYPE_CHECKING:
    from crmtrainer.scenarios.loader import Pack


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """What the list of scenarios shows of one."""

    key: str
    number: int
    title: str
    teaser: str
    summary: str
    minutes: int
    contacts: int
    channels: tuple[str, ...]
    practises: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    """Id and the scenario's reason for claiming it."""
    law: tuple[str, ...]
    law_as_at: str
    organisation: str
    has_team: bool = False
    """Whether the case is passed on to an internal team."""


def packs(home: Path) -> tuple[Pack, ...]:
    """Every pack that can be used here. Raises `PackFaulty` for one that does not hold together."""
    return tuple(_loaded(folder, _stamp(folder)) for folder in pack_folders(home))


def pack_folders(home: Path) -> list[Path]:
    """Where the packs stand that can be used here."""
    own = home / "packs"
    return [*shipped_packs(), *sorted(path for path in own.glob("*") if is_pack(path))]


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether a pack's files are still those that were read."""
    return tuple((path.name, (about := path.stat()).st_mtime_ns, about.st_size) for path in files_in(folder))


def files_in(folder: Path) -> list[Path]:
    """Every file of a pack, in order; of an archive, itself."""
    return sorted(path for path in (folder, *folder.rglob("*")) if path.is_file())


@lru_cache(maxsize=16)
def _loaded(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Pack:
    """Reading a pack takes most of a second, and the list of scenarios is asked for often."""
    import crmtrainer.bootstrap  # noqa: F401  # a pack is held against every act and fact there is
    from crmtrainer.scenarios.loader import load_pack

    return load_pack(folder)


def pack_of(home: Path, scenario: str) -> Pack:
    """The pack that holds a scenario. Raises `NotFound`."""
    for pack in packs(home):
        if any(found.scenario.key == scenario for found in pack.scenarios):
            return pack
    raise NotFound("scenario", scenario, [found.scenario.key for pack in packs(home) for found in pack.scenarios])


def cards(home: Path) -> tuple[ScenarioCard, ...]:
    """Every scenario that can be started here, by number."""
    found = [
        ScenarioCard(
            key=staged.scenario.key,
            number=staged.scenario.number,
            title=staged.scenario.title,
            teaser=staged.scenario.teaser,
            summary=staged.scenario.summary,
            minutes=staged.scenario.minutes,
            contacts=staged.scenario.contacts,
            channels=tuple(channel.value for channel in staged.scenario.channels),
            practises=tuple(staged.scenario.practises),
            criteria=tuple((claimed.id, claimed.why) for claimed in staged.scenario.criteria),
            law=tuple(card.title for card in pack.file.law if card.key in staged.scenario.law),
            law_as_at=staged.scenario.law_as_at.isoformat(),
            organisation=pack.file.organisation,
            has_team=staged.scenario.case_team is not None,
        )
        for pack in packs(home)
        for staged in pack.scenarios
    ]
    return tuple(sorted(found, key=lambda card: (card.number, card.key)))


def criteria_spoken_of(home: Path) -> dict[str, frozenset[str]]:
    """By scenario, every criterion that it claims or that a check of it speaks of: what its attempts are judged on."""
    return {
        staged.scenario.key: frozenset(claimed.id for claimed in staged.scenario.criteria).union(
            *(check.criteria for check in staged.scenario.checks)
        )
        for pack in packs(home)
        for staged in pack.scenarios
    }
