"""Composite products: configurables, bundles and grouped products, and the choices they offer.

A row of a configurable has the SKU of the chosen variant and all the money. A bundle with a dynamic price is the sum
of its selections, one with a fixed price has all the money on its own row. A grouped product leaves only the rows of
its members. Source: Adobe Commerce user guide, "Product types"; Magento source, module-configurable-product,
module-bundle and module-grouped-product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("simple", "configurable", "bundle", "grouped", "virtual")


@dataclass(frozen=True, slots=True)
class Choice:
    """A cart line of a composite product, or of one with custom options.

    `child` is the SKU of a variant; `selections` are (SKU, units in one bundle or group), the defaults if empty;
    `custom` are (id of a custom option, what was entered or the ids that were selected).
    """

    sku: str
    quantity: int
    child: str | None = None
    selections: tuple[tuple[str, int], ...] = ()
    custom: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VariantOption:
    """An attribute that distinguishes variants. `values` maps value index to label."""

    attribute_id: int
    code: str
    label: str
    values: Mapping[int, str]


@dataclass(slots=True)
class Configurable:
    """`variants` maps the SKU of a variant to its value index per option."""

    options: tuple[VariantOption, ...]
    variants: dict[str, tuple[int, ...]]

    def find(self, chosen: Mapping[int, int]) -> str | None:
        """The SKU of the variant with these values (attribute id to value index); None without such a variant."""
        wanted = tuple(chosen.get(option.attribute_id) for option in self.options)
        return next((sku for sku, values in self.variants.items() if values == wanted), None)


@dataclass(frozen=True, slots=True)
class Selection:
    """A product that can be selected for an option of a bundle."""

    selection_id: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class BundleOption:
    """One option of a bundle; the first selection is the default."""

    option_id: int
    title: str
    selections: tuple[Selection, ...]


@dataclass(slots=True)
class Bundle:
    """A bundle of simple products, with options the shopper selects from.

    `fixed`: the bundle has a price of its own, else its price is the sum of its selections. `separately`: each
    selection is shipped by itself, else the bundle is shipped as a whole (`shipment_type`).
    """

    options: tuple[BundleOption, ...]
    fixed: bool = False
    separately: bool = False

    def chosen(self, wanted: tuple[tuple[str, int], ...]) -> list[tuple[BundleOption, Selection, int]] | None:
        """(option, selection, units in one bundle) of a choice; None for a choice that does not fit the bundle."""
        if not wanted:
            return [(option, option.selections[0], option.selections[0].quantity) for option in self.options]
        found, units = [], dict(wanted)
        for option in self.options:
            for selection in option.selections:
                quantity = units.pop(selection.sku, 0)
                if quantity > 0:
                    found.append((option, selection, quantity))
        return None if units or not found else found


@dataclass(slots=True)
class Grouped:
    """`members` maps a SKU to its default quantity."""

    members: dict[str, int]


Composite = Configurable | Bundle | Grouped


def goods_within(made_of: Composite) -> list[str]:
    """SKUs of the stocked products in a composite."""
    if isinstance(made_of, Configurable):
        return list(made_of.variants)
    if isinstance(made_of, Grouped):
        return list(made_of.members)
    return [selection.sku for option in made_of.options for selection in option.selections]
