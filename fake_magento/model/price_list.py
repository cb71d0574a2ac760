r"""Prices beside the base price: per store, for a period, from a quantity on, for a customer group.

The lowest price that applies is the final price. Source: Adobe Commerce developer docs, "Manage prices for multiple
products"; Magento source, Magento\Catalog\Pricing\Price\FinalPrice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_magento.money import percent_of

ANY_GROUP = -1
"""The group of a tier price for all customer groups."""


@dataclass(frozen=True, slots=True)
class SpecialPrice:
    """A price for a period. None is open-ended; `until_ms` is exclusive."""

    cents: int
    from_ms: int | None = None
    until_ms: int | None = None

    def holds(self, now_ms: int) -> bool:
        """Whether the price is in force at an instant."""
        return (self.from_ms is None or self.from_ms <= now_ms) and (
            self.until_ms is None or now_ms < self.until_ms
        )


@dataclass(frozen=True, slots=True)
class TierPrice:
    """A tier price: from `quantity` units on, in a website (0: all) and a customer group.

    It is a price in cents, or a discount on the regular price where `cents` is None.
    """

    quantity: int
    group_id: int = ANY_GROUP
    website_id: int = 0
    cents: int | None = None
    discount_hundredths: int = 0

    def price(self, regular_cents: int) -> int:
        """The price of one unit, from the regular price."""
        if self.cents is not None:
            return self.cents
        return regular_cents - percent_of(regular_cents, self.discount_hundredths)


@dataclass(slots=True)
class PriceList:
    """Prices by store id; 0 is the default of all stores. Amounts are cents in base currency."""

    regular: dict[int, int] = field(default_factory=dict)
    special: dict[int, SpecialPrice] = field(default_factory=dict)
    cost: dict[int, int] = field(default_factory=dict)
    tiers: list[TierPrice] = field(default_factory=list)

    def resolve(
        self, price_cents: int, store_id: int, quantity: int, group_id: int, now_ms: int
    ) -> tuple[int, int]:
        """(regular, final) price of one unit of `quantity`."""
        regular = self.regular.get(store_id, price_cents)
        final = regular
        special = self.special.get(store_id) or self.special.get(0)
        if special is not None and special.holds(now_ms):
            final = min(final, special.cents)
        for tier in self.tiers:
            if tier.quantity <= quantity and tier.group_id in (ANY_GROUP, group_id):
                final = min(final, tier.price(regular))
        return regular, final
