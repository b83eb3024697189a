# SPDX-License-Identifier: MIT
"""Runs every bench_*.py beside this file, or those named, each in a process of its own.

Options go on to each of them; large worlds are shared by the benchmarks of one run and removed after it.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent


def main(arguments: list[str], folder: Path = HERE) -> int:
    known = sorted(file.stem.removeprefix("bench_") for file in folder.glob("bench_*.py"))
    first_option = next((place for place, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    chosen, options = arguments[:first_option], arguments[first_option:]
    if unknown := sorted(set(chosen) - set(known)):
        print(f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 64
    broken = []
    with TemporaryDirectory() as worlds:
        for name in chosen or known:
            print(f"== {name}", flush=True)
            command = [sys.executable, "-m", f"tests.benchmarks.bench_{name}", "--worlds", worlds, *options]
            if subprocess.call(command, cwd=folder.parents[1]):
                broken.append(name)
    print(f"== {len(chosen or known)} run" + (f", broken: {', '.join(broken)}" if broken else ""))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
