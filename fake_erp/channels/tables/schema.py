"""The staging tables. Texts and amounts are text, as in JSON; yes and no are 1 and 0; instants are ISO 8601 in UTC."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Numeric, Table, Text, text

PARTY = ("name", "company", "street", "city", "postcode", "region", "country", "phone")
PARTS: dict[str, tuple[str, ...]] = {
    "shipping": ("amount", "method"),
    "payment": ("method", "prepaid", "amount"),
    "ship_to": PARTY,
    "bill_to": PARTY,
}
PLAIN = ("external_reference", "customer", "currency", "ordered_at")
LINE = ("item", "unit_price", "discount", "warehouse")
CUSTOMER = ("external_reference", "name", "email", "phone")
ADDRESS = ("street", "city", "postcode", "region", "country")
METADATA = MetaData()
QUANTITY = Numeric(15, 3, asdecimal=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _result() -> list[Column[str]]:
    """What becomes of a row that comes in: `new`, `processing`, then `done` with a number, or `error`."""
    state = Column("state", Text, nullable=False, server_default=text("'new'"), index=True)
    return [state, *_texts("number", "code", "message", "field", "changed_at")]


def _key(*names: str) -> list[Column[str]]:
    return [Column(name, Text, primary_key=True) for name in names]


_parts = [f"{part}_{name}" for part, names in PARTS.items() for name in names if name != "prepaid"]
ORDERS_IN = Table(
    "orders_in",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_texts(*PLAIN, *_parts, "custom"),
    *[Column(name, Integer) for name in ("prices_include_tax", "release_order", "payment_prepaid")],
    *_result(),
)
LINES_IN = Table(
    "order_lines_in",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer, nullable=False, index=True),
    Column("quantity", QUANTITY),
    *_texts(*LINE),
)
CUSTOMERS_IN = Table(
    "customers_in",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_texts(*CUSTOMER, *[f"address_{name}" for name in ADDRESS]),
    *_result(),
)
STOCK_OUT = Table(
    "stock_out",
    METADATA,
    *_key("item", "warehouse"),
    *[Column(name, QUANTITY) for name in ("on_hand", "allocated", "available")],
    Column("written_at", Text),
)
PRICES_OUT = Table(
    "prices_out",
    METADATA,
    *_key("item", "price_list", "customer", "currency"),
    Column("from_quantity", Integer, primary_key=True),
    *_key("valid_from"),
    *_texts("valid_to", "price", "written_at"),
)
SHIPMENTS_OUT = Table(
    "shipments_out",
    METADATA,
    *_key("number"),
    Column("line", Integer, primary_key=True),
    *_key("item"),
    *_texts("external_reference", "warehouse"),
    Column("quantity", QUANTITY),
    *_texts("tracking", "posted_at"),
)
ORDER_STATUS_OUT = Table(
    "order_status_out",
    METADATA,
    *_key("number"),
    *_texts("external_reference", "status", "changed_at"),
)
INVOICES_OUT = Table(
    "invoices_out",
    METADATA,
    *_key("number"),
    *_texts("external_reference", "order_number", "currency", "total", "tax", "open", "posted_at", "due_at"),
)
