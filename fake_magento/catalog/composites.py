"""Products made of others: what can be chosen, and what an order row remembers of the choice.

A row of a configurable carries the SKU of the chosen variant and all the money; a bundle with a dynamic price is the
sum of its selections, one with a fixed price has all the money on its own row; a grouped product leaves nothing but
the rows of its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fake_magento.sales.lines import Line

KINDS = ("simple", "configurable", "bundle", "grouped", "virtual")


@dataclass(frozen=True, slots=True)
class Choice:
    """A cart line of a product that is no plain simple one. `child` is the SKU of a variant, `selections` are SKU and
    units in one bundle or group; without any the defaults are taken."""

    sku: str
    quantity: int
    child: str | None = None
    selections: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class VariantOption:
    """An attribute that tells variants apart: value index to label."""

    attribute_id: int
    code: str
    label: str
    values: Mapping[int, str]


@dataclass(slots=True)
class Configurable:
    """`variants`: SKU of the variant to its value index per option."""

    options: tuple[VariantOption, ...]
    variants: dict[str, tuple[int, ...]]

    def find(self, chosen: Mapping[int, int]) -> str | None:
        """The variant with these values, (attribute id to value index); None when there is no such variant."""
        wanted = tuple(chosen.get(option.attribute_id) for option in self.options)
        return next((sku for sku, values in self.variants.items() if values == wanted), None)


@dataclass(frozen=True, slots=True)
class Selection:
    selection_id: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class BundleOption:
    """One choice within a bundle; the first selection is the default one."""

    option_id: int
    title: str
    selections: tuple[Selection, ...]


@dataclass(slots=True)
class Bundle:
    """`fixed`: the bundle has a price of its own, else it costs what its selections cost. `separately`: each
    selection is shipped by itself, else the whole bundle leaves at once (`shipment_type`)."""

    options: tuple[BundleOption, ...]
    fixed: bool = False
    separately: bool = False

    def chosen(self, wanted: tuple[tuple[str, int], ...]) -> list[tuple[BundleOption, Selection, int]] | None:
        """Option, selection and units in one bundle; None when the choice fits the bundle in no way."""
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
    """`members`: SKU to the quantity the shop proposes."""

    members: dict[str, int]


Composite = Configurable | Bundle | Grouped


def goods_within(made_of: Composite) -> list[str]:
    """SKUs of the goods it is made of."""
    if isinstance(made_of, Configurable):
        return list(made_of.variants)
    if isinstance(made_of, Grouped):
        return list(made_of.members)
    return [selection.sku for option in made_of.options for selection in option.selections]


@dataclass(slots=True)
class Made:
    """What an order row is, beyond a plain simple product.

    `kind` is Magento's product type of the row. `parts` are the rows below it, `parent` the row above;
    `per_parent` units of a part belong to one unit of its parent. `by_parts`: the money is the sum of the parts;
    `separately`: they are shipped by themselves and count for themselves what left.
    """

    kind: str
    parts: tuple[Line, ...] = ()
    parent: Line | None = None
    per_parent: int = 1
    by_parts: bool = False
    separately: bool = False
    product_option: Mapping[str, Any] | None = None
    choice: Choice | None = None
