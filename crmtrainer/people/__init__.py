# SPDX-License-Identifier: MIT
"""Who uses the program: people by pseudonym, their names apart, their roles."""
