# SPDX-License-Identifier: MIT
"""Values in sentences stay what they are."""

import pytest

from crmtrainer.ui.filling import filled, sentences


def test_places_are_filled_in_any_order() -> None:
    assert filled("%2 for %1, %1", "Zoë", "A kettle") == "A kettle for Zoë, Zoë"


def test_a_value_that_looks_like_a_place_stays_as_it_is() -> None:
    assert filled("%1 (%2)", "50%2 off", "K-1") == "50%2 off (K-1)"


def test_a_place_without_a_value_is_a_bug() -> None:
    with pytest.raises(IndexError):
        filled("%1 and %2", "one")


def test_what_is_heard_has_one_full_stop_after_each_part() -> None:
    assert sentences(["Due Tue 13:00.", "", "Left: 5 h"]) == "Due Tue 13:00. Left: 5 h."
