# SPDX-License-Identifier: MIT
"""The learner looks back: finish, read the debrief, reflect and cite, hand in; and what came of every check."""

from pathlib import Path

from crmtrainer.house.running import evidence_file
from crmtrainer.scenarios.checks.deciding import Verdict
from crmtrainer.scenarios.queries import debrief
from crmtrainer.ui.tour import sight
from crmtrainer.ui.tour.hands import TourBroken
from crmtrainer.ui.tour.player import Player

STORY = "What you did"
CITED = "Check before it is due"
REFLECTION = (
    "The warehouse had four hours inside our eight, so I promised him six o’clock and not half past four. I asked them "
    "at three, while there was time to do something about it. Next time I would ask on the call which plate his table "
    "takes, so that nobody has to stop and ask back."
)


def play_looking_back(player: Player) -> tuple[dict[str, str], Path]:
    """From the closed ticket to the handed-in attempt. Gives each check's verdict, and the file that was handed in.

    Raises `TourBroken`, also when a check of the golden run was not met.
    """
    hands = player.hands
    with player.step("Finish the scenario: it asks first", "finish"):
        hands.menu("Scenario", "Finish the scenario")
        hands.button("Go back")
    with player.step("Nothing is open: read the debrief", "debrief"):
        hands.press("Finish and read the debrief")
        hands.until(lambda: bool(sight.rows(hands.window, STORY, "")), "the debrief is shown")
        verdicts = _verdicts(player)
    with player.step("Choose a check: the act it speaks of is pointed at", "debrief-check"):
        hands.close_message()
        hands.press("Acts with checks")
        hands.row(STORY, CITED)
    with player.step("Open the act", "debrief-act"):
        hands.press("Open act")
    with player.step("Cite it in a reflection", "reflection"):
        hands.press("Cite this act")
        hands.press("Write reflection")
        hands.type("What happened, why", REFLECTION)
    with player.step("Save the reflection", "reflected"):
        hands.press("Save reflection")
        hands.until(lambda: bool(player.opened.board.desk.ask(debrief).reflections), "the reflection is saved")
    with player.step("Hand in", "handed-in"):
        hands.press("Hand in")
        hands.press("Hand in for good")
        hands.until(lambda: bool(sight.buttons(hands.window, "Handed in")), "the attempt is handed in")
        file = _handed_in(player)
    return verdicts, file


def _verdicts(player: Player) -> dict[str, str]:
    """Every check with its verdict, as the debrief has them; all are to be met."""
    results = player.opened.board.desk.ask(debrief).results
    missed = [check.title for check in results if check.verdict is not Verdict.MET]
    if missed or not results:
        raise TourBroken(f"not met: {', '.join(missed)}")
    return {check.key: check.verdict.value for check in results}


def _handed_in(player: Player) -> Path:
    row = player.opened.board.attempt.row
    assert row is not None
    return evidence_file(player.opened.house, row)
