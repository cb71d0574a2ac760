"""Control routes for the work of a company's staff: counts, transfers, prices, approvals."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fake_erp.accounting.money import cents_of_text
from fake_erp.erp import Erp
from golive.chaos.actions import block_customer
from golive.serve.control.books import shown
from golive.serve.control.desk import Question, Refused, Route

MOST_UNITS = 1_000_000


class StaffControl:
    """Carries out on request the steps of the ERP's own jobs."""

    def __init__(self, erp: Erp) -> None:
        self._erp = erp

    def routes(self) -> list[Route]:
        """All routes of staff work."""
        return [
            Route("POST", "/stock/{sku}/receive", self.receive),
            Route("POST", "/stock/{sku}/count", self.count),
            Route("POST", "/stock/{sku}/transfer", self.transfer),
            Route("POST", "/orders/{number}/substitute", self.substitute),
            Route("POST", "/orders/{number}/reject", self.reject),
            Route("POST", "/customers/{number}/approve", self.approve_customer),
            Route("POST", "/items/{sku}/price", self.price),
            Route("POST", "/items/{sku}/rename", self.rename),
        ]

    def receive(self, question: Question) -> Any:
        """Receive goods, {"quantity": 10}, and {"warehouse": "default"} where there are several."""
        question.only("quantity", "warehouse")
        sku = self._sku(question)
        self._erp.stock.receive(sku, self._warehouse(question), _units(question, "quantity", 1))
        return self._stock_of(sku)

    def count(self, question: Question) -> Any:
        """Book a count, {"counted": 7}: it replaces the stock; promises beyond it are broken."""
        question.only("counted", "warehouse")
        sku = self._sku(question)
        self._erp.stock.count(sku, self._warehouse(question), _units(question, "counted", 0))
        return self._stock_of(sku)

    def transfer(self, question: Question) -> Any:
        """Transfer {"quantity": 5} units {"from": "default", "to": "outlet"}."""
        question.only("quantity", "from", "to")
        sku = self._sku(question)
        source, target = self._warehouse(question, "from"), self._warehouse(question, "to")
        self._erp.stock.transfer(sku, source, target, _units(question, "quantity", 1))
        return self._stock_of(sku)

    def substitute(self, question: Question) -> Any:
        """Replace the item of an open line, {"line": 1, "sku": "SKU-00002"}."""
        question.only("line", "sku")
        order = self._erp.orders.get(question.params["number"])
        at = _units(question, "line", 1) - 1
        self._erp.orders.substitute(order, at, question.text("sku", "SKU-00002"))
        return shown(order)

    def reject(self, question: Question) -> Any:
        """Reject an order that waits for approval, {"why": "too large"}: it is cancelled."""
        question.only("why")
        order = self._erp.orders.get(question.params["number"])
        self._erp.orders.reject(order, question.text("why", "too large", "rejected"))
        return shown(order)

    def approve_customer(self, question: Question) -> Any:
        """Approve a new customer that waits for it."""
        question.only()
        number = question.params["number"]
        block_customer.approve(self._erp, number, "people")
        return shown(self._erp.customers.get(number))

    def price(self, question: Question) -> Any:
        """Set {"price": "19.90"}: for all, for a {"customer"} or a {"price_list"}, from a {"from_quantity"} on."""
        question.only("price", "customer", "price_list", "from_quantity")
        sku, body = self._sku(question), question.body
        cents = cents_of_text(question.text("price", "19.90"))
        if cents is None:
            raise _expected(question, "price", 'an amount such as "19.90"')
        units = _units(question, "from_quantity", 1) if "from_quantity" in body else 1
        if "customer" in body:
            row = self._erp.prices.set_contract_price(
                question.text("customer", "C100001"), sku, cents, from_quantity=units
            )
        elif "price_list" in body or units > 1:
            name = question.text("price_list", "wholesale", "standard")
            row = self._erp.prices.set_list_price(name, sku, cents, from_quantity=units)
        else:
            self._erp.items.set_price(sku, cents)
            return shown(self._erp.items.get(sku))
        return shown(row)

    def rename(self, question: Question) -> Any:
        """Give an item another SKU, {"sku": "NEW-1"}; its stock, prices and open orders go with it."""
        question.only("sku")
        new = question.text("sku", "NEW-1")
        self._erp.rename_item(question.params["sku"], new)
        return shown(self._erp.items.get(new))

    def _stock_of(self, sku: str) -> dict[str, Any]:
        return {"rows": [shown(row) for row in self._erp.stock.rows_of(sku)]}

    def _sku(self, question: Question) -> str:
        return self._erp.items.get(question.params["sku"]).sku

    def _warehouse(self, question: Question, name: str = "warehouse") -> str:
        known = self._erp.warehouses
        code = question.text(name, known[0], known[0] if name == "warehouse" else None)
        if code not in known:
            raise _expected(question, name, f"one of the warehouses {', '.join(known)}")
        return code


def _units(question: Question, name: str, least: int) -> int:
    value = question.body.get(name)
    if type(value) is not int or not least <= value <= MOST_UNITS:
        raise _expected(question, name, f"a whole number from {least} to {MOST_UNITS:,}")
    return value


def _expected(question: Question, name: str, expected: str) -> Refused:
    came = question.body.get(name)
    return Refused(HTTPStatus.BAD_REQUEST, f"{name}: expected {expected}, got {came!r}", name)
