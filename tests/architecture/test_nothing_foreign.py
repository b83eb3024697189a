# SPDX-License-Identifier: MIT
"""What is committed must work anywhere: it names no package registry, no index, and no folder of one machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

# Put together from pieces, or this file would be the first offender.
REGISTRIES = [
    rb"\b(py" + rb"pi|py" + rb"thonhosted|npm" + rb"js|registry\.npm" + rb"js)\.(org|com|io)\b",
    rb"\b(deb|security|ftp|snapshot)\.deb" + rb"ian\.org\b",
    rb"\b(archive|security|ports)\.ubu" + rb"ntu\.com\b",
]
INDEXES = [rb"(extra-)?index" + rb"[-_]url", rb"find" + rb"[-_]links", rb"trusted" + rb"[-_]host"]
MACHINES = [
    rb"(?<![\w.~}-])/(work|home|root|Users|farm)/[\w.]",
    rb"\b[A-Z]:[\\/]+Use" + rb"rs[\\/]+\w",
    rb"(?<![\w.~}-])/tmp/[\w.]*(bash|pip|pytest)",
]
FORBIDDEN = re.compile(b"|".join(b"(?:" + pattern + b")" for pattern in REGISTRIES + INDEXES + MACHINES))


def committed_files(root: Path = CHECKOUT) -> list[Path]:
    """The files git knows; in a tree without git (an unpacked archive) all files but the invisible folders."""
    if (root / ".git").exists() and shutil.which("git"):
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True).stdout
        files = [root / name for name in listing.decode().split("\0") if name]
    else:
        files = [file for file in root.rglob("*") if not _is_invisible(file.relative_to(root))]
    return [file for file in files if file.is_file()]


def _is_invisible(file: Path) -> bool:
    return "__pycache__" in file.parts or any(folder.startswith(".") for folder in file.parts[:-1])


def offences(file: Path) -> list[str]:
    """What in this file belongs to one machine or to a registry, with line numbers."""
    return [
        f"{file.name} line {number}: {found.group().decode(errors='replace')}"
        for number, line in enumerate(file.read_bytes().splitlines(), start=1)
        if (found := FORBIDDEN.search(line))
    ]


def test_nothing_committed_belongs_to_one_machine_or_registry() -> None:
    files = committed_files()

    assert CHECKOUT / "pyproject.toml" in files
    assert [offence for file in files for offence in offences(file)] == []


@pytest.mark.parametrize(
    "text",
    [
        "see files.py" + "thonhosted.org for the wheel",
        "URL https://py" + "pi.org/simple",
        "--index" + "-url=somewhere",
        "find" + "_links = wheels",
        "opened /ho" + "me/ann/crmtrainer/start.py",
        "opened C:\\Use" + "rs\\ann",
        '"/wo' + 'rk/main"',
    ],
)
def test_each_kind_of_offence_is_found(text: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(f"first line\n{text}\n", encoding="utf-8")

    assert len(offences(file)) == 1
    assert offences(file)[0].startswith("notes.txt line 2: ")


@pytest.mark.parametrize(
    "text", ["~/work/crm", "https://example.com/home/page", "teamwork/home/start", "/usr/share/fonts"]
)
def test_ordinary_text_passes(text: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(text, encoding="utf-8")

    assert offences(file) == []


def test_a_tree_without_git_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    for name in ["README.md", ".gitignore", ".venv/secret.py"]:
        (tmp_path / name).write_text("text", encoding="utf-8")

    assert sorted(file.name for file in committed_files(tmp_path)) == [".gitignore", "README.md"]
