# SPDX-License-Identifier: MIT
"""Scripted practice: packs, the engine that plays beats on practice time, checks over the journal."""
