"""From a draft to an order with its lines, warehouses, taxes and totals; nothing is saved yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import Any, Protocol

from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import Currencies
from fake_erp.errors import Place, RuleRefused, See
from fake_erp.inventory.items import Items
from fake_erp.inventory.stock import Stock
from fake_erp.model import Customer, Draft, DraftLine, Item, Line, Now, Order, StockRow
from fake_erp.model.quantities import THOUSAND
from fake_erp.sales.customers import Customers
from fake_erp.sales.totals import Reckoning, Totals


class OrderPlan(Protocol):
    """What is configured about orders; see `fake_erp.config.ErpConfig`."""

    @property
    def currencies(self) -> tuple[str, ...]:
        """ISO codes of the currencies; the first is the home currency."""

    @property
    def shipping_tax_percent(self) -> float:
        """Tax rate of the shipping charge."""

    @property
    def partial_deliveries(self) -> bool:
        """Whether orders may be shipped in parts."""

    @property
    def backorders(self) -> bool:
        """Whether orders short of stock are released."""

    @property
    def finance(self) -> Finance:
        """The settings of accounting."""


class OrderBuilder:
    """Looks up master data. Raises ErpError naming the field whenever something is not there."""

    def __init__(
        self,
        now: Now,
        plan: OrderPlan,
        items: Items,
        customers: Customers,
        stock: Stock,
        currencies: Currencies,
    ) -> None:
        self._now = now
        self._items = items
        self._customers = customers
        self._stock = stock
        self._rates = currencies
        self._reckoning = Reckoning(plan.finance, plan.shipping_tax_percent)

    def order(self, draft: Draft) -> Order:
        """An order without a number, in state draft."""
        customer = self._customers.by_number.get(draft.customer)
        if customer is None:
            raise RuleRefused(
                "known_customer",
                "unknown_customer",
                f"there is no customer {draft.customer[:64]!r}; create it first and use the number it gets",
                "customer",
                {"customer": draft.customer[:64]},
            )
        self._rates.require(draft.currency)
        included = draft.prices_include_tax
        country = draft.ship_to.get("country", "") if draft.ship_to else ""
        lines = [self.line(wanted, at, included, country, customer) for at, wanted in enumerate(draft.lines)]
        totals = self._reckoning.totals(lines, draft.shipping_cents, included, customer, draft.currency)
        return self._order(draft, customer, lines, totals)

    def line(self, wanted: DraftLine, at: int, included: bool, country: str, customer: Customer) -> Line:
        """The line at place `at` of an order whose prices include tax or not, bound for a country."""
        item = self._items.by_sku.get(wanted.sku) or self.item(wanted.sku, at)
        quantity, price_cents, discount = wanted.quantity, wanted.unit_price_cents, wanted.discount_cents
        amount = quantity * price_cents - discount
        if item.scale != 1 or wanted.thousandths:
            quantity = counted(item, quantity, wanted.thousandths, at)
            amount = wanted.worth() - discount
        if amount < 0:
            raise discount_exceeds(at)
        size = self.unit_size(item, wanted.unit, at) if wanted.unit else 1
        quantity *= size
        if wanted.warehouse:
            row = self.row(item.sku, wanted.warehouse, at)
        else:
            row = self._stock.best_row(item.sku, quantity, country)
        tax = self._reckoning.line_tax(amount, item.tax_bp, included, customer)
        if size == 1:
            return Line(item, quantity, price_cents, discount, tax, row, unit=wanted.unit)
        price_cents = self.base_price(price_cents, wanted.unit, size, at)
        return Line(item, quantity, price_cents, discount, tax, row, unit=wanted.unit, unit_size=size)

    def item(self, sku: str, at: int) -> Item:
        """The item with this SKU, for the line at index `at`. Raises RuleRefused without one."""
        item = self._items.find(sku)
        if item is None:
            raise RuleRefused(
                "known_item",
                "unknown_item",
                (f"there is no item {sku[:64]!r}; ", See("item.list"), " lists what can be ordered"),
                Place("item", at + 1),
                {"item": sku[:64]},
            )
        return item

    def row(self, sku: str, warehouse: str, at: int) -> StockRow:
        """Where a line is served from that asks for a warehouse."""
        if warehouse in self._stock.warehouses:
            return self._stock.row(sku, warehouse)
        known = ", ".join(self._stock.warehouses)
        raise RuleRefused(
            "known_warehouse",
            "unknown_warehouse",
            f"there is no warehouse {warehouse[:64]!r}; use one of {known} or leave it out",
            Place("warehouse", at + 1),
        )

    @staticmethod
    def unit_size(item: Item, unit: str, at: int) -> int:
        """Base units in one such unit of the item."""
        size = item.units.get(unit)
        if size is None:
            known = ", ".join(item.units) or "none but its base unit: leave `unit` out"
            raise RuleRefused(
                "known_unit",
                "unknown_unit",
                f"item {item.sku} has no unit {unit[:64]!r}; it has {known}",
                Place("unit", at + 1),
            )
        return size

    @staticmethod
    def base_price(price_cents: int, unit: str, size: int, at: int) -> int:
        """The price of one base unit, from that of a unit of several."""
        if price_cents % size:
            place = Place("unit_price", at + 1)
            raise RuleRefused(
                "unit_price",
                "price_not_divisible",
                (place, f" is for one {unit} of {size}: it must be whole cents for each of them"),
                place,
            )
        return price_cents // size

    def tax_line(self, order: Order, line: Line) -> None:
        """Reckon the tax of a line anew, from its units that are not cancelled."""
        amount = line.worth(line.quantity - line.cancelled) - line.discount_cents
        line.tax_cents = self._reckoning.line_tax(
            max(0, amount), line.tax_bp, order.prices_include_tax, order.customer
        )

    def totals(self, order: Order) -> None:
        """Reckon the sums of an order anew, from the units of its lines that are not cancelled."""
        kept = [line for line in order.lines if line.quantity > line.cancelled]
        totals = self._reckoning.totals(
            kept, order.shipping_cents, order.prices_include_tax, order.customer, order.currency
        )
        order.subtotal_cents, order.discount_cents, order.tax_cents, order.total_cents = totals[:4]
        order.rounding_cents = totals.rounding_cents

    def _order(self, draft: Draft, customer: Customer, lines: list[Line], totals: Totals) -> Order:
        subtotal, discount, tax, total, rounding = totals
        now = self._now()
        order = Order(
            "",
            0,
            intern(draft.reference),
            intern(draft.channel),
            customer,
            intern(draft.currency),
            draft.ordered_at_ms,
            draft.prices_include_tax,
            tuple(lines),
            subtotal,
            discount,
            draft.shipping_cents,
            tax,
            total,
            intern(draft.shipping_method),
            intern(draft.payment_method),
            draft.payment_cents,
            draft.prepaid,
            draft.ship_to,
            draft.bill_to,
            _shared(draft.custom),
            now,
            now,
            sum([line.quantity for line in lines]),
        )
        if rounding:
            order.rounding_cents = rounding
        order.rate_micro = self._rates.rate_micro(draft.currency)
        return order


def _shared(custom: dict[str, Any]) -> Mapping[str, Any]:
    """The fields, in one dict for all orders with the same texts."""
    if all(type(value) is str for value in custom.values()):
        return _of_texts(tuple(custom.items()))
    return custom


@lru_cache(maxsize=256)
def _of_texts(items: tuple[tuple[str, str], ...]) -> Mapping[str, Any]:
    return dict(items)


def counted(item: Item, units: int, thousandths: int, at: int) -> int:
    """A quantity as an item is counted. Raises RuleRefused for a fraction of one that is sold in whole units."""
    if item.scale != 1:
        return units * item.scale + thousandths
    if not thousandths:
        return units
    place = Place("quantity", at + 1)
    sent = f"{units + thousandths / THOUSAND:g}"
    raise RuleRefused(
        "whole_units",
        "not_a_whole_number",
        (place, f" is {sent}, and item {item.sku} is sold in whole units; send a whole number of them"),
        place,
        {"item": item.sku, "sent": sent},
    )


def discount_exceeds(at: int) -> RuleRefused:
    """The refusal of a discount that is more than its line is worth."""
    place = Place("discount", at + 1)
    return RuleRefused(
        "discount_within_row",
        "discount_exceeds_row",
        (place, " is more than quantity x unit_price; give each row its own discount"),
        place,
    )
