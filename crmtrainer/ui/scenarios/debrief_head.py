# SPDX-License-Identifier: MIT
"""The top of a debrief: which attempt it is, what can be done with it, and the result in one bar."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import Debrief, DebriefClock, OpenItem, Who
from crmtrainer.scenarios.format.checks import Severity
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.clock_lines import clock_name, outcome_of
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
MOST_LATE = 3
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
    """Heading, words, tone and icon. What was missed comes before what was met, and critical checks by their names."""
    if not has_acted(found):
        words = _tr("The run was finished before anything was done. The checks show what it looks for.")
        return _tr("You did nothing in this run."), words, Tone.PAUSED, "information-outline"
    missed, critical, late = found.checks_counted - found.checks_met, found.critical_missed, _late(found)
    rest = (_late_words(late), *_good(found), _to_put_right(found), _never(found))
    if not found.counts:
        words = _joined(_would_be(missed, found), _critical(critical), *rest)
        return _tr("You were exploring: nothing counts."), words, Tone.PAUSED, _EXPLORING
    if critical:
        others = _not_met(missed - len(critical), len(late))
        words = _joined(_tr("Missed besides: %1.").replace("%1", others) if others else "", *rest)
        return _critical(critical), words, Tone.BAD, _CRITICAL
    if missed or late:
        heading = _tr("Missed: %1.").replace("%1", _not_met(missed, len(late)))
        return heading, _joined(*rest), Tone.WARN, "flag-outline"
    if advised := [check.title for check in found.results if _is_missed_advice(check)]:
        words = _tr("Advice missed, which does not count: %1.").replace("%1", ", ".join(advised))
        return _met(found), _joined(words, _never(found)), Tone.INFO, "flag-outline"
    never = _never(found)
    heading = _met(found) if never else _tr("Every check met.")
    return heading, never or _tr("There is nothing to put right."), Tone.OK, "check-circle-outline"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _late(found: Debrief) -> tuple[DebriefClock, ...]:
    """The clocks that went over their limit, and that count."""
    return tuple(clock for clock in found.clocks if clock.state == "missed")


def _late_words(late: tuple[DebriefClock, ...]) -> str:
    """Which clocks went over, and by how much; the first few, and how many more."""
    if not late:
        return ""
    told = [f"{clock_name(clock)}, {_small(outcome_of(clock).words)}" for clock in late[:MOST_LATE]]
    words = "; ".join(told)
    more = len(late) - MOST_LATE
    return f"{words}; {_tr('%1 more').replace('%1', str(more))}." if more > 0 else f"{words}."


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _not_met(checks: int, clocks: int) -> str:
    """ "3 checks and 1 clock"; nothing for none of either."""
    of_checks = _tr("1 check") if checks == 1 else _tr("%1 checks").replace("%1", str(checks)) if checks else ""
    of_clocks = _tr("1 clock") if clocks == 1 else _tr("%1 clocks").replace("%1", str(clocks)) if clocks else ""
    if of_checks and of_clocks:
        return filled(_tr("%1 and %2"), of_checks, of_clocks)
    return of_checks or of_clocks


def _critical(missed: tuple[CheckResult, ...]) -> str:
    if not missed:
        return ""
    names = ", ".join(check.title for check in missed)
    return _tr("Critical, missed: %1.").replace("%1", names)


def _met(found: Debrief) -> str:
    return filled(_tr("%1 of %2 checks met."), str(found.checks_met), str(found.checks_counted))


def _good(found: Debrief) -> tuple[str, ...]:
    """What was met, where anything was missed; that no critical check was among those is part of it."""
    if not found.counts:
        return ()
    critical = [one for one in found.results if one.severity is Severity.CRITICAL and not one.advisory]
    every = critical and all(check.verdict is Verdict.MET for check in critical)
    if not every:
        return (_met(found),)
    words = _tr("%1 of %2 checks met, and every critical one.")
    return (filled(words, str(found.checks_met), str(found.checks_counted)),)


def _would_be(missed: int, found: Debrief) -> str:
    if not missed:
        return filled(_tr("%1 of %2 checks would have been met."), str(found.checks_met), str(found.checks_counted))
    words = _tr("%1 of %2 checks would have been missed, %3 met.")
    return filled(words, str(missed), str(found.checks_counted), str(found.checks_met))


def _never(found: Debrief) -> str:
    return _tr("%1 never came up.").replace("%1", str(found.checks_never)) if found.checks_never else ""


def _is_missed_advice(check: CheckResult) -> bool:
    return check.advisory and check.verdict is Verdict.MISSED


def _to_put_right(found: Debrief) -> str:
    if found.to_put_right is None:
        return ""
    return _tr("To put right first: %1").replace("%1", found.to_put_right.sentence)


def _left_open(items: tuple[OpenItem, ...]) -> str:
    if not items:
        return ""
    names = ", ".join(_tr("a promise") if item.kind == "promise" else item.ref for item in items)
    return _tr("Still open at the end: %1.").replace("%1", names)


def _tr(words: str) -> str:
    return QCoreApplication.translate("DebriefHead", words)
