# SPDX-License-Identifier: MIT
"""What callers say is compared with the record whatever its notation, and guesses do not slip through."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.customers.answers import OnRecord, matches, questions_on
from crmtrainer.customers.rules import Question
from crmtrainer.kernel.spoken_dates import MONTHS, says_date, spoken_date

SIAN = OnRecord(
    given="Siân",
    family="O’Connor-Rhys",
    born=date(1980, 5, 1),
    postcodes=("LS99 4QT",),
    phones=("+44 7700 900142", "0113 496 0142"),
    order_refs=("LK-57120", "LK-57121"),
)
FIRM = OnRecord(family="Oakwood Care Ltd", postcodes=("",), order_refs=())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question.FULL_NAME, "Siân O’Connor-Rhys"),
        (Question.FULL_NAME, "sian oconnor rhys"),
        (Question.FULL_NAME, "  Ms SIAN  O'CONNOR  RHYS. "),
        (Question.FULL_NAME, "O'Connor-Rhys, Siân"),
        (Question.POSTCODE, "ls994qt"),
        (Question.POSTCODE, "L S 9 9 - 4 Q T"),
        (Question.PHONE, "07700 900 142"),
        (Question.PHONE, "0113-4960142"),
        (Question.PHONE, "+44 (0)113 496 0142"),
        (Question.ORDER_NUMBER, "LK-57121"),
        (Question.ORDER_NUMBER, "lk 57 120"),
        (Question.ORDER_NUMBER, "57120"),
        (Question.BORN, "1 May 1980"),
        (Question.BORN, "Thursday the 1st of May, 1980"),
        (Question.BORN, "01/05/80"),
    ],
)
def test_the_same_said_in_other_ways_matches(question: Question, said: str) -> None:
    assert matches(question, said, SIAN)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question.FULL_NAME, "O'Connor-Rhys"),
        (Question.FULL_NAME, "Siân"),
        (Question.FULL_NAME, "S O'Connor-Rhys"),
        (Question.FULL_NAME, "Siân Connor"),
        (Question.FULL_NAME, "Ms"),
        (Question.FULL_NAME, "?"),
        (Question.FULL_NAME, ""),
        (Question.POSTCODE, "LS99"),
        (Question.POSTCODE, "LS99 4QV"),
        (Question.PHONE, "0142"),
        (Question.PHONE, "900142"),
        (Question.PHONE, "07700 900143"),
        (Question.ORDER_NUMBER, "120"),
        (Question.ORDER_NUMBER, "LK-57122"),
        (Question.ORDER_NUMBER, "CK-57120"),
        (Question.BORN, "1 May"),
        (Question.BORN, "5 January 1980"),
        (Question.BORN, "1980"),
        (Question.BORN, "May 1980"),
    ],
)
def test_anything_else_does_not(question: Question, said: str) -> None:
    assert not matches(question, said, SIAN)


def test_a_firm_is_asked_for_its_name_without_its_legal_form() -> None:
    assert matches(Question.FULL_NAME, "Oakwood Care", FIRM)
    assert matches(Question.FULL_NAME, "OAKWOOD CARE LIMITED", FIRM)
    assert not matches(Question.FULL_NAME, "Oakwood", FIRM)
    assert not matches(Question.FULL_NAME, "Ltd", FIRM)


def test_only_what_is_on_record_can_be_asked() -> None:
    assert questions_on(SIAN) == tuple(Question)
    assert questions_on(FIRM) == (Question.FULL_NAME,)
    assert questions_on(OnRecord()) == ()


@given(st.sampled_from(Question), st.text())
def test_an_empty_record_matches_nothing(question: Question, said: str) -> None:
    assert not matches(question, said, OnRecord())


@given(st.sampled_from(Question), st.text())
def test_random_words_do_not_prove_anything(question: Question, said: str) -> None:
    assert not matches(question, said, SIAN)


DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DATES, DATES)
def test_every_common_way_to_write_a_date_says_that_date_only(day: date, other: date) -> None:
    month = MONTHS[day.month - 1]
    for said in (
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3].title()} {day.year}",
        f"{day.day}th of {month.upper()} {day.year}",
        f"{month.title()} {day.day}, {day.year}",
        f"{day.day}{month}{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}{day.month:02}{day.year}",
        day.isoformat(),
    ):
        assert says_date(said, day), said
        assert says_date(said, other) == (day == other), said
    short = f"{day.day}/{day.month}/{day.year % 100:02}"
    assert says_date(short, day)
    assert says_date(short, other) == (
        (day.day, day.month, day.year % 100) == (other.day, other.month, other.year % 100)
    )


@pytest.mark.parametrize("text", ["", "soon", "1", "13/13/1980", "1 2 3 4", "12345", "May", "1 Mayday 1980", "1 x 80"])
def test_what_is_no_date_says_none(text: str) -> None:
    assert spoken_date(text) is None


@given(st.text())
def test_any_text_can_be_read_for_a_date(text: str) -> None:
    said = spoken_date(text)

    assert said is None or 1 <= said.month <= 12
