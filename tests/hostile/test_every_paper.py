# SPDX-License-Identifier: MIT
"""Everything that can be printed, saved as a PDF or exported, of a world whose words are all hostile.

Words stay words: no element, no link and no picture of theirs, and nothing that hides or turns what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import find
from crmtrainer.house import House
from crmtrainer.house.documents import write_html
from crmtrainer.house.reviewing import evidence_of, open_review
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.plain import is_hidden
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.evidence_pdf import printable
from crmtrainer.ui.paper import Printable, save_pdf
from crmtrainer.ui.shell.sections import Section
from tests.hostile.spoiling import spoil
from tests.hostile.test_every_page import spoil_all
from tests.hostile.test_every_widget import MARK
from tests.hostile.values import SHORT
from tests.house.an_attempt import Made
from tests.house.conftest import made, played
from tests.ui.pdf_text import pages_of
from tests.ui.shell.seat import WindowSeat, a_seat

__all__ = ["made", "played"]

OURS = frozenset(
    {
        *("html", "head", "style", "body", "h1", "h2", "h3", "p", "b", "br", "span", "table", "thead", "tbody"),
        *("tr", "th", "td", "meta", "title", "main", "header", "footer", "section", "div", "dl", "dt", "dd", "ul"),
        *("ol", "li", "strong", "em", "code", "caption", "nav", "a", "details", "summary", "time", "article"),
    }
)
DOES_NOTHING = frozenset(
    {
        *("class", "style", "width", "cellpadding", "cellspacing", "lang", "charset", "name", "content", "id", "scope"),
        *("role", "tabindex", "aria-label", "aria-labelledby", "http-equiv"),
    }
)


class Elements(HTMLParser):
    """What a page is made of, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page_faults(page: str) -> list[str]:
    """What is wrong with a page: what is not ours, what could load or lead somewhere, what cannot be seen."""
    found = Elements(page)
    wrong = [f"element {each}" for each in sorted(found.elements - OURS)]
    for name, value in sorted(found.attributes):
        if name not in DOES_NOTHING and not (name == "href" and value.startswith("#")):
            wrong.append(f"attribute {name}={value[:60]!r}")
        if "url(" in value:
            wrong.append(f"loads {value[:60]!r}")
    return wrong + hidden_in("page", page)


def hidden_in(what: str, words: str) -> list[str]:
    hidden = {each for each in words if is_hidden(each) and each not in "\n\t"}
    return [f"{what} hides {sorted(map(ascii, hidden))}"] if hidden else []


def paper_faults(what: Printable, folder: Path) -> list[str]:
    """What is wrong with a paper: in its page, in the lines around it, and in the PDF that comes of it."""
    assert "bold" in what.html, "nothing was tried"
    wrong = page_faults(what.html)
    for name, words in (("title", what.title), ("foot", what.foot), ("stamp", what.stamp), ("stem", what.stem)):
        wrong += hidden_in(name, words)
    if not re.fullmatch(r"[a-z0-9-]{1,80}", what.stem):
        wrong.append(f"file named {what.stem!r}")
    document = QTextDocument()
    document.setHtml(what.html)
    if MARK not in document.toPlainText() or "\ufffc" in document.toPlainText():
        wrong.append("the text engine shows something else")
    target = folder / "paper.pdf"
    pages = save_pdf(what, target)
    data = target.read_bytes()
    if pages < 1 or MARK.replace(" ", "") not in "".join(pages_of(target)).replace(" ", "").replace("\n", ""):
        wrong.append("not on its pages")
    if re.search(rb"/URI|/JavaScript|/Launch|/EmbeddedFile", data):
        wrong.append("the PDF does something")
    return wrong


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot, before=spoil_all) as made:
        yield made


def in_sight(seat: WindowSeat) -> Printable:
    """What the page in sight gives to be printed, stamped as the command does it."""
    page = seat.window.body.page()
    assert page is not None
    assert seat.board.printing.reason_against() == ""
    return seat.board.printing._stamped(page.to_print())


def test_a_record_and_a_ticket(seat: WindowSeat, tmp_path: Path) -> None:
    customer = seat.desk.ask(find, text="LK-57120").rows[0].customer_id
    seat.desk.perform(OpenRecord(customer, SHORT))
    seat.go(Section.CUSTOMERS)
    seat.board.customers.open_customer(customer)
    seat.settle()
    assert paper_faults(in_sight(seat), tmp_path) == []
    made = seat.desk.perform(OpenTicket(customer, TicketType.COMPLAINT, SHORT, "phone", SHORT, SHORT))
    seat.go(Section.QUEUE)
    seat.board.queue.open_ticket(made.outcome.facts["ticket_id"])
    seat.settle()
    assert paper_faults(in_sight(seat), tmp_path) == []


def test_the_panels_of_the_desk(seat: WindowSeat, tmp_path: Path) -> None:
    seat.go(Section.REPORTS)
    what = in_sight(seat)
    assert page_faults(what.html) == []
    assert save_pdf(what, tmp_path / "reports.pdf") >= 1


def test_evidence(made: Made, tmp_path: Path) -> None:
    for world in made.home.rglob("*.sqlite3"):
        if world.name != "centre.sqlite3":
            spoil(world)
    with House.open(made.home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        review = open_review(house, house.attempt_named(made.ref), assessor)
        report = evidence_of(house, review, assessor)
        review.close()
    file = write_html(report, tmp_path)
    page = file.read_text(encoding="utf-8")
    assert page_faults(page) == []
    assert MARK in "".join(Elements(page).text)
    assert paper_faults(printable(report), tmp_path) == []
