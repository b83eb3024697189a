# SPDX-License-Identifier: MIT
"""A document for paper in its parts: facts, tables and what happened. Frozen words only; `html` lays them out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it says."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something that happened, or that is told of: a line, what stands quietly beside it, words and marks below."""

    words: str
    aside: str = ""
    body: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What stands below one heading; `nothing` is said where nothing does."""

    heading: str
    facts: tuple[Fact, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[Item, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document. `beneath` stands quietly below its title, `note` says what a reader must know of it."""

    title: str
    beneath: str
    note: str
    parts: tuple[Part, ...]
