"""A company that runs Tryton."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from golive.candidates.kit import Response

from .port import TrytonPort, answered
from .rpc import Database, Refused

TODAY = date(2025, 11, 28)


class TrytonCompany:
    """See `tests.dialects.contract.company.Company`."""

    name = "tryton"
    customer = "ANN"

    def __init__(self, database: Database) -> None:
        self._db = database
        self.port = TrytonPort(database)

    def draft(self, body: dict[str, Any]) -> str:
        return str(self.port.create_order({**body, "release": False}).data["number"])

    def release(self, number: str) -> None:
        self.port.release_order(number)

    def reopen(self, number: str) -> None:
        self._button("draft", number)

    def give_up(self, number: str) -> None:
        sale = int(number)
        shipments = self._db.find("stock.shipment.out", [("moves.sale", "=", sale)])
        self._db.do("stock.shipment.out", "cancel", [shipment["id"] for shipment in shipments])
        moves = self._db.find("stock.move", [("sale", "=", sale), ("state", "=", "cancelled")])
        handled = {"recreate_moves": [], "ignore_moves": [move["id"] for move in moves]}
        self._db.wizard("sale.handle.shipment.exception", "sale.sale", sale, ("handle", "ask", handled))

    def ship(self) -> int:
        shipped = 0
        for shipment in self._db.find("stock.shipment.out", [("state", "=", "waiting")]):
            at = [shipment["id"]]
            self._db.do("stock.shipment.out", "write", at, {"effective_date": TODAY})
            self._db.do("stock.shipment.out", "assign_try", at)
            (now,) = self._db.do("stock.shipment.out", "read", at, ["state"])
            if now["state"] == "assigned":
                for button in ("pick", "pack", "do"):
                    self._db.do("stock.shipment.out", button, at)
                shipped += 1
        return shipped

    def receive(self, sku: str, units: int) -> None:
        (product,) = self._db.find("product.product", [("code", "=", sku)], "default_uom")
        (supplier,) = self._db.find("stock.location", [("code", "=", "SUP")])
        (storage,) = self._db.find("stock.location", [("code", "=", "STO")])
        (currency,) = self._db.find("currency.currency", [("code", "=", "EUR")])
        move = self._db.create(
            "stock.move",
            {
                "product": product["id"],
                "quantity": float(units),
                "unit": product["default_uom"],
                "from_location": supplier["id"],
                "to_location": storage["id"],
                "unit_price": Decimal(1),
                "currency": currency["id"],
                "effective_date": TODAY,
            },
        )
        self._db.insist("stock.move", "do", [move])

    def post_invoices(self) -> int:
        posted = 0
        for invoice in self._db.find("account.invoice", [("state", "=", "draft"), ("type", "=", "out")]):
            self._db.do("account.invoice", "write", [invoice["id"]], {"invoice_date": TODAY})
            try:
                self._db.do("account.invoice", "post", [invoice["id"]])
            except Refused as refused:  # the period is closed: the invoice waits
                if refused.kind != "UserError":
                    raise
                continue
            posted += 1
        return posted

    def pay(self, number: str, amount: str) -> Response:
        (invoice, *_) = self.port.invoices(number)
        reply: Response = self._pay(invoice, Decimal(amount))
        return reply

    @answered
    def _pay(self, invoice: dict[str, Any], amount: Decimal) -> Any:
        """The wizard asks what a difference from what is owed means; its default is right for more than that."""
        (method,) = self._db.find("account.invoice.payment.method", [])
        start = {"amount": amount, "date": TODAY, "payment_method": method["id"]}
        steps: list[tuple[str, str, dict[str, Any]]] = [("choice", "start", start)]
        if amount != invoice["open"]:
            steps.append(("pay", "ask", {"type": "partial"} if amount < invoice["open"] else {}))
        return self._db.wizard("account.invoice.pay", "account.invoice", invoice["id"], *steps)

    def invoices_of(self, number: str) -> list[dict[str, Any]]:
        return self.port.invoices(number)

    def deliveries_of(self, number: str) -> list[dict[str, Any]]:
        return self._db.find(
            "stock.shipment.out", [("moves.sale", "=", int(number)), ("state", "=", "done")], "number"
        )

    def block_item(self, sku: str) -> None:
        self._template(sku, {"salable": False})

    def discontinue_item(self, sku: str) -> None:
        (product,) = self._db.find("product.product", [("code", "=", sku)])
        self._db.insist("product.product", "write", [product["id"]], {"active": False})

    def block_customer(self) -> None:
        (party,) = self._db.find("party.party", [("code", "=", self.customer)])
        self._db.do("party.party", "write", [party["id"]], {"active": False})

    def close_books(self) -> None:
        periods = self._db.find("account.period", [("start_date", "<=", TODAY), ("end_date", ">=", TODAY)])
        self._db.do("account.period", "close", [period["id"] for period in periods])

    def numbers(self) -> list[str]:
        return [str(sale["id"]) for sale in self._db.find("sale.sale", [])]

    @answered
    def _button(self, name: str, number: str) -> None:
        self._db.do("sale.sale", name, [int(number)])

    def _template(self, sku: str, values: dict[str, Any]) -> None:
        (template,) = self._db.find("product.template", [("code", "=", sku)])
        self._db.do("product.template", "write", [template["id"]], values)
