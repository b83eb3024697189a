# SPDX-License-Identifier: MIT
"""The first half of the tour: first run, choosing the scenario, and the call from the ring to its log."""

from PySide6.QtCore import Qt

from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.tour import sight
from crmtrainer.ui.tour.player import Player

LEARNER = "Jo Okafor"
WORLD_PATIENCE = 120.0
"""Seconds to wait for the first practice world, which is filled with two thousand people."""
QUEUE, RINGS = "My queue", "Phone ringing"
_QUESTIONS = {"full_name": "Full name", "postcode": "Postcode", "order_number": "Order number"}


def play_call(player: Player) -> None:
    """From a data folder that did not exist to a call that is logged. Raises `TourBroken`."""
    _begin(player)
    _take_the_call(player)
    _find_and_prove(player)
    _talk(player)
    _write_down(player)


def _begin(player: Player) -> None:
    hands = player.hands
    with player.step("Say who is here", "first-run"):
        hands.pick(Role.LEARNER)
        hands.type("Your name", LEARNER)
    with player.step("Choose a scenario", "scenarios"):
        hands.press("Begin")
        hands.row("Scenarios", "Passed to warehouse")
        hands.pick(Mode.PRACTISE)
    with player.step("Read the brief", "brief"):
        hands.press("Start practising")
        hands.until(lambda: bool(sight.buttons(hands.window, "Begin")), "the brief is shown", WORLD_PATIENCE)
    with player.step("Begin: nothing waits yet", "queue"):
        hands.press("Begin")


def _take_the_call(player: Player) -> None:
    hands = player.hands
    with player.step("The telephone rings", "ringing"):
        player.events_until(lambda: bool(sight.rows(hands.window, QUEUE, RINGS)), "the telephone rings")
    with player.step("Answer, and listen", "answered"):
        hands.row(QUEUE, RINGS)
        hands.press("Answer")
        hands.until(lambda: bool(sight.choices(hands.window, _move(player, 0))), "replies are offered")
    with player.step("Meet what worries him before asking for anything", "acknowledged"):
        _say(player, 0)
    with player.step("Take a moment to check", "a-moment"):
        _say(player, 1)


def _find_and_prove(player: Player) -> None:
    hands = player.hands
    order = dict(player.golden.answers())["order_number"]
    with player.step("Find the caller’s record", "find-caller"):
        hands.press("Find the caller")
        hands.type("Find the caller’s record", order)
        hands.row("Records found", "Sahota")
    with player.step("Open it, for a reason that is kept", "record-opened"):
        hands.press("This is the caller")
    *first, last = player.golden.answers()
    with player.step("Check what he says against the record", "identity"):
        for question, said in first:
            _check(player, question, said)
    with player.step("Three answers prove who he is", "proven"):
        _check(player, *last)


def _talk(player: Player) -> None:
    moves = player.golden.moves()
    steps = (
        ("Ask openly", "asked-openly"),
        ("Say his facts back", "facts-back"),
        ("Ask for one photo, and say why", "photo-asked"),
        ("Promise no time that is not agreed", "live-call"),
    )
    for place, (name, picture) in enumerate(steps, start=2):
        with player.step(name, picture):
            _say(player, place)
    hands, last = player.hands, moves[-1]
    with player.step("Sum up in own words, and see how they are heard", "heard-as"):
        field = hands.type("In your own words", last.words or "")
        hands.until(
            lambda: any(button.isChecked() for button in sight.moves(hands.window, last.say or "")),
            "the words are heard",
        )
        hands.until(field.hasFocus, "the keyboard stays in the field")
    with player.step("Say it", "said"):
        hands.key(Qt.Key.Key_Return)
        hands.until(lambda: not sight.choices(hands.window, last.say), "he answers")


def _write_down(player: Player) -> None:
    hands, golden = player.hands, player.golden
    with player.step("Open a complaint while he is on the line", "new-complaint"):
        hands.press("New complaint")
        hands.type("Subject", golden.text("ticket", "subject"))
        hands.type("What happened", golden.text("ticket", "description"))
        hands.type("What the customer wants", golden.text("ticket", "desired_outcome"))
        hands.choose("Order", dict(golden.answers())["order_number"])
        hands.press("High")
    with player.step("The call and its ticket side by side", "ticket-on-call"):
        hands.press("Save complaint")
        hands.until(lambda: player.offers("End the call"), "the ticket is shown")
    with player.step("End the call", "call-ended"):
        hands.press("End call")
    with player.step("Write the call down", "log-call"):
        hands.press("Log the call")
        hands.type("Why they got in touch", golden.text("log", "reason"))
        hands.type("What was said and agreed", golden.text("log", "summary"))
        hands.choose("What came of it", "Passed on")
        hands.type("Next step", golden.text("log", "next_step"))
    with player.step("It stands in the timeline", "logged"):
        hands.press("Save to the log")
        hands.press("Close the call panel")


def _move(player: Player, place: int) -> str:
    return player.golden.moves()[place].say or ""


def _say(player: Player, place: int) -> None:
    """Choose a reply, say it, and wait until other replies are offered."""
    hands, move = player.hands, _move(player, place)
    hands.pick(move)
    hands.press("Say it")
    hands.until(lambda: not sight.choices(hands.window, move), f"{move} is said")


def _check(player: Player, question: str, said: str) -> None:
    """Enter what the caller says to one question."""
    name = f"{_QUESTIONS[question]}: what the caller says"
    player.hands.type(name, said)
    player.hands.key(Qt.Key.Key_Return)
    player.hands.until(lambda: not sight.fields(player.hands.window, name), f"{question} is compared")
