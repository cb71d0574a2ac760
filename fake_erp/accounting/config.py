"""What a house decides about its books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fake_erp.accounting.numbering import NumberPlan


@dataclass(frozen=True, slots=True)
class Finance:
    tax_rounding: Literal["line", "document"] = "line"
    """Whether tax is rounded for each row, or once for the sum of the rows with the same rate."""
    coins_cents: Mapping[str, int] = field(default_factory=dict)
    """Currency to its smallest coin, to which totals are rounded, such as {"CHF": 5}."""
    rates_micro: Mapping[str, int] = field(default_factory=dict)
    """Currency to home currency, in millionths; one without a rate counts as the home currency."""
    overpayment: Literal["refuse", "keep"] = "refuse"
    """Whether a payment may be more than is owed; what is too much is then kept as a prepayment."""
    duplicate_payment: Literal["refuse", "accept"] = "refuse"
    """What becomes of a payment with a reference that another one has."""
    credit_returns: Literal["run", "at_once"] = "run"
    """Whether goods that came back are credited by the next posting run or at once."""
    customer_approval: Literal["none", "people"] = "none"
    """Whether a new customer waits for somebody to approve it."""
    renamed_items: Literal["alias", "gone"] = "gone"
    """Whether the old SKU of a renamed item still finds it."""
    cost_bp: int = 6000
    """What an item without a cost of its own costs the house, in basis points of its price."""
    number_ranges: Mapping[str, NumberPlan] = field(default_factory=dict)
    """Kind of document to its range; the others as `numbering.PREFIXES` says."""
    utc_offset_ms: int = 0
    """How far the clocks of the house are ahead of UTC: when its months end."""
