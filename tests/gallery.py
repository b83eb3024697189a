# SPDX-License-Identifier: MIT
"""Renders the kit and the frame to pictures for human eyes: `python -m tests.gallery --out DIR`. Asserts nothing."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1.5")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from crmtrainer.ui import appearance
from crmtrainer.ui.shell.sections import Mode
from crmtrainer.ui.theme import CREAM, DARK, HIGH_CONTRAST, LIGHT, Look
from tests.gallery_kit import kit_sheet, record_sheet
from tests.gallery_more import more_sheet, pictures_sheet
from tests.gallery_shell import shell

LOOKS = {
    "light": Look(tokens=LIGHT),
    "dark": Look(tokens=DARK),
    "cream": Look(tokens=CREAM),
    "contrast": Look(tokens=HIGH_CONTRAST),
    "light-200": Look(tokens=LIGHT, text_scale=2.0),
    "lexend": Look(tokens=LIGHT, family="Lexend"),
}


def shoot(app: QApplication, widget: QWidget, size: tuple[int, int], file: Path) -> None:
    """Show, settle, photograph, put away."""
    widget.resize(*size)
    widget.show()
    widget.activateWindow()
    for _ in range(4):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    widget.grab().save(str(file))
    widget.close()
    widget.deleteLater()
    app.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="part of a picture's name")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    pictures: list[tuple[str, str, Callable[[], QWidget], tuple[int, int]]] = []
    for name in LOOKS:
        pictures.append((f"kit-{name}", name, kit_sheet, (590, 1080) if "200" not in name else (1180, 2000)))
        pictures.append((f"more-{name}", name, more_sheet, (1080, 720) if "200" not in name else (2000, 1500)))
        pictures.append((f"record-{name}", name, record_sheet, (900, 720)))
    for name in ("light", "dark", "cream", "contrast"):
        pictures.append((f"pictures-{name}", name, pictures_sheet, (900, 620)))
        pictures.append((f"shell-{name}", name, shell, (1180, 720)))
    pictures += [
        ("shell-small-light", "light", shell, (1024, 560)),
        ("shell-small-dark", "dark", shell, (1024, 560)),
        ("shell-200-light", "light-200", shell, (1180, 720)),
        ("shell-200-small", "light-200", shell, (1024, 560)),
        ("shell-assessed", "light", lambda: shell(Mode.ASSESSED), (1180, 720)),
        ("shell-trainer-dark", "dark", lambda: shell(Mode.TRAINER), (1180, 720)),
    ]
    for file, look, make, size in pictures:
        if wanted.only in file:
            appearance.apply(app, LOOKS[look])
            shoot(app, make(), size, wanted.out / f"{file}.png")


if __name__ == "__main__":
    main()
