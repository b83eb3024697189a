# SPDX-License-Identifier: MIT
"""Evidence of a real attempt as a page: whole, stamped, and every hostile word shown as text."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.queries import all_rubrics, judgements, newest_rubrics
from crmtrainer.assessment.rules import Decision, Flag, Use
from crmtrainer.house import House
from crmtrainer.house.documents import write_html
from crmtrainer.house.reviewing import evidence_of, open_review
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.reports.evidence import EvidenceReport, Marked, evidence_report
from crmtrainer.reports.html import evidence_page, evidence_print
from crmtrainer.reports.plain import visible
from crmtrainer.reports.said import Said
from crmtrainer.wording import sentence
from tests.house.an_attempt import HOSTILE, LEARNER_NAME, Made

BAD_REASON = "<img src=x onerror=alert(1)> {{ config }} \u2066&amp;"


@pytest.fixture
def report(made: Made) -> EvidenceReport:
    with House.open(made.home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        row = house.attempt_named(made.ref)
        rubric = next(iter(house.centre.ask(newest_rubrics, assessor)))
        attempt = AttemptId(row.id)
        house.centre.perform(ChooseObservation(attempt, "S2-M4", "accepted", Use.USE), assessor)
        for decision in (Decision.NOT_YET, Decision.COMPETENT):
            judged = MakeJudgement(
                attempt, "S2-M4", rubric, decision, f"{BAD_REASON} {decision}", (42,), *([Flag.YES] * 5)
            )
            house.centre.perform(judged, assessor)
        review = open_review(house, row, assessor)
        try:
            return evidence_of(house, review, assessor)
        finally:
            review.close()


class Reader(HTMLParser):
    """The text of a page, the elements it is made of, and attributes that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_it_holds_who_what_and_what_was_decided(report: EvidenceReport) -> None:
    assert report.learner_name == LEARNER_NAME
    assert report.made_by == "Ruth Calder"
    assert len(report.pack_hash) == 64
    assert report.verification.is_intact
    assert [judgement.decision for judgement in report.standing] == ["Competent"]
    assert [judgement.decision for judgement in report.superseded] == ["Not yet competent"]
    assert report.standing[0].rubric == "Customer service: core marking points, version 1"
    assert len(report.standing[0].rubric_hash) == 64
    accepted = next(check for check in report.checks if "S2-M4: used" in check.choices)
    assert accepted.verdict == "Met"
    refused = next(act for act in report.acts if act.refusal)
    assert refused.refusal
    assert "handoff." not in refused.refusal
    accepting = [clock.words for clock in report.clocks if clock.name.startswith("Acceptance")]
    assert accepting[0] == "Answered: sent back"
    assert accepting[1].startswith("Met, ")
    assert report.reflections[0].words == "At act 8 I said sorry."
    assert report.left_out > 0


@pytest.mark.parametrize("render", [evidence_page, evidence_print])
def test_checks_name_their_policy_and_law_cards_how_far_they_were_read(report: EvidenceReport, render: type) -> None:
    assert {card.standing for card in report.law} == {"Not checked against the source"}
    assert next(check for check in report.checks if check.title == "No health note sent").policies == (
        "What travels, and what stays on the record",
    )
    text = " ".join("".join(read(render(report)).text).split())
    assert "Policy: What travels, and what stays on the record" in text
    assert text.count("Not checked against the source") == len(report.law) == 2


@pytest.mark.parametrize("render", [evidence_page, evidence_print])
def test_hostile_words_stay_words(report: EvidenceReport, render: type) -> None:
    page = render(report)
    reader = read(page)
    text = " ".join("".join(reader.text).split())
    assert not reader.elements & {"script", "img", "iframe", "object", "embed", "link", "form"}
    assert not any(name.startswith("on") or name in ("src", "srcdoc", "action") for name in reader.attributes)
    assert LEARNER_NAME in text
    assert visible(HOSTILE) in text
    assert visible(BAD_REASON) in text
    assert "\u202e" not in page


def test_the_page_needs_nothing_else_and_can_be_heard(report: EvidenceReport) -> None:
    page = evidence_page(report)
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en-GB">' in page
    assert "http://" not in page
    assert "https://" not in page
    assert page.count("<table>") == page.count("<thead>") == page.count("</table>")
    assert '<th scope="col"' in page
    assert page.count('class="tag">Simulated') == page.count("<h2 ")
    assert "SIMULATED EVIDENCE" in page


def test_erased_words_are_printed_as_erased(report: EvidenceReport) -> None:
    act = replace(report.acts[0], said=(Said("Reason", "", True),))
    for render in (evidence_page, evidence_print):
        assert "[erased]" in render(replace(report, acts=(act,)))


def test_nothing_decided_and_nothing_readable_is_said_so(report: EvidenceReport) -> None:
    bare = replace(
        report,
        acts=(),
        checks=(),
        clocks=(),
        trust=(),
        reflections=(),
        judgements=(),
        law_as_at=None,
        practice_from=None,
        practice_to=None,
        handed_in_at=None,
        problem="it is garbage",
    )
    for render in (evidence_page, evidence_print):
        page = render(bare)
        assert "Nothing has been decided yet." in page
        assert "it is garbage" in page


def test_the_file_is_named_by_us_and_written_whole(report: EvidenceReport, tmp_path) -> None:
    sly = replace(report, ref="A-../../ETC\u202e", made_at=datetime.now(UTC))
    file = write_html(sly, tmp_path / "out" / "deeper")
    assert file == tmp_path / "out" / "deeper" / "evidence-a-etc.html"
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_an_export_clears_away_what_an_earlier_one_left_half_written_and_nothing_else(
    report: EvidenceReport, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    ours, theirs = (
        ["evidence-a-3f2c1b.pdf.part", "evidence-a-000000.html.part"],
        ["film.mkv.part", "evidence-x.pdf.part"],
    )
    for name in (*ours, *theirs, "evidence-a-3f2c1c.pdf.part"):
        (out / name).write_bytes(b"half")
    for name in (*ours, *theirs):
        os.utime(out / name, (1_700_000_000, 1_700_000_000))
    file = write_html(report, out)
    left = {*theirs, "evidence-a-3f2c1c.pdf.part", file.name}
    assert {each.name for each in out.iterdir()} == left, "one that is being written stays"


def test_a_folder_that_cannot_be_written_is_told(report: EvidenceReport, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"store\.not_copied"):
        write_html(report, tmp_path / "file")


def test_a_decision_from_before_it_was_asked_for_more_is_told_as_it_is(made: Made) -> None:
    with House.open(made.home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        row, rubric = house.attempt_named(made.ref), next(iter(house.centre.ask(newest_rubrics, assessor)))
        attempt = AttemptId(row.id)
        house.centre.perform(
            MakeJudgement(attempt, "S2-M4", rubric, Decision.NOT_YET, "Not there yet.", (42,)), assessor
        )
        review = open_review(house, row, assessor)
        review.close()
        (kept,) = house.centre.ask(judgements, assessor, row.id)
        earlier = replace(kept, decision=Decision.COMPETENT, cites=(42, 99_999), authentic=Flag.YES)
        marked = Marked((earlier,), {}, house.centre.ask(all_rubrics, assessor))
        told = evidence_report(
            row, review.report, "same", review.acts, review.story, marked,
            tell=sentence, made_at=datetime.now(UTC), made_by="Ruth Calder",
        )  # fmt: skip
        plain = evidence_of(house, review, assessor)
    assert told.standing[0].remarks == (
        "Decided while these questions to the evidence were open: Valid, Reliable, Current, Sufficient.",
        "It names act 99999, which this record does not show.",
    )
    for render in (evidence_page, evidence_print):
        assert all(remark in render(told) for remark in told.standing[0].remarks)
    assert plain.standing[0].remarks == ()
