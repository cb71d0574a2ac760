"""What is below an order: items, partners with addresses, pricing elements, texts, schedule lines, payments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import Fixed
from fake_erp.dialects.s4hana.numbers import item_text, shown
from fake_erp.model import Address, Line, Order

PRICE_NET, PRICE_GROSS, DISCOUNT, FREIGHT, TAX = "PPR0", "VKP0", "DRV1", "YBHD", "TTX1"
"""Condition types: price without and with tax, discount of an item as an amount, freight of the header, tax."""
SHIP_TO, BILL_TO, SOLD_TO, PAYER = "SH", "BP", "SP", "PY"
TEXT = "text_"
"""What the custom field of a header text begins with; the id of the text follows."""
BASE_UNIT = "PC"


@dataclass(frozen=True, slots=True)
class ItemOf:
    """A line of an order, by its position counted from 0."""

    order: Order
    at: int

    @property
    def line(self) -> Line:
        return self.order.lines[self.at]

    @property
    def number(self) -> str:
        """Such as `10`."""
        return item_text(self.at)


@dataclass(frozen=True, slots=True)
class PartnerOf:
    """A partner of an order, with the address of the document where it has one."""

    order: Order
    function: str
    address: Address | None


@dataclass(frozen=True, slots=True)
class PriceOf:
    """A pricing element of an order, or of its item at a position."""

    order: Order
    at: int
    """-1 for the header."""
    step: str
    type: str
    rate_cents: int
    amount_cents: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TextOf:
    """A text of the header."""

    order: Order
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentOf:
    """The electronic payment of a prepaid order."""

    order: Order


def items(order: Order) -> list[ItemOf]:
    """The items of an order."""
    return [ItemOf(order, at) for at in range(len(order.lines))]


def partners(order: Order) -> list[PartnerOf]:
    """Sold-to party, ship-to party, bill-to party and payer."""
    return [
        PartnerOf(order, SOLD_TO, None),
        PartnerOf(order, SHIP_TO, order.ship_to),
        PartnerOf(order, BILL_TO, order.bill_to),
        PartnerOf(order, PAYER, None),
    ]


def texts(order: Order) -> list[TextOf]:
    """The header texts of an order."""
    return [
        TextOf(order, name.removeprefix(TEXT), str(value))
        for name, value in order.custom.items()
        if name.startswith(TEXT)
    ]


def payments(order: Order) -> list[PaymentOf]:
    """The electronic payment, where there is one."""
    return [PaymentOf(order)] if order.prepaid else []


def header_prices(order: Order) -> list[PriceOf]:
    """The freight of an order."""
    if not order.shipping_cents:
        return []
    return [PriceOf(order, -1, "10", FREIGHT, order.shipping_cents, order.shipping_cents)]


def item_prices(item: ItemOf) -> list[PriceOf]:
    """Price, discount and tax of an item, in the unit it was ordered in."""
    order, line = item.order, item.line
    price = PRICE_GROSS if order.prices_include_tax else PRICE_NET
    rate = line.unit_price_cents * line.unit_size
    unit = line.unit or BASE_UNIT
    found = [PriceOf(order, item.at, "10", price, rate, line.quantity * line.unit_price_cents, unit)]
    if line.discount_cents:
        found.append(PriceOf(order, item.at, "100", DISCOUNT, -line.discount_cents, -line.discount_cents))
    if line.tax_cents:
        rate = line.item.tax_bp
        found.append(PriceOf(order, item.at, "900", TAX, rate, line.tax_cents, "%"))
    return found


def net_cents(order: Order, line: Line) -> int:
    """The net amount of the units of a line that are not given up."""
    amount = (line.quantity - line.cancelled) * line.unit_price_cents - line.discount_cents
    return amount - line.tax_cents if order.prices_include_tax else amount


def net_total(order: Order) -> str:
    """TotalNetAmount of an order."""
    return amount_text(order.total_cents - order.tax_cents)


def in_unit(line: Line, units: int) -> str:
    """Base units of a line in the unit it was ordered in."""
    return str(units // line.unit_size)


def of(attribute: str) -> Callable[[Any, Any], Any]:
    """A getter of an attribute of a record."""
    get = attrgetter(attribute)
    return lambda erp, record: get(record)


fixed = Fixed


def order_number(erp: Any, record: Any) -> str:
    """The document number of the order that a part belongs to."""
    return shown(record.order.number)
