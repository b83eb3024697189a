# SPDX-License-Identifier: MIT
"""Runs every bench_*.py beside this file, or those named, each in a process of its own."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(chosen: list[str], folder: Path = HERE) -> int:
    known = sorted(file.stem.removeprefix("bench_") for file in folder.glob("bench_*.py"))
    if unknown := sorted(set(chosen) - set(known)):
        print(f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 64
    broken = []
    for name in chosen or known:
        print(f"== {name}", flush=True)
        if subprocess.call([sys.executable, "-m", f"tests.benchmarks.bench_{name}"], cwd=folder.parents[1]):
            broken.append(name)
    print(f"== {len(chosen or known)} run" + (f", broken: {', '.join(broken)}" if broken else ""))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
