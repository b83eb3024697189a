# SPDX-License-Identifier: MIT
"""The page of standards over a world whose words are all hostile: plain text everywhere, also in every form."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.ui import appearance
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.standards.page import StandardsPage
from tests.casework.a_desk import people_and_things
from tests.hostile.spoiling import spoil
from tests.hostile.test_every_widget import MARK, show
from tests.hostile.values import SHORT
from tests.hostile.walk import faults, shown_in
from tests.support import START, TRAINER, copied_world, open_world


def test_the_page_and_its_forms_show_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    made = copied_world(tmp_path, populate=people_and_things)
    made.world.close()
    assert spoil(made.path)
    world = open_world(made.path, START)
    rule = ClockRule(id=SHORT[:60], metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=30)
    world.do(ChangeStandard(StandardDefinition(rule, DESK, categories=(SHORT,)), SHORT, first=True), TRAINER)
    with House.open(tmp_path / "home") as house:
        desk = Desk(house, TRAINER)
        desk.open_world(world.world)
        with appearance.undressed():
            page = StandardsPage(desk)
        show(page, qtbot)
        page.tester.category.setText(SHORT)
        page.tester.refresh()
        assert MARK in shown_in(page)
        assert "\n".join(faults(page)) == ""
        team = next(line for line in page.list.lines if line.setter.value == "team")
        for open_form in (page._open_current, page._set_new, page._change_hours, lambda: page._open(team)):
            open_form()
            assert "\n".join(faults(page)) == ""
        form = page.forms.standard
        for field in (form.name, form.categories, form.thresholds, form.reason):
            field.setText(SHORT)
        form.save()
        assert "\n".join(faults(page)) == ""
        desk.close()
