"""Defects in the rows of an order."""

from __future__ import annotations

import math
from typing import Any

from golive.candidates.reference import mapping
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import Record

Body = dict[str, Any]

PAGE = 50
"""Rows of the first page of a nested collection."""


def first_fifty(body: Body, order: Body) -> None:
    """COR-19: the rows of an order are a paged collection, of which the first page is read."""
    body["lines"] = body["lines"][:PAGE]


def tidied_codes(body: Body, order: Body) -> None:
    """COR-32: blanks are removed from codes, and codes of digits are read as numbers."""
    for line in body["lines"]:
        code = "".join(line["item"].split())
        line["item"] = str(int(code)) if code.isdigit() else code


def whole_units(body: Body, order: Body) -> None:
    """COR-25: quantities are integers."""
    for line in body["lines"]:
        line["quantity"] = int(line["quantity"])
    body["lines"] = [line for line in body["lines"] if line["quantity"]]


def packs_as_pieces(body: Body, order: Body) -> None:
    """BL-027: the unit of the shop is sent as that of the ERP, with its price."""
    price = "price_incl_tax" if body["prices_include_tax"] else "price"
    rows = [row for row in mapping.sellable_rows(order) if mapping.units(row)]
    for line, row in zip(body["lines"], rows, strict=True):
        line["quantity"], line["unit_price"] = mapping.units(row), f"{row[price]:.2f}"


def rounded_units(body: Body, order: Body) -> None:
    """BL-025: quantities are rounded to integers, half a unit up."""
    for line in body["lines"]:
        line["quantity"] = math.floor(line["quantity"] + 0.5)
    body["lines"] = [line for line in body["lines"] if line["quantity"]]


def bundles_and_parts(body: Body, order: Body) -> None:
    """COR-12: a bundle is sent with its price, and its parts with theirs."""
    price = "price_incl_tax" if body["prices_include_tax"] else "price"
    for row in order["items"]:
        if row["product_type"] == "bundle":
            line = {
                "item": row["sku"],
                "quantity": int(row["qty_ordered"]),
                "unit_price": f"{row[price]:.2f}",
            }
            body["lines"].append({**line, "discount": "0.00"})


class FirstRecipe(Exporter):
    """COR-14: the parts of a bundle are kept by the code of the bundle when it is first sold."""

    def order_body(self, order: Body, customer: str) -> Body:
        body = super().order_body(order, customer)
        recipes: dict[str, list[str]] = self.__dict__.setdefault("recipes", {})
        rows = mapping.sellable_rows(order)
        bundles = {row["item_id"]: row["sku"] for row in order["items"] if row["product_type"] == "bundle"}
        for parent, sku in bundles.items():
            places = [place for place, row in enumerate(rows) if row.get("parent_item_id") == parent]
            recipe = recipes.setdefault(sku, [rows[place]["sku"] for place in places])
            for place, part in zip(places, recipe, strict=False):
                body["lines"][place]["item"] = part
        return body


class FoundByName(Exporter):
    """COR-31: an article is looked up by its name, and the first hit is taken."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        names: dict[str, str] = self.__dict__.setdefault("names", {})
        if not names:
            reply = await self._erp.items(0, 1000)
            for row in reply.data["rows"] if reply.ok else ():
                names.setdefault(row["name"], row["sku"])
        await super()._create(record, order, customer)

    def order_body(self, order: Body, customer: str) -> Body:
        body, names = super().order_body(order, customer), self.__dict__.get("names", {})
        for line, row in zip(body["lines"], mapping.sellable_rows(order), strict=True):
            line["item"] = names.get(row["name"], line["item"])
        return body
