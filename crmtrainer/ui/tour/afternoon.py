# SPDX-License-Identifier: MIT
"""The second half of the case: the photo, the warehouse, the promise, the check before it is due, and the closing."""

from PySide6.QtCore import Qt

from crmtrainer.ui.tour import sight
from crmtrainer.ui.tour.player import Player

_CONTROL = Qt.KeyboardModifier.ControlModifier


def play_afternoon(player: Player) -> None:
    """From the logged call to the closed ticket. Raises `TourBroken`."""
    _hand_off(player)
    _answer_and_promise(player)
    _follow_up(player)
    _close(player)


def _hand_off(player: Player) -> None:
    hands, golden = player.hands, player.golden
    with player.step("His photo arrives", "photo"):
        player.events_until(lambda: bool(sight.tabs(hands.window, "Files 1")), "the photo arrives")
    with player.step("Hand off with all the warehouse asks for", "handoff"):
        hands.key(Qt.Key.Key_T, _CONTROL)
        hands.choose("Team", "Warehouse")
        hands.type("What are they to do?", golden.text("handoff", "summary"))
        part, photo = golden.args("handoff")["items"]
        hands.type("The part code", part["value"])
        hands.tick("The customer needs it by")
        hands.set_moment("The customer needs it by", golden.moment("handoff", "need_by", player.now()))
        hands.tick(photo["value"])
    with player.step("Sent is not taken", "sent"):
        hands.press("Send to team")
    with player.step("The warehouse accepts, and names its time", "accepted"):
        player.events_until(lambda: "agreed: done by" in _bar(player), "the warehouse accepts")


def _answer_and_promise(player: Player) -> None:
    hands, golden = player.hands, player.golden
    with player.step("The warehouse asks back", "asked"):
        player.events_until(lambda: player.offers("Answer the team"), "the warehouse asks back")
    with player.step("Answer what they ask", "answered-team"):
        player.next_step("Answer the team")
        _write(player, "Colleague", golden.text("answer", "words"))
        hands.until(lambda: not player.offers("Answer the team"), "the answer is sent")
    with player.step("Promise the customer a time with room in it", "promise"):
        hands.press("Reply, Customer sees")
        hands.type("Reply", golden.text("promise", "words"))
        hands.press("Add a promise")
        hands.type("What you promise", golden.text("promise", "promise_words"))
        hands.set_moment("Promised for", golden.moment("promise", "promise_due", player.now()))
    with player.step("Text it to him", "texted"):
        hands.press("Send text")


def _follow_up(player: Player) -> None:
    hands, golden = player.hands, player.golden
    with player.step("Two hours and ten minutes pass", "two-hours-later"):
        for words in ("Let an hour pass", "Let an hour pass", "Let 5 minutes pass", "Let 5 minutes pass"):
            player.let_pass(words)
    with player.step("Ask how it goes before it is due", "check"):
        hands.press("Ask how it is going")
        _write(player, "Colleague", golden.text("check", "words"))
    with player.step("The warehouse is done", "done"):
        player.events_until(lambda: bool(sight.buttons(hands.window, "Thank")), "the warehouse is done")
    with player.step("Tell the customer", "tell"):
        player.next_step("Tell the customer")
        hands.type("Reply", golden.text("tell", "words"))
    with player.step("Send it, and mark the promise as kept", "keep-promise"):
        hands.press("Send text")
        player.next_step("Keep the promise")
    with player.step("The promise is kept", "promise-kept"):
        hands.key(Qt.Key.Key_Space)
        hands.until(lambda: not player.offers("Keep the promise"), "the promise is kept")


def _close(player: Player) -> None:
    hands, golden = player.hands, player.golden
    with player.step("Thank the warehouse", "thank"):
        player.next_step("Thank the team")
        hands.type("Colleague", golden.text("thank", "words"))
    with player.step("Their side is closed", "thanked"):
        hands.key(Qt.Key.Key_Return, _CONTROL)
        hands.until(lambda: player.offers("Close"), "the thanks are sent")
    with player.step("Close the ticket with what was done", "close"):
        player.next_step("Close")
        hands.choose("Why it is closed", "Resolved")
        hands.type("What was done or decided", golden.text("close", "resolution"))
    with player.step("Both sides are closed", "closed"):
        hands.press("Close ticket")


def _write(player: Player, kind: str, words: str) -> None:
    """Write into the composer and send with the keyboard."""
    player.hands.type(kind, words)
    player.hands.key(Qt.Key.Key_Return, _CONTROL)


def _bar(player: Player) -> str:
    """What the bar of the newest handoff says."""
    bars = player.opened.board.queue.work.side.bars
    return bars[-1].accessibleName() if bars else ""
