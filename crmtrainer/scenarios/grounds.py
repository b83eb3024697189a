# SPDX-License-Identifier: MIT
"""What a check may fail somebody on: the organisation's own policy, or law that was read against its source.

A law card that nobody has checked informs; it is never the only reason why a check counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crmtrainer.scenarios.format.organisation import PackFile
from crmtrainer.scenarios.format.scenario import Scenario
from crmtrainer.scenarios.format.walking import Place
from crmtrainer.scenarios.problems import PackProblem

UNCONFIRMED = "no"


def groundless(pack: PackFile, scenario: Scenario, locate: Callable[[Place], tuple[str, int]]) -> Iterator[PackProblem]:
    """Checks that count and rest on nothing but law cards that were not read against their sources."""
    unread = {card.key for card in pack.law if card.confirmed == UNCONFIRMED}
    for index, check in enumerate(scenario.checks):
        if check.advisory or check.policy or not check.law or not unread.issuperset(check.law):
            continue
        what = f"{check.key} rests on {', '.join(check.law)}, which nobody has checked against the source."
        fix = "Name the organisation’s `policy` it rests on, or make it `advisory: yes`."
        yield PackProblem(*locate(("checks", index, "law")), what, fix)
