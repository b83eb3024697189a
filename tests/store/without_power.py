# SPDX-License-Identifier: MIT
"""Running a few lines as somebody whom permissions bind, also where the tests are run by the administrator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def without_power(lines: str, *arguments: Path) -> str:
    """What these lines print, run in a process of their own that may not pass over permissions."""
    command = [sys.executable, "-c", f"import sys\nfrom pathlib import Path\n{lines}", *map(str, arguments)]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("run by the administrator, whom no permission binds, and there is no setpriv")
        command = [setpriv, "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
