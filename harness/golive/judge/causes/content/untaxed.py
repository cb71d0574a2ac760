"""A line was sent with a tax rate that is that of no tax code of the ERP, and booked without tax."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair
from golive.record.run import Cause


def untaxed(pair: Pair) -> Cause | None:
    """Fits where the tax differs and the ERP found no tax code for the rate of a line."""
    if not pair.untaxed or not pair.differs("tax", "total"):
        return None
    item, rate = pair.untaxed[0]
    more = f", and {len(pair.untaxed) - 1} more lines" if len(pair.untaxed) > 1 else ""
    return Cause(
        "tax_rate_unknown",
        f"{pair.names} has {item} with a rate of {rate} %{more}: no tax code has that rate, so it was booked untaxed",
        "Send the rate of the row (`tax_percent`) or its tax code; a rate reckoned from rounded amounts is off.",
    )
