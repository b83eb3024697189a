# SPDX-License-Identifier: MIT
"""The words of an act as reports show them."""

from crmtrainer.journal.entry import FORMAT, WORDS_KEY, Entry
from crmtrainer.kernel.canonical import Json
from crmtrainer.reports.said import Said, said_in


def sent_with(*items: Json) -> Entry:
    return Entry(
        fmt=FORMAT,
        journal="j" * 32,
        seq=2,
        session="s",
        practice=1,
        wall=2,
        offset=0,
        monotonic=3,
        actor="L-1",
        role="learner",
        origin="window",
        verb="handoff.send",
        args={"items": list(items)},
        request="r",
        result="done",
        refusal="",
        facts={},
        subject="handoff:1",
        effects=[],
        app="1",
        schema=1,
    )


def item(words: str, attachment: int | None) -> Json:
    return {"field": {WORDS_KEY: "field"}, "value": {WORDS_KEY: words}, "attachment_id": attachment}


def test_a_file_is_told_by_its_name_and_an_empty_field_not_at_all() -> None:
    kept = {"field": "photo", "none": "", "some": "the second one", "erased": None}
    act = sent_with(item("none", 7), item("some", 7), item("erased", 7), item("none", None))
    assert said_in(act, kept, {7: "leg-and-table.jpg"}) == (
        Said("Photo", "leg-and-table.jpg"),
        Said("Photo", "the second one"),
        Said("Photo", "", True),
    )
