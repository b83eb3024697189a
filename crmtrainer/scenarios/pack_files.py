# SPDX-License-Identifier: MIT
"""The files of a pack, from a folder or a zip archive, read into memory under limits. Nothing is ever unpacked.

Sizes that an archive claims are not believed: its members are read as streams that are counted.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from crmtrainer import paths
from crmtrainer.scenarios.problems import PackFaulty, PackProblem

MOST_FILES = 500
LARGEST_ARCHIVE = 20 * 1024 * 1024
LARGEST_PACK = 100 * 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
MOST_SHRUNK = 100
"""How much smaller a member may have been made: text shrinks tenfold, bombs a thousandfold."""
DEEPEST_FOLDER = 3
KINDS = frozenset({".yaml", ".json", ".csv", ".png", ".md"})
ARCHIVE = ".zip"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_AT_A_TIME = 65_536
_TOO_LARGE = f"Keep it under {MOST_FILES} files and {LARGEST_PACK // 2**20} MiB."

Files = dict[str, bytes]
"""The files by their names within the pack, with slashes."""


def files_of(path: Path) -> Files:
    """Everything in a pack. Raises `PackFaulty` with all that makes it unfit to be read."""
    files, problems = _of_archive(path) if path.suffix == ARCHIVE and path.is_file() else _of_folder(path)
    if not problems and "pack.yaml" not in files:
        problems = [PackProblem("pack.yaml", 0, "There is no pack.yaml here.", "Name the folder that holds it.")]
    if problems:
        raise PackFaulty(problems)
    return files


def shipped_packs() -> tuple[Path, ...]:
    """The folders of the packs that come with the program."""
    home = paths.resources() / "packs"
    return tuple(sorted(folder for folder in home.iterdir() if (folder / "pack.yaml").is_file()))


def is_pack(path: Path) -> bool:
    """Whether this looks like a pack from outside."""
    return (path / "pack.yaml").is_file() or (path.suffix == ARCHIVE and path.is_file())


def _of_folder(folder: Path) -> tuple[Files, list[PackProblem]]:
    if not (folder / "pack.yaml").is_file():
        return {}, []
    files: Files = {}
    problems: list[PackProblem] = []
    seen: set[str] = set()
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        about = path.lstat()
        if stat.S_ISLNK(about.st_mode) or not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
            problems.append(PackProblem(name, 0, "This is a link or a special file.", "Put a copy of the file here."))
            continue
        is_file = stat.S_ISREG(about.st_mode)
        problems += _name_problems(name, seen, is_file=is_file)
        if not is_file:
            continue
        total += about.st_size
        if len(files) >= MOST_FILES or total > LARGEST_PACK:
            return {}, [*problems, PackProblem("pack.yaml", 0, "The pack is too large.", _TOO_LARGE)]
        if about.st_size > LARGEST_FILE:
            problems.append(_too_large(name))
        else:
            files[name] = path.read_bytes()
    return files, problems


def _of_archive(path: Path) -> tuple[Files, list[PackProblem]]:
    if path.stat().st_size > LARGEST_ARCHIVE:
        limit = f"Keep it under {LARGEST_ARCHIVE // 2**20} MiB."
        return {}, [PackProblem(path.name, 0, "The archive is too large.", limit)]
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, ValueError, OverflowError):
        return {}, [PackProblem(path.name, 0, "This is not a zip archive, or a damaged one.", "Make it anew.")]


def _of_members(archive: zipfile.ZipFile) -> tuple[Files, list[PackProblem]]:
    files: Files = {}
    problems: list[PackProblem] = []
    seen: set[str] = set()
    members = archive.infolist()
    if len(members) > MOST_FILES:
        return {}, [PackProblem("pack.yaml", 0, "The pack is too large.", _TOO_LARGE)]
    room = LARGEST_PACK
    for member in members:
        found = list(_member_problems(member, seen))
        problems += found
        if found or member.is_dir():
            continue
        data = _counted(archive, member, min(LARGEST_FILE, room))
        if data is None:
            problems.append(_too_large(member.filename))
            continue
        room -= len(data)
        files[member.filename] = data
    return files, problems


def _member_problems(member: zipfile.ZipInfo, seen: set[str]) -> Iterator[PackProblem]:
    name = member.filename
    shown = name[:80]
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield PackProblem(shown, 0, "This is a link or a special file.", "Put a copy of the file here.")
    elif member.flag_bits & _ENCRYPTED:
        yield PackProblem(shown, 0, "This is encrypted.", "Make the archive without a password.")
    elif member.compress_type not in _METHODS:
        yield PackProblem(shown, 0, "This is compressed in an unusual way.", "Make an ordinary zip archive.")
    elif member.file_size > MOST_SHRUNK * max(1, member.compress_size) and member.file_size > _AT_A_TIME:
        yield PackProblem(shown, 0, "This is much larger than it pretends to be.", "Make the archive anew.")
    else:
        yield from _name_problems(name.removesuffix("/"), seen, is_file=not member.is_dir())


def _counted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes | None:
    """What a member holds, read piece by piece; None once it is more than `limit`."""
    pieces, total = [], 0
    with archive.open(member) as stream:
        while piece := stream.read(_AT_A_TIME):
            total += len(piece)
            if total > limit:
                return None
            pieces.append(piece)
    return b"".join(pieces)


def _name_problems(name: str, seen: set[str], *, is_file: bool) -> Iterator[PackProblem]:
    """Each part of a name is plain: so none leads out of the pack, and none means something else elsewhere."""
    parts = name.split("/")
    plain = all(
        _NAME.fullmatch(part) and not part.endswith(".") and part.partition(".")[0] not in _DEVICES for part in parts
    )
    shown = name[:80]
    if not plain:
        yield PackProblem(shown, 0, "This name can make trouble.", "Use a-z, 0-9, dot, hyphen and underscore.")
    elif is_file and PurePosixPath(name).suffix not in KINDS:
        yield PackProblem(shown, 0, "A pack holds no files of this kind.", f"Use {', '.join(sorted(KINDS))}.")
    if name.casefold() in seen:
        yield PackProblem(shown, 0, "Two names are one, or differ only in capitals.", "Rename one of them.")
    if len(parts) > DEEPEST_FOLDER:
        yield PackProblem(shown, 0, "This folder lies too deep.", f"Nest at most {DEEPEST_FOLDER} levels.")
    seen.add(name.casefold())


def _too_large(name: str) -> PackProblem:
    return PackProblem(name[:80], 0, "The file is too large.", f"Keep it under {LARGEST_FILE // 2**20} MiB.")
