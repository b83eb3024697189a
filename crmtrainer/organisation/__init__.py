# SPDX-License-Identifier: MIT
"""The practice organisation: its teams, values, policies and what each team asks for."""
