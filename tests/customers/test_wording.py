# SPDX-License-Identifier: MIT
"""Every refusal of these rooms has its sentence, and every sentence its refusal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import crmtrainer
from crmtrainer import wording
from crmtrainer.customers.wording import WORDING as CUSTOMERS
from crmtrainer.organisation.wording import WORDING as ORGANISATION

RAISED = re.compile(r'(?:Refused|BadInput)\(\s*"([a-z_.]+)"')


@pytest.mark.parametrize(("room", "sentences"), [("customers", CUSTOMERS), ("organisation", ORGANISATION)])
def test_codes_and_sentences_belong_together(room: str, sentences: dict[str, str]) -> None:
    folder = Path(crmtrainer.__file__).parent / room
    codes = {code for file in folder.glob("*.py") for code in RAISED.findall(file.read_text(encoding="utf-8"))}

    assert codes == set(sentences)


def test_sentences_take_the_facts_they_name() -> None:
    told = wording.sentence("record.not_opened", {"customer_id": 1, "ref": "K-10001"})

    assert told == "Open the record of K-10001 first and say why you need it."
