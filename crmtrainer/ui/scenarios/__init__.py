# SPDX-License-Identifier: MIT
"""Choosing a scenario and how to run it; afterwards the debrief."""
