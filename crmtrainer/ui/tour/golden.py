# SPDX-License-Identifier: MIT
"""What the golden run of the scenario says and enters, so that the tour plays just what the pack's own tests play."""

import re
from datetime import datetime, timedelta
from typing import Any

from crmtrainer.scenarios.format.runs import Step
from crmtrainer.scenarios.loader import PackScenario
from crmtrainer.ui.dates import local

SCENARIO = "passed-to-warehouse"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOMENT = re.compile(r"<(?:(mon|tue|wed|thu|fri|sat|sun) )?(\d\d):(\d\d)>")


class Golden:
    """The first golden run, its steps by the names they bear."""

    def __init__(self, scenario: PackScenario) -> None:
        run = next(run for run in scenario.runs if run.golden)
        self.steps: tuple[Step, ...] = run.steps

    def named(self, name: str) -> Step:
        """The step that bears a name. Raises `KeyError`."""
        for step in self.steps:
            if step.as_ == name:
                return step
        raise KeyError(name)

    def args(self, name: str) -> dict[str, Any]:
        """The arguments of the act that bears a name."""
        return self.named(name).args

    def text(self, name: str, argument: str) -> str:
        """One argument that is text."""
        return str(self.args(name)[argument])

    def moves(self) -> tuple[Step, ...]:
        """What is said on the call, in order."""
        return tuple(step for step in self.steps if step.say is not None)

    def answers(self) -> tuple[tuple[str, str], ...]:
        """The identity questions in order, with what the caller says to each."""
        asked = (step.args for step in self.steps if step.do == "identity.verify")
        return tuple((str(each["question"]), str(each["said"])) for each in asked)

    def moment(self, name: str, argument: str, now: datetime) -> datetime:
        """One argument that is a moment, like <thu 12:00>, seen from `now`. Raises `ValueError` for any other."""
        found = _MOMENT.fullmatch(self.text(name, argument))
        if found is None:
            raise ValueError(f"{name}: {argument} is no moment of the week")
        here = local(now)
        days = (_DAYS.index(found[1]) - here.weekday()) % 7 if found[1] else 0
        day = here + timedelta(days=days)
        return day.replace(hour=int(found[2]), minute=int(found[3]), second=0, microsecond=0)
