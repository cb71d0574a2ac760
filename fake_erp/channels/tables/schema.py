"""The staging tables, and an order from its rows."""

from __future__ import annotations

import json
from sqlite3 import Row
from typing import Any

PARTY = ("name", "company", "street", "city", "postcode", "region", "country", "phone")
PARTS: dict[str, tuple[str, ...]] = {
    "shipping": ("amount", "method"),
    "payment": ("method", "prepaid", "amount"),
    "ship_to": PARTY,
    "bill_to": PARTY,
}
PLAIN = ("external_reference", "customer", "currency", "ordered_at")
FLAGS = ("prices_include_tax", "release_order", "payment_prepaid")
LINE = ("item", "quantity", "unit_price", "discount", "warehouse")

_PARTS = ", ".join(f"{part}_{name}" for part, names in PARTS.items() for name in names)
SCHEMA = f"""
create table if not exists orders_in (
  id integer primary key, {", ".join(PLAIN)}, prices_include_tax, release_order, {_PARTS}, custom,
  state text not null default 'new', number text, code text, message text, field text, changed_at text);
create table if not exists order_lines_in (
  id integer primary key, order_id integer not null, {", ".join(LINE)});
create table if not exists stock_out (
  item text, warehouse text, on_hand integer, allocated integer, available integer, written_at text,
  primary key (item, warehouse));
create table if not exists shipments_out (
  number text, line integer, external_reference text, warehouse text, item text, quantity integer, tracking text,
  posted_at text, primary key (number, line, item));
create table if not exists order_status_out (
  number text primary key, external_reference text, status text, changed_at text);
"""


def document(order: Row, lines: list[Row]) -> dict[str, Any]:
    """The order as a call would send it; what is null is left out."""
    found: dict[str, Any] = {name: order[name] for name in PLAIN if order[name] is not None}
    for name, column in (("prices_include_tax", "prices_include_tax"), ("release", "release_order")):
        if order[column] is not None:
            found[name] = _flag(order[column])
    for part, names in PARTS.items():
        held = {name: order[f"{part}_{name}"] for name in names if order[f"{part}_{name}"] is not None}
        if "prepaid" in held:
            held["prepaid"] = _flag(held["prepaid"])
        if held:
            found[part] = held
    if order["custom"] is not None:
        found["custom"] = _custom(order["custom"])
    found["lines"] = [{name: line[name] for name in LINE if line[name] is not None} for line in lines]
    return found


def _flag(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _custom(text: Any) -> Any:
    """The custom fields are an object in JSON; what is none is refused as it stands."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return text
