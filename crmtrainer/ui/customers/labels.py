# SPDX-License-Identifier: MIT
"""Stages, questions, fields and channels in the window's words, with their icons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.customers.rules import CustomerKind, IdentityState, Masked, PointKind, Purpose, Question, Stage
from crmtrainer.orders.rules import OrderState
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.rows import Mark
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone

_STAGES: Final = {
    Stage.PROSPECT: (QT_TRANSLATE_NOOP("Customer", "Prospect"), "account-search-outline", Tone.NEUTRAL),
    Stage.ONBOARDING: (QT_TRANSLATE_NOOP("Customer", "Onboarding"), "account-plus-outline", Tone.INFO),
    Stage.ACTIVE: (QT_TRANSLATE_NOOP("Customer", "Active"), "account-check-outline", Tone.NEUTRAL),
    Stage.AT_RISK: (QT_TRANSLATE_NOOP("Customer", "At risk"), "alert-outline", Tone.WARN),
    Stage.LAPSED: (QT_TRANSLATE_NOOP("Customer", "Lapsed"), "account-clock-outline", Tone.PAUSED),
    Stage.WON_BACK: (QT_TRANSLATE_NOOP("Customer", "Won back"), "account-reactivate-outline", Tone.OK),
    Stage.CLOSED: (QT_TRANSLATE_NOOP("Customer", "Closed"), "archive-outline", Tone.PAUSED),
}
_QUESTIONS: Final = {
    Question.FULL_NAME: QT_TRANSLATE_NOOP("Customer", "Full name"),
    Question.POSTCODE: QT_TRANSLATE_NOOP("Customer", "Postcode"),
    Question.ORDER_NUMBER: QT_TRANSLATE_NOOP("Customer", "Order number"),
    Question.BORN: QT_TRANSLATE_NOOP("Customer", "Date of birth"),
    Question.PHONE: QT_TRANSLATE_NOOP("Customer", "Phone number"),
}
_MASKED: Final = {
    Masked.PHONE: QT_TRANSLATE_NOOP("Customer", "Phone"),
    Masked.EMAIL: QT_TRANSLATE_NOOP("Customer", "E-mail"),
    Masked.ADDRESS: QT_TRANSLATE_NOOP("Customer", "Address"),
    Masked.BORN: QT_TRANSLATE_NOOP("Customer", "Date of birth"),
    Masked.NEED_DETAIL: QT_TRANSLATE_NOOP("Customer", "Why the need exists"),
}
_CHANNELS: Final = {
    "phone": (QT_TRANSLATE_NOOP("Customer", "Phone"), "phone-outline"),
    "email": (QT_TRANSLATE_NOOP("Customer", "E-mail"), "email-outline"),
    "text": (QT_TRANSLATE_NOOP("Customer", "Text"), "cellphone-message"),
    "chat": (QT_TRANSLATE_NOOP("Customer", "Web chat"), "chat-outline"),
    "letter": (QT_TRANSLATE_NOOP("Customer", "Letter"), "email-open-outline"),
    "social": (QT_TRANSLATE_NOOP("Customer", "Social media"), "account-voice"),
    "in_person": (QT_TRANSLATE_NOOP("Customer", "In person"), "handshake-outline"),
}
_POINTS: Final = {
    PointKind.MOBILE: (QT_TRANSLATE_NOOP("Customer", "Mobile"), "cellphone"),
    PointKind.PHONE: (QT_TRANSLATE_NOOP("Customer", "Phone"), "phone-outline"),
    PointKind.EMAIL: (QT_TRANSLATE_NOOP("Customer", "E-mail"), "email-outline"),
}
_PURPOSES: Final = {
    Purpose.SERVICE: QT_TRANSLATE_NOOP("Customer", "Service messages"),
    Purpose.MARKETING: QT_TRANSLATE_NOOP("Customer", "Marketing"),
    Purpose.SURVEY: QT_TRANSLATE_NOOP("Customer", "Surveys"),
}
_ORDERS: Final = {
    OrderState.PLACED: (QT_TRANSLATE_NOOP("Customer", "Placed"), "receipt-text-outline", Tone.NEUTRAL),
    OrderState.DISPATCHED: (QT_TRANSLATE_NOOP("Customer", "Dispatched"), "truck-outline", Tone.INFO),
    OrderState.DELIVERED: (QT_TRANSLATE_NOOP("Customer", "Delivered"), "check-circle-outline", Tone.OK),
    OrderState.CANCELLED: (QT_TRANSLATE_NOOP("Customer", "Cancelled"), "cancel", Tone.PAUSED),
    OrderState.RETURNED: (QT_TRANSLATE_NOOP("Customer", "Returned"), "keyboard-return", Tone.WARN),
}
_IDENTITY: Final = {
    IdentityState.NOT_CHECKED: (QT_TRANSLATE_NOOP("Customer", "Not checked"), "circle-outline", Tone.PAUSED),
    IdentityState.PARTIAL: (
        QT_TRANSLATE_NOOP("Customer", "Partly checked: %1 of %2"),
        "circle-half-full",
        Tone.WARN,
    ),
    IdentityState.PASSED: (QT_TRANSLATE_NOOP("Customer", "Passed"), "check-circle-outline", Tone.OK),
    IdentityState.FAILED: (QT_TRANSLATE_NOOP("Customer", "Not proven on this call"), "shield-outline", Tone.WARN),
}
_SHIELDS: Final = {
    IdentityState.NOT_CHECKED: ("shield-outline", "muted"),
    IdentityState.PARTIAL: ("shield-half-full", "warn"),
    IdentityState.PASSED: ("shield-check-outline", "ok"),
    IdentityState.FAILED: ("shield-alert-outline", "bad"),
}


def _say(words: str) -> str:
    return QCoreApplication.translate("Customer", words)


def stage_words(stage: Stage) -> str:
    return _say(_STAGES[stage][0])


def stage_chip(stage: Stage) -> ChipData:
    words, icon, tone = _STAGES[stage]
    return ChipData(_say(words), icon, tone)


def stage_mark(stage: Stage) -> Mark:
    """The stage at the end of a row; the ordinary ones stay without an icon."""
    words, icon, tone = _STAGES[stage]
    return Mark(_say(words), icon if tone is not Tone.NEUTRAL else "", tone)


def kind_icon(kind: CustomerKind) -> str:
    return "domain" if kind is CustomerKind.ORGANISATION else "account-outline"


def question_words(question: Question) -> str:
    return _say(_QUESTIONS[question])


def field_words(field: Masked) -> str:
    return _say(_MASKED[field])


def channel_words(channel: str) -> str:
    """A channel's name; one that is not known here is shown as it was kept."""
    return _say(_CHANNELS[channel][0]) if channel in _CHANNELS else channel


def channel_icon(channel: str) -> str:
    return _CHANNELS[channel][1] if channel in _CHANNELS else "message-outline"


def point_words(kind: PointKind) -> str:
    return _say(_POINTS[kind][0])


def point_icon(kind: PointKind) -> str:
    return _POINTS[kind][1]


def purpose_words(purpose: Purpose) -> str:
    return _say(_PURPOSES[purpose])


def order_mark(state: OrderState) -> Mark:
    words, icon, tone = _ORDERS[state]
    return Mark(_say(words), icon, tone)


def identity_chip(state: IdentityState, matched: int, needed: int) -> ChipData:
    """ "Partly checked: 2 of 3"."""
    words, icon, tone = _IDENTITY[state]
    return ChipData(filled(_say(words), str(matched), str(needed)), icon, tone)


def identity_shield(state: IdentityState) -> tuple[str, str]:
    """The panel's icon and the token it is painted in."""
    return _SHIELDS[state]
