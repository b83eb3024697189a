# SPDX-License-Identifier: MIT
"""What a debrief calls things: checks and their verdicts, clocks, techniques, ego states, and the icons of acts."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate

from crmtrainer.scenarios.checks.deciding import CheckResult, Verdict
from crmtrainer.scenarios.debrief_rows import DebriefAct, DebriefClock, Who
from crmtrainer.scenarios.exchanges import Exchange, Transaction
from crmtrainer.scenarios.format.checks import Severity
from crmtrainer.ui import dates
from crmtrainer.ui.clock_lines import outcome_of
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.exchange import Ego
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.scenarios.story_items import Pinned
from crmtrainer.ui.theme import Tone

EGOS: Final = {"parent": Ego.PARENT, "adult": Ego.ADULT, "child": Ego.CHILD}
EGO_NAMES: Final = {
    "parent": QT_TRANSLATE_NOOP("Debrief", "Parent"),
    "adult": QT_TRANSLATE_NOOP("Debrief", "Adult"),
    "child": QT_TRANSLATE_NOOP("Debrief", "Child"),
}
TECHNIQUES: Final = {
    "greet": QT_TRANSLATE_NOOP("Debrief", "Greeting"),
    "acknowledge": QT_TRANSLATE_NOOP("Debrief", "Acknowledging"),
    "apologise": QT_TRANSLATE_NOOP("Debrief", "Apologising"),
    "ask_open": QT_TRANSLATE_NOOP("Debrief", "Open question"),
    "ask_closed": QT_TRANSLATE_NOOP("Debrief", "Closed question"),
    "paraphrase": QT_TRANSLATE_NOOP("Debrief", "Paraphrasing"),
    "reflect": QT_TRANSLATE_NOOP("Debrief", "Reflecting the feeling"),
    "summarise": QT_TRANSLATE_NOOP("Debrief", "Summarising"),
    "verify": QT_TRANSLATE_NOOP("Debrief", "Asking for proof"),
    "inform": QT_TRANSLATE_NOOP("Debrief", "Informing"),
    "request": QT_TRANSLATE_NOOP("Debrief", "Asking for something"),
    "offer": QT_TRANSLATE_NOOP("Debrief", "Offering"),
    "promise": QT_TRANSLATE_NOOP("Debrief", "Promising"),
    "set_expectation": QT_TRANSLATE_NOOP("Debrief", "Setting an expectation"),
    "refuse": QT_TRANSLATE_NOOP("Debrief", "Refusing"),
    "signpost": QT_TRANSLATE_NOOP("Debrief", "Signposting"),
    "rule_quote": QT_TRANSLATE_NOOP("Debrief", "Quoting a rule"),
    "disclose": QT_TRANSLATE_NOOP("Debrief", "Reading out the record"),
    "assume": QT_TRANSLATE_NOOP("Debrief", "Assuming"),
    "dismiss": QT_TRANSLATE_NOOP("Debrief", "Passing over"),
    "close": QT_TRANSLATE_NOOP("Debrief", "Closing"),
}
_TRANSACTIONS: Final = {
    (Transaction.COMPLEMENTARY, True): QT_TRANSLATE_NOOP("Debrief", "Complementary, and helpful"),
    (Transaction.COMPLEMENTARY, False): QT_TRANSLATE_NOOP("Debrief", "Complementary, and not helpful"),
    (Transaction.CROSSED, True): QT_TRANSLATE_NOOP("Debrief", "Crossed, and helpful"),
    (Transaction.CROSSED, False): QT_TRANSLATE_NOOP("Debrief", "Crossed, and not helpful"),
    (Transaction.ULTERIOR, True): QT_TRANSLATE_NOOP("Debrief", "A hidden message, and helpful"),
    (Transaction.ULTERIOR, False): QT_TRANSLATE_NOOP("Debrief", "A hidden message, and not helpful"),
}
_VERDICTS: Final = {
    Verdict.MET: (QT_TRANSLATE_NOOP("Debrief", "%1: met"), QT_TRANSLATE_NOOP("Debrief", "%1: would have been met")),
    Verdict.MISSED: (
        QT_TRANSLATE_NOOP("Debrief", "%1: missed"),
        QT_TRANSLATE_NOOP("Debrief", "%1: would have been missed"),
    ),
    Verdict.NOT_REACHED: (
        QT_TRANSLATE_NOOP("Debrief", "%1: never came up"),
        QT_TRANSLATE_NOOP("Debrief", "%1: never came up"),
    ),
}
_ACT_ICONS: Final = {
    "record.open": "folder-open-outline",
    "record.reveal": "eye-outline",
    "record.print": "printer-outline",
    "identity.verify": "card-account-details-outline",
    "conversation.say": "message-text-outline",
    "message.send": "message-text-outline",
    "message.receive": "message-reply-text-outline",
    "interaction.log": "text-box-plus-outline",
    "note.add": "note-text-outline",
    "ticket.open": "folder-plus-outline",
    "ticket.close": "archive-check-outline",
    "clock.threshold": "alert-octagon-outline",
    "promise.lapse": "alert-octagon-outline",
    "scenario.finish": "flag-outline",
    "reflection.submit": "pencil-outline",
    "consent.change": "shield-account-outline",
    "customer.set_need": "account-heart-outline",
}
_ROOM_ICONS: Final = {
    "conversation": "phone-outline",
    "handoff": "package-variant",
    "promise": "handshake-outline",
    "ticket": "circle-half-full",
    "customer": "account-outline",
}
_TONES: Final = {
    Who.YOU: Tone.INFO,
    Who.CUSTOMER: Tone.NEUTRAL,
    Who.TEAM: Tone.COLLEAGUE,
    Who.CLOCK: Tone.BAD,
    Who.NOBODY: Tone.BAD,
    Who.SOMEBODY: Tone.NEUTRAL,
}
MISSING_ICON: Final = "progress-question"
REFUSED_ICON: Final = "cancel"


def said(words: str) -> str:
    """A label in the reader's language."""
    return QCoreApplication.translate("Debrief", words)


def short_when(moment: datetime) -> str:
    """ "Tue 10:58"."""
    here = dates.local(moment)
    day = dates.BRITISH.toString(QDate(here.year, here.month, here.day), "ddd")
    return filled(said(QT_TRANSLATE_NOOP("Debrief", "%1 %2")), day, dates.clock_time(moment))


def act_icon(act: DebriefAct) -> str:
    """The icon of a row."""
    if act.who is Who.NOBODY:
        return MISSING_ICON
    if act.refusal:
        return REFUSED_ICON
    return _ACT_ICONS.get(act.verb) or _ROOM_ICONS.get(act.verb.partition(".")[0], "circle-outline")


def act_tone(act: DebriefAct) -> Tone:
    """What the colour of a row's icon means; its words say it as well."""
    return Tone.WARN if act.refusal else _TONES[act.who]


def check_line(check: CheckResult, *, counts: bool = True) -> Pinned:
    """A check with its verdict in words and icon. Where nothing counts it says what would have been."""
    name = check.title
    if check.advisory:
        name = said(QT_TRANSLATE_NOOP("Debrief", "Advice, %1")).replace("%1", _lower(name))
    elif check.severity is Severity.CRITICAL:
        name = said(QT_TRANSLATE_NOOP("Debrief", "Critical, %1")).replace("%1", _lower(name))
    words = said(_VERDICTS[check.verdict][0 if counts else 1]).replace("%1", name)
    icon, tone = _check_look(check)
    return Pinned(words, icon, tone)


def _check_look(check: CheckResult) -> tuple[str, Tone]:
    if check.verdict is Verdict.NOT_REACHED:
        return "minus-circle-outline", Tone.PAUSED
    critical = check.severity is Severity.CRITICAL and not check.advisory
    if check.verdict is Verdict.MET:
        return "shield-check-outline" if critical else "check-circle-outline", Tone.OK
    if check.advisory:
        return "information-outline", Tone.INFO
    return "alert-octagon-outline" if critical else "close-circle-outline", Tone.BAD


def clock_outcome(clock: DebriefClock) -> Pinned:
    """How a clock ended, as a line beneath an act."""
    mark = outcome_of(clock)
    return Pinned(mark.words, mark.icon, mark.tone)


def transaction_chip(exchange: Exchange) -> ChipData:
    """What the two lines made together, and whether it helped."""
    words = said(_TRANSACTIONS[exchange.transaction, exchange.helpful])
    if exchange.helpful:
        return ChipData(words, "check-circle-outline", Tone.OK)
    return ChipData(words, "alert-outline", Tone.WARN)


def direction(start: str, end: str) -> str:
    """ "Parent to Child"."""
    words = said(QT_TRANSLATE_NOOP("Debrief", "%1 to %2"))
    return filled(words, said(EGO_NAMES[start]), said(EGO_NAMES[end]))


def hidden_words(hidden: str) -> str:
    """What a hidden message says, such as "parent>child"; nothing when there is none."""
    start, _, end = hidden.partition(">")
    if start not in EGO_NAMES or end not in EGO_NAMES:
        return ""
    return said(QT_TRANSLATE_NOOP("Debrief", "Hidden beneath it: %1")).replace("%1", direction(start, end))


def technique_name(technique: str) -> str:
    """What a technique is called; nothing for words that were not understood."""
    known = TECHNIQUES.get(technique)
    return "" if known is None else said(known)


def _lower(name: str) -> str:
    """A title in the middle of a line; words in capitals stay."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
