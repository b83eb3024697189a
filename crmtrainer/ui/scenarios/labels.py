# SPDX-License-Identifier: MIT
"""What modes and attempts are called on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.rules import AttemptState
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.rows import Mark
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone

if TYPE_CHECKING:  # the window's frame says what modes are called, before the data layer is loaded
    from crmtrainer.assessment.branches import Branch
    from crmtrainer.assessment.queries import AttemptRow

MODES: Final = {
    Mode.EXPLORE: (
        QT_TRANSLATE_NOOP("Scenarios", "Explore"),
        QT_TRANSLATE_NOOP(
            "Scenarios", "Nothing counts, and time waits for you. Hints come unasked; replies say what they do."
        ),
        "compass-outline",
        QT_TRANSLATE_NOOP("Scenarios", "Start exploring"),
    ),
    Mode.PRACTISE: (
        QT_TRANSLATE_NOOP("Scenarios", "Practise"),
        QT_TRANSLATE_NOOP("Scenarios", "Hints when you ask. Try again as often as you like; each try stays on record."),
        "school-outline",
        QT_TRANSLATE_NOOP("Scenarios", "Start practising"),
    ),
    Mode.ASSESSED: (
        QT_TRANSLATE_NOOP("Scenarios", "Assessed"),
        QT_TRANSLATE_NOOP("Scenarios", "No hints, no second try in this run. Handed in at the end."),
        "certificate-outline",
        QT_TRANSLATE_NOOP("Scenarios", "Start assessed attempt"),
    ),
}

STATES: Final = {
    AttemptState.RUNNING: (
        QT_TRANSLATE_NOOP("Scenarios", "Stopped, to be resumed"),
        "pause-circle-outline",
        Tone.PAUSED,
    ),
    AttemptState.FINISHED: (QT_TRANSLATE_NOOP("Scenarios", "Finished"), "flag-outline", Tone.INFO),
    AttemptState.HANDED_IN: (QT_TRANSLATE_NOOP("Scenarios", "Handed in"), "check-circle-outline", Tone.OK),
}


MODE_TONES: Final = {Mode.EXPLORE: Tone.OUTLINE, Mode.PRACTISE: Tone.INFO, Mode.ASSESSED: Tone.STRONG}
"""How the chip of a mode looks wherever it stands: an edge, a tint, filled."""

_RUNS: Final = QT_TRANSLATE_NOOP(
    "Scenarios",
    "Practice time runs once you begin. Pause it or let it run faster in the toolbar, or go to the next event (F9).",
)
TIME: Final = {
    Mode.EXPLORE: QT_TRANSLATE_NOOP(
        "Scenarios",
        "Practice time stands still, also after you begin: Next event (F9) brings what happens next, such as a call.",
    ),
    Mode.PRACTISE: _RUNS,
    Mode.ASSESSED: _RUNS,
}
"""How practice time goes in a mode."""

AFTERWARDS: Final = {
    Mode.EXPLORE: QT_TRANSLATE_NOOP("Scenarios", "You are exploring: nothing counts, and nothing is handed in."),
    Mode.PRACTISE: QT_TRANSLATE_NOOP(
        "Scenarios", "Your debrief opens. Hand in from there, or try again: this try stays on record."
    ),
    Mode.ASSESSED: QT_TRANSLATE_NOOP(
        "Scenarios", "This attempt is assessed: there is no second try in this run. You hand it in from the debrief."
    ),
}
"""What comes after the end of a run."""

ASSESSED_RULES: Final = QT_TRANSLATE_NOOP(
    "Scenarios",
    "Acts are taken from this window only. Clocks run to their true limits, and each act is kept with its time. This "
    "machine itself keeps the record. What you hand in stays as it is.",
)


def said(words: str) -> str:
    """A label in the reader's language."""
    return QCoreApplication.translate("Scenarios", words)


def mode_chip(mode: Mode, words: str = "") -> ChipData:
    """A mode as a chip: its name, or `words` that name it, with its icon in its own look."""
    return ChipData(words or said(MODES[mode][0]), MODES[mode][2], MODE_TONES[mode])


def mode_name(mode: str) -> str:
    """What a mode is called."""
    return said(MODES[Mode(mode)][0])


def rules_of(mode: Mode) -> str:
    """The rules of a mode, whole: what is said where a run begins, and whenever somebody asks again."""
    rule = said(MODES[mode][1])
    return f"{rule} {said(ASSESSED_RULES)}" if mode is Mode.ASSESSED else rule


def branch_words(branch: Branch) -> str:
    """What a practice branch says of itself."""
    words = said(QT_TRANSLATE_NOOP("Scenarios", "Practice branch of attempt %1 from act %2"))
    return filled(words, str(branch.number), str(branch.from_act))


def branch_chip(branch: Branch, number: int) -> ChipData:
    """The same in a chip; `number` is that of the attempt which the branch is itself."""
    words = said(QT_TRANSLATE_NOOP("Scenarios", "Attempt %3, branch of %1 from act %2"))
    short = filled(words, str(branch.number), str(branch.from_act), str(number))
    return ChipData(short, "source-branch", tip=branch_words(branch))


def attempt_words(row: AttemptRow) -> str:
    """Which attempt it is, in a list of them."""
    if row.branch is not None:
        return branch_chip(row.branch, row.number).text
    return said(QT_TRANSLATE_NOOP("Scenarios", "Attempt %1")).replace("%1", str(row.number))


class DebriefDeed(Enum):
    """What a debrief offers: with the row that is chosen, or with the whole run."""

    OPEN = auto()
    CITE = auto()
    GO_BACK = auto()
    TRY_AGAIN = auto()


def reason_against_hand_in(row: AttemptRow) -> str:
    """Why an attempt cannot be handed in now; empty when it can."""
    if row.mode == Mode.EXPLORE:
        return said(QT_TRANSLATE_NOOP("Scenarios", "You were exploring: nothing counts, so nothing is handed in."))
    if row.branch is not None:
        return said(QT_TRANSLATE_NOOP("Scenarios", "A practice branch is not handed in."))
    if row.state is AttemptState.RUNNING:
        return said(QT_TRANSLATE_NOOP("Scenarios", "Finish the scenario before you hand it in."))
    if row.state is AttemptState.HANDED_IN:
        return said(QT_TRANSLATE_NOOP("Scenarios", "This attempt is handed in already."))
    return ""


def reason_against_reflecting(row: AttemptRow, role: Role) -> str:
    """Why no reflection on a finished attempt can be written now; empty when one can."""
    if role not in (Role.LEARNER, Role.TRAINER):
        return said(QT_TRANSLATE_NOOP("Scenarios", "Only whoever ran the attempt writes about it."))
    if row.state is AttemptState.HANDED_IN:
        return said(
            QT_TRANSLATE_NOOP(
                "Scenarios", "This attempt was handed in as it stands. Write your next reflection on your next try."
            )
        )
    return ""


@dataclass(frozen=True, slots=True)
class AtDesk:
    """The run that is open at the desk: whose clock it is, how fast it runs (0: paused), and the time in words."""

    attempt_id: int
    speed: int
    at: str


def desk_words(at_desk: AtDesk) -> str:
    """How the open run stands."""
    if at_desk.speed:
        words = said(QT_TRANSLATE_NOOP("Scenarios", "Running at ×%1: practice time is %2"))
    else:
        words = said(QT_TRANSLATE_NOOP("Scenarios", "Open and paused: practice time stands at %2"))
    return filled(words, str(at_desk.speed), at_desk.at)


def state_look(row: AttemptRow, at_desk: AtDesk | None) -> tuple[str, str, Tone]:
    """How an attempt stands, in words, with its icon and tone."""
    if row.state is not AttemptState.RUNNING or at_desk is None or at_desk.attempt_id != row.id:
        words, icon, tone = STATES[row.state]
        return said(words), icon, tone
    if at_desk.speed:
        return said(QT_TRANSLATE_NOOP("Scenarios", "Running")), "play-circle-outline", Tone.OK
    return said(QT_TRANSLATE_NOOP("Scenarios", "Open, paused")), "pause-circle-outline", Tone.PAUSED


def tried_mark(attempts: Sequence[AttemptRow], at_desk: AtDesk | None = None) -> Mark:
    """How far this person got with a scenario, in short words; `attempts` are newest first."""
    at = None if at_desk is None else at_desk.attempt_id
    open_row = next((row for row in attempts if row.id == at and row.state is AttemptState.RUNNING), None)
    if open_row is not None:
        return Mark(*state_look(open_row, at_desk))
    if not attempts:
        return Mark(said(QT_TRANSLATE_NOOP("Scenarios", "Not tried")), "circle-outline", Tone.NEUTRAL)
    words, icon, tone = STATES[attempts[0].state]
    if len(attempts) > 1 and attempts[0].state is AttemptState.FINISHED:
        many = QCoreApplication.translate("Scenarios", "Tried %n times", "", len(attempts))
        return Mark(many, "history", Tone.NEUTRAL)
    short = {AttemptState.RUNNING: QT_TRANSLATE_NOOP("Scenarios", "Stopped")}.get(attempts[0].state, words)
    return Mark(said(short), icon, tone)
