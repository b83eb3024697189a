# SPDX-License-Identifier: MIT
"""The assessor's part: who sits here now, what the file shows, a replay, a judgement, and the evidence as documents."""

from pathlib import Path

from PySide6.QtCore import Qt

from crmtrainer.kernel.commands import Role
from crmtrainer.ui.tour import sight
from crmtrainer.ui.tour.call import LEARNER
from crmtrainer.ui.tour.hands import TourBroken
from crmtrainer.ui.tour.player import Player

ASSESSOR = "Sam Whitfield"
USED = "Check before it is due"
ANSWERS = (("Valid", "yes"), ("Authentic", "yes"), ("Reliable", "yes"), ("Current", "yes"), ("Sufficient", "no"))
REASON = (
    "A complete handoff at the first try, an agreed internal target, a check on it while there was time, and word to "
    "the customer that left room for it. The rubric wants this from two scenarios: do another one, and it is there."
)
"""One scenario is half of what the rubric asks for, so the careful decision is: not yet."""


def play_assessor(player: Player, out: Path) -> None:
    """From the handed-in attempt to the evidence in `out`. Raises `TourBroken`."""
    _sit_down(player)
    _replay(player)
    _judge(player)
    _export(player, out)


def _sit_down(player: Player) -> None:
    hands = player.hands
    with player.step("The assessor sits down", "assessor"):
        hands.close_message()
        hands.menu("File", "Switch person…")
        hands.pick(Role.ASSESSOR)
        hands.type("Your name", ASSESSOR)
    with player.step("The attempt was verified when it was opened", "review"):
        hands.press("Begin")
        hands.row("Attempts", LEARNER)
        hands.until(lambda: bool(sight.buttons(hands.window, "Save judgement")), "the attempt is opened")


def _replay(player: Player) -> None:
    hands = player.hands
    with player.step("Replay it, act by act", "replay"):
        replayed = hands.row("Acts", "")
        for _ in range(6):
            hands.key(Qt.Key.Key_Right)
        hands.until(lambda: replayed.currentIndex().row() > 0, "the replay moves on")


def _judge(player: Player) -> None:
    hands = player.hands
    with player.step("What was verified, in full", "verified"):
        hands.press("Details")
    with player.step("Go to the act an observation speaks of, and use it", "observation"):
        hands.press("Details")
        hands.press_beginning("Go to what it cites", part=USED)
        hands.press(f"Use: {USED}")
    with player.step("Answer the five questions, decide, and say why", "judgement"):
        for flag, answer in ANSWERS:
            hands.press_beginning(f"{flag}: {answer}")
        hands.press("Not yet competent")
        hands.type("Reason", REASON)
    with player.step("Save the judgement", "judged"):
        hands.press("Save judgement")


def _export(player: Player, out: Path) -> None:
    hands = player.hands
    with player.step("Export the evidence as HTML and PDF", "exported"):
        before = set(out.iterdir())
        hands.answer_folder(lambda: hands.press("Export evidence…"), out)
        made = set(out.iterdir()) - before
        if {file.suffix for file in made} != {".html", ".pdf"}:
            raise TourBroken(f"no documents were made: {hands.told()}")
        for file in made:
            player.record.add_file(file)
