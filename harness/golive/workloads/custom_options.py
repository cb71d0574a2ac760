"""Custom options of products, and what shoppers enter and select of them."""

from __future__ import annotations

from collections.abc import Container, Sequence

from fake_magento.model.composites import Choice
from fake_magento.model.custom_option import CustomOption, OptionValue, Surcharge
from fake_magento.shop import Shop
from golive.sim.seeding import address

ENGRAVING_CENTS = 450
LONGEST = 20
"""Characters of an engraving."""
NAMES = ("Ada", "Bruno", "Chloé", "Dörte", "Edgar", "Fiona", "Gül", "Håkon")
WRAPPINGS = (
    ("Paper bag", Surcharge(), "bag"),
    ("Gift paper", Surcharge(290), "paper"),
    ("Wooden box", Surcharge(1_000, is_percent=True), "box"),
)
"""Title, surcharge and SKU of each value of the option that is selected."""


class CustomOptions:
    """An engraving to enter and a wrapping to select, neither required, on every simple product but `but`.

    `suffixes`: a selected wrapping extends the SKU of the row. `share` is that of the order lines with options.
    """

    def __init__(self, shop: Shop, seed: int, share: float, suffixes: bool, but: Container[str]) -> None:
        self._seed = seed
        self._share = share
        self._offered: dict[str, tuple[CustomOption, CustomOption]] = {}
        for product in shop.catalog:
            if product.made_of is None and product.sku not in but:
                product.options = self._offered[product.sku] = _options(shop, suffixes)

    def choose_all(
        self, lines: Sequence[tuple[str, int] | Choice], visit: int
    ) -> list[tuple[str, int] | Choice]:
        """The lines of a cart, each with options where it has any."""
        return [
            self._choose(*line, visit, place) if type(line) is tuple else line
            for place, line in enumerate(lines)
        ]

    def _choose(self, sku: str, quantity: int, visit: int, place: int) -> tuple[str, int] | Choice:
        offered = self._offered.get(sku)
        if offered is None or self._drawn("options", visit, place) >= self._share:
            return sku, quantity
        engraving, wrapping = offered
        name = NAMES[int(self._drawn("engraving", visit, place) * len(NAMES))]
        value = wrapping.values[int(self._drawn("wrapping", visit, place) * len(wrapping.values))]
        custom = ((engraving.option_id, f"For {name} {visit}"), (wrapping.option_id, str(value.value_id)))
        return Choice(sku, quantity, custom=custom)

    def _drawn(self, what: str, visit: int, place: int) -> float:
        return address(self._seed, what, visit, place)


def _options(shop: Shop, suffixes: bool) -> tuple[CustomOption, CustomOption]:
    first = shop.take_ids("custom_option", 2)
    first_value = shop.take_ids("custom_option_value", len(WRAPPINGS))
    values = tuple(
        OptionValue(first_value + place, title, surcharge, sku if suffixes else "", place)
        for place, (title, surcharge, sku) in enumerate(WRAPPINGS)
    )
    return (
        CustomOption(first, "Engraving", "field", surcharge=Surcharge(ENGRAVING_CENTS), longest=LONGEST),
        CustomOption(first + 1, "Wrapping", "drop_down", position=1, values=values),
    )
