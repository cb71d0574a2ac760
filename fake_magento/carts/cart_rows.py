"""The rows of a cart before they are priced: composites resolved into their parts.

Source: Magento source, the prepareForCartAdvanced methods of module-configurable-product, module-bundle and
module-grouped-product.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from fake_magento.config import StoreConfig
from fake_magento.errors import BadCart
from fake_magento.model.composites import Bundle, Choice, Configurable, Grouped
from fake_magento.model.order_line import ChosenCustom, ChosenSelections, ChosenValue
from fake_magento.model.product import Product
from fake_magento.sales.context import SalesContext


@dataclass(slots=True)
class CartRow:
    """A row before it is priced.

    `unit` and `regular` are prices of one unit in cents of base currency. Without `has_price` the money is on the
    parent row, or with `by_parts` on the parts.
    """

    product: Product
    quantity: int
    unit: int
    regular: int
    kind: str = "simple"
    sku: str = ""
    weight_grams: int = 0
    tax_hundredths: int = 0
    parts: list[CartRow] = field(default_factory=list)
    per_parent: int = 1
    has_price: bool = True
    by_parts: bool = False
    separately: bool = False
    options: tuple[ChosenValue, ...] | tuple[ChosenSelections, ...] | tuple[ChosenCustom, ...] | None = None
    choice: Choice | None = None
    suffix: str = ""
    """What custom options add to the SKU of the row."""

    @property
    def scale(self) -> int:
        """The parts that a unit of the product is counted in."""
        return self.product.scale


def row_count(rows: list[CartRow]) -> int:
    """The number of order rows these make, parts included."""
    return sum(1 + len(row.parts) for row in rows)


def group_of(shop: SalesContext, customer_id: int | None) -> int:
    """The customer group that decides prices; guests are in group 0, NOT LOGGED IN."""
    if customer_id is None:
        return 0
    customer = shop.customers.find(customer_id)
    return customer.group_id if customer else 1


def rows_of(shop: SalesContext, cart_lines: Any, store: StoreConfig, group_id: int) -> list[CartRow]:
    """The rows that cart lines make. Raises BadCart for a choice that the storefront does not offer."""
    found: list[CartRow] = []
    for entry in cart_lines:
        choice = entry if isinstance(entry, Choice) else Choice(*entry)
        product = shop.catalog.find(choice.sku)
        if product is None or choice.quantity < 1:
            raise BadCart(
                f"cart: ({choice.sku!r}, {choice.quantity}); expected a SKU of the catalogue and a quantity of 1"
                " or more"
            )
        made_of = product.made_of
        if made_of is None:
            row = _simple(shop, product, choice.quantity, store, group_id)
            found.append(_customised(row, choice) if product.options else row)
        elif isinstance(made_of, Configurable):
            found.append(_configured(shop, product, made_of, choice, store, group_id))
        elif isinstance(made_of, Bundle):
            found.append(_bundled(shop, product, made_of, choice, store, group_id))
        else:
            found.extend(_grouped(shop, product, made_of, choice, store, group_id))
    return found


def retaxed(shop: SalesContext, rows: list[CartRow], country: str) -> list[CartRow]:
    """The rows at the rates of the tax book, once a client has written there."""
    if shop.taxes.is_edited:
        for row in rows:
            for each in (*row.parts, row):
                product = row.parts[0].product if row.kind == "configurable" else each.product
                each.tax_hundredths = shop.taxes.asked(tax_class(shop, product), country)
    return rows


def tax_class(shop: SalesContext, product: Product) -> int:
    """The tax class of a product: its own attribute, else the class of its rate."""
    own = product.attributes.get("tax_class_id")
    return own if isinstance(own, int) else shop.taxes.class_of(product.tax_hundredths)


def priced_rows(rows: list[CartRow]) -> list[CartRow]:
    """The rows with a price of their own: of a bundle that is priced by its parts, the parts."""
    return [part for row in rows for part in (row.parts if row.by_parts else (row,))]


def goods_of(rows: list[CartRow]) -> dict[str, int]:
    """SKU to the units that these rows take from stock."""
    wanted: dict[str, int] = {}
    for row in rows:
        for part in row.parts if row.kind == "bundle" else (row,):
            wanted[part.sku] = wanted.get(part.sku, 0) + part.quantity
    return wanted


def _simple(
    shop: SalesContext, product: Product, quantity: int, store: StoreConfig, group_id: int
) -> CartRow:
    regular = final = product.price_cents
    if product.prices is not None:
        regular, final = product.prices.resolve(
            product.price_cents, store.store_id, quantity // product.scale, group_id, shop.now()
        )
    return CartRow(
        product,
        quantity,
        final,
        regular,
        product.kind,
        product.sku,
        product.weight_grams,
        product.tax_hundredths,
    )


def _customised(row: CartRow, choice: Choice) -> CartRow:
    """The row with its custom options: their surcharges, their texts, and their SKU suffixes."""
    given = dict(choice.custom)
    price, regular = row.unit, row.regular
    chosen: list[ChosenCustom] = []
    for option in row.product.options:
        text = given.get(option.option_id, "")
        if not text:
            if option.is_required:
                raise BadCart(f"cart: {row.sku!r} needs a value for its option {option.title!r}")
            continue
        values = option.chosen(text)
        if values is None:
            raise BadCart(f"cart: {text!r} is no value of the option {option.title!r} of {row.sku!r}")
        for value in values:
            row.unit += value.surcharge.cents(price)
            row.regular += value.surcharge.cents(regular)
            row.suffix += f"-{value.sku}" if value.sku else ""
        chosen.append(ChosenCustom(option.option_id, text, tuple(value.title for value in values)))
    row.options, row.choice = tuple(chosen), choice
    return row


def _configured(
    shop: SalesContext,
    product: Product,
    made_of: Configurable,
    choice: Choice,
    store: StoreConfig,
    group_id: int,
) -> CartRow:
    """A row with the price and tax of the variant, and the row of the variant below it without money."""
    values = made_of.variants.get(choice.child or "")
    child = shop.catalog.find(choice.child or "")
    if values is None or child is None:
        known = ", ".join(made_of.variants)
        raise BadCart(f"cart: {product.sku!r} has no variant {choice.child!r}; its variants are {known}")
    row = _simple(shop, child, choice.quantity, store, group_id)
    part = _simple(shop, child, choice.quantity, store, group_id)
    part.has_price, part.unit, part.regular = False, 0, 0
    row.product, row.kind, row.parts, row.choice = product, "configurable", [part], choice
    row.options = tuple(
        ChosenValue(option.attribute_id, value) for option, value in zip(made_of.options, values, strict=True)
    )
    return row


def _bundled(
    shop: SalesContext, product: Product, made_of: Bundle, choice: Choice, store: StoreConfig, group_id: int
) -> CartRow:
    chosen = made_of.chosen(choice.selections)
    if chosen is None:
        raise BadCart(f"cart: {choice.selections!r} is no choice of the bundle {product.sku!r}")
    row = _simple(shop, product, choice.quantity, store, group_id)
    row.kind, row.choice, row.by_parts, row.has_price = "bundle", choice, not made_of.fixed, made_of.fixed
    row.separately = made_of.separately
    options: dict[int, ChosenSelections] = {}
    weight = 0
    for option, selection, units in chosen:
        part = _simple(shop, shop.catalog.get(selection.sku), choice.quantity * units, store, group_id)
        part.per_parent = units
        if made_of.fixed:
            part.has_price, part.unit, part.regular = False, 0, 0
        row.parts.append(part)
        weight += part.weight_grams * units
        known = options.get(option.option_id) or ChosenSelections(option.option_id, units, ())
        options[option.option_id] = replace(
            known, selection_ids=(*known.selection_ids, selection.selection_id)
        )
    row.weight_grams = weight
    row.options = tuple(options.values())
    return row


def _grouped(
    shop: SalesContext, product: Product, made_of: Grouped, choice: Choice, store: StoreConfig, group_id: int
) -> list[CartRow]:
    """A row for each member, without a row above them."""
    rows = []
    for sku, units in dict(choice.selections or made_of.members.items()).items():
        if sku not in made_of.members:
            raise BadCart(f"cart: {sku!r} is no member of the group {product.sku!r}")
        if units > 0:
            row = _simple(shop, shop.catalog.get(sku), choice.quantity * units, store, group_id)
            row.kind = "grouped"
            rows.append(row)
    if not rows:
        raise BadCart(f"cart: nothing of the group {product.sku!r} was chosen")
    return rows
