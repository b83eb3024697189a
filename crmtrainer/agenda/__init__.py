# SPDX-License-Identifier: MIT
"""The practice organisation's diary: what will happen in a world and when, and the practice clock's setting."""
