# SPDX-License-Identifier: MIT
"""Every act of this room in one table; setting up, playing, saying and finishing each have a module.

`conversation.say` and `identity.verify` are acts of other rooms; what is meant on the line, and what was heard on it,
the scenario knows, and so their handlers are here.
"""

from __future__ import annotations

from crmtrainer.customers.commands import VerifyIdentity
from crmtrainer.interactions.live_commands import Say
from crmtrainer.kernel.commands import HandlerTable
from crmtrainer.scenarios.commands import FinishScenario, PlayBeat, StageScenario, SubmitReflection
from crmtrainer.scenarios.finishing import finish_scenario, submit_reflection
from crmtrainer.scenarios.playing import play_beat
from crmtrainer.scenarios.proving import verify
from crmtrainer.scenarios.saying import say
from crmtrainer.scenarios.staging import stage_scenario

HANDLERS: HandlerTable = {
    StageScenario: stage_scenario,
    PlayBeat: play_beat,
    FinishScenario: finish_scenario,
    SubmitReflection: submit_reflection,
    Say: say,
    VerifyIdentity: verify,
}
