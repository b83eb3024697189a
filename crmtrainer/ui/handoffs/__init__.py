# SPDX-License-Identifier: MIT
"""Screens of handoffs: sending work to a team, and what became of it."""
