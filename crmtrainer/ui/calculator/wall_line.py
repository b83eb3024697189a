# SPDX-License-Identifier: MIT
"""A moment on the wall of the zone that is asked about: read by the page, stepped and chosen as any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui.calculator.reading import moment_in
from crmtrainer.ui.kit.typed_edit import Part, Piece, TypedEdit


class WallLine(TypedEdit):
    """The field. What it holds is its text, which the page reads; the page says how it was understood, too."""

    STEPPED_FIRST = Part.HOUR
    SAMPLE = "30 Sep 2026 20:00"

    def __init__(self, zone: Callable[[], ZoneInfo], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._zone = zone

    @override
    def _read(self, text: str) -> datetime:
        zone = self._zone()
        return moment_in(text, zone, self._near).astimezone(zone).replace(tzinfo=None)

    @override
    def _pieces(self, wall: datetime) -> Sequence[Piece]:
        return (
            (Part.DAY, str(wall.day)),
            (None, " "),
            (Part.MONTH, f"{wall:%b}"),
            (None, " "),
            (Part.YEAR, f"{wall.year:04d}"),
            (None, " "),
            (Part.HOUR, f"{wall:%H}"),
            (None, ":"),
            (Part.MINUTE, f"{wall:%M}"),
        )

    @override
    def _step(self, by: int) -> None:
        self._take(self.text())  # the zone may be another by now
        super()._step(by)

    @override
    def note(self) -> str:
        return ""

    @override
    def fault(self) -> str:
        return ""

    @override
    def unread(self) -> str:
        return ""
