"""Causes of wrong content: the kind of mistake that gives exactly the numbers or texts that the ERP has.

They apply where nothing shows that the ERP or a person changed what the integration had sent. The patterns are tried in
this order; the first that fits gives the cause.
"""

from __future__ import annotations

from golive.judge.causes.content.articles import articles
from golive.judge.causes.content.articles.fractions import fractions
from golive.judge.causes.content.articles.unit_factor import unit_factor
from golive.judge.causes.content.base_currency import base_currency
from golive.judge.causes.content.dated_at_import import dated_at_import
from golive.judge.causes.content.discounts import DISCOUNTS
from golive.judge.causes.content.head import head
from golive.judge.causes.content.pair import Pair
from golive.judge.causes.content.parties import parties
from golive.judge.causes.content.price_list import price_list
from golive.judge.causes.content.prices import PRICES
from golive.judge.causes.content.shipping import shipping
from golive.judge.causes.content.tax_mode import tax_mode
from golive.judge.causes.content.untaxed import untaxed
from golive.judge.causes.content.voucher import voucher
from golive.record.run import Cause

PATTERNS = (
    fractions,
    unit_factor,
    articles,
    untaxed,
    tax_mode,
    base_currency,
    voucher,
    price_list,
    *PRICES,
    *DISCOUNTS,
    shipping,
    parties,
    dated_at_import,
    head,
)


def explain_content(pair: Pair) -> Cause | None:
    """Return the cause of a wrong content, None where no pattern fits."""
    return next((cause for pattern in PATTERNS if (cause := pattern(pair)) is not None), None)
