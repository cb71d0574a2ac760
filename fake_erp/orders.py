"""Sales orders: accepted once, then moved along the table of transitions."""

from __future__ import annotations

from fake_erp import credit
from fake_erp.config import ErpConfig
from fake_erp.customers import Customers
from fake_erp.errors import ErpError, NotFound, RuleRefused
from fake_erp.feed import Feed
from fake_erp.items import Items
from fake_erp.model import NOT_YET, Customer, Draft, DraftLine, Emit, Line, Now, Order
from fake_erp.numbering import NumberRange
from fake_erp.picking import PickQueue
from fake_erp.rules import Check
from fake_erp.stock import Stock
from fake_erp.totals import tax_of, totals_of
from fake_erp.transitions import require


class Orders:
    """Emits `erp.order.created`, `.status`, `.dropped` and `.refused`."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        config: ErpConfig,
        items: Items,
        customers: Customers,
        stock: Stock,
        picking: PickQueue,
    ) -> None:
        self._now = now
        self._emit = emit
        self._items = items
        self._customers = customers
        self._stock = stock
        self._picking = picking
        self._currencies = config.currencies
        self._shipping_tax_bp = round(config.shipping_tax_percent * 100)
        self._numbers = NumberRange("SO")
        self.by_number: dict[str, Order] = {}
        self.by_reference: dict[str, list[Order]] = {}
        self.feed: Feed[Order] = Feed()
        self.create_checks: tuple[Check, ...] = ()
        self.release_checks: tuple[Check, ...] = ()
        stock.on_late_allocation = self._late_allocation

    def get(self, number: str) -> Order:
        """Raises NotFound."""
        order = self.by_number.get(number)
        if order is None:
            raise NotFound(
                f"there is no order {number[:64]!r}; GET /api/v1/orders?external_reference= finds yours",
                "number",
            )
        return order

    def with_reference(self, reference: str) -> list[Order]:
        """Every order with this external reference, oldest first; most houses accept it more than once."""
        return list(self.by_reference.get(reference, ()))

    def create(self, draft: Draft, by: str, discard: bool = False) -> Order:
        """Save an order, and release it when the draft says so. Raises ErpError, and then keeps nothing.

        `discard` does all that an accepted order goes through, uses up its number and keeps nothing of it.
        """
        order = self._build(draft)
        hold = self._passed(self.create_checks, order, draft)
        if draft.release and not hold:
            hold = self._passed(self.release_checks, order, draft)
        self._number(order)
        if discard:
            return self._drop(order, draft.release, hold)
        self.by_number[order.number] = order
        if order.external_reference:
            self.by_reference.setdefault(order.external_reference, []).append(order)
        credit.commit(order)
        release = draft.release and not hold
        if release:
            order.status = "released"
        self.feed.touch(order)
        self._emit_created(order, by)
        if release:
            self._allocate(order)
        elif hold:
            self._hold(order, hold, "released" if draft.release else "draft")
        return order

    def release(self, order: Order) -> None:
        """Check credit, promise stock, hand over to the warehouse; or end up held, if the house does that."""
        require(order, "release")
        hold = self._passed(self.release_checks, order, None)
        if hold:
            self._hold(order, hold, "released")
            return
        self._allocate(order)
        self._moved(order, "draft", "released")

    def hold(self, order: Order, why: str = "manual") -> None:
        """Stop an order where it is; it keeps the stock promised to it."""
        require(order, "hold")
        self._hold(order, why, order.status)

    def unhold(self, order: Order) -> None:
        """Back to where it was held. One held on its way to release is released: somebody approved it."""
        require(order, "unhold")
        target = order.resume
        order.hold_reason = order.resume = ""
        if target == "draft":
            order.status = target
        elif order.released_at_ms != NOT_YET:
            order.status = target
            if order.missing == 0:
                self._picking.add(order)
        else:
            self._allocate(order)
        self._moved(order, "held", "unheld")

    def cancel(self, order: Order, why: str = "cancelled") -> None:
        """Give up the stock and the credit it holds."""
        before = order.status
        order.status = require(order, "cancel")
        order.hold_reason = order.resume = ""
        self._stock.deallocate(order)
        credit.withdraw(order)
        self._moved(order, before, why)

    def advance(self, order: Order, action: str) -> None:
        """Move along the table for deliveries and invoices: `ship`, `invoice` or `settle`."""
        before = order.status
        order.status = require(order, action)
        self._moved(order, before, order.status)

    def refused(self, reference: str, error: ErpError) -> None:
        """Tell that somebody was refused an order, or a step of it."""
        self._emit(
            "erp.order.refused",
            {"ref": reference},
            {"rule": error.rule, "code": error.code, "field": error.field or "", "message": error.message},
        )

    def _build(self, draft: Draft) -> Order:
        customer = self._customers.by_number.get(draft.customer)
        if customer is None:
            raise RuleRefused(
                "known_customer",
                "unknown_customer",
                f"there is no customer {draft.customer[:64]!r}; create it first and use the number it gets",
                "customer",
            )
        if draft.currency not in self._currencies:
            known = ", ".join(self._currencies)
            raise RuleRefused(
                "known_currency",
                "unknown_currency",
                f"currency {draft.currency!r} is not set up; use one of {known}",
                "currency",
            )
        included = draft.prices_include_tax
        lines = [self._line(wanted, at, included) for at, wanted in enumerate(draft.lines)]
        totals = totals_of(lines, draft.shipping_cents, self._shipping_tax_bp, included)
        return self._order(draft, customer, lines, totals)

    def _order(self, draft: Draft, customer: Customer, lines: list[Line], totals: tuple[int, ...]) -> Order:
        subtotal, discount, tax, total = totals
        now = self._now()
        return Order(
            "",
            0,
            draft.reference,
            draft.channel,
            customer,
            draft.currency,
            draft.ordered_at_ms,
            draft.prices_include_tax,
            lines,
            subtotal,
            discount,
            draft.shipping_cents,
            tax,
            total,
            draft.shipping_method,
            draft.payment_method,
            draft.payment_cents,
            draft.prepaid,
            draft.ship_to,
            draft.bill_to,
            draft.custom,
            now,
            now,
            sum([line.quantity for line in lines]),
        )

    def _line(self, wanted: DraftLine, at: int, included: bool) -> Line:
        item = self._items.by_sku.get(wanted.sku)
        if item is None:
            raise RuleRefused(
                "known_item",
                "unknown_item",
                f"there is no item {wanted.sku[:64]!r}; GET /api/v1/items lists what can be ordered",
                f"lines[{at}].item",
            )
        quantity = wanted.quantity
        discount = wanted.discount_cents
        amount = quantity * wanted.unit_price_cents - discount
        if amount < 0:
            raise RuleRefused(
                "discount_within_row",
                "discount_exceeds_row",
                f"lines[{at}].discount is more than quantity x unit_price; give each row its own discount",
                f"lines[{at}].discount",
            )
        warehouse = wanted.warehouse
        if not warehouse:
            row = self._stock.best_row(item.sku, quantity)
        elif warehouse in self._stock.warehouses:
            row = self._stock.row(item.sku, warehouse)
        else:
            known = ", ".join(self._stock.warehouses)
            raise RuleRefused(
                "known_warehouse",
                "unknown_warehouse",
                f"there is no warehouse {warehouse[:64]!r}; use one of {known} or leave it out",
                f"lines[{at}].warehouse",
            )
        return Line(
            item, quantity, wanted.unit_price_cents, discount, tax_of(amount, item.tax_bp, included), row
        )

    @staticmethod
    def _passed(checks: tuple[Check, ...], order: Order, draft: Draft | None) -> str:
        """Raises ErpError when a rule refuses; else why the order must be held, or nothing."""
        document = draft.document if draft is not None else None
        hold = ""
        for check in checks:
            hold = check(order, document) or hold
        return hold

    def _number(self, order: Order) -> None:
        order.number = self._numbers.next()
        order.sequence = self._numbers.last

    def _drop(self, order: Order, release: bool, hold: str) -> Order:
        """Looks accepted to the client, down to the allocation it would have got."""
        if hold:
            order.status, order.hold_reason = "held", hold
        elif release:
            order.status = "released"
            for line in order.lines:
                line.allocated = min(line.row.on_hand - line.row.allocated, line.quantity)
        self._emit("erp.order.dropped", _keys(order), {"why": "discarded"})
        return order

    def _allocate(self, order: Order) -> None:
        order.status = "released"
        order.released_at_ms = self._now()
        self._stock.allocate(order)
        if order.missing == 0:
            self._picking.add(order)

    def _late_allocation(self, order: Order) -> None:
        order.changed_at_ms = self._now()
        self.feed.touch(order)
        if order.missing == 0 and order.status == "released":
            self._picking.add(order)

    def _hold(self, order: Order, why: str, resume: str) -> None:
        before = order.status
        order.status = "held"
        order.hold_reason = why
        order.resume = resume
        self._moved(order, before, why)

    def _moved(self, order: Order, before: str, why: str) -> None:
        order.changed_at_ms = self._now()
        self.feed.touch(order)
        self._emit("erp.order.status", _keys(order), {"from": before, "to": order.status, "why": why})

    def _emit_created(self, order: Order, by: str) -> None:
        self._emit(
            "erp.order.created",
            _keys(order),
            {
                "customer": order.customer.number,
                "email": order.customer.email,
                "channel": order.channel,
                "currency": order.currency,
                "status": order.status,
                "lines": [
                    [line.item.sku, line.quantity, line.unit_price_cents, line.discount_cents]
                    for line in order.lines
                ],
                "subtotal_cents": order.subtotal_cents,
                "discount_cents": order.discount_cents,
                "shipping_cents": order.shipping_cents,
                "tax_cents": order.tax_cents,
                "total_cents": order.total_cents,
                "by": by,
            },
        )


def _keys(order: Order) -> dict[str, str]:
    return {"order": order.number, "ref": order.external_reference}
