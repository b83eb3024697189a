# SPDX-License-Identifier: MIT
"""What the preview promises is what the fill gives."""

from crmtrainer.kernel.reserved import is_reserved_phone
from crmtrainer.seeding.preview import preview
from crmtrainer.seeding.profile import Profile
from tests.seeding.conftest import Rows


def test_a_small_world_is_told_exactly(seeded: Rows, profile: Profile) -> None:
    told = preview(profile)
    assert told.customers == len(seeded["customer"])
    assert told.orders == len(seeded["customer_order"])
    assert told.interactions == len(seeded["interaction"])
    assert told.tickets == len(seeded["ticket"])
    names = {f"{row['given']} {row['family']}".strip() for row in seeded["customer"]}
    assert len(told.people) == 5
    for person in told.people:
        assert person.name in names
        assert person.note
        assert not person.phone or is_reserved_phone(person.phone)


def test_a_large_world_is_reckoned_from_its_beginning() -> None:
    told = preview(Profile(1_000_000, 1))
    assert 1_500_000 < told.orders < 3_000_000
    assert told.bytes > 1_000_000_000


def test_an_empty_world_has_nobody() -> None:
    told = preview(Profile(0, 1))
    assert (told.customers, told.rows, told.people) == (0, 0, ())
