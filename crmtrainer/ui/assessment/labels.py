# SPDX-License-Identifier: MIT
"""Words and icons of the review: states of attempts, what verification found, kinds of acts, results of checks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState, Decision
from crmtrainer.house.reviewing import HandIn, Review
from crmtrainer.journal.levels import Level
from crmtrainer.journal.report import RecordState, Report
from crmtrainer.journal.wording import told, told_assurance, told_not_proven, told_result
from crmtrainer.replay import told_replay
from crmtrainer.reports.evidence import hand_in_facts
from crmtrainer.reports.replaying import ReplayRow
from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.telling import ActKind
from crmtrainer.ui.clocks import times
from crmtrainer.ui.dates import when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.rows import Mark
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence

MET_ICON: Final = "check-circle-outline"
MISSED_ICON: Final = "close-circle-outline"
REFUSED_ICON: Final = "cancel"

_ICONS: Final = {
    "record.open": "folder-open-outline",
    "record.reveal": "eye-outline",
    "identity.verify": "shield-account-outline",
    "ticket.open": "ticket-outline",
    "ticket.close": "check",
    "conversation.ring": "phone-ring-outline",
    "conversation.answer": "phone-in-talk-outline",
    "conversation.end": "phone-hangup-outline",
    "conversation.lapse": "phone-missed-outline",
    "conversation.say": "message-text-outline",
    "interaction.log": "phone-log-outline",
    "message.send": "message-arrow-right-outline",
    "message.receive": "email-outline",
    "note.add": "note-text-outline",
    "promise.make": "handshake-outline",
    "promise.keep": "handshake-outline",
    "promise.lapse": "handshake-outline",
    "scenario.finish": "flag-checkered",
    "reflection.submit": "pencil-outline",
}
_KIND_ICONS: Final = {
    ActKind.ACT: "cursor-default-click-outline",
    ActKind.MESSAGE: "message-outline",
    ActKind.HANDOFF: "package-variant",
    ActKind.CLOCK: "timer-outline",
    ActKind.BACKSTAGE: "cog-outline",
}
_DECISIONS: Final = {
    Decision.COMPETENT: QT_TRANSLATE_NOOP("Review", "Competent"),
    Decision.NOT_YET: QT_TRANSLATE_NOOP("Review", "Not yet competent"),
}
_MODES: Final = {
    "explore": QT_TRANSLATE_NOOP("Review", "Explore"),
    "practise": QT_TRANSLATE_NOOP("Review", "Practise"),
    "assessed": QT_TRANSLATE_NOOP("Review", "Assessed"),
}


def decision_name(decision: Decision) -> str:
    """A decision in the words of NVQ-style units."""
    return _tr(_DECISIONS[decision])


def mode_name(mode: str) -> str:
    """The mode an attempt was played in."""
    known = _MODES.get(mode)
    return mode if known is None else _tr(known)


def mode_told(review: Review) -> str:
    """The mode, and whether clocks gave another share of their limits; that says nothing for or against anybody."""
    mode = mode_name(review.row.mode)
    if not review.timing:
        return mode
    shares = ", ".join(times(row.percent) for row in review.timing)
    return filled(_tr("%1 · adjusted timing: %2"), mode, shares)


def icon_of(row: ReplayRow) -> str:
    """The icon of a row of the replay."""
    if row.act is None:
        return "help-circle-outline"
    if not row.act.done:
        return REFUSED_ICON
    return _ICONS.get(row.act.verb, _KIND_ICONS[row.act.kind])


def mark_of(row: ReplayRow) -> Mark | None:
    """The word at the right of a row: refused, missed or met."""
    if row.act is not None and not row.act.done:
        return Mark(_tr("Refused"), REFUSED_ICON, Tone.BAD)
    verdicts = {check.verdict for check in row.checks}
    if Verdict.MISSED in verdicts:
        return Mark(_tr("missed"), MISSED_ICON, Tone.BAD)
    return Mark(_tr("met"), MET_ICON, Tone.OK) if Verdict.MET in verdicts else None


def check_line(check: CheckResult) -> str:
    """A check below the act it hangs on: "Met: A ticket within the hour"."""
    words = {
        Verdict.MET: _tr("Met: %1"),
        Verdict.MISSED: _tr("Missed: %1"),
        Verdict.NOT_REACHED: _tr("Never came up: %1"),
    }
    return words[check.verdict].replace("%1", check.title)


def is_marked(row: AttemptRow, criteria: int) -> bool:
    """Whether every criterion of the attempt is decided. Where nobody knows how many there are, one will do."""
    return row.judged >= max(1, criteria)


def state_mark(row: AttemptRow, report: Report | None, criteria: int) -> Mark:
    """What there is to do with an attempt that has so many criteria. What is wrong with its file comes first."""
    if row.state is AttemptState.RUNNING:
        return Mark(_tr("Still being played"), "play-circle-outline", Tone.NEUTRAL)
    if row.state is AttemptState.FINISHED:
        return Mark(_tr("Not handed in yet"), "tray-arrow-up", Tone.NEUTRAL)
    if report is not None and report.result is RecordState.UNUSABLE:
        return Mark(_tr("Cannot be read"), "alert-octagon-outline", Tone.BAD)
    if report is not None and report.result is RecordState.DAMAGED:
        return Mark(_broken(report), "alert-octagon-outline", Tone.BAD)
    if row.judged and not is_marked(row, criteria):
        words = filled(_tr("%1 of %2 marked"), str(row.judged), str(criteria))
        return Mark(words, "circle-half-full", Tone.NEUTRAL)
    if row.judged:
        words = QCoreApplication.translate("Review", "Marked: %n criteria", "", row.judged)
        return Mark(words, MET_ICON, Tone.OK if criteria else Tone.NEUTRAL)
    return Mark(_tr("To mark"), "clipboard-text-outline", Tone.NEUTRAL)


def banner_of(review: Review) -> tuple[str, str, Tone, str]:
    """Heading, words, tone and icon of the bar that says what the file shows and what it cannot."""
    report = review.report
    if report.result is RecordState.UNUSABLE:
        words = _tr("Nothing can be said about this record. Ask for the file again.")
        return _tr("The file cannot be read."), words, Tone.BAD, "alert-octagon-outline"
    if report.result is RecordState.DAMAGED:
        first = sentence(*told(report.findings[0])) if report.findings else ""
        words = _tr("%1 Judge nothing on it before you have asked.").replace("%1", first)
        return f"{_broken(report)}.", words, Tone.BAD, "alert-octagon-outline"
    if review.hand_in is HandIn.OTHER_SINCE:
        words = _tr("%1 entries hold together, but the file ends with another entry than the one noted on receipt.")
        return (
            _tr("Not the file that was received."),
            words.replace("%1", str(report.entries)),
            Tone.WARN,
            "alert-outline",
        )
    if review.hand_in is HandIn.OTHER:
        words = _tr("%1 entries hold together, but the file ends with another entry than the one noted at hand-in.")
        return (
            _tr("Not the file that was handed in."),
            words.replace("%1", str(report.entries)),
            Tone.WARN,
            "alert-outline",
        )
    if report.result is RecordState.UNCLOSED:
        words = _tr("%1 entries in order, none edited or removed, but no entry closes them. %2")
        words = words.replace("%1", str(report.entries), 1).replace("%2", level_of(report), 1)
        return _tr("Unchanged, and its end is open."), words, Tone.WARN, "alert-outline"
    again = review.replay
    if again is not None and again.first_difference is not None:
        words = _tr("%1 entries in order, none edited or removed, but replaying them gives another world. %2")
        words = words.replace("%1", str(report.entries), 1).replace("%2", sentence(*told_replay(again)), 1)
        return _tr("Complete, and replayed otherwise."), words, Tone.WARN, "alert-outline"
    if again is None:
        words = _tr("%1 entries in order, none edited or removed. %2 This cannot show who was at the keyboard.")
    else:
        words = _tr(
            "%1 entries in order, none edited or removed; replaying them gives the same world. %2 This cannot show who"
            " was at the keyboard."
        )
    words = words.replace("%1", str(report.entries), 1).replace("%2", level_of(report), 1)
    return _whole(review.hand_in), words, Tone.OK, "shield-check-outline"


def _whole(hand_in: HandIn) -> str:
    """The heading of a record that holds: of a file from elsewhere only what was seen here is said."""
    if hand_in is HandIn.RECEIVED:
        return _tr("Whole, and as it was received.")
    return _tr("Complete and unchanged.") if hand_in is HandIn.SAME else _tr("Whole as it stands.")


def level_of(report: Report) -> str:
    """How far the record can be relied on, in a few words; the details say why."""
    if report.assurance is Level.WITNESSED and report.witnessed_at is not None:
        words = _tr("Assurance: witnessed to entry %1 at %2.")
        return words.replace("%1", str(report.witnessed_to), 1).replace("%2", when(report.witnessed_at), 1)
    return {
        Level.SELF_HELD: _tr("Assurance: self-held."),
        Level.SEALED: _tr("Assurance: sealed."),
        Level.WITNESSED: _tr("Assurance: witnessed to entry %1.").replace("%1", str(report.witnessed_to)),
    }[report.assurance]


def details_of(review: Review) -> str:
    """Everything verification found, the level of assurance, and what is not proven."""
    report = review.report
    lines = [sentence(*told_result(report)), sentence(*told_assurance(report))]
    lines += [sentence(*told(finding)) for finding in (*report.findings, *report.notes)]
    if review.problem:
        lines.append(_tr("Not everything could be read: %1").replace("%1", review.problem))
    if review.replay is not None:
        lines.append(sentence(*told_replay(review.replay)))
    lines.append(sentence(f"hand_in.{review.hand_in.value}", hand_in_facts(review.row)))
    lines.append(sentence(told_not_proven(report), {}))
    if report.head_hash:
        last = filled(_tr("Last entry: %1, %2"), str(report.head_seq), report.head_hash)
        lines.append(last)
    return "\n".join(lines)


def _broken(report: Report) -> str:
    if report.first_bad is None or report.is_beside:
        return _tr("Changed beside the journal")
    return _tr("Chain broken at act %1").replace("%1", str(report.first_bad))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Review", words)
