# SPDX-License-Identifier: MIT
"""Makes the pictures of the README from a fresh tour: `python -m tests.pictures`. Asserts only their size."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"

from crmtrainer.ui.tour import play_tour

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CHOSEN = {"call": "identity", "debrief": "debrief-check", "review": "judgement"}
"""The names they have in the README, and those of the tour's steps."""
MOST_BYTES = 250_000


def main() -> None:
    """Play the tour and put the chosen pictures in place of the old ones."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        out = Path(folder)
        play_tour(out, dark=False, tell=print)
        for name, step in CHOSEN.items():
            (taken,) = out.glob(f"[0-9][0-9]-{step}-light.png")
            if taken.stat().st_size > MOST_BYTES:
                raise SystemExit(f"{taken.name} is larger than {MOST_BYTES} bytes: choose a plainer step")
            shutil.copyfile(taken, PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
