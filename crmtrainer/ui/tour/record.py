# SPDX-License-Identifier: MIT
"""What a tour leaves in its folder: pictures of every step in each look, files, and `tour.json` that lists them."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from crmtrainer.ui import appearance, theme
from crmtrainer.ui.theme import Scheme
from crmtrainer.ui.tour.hands import TourBroken

RECORD = "tour.json"
FORMAT = "crmtrainer tour 1"


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step: what was done, how long it took in seconds, pictures included, and their names."""

    number: int
    name: str
    seconds: float
    pictures: tuple[str, ...]


class Record:
    """Takes down the steps of one tour. What an earlier tour left in the same folder is removed first."""

    def __init__(self, out: Path, *, dark: bool, tell: Callable[[str], None]) -> None:
        self.out = out
        self._schemes = (Scheme.LIGHT, Scheme.DARK) if dark else (Scheme.LIGHT,)
        self._tell = tell
        self._began = time.monotonic()
        self._files: list[str] = []
        self._faults: list[str] = []
        self.steps: list[TourStep] = []
        out.mkdir(parents=True, exist_ok=True)
        _clear_left_over(out)

    @contextmanager
    def step(self, name: str, window: QWidget, picture: str) -> Iterator[None]:
        """One step, with a picture at its end. Raises `TourBroken`, which then names the step.

        Nothing that the program got wrong meanwhile is passed over.
        """
        began = time.monotonic()
        try:
            yield
            self.check_faults()
            taken = self._take(window, picture)
        except TourBroken as problem:
            self._take(window, "broken")
            raise TourBroken(f"{name}: {problem}") from problem
        except (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as problem:
            raise TourBroken(f"{name}: {type(problem).__name__}: {problem}") from problem
        step = TourStep(len(self.steps) + 1, name, round(time.monotonic() - began, 2), taken)
        self.steps.append(step)
        self._tell(f"{step.number:2d}. {name} ({step.seconds:.1f} s)")

    def note_fault(self, details: str) -> None:
        """Something was raised that nobody caught."""
        self._faults.append(details)

    def check_faults(self) -> None:
        """Raises `TourBroken` when the program went wrong."""
        if self._faults:
            raise TourBroken(f"the program went wrong:\n{self._faults[0]}")

    def add_file(self, file: Path) -> None:
        """Something else that the tour leaves in its folder."""
        self._files.append(file.name)

    def write(self, found: dict[str, Any]) -> None:
        """Write `tour.json`: the steps, what else was found, and every file."""
        told = {
            "format": FORMAT,
            "steps": [asdict(step) for step in self.steps],
            "total_seconds": round(time.monotonic() - self._began, 2),
            **found,
            "files": sorted(self._files),
        }
        text = json.dumps(told, ensure_ascii=False, indent=2)
        (self.out / RECORD).write_text(text + "\n", encoding="utf-8")

    def _take(self, window: QWidget, picture: str) -> tuple[str, ...]:
        """The window as it stands, in each look, first in the one it wears: changing looks takes its time."""
        names = []
        for scheme in sorted(self._schemes, key=lambda scheme: theme.tokens().dark is not (scheme is Scheme.DARK)):
            _wear(scheme)
            name = f"{len(self.steps) + 1:02d}-{picture}-{scheme.value}.png"
            if not window.grab().save(str(self.out / name)):
                raise TourBroken(f"the picture {name} could not be written")
            names.append(name)
        self._files += names
        return tuple(names)


def _wear(scheme: Scheme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = appearance.look_for(scheme, theme.active())
    if look != theme.active():
        appearance.apply(app, look)
    for _ in range(3):
        QApplication.processEvents()


def _clear_left_over(out: Path) -> None:
    """Remove what an earlier tour says it left here, and nothing else."""
    try:
        told = json.loads((out / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return
    for name in told.get("files", ()):
        if isinstance(name, str) and Path(name).name == name:
            (out / name).unlink(missing_ok=True)
    (out / RECORD).unlink()
