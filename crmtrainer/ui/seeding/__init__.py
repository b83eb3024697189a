# SPDX-License-Identifier: MIT
"""The trainer's page that fills a world, and the list of those that were filled."""
