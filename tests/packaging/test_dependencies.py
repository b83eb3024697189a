# SPDX-License-Identifier: MIT
"""What the package imports is what pyproject.toml asks for: nothing by luck, nothing for nothing."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.ladder import COMPUTED, modules_below, third_parties

CHECKOUT = Path(__file__).resolve().parents[2]
NEVER_IMPORTED = {
    # ui/fonts.py and ui/icons.py read their letters as files, for importing them takes long.
    "fontpkg-lexend",
    "fontpkg-noto-sans",
    "qtawesome",
    "tzdata",  # zoneinfo reads it where the system has no zone files of its own
}
# These come with the one they belong to, which asks for exactly the version it fits.
COMPANIONS = {"pydantic-core": "pydantic", "shiboken6": "pyside6-essentials"}


def declared() -> set[str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}


def imported() -> dict[str, set[str]]:
    """Each foreign import of the package, with the distributions it may come from."""
    owners = packages_distributions()
    names = {name for module in modules_below(CHECKOUT / "crmtrainer") for name in third_parties(module)}
    foreign = names - sys.stdlib_module_names - {COMPUTED}
    return {name: {distribution(owner) for owner in owners.get(name, [])} for name in foreign}


def distribution(owner: str) -> str:
    return COMPANIONS.get(canonicalize_name(owner), canonicalize_name(owner))


def test_everything_imported_is_declared() -> None:
    assert sorted(name for name, owners in imported().items() if not owners & declared()) == []


def test_everything_declared_is_imported() -> None:
    used = set().union(*imported().values())
    assert sorted(declared() - used - NEVER_IMPORTED) == []
