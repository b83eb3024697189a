# SPDX-License-Identifier: MIT
"""Work passed to an internal customer: what must travel with it, what must not, and their answer."""
