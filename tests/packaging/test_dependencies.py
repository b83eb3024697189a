# SPDX-License-Identifier: MIT
"""What the package imports is what pyproject.toml asks for: nothing by luck, nothing for nothing."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.ladder import COMPUTED, Module, modules_below, third_parties

CHECKOUT = Path(__file__).resolve().parents[2]
OURS = {COMPUTED, "start", "tests"}
NEVER_IMPORTED = {
    # ui/fonts.py and ui/icons.py read their letters as files, for importing them takes long.
    "fontpkg-lexend",
    "fontpkg-noto-sans",
    "qtawesome",
    "tzdata",  # zoneinfo reads it where the system has no zone files of its own
}
# These come with the one they belong to, which asks for the version it fits.
COMPANIONS = {
    "markupsafe": "jinja2",
    "packaging": "pytest",
    "pydantic-core": "pydantic",
    "shiboken6": "pyside6-essentials",
}


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *(text for name in extras for text in project["optional-dependencies"][name])]
    return {canonicalize_name(Requirement(text).name) for text in texts}


def imported(modules: list[Module]) -> dict[str, set[str]]:
    """Each foreign import of these modules, with the distributions it may come from."""
    owners = packages_distributions()
    foreign = {name for module in modules for name in third_parties(module)} - OURS - sys.stdlib_module_names
    return {name: {distribution(owner) for owner in owners.get(name, [])} for name in foreign}


def distribution(owner: str) -> str:
    return COMPANIONS.get(canonicalize_name(owner), canonicalize_name(owner))


PACKAGE = imported(modules_below(CHECKOUT / "crmtrainer"))
TESTS = imported(modules_below(CHECKOUT / "tests"))


def test_everything_imported_is_declared() -> None:
    assert sorted(name for name, owners in PACKAGE.items() if not owners & declared()) == []


def test_everything_tests_import_is_declared() -> None:
    assert sorted(name for name, owners in TESTS.items() if not owners & declared("test")) == []


def test_everything_declared_is_imported() -> None:
    used: set[str] = set().union(*PACKAGE.values())
    assert sorted(declared() - used - NEVER_IMPORTED) == []
