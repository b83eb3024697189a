# SPDX-License-Identifier: MIT
"""Forms about a ticket: opening, moving, closing it."""
