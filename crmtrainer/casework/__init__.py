# SPDX-License-Identifier: MIT
"""A case as a whole: the ticket with its contacts, promises, handoffs and talks. What needs them all stands here."""
