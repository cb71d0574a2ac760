"""The ERP as Odoo: partners, sales orders, transfers, refunds, over JSON-RPC.

An order is created in state `sale`, which confirms it in the same transaction: there is no moment at which a quotation
waits for its confirmation.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from json import loads
from typing import Any, ParamSpec

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp.odoo_calls import Calls, Refused, failure
from golive.candidates.reference.erp.odoo_forms import (
    ADDRESS,
    LINE_FIELDS,
    ORDER_FIELDS,
    PARTY_FIELDS,
    Position,
    amount,
    as_sent,
    brief_form,
    iso,
    line_form,
    line_values,
    order_form,
    partner_values,
    refund_form,
    stamp,
    stamp_of_ms,
)
from golive.candidates.sessions import LoggedIn

P = ParamSpec("P")
BRIEF = ["name", "client_order_ref", "x_studio_status", "write_date"]
SHIPPING = "Delivery_007"
UNKNOWN = 0
"""An id without a record: Odoo says itself what is missing."""


def answered(method: Callable[P, Awaitable[Response]]) -> Callable[P, Awaitable[Response]]:
    """Give a refusal as the response that it is."""

    @functools.wraps(method)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return await method(*args, **kwargs)
        except Refused as refused:
            return refused.response

    return answer


def ok(data: Any, status: int = 200) -> Response:
    """A success."""
    return Response(status, data, {})


class OdooErp:
    """See `golive.candidates.reference.erp.ErpPort`."""

    def __init__(self, kit: Kit) -> None:
        self._call = Calls(kit)
        self._now_ms = kit.now_ms
        self._countries: dict[str, int] = {}
        self._currencies: dict[str, int] = {}
        self._products: dict[str, int] = {}
        self._partners: dict[str, int] = {}
        self._ids: dict[str, int] = {}
        """Order number to the id of the record."""

    @property
    def on_login(self) -> LoggedIn | None:
        return self._call.on_login

    @on_login.setter
    def on_login(self, noted: LoggedIn | None) -> None:
        self._call.on_login = noted

    # -- customers -----------------------------------------------------------------------------------------

    @answered
    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        domain = [["ref", "=", body["external_reference"]]]
        found = await self._call.ask("res.partner", "search_read", domain, ["x_studio_number"], limit=1)
        if found:
            number = found[0]["x_studio_number"]
            return failure(409, "duplicate_reference", "the partner exists", number=number)
        values = partner_values(body, await self._known_countries())
        values["ref"] = body["external_reference"]
        made = await self._call("res.partner", "create", values, timeout_s=timeout_s)
        rows = await self._call("res.partner", "read", [made], ["x_studio_number"])
        self._partners[rows[0]["x_studio_number"]] = made
        return ok({"number": rows[0]["x_studio_number"]}, 201)

    @answered
    async def change_customer(self, number: str, changes: Body) -> Response:
        values = partner_values(changes, await self._known_countries())
        await self._call("res.partner", "write", [await self._partner(number)], values)
        return ok({"number": number})

    async def _partner(self, number: str) -> int:
        """The id of a customer. Raises Refused."""
        if number not in self._partners:
            found = await self._call.ask("res.partner", "search", [["x_studio_number", "=", number]], limit=1)
            if not found:
                raise Refused(failure(404, "unknown_customer", f"there is no customer {number}"))
            self._partners[number] = found[0]
        return self._partners[number]

    async def _known_countries(self) -> dict[str, int]:
        if not self._countries:
            rows = await self._call.ask("res.country", "search_read", [], ["code"])
            self._countries = {row["code"]: row["id"] for row in rows}
        return self._countries

    # -- orders --------------------------------------------------------------------------------------------

    @answered
    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        values = await self._order_values(body)
        number = await self._call("sale.order", "create", values, timeout_s=timeout_s)
        orders = await self._orders([["id", "=", number]])
        if not orders:  # it was accepted and is not there: the reference will be looked up
            return ok({**body, "number": str(number), "status": "released", **as_sent(body)}, 201)
        return ok(orders[0], 201)

    async def _order_values(self, body: Body) -> Body:
        try:
            customer = await self._partner(body["customer"])
        except Refused:
            customer = UNKNOWN
        products = await self._known_products([*[line["item"] for line in body["lines"]], SHIPPING])
        shipping, payment = body["shipping"], body["payment"]
        values: Body = {
            "state": "sale",
            "partner_id": customer,
            "client_order_ref": body["external_reference"],
            "date_order": stamp(body["ordered_at"]),
            "currency_id": await self._currency(body["currency"]),
            "x_studio_prices_include_tax": body["prices_include_tax"],
            "x_studio_shipping_method": shipping["method"],
            "x_studio_payment_method": payment["method"],
            "x_studio_prepaid": payment["prepaid"],
            "x_studio_payment_amount": float(payment["amount"]),
            "order_line": [[0, 0, line_values(line, products)] for line in body["lines"]],
        }
        if float(shipping["amount"]):
            charge = {"product_id": products[SHIPPING], "product_uom_qty": 1}
            values["order_line"].append([0, 0, {**charge, "price_unit": float(shipping["amount"])}])
        for name, kind in (("ship_to", "delivery"), ("bill_to", "invoice")):
            if customer != UNKNOWN:
                values[ADDRESS[name]] = await self._contact(customer, kind, body[name])
        return {**values, **{f"x_studio_{name}": value for name, value in body["custom"].items()}}

    async def _contact(self, customer: int, kind: str, address: Body) -> int:
        values = partner_values({"address": address}, await self._known_countries())
        values |= {"parent_id": customer, "type": kind}
        number: int = await self._call.ask("res.partner", "create", values)
        return number

    async def _currency(self, code: str) -> int:
        if not self._currencies:
            rows = await self._call.ask("res.currency", "search_read", [], ["name"])
            self._currencies = {row["name"]: row["id"] for row in rows}
        return self._currencies.get(code, UNKNOWN)

    async def _product_ids(self, skus: list[str]) -> dict[str, int]:
        """Ids of products by SKU. Raises Refused for one that has none."""
        known = await self._known_products(skus)
        unknown = [sku for sku in skus if sku not in known]
        if unknown:
            raise Refused(failure(404, "unknown_item", f"there is no product {unknown[0]!r}"))
        return known

    async def _known_products(self, skus: list[str]) -> dict[str, int]:
        """Ids of products by SKU. A SKU that has none is looked for again each time."""
        missing = [sku for sku in dict.fromkeys(skus) if sku not in self._products]
        if missing:
            rows = await self._call.ask(
                "product.product", "search_read", [["default_code", "in", missing]], ["default_code"]
            )
            self._products |= {row["default_code"]: row["id"] for row in rows}
        return self._products

    async def _id_of(self, number: str) -> int:
        """The id of an order. Raises Refused."""
        if number not in self._ids:
            found = await self._call.ask("sale.order", "search", [["name", "=", number]], limit=1)
            if not found:
                raise Refused(failure(404, "not_found", f"there is no order {number}"))
            self._ids[number] = found[0]
        return self._ids[number]

    async def _orders(self, domain: list[Any]) -> list[Body]:
        """Whole orders, oldest first."""
        rows = await self._call("sale.order", "search_read", domain, ORDER_FIELDS, order="id asc")
        if not rows:
            return []
        ids = [row["id"] for row in rows]
        lines = await self._call(
            "sale.order.line", "search_read", [["order_id", "in", ids]], LINE_FIELDS, order="id asc"
        )
        codes = await self._codes([line["product_id"][0] for line in lines])
        parties = [row[name][0] for row in rows for name in ADDRESS.values() if row[name]]
        partners = await self._call("res.partner", "search_read", [["id", "in", parties]], PARTY_FIELDS)
        known, countries = {row["id"]: row for row in partners}, await self._known_countries()
        names = {number: code for code, number in countries.items()}
        found = []
        for row in rows:
            own = [line_form(line, codes) for line in lines if line["order_id"][0] == row["id"]]
            found.append(order_form(row, own, known, names))
            self._ids[row["name"]] = row["id"]
        return found

    async def _codes(self, ids: list[int]) -> dict[int, str]:
        """SKUs by the ids of products, as they are now."""
        wanted = sorted(set(ids))
        context = {"active_test": False}
        rows = await self._call.ask(
            "product.product", "search_read", [["id", "in", wanted]], ["default_code"], context=context
        )
        return {row["id"]: row["default_code"] for row in rows}

    @answered
    async def change_order(self, number: str, change: Body) -> Response:
        record = await self._id_of(number)
        values: Body = {}
        if "lines" in change:
            order = await self._call("sale.order", "read", [record], ["order_line", "partner_id"])
            values["order_line"] = [
                self._line_change(each, order[0]["order_line"]) for each in change["lines"]
            ]
        if "shipping" in change:
            values["x_studio_shipping_method"] = change["shipping"]["method"]
        for name, kind in (("ship_to", "delivery"), ("bill_to", "invoice")):
            if name in change:
                owner = await self._call("sale.order", "read", [record], ["partner_id"])
                values[ADDRESS[name]] = await self._contact(owner[0]["partner_id"][0], kind, change[name])
        values |= {f"x_studio_{name}": value for name, value in change.get("custom", {}).items()}
        await self._call("sale.order", "write", [record], values)
        return ok((await self._orders([["id", "=", record]]))[0])

    @staticmethod
    def _line_change(change: Body, ids: list[int]) -> list[Any]:
        values: Body = {"product_uom_qty": change["quantity"]}
        if "discount" in change:
            values["x_studio_discount_amount"] = float(change["discount"])
        return [1, ids[change["line"] - 1], values]

    @answered
    async def cancel_order(self, number: str) -> Response:
        record = await self._id_of(number)
        await self._call("sale.order", "action_cancel", [record], context={"disable_cancel_warning": True})
        rows = await self._call("sale.order", "read", [record], BRIEF)
        return ok(brief_form(rows[0]))

    @answered
    async def order(self, number: str) -> Response:
        orders = await self._orders([["name", "=", number]])
        return ok(orders[0]) if orders else failure(404, "not_found", f"there is no order {number}")

    @answered
    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        domain = [["client_order_ref", "=", reference]]
        rows = await self._call("sale.order", "search_read", domain, BRIEF, order="id asc")
        return ok({"rows": [brief_form(row) for row in rows], "cursor": 0, "more": False})

    @answered
    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        rows = await self._changed("sale.order", BRIEF, position, limit)
        return ok(position.page(rows, [brief_form(row) for row in rows], limit, self._now_ms()))

    async def _changed(
        self, model: str, fields: list[str], position: Position, limit: int, **more: Any
    ) -> list[Body]:
        """Records that changed since a position, in the order of their changes."""
        name = more.get("by", "write_date")
        domain = [*more.get("domain", []), *position.domain(name)]
        rows: list[Body] = await self._call(
            model, "search_read", domain, [*fields, name], order=f"{name} asc, id asc", limit=limit
        )
        for row in rows:
            row["write_date"] = row[name]
        return rows

    # -- goods and prices ----------------------------------------------------------------------------------

    @answered
    async def deliveries(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        done = [["state", "=", "done"], ["picking_type_code", "=", "outgoing"]]
        fields = ["name", "x_studio_client_order_ref", "location_id", "carrier_tracking_ref"]
        rows = await self._changed("stock.picking", fields, position, limit, domain=done, by="date_done")
        ids = [row["id"] for row in rows]
        moves = []
        if ids:
            asked = ["picking_id", "product_id", "quantity"]
            moves = await self._call(
                "stock.move", "search_read", [["picking_id", "in", ids]], asked, order="id asc"
            )
        codes = await self._codes([move["product_id"][0] for move in moves]) if moves else {}
        found = [
            {
                "number": row["name"],
                "external_reference": row["x_studio_client_order_ref"] or "",
                "warehouse": row["location_id"][1].partition("/")[0],
                "posted_at": iso(row["date_done"]),
                "tracking": row["carrier_tracking_ref"] or "",
                "lines": [
                    {"item": codes[move["product_id"][0]], "quantity": int(move["quantity"])}
                    for move in moves
                    if move["picking_id"][0] == row["id"]
                ],
            }
            for row in rows
        ]
        return ok(position.page(rows, found, limit, self._now_ms(), once=True))

    @answered
    async def stock(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        rows = await self._changed("stock.quant", _QUANT, position, limit)
        page = position.page(rows, await self._stock_rows(rows), limit, self._now_ms())
        return ok({**page, "as_of": max([iso(row["write_date"]) for row in rows], default="")})

    async def _stock_rows(self, rows: list[Body]) -> list[Body]:
        codes = await self._codes([row["product_id"][0] for row in rows]) if rows else {}
        return [
            {
                "item": codes[row["product_id"][0]],
                "warehouse": row["location_id"][1].partition("/")[0],
                "on_hand": int(row["quantity"]),
                "safety_stock": int(row["x_studio_safety_stock"]),
                "available": int(row["available_quantity"]),
                "allocations": [
                    {"channel": channel, "quantity": units}
                    for channel, units in loads(row["x_studio_reserved_by_channel"] or "{}").items()
                ],
            }
            for row in rows
        ]

    @answered
    async def stock_of(self, sku: str) -> Response:
        product = await self._product_ids([sku])
        rows = await self._call(
            "stock.quant", "search_read", [["product_id", "=", product[sku]]], [*_QUANT, "write_date"]
        )
        as_of = max([iso(row["write_date"]) for row in rows], default="")
        return ok({"rows": await self._stock_rows(rows), "as_of": as_of})

    @answered
    async def items(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        fields, goods = ["default_code", "list_price"], [["type", "!=", "service"]]
        rows = await self._changed("product.product", fields, position, limit, domain=goods)
        found = [{"sku": row["default_code"], "price": amount(row["list_price"])} for row in rows]
        return ok(position.page(rows, found, limit, self._now_ms()))

    @answered
    async def prices(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        fields = ["product_id", "pricelist_id", "date_start", "date_end"]
        rows = await self._changed("product.pricelist.item", fields, position, limit)
        codes = await self._codes([row["product_id"][0] for row in rows]) if rows else {}
        lists = await self._lists() if rows else {}
        found = [
            {
                "item": codes[row["product_id"][0]],
                "customer": lists[row["pricelist_id"][0]]["x_studio_customer"] or "",
                "price_list": lists[row["pricelist_id"][0]]["x_studio_list"] or "standard",
                "valid_from": iso(row["date_start"]) or "1970-01-01T00:00:00Z",
                "valid_to": iso(row["date_end"]) or None,
            }
            for row in rows
        ]
        return ok(position.page(rows, found, limit, self._now_ms()))

    async def _lists(self) -> dict[int, Body]:
        rows = await self._call.ask(
            "product.pricelist", "search_read", [], ["x_studio_list", "x_studio_customer", "currency_id"]
        )
        return {row["id"]: row for row in rows}

    @answered
    async def price_of(self, sku: str) -> Response:
        product = await self._product_ids([sku])
        fields = ["list_price", "currency_id"]
        item = (await self._call("product.product", "read", [product[sku]], fields))[0]
        lists = await self._lists()
        standard = [
            number
            for number, row in lists.items()
            if not row["x_studio_list"]
            and not row["x_studio_customer"]
            and row["currency_id"] == item["currency_id"]
        ]
        now = stamp_of_ms(self._now_ms())
        domain = [
            ["product_id", "=", product[sku]],
            ["pricelist_id", "in", standard],
            ["min_quantity", "<=", 1],
        ]
        begun = ["|", ["date_start", "=", False], ["date_start", "<=", now]]
        open_ = ["|", ["date_end", "=", False], ["date_end", ">", now]]
        rows = await self._call(
            "product.pricelist.item",
            "search_read",
            [*domain, *begun, *open_],
            ["fixed_price", "date_start", "min_quantity"],
        )
        best = max(rows, key=lambda row: (row["min_quantity"], row["date_start"] or ""), default=None)
        return ok({"price": amount(item["list_price"] if best is None else best["fixed_price"])})

    # -- credit notes --------------------------------------------------------------------------------------

    @answered
    async def credit_notes_of(self, number: str) -> Response:
        domain = [["invoice_origin", "=", number], ["move_type", "=", "out_refund"], ["state", "=", "posted"]]
        rows = await self._call("account.move", "search_read", domain, _REFUND, order="id asc")
        return ok({"rows": [refund_form(row) for row in rows], "cursor": 0, "more": False})

    @answered
    async def create_credit_note(self, body: Body) -> Response:
        products = await self._product_ids([line["item"] for line in body.get("lines", [])])
        lines = [
            [0, 0, {"product_id": products[line["item"]], "quantity": line["quantity"]}]
            for line in body.get("lines", [])
        ]
        values = {
            "move_type": "out_refund",
            "invoice_origin": body["order"],
            "ref": body["reference"],
            "x_studio_reason": body["reason"],
            "x_studio_amount_total": float(body["amount"]),
            "invoice_line_ids": lines,
        }
        draft = await self._call.ask("account.move", "create", values)
        await self._call("account.move", "action_post", [draft])
        rows = await self._call("account.move", "read", [draft], _REFUND)
        return ok(refund_form(rows[0]), 201)


_QUANT = [
    "product_id",
    "location_id",
    "quantity",
    "available_quantity",
    "x_studio_safety_stock",
    "x_studio_reserved_by_channel",
]
_REFUND = ["name", "ref", "amount_total"]
