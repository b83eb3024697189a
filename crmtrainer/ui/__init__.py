# SPDX-License-Identifier: MIT
"""The window: the only folder that knows Qt. Rules, storage and words of law live below it."""

from crmtrainer.ui.interpreter import steady_singletons

steady_singletons()
