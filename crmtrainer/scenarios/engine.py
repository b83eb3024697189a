# SPDX-License-Identifier: MIT
"""The scenario's part in every act: what it refuses (`gate`), and what follows from what was done (`reactor`)."""

from __future__ import annotations

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.interactions.live_commands import Say
from crmtrainer.interactions.models import Utterance
from crmtrainer.kernel.commands import HUMANS, Command, Origin, Outcome, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.scenarios.beats import plan_beats
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.people import feel
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.scenarios.script import Script, running, script_of, staged
from crmtrainer.scenarios.situation import Situation
from crmtrainer.scenarios.trace import act_now, in_context, read_acts
from crmtrainer.scenarios.viewing import view
from crmtrainer.store.unit_of_work import UnitOfWork


def gate(work: UnitOfWork, command: Command) -> None:
    """Raises `Refused` for what nobody may do: act in another's attempt, once it is over, or typed when assessed.

    A trainer may lend a hand in practice, which then counts for nobody; in an assessed attempt trainers may look.
    """
    row = staged(work.session)
    if row is None or work.actor.role not in HUMANS:
        return
    is_own = work.actor.pseudonym == row.learner
    if work.actor.role is Role.LEARNER and not is_own:
        raise Refused("attempt.not_yours")
    if row.state is RunState.FINISHED and not command.after_finish:
        raise Refused("scenario.finished")
    if row.mode is Mode.ASSESSED and work.actor.origin is Origin.CLI:
        raise Refused("scenario.window_only")
    if row.mode is Mode.ASSESSED and not is_own and not isinstance(command, OpenRecord):
        raise Refused("scenario.learner_only")


def reactor(work: UnitOfWork, command: Command, outcome: Outcome) -> None:
    """Let the scenario's people take in what was done, and plan what they do about it."""
    row = running(work.session)
    if row is None:
        return
    script = script_of(row)
    if isinstance(command, Say):
        _take_in(work, script.content, outcome)
    moved = bool(outcome.facts.get("targets"))
    plan_beats(work, script.content, situation_now(work, script, command, outcome), targets_moved=moved)


def situation_now(
    work: UnitOfWork, script: Script, command: Command | None = None, outcome: Outcome | None = None
) -> Situation:
    """The world as conditions see it in the middle of an act; with `command` and `outcome`, that act included."""
    acts = read_acts(work.session, script.verbs)
    if command is not None and outcome is not None:
        acts.append(act_now(work, command, outcome))
    return view(work.session, script.content, work.now, in_context(acts, script.content))


def _take_in(work: UnitOfWork, content: Content, outcome: Outcome) -> None:
    """Note what a move was, where only the debrief shows it, and let the other person react to it."""
    found = content.scenario.move(str(outcome.facts["move"]))
    if found is None:
        return
    _, move = found
    utterance = work.get(Utterance, outcome.facts["utterance_id"])
    utterance.technique = move.technique.value
    utterance.from_state, utterance.to_state = move.from_, move.to
    utterance.hidden = move.hidden or ""
    utterance.helpful = move.helpful
    work.session.flush()
    if move.feels is not None:
        feel(work, move.feels)
