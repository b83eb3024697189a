# SPDX-License-Identifier: MIT
"""Documents on paper: what reports say, laid out by the window's own text engine."""
