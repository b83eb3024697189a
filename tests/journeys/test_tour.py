# SPDX-License-Identifier: MIT
"""The whole main job through the real windows: what the tour leaves is what it promises."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmtrainer.journal.verify import verify


@pytest.mark.timeout(600)
def test_the_tour_plays_the_main_job_to_the_evidence(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    command = [sys.executable, "-m", "crmtrainer", "tour", "--quick", "--out", str(out)]
    played = subprocess.run(
        command,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=540,
        check=False,
    )
    assert played.returncode == 0, played.stdout[-2000:] + played.stderr[-2000:]
    told = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert set(told["checks"].values()) == {"met"}
    assert told["verification"]["result"] == "intact"
    (world,) = out.glob("*.sqlite3")
    assert verify(world).result == "intact"
    (document,) = out.glob("evidence-*.html")
    assert "imulated" in document.read_text(encoding="utf-8")
    (printed,) = out.glob("evidence-*.pdf")
    assert printed.read_bytes().startswith(b"%PDF")
    assert len(told["steps"]) > 50
    assert all(len(step["pictures"]) == 1 for step in told["steps"])
    assert {file.name for file in out.iterdir()} == {*told["files"], "tour.json"}
    assert {name for step in told["steps"] for name in step["pictures"]} <= set(told["files"])
