"""Tryton as a careful integration calls it over JSON-RPC; see `golive.candidates.reference.erp.ErpPort`.

A SKU or customer that is looked up and not found is sent as a number that no record has, so that Tryton refuses it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any

from golive.candidates.kit import Response

from .rpc import Database, Record, Refused
from .states import FIELDS, status_of

NO_RECORD = 999_999
ALSO_INACTIVE = {"active_test": False}
Method = Callable[..., Any]


def answered(method: Method) -> Method:
    """The method's value as a reply, and a refusal as one in the form of `ErpPort`."""

    @wraps(method)
    def reply(*given: Any, **named: Any) -> Response:
        try:
            return Response(200, method(*given, **named), {})
        except Refused as refused:
            status = 422 if refused.kind in ("UserError", "UserWarning") else 500
            error = {"code": refused.kind, "message": str(refused), "field": None, "details": {}}
            return Response(status, {"error": error}, {})

    return reply


class TrytonPort:
    """Orders are known by the record number that `create` answers: a draft has no other."""

    def __init__(self, database: Database) -> None:
        self._db = database
        (self._tax,) = self._ids("account.tax", [])

    @answered
    def create_customer(self, body: Record) -> Record:
        contacts = [{"type": name, "value": body[name]} for name in ("email", "phone") if body.get(name)]
        party = self._db.create(
            "party.party",
            {
                "name": body["name"],
                "code": body["external_reference"],
                "addresses": [("create", [_address(body["address"])])],
                "contact_mechanisms": [("create", contacts)],
            },
        )
        return self._customer(party)

    @answered
    def change_customer(self, number: str, changes: Record) -> Record:
        party = self._party(number)
        self._db.do("party.party", "write", [party], {"name": changes["name"]})
        return self._customer(party)

    @answered
    def create_order(self, body: Record) -> Record:
        party = self._party(body["customer"])
        address = next(iter(self._ids("party.address", [("party", "=", party)])), None)
        (currency,) = self._ids("currency.currency", [("code", "=", body["currency"])]) or [NO_RECORD]
        order = self._db.create(
            "sale.sale",
            {
                "party": party,
                "invoice_address": address,
                "shipment_address": address,
                "reference": body["external_reference"],
                "sale_date": date.fromisoformat(body["ordered_at"][:10]),
                "currency": currency,
                "invoice_method": "fulfillment",
                "shipment_method": "order",
                "lines": [("create", [self._line(line) for line in body["lines"]])],
            },
        )
        if body["release"]:
            self.release(order)
        return self._order(order)

    def release(self, order: int) -> None:
        """Raises Refused."""
        self._db.do("sale.sale", "quote", [order])
        self._db.do("sale.sale", "confirm", [order])

    @answered
    def release_order(self, number: str) -> Record:
        self.release(int(number))
        return self._order(int(number))

    @answered
    def change_order(self, number: str, change: Record) -> Record:
        lines = self._ids("sale.line", [("sale", "=", int(number))])
        for row in change["lines"]:
            self._db.do("sale.line", "write", [lines[row["line"] - 1]], {"quantity": float(row["quantity"])})
        return self._order(int(number))

    @answered
    def cancel_order(self, number: str) -> Record:
        self._db.do("sale.sale", "cancel", [int(number)])
        return self._order(int(number))

    @answered
    def order(self, number: str) -> Record:
        return self._order(int(number))

    @answered
    def orders_of(self, reference: str) -> Record:
        orders = self._ids("sale.sale", [("reference", "=", reference)])
        return {"rows": [self._order(order) for order in orders]}

    @answered
    def stock_of(self, sku: str) -> Record:
        (storage,) = self._ids("stock.location", [("code", "=", "STO")])
        rows = self._db.find(
            "product.product", [("code", "=", sku)], "quantity", "forecast_quantity", locations=[storage]
        )
        return {"rows": [_stock(sku, row) for row in rows]}

    @answered
    def credit_notes_of(self, number: str) -> Record:
        credited = [
            ("lines.origin.invoice", "=", invoice["id"], "account.invoice.line")
            for invoice in self.invoices(number)
        ]
        rows = self._db.find("account.invoice", ["OR", *credited], "number", "total_amount")
        return {"rows": [{"number": row["number"], "total": row["total_amount"]} for row in rows]}

    @answered
    def create_credit_note(self, body: Record) -> Record:
        """Of a whole invoice: the wizard credits nothing less."""
        billed = self.invoices(body["order"])
        invoice = billed[0]["id"] if billed else NO_RECORD
        before = self._ids("account.invoice", [])
        dated = {"invoice_date": date(2025, 11, 28), "with_refund": False}
        self._db.wizard("account.invoice.credit", "account.invoice", invoice, ("credit", "start", dated))
        (note,) = set(self._ids("account.invoice", [])) - set(before)
        self._db.do("account.invoice", "post", [note])
        (made,) = self._db.find("account.invoice", [("id", "=", note)], "number", "total_amount")
        return {"number": made["number"], "total": made["total_amount"]}

    def invoices(self, number: str) -> list[Record]:
        """Posted invoices of an order, each with `id, total, open`."""
        rows = self._db.find(
            "account.invoice",
            [("sales", "=", int(number)), ("state", "in", ["posted", "paid"])],
            "total_amount",
            "amount_to_pay",
        )
        return [{"id": row["id"], "total": row["total_amount"], "open": row["amount_to_pay"]} for row in rows]

    def _ids(self, model: str, domain: list[Any]) -> list[int]:
        return [row["id"] for row in self._db.find(model, domain, **ALSO_INACTIVE)]

    def _party(self, number: str) -> int:
        return next(iter(self._ids("party.party", [("code", "=", number)])), NO_RECORD)

    def _customer(self, party: int) -> Record:
        (kept,) = self._db.do("party.party", "read", [party], ["code", "name", "email", "phone"])
        return {**kept, "number": kept["code"]}

    def _line(self, line: Record) -> Record:
        price = Decimal(line["unit_price"]) - Decimal(line["discount"]) / (Decimal(line["quantity"]) or 1)
        products = self._ids("product.product", [("code", "=", line["item"])])
        (unit,) = self._ids("product.uom", [("name", "=", "Unit")])
        return {
            "type": "line",
            "product": next(iter(products), NO_RECORD),
            "quantity": float(line["quantity"]),
            "unit": unit,
            "unit_price": price.quantize(Decimal("0.0001")),
            "taxes": [("add", [self._tax])],
        }

    def _order(self, order: int) -> Record:
        (sale,) = self._db.do(
            "sale.sale", "read", [order], ["number", "reference", "total_amount", "lines", *FIELDS]
        )
        lines = self._db.do(
            "sale.line", "read", sale["lines"], ["product.code", "quantity", "unit_price", "amount"]
        )
        return {
            "number": str(order),
            "document_number": sale["number"] or "",
            "external_reference": sale["reference"],
            "status": status_of(sale),
            "total": sale["total_amount"],
            "lines": [
                {
                    "item": line["product."]["code"],
                    "quantity": line["quantity"],
                    "unit_price": line["unit_price"],
                }
                for line in lines
            ],
        }


def _address(address: Record) -> Record:
    return {"street": address["street"], "city": address["city"], "postal_code": address["postcode"]}


def _stock(sku: str, row: Record) -> Record:
    """`available` is the forecast: on hand less what is to go out."""
    return {"item": sku, "on_hand": row["quantity"], "available": row["forecast_quantity"]}
