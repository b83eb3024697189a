# SPDX-License-Identifier: MIT
"""Filling a world with lifelike, impossible people, the same for the same seed."""
