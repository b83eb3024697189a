# SPDX-License-Identifier: MIT
"""A reflection that is being written, kept beside the attempts until it is saved as an act. Outside the journal."""

from pathlib import Path


def kept(home: Path, ref: str) -> str:
    """What was written so far about an attempt; nothing when nothing is kept."""
    file = _file(home, ref)
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def keep(home: Path, ref: str, words: str) -> None:
    """Keep what is written now; nothing written leaves no file. Raises `OSError` when it cannot be kept."""
    file = _file(home, ref)
    if not words.strip():
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(exist_ok=True)
    file.write_text(words, encoding="utf-8")


def _file(home: Path, ref: str) -> Path:
    return home / "drafts" / f"{ref.lower()}.txt"
