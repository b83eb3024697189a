# SPDX-License-Identifier: MIT
"""What is wrong with a pack, for the person who writes it: where, what, and what would put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crmtrainer.kernel.errors import BadInput


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """One fault, at one line of one file (line 0 when the file as a whole is at fault)."""

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.what} {self.fix}".rstrip()


class PackFaulty(BadInput):
    """A pack cannot be used. `problems` holds every fault found, in order of file and line."""

    def __init__(self, problems: Iterable[PackProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        first = self.problems[0]
        super().__init__(
            "pack.faulty", where=first.file, line=first.line, what=first.what, fix=first.fix, count=len(self.problems)
        )
