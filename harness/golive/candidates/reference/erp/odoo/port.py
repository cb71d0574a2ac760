"""The ERP as Odoo: partners, sales orders, transfers, refunds, over JSON-RPC.

An order is created in state `sale`, which confirms it in the same transaction: there is no moment at which a quotation
waits for its confirmation.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp.odoo.calls import Calls, Refused, failure
from golive.candidates.reference.erp.odoo.forms import (
    ADDRESS,
    BRIEF,
    DELIVERY,
    KINDS,
    ORDER,
    PRICE,
    REFUND,
    STOCK,
    Position,
    amount,
    as_of,
    as_sent,
    brief_form,
    delivery_form,
    line_values,
    order_asked,
    order_form,
    partner_values,
    price_form,
    refund_form,
    stamp,
    stamp_of_ms,
    stock_form,
)
from golive.candidates.sessions import LoggedIn

P = ParamSpec("P")
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
        values = partner_values(body, await self._known_countries())
        values["ref"] = body["external_reference"]
        asked: Body = {"x_studio_number": {}}
        saved = await self._call("res.partner", "web_save", [], values, asked, timeout_s=timeout_s)
        number = saved[0]["x_studio_number"]
        self._partners[number] = saved[0]["id"]
        return ok({"number": number}, 201)

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
        asked = order_asked(body["custom"])
        rows = await self._call("sale.order", "web_save", [], values, asked, timeout_s=timeout_s)
        if "name" not in rows[0]:  # it was accepted and is not there: the reference will be looked up
            number = str(rows[0]["id"])
            return ok({**body, "number": number, "status": "released", **as_sent(body)}, 201)
        return ok(self._shown(rows[0]), 201)

    def _shown(self, row: Body) -> Body:
        """An order in the form of the native interface."""
        self._ids[row["name"]] = row["id"]
        return order_form(row)

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
        if customer != UNKNOWN:
            values |= await self._contacts(customer, body)
        return {**values, **{f"x_studio_{name}": value for name, value in body["custom"].items()}}

    async def _contacts(self, customer: int, body: Body) -> Body:
        """Contacts for the addresses of an order, or of a change of one."""
        countries, given = await self._known_countries(), [name for name in ADDRESS if body.get(name)]
        rows = [
            {**partner_values({"address": body[name]}, countries), "parent_id": customer, "type": KINDS[name]}
            for name in given
        ]
        ids = await self._call.ask("res.partner", "create", rows) if rows else []
        return {ADDRESS[name]: number for name, number in zip(given, ids, strict=True)}

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

    @answered
    async def change_order(self, number: str, change: Body) -> Response:
        record = await self._id_of(number)
        values: Body = {}
        if "lines" in change or any(name in change for name in ADDRESS):
            order = (await self._call("sale.order", "read", [record], ["order_line", "partner_id"]))[0]
            values |= await self._contacts(order["partner_id"][0], change)
            lines = [self._line_change(each, order["order_line"]) for each in change.get("lines", [])]
            values |= {"order_line": lines} if lines else {}
        if "shipping" in change:
            values["x_studio_shipping_method"] = change["shipping"]["method"]
        values |= {f"x_studio_{name}": value for name, value in change.get("custom", {}).items()}
        rows = await self._call(
            "sale.order", "web_save", [record], values, order_asked(change.get("custom", {}))
        )
        return ok(self._shown(rows[0]))

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
        found = await self._call("sale.order", "web_search_read", [["name", "=", number]], ORDER)
        rows = found["records"]
        return ok(self._shown(rows[0])) if rows else failure(404, "not_found", f"there is no order {number}")

    @answered
    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        domain = [["client_order_ref", "=", reference]]
        rows = await self._call("sale.order", "search_read", domain, BRIEF, order="id asc")
        return ok({"rows": [brief_form(row) for row in rows], "cursor": 0, "more": False})

    @answered
    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        rows = await self._changed("sale.order", {name: {} for name in BRIEF}, position, limit)
        return ok(position.page(rows, [brief_form(row) for row in rows], limit, self._now_ms()))

    async def _changed(
        self, model: str, shown: Body, position: Position, limit: int, **more: Any
    ) -> list[Body]:
        """Records that changed since a position, in the order of their changes."""
        name = more.get("by", "write_date")
        domain = [*more.get("domain", []), *position.domain(name)]
        found = await self._call(
            model, "web_search_read", domain, {**shown, name: {}}, order=f"{name} asc, id asc", limit=limit
        )
        rows: list[Body] = found["records"]
        for row in rows:
            row["write_date"] = row[name]
        return rows

    # -- goods and prices ----------------------------------------------------------------------------------

    @answered
    async def deliveries(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        done = [["state", "=", "done"], ["picking_type_code", "=", "outgoing"]]
        rows = await self._changed("stock.picking", DELIVERY, position, limit, domain=done, by="date_done")
        found = [delivery_form(row) for row in rows]
        return ok(position.page(rows, found, limit, self._now_ms(), once=True))

    @answered
    async def stock(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        rows = await self._changed("stock.quant", STOCK, position, limit)
        page = position.page(rows, [stock_form(row) for row in rows], limit, self._now_ms())
        return ok({**page, "as_of": as_of(rows)})

    @answered
    async def stock_of(self, sku: str) -> Response:
        product = await self._product_ids([sku])
        domain, shown = [["product_id", "=", product[sku]]], {**STOCK, "write_date": {}}
        rows = (await self._call("stock.quant", "web_search_read", domain, shown))["records"]
        return ok({"rows": [stock_form(row) for row in rows], "as_of": as_of(rows)})

    @answered
    async def items(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        shown: Body = {"default_code": {}, "list_price": {}}
        goods = [["type", "!=", "service"]]
        rows = await self._changed("product.product", shown, position, limit, domain=goods)
        found = [{"sku": row["default_code"], "price": amount(row["list_price"])} for row in rows]
        return ok(position.page(rows, found, limit, self._now_ms()))

    @answered
    async def prices(self, after: Cursor, limit: int) -> Response:
        position = Position.of(after)
        rows = await self._changed("product.pricelist.item", PRICE, position, limit)
        found = [price_form(row) for row in rows]
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
        rows = await self._call("account.move", "search_read", domain, REFUND, order="id asc")
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
        rows = await self._call("account.move", "read", [draft], REFUND)
        return ok(refund_form(rows[0]), 201)
