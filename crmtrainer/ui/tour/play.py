# SPDX-License-Identifier: MIT
"""The whole tour: its own data folder, its own window, a learner, an assessor, and what is left to show."""

import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import PySide6
from PySide6.QtCore import QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from crmtrainer import __version__
from crmtrainer.house.catalogue import pack_of
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.ui.app import FaultHook, make_application
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.theme import Look, Scheme
from crmtrainer.ui.tidying import collecting_here
from crmtrainer.ui.tour.afternoon import play_afternoon
from crmtrainer.ui.tour.assessor import play_assessor
from crmtrainer.ui.tour.call import play_call
from crmtrainer.ui.tour.golden import SCENARIO, Golden
from crmtrainer.ui.tour.hands import Hands, TourBroken
from crmtrainer.ui.tour.looking_back import play_looking_back
from crmtrainer.ui.tour.player import Player
from crmtrainer.ui.tour.record import Record
from crmtrainer.ui.tour.stray import StrayWindows

SIZE = QSize(1180, 720)
_LIMITS_OF_THE_PLATFORM = "This plugin does not support"


def play_tour(out: Path, *, dark: bool, tell: Callable[[str], None]) -> None:
    """Play the main job from the first start to the evidence, and leave pictures and files in `out`.

    Raises `TourBroken` at the first step that does not come out as it should; `tour.json` then says which.
    """
    before = QApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = make_application([], scheme=Scheme.LIGHT, look=Look(motion=False))
    record = Record(out.resolve(), dark=dark, tell=tell)
    told = qInstallMessageHandler(tell_qt)
    hook, stray = FaultHook(), StrayWindows()
    hook.fault.connect(record.note_fault)
    stray.seen.connect(record.note_fault)
    hook.install()
    app.installEventFilter(stray)
    try:
        with (
            collecting_here(app),
            TemporaryDirectory(dir=record.out, prefix=".data-", ignore_cleanup_errors=True) as home,
        ):
            found = _play(Path(home), record)
        record.write(found)
    except TourBroken as problem:
        record.write({"broken": str(problem), "versions": _versions()})
        raise
    finally:
        app.removeEventFilter(stray)
        hook.remove()
        qInstallMessageHandler(told)
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, before)


def _play(home: Path, record: Record) -> dict[str, Any]:
    opened = open_window(home)
    try:
        window = opened.window
        window.resize(SIZE)
        window.show()
        golden = Golden(pack_of(home, SCENARIO).scenario(SCENARIO))
        player = Player(opened, Hands(window, record.check_faults), record, golden)
        play_call(player)
        play_afternoon(player)
        checks, handed_in = play_looking_back(player)
        kept = record.out / handed_in.name
        shutil.copyfile(handed_in, kept)
        record.add_file(kept)
        play_assessor(player, record.out)
        return {"verification": _verified(kept), "checks": checks, "versions": _versions()}
    finally:
        opened.close()


def _verified(file: Path) -> dict[str, Any]:
    """What verifying the handed-in file says. Raises `TourBroken` unless it is intact."""
    report = verify(file)
    if report.result is not RecordState.INTACT:
        raise TourBroken(f"{file.name} is {report.result.value}, first at entry {report.first_bad}")
    return {"file": file.name, "result": report.result.value, "entries": report.entries, "head": report.head_hash}


def _versions() -> dict[str, str]:
    return {
        "crmtrainer": __version__,
        "python": platform.python_version(),
        "pyside6": PySide6.__version__,
        "qt": qVersion() or "",
        "platform": QApplication.platformName(),
    }


def tell_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what a platform without a display says of itself."""
    if not message.startswith(_LIMITS_OF_THE_PLATFORM):
        sys.stderr.write(f"{message}\n")
