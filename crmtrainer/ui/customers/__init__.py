# SPDX-License-Identifier: MIT
"""The Customers section: the list, opening a record with a reason, the record itself, identity and covered fields."""
