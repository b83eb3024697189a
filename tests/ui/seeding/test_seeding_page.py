# SPDX-License-Identifier: MIT
"""The page that fills worlds: real clicks and keys, real files, threads as in the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.house.sandboxes import removed_folder, sandboxes
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.seeding.builder import build_world, digests_of
from crmtrainer.seeding.profile import Ages, Profile
from crmtrainer.ui import appearance
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.seeding.page import SeedingPage
from crmtrainer.ui.tasks import ThreadTasks
from tests.ui.test_names import nameless

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Shown:
    """The page in sight, over a data folder of its own."""

    page: SeedingPage
    home: Path
    tasks: ThreadTasks
    bot: QtBot

    def worlds(self) -> list[Path]:
        return sorted((self.home / "worlds").glob("*.sqlite3"))

    def left_over(self) -> list[str]:
        return [file.name for file in (self.home / "worlds").glob("*.unfinished*")]

    def fill(self, customers: int, name: str) -> Path:
        """Type a size and a name, fill by key, and wait until the world is listed. Gives its file."""
        page, before = self.page, set(self.worlds())
        self.type(page.form.customers, str(customers))
        self.type(page.form.name, name)
        self.bot.keyClick(page.form.name, KEY.Key_Return, CONTROL)
        self.bot.waitUntil(lambda: not page.filling.is_on, timeout=20_000)
        (made,) = set(self.worlds()) - before
        self.bot.waitUntil(lambda: any(row.path == made for row in page.worlds.rows))
        return made

    def type(self, field: QWidget, text: str) -> None:
        field.setFocus()
        self.bot.keyClick(field, KEY.Key_A, CONTROL)
        self.bot.keyClicks(field, text)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    with House.open(tmp_path) as house:
        tasks = ThreadTasks()
        desk = Desk(house, Actor("T-1", Role.TRAINER))
        with appearance.undressed():  # as the window is put together
            page = SeedingPage(desk, tasks=tasks)
        qtbot.addWidget(page)
        page.resize(1036, 580)
        page.show()
        qtbot.waitUntil(page.isActiveWindow)
        page.entered()
        qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
        yield Shown(page, tmp_path, tasks, qtbot)
        page.stop()
        tasks.close()
        desk.close()


def test_the_plan_follows_what_is_chosen(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    assert page.plan_pane.figures[0].number.text() == "2,000"
    assert page.plan_pane.people.rowCount() == 10
    page.form.sizes.setFocus()
    qtbot.keyClick(page.form.sizes, KEY.Key_Up)
    qtbot.waitUntil(lambda: page.plan_pane.figures[0].number.text() == "200")
    usual = page.plan_pane.figures[3].number.text()
    page.form.cases.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.form.cases, KEY.Key_Down)
    qtbot.waitUntil(lambda: page.plan_pane.figures[3].number.text() != usual)
    assert int(page.plan_pane.figures[3].number.text()) > 2 * int(usual)


def test_a_world_is_filled_told_and_listed(shown: Shown) -> None:
    page = shown.page
    page.form.ages.set_value(Ages.OLDER)
    made = shown.fill(40, "Tuesday class")
    assert page.result.isVisible()
    assert page.result.accessibleName().startswith("Filled: Tuesday class 40 customers, ")
    assert QApplication.focusWidget() is page.open
    assert not page.progress.isVisible()
    (row,) = page.worlds.rows
    assert (row.name, row.customers, row.as_of) == ("Tuesday class", 40, date(2026, 3, 3))
    assert page.worlds.chosen() == row
    assert made.stat().st_size == row.bytes
    assert shown.left_over() == []


def test_the_page_gives_the_rows_of_its_profile(shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = shown.fill(30, "Tuesday class")
    other = tmp_path_factory.mktemp("other") / "world.sqlite3"
    build_world(other, Profile(30, 7, name="Tuesday class"))
    assert digests_of(other) == digests_of(made)


def test_the_keyboard_waits_on_cancel_the_window_lives_and_nothing_is_left(shown: Shown, qtbot: QtBot) -> None:
    page, beats = shown.page, [0]
    timer = QTimer(page)
    timer.timeout.connect(lambda: beats.__setitem__(0, beats[0] + 1))
    page.form.choose(60_000)
    qtbot.mouseClick(page.fill, LEFT)
    assert QApplication.focusWidget() is page.progress.cancel
    assert not page.fill.isEnabled()
    timer.start(5)
    qtbot.waitUntil(lambda: page.progress.bar.value() > 0, timeout=20_000)
    assert beats[0] > 3
    assert page.progress.counted.text() == f"{page.progress.bar.value():,} of 60,000"
    qtbot.keyClick(page.progress.cancel, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not page.filling.is_on, timeout=20_000)
    assert page.result.accessibleName() == "Cancelled Nothing was left behind."
    assert QApplication.focusWidget() is page.close_result
    assert (shown.worlds(), shown.left_over()) == ([], [])
    assert page.fill.isEnabled()


def test_closing_the_window_gives_the_fill_up(shown: Shown, qtbot: QtBot) -> None:
    shown.page.form.choose(60_000)
    qtbot.keyClick(shown.page.fill, KEY.Key_Return)
    shown.page.stop()
    shown.tasks._pool.shutdown(wait=True)
    assert (shown.worlds(), shown.left_over()) == ([], [])


def test_what_is_wrong_is_said_at_the_field_and_nothing_begins(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.type(page.form.seed.edit, "seven")
    qtbot.keyClick(page.fill, KEY.Key_Return)
    assert page.form.form.rows["seed"].error() == "Enter a whole number, like 48213."
    assert QApplication.focusWidget() is page.form.form.summary
    assert not page.filling.is_on
    page.form.name.clear()
    shown.type(page.form.customers, "0")
    qtbot.keyClick(page.fill, KEY.Key_Return)
    assert page.form.form.faults() == {
        "customers": "Fill a world with one customer at least.",
        "name": "Give the world a name of 1 to 80 characters.",
        "seed": "Enter a whole number, like 48213.",
    }
    qtbot.mouseClick(page.form.seed.draw, LEFT)
    shown.type(page.form.customers, "50")
    qtbot.keyClick(page.fill, KEY.Key_Return)
    assert page.form.form.rows["name"].error() == "Give the world a name of 1 to 80 characters."
    assert page.form.form.rows["seed"].error() == ""


def test_an_empty_number_of_customers_is_none_and_not_the_one_before(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    page.form.customers.setFocus()
    qtbot.keyClick(page.form.customers, KEY.Key_A, CONTROL)
    qtbot.keyClick(page.form.customers, KEY.Key_Delete)
    qtbot.keyClick(page.form.customers, KEY.Key_Return, CONTROL)
    assert not page.filling.is_on
    assert page.form.form.rows["customers"].error() == "Fill a world with one customer at least."


def test_a_world_is_removed_by_its_name_and_put_back(shown: Shown, qtbot: QtBot) -> None:
    page, made = shown.page, shown.fill(30, "Tuesday class")
    worlds = page.worlds
    qtbot.mouseClick(worlds.remove, LEFT)
    field = worlds.removal.field
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "Monday")
    qtbot.keyClick(field, KEY.Key_Return)
    assert worlds.removal.row.error() == "Type the name as it stands above: Tuesday class"
    assert made.exists()
    qtbot.keyClick(field, KEY.Key_Escape)
    assert not worlds.removal.isVisible()
    assert QApplication.focusWidget() is worlds.table
    qtbot.mouseClick(worlds.remove, LEFT)
    qtbot.keyClicks(field, "tuesday class")
    with qtbot.waitSignal(page.told):
        qtbot.keyClick(field, KEY.Key_Return)
    assert not made.exists()
    assert [file.name[10:] for file in removed_folder(shown.home).iterdir()] == [f"_{made.name}"]
    qtbot.waitUntil(worlds.back.isVisible)
    assert QApplication.focusWidget() is worlds.table
    assert worlds.model.index(0, 5).data() == "Removed"
    assert worlds.kept.text().startswith("Kept until ")
    qtbot.mouseClick(worlds.back, LEFT)
    qtbot.waitUntil(worlds.remove.isVisible)
    assert [row.path for row in sandboxes(shown.home)] == [made]


def test_the_folder_is_shown(shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    made = shown.fill(30, "Tuesday class")
    qtbot.keyClick(shown.page.worlds.folder, KEY.Key_Return)
    assert [url.toLocalFile() for url in opened] == [str(made.parent)]


@pytest.mark.sheet
def test_too_large_for_the_disk_is_said_before(shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 2_000_000})())
    shown.page.reckon()
    qtbot.waitUntil(lambda: not shown.page.fill.isEnabled())
    assert shown.page.fill.statusTip() == "This takes about 8 MB, and the disk has 2 MB left."


def test_everything_the_keyboard_reaches_has_a_name(shown: Shown) -> None:
    shown.fill(30, "Tuesday class")
    shown.page.worlds.removal.ask(shown.page.worlds.rows[0])
    assert nameless(shown.page) == []


@pytest.mark.sheet
@pytest.mark.parametrize("width", [420, 700, 1036])
def test_the_page_asks_for_no_wider_window(shown: Shown, width: int, qtbot: QtBot) -> None:
    shown.page.resize(width, 460)
    qtbot.wait(1)
    assert shown.page.width() == width
    assert shown.page.form.width() <= width
    assert shown.page.plan_pane.width() <= width


def test_the_profile_is_what_the_fields_say(shown: Shown) -> None:
    form = shown.page.form
    form.choose(12)
    form.needs.set_value(400)
    shown.type(form.seed.edit, "99")
    assert form.profile() == Profile(12, 99, needs=400)


def test_each_profile_brings_its_own_name_unless_one_was_typed(shown: Shown, qtbot: QtBot) -> None:
    form = shown.page.form
    assert [card.text() for card in form.sectors.findChildren(QAbstractButton)] == [
        "Retail",
        "Broadband",
        "Housing",
        "Council",
    ]
    first = form.first()
    first.setFocus()
    qtbot.keyClick(first, KEY.Key_Down)
    assert (form.sectors.value(), form.name.text()) == ("broadband", "Kestrel Broadband")
    shown.type(form.name, "Tuesday class")
    chosen = QApplication.focusWidget()
    form.sectors.findChildren(QAbstractButton)[3].click()
    assert chosen is form.name
    assert form.profile() == Profile(2000, 7, name="Tuesday class", sector="council")


@pytest.mark.sheet
def test_what_was_made_is_shown_with_its_shares_and_read_aloud(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    assert not page.report.isVisible()
    shown.fill(240, "Tuesday class")
    qtbot.waitUntil(page.report.isVisible, timeout=20_000)
    told = {part.bars.accessibleName().partition(":")[0]: part.bars for part in page.report.parts}
    first = told["What there is"].bars()[0]
    assert (first.words, first.number, first.beside) == ("customers", "240", "")
    assert "customers 240" in told["What there is"].accessibleName()
    shares = [float(bar.beside.removesuffix(" %")) for bar in told["Stages of customers"].bars()]
    assert 99 < sum(shares) < 101
    page.resize(420, 460)
    qtbot.wait(1)
    assert page.report.width() <= 420


@pytest.mark.parametrize("by", ["banner", "list", "row"])
def test_a_filled_world_is_offered_for_opening(shown: Shown, qtbot: QtBot, by: str) -> None:
    made = shown.fill(30, "Tuesday class")
    with qtbot.waitSignal(shown.page.open_wanted) as wanted:
        if by == "row":
            qtbot.keyClick(shown.page.worlds.table, KEY.Key_Return)
        else:
            qtbot.mouseClick(shown.page.open if by == "banner" else shown.page.worlds.open, LEFT)
    assert wanted.args[0].path == made
