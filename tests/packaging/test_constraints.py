# SPDX-License-Identifier: MIT
"""Everything that start.py installs is pinned, within the ranges that pyproject.toml asks for."""

import importlib.metadata
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
ASKED_FOR = [Requirement(text) for text in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]]

PLATFORMS = [("linux", "Linux", "posix"), ("win32", "Windows", "nt"), ("darwin", "Darwin", "posix")]
PYTHONS = ["3.11", "3.12", "3.13", "3.14", "3.15"]


def pins() -> dict[str, Version]:
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirements = [line.partition("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): Version(version) for name, _, version in requirements}


def applies_anywhere(requirement: Requirement, extras: set[str]) -> bool:
    """Whether any system and Python that we promise to run on would install it."""
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate(
            {
                "sys_platform": platform,
                "platform_system": system,
                "os_name": os_name,
                "python_version": python,
                "python_full_version": f"{python}.0",
                "extra": extra,
            }
        )
        for (platform, system, os_name), python, extra in product(PLATFORMS, PYTHONS, extras or {""})
    )


def everything_needed() -> Iterator[tuple[str, Requirement]]:
    """Each requirement with who asks for it, ours and those of what we require in turn."""
    waiting = [("pyproject.toml", requirement) for requirement in ASKED_FOR]
    followed = set()
    while waiting:
        asker, requirement = waiting.pop()
        yield asker, requirement
        if (key := (canonicalize_name(requirement.name), frozenset(requirement.extras))) in followed:
            continue
        followed.add(key)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue  # for another system: it is not installed here, so it cannot be asked
        for text in importlib.metadata.requires(requirement.name) or []:
            further = Requirement(text)
            if applies_anywhere(further, requirement.extras):
                waiting.append((requirement.name, further))


def test_everything_needed_is_pinned_within_what_is_asked_for() -> None:
    pinned = pins()
    needed = list(everything_needed())

    unpinned = {str(need) for _, need in needed if canonicalize_name(need.name) not in pinned}
    assert unpinned == set()
    outside = [
        f"{asker} asks for {need}, pinned is {pinned[canonicalize_name(need.name)]}"
        for asker, need in needed
        if pinned[canonicalize_name(need.name)] not in need.specifier
    ]
    assert outside == []


def test_nothing_is_pinned_that_nobody_needs() -> None:
    assert set(pins()) == {canonicalize_name(need.name) for _, need in everything_needed()}


def test_the_tool_that_builds_the_package_is_the_pinned_one() -> None:
    assert PYPROJECT["build-system"]["requires"] == [f"hatchling=={pins()['hatchling']}"]
