# SPDX-License-Identifier: MIT
"""Tickets: enquiries, complaints and requests, with their life cycle."""
