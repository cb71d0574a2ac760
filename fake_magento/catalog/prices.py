"""Prices beside the plain one: per store, for a time, from a quantity on, for a customer group.

The lowest that applies is the final price (Magento's price resolution: base, special, tier).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_magento.money import percent_of

EVERYBODY = -1
"""The group of a tier price that holds for all customer groups."""


@dataclass(frozen=True, slots=True)
class Special:
    """A price for a time; None is open-ended. `until_ms` itself is no longer in it."""

    cents: int
    from_ms: int | None = None
    until_ms: int | None = None

    def holds(self, now_ms: int) -> bool:
        return (self.from_ms is None or self.from_ms <= now_ms) and (
            self.until_ms is None or now_ms < self.until_ms
        )


@dataclass(frozen=True, slots=True)
class Tier:
    """From `quantity` on, in a website (0: all) and customer group, a price or a discount off the regular one."""

    quantity: int
    group_id: int = EVERYBODY
    website_id: int = 0
    cents: int | None = None
    discount_hundredths: int = 0

    def price(self, regular_cents: int) -> int:
        if self.cents is not None:
            return self.cents
        return regular_cents - percent_of(regular_cents, self.discount_hundredths)


@dataclass(slots=True)
class Prices:
    """By store id; 0 is the default of all stores. Amounts are cents in base currency."""

    regular: dict[int, int] = field(default_factory=dict)
    special: dict[int, Special] = field(default_factory=dict)
    cost: dict[int, int] = field(default_factory=dict)
    tiers: list[Tier] = field(default_factory=list)

    def resolve(
        self, price_cents: int, store_id: int, quantity: int, group_id: int, now_ms: int
    ) -> tuple[int, int]:
        """(regular, final) price of one unit when `quantity` are bought."""
        regular = self.regular.get(store_id, price_cents)
        final = regular
        special = self.special.get(store_id) or self.special.get(0)
        if special is not None and special.holds(now_ms):
            final = min(final, special.cents)
        for tier in self.tiers:
            if tier.quantity <= quantity and tier.group_id in (EVERYBODY, group_id):
                final = min(final, tier.price(regular))
        return regular, final
