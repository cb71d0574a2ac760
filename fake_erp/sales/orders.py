"""Sales orders: accepted once, then moved along the table of transitions."""

from __future__ import annotations

from typing import Protocol

from fake_erp.accounting.billing_queue import BillingQueue
from fake_erp.accounting.numbering import NumberRange
from fake_erp.errors import ErpError, NotFound, RuleRefused, See, Words
from fake_erp.inventory.picking import PICKABLE, PickQueue
from fake_erp.inventory.stock import Stock
from fake_erp.model import (
    NOT_YET,
    Approval,
    Check,
    Checks,
    Document,
    Draft,
    Emit,
    Now,
    Order,
    OrderChange,
)
from fake_erp.quirks.base import APPROVAL, DROP, HELD
from fake_erp.sales import credit_exposure
from fake_erp.sales.order_builder import OrderBuilder, OrderPlan
from fake_erp.sales.order_changes import OrderChanges, be_worth_its_invoices
from fake_erp.sales.order_facts import changed_fact, created_fact, keys_of
from fake_erp.sales.order_register import OrderRegister
from fake_erp.sales.transitions import require

BY_REFERENCE = (("external_reference", ""),)


class DraftQuirks(Protocol):
    """Undocumented behaviour when an order is taken in."""

    @property
    def is_on(self) -> bool:
        """Whether any quirk is in force."""

    def misread(self, draft: Draft) -> Draft:
        """The draft as the ERP understands it."""

    def fate(self, draft: Draft, order: Order) -> str:
        """DROP, DRAFT or HELD, or "" for an order that is simply saved."""


class Orders:
    """Emits `erp.order.created`, `.status`, `.changed`, `.approved`, `.dropped` and `.refused`.

    Refusals are recorded in the words of the dialect, as clients read them.
    """

    def __init__(
        self,
        now: Now,
        emit: Emit,
        plan: OrderPlan,
        register: OrderRegister,
        drafting: OrderBuilder,
        stock: Stock,
        picking: PickQueue,
        checks: Checks,
        quirks: DraftQuirks,
        billing: BillingQueue,
        words: Words,
    ) -> None:
        self._now = now
        self._emit = emit
        self._register = register
        self._drafting = drafting
        self._stock = stock
        self._picking = picking
        self._checks = checks
        self._quirks = quirks
        self._billing = billing
        self._words = words
        self._backorders = plan.backorders
        self._changes = OrderChanges(drafting, stock)
        self._numbers = NumberRange.of("order", plan.finance.number_ranges)
        self.by_number = register.by_number
        self.by_reference = register.by_reference
        self.feed = register.feed

    def get(self, number: str) -> Order:
        """Raises NotFound."""
        order = self.by_number.get(number)
        if order is None:
            raise NotFound(
                (f"there is no order {number[:64]!r}; ", See("order.list", BY_REFERENCE), " finds yours"),
                "number",
            )
        return order

    def with_reference(self, reference: str) -> list[Order]:
        """Every order with this external reference, oldest first; there may be several."""
        return list(self.by_reference.get(reference, ()))

    def create(self, draft: Draft, by: str, discard: bool = False) -> Order:
        """Save an order, and release it when the draft says so. Raises ErpError, and then keeps nothing.

        `discard` does all that an accepted order goes through, uses up its number and keeps nothing of it.
        """
        quirks = self._quirks if draft.document is not None and self._quirks.is_on else None
        if quirks is not None:
            draft = quirks.misread(draft)
        order = self._drafting.order(draft)
        if draft.release:
            _require_lines(order)
        demand = self._demand(self._checks.create, order, draft.document)
        if draft.release and not demand:
            demand = self._demand_at_release(order, draft.document)
        release = draft.release and not demand
        if quirks is not None and (fate := quirks.fate(draft, order)):
            discard = discard or fate == DROP
            release, demand = release and discard, _demand_of(fate) or demand
        order.number = self._numbers.next()
        order.sequence = self._numbers.last
        if discard:
            return self._drop(order, draft.release, demand)
        self._register.add(order)
        credit_exposure.refresh(order)
        if release:
            order.status = "released"
        self.feed.touch(order)
        self._emit("erp.order.created", keys_of(order), created_fact(order, by))
        if release:
            self._allocate(order)
        elif demand:
            self._stop(order, demand, "released" if draft.release else "draft")
        return order

    def examine(self, draft: Draft) -> None:
        """Raise the ErpError for which an order would be refused; nothing is kept."""
        order = self._drafting.order(draft)
        if draft.release:
            _require_lines(order)
        self._demand(self._checks.create, order, draft.document)

    def release(self, order: Order) -> None:
        """Check credit, allocate stock and hand the order to the warehouse, or hold it where a rule says so."""
        demand = self.why_stopped(order)
        if demand:
            self._stop(order, demand, "released")
            return
        self._allocate(order)
        self._moved(order, "draft", "released")

    def why_stopped(self, order: Order) -> str:
        """Why an order would stop on its way to release; "" for none. Raises ErpError where it would be refused."""
        require(order, "release")
        _require_lines(order)
        return self._demand_at_release(order, None)

    def approve(self, order: Order, by: str) -> None:
        """Let an order go on to where it was going. On its way to release it may still be held there."""
        require(order, "approve")
        why, before = order.hold_reason, order.approved
        order.approved += (why,)
        demand = ""
        if order.resume == "released" and order.released_at_ms == NOT_YET:
            try:
                demand = self._demand(self._checks.release, order, None)
            except ErpError:
                order.approved = before
                raise
        self._emit("erp.order.approved", keys_of(order), {"by": by, "why": why})
        self._resume(order, "approved", "" if type(demand) is Approval else demand)

    def require_approval(self, order: Order, why: str) -> None:
        """Stop an order on its way to release until a person approves it."""
        require(order, "release")
        self._stop(order, Approval(why), "released")

    def reject(self, order: Order, why: str = "rejected") -> None:
        """Approval is refused: cancel the order, or what is open of it."""
        require(order, "reject")
        self._give_up(order, why)

    def hold(self, order: Order, why: str = "manual") -> None:
        """Stop an order where it is; it keeps the stock promised to it."""
        require(order, "hold")
        self._stop(order, why, order.status)

    def unhold(self, order: Order) -> None:
        """Back to where it was held. One held on its way to release is released."""
        require(order, "unhold")
        self._resume(order, "unheld")

    def update(self, order: Order, change: OrderChange, by: str) -> None:
        """Change a saved order, wholly or not at all. Its total, exposure and promises follow.

        Raises ErpError: the state allows no change, a line is shipped, a rule says no. A rule may stop it too.
        """
        require(order, "update")
        planned = self._changes.planned(order, change)
        demand = self._demand(self._checks.update, planned, change.document)
        if change.lines:
            order.approved = ()
        self._register.file_under(order, planned.external_reference)
        self._changes.apply(order, planned)
        self._revised(order, by, "updated")
        if order.lines and not any(line.open for line in order.lines):
            self._shipped_short(order, "updated")
        else:
            self._go_on(order, demand)

    def substitute(self, order: Order, line_at: int, sku: str, by: str = "warehouse") -> None:
        """Serve an open line, counted from 0, with another item. Raises ErpError."""
        require(order, "substitute")
        self._changes.substitute(order, line_at, sku)
        self._revised(order, by, "substituted")
        self._go_on(order, "")

    def cancel(self, order: Order, why: str = "cancelled", by: str = "") -> None:
        """Give up the stock and the credit it holds; of an order shipped in part, what is still open."""
        require(order, "cancel")
        self._give_up(order, why, by)

    def advance(self, order: Order, action: str) -> None:
        """Move along the table for deliveries and invoices: `ship`, `ship_part`, `invoice` or `settle`."""
        before = order.status
        order.status = require(order, action)
        self._moved(order, before, order.status)

    def reckon(self, order: Order) -> None:
        """Reckon taxes and sums of an order anew, after a rule has put other prices in."""
        for line in order.lines:
            self._drafting.tax_line(order, line)
        self._drafting.totals(order)

    def refused(self, reference: str, error: ErpError) -> None:
        """Record that an order, or a step of it, was refused."""
        words = self._words
        self._emit(
            "erp.order.refused",
            {"ref": reference},
            {
                "rule": error.rule,
                "code": error.code,
                "field": error.field(words),
                "message": error.message(words),
            },
        )

    def _demand(self, checks: tuple[Check, ...], order: Order, document: Document | None) -> str:
        """Raises ErpError when a rule refuses; else why the order must stop, or "". A hold outranks approval."""
        demand = ""
        for check in checks:
            found = check(order, document)
            if found and (not demand or type(demand) is Approval) and found not in order.approved:
                demand = found
        return demand

    def _demand_at_release(self, order: Order, document: Document | None) -> str:
        demand = self._demand(self._checks.release, order, document)
        if not demand and not self._backorders and self._stock.short(order) is not None:
            return "stock"
        return demand

    def _drop(self, order: Order, release: bool, demand: str) -> Order:
        """Looks accepted to the client, down to the allocation it would have got."""
        if demand:
            order.status = "pending_approval" if type(demand) is Approval else "held"
            order.hold_reason = str(demand)
        elif release:
            order.status = "released"
            for line in order.lines:
                line.allocated = max(0, min(line.row.free, line.quantity))
        self._emit("erp.order.dropped", keys_of(order), {"why": "discarded"})
        return order

    def _allocate(self, order: Order) -> None:
        order.status = "released"
        order.released_at_ms = self._now()
        self._stock.allocate(order)
        self._picking.offer(order)

    def _go_on(self, order: Order, demand: str) -> None:
        """After a change: stop it for what a rule or the stock demands, unless it is stopped already."""
        if not demand and self._lacks_stock(order):
            demand = "stock"
        if demand and order.status not in ("held", "pending_approval"):
            self._stop(order, demand, order.status)
        else:
            self._register.queue(order)

    def _lacks_stock(self, order: Order) -> bool:
        """Whether the installation takes no backorders and this order would be one."""
        if self._backorders or order.released_at_ms == NOT_YET:
            return False
        return order.missing > 0

    def _stop(self, order: Order, why: str, resume: str) -> None:
        before = order.status
        order.status = "pending_approval" if type(why) is Approval else "held"
        order.hold_reason = str(why)
        order.resume = resume
        self._moved(order, before, order.hold_reason)

    def _resume(self, order: Order, why: str, demand: str = "") -> None:
        """On to where it was going, unless something demands that it stops. Stock it never had it must get now."""
        before, target = order.status, order.resume
        order.hold_reason = order.resume = ""
        never_released = target == "released" and order.released_at_ms == NOT_YET
        if not demand:
            if never_released:
                short = not self._backorders and self._stock.short(order) is not None
            else:
                short = target in PICKABLE and self._lacks_stock(order)
            demand = "stock" if short else ""
        if demand:
            self._stop(order, demand, target)
            return
        if never_released:
            self._allocate(order)
        else:
            order.status = target
            self._register.queue(order)
        self._moved(order, before, why)

    def _give_up(self, order: Order, why: str, by: str = "") -> None:
        before = order.status
        order.hold_reason = order.resume = ""
        if before != "released" and any(line.shipped for line in order.lines):
            self._changes.cancel_rest(order)
            self._shipped_short(order, why)
            return
        order.status = "cancelled"
        self._stock.deallocate(order)
        credit_exposure.refresh(order)
        self._moved(order, before, why, by)

    def _shipped_short(self, order: Order, why: str) -> None:
        """Nothing more will be shipped: what was is all of it."""
        before = order.status
        order.hold_reason = order.resume = ""
        order.status = "shipped"
        be_worth_its_invoices(order)
        credit_exposure.refresh(order)
        self._moved(order, before, why)
        self._billing.add(order)

    def _revised(self, order: Order, by: str, why: str) -> None:
        order.edited_by = by
        credit_exposure.refresh(order)
        self._register.touch(order)
        self._emit("erp.order.changed", keys_of(order), changed_fact(order, by, why))

    def _moved(self, order: Order, before: str, why: str, by: str = "") -> None:
        self._register.touch(order)
        data = {"from": before, "to": order.status, "why": why}
        self._emit("erp.order.status", keys_of(order), {**data, "by": by} if by else data)


def _require_lines(order: Order) -> None:
    """A draft may still be without lines; a released order may not. Raises RuleRefused."""
    if not order.lines:
        raise RuleRefused(
            "lines", "no_lines", "the order has no lines; add at least one, then release it", "lines"
        )


def _demand_of(fate: str) -> str:
    """Why an order with this fate stops; "" where it does not."""
    kind, _, reason = fate.partition(" ")
    if kind == APPROVAL:
        return Approval("system")
    return (reason or "system") if kind == HELD else ""
