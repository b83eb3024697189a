# SPDX-License-Identifier: MIT
"""The safety of what is kept, in the window: backups, the watch over the open file, and the way back to a backup."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from crmtrainer.assessment.queries import AttemptRow, my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.mending import bring_in_line
from crmtrainer.house.restoring import Point, Points, points_of, put_back
from crmtrainer.house.slips import without_key
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected, StoreUnavailable
from crmtrainer.store.problems import UNSOUND
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.file_watch import FileWatch
from crmtrainer.ui.shell.keeper import Keeper
from crmtrainer.ui.shell.restore_page import Kept, RestorePage
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.tasks import Tasks
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence_for

if TYPE_CHECKING:
    from crmtrainer.ui.shell.switchboard import Switchboard

log = logging.getLogger(__name__)


class Keeping(QObject):
    """Connects keeper, watch and restore page with the window. Nothing runs by itself before `begin`."""

    def __init__(self, board: Switchboard, tasks: Tasks) -> None:
        super().__init__(board)
        self._board, self._tasks = board, tasks
        self.keeper = Keeper(board.desk.house.home, tasks, self)
        self.watch = FileWatch(board.desk, tasks, self)
        self._unkept: Banner | None = None
        self._damaged: Banner | None = None
        self._page: RestorePage | None = None
        self.keeper.failed.connect(self._tell_unkept)
        self.keeper.kept.connect(self._tell_kept)
        self.watch.found.connect(self._tell_damaged)
        board.desk.world_changed.connect(self._drop_damaged)
        actions = board.window.actions_
        actions.on(Act.BACK_UP, self.keeper.back_up_now)
        actions.on(Act.RESTORE, self.open_restore)

    def begin(self) -> None:
        """Back up and watch by itself from now on."""
        self.keeper.begin()
        self.watch.begin()

    def stop(self) -> None:
        """Begin nothing more, and let what is under way end soon."""
        self.keeper.stop()
        self.watch.stop()

    # Backups

    def _tell_kept(self, made: int, failed: int) -> None:
        if failed:
            return  # the banner says so
        self._drop_unkept()
        words = (
            self.tr("%n file(s) backed up.", "", made) if made else self.tr("Nothing changed since the last backup.")
        )
        self._board.window.toast(words)

    def _tell_unkept(self, problem: StoreUnavailable) -> None:
        self._drop_unkept()
        unsound = problem.code in UNSOUND or problem.code == "backup.not_sound"
        path = Path(str(problem.facts.get("path", "")))
        words = self.tr("%1 could not be copied (%2).").replace("%2", str(problem.facts.get("problem", problem.code)))
        if problem.code == "store.full":
            words = self.tr("The disk has no room for a copy of %1.")
        advice = self.tr("What you do is saved all the same, in the file itself. Put this right, then back up again.")
        if unsound:
            words = self.tr("%1 is not sound as it is now.")
            advice = self.tr("Its earlier backups are kept. Restore one of them, or ask your trainer.")
        bar = Banner(
            self.tr("A backup could not be made"),
            words.replace("%1", path.name),
            icon="alert-circle-outline",
            tone=Tone.WARN,
            detail=advice,
        )
        go = Button(self.tr("Restore…") if unsound else self.tr("Back up now"), small=True)
        go.clicked.connect(partial(self.open_restore, path) if unsound else self.keeper.back_up_now)
        close = Button("", "close", name=self.tr("Close this message"), small=True)
        close.clicked.connect(self._drop_unkept)
        bar.add(go)
        bar.add(close)
        self._unkept = bar
        self._board.window.add_bar(bar)
        self._board.window.announce(bar.accessibleName())

    def _drop_unkept(self) -> None:
        if self._unkept is not None:
            self._board.window.drop_bar(self._unkept)
            self._unkept = None

    # The open file

    def _tell_damaged(self, _problem: StoreUnavailable) -> None:
        self._drop_damaged()
        bar = Banner(
            self.tr("The file of this attempt is damaged"),
            self.tr("You can read what is in it. Nothing more is saved, and practice time stands."),
            icon="alert-octagon-outline",
            tone=Tone.BAD,
            detail=self.tr("Go back to a backup, or ask your trainer. The file is left as it is; the log says more."),
        )
        go = Button(self.tr("Restore…"), "backup-restore", small=True)
        go.clicked.connect(lambda: self.open_restore())
        bar.add(go)
        self._damaged = bar
        self._board.window.add_bar(bar)
        self._board.window.announce(bar.accessibleName())
        self._board.practice.show()

    def _drop_damaged(self) -> None:
        if self._damaged is not None:
            self._board.window.drop_bar(self._damaged)
            self._damaged = None

    # The way back

    def open_restore(self, chosen: Path | None = None) -> None:
        """Lay the page over what is in sight, at a file or at the open world."""
        body = self._board.window.body
        if body.is_gated() or isinstance(body.page(), RestorePage):
            return
        page = RestorePage(self._files(), chosen)
        page.wanted.connect(partial(self._look, page))
        page.confirmed.connect(self._restore)
        page.left_alone.connect(self._board.window.close_page)
        self._page = page
        self._board.window.open_page(page)

    def _files(self) -> tuple[Kept, ...]:
        """The open world, the person's other attempts, and the centre."""
        home, open_row = self._board.desk.house.home, self._board.attempt.row
        found = [] if open_row is None else [self._kept(open_row, is_open=True)]
        for row in self._board.desk.ask(my_attempts):
            if row.received_at is None and (open_row is None or row.id != open_row.id):
                found.append(self._kept(row, is_open=False))
        name, detail = self.tr("People and judgements"), self.tr("Who is here, and their marks")
        found.append(Kept(home / "centre.sqlite3", name, detail, "account-group-outline", is_centre=True))
        return tuple(found)

    def _kept(self, row: AttemptRow, *, is_open: bool) -> Kept:
        words = self.tr("%1, open now") if is_open else self.tr("%1, your attempt %2")
        detail = filled(words, row.ref, str(row.number))
        return Kept(self._board.desk.house.home / row.path, row.title, detail, "play-circle-outline", is_open)

    def _look(self, page: RestorePage, path: Path) -> None:
        def show(found: Points) -> None:
            if isValid(page):
                page.set_points(found)

        self._tasks.run(lambda: points_of(path), show, self._gone_wrong)

    def _restore(self, file: Kept, point: Point) -> None:
        now, chosen = datetime.now(UTC), point.backup.path
        self.watch.stop()
        row = self._board.attempt.row if file.is_open else None
        if file.is_centre or row is not None:
            self._board.attempt.leave()
        if file.is_centre:
            self._restore_centre(lambda: put_back(file.path, now, chosen))
            return
        self._tasks.run(
            lambda: put_back(file.path, now, chosen),
            lambda _aside: self._restored(file, row),
            partial(self._not_restored, row),
            alone=True,
        )

    def _restored(self, file: Kept, row: AttemptRow | None) -> None:
        board = self._board
        bring_in_line(board.desk.house.centre, board.desk.house.home, file.path)
        log.warning("%s was restored from a backup", file.path.name)
        self._close_page()
        board.refresh_scenarios()
        if row is not None:
            again = board.desk.house.attempt_named(row.ref)
            if again.state is AttemptState.RUNNING:
                board.resume(again)
            elif board.attempt.resume(again):
                board.window.show_section(Section.SCENARIOS)
        self._tell_restored()

    def _tell_restored(self) -> None:
        self._board.window.toast(self.tr("Restored. What was there before is kept beside the backups."))

    def _not_restored(self, row: AttemptRow | None, error: Exception) -> None:
        if row is not None:
            self._board.attempt.resume(row)
        self._say_failed(error)

    def _say_failed(self, error: Exception) -> None:
        page = self._page
        if page is not None and isValid(page):
            page.set_busy(False)
        if not isinstance(error, Expected):
            raise error
        log.warning("Nothing was restored: %s", error.code)
        if page is not None and isValid(page) and self._board.window.body.page() is page:
            page.show_failure(sentence_for(error))
        else:
            self._board.show_problem(error)

    def _restore_centre(self, change: Callable[[], Path]) -> None:
        board, desk = self._board, self._board.desk
        if board.review is not None:
            board.review.close_review()
        try:
            desk.house.change_centre(change)
        except Expected as problem:
            desk.follow_centre()
            self._say_failed(problem)
            return
        desk.follow_centre()
        log.warning("The centre was restored from a backup")
        self._close_page()
        board.attempt.changed.emit()
        board.window.show_section(Section.REVIEW if desk.actor.role is Role.ASSESSOR else Section.SCENARIOS)
        if not any(person.pseudonym == desk.actor.pseudonym for person in desk.house.people()):
            board.ask_who()
        self._tell_restored()
        if (lost := without_key(desk.house.home)) is not None:
            desk.refused.emit(lost)

    def _close_page(self) -> None:
        if self._page is not None and isValid(self._page) and self._board.window.body.page() is self._page:
            self._board.window.close_page()
        self._page = None

    def _gone_wrong(self, error: Exception) -> None:
        raise error
