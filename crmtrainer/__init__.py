# SPDX-License-Identifier: MIT
"""A practice CRM for people who learn customer service; this module holds only the version."""

__version__ = "0.1.0"
