# SPDX-License-Identifier: MIT
"""Products, their parts, orders and deliveries."""
