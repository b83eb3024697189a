# SPDX-License-Identifier: MIT
"""The top of a debrief: which attempt it is, what can be done with it, and the result in one bar."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import Debrief, OpenItem, Who
from crmtrainer.scenarios.format.checks import Severity
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.dates import short_day
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import is_restyling, title
from crmtrainer.ui.scenarios.flow import Flow
from crmtrainer.ui.scenarios.labels import branch_chip, mode_chip, mode_name
from crmtrainer.ui.theme import Tone

_EXPLORING, _CRITICAL = "compass-outline", "alert-octagon-outline"
_OWN_ENDINGS = frozenset({"scenario.finish", "reflection.submit"})


class DebriefHead(Surface):
    """Name, chips and buttons; in a narrow window the buttons go below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self.name = title()
        self.chips = ChipRow()
        self.again = Button(self.tr("Try again"), "restart")
        self.write = Button(self.tr("Write reflection"), "pencil-outline")
        self.hand_in = Button(self.tr("Hand in"), "tray-arrow-up", Variant.PRIMARY)
        self._row = QHBoxLayout()
        self._wrapping = Flow()
        self._named = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._named.addWidget(self.name)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.chips)
        middle.addStretch(1)
        self._named.addLayout(middle, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.addLayout(self._named, 1)
        self._box.addLayout(self._row)
        self._box.addWidget(self._wrapping)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._narrow: bool | None = None
        self._can_hand_in = True
        self.set_narrow(False)

    def show_attempt(self, row: AttemptRow) -> None:
        """Say which attempt this is and what can be done with it now."""
        self.name.setText(self.tr("Debrief: %1").replace("%1", row.title))
        mode = Mode(row.mode)
        run = f"{mode_name(row.mode)}, {short_day(row.started_at.date())}"
        attempt = ChipData(self.tr("Attempt %1").replace("%1", str(row.number)), "history")
        if row.branch is not None:
            attempt = branch_chip(row.branch, row.number)
        self.chips.set_chips((attempt, mode_chip(mode, run)))
        self.again.setAccessibleDescription(self.tr("Starts a new attempt; this one stays on record."))
        self._can_hand_in = mode is not Mode.EXPLORE
        self.hand_in.setVisible(self._can_hand_in)
        handed = row.state is AttemptState.HANDED_IN
        self.hand_in.setText(self.tr("Handed in") if handed else self.tr("Hand in"))
        reason = self.tr("This attempt was handed in.") if handed else ""
        if row.branch is not None:
            reason = self.tr("A practice branch is not handed in.")
        self.hand_in.explain(reason)
        self.hand_in.set_variant(Variant.PRIMARY if mode is Mode.ASSESSED and not handed else Variant.PLAIN)

    def set_narrow(self, narrow: bool) -> None:
        """Side by side in one line, or below one another and wrapping."""
        if narrow is not self._narrow:
            self._narrow = narrow
            for button in (self.again, self.write, self.hand_in):
                if narrow:
                    self._row.removeWidget(button)
                    self._wrapping.add(button)
                else:
                    self._row.addWidget(button)
            self._wrapping.setVisible(narrow)
            self.hand_in.setVisible(self._can_hand_in)
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._box.setDirection(down if narrow else across)
            self._named.setDirection(down if narrow else across)
        self._restyle()

    def _restyle(self) -> None:
        self._row.setSpacing(theme.px(8))
        self._box.setSpacing(theme.px(8 if self._narrow else 12))
        self._named.setSpacing(theme.px(4 if self._narrow else 12))
        self._box.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def tell_result(banner: Banner, found: Debrief, *, narrow: bool = False) -> None:
    """Say in one bar how the run stands against its checks, and what to put right first."""
    heading, words, tone, icon = _result(found)
    beneath = _left_open(found.open_items)
    if narrow:
        words, beneath = "", f"{words} {beneath}".strip()
    banner.set_tone(tone, icon)
    banner.set_words(heading, words, beneath)


def result_words(found: Debrief) -> str:
    """The same for paper, in one piece."""
    heading, words, _tone, _icon = _result(found)
    return " ".join(part for part in (heading, words, _left_open(found.open_items)) if part)


def has_acted(found: Debrief) -> bool:
    """Whether the learner did anything at all before the end."""
    return any(act.who is Who.YOU and act.verb not in _OWN_ENDINGS for act in found.acts)


def _result(found: Debrief) -> tuple[str, str, Tone, str]:
    counted = [check for check in found.results if not check.advisory]
    numbers = _numbers(found)
    right = _to_put_right(found)
    rest = _tr("%1 never came up.").replace("%1", str(found.checks_never)) if found.checks_never else ""
    if not has_acted(found):
        words = _tr("The run was finished before anything was done. The checks show what it looks for.")
        return _tr("You did nothing in this run."), words, Tone.PAUSED, "information-outline"
    if not found.counts:
        would = _tr("%1 of %2 checks would have been met.")
        words = " ".join(part for part in (numbers(would), rest, right) if part)
        return _tr("You were exploring: nothing counts."), words, Tone.PAUSED, _EXPLORING
    if found.critical_missed:
        if len(found.critical_missed) == 1:
            heading = numbers(_tr("%1 of %2 checks met; a critical one missed."))
            return heading, f"{right} {rest}".strip(), Tone.BAD, _CRITICAL
        names = ", ".join(check.title for check in found.critical_missed)
        words = _tr("All critical: %1.").replace("%1", names)
        return (
            numbers(_tr("%1 of %2 checks met; critical ones missed.")),
            f"{right} {words} {rest}".strip(),
            Tone.BAD,
            _CRITICAL,
        )
    if not right and (advised := [check.title for check in found.results if _is_missed_advice(check)]):
        words = _tr("Advice missed, which does not count: %1.").replace("%1", ", ".join(advised))
        return numbers(_tr("%1 of %2 checks met.")), f"{words} {rest}".strip(), Tone.INFO, "flag-outline"
    if not right:
        heading = numbers(_tr("%1 of %2 checks met.")) if rest else _tr("Every check met.")
        return heading, rest or _tr("There is nothing to put right."), Tone.OK, "check-circle-outline"
    critical = [check for check in counted if check.severity is Severity.CRITICAL]
    every = critical and all(check.verdict is Verdict.MET for check in critical)
    heading = numbers(_tr("%1 of %2 checks met, and every critical one.") if every else _tr("%1 of %2 checks met."))
    return heading, f"{right} {rest}".strip(), Tone.INFO, "flag-outline"


def _is_missed_advice(check: CheckResult) -> bool:
    return check.advisory and check.verdict is Verdict.MISSED


def _numbers(found: Debrief) -> Callable[[str], str]:
    return lambda words: filled(words, str(found.checks_met), str(found.checks_counted))


def _to_put_right(found: Debrief) -> str:
    if found.to_put_right is None:
        return ""
    return _tr("To put right: %1").replace("%1", found.to_put_right.sentence)


def _left_open(items: tuple[OpenItem, ...]) -> str:
    if not items:
        return ""
    names = ", ".join(_tr("a promise") if item.kind == "promise" else item.ref for item in items)
    return _tr("Still open at the end: %1.").replace("%1", names)


def _tr(words: str) -> str:
    return QCoreApplication.translate("DebriefHead", words)
