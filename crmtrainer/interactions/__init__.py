# SPDX-License-Identifier: MIT
"""Contacts with customers: conversations, messages, notes and the promises made in them."""
