"""Causes of a discount that is not the shop's: not subtracted, subtracted twice, or computed on another base.

Apart from `sent`, each compares what an article comes to after discount, wherever the integration puts the discount.
"""

from __future__ import annotations

from golive.judge.causes.content.discounts.added import added
from golive.judge.causes.content.discounts.compounded import compounded
from golive.judge.causes.content.discounts.off_shipping import off_shipping
from golive.judge.causes.content.discounts.per_unit import per_unit
from golive.judge.causes.content.discounts.rounded import rounded
from golive.judge.causes.content.discounts.sent import sent
from golive.judge.causes.content.discounts.twice import twice

DISCOUNTS = (rounded, per_unit, sent, twice, compounded, added, off_shipping)
"""The patterns in the order in which they are tried."""
