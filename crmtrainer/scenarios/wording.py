# SPDX-License-Identifier: MIT
"""Sentences for what scenarios refuse. The facts of a refusal fill the places in braces."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "scenario.finished": "This run is finished. Start another attempt to go on practising.",
    "scenario.not_finished": "Finish the scenario first.",
    "scenario.window_only": "In assessed mode everything is done in the window.",
    "scenario.learner_only": "In an assessed attempt only its learner acts. You may open records and look.",
    "scenario.not_heard_as": "These words were not heard as that: choose one of {heard}, or none.",
    "scenario.heard_as_nothing": "These words were not heard as that, nor as anything else: say them as they are.",
    "scenario.not_its_words": "These are not the words of that reply: say them as your own words.",
    "scenario.none": "No scenario runs in this world.",
    "scenario.staged_already": "There is a scenario in this world already.",
    "scenario.not_now": "That cannot be said at this point of the conversation.",
    "scenario.no_such_beat": "The scenario has no beat called {beat}.",
    "scenario.content_broken": "The scenario’s content cannot be read: {problem}",
    "scenario.ref_taken": "The reference {ref} of the scenario’s cast is taken in this world.",
    "reflection.no_words": "Write your reflection first.",
    "reflection.no_such_act": "There is no act {seq} of yours to cite.",
    "debrief.not_finished": "The debrief opens once the scenario is finished.",
    "pack.faulty": "The pack cannot be used: {where}, line {line}: {what} {fix}",
    "pack.zip": "Unpack the pack first: {path} is not a folder.",
}
