# SPDX-License-Identifier: MIT
"""What an assessor works with: the attempts handed in, their replay, and a judgement for each criterion."""
