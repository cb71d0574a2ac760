"""Causes of prices that are not the shop's: read wrongly as text, or converted to the other tax mode."""

from __future__ import annotations

from golive.judge.causes.content.prices.converted import converted
from golive.judge.causes.content.prices.separator import separator

PRICES = (separator, converted)
"""The patterns in the order in which they are tried."""
