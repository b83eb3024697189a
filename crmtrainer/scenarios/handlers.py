# SPDX-License-Identifier: MIT
"""Every act of this room in one table; setting up, playing, saying and finishing each have a module.

`conversation.say` is an act of the interactions room; what it means, and so its handler, is the scenario's.
"""

from __future__ import annotations

from crmtrainer.interactions.live_commands import Say
from crmtrainer.kernel.commands import HandlerTable
from crmtrainer.scenarios.commands import FinishScenario, PlayBeat, StageScenario, SubmitReflection
from crmtrainer.scenarios.finishing import finish_scenario, submit_reflection
from crmtrainer.scenarios.playing import play_beat
from crmtrainer.scenarios.saying import say
from crmtrainer.scenarios.staging import stage_scenario

HANDLERS: HandlerTable = {
    StageScenario: stage_scenario,
    PlayBeat: play_beat,
    FinishScenario: finish_scenario,
    SubmitReflection: submit_reflection,
    Say: say,
}
