# SPDX-License-Identifier: MIT
"""The declared facts of acts against what acts really tell in the runs of the shipped pack."""

from __future__ import annotations

from crmtrainer.bootstrap import all_commands
from crmtrainer.cli.pack import trial_worlds
from crmtrainer.kernel.commands import SYSTEM, Realm
from crmtrainer.scenarios.context import NAMES
from crmtrainer.scenarios.known_facts import FACTS, names_for
from crmtrainer.scenarios.known_values import YES_NO, values_for
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.runs import LEARNER, play_steps
from crmtrainer.scenarios.seen import as_text
from crmtrainer.scenarios.staging import stage_command
from crmtrainer.scenarios.trace import trace
from crmtrainer.store.unit_of_work import reading
from tests.scenarios.stage import KEY, larkfield

PLAYED = ("golden-driver-note", "see-notes", "writes-it-out", "promises-in-own-words", "rings-him", "promise-forgotten")
"""Runs that between them tell every fact that any run tells."""


def test_every_act_of_a_world_is_declared_and_none_besides() -> None:
    acts = {verb for verb, command in all_commands().items() if command.realm is Realm.WORLD}

    assert {verb for verb in acts if not verb.startswith(("journal.", "play."))} == set(FACTS)


def test_every_fact_and_name_seen_in_real_runs_is_declared() -> None:
    scenario = larkfield().scenario(KEY)
    undeclared: set[tuple[str, str]] = set()
    unlisted: set[tuple[str, str, str]] = set()
    told: set[str] = set()
    for run in (each for each in scenario.runs if each.key in PLAYED):
        with trial_worlds() as make_world, make_world(larkfield().content(KEY)) as world:
            world.perform(stage_command(larkfield(), KEY, Mode.PRACTISE, LEARNER.pseudonym, "A-1", 1, ""), SYSTEM)
            play_steps(world, run, scenario.runs)
            with reading(world.app.database) as session:
                acts = trace(session, larkfield().content(KEY))
        for act in acts:
            told.add(act.verb)
            facts = () if act.was_refused else act.facts
            undeclared |= {(act.verb, name) for name in facts if name not in FACTS[act.verb]}
            names = names_for(act.verb) or frozenset()
            undeclared |= {(act.verb, name) for name in act.context if name not in names}
            for name in (*facts, *act.context):
                values = values_for(act.verb, name)
                said = act.value(name)
                each = said if isinstance(said, list | tuple) else () if said in (None, "") else (said,)
                unlisted |= {(act.verb, name, as_text(one)) for one in each if values and as_text(one) not in values}
    assert undeclared == set()
    assert unlisted == set()
    assert {"conversation.say", "message.send", "handoff.review", "clock.threshold", "ticket.close"} <= told


def test_names_are_facts_arguments_and_what_was_true_around() -> None:
    names = names_for("message.send")

    assert names is not None
    assert {"discloses", "words", "handoff", "margin_minutes"} <= names
    assert {"technique", "teem"}.isdisjoint(names)
    assert names_for("handoff.shout") is None
    assert set(NAMES["tells_record"] or ()) <= set(FACTS)


def test_values_are_listed_where_there_is_a_list_of_them() -> None:
    assert "acknowledge" in (values_for("conversation.say", "technique") or ())
    assert values_for("handoff.review", "decision") == {"accepted", "bounced"}
    assert values_for("handoff.chase", "before_due") == YES_NO
    assert "complaint" in (values_for("ticket.open", "type") or ())
    assert "passed" in (values_for("identity.verify", "state") or ())
    assert values_for("conversation.say", "words") is None
