"""What an order costs. Tax and discount are rounded half up per row, and the total is the sum of the rows.

Inclusive store: prices, discounts and shipping are gross; tax is contained in them.
Exclusive store: they are net; tax is added on top. Tax is always taken after the discount.
"""

from __future__ import annotations

from fake_magento.config import StoreConfig
from fake_magento.model.records import Product
from fake_magento.money import contained, hundredths, percent_of
from fake_magento.sales.lines import Amounts, Line, Money


def row_amounts(unit: int, quantity: int, rate: int, inclusive: bool, discount: int) -> Money:
    """The money of one row, from the entered unit price, the tax rate in hundredths of a percent and the row's
    discount: (unit, price, price incl. tax, row, tax before discount, tax, discount, compensation)."""
    entered = unit * quantity
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
    return unit, price, price_incl, row, tax_before, tax, discount, compensation


def price_line(
    product: Product, quantity: int, item_id: int, inclusive: bool, discount_hundredths: int
) -> Line:
    """One row of an order, priced as the shop would show it in the cart."""
    unit, rate = product.price_cents, product.tax_hundredths
    discount = percent_of(unit * quantity, discount_hundredths) if discount_hundredths else 0
    return Line(
        item_id,
        product.product_id,
        product.sku,
        product.name,
        quantity,
        rate,
        product.weight_grams,
        *row_amounts(unit, quantity, rate, inclusive, discount),
    )


def shipping(store: StoreConfig) -> tuple[int, int]:
    """Net shipping and the tax on it."""
    return priced_shipping(store, store.shipping_cents, 0)[:2]


def priced_shipping(store: StoreConfig, cents: int, discount: int) -> tuple[int, int, int, int]:
    """Shipping that costs `cents` as entered: (net, tax, discount, compensation)."""
    _, net, _, _, _, tax, discount, compensation = row_amounts(
        cents, 1, hundredths(store.shipping_tax_percent), store.tax == "inclusive", discount
    )
    return net, tax, discount, compensation


def total(
    lines: list[Line],
    shipping_net: int,
    shipping_tax: int,
    shipping_discount: int = 0,
    shipping_compensation: int = 0,
    gift: int = 0,
) -> Amounts:
    """The whole order; `total` is what the shopper pays, at most `gift` of it with vouchers."""
    subtotal = compensation = 0
    discount, tax = shipping_discount, shipping_tax
    for line in lines:
        subtotal += line.row_cents
        tax += line.tax_cents
        discount += line.discount_cents
        compensation += line.compensation_cents
    owed = subtotal + tax + compensation + shipping_net + shipping_compensation - discount
    gift = min(gift, owed)
    return Amounts(
        subtotal,
        tax,
        discount,
        compensation,
        shipping_net,
        shipping_tax,
        owed - gift,
        shipping_discount,
        shipping_compensation,
        gift,
    )
