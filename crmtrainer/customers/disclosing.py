# SPDX-License-Identifier: MIT
"""Which of the things that stand on a record some words tell. Gives their names, never the words themselves.

What is told is found by comparing, not by guessing: nothing counts that does not stand on this very record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.models import Address, ContactPoint, Customer
from crmtrainer.customers.neighbours import order_refs
from crmtrainer.customers.rules import PointKind
from crmtrainer.kernel.folding import digits_of, fold, fold_phone, fold_postcode, words_of
from crmtrainer.kernel.spoken_dates import MONTHS, says_date

_LONGEST_CODE = 12
"""How many words a number or code may be spread over: "0 7 7 0 0 9 0 0 4 1 2" is eleven."""
_FEWEST_REF_DIGITS = 4
_ENDING = re.compile(r"\bend(?:s|ing)?\b(?: (?:in|with|on))? ((?:\d ?){3,4})(?!\d)")
_BORN = re.compile(r"\b(?:born|birth|birthday|dob)\b")
_TELLING = words_of(
    "arthrit rheum osteo deaf blind hearing sight cancer tumour stroke dement alzheim parkinson diabet epilep autis "
    "asthma depress anxi mental disab wheelchair disease disorder syndrome surger operation hospital pregnan faith "
    "religio church mosque debt bankrupt benefit"
)
"""Beginnings of words that tell why somebody needs something all by themselves."""
_FEWEST_SHARED = 2
_PLAIN = frozenset(
    words_of(
        "about after again agreed also asked because been before being both call called customer does each from gets "
        "give given goes have hers herself himself into just later long made more most much must need needs once only "
        "other ours over please said same says should since some such tell text than that their them themselves then "
        "there they this those told under until very want wants went were what when where which while will with would "
        "your " + " ".join(MONTHS)
    )
)
"""Words that stand in any note and tell nothing."""


class Detail(StrEnum):
    """What a record holds that is for its customer's ears, by name."""

    ADDRESS = "address"
    POSTCODE = "postcode"
    BORN = "born"
    EMAIL = "email"
    PHONE = "phone"
    ORDER_NUMBER = "order_number"
    NEED_DETAIL = "need_detail"


@dataclass(frozen=True, slots=True)
class Holding:
    """What one record holds. Empty where it holds nothing."""

    streets: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    born: date | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    order_refs: tuple[str, ...] = ()
    need_detail: str = ""


def holding_of(session: Session, customer_id: int) -> Holding:
    """What stands on this customer's record. Stays inside a handler."""
    customer = session.get(Customer, customer_id)
    if customer is None:
        return Holding()
    homes = session.execute(
        select(Address.line1, Address.postcode).where(Address.customer_id == customer_id).order_by(Address.id)
    ).all()
    points = session.execute(
        select(ContactPoint.kind, ContactPoint.value).where(ContactPoint.customer_id == customer_id)
    ).all()
    return Holding(
        streets=tuple(home.line1 for home in homes),
        postcodes=tuple(home.postcode for home in homes),
        born=customer.born,
        emails=tuple(point.value for point in points if point.kind is PointKind.EMAIL),
        phones=tuple(point.value for point in points if point.kind is not PointKind.EMAIL),
        order_refs=order_refs(session, customer_id),
        need_detail=customer.need_detail,
    )


def details_in(words: str, record: Holding) -> frozenset[Detail]:
    """The things on this record that the words tell, in whatever case, accents, spacing or notation."""
    return frozenset(_told(words, record))


def _told(words: str, record: Holding) -> Iterator[Detail]:
    said = words_of(words)
    if any(_says_street(said, street) for street in record.streets):
        yield Detail.ADDRESS
    if any(_spells(said, fold_postcode(postcode).lower()) for postcode in record.postcodes if postcode):
        yield Detail.POSTCODE
    if record.born is not None and _says_born(words, said, record.born):
        yield Detail.BORN
    if any(_says_email(said, email) for email in record.emails):
        yield Detail.EMAIL
    if any(_says_phone(words, said, phone) for phone in record.phones):
        yield Detail.PHONE
    if any(_says_ref(said, ref) for ref in record.order_refs):
        yield Detail.ORDER_NUMBER
    if _says_reason(said, words_of(record.need_detail)):
        yield Detail.NEED_DETAIL


def _says_street(said: tuple[str, ...], line: str) -> bool:
    """The house and street, or the street alone where its name is more than one word."""
    whole = words_of(line)
    numbers = [at for at, word in enumerate(whole) if word[0].isdigit()]
    street = whole[numbers[-1] + 1 :] if numbers else whole
    return any(len(part) > 1 and _in_order(said, part) for part in (whole, street))


def _says_born(words: str, said: tuple[str, ...], born: date) -> bool:
    """The date in any notation, its day and month or month and year by name, or the year where birth is spoken of."""
    for size in range(1, 7):
        parts = (said[at : at + size] for at in range(len(said) - size + 1))
        if any(says_date(" ".join(part), born) for part in parts if _has_digit(part)):
            return True
    month = MONTHS[born.month - 1]
    day = {str(born.day), *(f"{born.day}{end}" for end in ("st", "nd", "rd", "th"))}
    for at, word in enumerate(said):
        if word in (month, month[:3]):
            around = said[max(0, at - 3) : at + 3]
            if str(born.year) in around or day & set(said[max(0, at - 2) : at + 2]):
                return True
    return str(born.year) in said and bool(_BORN.search(fold(words)))


def _says_email(said: tuple[str, ...], email: str) -> bool:
    """As it is written, or spelt out with at and dot."""
    spelt = tuple(word for word in said if word not in ("at", "dot"))
    return any(_in_order(each, words_of(email)) for each in (said, spelt))


def _says_phone(words: str, said: tuple[str, ...], phone: str) -> bool:
    """The whole number, with or without the country, or what it ends in."""
    number = fold_phone(phone)
    if not number:
        return False
    if any(_spells(said, form) for form in (number, "44" + number[1:], "0044" + number[1:], "440" + number[1:])):
        return True
    return any(number.endswith(digits_of(found[1])) for found in _ENDING.finditer(fold(words)))


def _says_ref(said: tuple[str, ...], ref: str) -> bool:
    """The whole reference, or its digits alone, as people read them from a label."""
    digits = digits_of(ref)
    whole = _spells(said, "".join(words_of(ref)))
    return whole or (len(digits) >= _FEWEST_REF_DIGITS and _spells(said, digits))


def _says_reason(said: tuple[str, ...], reason: tuple[str, ...]) -> bool:
    """A word of the reason that tells it alone, or two others that both share."""
    if any(word.startswith(stem) and _shares(said, stem) for word in reason for stem in _TELLING):
        return True
    kept = {word for word in reason if len(word) > 3 and word not in _PLAIN and not word.isdecimal()}
    return len({word for word in said if word in kept}) >= _FEWEST_SHARED


def _shares(said: tuple[str, ...], stem: str) -> bool:
    return any(word.startswith(stem) for word in said)


def _in_order(said: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return bool(part) and any(said[at : at + len(part)] == part for at in range(len(said) - len(part) + 1))


def _spells(said: tuple[str, ...], code: str) -> bool:
    """Whether words one after another make up the code, however it was parted."""
    return bool(code) and any(_spells_from(said[at : at + _LONGEST_CODE], code) for at in range(len(said)))


def _spells_from(words: tuple[str, ...], code: str) -> bool:
    for word in words:
        if not code.startswith(word):
            return False
        code = code[len(word) :]
        if not code:
            return True
    return False


def _has_digit(words: tuple[str, ...]) -> bool:
    """Without one, no date is said."""
    return any(char.isdecimal() for word in words for char in word)
