"""What an order costs. Tax and discount are rounded half up per row, and the total is the sum of the rows.

Inclusive store: prices, discounts and shipping are gross; tax is contained in them.
Exclusive store: they are net; tax is added on top. Tax is always taken after the discount.
"""

from __future__ import annotations

from fake_magento.config import StoreConfig
from fake_magento.model import Amounts, Line, Product
from fake_magento.money import contained, hundredths, percent_of


def price_line(
    product: Product, quantity: int, item_id: int, inclusive: bool, discount_hundredths: int
) -> Line:
    """One row of an order, priced as the shop would show it in the cart."""
    unit = product.price_cents
    rate = product.tax_hundredths
    entered = unit * quantity
    discount = percent_of(entered, discount_hundredths) if discount_hundredths else 0
    if inclusive:
        tax_before = contained(entered, rate)
        tax = contained(entered - discount, rate) if discount else tax_before
        price, price_incl = unit - contained(unit, rate), unit
        row, compensation = entered - tax_before, tax_before - tax
    else:
        tax_before = percent_of(entered, rate)
        tax = percent_of(entered - discount, rate) if discount else tax_before
        price, price_incl = unit, unit + percent_of(unit, rate)
        row, compensation = entered, 0
    return Line(
        item_id,
        product.product_id,
        product.sku,
        product.name,
        quantity,
        rate,
        product.weight_grams,
        unit,
        price,
        price_incl,
        row,
        tax_before,
        tax,
        discount,
        compensation,
    )


def shipping(store: StoreConfig) -> tuple[int, int]:
    """Net shipping and the tax on it."""
    rate = hundredths(store.shipping_tax_percent)
    if store.tax == "inclusive":
        tax = contained(store.shipping_cents, rate)
        return store.shipping_cents - tax, tax
    return store.shipping_cents, percent_of(store.shipping_cents, rate)


def total(lines: list[Line], shipping_net: int, shipping_tax: int) -> Amounts:
    """The whole order; `total` is what the shopper pays."""
    subtotal = discount = compensation = 0
    tax = shipping_tax
    for line in lines:
        subtotal += line.row_cents
        tax += line.tax_cents
        discount += line.discount_cents
        compensation += line.compensation_cents
    return Amounts(
        subtotal,
        tax,
        discount,
        compensation,
        shipping_net,
        shipping_tax,
        subtotal + tax + compensation + shipping_net - discount,
    )
