# SPDX-License-Identifier: MIT
"""Saying something: sentences and own words take turns, and own words are heard before they are said."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from crmtrainer.ui.interactions.heard_as import Sentence
from crmtrainer.ui.interactions.saying import Saying

SENTENCES = (Sentence("greet", "Good morning."), Sentence("ask", "What is your postcode?"))
Said = list[tuple[str, str, bool]]


@pytest.fixture
def saying(qtbot: QtBot) -> Saying:
    made = Saying()
    qtbot.addWidget(made)
    made.set_sentences(SENTENCES, hears=True)
    made.resize(376, 320)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def said(saying: Saying) -> Said:
    heard: Said = []
    saying.said.connect(lambda words, move, own: heard.append((words, move, own)))
    return heard


def frames(saying: Saying) -> list[QAbstractButton]:
    return saying.choices.findChildren(QAbstractButton)


def hint_of(saying: Saying) -> str:
    return next(label.text() for label in saying.findChildren(QLabel) if label.text().endswith("Ctrl+Enter says it"))


def control_enter(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_nothing_can_be_said_before_something_is_chosen(saying: Saying, said: Said, qtbot: QtBot) -> None:
    assert not saying.say.isEnabled()
    assert saying.say.statusTip() == "Choose a sentence, or write your own"
    saying.speak()
    assert said == []


def test_a_sentence_is_said_with_its_move(saying: Saying, said: Said, qtbot: QtBot) -> None:
    qtbot.mouseClick(frames(saying)[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(saying.say, Qt.MouseButton.LeftButton)
    assert said == [("What is your postcode?", "ask", False)]


def test_typing_lets_go_of_the_sentence_and_choosing_lets_go_of_the_words(
    saying: Saying, said: Said, qtbot: QtBot
) -> None:
    qtbot.mouseClick(frames(saying)[0], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(saying.own, "Hello")
    assert saying.choices.value() is None
    qtbot.mouseClick(frames(saying)[0], Qt.MouseButton.LeftButton)
    saying.speak()
    assert said == [("Good morning.", "greet", False)]


def test_own_words_are_heard_first(saying: Saying, said: Said, qtbot: QtBot) -> None:
    asked: list[str] = []
    saying.hear_wanted.connect(asked.append)
    qtbot.keyClicks(saying.own, "Your postcode?")
    saying.speak()
    assert (asked, said) == (["Your postcode?"], [])
    saying.show_heard("Your postcode?", (Sentence("ask", "Ask for the postcode"), Sentence("greet", "Greet")))
    assert [button.text() for button in saying.heard.buttons] == ["Ask for the postcode", "Greet", "None of these"]
    saying.speak()
    assert said == [("Your postcode?", "ask", True)]


def test_they_are_heard_by_themselves_after_a_pause(saying: Saying, qtbot: QtBot) -> None:
    with qtbot.waitSignal(saying.hear_wanted) as heard:
        qtbot.keyClicks(saying.own, "Your postcode?")
    assert heard.args == ["Your postcode?"]


def test_words_changed_after_hearing_are_heard_again(saying: Saying, said: Said, qtbot: QtBot) -> None:
    qtbot.keyClicks(saying.own, "Your postcode")
    saying.show_heard("Your postcode", (Sentence("ask", "Ask for the postcode"),))
    qtbot.keyClicks(saying.own, ", or not")
    saying.speak()
    assert said == []


def test_nothing_near_is_said_all_the_same(saying: Saying, said: Said, qtbot: QtBot) -> None:
    qtbot.keyClicks(saying.own, "Zeppelins")
    saying.show_heard("Zeppelins", ())
    assert saying.heard.buttons == []
    saying.speak()
    assert said == [("Zeppelins", "", True)]


def test_where_nothing_hears_words_are_said_at_once(saying: Saying, said: Said, qtbot: QtBot) -> None:
    saying.set_sentences((), hears=False)
    assert not saying.area.isVisible()
    qtbot.keyClicks(saying.own, "Good morning")
    qtbot.keyClick(saying.own, Qt.Key.Key_Return)
    assert said == [("Good morning", "", True)]


def test_other_sentences_keep_words_that_were_begun(saying: Saying, qtbot: QtBot) -> None:
    qtbot.keyClicks(saying.own, "Half a sen")
    saying.set_sentences((Sentence("close", "Goodbye."),), hears=True)
    assert saying.own.text() == "Half a sen"
    assert saying.say.isEnabled()


def test_while_own_words_are_written_the_sentences_are_one_line_that_opens_again(
    saying: Saying, said: Said, qtbot: QtBot
) -> None:
    assert saying.area.isVisible()
    assert not saying.more.isVisible()
    qtbot.keyClicks(saying.own, "Your post")
    assert not saying.area.isVisible()
    assert saying.more.accessibleName() == "Show 2 suggestions"
    qtbot.mouseClick(saying.more, Qt.MouseButton.LeftButton)
    assert saying.area.isVisible()
    assert frames(saying)[0].hasFocus()
    qtbot.keyClicks(saying.own, "code?")
    assert saying.area.isVisible()
    saying.clear_words()
    assert saying.area.isVisible()
    qtbot.keyClicks(saying.own, "And")
    assert not saying.area.isVisible()
    saying.own.clear()
    assert saying.area.isVisible()


def test_own_words_wrap_and_the_field_grows_to_three_lines(saying: Saying, qtbot: QtBot) -> None:
    one = saying.own.height()
    saying.own.setPlainText("I pass this to the warehouse with your photo, and text you this afternoon. ")
    assert saying.own.lines() == 2
    assert saying.own.height() > one
    saying.own.setPlainText("I pass this to the warehouse with your photo, and text you this afternoon. " * 4)
    assert saying.own.lines() == 3
    assert not saying.own.horizontalScrollBar().isVisible()
    saying.clear_words()
    assert saying.own.height() == one


def test_pasted_lines_become_one(saying: Saying) -> None:
    pasted = QMimeData()
    pasted.setText("First line\n  and second")
    saying.own.insertFromMimeData(pasted)
    assert saying.own.text() == "First line and second"


def test_arrows_choose_as_in_any_radio_list(saying: Saying, said: Said, qtbot: QtBot) -> None:
    saying.take_keyboard()
    qtbot.keyClick(frames(saying)[0], Qt.Key.Key_Down)
    assert frames(saying)[1].hasFocus()
    assert saying.choices.value() == "ask"
    qtbot.keyClick(frames(saying)[1], Qt.Key.Key_Down)
    assert saying.choices.value() == "ask"
    qtbot.keyClick(frames(saying)[1], Qt.Key.Key_Up)
    assert saying.choices.value() == "greet"


def test_enter_chooses_the_sentence_with_the_ring(saying: Saying, said: Said, qtbot: QtBot) -> None:
    least = saying.minimumSizeHint().width()
    saying.take_keyboard()
    assert hint_of(saying) == "Ctrl+Enter says it"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (saying.choices.value(), said) == ("greet", [])
    assert hint_of(saying) == "Chosen: Ctrl+Enter says it"
    assert saying.minimumSizeHint().width() == least


def test_control_enter_says_the_sentence_with_the_ring(saying: Saying, said: Said, qtbot: QtBot) -> None:
    qtbot.keyClicks(saying.own, "Your postcode?")
    saying.more.click()
    frames(saying)[0].setFocus()
    control_enter(qtbot)
    assert said == [("Good morning.", "greet", False)]


def test_control_enter_pressed_once_too_often_says_nothing_of_the_next_turn(
    saying: Saying, said: Said, qtbot: QtBot
) -> None:
    def answer() -> None:
        saying.clear_words()
        saying.set_sentences((Sentence("promise", "You have it tomorrow."),), hears=True)
        saying.take_keyboard()

    saying.said.connect(answer)
    saying.take_keyboard()
    control_enter(qtbot)
    control_enter(qtbot)
    assert said == [("Good morning.", "greet", False)]
    qtbot.waitUntil(lambda: not saying._just_said.isActive())
    control_enter(qtbot)
    assert said[1:] == [("You have it tomorrow.", "promise", False)]


def test_when_all_is_said_goodbye_is_asked_for_and_said_as_typed(saying: Saying, said: Said, qtbot: QtBot) -> None:
    saying.set_sentences((), hears=False, all_said=True)
    assert saying.accessibleName() == "Say goodbye, or end the call"
    assert saying.say.statusTip() == "Write what you say"
    saying.take_keyboard()
    qtbot.keyClicks(QApplication.focusWidget(), "Goodbye")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert said == [("Goodbye", "", True)]


def test_control_enter_held_down_says_nothing(saying: Saying, said: Said, qtbot: QtBot) -> None:
    saying.take_keyboard()
    control_enter(qtbot)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "\r", autorep=True)
    QApplication.sendEvent(frames(saying)[0], held)
    assert said == [("Good morning.", "greet", False)]
