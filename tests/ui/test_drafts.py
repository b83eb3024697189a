# SPDX-License-Identifier: MIT
"""What is typed and not yet done: at once in every form, soon on disk, gone when it is done, never lost before."""

from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from crmtrainer.house import drafts as files
from crmtrainer.ui.drafts import Drafts

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def test_it_is_on_disk_a_moment_after_typing_stops(tmp_path: Path, qtbot: QtBot) -> None:
    book = Drafts(tmp_path)
    book.turn_to("A-0B1C2D")
    book.note("log/customer:12", {"summary": "He asks"}, NOON)
    assert files.read(tmp_path, "A-0B1C2D") == {}
    qtbot.waitUntil(lambda: files.file_of(tmp_path, "A-0B1C2D").exists(), timeout=5_000)
    (kept,) = files.read(tmp_path, "A-0B1C2D").values()
    assert (kept.fields, kept.at) == ({"summary": "He asks"}, NOON)


def test_each_attempt_has_its_own(tmp_path: Path) -> None:
    book = Drafts(tmp_path)
    book.turn_to("A-000001")
    book.note("log/customer:12", {"summary": "One"}, NOON)
    book.turn_to("A-000002")
    assert book.at("log/customer:12") is None
    book.turn_to("A-000001")
    found = book.at("log/customer:12")
    assert found is not None
    assert found.fields == {"summary": "One"}


def test_what_is_done_leaves_no_file(tmp_path: Path) -> None:
    book = Drafts(tmp_path)
    book.turn_to("A-000001")
    book.note("log/customer:12", {"summary": "One"}, NOON)
    book.flush()
    book.drop("log/customer:12")
    book.flush()
    assert not files.file_of(tmp_path, "A-000001").exists()


def test_without_an_attempt_nothing_is_kept(tmp_path: Path) -> None:
    book = Drafts(tmp_path)
    book.note("log/customer:12", {"summary": "One"}, NOON)
    book.flush()
    assert book.at("log/customer:12") is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_none_of_ours_is_put_aside_and_the_next_words_are_kept(tmp_path: Path) -> None:
    file = files.file_of(tmp_path, "A-000001")
    file.parent.mkdir()
    for wrong in ("{", "[1]", '{"log": {"at": "noon", "fields": {}}}', '{"log": {"at": 1}}', "\0"):
        file.write_text(wrong, encoding="utf-8")
        assert files.read(tmp_path, "A-000001") == {}
        assert not file.exists()
        assert file.with_suffix(".unreadable").read_text(encoding="utf-8") == wrong


def test_what_cannot_be_written_is_told_and_tried_again(tmp_path: Path, qtbot: QtBot) -> None:
    book = Drafts(tmp_path)
    book.turn_to("A-000001")
    (tmp_path / "drafts").write_text("in the way", encoding="utf-8")
    book.note("log/customer:12", {"summary": "One"}, NOON)
    with qtbot.waitSignal(book.failed):
        book.flush()
    (tmp_path / "drafts").unlink()
    book.flush()
    assert files.read(tmp_path, "A-000001")["log/customer:12"].fields == {"summary": "One"}
