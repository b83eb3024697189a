# SPDX-License-Identifier: MIT
"""Asking which standards a ticket would get: only a ticket that there can be is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtrainer.casework.matching import match
from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.queries import arguments_for
from crmtrainer.service_levels.standards import Fit
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import a_desk


@pytest.mark.parametrize(
    ("trait", "value", "named"),
    [
        ("type", "quarrel", "complaint"),
        ("priority", "nonsense", "urgent"),
        ("severity", "awful", "high"),
        ("channel", "pigeon", "phone"),
    ],
)
def test_what_no_ticket_is_like_is_refused_with_what_there_is(trait: str, value: str, named: str) -> None:
    with pytest.raises(BadInput) as refused:
        arguments_for(match, {"type": "complaint", "priority": "normal", trait: value})
    words = sentence_for(refused.value)
    assert words.startswith(f"{trait} must be one of: ")
    assert named in words


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    asked = arguments_for(
        match, {"type": "complaint", "priority": "normal", "category": "Any of the house’s own words"}
    )
    rows = a_desk(tmp_path).world.ask(match, **asked)
    assert [row.standard for row in rows if row.fit is Fit.YES] == ["first-response", "resolution"]
