# SPDX-License-Identifier: MIT
"""SQLAlchemy's home: engines, column kinds, the unit of work and the only commit. Knows no subject."""
