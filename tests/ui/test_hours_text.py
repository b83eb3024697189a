# SPDX-License-Identifier: MIT
"""Opening hours are read as people type them, and come back as they were."""

import pytest

from crmtrainer.ui.hours_text import read_hours, write_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", ()),
        (" ", ()),
        ("Closed", ()),
        ("9-17", (("09:00", "17:00"),)),
        ("09:00–12:00, 13.30 - 17:30", (("09:00", "12:00"), ("13:30", "17:30"))),
        ("9-12 and 13 to 17; 18—24", (("09:00", "12:00"), ("13:00", "17:00"), ("18:00", "24:00"))),
        ("22:00-06:00", (("22:00", "06:00"),)),
        ("09:00:30-10:00:00", (("09:00:30", "10:00"),)),
        ("All day", (("00:00", "24:00"),)),
        ("9-25", (("09:00", "25:00"),)),
        ("9-17,", None),
        ("from nine", None),
        ("9", None),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, hours: object) -> None:
    assert read_hours(text) == hours


def test_hours_come_back_as_they_were() -> None:
    hours = (("09:00", "12:00"), ("13:00", "24:00"))
    assert write_hours(hours) == "09:00–12:00, 13:00–24:00"
    assert read_hours(write_hours(hours)) == hours
