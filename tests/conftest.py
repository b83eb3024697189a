# SPDX-License-Identifier: MIT
"""Settings every test shares: Qt without a display, and how hard Hypothesis tries."""

import os

# Before anything imports Qt; whoever wants to watch sets QT_QPA_PLATFORM beforehand.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

# Machines that run tests are often busy: slowness is pytest-timeout's business, not Hypothesis's.
settings.register_profile("everyday", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("everyday"), max_examples=1000)
settings.load_profile(os.environ.get("CRMTRAINER_HYPOTHESIS", "everyday"))
