r"""Order totals. Tax and discount are rounded half up per row, and each total is the sum of the rows.

Inclusive store: prices, discounts and shipping are gross and contain the tax. Exclusive store: they are net and the
tax is added. Tax is always calculated after the discount. Source: Adobe Commerce user guide, "Tax calculation
settings"; Magento source, Magento\Tax\Model\Calculation\RowBaseCalculator.
"""

from __future__ import annotations

from functools import lru_cache

from fake_magento.config import StoreConfig
from fake_magento.model.amounts import Amounts
from fake_magento.model.order_line import OrderLine, RowMoney
from fake_magento.model.product import Product
from fake_magento.money import contained, hundredths, percent_of
from fake_magento.quantities import priced


@lru_cache(maxsize=4096)
def row_amounts(
    unit: int, quantity: int, rate: int, inclusive: bool, discount: int, scale: int = 1
) -> RowMoney:
    """The money of one row, from the entered unit price, the tax rate in hundredths of a percent and the discount.

    Gives (unit, price, price incl. tax, row, tax before discount, tax, discount, compensation) in cents.
    """
    entered = unit * quantity if scale == 1 else priced(unit, quantity, scale)
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
) -> OrderLine:
    """One row of an order of a plain product, priced as in the cart."""
    unit, rate, scale = product.price_cents, product.tax_hundredths, product.scale
    entered = priced(unit, quantity, scale) if discount_hundredths else 0
    discount = percent_of(entered, discount_hundredths) if discount_hundredths else 0
    line = OrderLine(
        item_id,
        product.product_id,
        product.sku,
        product.name,
        quantity,
        rate,
        product.weight_grams,
        *row_amounts(unit, quantity, rate, inclusive, discount, scale),
    )
    line.scale = scale
    return line


def shipping(store: StoreConfig) -> tuple[int, int]:
    """(net shipping, tax on it) of an order, in cents."""
    return priced_shipping(store, store.shipping_cents, 0)[:2]


def priced_shipping(store: StoreConfig, cents: int, discount: int) -> tuple[int, int, int, int]:
    """(net, tax, discount, compensation) of shipping with the entered price `cents`."""
    _, net, _, _, _, tax, discount, compensation = row_amounts(
        cents, 1, hundredths(store.shipping_tax_percent), store.tax == "inclusive", discount
    )
    return net, tax, discount, compensation


def total(
    lines: list[OrderLine],
    shipping_net: int,
    shipping_tax: int,
    shipping_discount: int = 0,
    shipping_compensation: int = 0,
    gift: int = 0,
) -> Amounts:
    """The sums of an order. Vouchers pay at most `gift`; `total` is the rest."""
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
