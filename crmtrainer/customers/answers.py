# SPDX-License-Identifier: MIT
"""Whether what somebody said is what the record holds, question by question. Values only, and only yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from crmtrainer.customers.rules import Question
from crmtrainer.customers.titles import TITLES
from crmtrainer.kernel.folding import digits_of, fold_phone, fold_postcode, words_of
from crmtrainer.kernel.spoken_dates import says_date

_FORMS_OF_FIRM = frozenset(words_of("ltd limited plc llp"))
_FEWEST_REF_DIGITS = 4
_FEWEST_PHONE_DIGITS = 9
_LONGEST_ANSWER = 12
"""How many words an answer may be spread over: a telephone number read digit by digit is eleven."""
_PIN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What a record can be asked for. Empty where it holds nothing."""

    given: str = ""
    family: str = ""
    born: date | None = None
    postcodes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    order_refs: tuple[str, ...] = ()


def questions_on(record: OnRecord) -> tuple[Question, ...]:
    """The questions that this record can answer, in the order they are best asked."""
    held: dict[Question, bool] = {
        Question.FULL_NAME: bool(words_of(record.family)),
        Question.POSTCODE: any(record.postcodes),
        Question.ORDER_NUMBER: any(record.order_refs),
        Question.BORN: record.born is not None,
        Question.PHONE: any(record.phones),
    }
    return tuple(question for question, is_held in held.items() if is_held)


def says_something(said: str) -> bool:
    """Whether there is anything to compare."""
    return bool(words_of(said))


def matches(question: Question, said: str, record: OnRecord) -> bool:
    """Whether `said` answers `question` as the record does, in whatever case, accents, spacing or notation."""
    return says_something(said) and _COMPARE[question](said, record)


def gives(question: Question, said: str, heard: str, record: OnRecord) -> bool:
    """Whether the answer `said`, which matches the record, can be heard in `heard`: this very one, not another.

    Somebody who named one of their orders has not given the number of another.
    """
    meant = _meant(question, said, record)
    words = words_of(heard)
    return any(
        matches(question, " ".join(words[start : start + size]), meant)
        for start in range(len(words))
        for size in range(1, min(_LONGEST_ANSWER, len(words) - start) + 1)
    )


def _meant(question: Question, said: str, record: OnRecord) -> OnRecord:
    """The record with only those of its postcodes, telephones and orders that `said` names."""
    match question:
        case Question.POSTCODE:
            held = (replace(record, postcodes=(one,)) for one in record.postcodes)
            return replace(record, postcodes=tuple(one.postcodes[0] for one in held if matches(question, said, one)))
        case Question.ORDER_NUMBER:
            held = (replace(record, order_refs=(one,)) for one in record.order_refs)
            return replace(record, order_refs=tuple(one.order_refs[0] for one in held if matches(question, said, one)))
        case Question.PHONE:
            held = (replace(record, phones=(one,)) for one in record.phones)
            return replace(record, phones=tuple(one.phones[0] for one in held if matches(question, said, one)))
        case _:
            return record


def _same_name(said: str, record: OnRecord) -> bool:
    """First and family name, in either order, with or without a title; initials alone are not a full name."""
    words = words_of(said)
    given, family = words_of(record.given), words_of(record.family)
    if not given:
        return _firm(words) == _firm(family)
    wanted = {"".join(given + family), "".join(family + given)}
    untitled = words[1:] if words[0] in TITLES else words
    return bool({"".join(words), "".join(untitled)} & wanted)


def _firm(words: tuple[str, ...]) -> str:
    """An organisation's name in one piece, without its legal form."""
    return "".join(word for word in words if word not in _FORMS_OF_FIRM) or "".join(words)


def _same_postcode(said: str, record: OnRecord) -> bool:
    return fold_postcode(said) in {fold_postcode(postcode) for postcode in record.postcodes}


def _same_born(said: str, record: OnRecord) -> bool:
    return record.born is not None and says_date(said, record.born)


def _same_phone(said: str, record: OnRecord) -> bool:
    number = fold_phone(said)
    return len(number) >= _FEWEST_PHONE_DIGITS and number in {fold_phone(phone) for phone in record.phones}


def _same_order(said: str, record: OnRecord) -> bool:
    """The whole reference, or its digits alone, as people read them from a label."""
    wanted = _PIN.sub("", said).upper()
    bare = wanted.isdecimal() and len(wanted) >= _FEWEST_REF_DIGITS
    return any(
        wanted == _PIN.sub("", ref).upper() or (bare and digits_of(wanted) == digits_of(ref))
        for ref in record.order_refs
    )


_COMPARE: dict[Question, Callable[[str, OnRecord], bool]] = {
    Question.FULL_NAME: _same_name,
    Question.POSTCODE: _same_postcode,
    Question.ORDER_NUMBER: _same_order,
    Question.BORN: _same_born,
    Question.PHONE: _same_phone,
}
