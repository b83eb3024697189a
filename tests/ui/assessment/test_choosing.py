# SPDX-License-Identifier: MIT
"""The dialogs for files and folders begin where people keep theirs, not where the program happened to be started."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.assessment.choosing import Dialogs


@pytest.fixture
def begun_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where each dialog began; all of them are left without an answer."""
    begun: list[str] = []

    def folder(_parent: QWidget, _title: str, start: str = "") -> str:
        begun.append(start)
        return ""

    def file(_parent: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        begun.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", file)
    return begun


@pytest.mark.parametrize("has_documents", [True, False])
def test_dialogs_begin_in_the_documents_or_else_at_home(
    begun_at: list[str], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path, has_documents: bool
) -> None:
    documents = tmp_path / "Documents"
    if has_documents:
        documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert Dialogs().folder(parent) is None
    assert Dialogs().handed_in_file(parent) is None
    assert begun_at == [str(documents) if has_documents else QDir.homePath()] * 2
