# SPDX-License-Identifier: MIT
"""What a team asks for: read from its JSON, and held against what would travel."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.errors import BadInput
from crmtrainer.organisation.brand import brand_from
from crmtrainer.organisation.rules import (
    FieldKind,
    Given,
    Shortfall,
    ShortfallCode,
    acceptance_from,
    missing,
    says_nothing,
)

WAREHOUSE = acceptance_from(
    json.dumps(
        {
            "required": [
                {
                    "field": "part_code",
                    "label": "Part code",
                    "kind": "text",
                    "pattern": "LK-[A-Z0-9-]+",
                    "hint": "On the packing list, like LK-TL-72-OAK",
                },
                {"field": "fault", "label": "What is wrong", "kind": "text"},
                {"field": "photo", "label": "Photo", "kind": "attachment"},
                {"field": "need_by", "label": "Needed by", "kind": "moment"},
            ],
            "review_minutes": 25,
            "work_minutes": 150,
            "contact": "Kerry",
        }
    )
)
NEED_BY = Given("need_by", moment=datetime(2026, 3, 4, 17, 0, tzinfo=UTC))
PHOTO = Given("photo", attachment_id=7)
PART = Given("part_code", "LK-TL-72-OAK")
FAULT = Given("fault", "Legs are for the 6-hole table")
ALL = (PART, FAULT, PHOTO, NEED_BY)


def codes(*given: Given) -> dict[str, ShortfallCode]:
    return {shortfall.field: shortfall.code for shortfall in missing(WAREHOUSE, given)}


def test_what_the_pack_says_is_read() -> None:
    assert [(r.field, r.kind) for r in WAREHOUSE.required] == [
        ("part_code", FieldKind.TEXT),
        ("fault", FieldKind.TEXT),
        ("photo", FieldKind.ATTACHMENT),
        ("need_by", FieldKind.MOMENT),
    ]
    assert (WAREHOUSE.review_minutes, WAREHOUSE.work_minutes) == (25, 150)
    assert WAREHOUSE.more == {"contact": "Kerry"}


def test_everything_given_is_accepted() -> None:
    assert missing(WAREHOUSE, ALL) == ()
    assert missing(WAREHOUSE, reversed(ALL)) == ()
    assert missing(WAREHOUSE, [*ALL, Given("extra", "not asked for")]) == ()


def test_nothing_given_is_wanting_in_the_order_asked() -> None:
    assert codes() == {
        "part_code": ShortfallCode.MISSING,
        "fault": ShortfallCode.MISSING,
        "photo": ShortfallCode.NO_ATTACHMENT,
        "need_by": ShortfallCode.NO_MOMENT,
    }
    assert [shortfall.field for shortfall in missing(WAREHOUSE, ())] == ["part_code", "fault", "photo", "need_by"]


def test_a_wrong_code_has_a_shortfall_of_its_own() -> None:
    wrong = Given("part_code", "oak legs, long")

    assert missing(WAREHOUSE, (wrong, FAULT, PHOTO, NEED_BY)) == (
        Shortfall(
            "part_code",
            "Part code",
            ShortfallCode.PATTERN,
            "On the packing list, like LK-TL-72-OAK",
            "oak legs, long",
        ),
    )


def test_a_code_in_small_letters_is_the_same_code() -> None:
    assert "part_code" not in codes(Given("part_code", "lk-tl-72-oak"))
    assert "part_code" in codes(Given("part_code", "lk tl 72 oak"))


def test_a_pattern_must_fit_as_a_whole() -> None:
    assert codes(Given("part_code", "see LK-TL-72-OAK")) == {
        **codes(),
        "part_code": ShortfallCode.PATTERN,
    }
    assert "part_code" not in codes(Given("part_code", "  LK-TL-72-OAK "))


@pytest.mark.parametrize(
    "words",
    [
        "see notes",
        "See notes.",
        "Please see the notes on the system",
        "as discussed",
        "as per notes",
        "refer to ticket",
        "in the customer's record",
        "tbc",
        "N/A",
        "-",
        "?",
        "",
        "not known",
        "Don’t know",
        "x",
    ],
)
def test_words_that_only_point_elsewhere_count_as_missing(words: str) -> None:
    assert says_nothing(words)
    shortfall = next(s for s in missing(WAREHOUSE, [Given("fault", words)]) if s.field == "fault")
    assert shortfall.code is ShortfallCode.MISSING
    assert shortfall.said == words.strip()


@pytest.mark.parametrize(
    "words",
    ["Wrong legs, see photo 2", "6", "Legs too long", "See notes: bolt M8 does not fit", "Customer counted six holes"],
)
def test_words_that_tell_something_do_not(words: str) -> None:
    assert not says_nothing(words)
    assert "fault" not in codes(Given("fault", words))


def test_words_are_no_attachment_and_no_moment() -> None:
    given = (Given("photo", "photo.jpg"), Given("need_by", "Wednesday"))

    assert codes(*given)["photo"] is ShortfallCode.NO_ATTACHMENT
    assert codes(*given)["need_by"] is ShortfallCode.NO_MOMENT


@given(st.lists(st.builds(Given, st.sampled_from(["part_code", "fault", "photo", "other"]), st.text())))
def test_each_requirement_is_judged_on_its_own(given: list[Given]) -> None:
    found = missing(WAREHOUSE, given)

    assert {"photo", "need_by"} <= {shortfall.field for shortfall in found}
    assert missing(WAREHOUSE, [*given, PHOTO, NEED_BY]) == tuple(
        s for s in found if s.field not in {"photo", "need_by"}
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "acceptance.not_json"),
        ("[]", "acceptance.not_an_object"),
        ('{"required": {}}', "acceptance.not_a_list"),
        ('{"required": ["part"]}', "acceptance.not_an_object"),
        ('{"required": [{"label": "x"}]}', "acceptance.no_field"),
        ('{"required": [{"field": "a", "kind": "song"}]}', "acceptance.unknown_kind"),
        ('{"required": [{"field": "a", "colour": "red"}]}', "acceptance.unknown_key"),
        ('{"required": [{"field": 3}]}', "acceptance.not_text"),
        ('{"required": [{"field": "a"}, {"field": "a"}]}', "acceptance.field_twice"),
        ('{"required": [{"field": "a", "pattern": "("}]}', "acceptance.bad_pattern"),
        ('{"required": [{"field": "a", "pattern": "' + "x" * 201 + '"}]}', "acceptance.pattern_too_long"),
        ('{"review_minutes": "soon"}', "acceptance.not_minutes"),
        ('{"work_minutes": true}', "acceptance.not_minutes"),
    ],
)
def test_rules_that_cannot_be_read_say_where(text: str, code: str) -> None:
    with pytest.raises(BadInput) as problem:
        acceptance_from(text)

    assert problem.value.code == code
    assert str(problem.value.facts["where"]).startswith("acceptance")


def test_a_team_may_ask_for_nothing() -> None:
    assert acceptance_from("").required == ()
    assert missing(acceptance_from("{}"), ()) == ()


def test_a_brand_has_values_and_a_tone() -> None:
    brand = brand_from('{"tone":"warm","values":["Own it"],"strapline":"Home, sorted"}')

    assert (brand.values, brand.tone, brand.more) == (("Own it",), "warm", {"strapline": "Home, sorted"})
    assert brand_from("").values == ()


@pytest.mark.parametrize(
    ("meanings", "meant"),
    [
        ('{"Own it":"We mend it"}', "We mend it"),
        ('["We mend it"]', "We mend it"),
        ("[]", ""),
        ('{"Own it":1}', ""),
        ('"words"', ""),
    ],
)
def test_a_value_means_what_the_pack_says_of_it(meanings: str, meant: str) -> None:
    assert brand_from(f'{{"meanings":{meanings},"values":["Own it"]}}').meaning("Own it") == meant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "brand.not_json"),
        ("3", "brand.not_an_object"),
        ('{"values": "one"}', "brand.not_text"),
        ('{"values": [1]}', "brand.not_text"),
    ],
)
def test_a_brand_that_cannot_be_read_says_so(text: str, code: str) -> None:
    with pytest.raises(BadInput) as problem:
        brand_from(text)

    assert problem.value.code == code
