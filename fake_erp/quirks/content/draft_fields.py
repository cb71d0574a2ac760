"""Fields of a draft by their dotted path: `ship_to.company`, `custom.gift`, `shipping.method`, or a whole table."""

from __future__ import annotations

from typing import Any

from fake_erp.model import Draft

PLAIN = {
    "external_reference": "reference",
    "shipping.method": "shipping_method",
    "payment.method": "payment_method",
}
TABLES = ("ship_to", "bill_to", "custom")


def text_of(draft: Draft, path: str) -> str:
    """The text at a path; "" without one."""
    if path in PLAIN:
        plain: str = getattr(draft, PLAIN[path])
        return plain
    table, _, name = path.partition(".")
    value = _table(draft, table).get(name)
    return value if isinstance(value, str) else ""


def put(draft: Draft, path: str, text: str) -> None:
    """Replace a text. Tables are copied, so the document received is not changed."""
    if path in PLAIN:
        setattr(draft, PLAIN[path], text)
        return
    table, _, name = path.partition(".")
    if table in TABLES:
        setattr(draft, table, {**_table(draft, table), name: text})


def clear(draft: Draft, path: str) -> bool:
    """Remove a field or a whole table, and return whether it was there."""
    if path in PLAIN:
        was_there = bool(getattr(draft, PLAIN[path]))
        setattr(draft, PLAIN[path], "")
        return was_there
    table, dot, name = path.partition(".")
    held = _table(draft, table)
    if not held or (dot and name not in held):
        return False
    if dot:
        setattr(draft, table, {key: value for key, value in held.items() if key != name})
    else:
        setattr(draft, table, {} if table == "custom" else None)
    return True


def _table(draft: Draft, table: str) -> dict[str, Any]:
    return (getattr(draft, table) or {}) if table in TABLES else {}
