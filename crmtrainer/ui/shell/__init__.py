# SPDX-License-Identifier: MIT
"""The frame of the window: menus, toolbar, navigation, status bar. It knows pages only as `kit.page.Page`."""
