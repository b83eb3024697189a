# SPDX-License-Identifier: MIT
"""The debrief of runs: acts with their checks, what did not happen, trust, clocks, exchanges, criteria, law."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtrainer.agenda.world import World
from crmtrainer.cli.pack import trial_worlds
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.scenarios.checks.deciding import Verdict
from crmtrainer.scenarios.commands import FinishScenario, SubmitReflection
from crmtrainer.scenarios.debrief import debrief
from crmtrainer.scenarios.debrief_rows import Debrief, Who
from crmtrainer.scenarios.exchanges import Transaction
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.runs import LEARNER, play_steps
from crmtrainer.scenarios.staging import stage_command
from crmtrainer.tickets.commands import CloseTicket, OpenTicket
from crmtrainer.tickets.rules import CloseReason, TicketType
from tests.scenarios.stage import KEY, Stage, larkfield
from tests.support import ASSESSOR, fresh_world


def played(run: str, *, reflect: bool = False) -> Debrief:
    """The debrief after one of the pack's runs."""
    scenario = larkfield().scenario(KEY)
    chosen = next(each for each in scenario.runs if each.key == run)
    with trial_worlds() as make_world, make_world(larkfield().content(KEY)) as world:
        assert isinstance(world, World)
        world.perform(stage_command(larkfield(), KEY, chosen.mode, LEARNER.pseudonym, "A-1", 2, ""), SYSTEM)
        play_steps(world, chosen, scenario.runs)
        if reflect:
            world.perform(SubmitReflection("One team's target lies inside the other's.", (8,)), LEARNER)
        return world.ask(debrief, LEARNER)


@pytest.fixture(scope="module")
def golden() -> Debrief:
    return played("golden")


def test_a_golden_run_meets_every_check(golden: Debrief) -> None:
    assert golden.checks_met == golden.checks_counted == 20
    assert golden.critical_missed == ()
    assert golden.to_put_right is None
    assert golden.counts
    assert golden.attempt_number == 2


def test_checks_hang_on_the_acts_that_met_them(golden: Debrief) -> None:
    pinned = {check.key: row.verb for row in golden.acts for check in row.checks}

    assert pinned["identity-before-disclosure"] == "identity.verify"
    assert pinned["no-health-note"] == pinned["need-as-need"] == "handoff.send"
    assert pinned["call-logged"] == "interaction.log"
    assert pinned["checked-before-due"] == "handoff.chase"
    assert pinned["told-before-closing"] == pinned["agreed-before-promised"] == "message.send"
    assert pinned["promise-kept"] == "promise.keep"
    assert pinned["texted-not-rung"] == "message.send"
    assert pinned["his-own-answers"] == "identity.verify"
    assert golden.unpinned == ()


def test_checks_say_which_acts_and_times_they_compared(golden: Debrief) -> None:
    told = {result.key: result.compared for result in golden.results}

    assert "Warehouse had agreed to Tue 16:47, so the promise lies 1 h 13 min after that." in told["margin"]
    assert "with a promise by Tue 18:00" in told["margin"]
    assert told["agreed-before-promised"].startswith("Act ")
    assert "accepted H-0001, to be done by Tue 16:43”) came before act " in told["agreed-before-promised"]
    assert told["resolved-in-time"] == "Resolution of C-1001: due Wed 08:31, stopped Tue 16:17."


def test_acts_stand_in_order_with_words_and_titles(golden: Debrief) -> None:
    assert [row.at for row in golden.acts] == sorted(row.at for row in golden.acts)
    sent = next(row for row in golden.acts if row.verb == "handoff.send")
    assert sent.title == "Sent H-0001 to Warehouse: part code, photo, need by"
    assert "four replacement legs" in sent.words
    assert {row.who for row in golden.acts} == {Who.YOU, Who.CUSTOMER, Who.TEAM}
    assert all(row.seq is not None for row in golden.acts)


def test_trust_rises_with_its_causes(golden: Debrief) -> None:
    sahota, dev = golden.trust

    assert [point.trust for point in sahota.points] == sorted(point.trust for point in sahota.points)
    assert (sahota.points[0].cause, sahota.points[0].trust) == ("start", 40)
    assert sahota.points[-1].trust > 85
    assert dev.team == "warehouse"
    assert all(point.seq for point in sahota.points[1:])


def test_clocks_are_told_met_with_what_was_left(golden: Debrief) -> None:
    states = {(clock.metric, clock.state) for clock in golden.clocks}

    assert states == {
        (metric, "met") for metric in ("first_response", "resolution", "handoff_accept", "handoff_complete", "promise")
    }
    complete = next(clock for clock in golden.clocks if clock.metric == "handoff_complete")
    assert (complete.ref, complete.team, complete.target_minutes) == ("H-0001", "Warehouse, parts picking", 240)
    assert complete.left_seconds > 0


def test_an_answer_that_sends_the_work_back_is_no_clock_met() -> None:
    told = played("golden-one-refusal")
    accepting = {clock.ref: clock.state for clock in told.clocks if clock.metric == "handoff_accept"}

    assert accepting == {"H-0001": "sent_back", "H-0002": "met"}


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("promise-forgotten", "A promise to him was not kept in time."),
        ("kept-on-paper", "A promise to him was ticked off without a word to him."),
        ("never-sent", "You promised him nothing with a time, so he had nothing to hold on to."),
    ],
)
def test_a_promise_missed_says_which_way_it_was_missed(run: str, words: str) -> None:
    told = {result.key: result.sentence for result in played(run).results}

    assert told["promise-kept"] == words


def test_the_exchanges_of_the_call_are_told_with_their_states(golden: Debrief) -> None:
    talk = golden.conversations[0]

    assert (talk.person, len(talk.exchanges)) == ("Mr Sahota", 7)
    first = talk.exchanges[0]
    assert (first.theirs.from_state, first.theirs.to_state) == ("parent", "child")
    assert (first.transaction, first.helpful) == (Transaction.CROSSED, True)
    assert {each.transaction for each in talk.exchanges[1:]} == {Transaction.COMPLEMENTARY}
    acts = {row.seq: row.verb for row in golden.acts}
    assert all(acts[each.ours.seq] == "conversation.say" for each in talk.exchanges)


def test_criteria_are_offered_the_learners_own_acts(golden: Debrief) -> None:
    ours = {row.seq for row in golden.acts if row.who is Who.YOU}
    by_id = {criterion.id: criterion for criterion in golden.criteria}

    assert [criterion.id for criterion in golden.criteria if criterion.claimed] == [
        "S2-M4",
        "S1-M2",
        "CSP-B3",
        "S2-M5",
        "T/506/2157",
    ]
    assert set(by_id["S2-M4"].acts) <= ours
    assert by_id["S2-M4"].acts
    assert by_id["S1-M2"].needs_reflection
    assert not by_id["CSP-B3"].needs_reflection


def test_law_cards_say_as_at_when_and_what_the_run_did(golden: Debrief) -> None:
    cards = {card.key: card for card in golden.law}

    assert golden.law_as_at.isoformat() == "2026-03-01"
    assert [check.key for check in cards["gdpr-5-1-c"].checks] == ["no-health-note", "no-contact-details"]
    assert cards["gdpr-32"].confirmed == "no"
    assert cards["gdpr-32"].is_unread
    grounds = {result.key: result.policy for result in golden.results}
    assert grounds["identity-before-disclosure"] == ("identity",)
    assert grounds["no-health-note"] == ("what-travels",)
    assert golden.policies["identity"] == "Who are we talking to?"


def test_nothing_is_left_open_after_a_golden_run(golden: Debrief) -> None:
    assert golden.open_items == ()


def test_what_did_not_happen_has_a_row_of_its_own_at_its_moment() -> None:
    told = played("nobody-asked")
    gap = next(row for row in told.acts if row.who is Who.NOBODY)

    assert (gap.seq, gap.title) == (None, "No act here: check before it is due")
    assert gap.checks[0].key == "checked-before-due"
    breach = next(row for row in told.acts if row.who is Who.CLOCK)
    assert breach.title == "Handoff: the time is up"
    assert gap.at == breach.at
    assert told.checks_met == told.checks_counted - 1
    assert told.to_put_right is not None
    assert told.to_put_right.title == "Check before it is due"
    missed = next(clock for clock in told.clocks if clock.metric == "handoff_complete")
    assert (missed.state, missed.over_seconds > 0) == ("missed", True)


def test_a_critical_miss_is_named_and_hangs_on_the_act_that_broke_it() -> None:
    told = played("health-note", reflect=True)

    assert [result.key for result in told.critical_missed] == ["no-health-note"]
    row = next(row for row in told.acts if any(check.verdict is Verdict.MISSED for check in row.checks))
    assert row.verb == "handoff.send"
    assert [reflection.cites for reflection in told.reflections] == [(8,)]
    assert not any(criterion.needs_reflection for criterion in told.criteria)


def test_what_is_left_open_is_listed() -> None:
    told = played("loose-ends")

    assert [(item.kind, item.ref, item.state) for item in told.open_items] == [
        ("ticket", "C-1001", "in_progress"),
        ("handoff", "H-0001", "done"),
    ]


def test_what_a_closed_ticket_still_owes_is_told_of_its_clock(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.world.do(OpenRecord(stage.customer(), "He wrote"))
    opened = OpenTicket(stage.customer(), TicketType.COMPLAINT, "Wrong legs", "phone", "Four holes", "The right ones")
    changes = stage.world.do(opened).outcome.changes
    ticket = TicketId(next(int(change.ident) for change in changes if change.kind == "ticket"))
    stage.world.do(BeginLimit(ticket, "CLK-SAR", stage.world.clock.now()))
    stage.world.do(CloseTicket(ticket, CloseReason.CUSTOMER_WITHDREW, "He has a table elsewhere"))
    stage.world.do(FinishScenario())
    told = {(clock.metric, clock.limit): (clock.state, clock.is_owed) for clock in stage.world.ask(debrief).clocks}
    assert told == {
        ("first_response", ""): ("running", True),
        ("resolution", ""): ("met", False),
        ("statutory", "CLK-SAR"): ("running", True),
    }


def test_learners_wait_for_the_end_and_assessors_do_not(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Mode.EXPLORE)
    with pytest.raises(Refused, match=r"debrief\.not_finished"):
        stage.world.ask(debrief)
    assert stage.world.ask_as(ASSESSOR, debrief).state.value == "running"

    stage.world.do(FinishScenario())
    told = stage.world.ask(debrief)
    assert not told.counts
    assert told.conversations == ()


def test_a_sandbox_has_no_debrief(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"scenario\.none"):
        fresh_world(tmp_path).ask(debrief)
