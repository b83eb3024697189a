# SPDX-License-Identifier: MIT
"""A pack as one zip archive: read in memory under limits, and whatever is hostile in it is named and not read."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crmtrainer.house.catalogue import packs
from crmtrainer.scenarios import pack_files
from crmtrainer.scenarios.loader import load_pack
from crmtrainer.scenarios.pack_files import shipped_packs
from crmtrainer.scenarios.problems import PackFaulty, PackProblem

SHIPPED = shipped_packs()[0]


def contents() -> dict[str, bytes]:
    return {
        file.relative_to(SHIPPED).as_posix(): file.read_bytes() for file in sorted(SHIPPED.rglob("*")) if file.is_file()
    }


def archive(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def faults(path: Path) -> tuple[PackProblem, ...]:
    with pytest.raises(PackFaulty) as found:
        load_pack(path)
    return found.value.problems


def test_an_archive_is_the_same_pack_as_its_folder(tmp_path: Path) -> None:
    packed = archive(tmp_path / "larkfield.zip", contents())

    assert load_pack(packed).hash == load_pack(SHIPPED).hash
    assert sorted(tmp_path.iterdir()) == [packed]


def test_an_archive_in_the_data_folder_can_be_played(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    archive(tmp_path / "packs" / "other.zip", contents())

    assert [pack.source.name for pack in packs(tmp_path)] == ["larkfield", "other.zip"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("../outside.yaml", "can make trouble"),
        ("a/../../outside.yaml", "can make trouble"),
        ("/etc/outside.yaml", "can make trouble"),
        ("c:/outside.yaml", "can make trouble"),
        ("a\\..\\outside.yaml", "can make trouble"),
        ("a//b.yaml", "can make trouble"),
        ("./b.yaml", "can make trouble"),
        ("nul.yaml", "can make trouble"),
        ("name.yaml.", "can make trouble"),
        ("na\u202eme.yaml", "can make trouble"),
        ("x" * 5_000 + ".yaml", "can make trouble"),
        ("PACK.yaml", "differ only in capitals"),
        ("run.exe", "no files of this kind"),
        ("a/b/c/d.yaml", "too deep"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str, what: str) -> None:
    found = faults(archive(tmp_path / "pack.zip", {**contents(), name: b"x: 1\n"}))

    assert any(what in problem.what for problem in found)
    assert all(len(str(problem)) < 250 for problem in found)
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "pack.zip", contents())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as made:
        made.writestr("pack.yaml", b"another: pack\n")

    assert "Two names are one" in faults(path)[0].what


def test_links_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "pack.zip", contents())
    link = zipfile.ZipInfo("inside.yaml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(link, "../../outside.yaml")

    assert "link" in faults(path)[0].what


def bomb(path: Path) -> Path:
    """A few kilobytes that become many megabytes."""
    return archive(path, {**contents(), "notes.yaml": b"\0" * (4 * 2**20)})


def liar(path: Path) -> Path:
    """The directory says a few bytes where many follow."""
    large = archive(path, {**contents(), "notes.md": b"word " * 1_200_000}, zipfile.ZIP_STORED).read_bytes()
    size, claimed = struct.pack("<I", 6_000_000), struct.pack("<I", 10)
    path.write_bytes(large.replace(size, claimed))
    return path


def a_hundred_megabytes(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04")
    with path.open("r+b") as file:
        file.truncate(100 * 2**20)
    return path


def locked(path: Path) -> Path:
    data = bytearray(archive(path, contents()).read_bytes())
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1
    path.write_bytes(data)
    return path


def too_many(path: Path) -> Path:
    return archive(path, {**contents(), **{f"n{number}.md": b"" for number in range(600)}})


def cut_short(path: Path) -> Path:
    path.write_bytes(archive(path, contents()).read_bytes()[:-400])
    return path


def bent(path: Path) -> Path:
    data = bytearray(archive(path, contents()).read_bytes())
    data[200:260] = b"\xff" * 60
    path.write_bytes(data)
    return path


def no_archive(path: Path) -> Path:
    path.write_bytes(b"pack.yaml")
    return path


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (bomb, "larger than it pretends"),
        (liar, "damaged"),
        (a_hundred_megabytes, "archive is too large"),
        (locked, "encrypted"),
        (too_many, "too large"),
        (cut_short, "damaged"),
        (bent, "damaged"),
        (no_archive, "not a zip archive"),
    ],
)
def test_what_is_no_honest_archive_is_refused_in_words(make: Callable[[Path], Path], what: str, tmp_path: Path) -> None:
    found = faults(make(tmp_path / "pack.zip"))

    assert any(what in problem.what for problem in found), found


def test_no_more_is_read_of_a_member_than_may_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes in headers are not believed: the stream is counted."""
    monkeypatch.setattr(pack_files, "LARGEST_FILE", 1_000)
    read: list[int] = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            read.append(len(data))
            return data

    path = archive(tmp_path / "pack.zip", {"pack.yaml": b"x"})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, member: Counted(b"x" * 10_000_000))
    assert "too large" in faults(path)[0].what
    assert sum(read) <= 65_536


def test_members_that_are_modest_and_together_are_not_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_files, "LARGEST_PACK", 500_000)
    files = {f"n{number}.md": b"word " * 20_000 for number in range(9)}
    path = archive(tmp_path / "pack.zip", files, zipfile.ZIP_STORED)
    assert [problem.file for problem in faults(path)] == ["n5.md", "n6.md", "n7.md", "n8.md"]


def test_a_pack_without_its_file_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "pack.zip", {"inner/pack.yaml": b"x: 1\n"})
    assert faults(path)[0].what == "There is no pack.yaml here."
