"""Changes of saved orders: what an order would become, and making it so.

A change is worked out on a copy first, so that rules can look at it and a refused one leaves no trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from fake_erp.errors import Place, RuleRefused
from fake_erp.inventory.stock import Stock
from fake_erp.model import NOT_YET, DraftLine, Invoice, Line, LineChange, Order, OrderChange
from fake_erp.sales.order_builder import OrderBuilder, counted, discount_exceeds


class OrderChanges:
    """Plans changes of saved orders, and carries them out."""

    def __init__(self, drafting: OrderBuilder, stock: Stock) -> None:
        self._drafting = drafting
        self._stock = stock

    def planned(self, order: Order, change: OrderChange) -> Order:
        """A copy of the order as it would be. Raises RuleRefused naming the field that cannot be changed."""
        planned = copy(order)
        planned.lines = tuple([copy(line) for line in order.lines])
        if change.reference is not None:
            planned.external_reference = change.reference
        if change.ship_to is not None:
            planned.ship_to = change.ship_to
        if change.bill_to is not None:
            planned.bill_to = change.bill_to
        if change.shipping_method is not None:
            planned.shipping_method = change.shipping_method
        if change.shipping_cents is not None:
            self._plan_charge(planned, change.shipping_cents)
        if change.custom is not None:
            merged = {**order.custom, **change.custom}
            planned.custom = {name: value for name, value in merged.items() if value is not None}
        if change.lines:
            self._plan_lines(planned, change.lines)
        if change.lines or change.shipping_cents is not None:
            self._drafting.totals(planned)
        return planned

    def _plan_lines(self, planned: Order, changes: Sequence[LineChange]) -> None:
        for at, wanted in enumerate(changes):
            self._plan_line(planned, wanted, at)
        if not any(line.quantity > line.cancelled for line in planned.lines):
            raise _refused(
                "nothing_left", "no line would be left; cancel the order instead", "lines", planned.number
            )

    @staticmethod
    def _plan_charge(planned: Order, cents: int) -> None:
        """The charge of a draft may still change. Raises RuleRefused."""
        if planned.released_at_ms != NOT_YET:
            text = "the shipping charge of a released order cannot be changed; cancel it and create another"
            raise _refused("charge_fixed", text, "shipping.amount", planned.number)
        planned.shipping_cents = cents

    def _plan_line(self, planned: Order, wanted: LineChange, at: int) -> None:
        if wanted.at is None:
            country = planned.ship_to.get("country", "") if planned.ship_to else ""
            new = DraftLine(
                wanted.sku,
                wanted.quantity or 0,
                wanted.unit_price_cents or 0,
                wanted.discount_cents or 0,
                wanted.warehouse,
                wanted.unit,
                wanted.thousandths,
            )
            included = planned.prices_include_tax
            planned.lines += (self._drafting.line(new, at, included, country, planned.customer),)
            return
        number = planned.number
        if not 0 <= wanted.at < len(planned.lines):
            text = f"order {number} has {len(planned.lines)} lines, none of them is line {wanted.at + 1}"
            raise _refused("unknown_line", text, Place("line", at + 1), number)
        line = planned.lines[wanted.at]
        if line.shipped:
            text = f"{line.shipped} units of line {wanted.at + 1} are shipped; only open lines can be changed"
            raise _refused("line_shipped", text, Place("line", at + 1), number)
        if wanted.sku and wanted.sku != line.item.sku:
            text = f"line {wanted.at + 1} is for {line.item.sku}; set its quantity to 0 and add a line"
            raise _refused("item_fixed", text, Place("item", at + 1), number)
        self._revise(planned, line, wanted, at)
        if wanted.warehouse:
            line.row = self._drafting.row(line.item.sku, wanted.warehouse, at)

    def _revise(self, planned: Order, line: Line, wanted: LineChange, at: int) -> None:
        if wanted.quantity == 0 and not wanted.thousandths:
            line.cancelled = line.quantity
            return
        if wanted.quantity is not None:
            units = counted(line.item, wanted.quantity, wanted.thousandths, at)
            line.quantity, line.cancelled = units * line.unit_size, 0
        if wanted.unit_price_cents is not None:
            line.unit_price_cents = self._drafting.base_price(
                wanted.unit_price_cents, line.unit, line.unit_size, at
            )
        if wanted.discount_cents is not None:
            line.discount_cents = wanted.discount_cents
        if line.worth(line.quantity) < line.discount_cents:
            raise discount_exceeds(at)
        self._drafting.tax_line(planned, line)

    def apply(self, order: Order, planned: Order) -> None:
        """Make the order what was planned, and let promises follow."""
        asking: list[Line] = []
        for line, target in zip(order.lines, planned.lines, strict=False):
            if target.quantity != line.quantity or target.cancelled != line.cancelled:
                self._fit(order, line, target)
                asking.append(line)
            elif target.row is not line.row:
                self._move(order, line, target)
                asking.append(line)
            line.unit_price_cents, line.discount_cents = target.unit_price_cents, target.discount_cents
            line.tax_cents = target.tax_cents
        new = planned.lines[len(order.lines) :]
        order.lines += new
        for name in _HEAD:
            setattr(order, name, getattr(planned, name))
        self._ask(order, [*asking, *new])

    def substitute(self, order: Order, at: int, sku: str) -> None:
        """Serve a line with another item, at the price agreed for the one ordered."""
        if not 0 <= at < len(order.lines):
            text = f"order {order.number} has {len(order.lines)} lines, none of them is line {at + 1}"
            raise _refused("unknown_line", text, "line", order.number)
        line, item = order.lines[at], self._drafting.item(sku, at)
        if line.shipped or not line.open:
            text = f"line {at + 1} is not open any more; only what is not shipped can be replaced"
            raise _refused("line_shipped", text, "line", order.number)
        if item.scale != line.item.scale:
            text = f"{sku} is not counted as {line.item.sku}: one of them has decimal quantities"
            raise _refused("other_unit", text, "item", order.number)
        if item is line.item:
            raise _refused("same_item", f"line {at + 1} is for {sku} already", "item", order.number)
        self._stock.give_back(order, line, line.allocated)
        line.substitutes = line.substitutes or line.item.sku
        line.item, line.unit, line.unit_size = item, "", 1
        line.row = self._stock.best_row(sku, line.open)
        self._drafting.tax_line(order, line)
        self._drafting.totals(order)
        self._ask(order, [line])

    def cancel_rest(self, order: Order) -> None:
        """Give up what is not shipped; the order is worth what was."""
        for line in order.lines:
            if line.open:
                wanted = line.quantity - line.cancelled
                net = line.worth(wanted) - line.discount_cents
                kept = (2 * net * line.shipped + wanted) // (2 * wanted)
                line.discount_cents = line.worth(line.shipped) - kept
                line.cancelled = line.quantity - line.shipped
                self._stock.give_back(order, line, line.allocated)
                self._drafting.tax_line(order, line)
        order.missing = 0
        self._drafting.totals(order)

    def _fit(self, order: Order, line: Line, target: Line) -> None:
        kept = target.quantity - target.cancelled
        if target.row is not line.row:
            kept = 0
        surplus = max(0, line.allocated - kept)
        line.quantity, line.cancelled = target.quantity, target.cancelled
        self._stock.give_back(order, line, surplus)
        line.row = target.row

    def _move(self, order: Order, line: Line, target: Line) -> None:
        self._stock.give_back(order, line, line.allocated)
        line.row = target.row

    def _ask(self, order: Order, lines: list[Line]) -> None:
        order.missing = sum(line.waits_for for line in order.lines)
        if lines and order.released_at_ms != NOT_YET:
            self._stock.allocate(order, lines)


_HEAD = (
    "external_reference",
    "ship_to",
    "bill_to",
    "shipping_method",
    "shipping_cents",
    "custom",
    "subtotal_cents",
    "discount_cents",
    "tax_cents",
    "total_cents",
    "rounding_cents",
    "warnings",
)


def be_worth_its_invoices(order: Order) -> None:
    """Make an order worth the sum of its invoices where nothing is left to bill.

    Shares of amounts are rounded on each invoice, and coin rounding of parts differs from that of the whole.
    """
    all_billed = all(line.billed == line.shipped for line in order.lines)
    if order.billed_cents and (all_billed or order.total_cents < order.billed_cents):
        order.rounding_cents += order.billed_cents - order.total_cents
        order.total_cents = order.billed_cents
        order.tax_cents = sum([paper.tax_cents for paper in order.papers if type(paper) is Invoice])


def _refused(code: str, message: str, place: Place | str, number: str) -> RuleRefused:
    return RuleRefused("order_change", code, message, place, {"number": number})
