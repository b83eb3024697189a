# SPDX-License-Identifier: MIT
"""How an act is taken back: each room declares, as data, the act that is its opposite, or why it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from crmtrainer.kernel.commands import Command
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP

C = TypeVar("C", bound=Command)

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed(Generic[C]):
    """An act that was done. `before` and `after` are what it concerns, as that stood then."""

    command: C
    facts: Facts
    before: Any
    after: Any


def again(deed: Deed[Any]) -> Command:
    """The very act once more."""
    command: Command = deed.command
    return command


@dataclass(frozen=True, slots=True)
class Opposite(Generic[C]):
    """The way back from acts of one kind.

    `sight` is what such an act concerns, as it stands now, and nothing else: undone is only what still stands as the
    act left it, and `stale` says that it does not. `facts` are empty before the act. `back` is given the deed and words
    for its reason, and gives the opposite act, or a sentence that says why this one has none.
    """

    of: type[C]
    sight: Callable[[Desk, C, Facts], object]
    name: Callable[[Deed[C]], str]
    back: Callable[[Deed[C], str], Command | str]
    again: Callable[[Deed[C]], Command] = again
    stale: str = QT_TRANSLATE_NOOP("Undo", "Something has changed since: it is no longer as you left it")


Standing = Mapping[type[Command], Callable[[Any], str]]
"""Kinds of acts that stay as they are, with the sentence that says why: somebody has heard or read them."""


def said(words: str) -> str:
    """A sentence of these tables in the reader's language."""
    return QCoreApplication.translate("Undo", words)


def stays(words: str) -> Callable[[Any], str]:
    """The same sentence for every act of a kind."""
    return lambda command: said(words)
