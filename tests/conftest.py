# SPDX-License-Identifier: MIT
"""What every test shares: Qt without a display, how hard Hypothesis tries, and worlds closed behind it."""

import gc
import os
from collections.abc import Iterator

# Before anything imports Qt; whoever wants to watch sets QT_QPA_PLATFORM beforehand.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from tests import support

# Machines that run tests are often busy: slowness is pytest-timeout's business, not Hypothesis's.
# Fewer examples a run, and others in each: what a run of twelve minutes can hold. Before a release, the thorough ones.
settings.register_profile("everyday", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("everyday"), max_examples=1000)
settings.load_profile(os.environ.get("CRMTRAINER_HYPOTHESIS", "everyday"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys first: each is one long test, and whoever comes to it last keeps all others waiting."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def _worlds_of_attempts_are_small() -> Iterator[None]:
    """Hundreds of tests make one: as many people as one has to search among, and no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crmtrainer.house.worlds.TEMPLATE_CUSTOMERS", 1_300)
        yield


@pytest.fixture(scope="session", autouse=True)
def _new_files_are_migrated_once() -> Iterator[None]:
    """A copy is the same file; what comes of migrating is the business of tests/store, which this leaves alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crmtrainer.centre.create_empty", support.copy_of_an_empty_file)
        patch.setattr("crmtrainer.seeding.builder.create_empty", support.copy_of_an_empty_file)
        yield


@pytest.fixture(scope="module", autouse=True)
def _what_stays_is_not_gone_through_again() -> None:
    """Modules and their classes live as long as the run: collecting garbage goes past them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _all_worlds_are_closed() -> Iterator[None]:
    yield
    support.close_worlds()


@pytest.fixture(autouse=True)
def _garbage_of_windows_is_collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: never by a thread that works for a window."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from crmtrainer.ui.tidying import collect_what_is_due

    gc.disable()
    yield
    collect_what_is_due()
    gc.enable()


@pytest.fixture(autouse=True)
def _its_worlds_are_closed() -> Iterator[None]:
    """Those of fixtures shared by several tests were opened before this one, and stay."""
    shared = len(support.OPENED)
    yield
    support.close_worlds(but_the_first=shared)
