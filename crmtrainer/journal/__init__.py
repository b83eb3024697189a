# SPDX-License-Identifier: MIT
"""The append-only, hash-chained record of every act, done or refused, and the means to verify it."""
