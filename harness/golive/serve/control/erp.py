"""The control API of the ERP."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from fake_erp import snapshot
from fake_erp.erp import Erp
from fake_erp.model import Item
from golive.chaos.actions import block_customer, block_item, close_period, freeze_warehouse
from golive.chaos.actions.block_customer import BLOCKS, Block
from golive.serve.control import declared
from golive.serve.control.books import shown
from golive.serve.control.desk import Question, Refused, Route
from golive.serve.control.moments import Moments, instant_text
from golive.serve.control.people import StaffControl
from golive.serve.tail import Tail
from golive.sim import LiveClock

MODULES = ("sales", "stock", "ledger", "all")


class ErpControl:
    """Inspects the books, changes settings and master data, restores snapshots."""

    def __init__(self, erp: Erp, clock: LiveClock, tail: Tail, about: dict[str, Any]) -> None:
        self._erp = erp
        self._clock = clock
        self._about = about
        self._moments = Moments(
            "erp", clock, tail, lambda: snapshot.take(erp), lambda kept: snapshot.restore_into(erp, kept)
        )

    def routes(self) -> list[Route]:
        """All routes of the ERP."""
        return [
            Route("GET", "/state", self.state),
            Route("GET", "/orders/{number}", self.order),
            Route("GET", "/customers/{number}", self.customer),
            Route("POST", "/customers/{number}/block", self.block_customer),
            Route("POST", "/customers/{number}/unblock", self.unblock_customer),
            Route("GET", "/items/{sku}", self.item),
            Route("POST", "/items/{sku}/block", self.block_item),
            Route("POST", "/items/{sku}/unblock", self.unblock_item),
            Route("GET", "/stock/{sku}", self.stock),
            Route("GET", "/journal", self.journal),
            Route("GET", "/rules", self.rules),
            Route("PATCH", "/rules/{name}", self.change_rule),
            Route("GET", "/quirks", self.quirks),
            Route("PATCH", "/quirks/{name}", self.change_quirk),
            Route("GET", "/limits", self.limits),
            Route("PATCH", "/limits", self.change_limits),
            Route("GET", "/periods", self.periods),
            Route("POST", "/periods/{period}/close", self.close_period),
            Route("POST", "/periods/{period}/open", self.open_period),
            Route("GET", "/warehouses", self.warehouses),
            Route("POST", "/warehouses/{code}/freeze", self.freeze),
            Route("POST", "/warehouses/{code}/thaw", self.thaw),
            *StaffControl(self._erp).routes(),
            *self._moments.routes(),
        ]

    # -- the books -------------------------------------------------------------------------------------

    def state(self, question: Question) -> Any:
        """The number of records of each kind, and what is closed or frozen."""
        erp = self._erp
        by_status: dict[str, int] = {}
        for order in erp.orders.by_number.values():
            by_status[order.status] = by_status.get(order.status, 0) + 1
        return {
            **self._about,
            "now": instant_text(self._clock.now()),
            "orders": len(erp.orders.by_number),
            "orders_by_status": by_status,
            "customers": len(erp.customers.by_number),
            "items": len(erp.items),
            "deliveries": len(erp.shipping.feed),
            "invoices": len(erp.invoicing.by_number),
            "requests_in_service": erp.limits.in_service,
            "closed_periods": erp.calendar.closed,
            "frozen_warehouses": dict(erp.stock.frozen),
        }

    def order(self, question: Question) -> Any:
        """An order by its number or external reference, as stored."""
        name, orders = question.params["number"], self._erp.orders
        found = orders.by_reference.get(name)
        if name not in orders.by_number and found:
            return {"orders": [shown(order) for order in found]}
        return {"orders": [shown(orders.get(name))]}

    def customer(self, question: Question) -> Any:
        """A customer by number, with credit and exposure."""
        return shown(self._erp.customers.get(question.params["number"]))

    def item(self, question: Question) -> Any:
        """An item by its SKU."""
        return shown(self._item(question))

    def stock(self, question: Question) -> Any:
        """The stock rows of an item, with the orders that wait for it."""
        return {"rows": [shown(row) for row in self._erp.stock.rows_of(question.params["sku"])]}

    def journal(self, question: Question) -> Any:
        """The balance of every account, in cents of the home currency."""
        return {"balances_cents": dict(self._erp.journal.balances)}

    def _item(self, question: Question) -> Item:
        return self._erp.items.get(question.params["sku"])

    # -- settings and master data -------------------------------------------------------------------------------------

    def block_customer(self, question: Question) -> Any:
        """Block a customer: for everything, or {"for": "orders"}, "deliveries" or "billing" only."""
        return self._set_blocked(question, block_customer.block)

    def unblock_customer(self, question: Question) -> Any:
        """Lift the block of a customer; the same body."""
        return self._set_blocked(question, block_customer.unblock)

    def _set_blocked(self, question: Question, act: Callable[[Erp, str, list[Block]], None]) -> Any:
        question.only("for")
        what = question.text("for", "orders", "all")
        if what != "all" and what not in BLOCKS:
            raise _refused("for", f"all, {', '.join(BLOCKS)}", what)
        act(self._erp, question.params["number"], [each for each in BLOCKS if what in ("all", each)])
        return self.customer(question)

    def block_item(self, question: Question) -> Any:
        """Block an item for new orders."""
        return self._set_item(question, block_item.block)

    def unblock_item(self, question: Question) -> Any:
        """Let an item be sold again."""
        return self._set_item(question, block_item.unblock)

    def _set_item(self, question: Question, act: Callable[[Erp, str], None]) -> Any:
        question.only()
        act(self._erp, question.params["sku"])
        return self.item(question)

    def rules(self, question: Question) -> Any:
        """Every rule with its settings, written as in a scenario."""
        return {name: declared.shown(rule) for name, rule in self._erp.rules.items()}

    def change_rule(self, question: Question) -> Any:
        """Change settings of a rule from now on, such as {"mode": "refuse"}."""
        name = self._known(question, "rule", self._erp.rules)
        values = declared.read(self._erp.rules[name], question.body)
        _accepted(lambda: self._erp.change_rule(name, **values))
        return {name: declared.shown(self._erp.rules[name])}

    def quirks(self, question: Question) -> Any:
        """Every silent quirk with its settings, written as in a scenario; a share of 0% is off."""
        return {name: declared.shown(quirk) for name, quirk in self._erp.quirks.items()}

    def change_quirk(self, question: Question) -> Any:
        """Change settings of a quirk from now on, such as {"share": "5%"}."""
        erp = self._erp
        name = self._known(question, "quirk", erp.quirks)
        values = declared.read(erp.quirks[name], question.body)
        _accepted(lambda: erp.set_quirks({**erp.quirks, name: replace(erp.quirks[name], **values)}))
        return {name: declared.shown(erp.quirks[name])}

    def _known(self, question: Question, noun: str, names: Iterable[str]) -> str:
        name = question.params["name"]
        if name not in names:
            raise Refused(
                HTTPStatus.NOT_FOUND, f"there is no {noun} {name[:60]!a}; there are {', '.join(names)}"
            )
        return name

    def limits(self, question: Question) -> Any:
        """Rate, burst, concurrency and daily quota; 0 is no limit."""
        limits = self._erp.limits
        return {
            "rate_per_second": limits.rate_per_second,
            "burst": limits.burst,
            "concurrency": limits.concurrency,
            "quota": limits.quota,
        }

    def change_limits(self, question: Question) -> Any:
        """Set some of the limits, such as {"rate_per_second": 2, "concurrency": 1}; 0 is no limit."""
        question.only("rate_per_second", "burst", "concurrency", "quota")
        wanted = {**self.limits(question), **question.body}
        for name, value in wanted.items():
            whole = isinstance(value, int) or (name == "rate_per_second" and isinstance(value, float))
            if isinstance(value, bool) or not whole or not 0 <= value <= 10**9:
                raise _refused(name, "a number from 0 to 1,000,000,000", value)
        self._erp.limits.configure(wanted["rate_per_second"], wanted["burst"], wanted["concurrency"])
        if "quota" in question.body:
            self._erp.limits.set_quota(wanted["quota"])
        return self.limits(question)

    def periods(self, question: Question) -> Any:
        """The posting periods that are closed."""
        return {"closed": self._erp.calendar.closed}

    def close_period(self, question: Question) -> Any:
        """Close a month such as 2025-11, for {"module": "sales"} (or stock, ledger, all), {"soft": true} or hard."""
        question.only("module", "soft")
        soft = question.body.get("soft", False)
        if not isinstance(soft, bool):
            raise _refused("soft", "true or false", soft)
        close_period.close(self._erp, question.params["period"], self._module(question), soft)
        return self.periods(question)

    def open_period(self, question: Question) -> Any:
        """Open a month again, for a module or for all."""
        question.only("module")
        close_period.reopen(self._erp, question.params["period"], self._module(question))
        return self.periods(question)

    def _module(self, question: Question) -> str:
        module = question.text("module", "sales", "all")
        if module not in MODULES:
            raise _refused("module", ", ".join(MODULES), module)
        return module

    def warehouses(self, question: Question) -> Any:
        """The warehouses, and which of them are frozen and why."""
        return {"warehouses": self._erp.warehouses, "frozen": dict(self._erp.stock.frozen)}

    def freeze(self, question: Question) -> Any:
        """Freeze a warehouse, {"why": "counting"}: no goods move in or out."""
        question.only("why")
        why = question.text("why", "counting", "counting")
        freeze_warehouse.freeze(self._erp, self._warehouse(question), why)
        return self.warehouses(question)

    def thaw(self, question: Question) -> Any:
        """Let goods move again."""
        question.only()
        freeze_warehouse.release(self._erp, self._warehouse(question))
        return self.warehouses(question)

    def _warehouse(self, question: Question) -> str:
        code = question.params["code"]
        if code not in self._erp.warehouses:
            known = ", ".join(self._erp.warehouses)
            raise Refused(HTTPStatus.NOT_FOUND, f"there is no warehouse {code[:60]!a}; there are {known}")
        return code


def _accepted(change: Callable[[], None]) -> None:
    """Make a change. Raises Refused for an amount in a currency that the ERP cannot compare."""
    try:
        change()
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, str(error)) from None


def _refused(field: str, expected: str, came: Any) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, f"{field}: expected {expected}, got {came!r}", field)
