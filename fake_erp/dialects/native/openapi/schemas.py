"""The shapes the OpenAPI document shows. JSON Schema, built fresh on every call."""

from __future__ import annotations

from typing import Any, TypeAlias

from fake_erp.dialects.native.reading import (
    MAX_CUSTOM_FIELDS,
    MAX_CUSTOM_NUMBER,
    MAX_QUANTITY,
    REFERENCE_LIMIT,
    TEXT_LIMIT,
)
from fake_erp.sales.transitions import TRANSITIONS

LINE_STATES = ["open", "allocated", "backordered", "partly_shipped", "shipped", "cancelled"]

Schema: TypeAlias = dict[str, Any]


def text(limit: int = TEXT_LIMIT, least: int = 0, **more: Any) -> Schema:
    """A string of `least` to `limit` characters."""
    return {"type": "string", "minLength": least, "maxLength": limit, **more}


def whole(least: int | None = None, most: int | None = None) -> Schema:
    """An integer with optional bounds."""
    bounds = {"minimum": least, "maximum": most}
    return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}


def amount(description: str = "") -> Schema:
    """An amount a client sends."""
    description = description or "Decimal text is best; rounded half up to two places."
    return {
        "type": ["string", "number"],
        "pattern": r"^[0-9]{1,10}(\.[0-9]{1,12})?$",
        "minimum": 0,
        "maximum": 10**10,
        "examples": ["19.99"],
        "description": description,
    }


def money() -> Schema:
    """An amount the ERP answers."""
    return {"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["19.99"]}


def instant() -> Schema:
    """An instant in ISO 8601."""
    return {"type": "string", "format": "date-time", "examples": ["2025-11-28T05:00:00.000Z"]}


def instant_sent() -> Schema:
    """An instant a client sends: of the years the ERP reckons with."""
    return {**instant(), "pattern": "^(19[7-9][0-9]|20[0-9][0-9])-"}


def ref(name: str) -> Schema:
    """A reference to a schema of the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def listing(items: Schema, **more: Any) -> Schema:
    """An array of one schema."""
    return {"type": "array", "items": items, **more}


def an_object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object with required and optional properties."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


def nullable(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"oneOf": [schema, {"type": "null"}]}


def rows(*of: str, **more: Schema) -> Schema:
    """A page of a feed, its rows in one of these shapes."""
    cursor = {"type": "integer", "description": "Send it as `after` to go on from here."}
    row = ref(of[0]) if len(of) == 1 else {"anyOf": [ref(name) for name in of]}
    return an_object({"rows": listing(row), "cursor": cursor, "more": {"type": "boolean"}, **more})


def schemas() -> dict[str, Schema]:
    """All named shapes."""
    return {**_master_data(), **_orders(), **_feeds(), **_system()}


def _master_data() -> dict[str, Schema]:
    country = {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["DE"]}
    street = text(least=1)
    parts = {
        "name": text(),
        "company": text(description="The company of the person, printed on parcel and invoice."),
        "region": text(),
        "phone": text(description="The number that the carrier calls."),
    }
    tax_status = {"enum": ["taxable", "exempt"]}
    of_customer = {"street": street, "city": text(least=1), "postcode": text(), "country": country}
    return {
        "Address": an_object(
            {}, {**parts, "street": text(), "city": text(), "postcode": text(), "country": country}
        ),
        "CustomerAddress": an_object(of_customer, parts),
        "NewCustomer": an_object(
            {
                "name": text(least=1),
                "email": text(least=1, format="email"),
                "address": ref("CustomerAddress"),
            },
            {"phone": text(), "external_reference": text(REFERENCE_LIMIT)},
        ),
        "CustomerChange": an_object(
            {},
            {
                "name": text(least=1),
                "email": text(least=1, format="email"),
                "phone": text(),
                "address": ref("CustomerAddress"),
                "external_reference": text(REFERENCE_LIMIT),
                "credit_limit": amount("In the home currency."),
                "terms_days": nullable(whole(0, 3650)),
                "tax_status": tax_status,
                "price_list": text(),
                "group": text(),
                **{
                    name: {"type": "boolean"} for name in ("blocked", "blocked_deliveries", "blocked_billing")
                },
            },
        ),
        "Customer": an_object(
            {
                "number": text(),
                "external_reference": text(),
                "name": text(),
                "email": text(),
                "phone": text(),
                "address": ref("Address"),
                "blocked": {"type": "boolean"},
                "blocked_deliveries": {"type": "boolean"},
                "blocked_billing": {"type": "boolean"},
                "approval": {"enum": ["approved", "pending"]},
                "terms_days": nullable(whole(0)),
                "credit_limit": money(),
                "exposure": money(),
                "tax_status": tax_status,
                "price_list": text(),
                "group": text(),
                "created_at": instant(),
                "changed_at": instant(),
            }
        ),
        "Item": an_object(
            {
                "sku": text(),
                "name": text(),
                "price": money(),
                "tax_percent": {"type": "number"},
                "status": {"enum": ["active", "blocked", "discontinued"]},
                "group": text(),
                "units": {"type": "object", "additionalProperties": whole(1)},
                "formerly": listing(text()),
                "changed_at": instant(),
            }
        ),
    }


def _orders() -> dict[str, Schema]:
    scalar = {
        "type": ["string", "number", "boolean", "null"],
        "maxLength": TEXT_LIMIT,
        "minimum": -MAX_CUSTOM_NUMBER,
        "maximum": MAX_CUSTOM_NUMBER,
    }
    custom = {
        "type": "object",
        "maxProperties": MAX_CUSTOM_FIELDS,
        "propertyNames": {"maxLength": REFERENCE_LIMIT},
        "additionalProperties": scalar,
    }
    line = {"item": text(), "quantity": whole(1, MAX_QUANTITY)}
    payment = {
        "method": text(description="How it is paid, in any words."),
        "prepaid": {
            "type": "boolean",
            "description": "Whether the customer has paid; no payment is awaited.",
        },
    }
    method = text(description="How it is shipped, in any words; the warehouse goes by it.")
    currency = {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}
    status = {"enum": list(TRANSITIONS)}
    places = {"discount": amount("Of the whole row, at most quantity x unit_price."), "warehouse": text()}
    unit = text(description="One of the units of the item; `quantity` and `unit_price` are in it.")
    tax_rate = amount("Percent, with decimals; read where the installation has the rule tax_codes.")
    total_names = ("subtotal", "discount", "shipping", "tax", "rounding", "total")
    return {
        "NewLine": an_object(
            {"item": text(least=1), "quantity": whole(1, MAX_QUANTITY), "unit_price": amount()},
            {**places, "unit": unit, "tax_rate": tax_rate},
        ),
        "LineChange": an_object(
            {},
            {
                "line": {**whole(1), "description": "The line to change; without it, a new line."},
                "item": text(),
                "quantity": {**whole(0, MAX_QUANTITY), "description": "0 gives the line up."},
                "unit_price": amount(),
                **places,
                "unit": unit,
            },
        ),
        "OrderChange": an_object(
            {},
            {
                "external_reference": text(REFERENCE_LIMIT),
                "ship_to": ref("Address"),
                "bill_to": ref("Address"),
                "shipping": an_object({}, {"method": text()}),
                "custom": custom,
                "lines": listing(ref("LineChange")),
            },
        ),
        "NewOrder": an_object(
            {
                "customer": text(least=1),
                "currency": currency,
                "ordered_at": instant_sent(),
                "lines": listing(ref("NewLine"), minItems=1),
            },
            {
                "external_reference": text(REFERENCE_LIMIT),
                "prices_include_tax": {"type": "boolean", "default": True},
                "shipping": an_object({}, {"amount": amount(), "method": method}),
                "payment": an_object({}, {**payment, "amount": amount("What the customer paid or owes.")}),
                "ship_to": {**ref("Address"), "description": "Where the parcel goes; else to the customer."},
                "bill_to": {**ref("Address"), "description": "Where the invoice goes; else to the customer."},
                "custom": custom,
                "release": {"type": "boolean", "default": False},
            },
        ),
        "Line": an_object(
            {
                "line": whole(1),
                "state": {"enum": LINE_STATES},
                **line,
                "unit_price": money(),
                "discount": money(),
                "tax": money(),
                "warehouse": text(),
                "allocated": whole(0),
                "shipped": whole(0),
                "cancelled": whole(0),
            },
            {"unit": text(), "unit_size": whole(1), "substitutes": text()},
        ),
        "OrderBrief": an_object(
            {
                "number": text(),
                "external_reference": text(),
                "status": status,
                "changed_at": instant(),
                "edited_by": text(),
            }
        ),
        "Order": an_object(
            {
                "number": text(),
                "external_reference": text(),
                "status": status,
                "hold_reason": text(),
                "customer": text(),
                "currency": currency,
                "ordered_at": instant(),
                "prices_include_tax": {"type": "boolean"},
                "lines": listing(ref("Line")),
                **{name: money() for name in total_names},
                "shipping_method": text(),
                "payment": an_object({**payment, "amount": money()}),
                "ship_to": nullable(ref("Address")),
                "bill_to": nullable(ref("Address")),
                "custom": custom,
                "created_at": instant(),
                "changed_at": instant(),
                "edited_by": text(),
            }
        ),
        "OrderMade": {"anyOf": [ref("Order"), ref("OrderBrief")]},
        "Reason": an_object({}, {"reason": text()}),
    }


def _feeds() -> dict[str, Schema]:
    line = an_object({"line": whole(1), "item": text(), "quantity": whole(1)})
    allocation = an_object({"channel": text(), "quantity": whole(1)})
    shipped = an_object(
        {"quantity": whole(1, MAX_QUANTITY)},
        {"line": {**whole(1), "description": "Of the order; this or `item`."}, "item": text()},
    )
    document = {"number": text(), "order": text(), "external_reference": text()}
    page = {"page": whole(1), "page_size": whole(1), "total": whole(0)}
    return {
        "StockRow": an_object(
            {
                "item": text(),
                "warehouse": text(),
                "on_hand": whole(),
                "allocated": whole(0),
                "available": {"type": "integer", "description": "on_hand - allocated - safety_stock"},
                "safety_stock": whole(0),
                "allocations": listing(allocation),
                "changed_at": instant(),
            }
        ),
        "Delivery": an_object(
            {
                **document,
                "warehouse": text(),
                "posted_at": instant(),
                "tracking": text(),
                "lines": listing(line),
            },
            {"delivery_reference": text()},
        ),
        "NewDelivery": an_object(
            {"order": text(least=1)},
            {
                "lines": nullable(listing(shipped, minItems=1)),
                "tracking": text(REFERENCE_LIMIT),
                "delivery_reference": text(REFERENCE_LIMIT),
            },
        ),
        "Customers": an_object({"rows": listing(ref("Customer")), **page}),
        "Items": rows("Item"),
        "Stock": rows("StockRow", as_of=instant()),
        "StockSet": an_object({"warehouse": text(least=1), "on_hand": whole(0, MAX_QUANTITY)}),
        "ItemStock": an_object({"rows": listing(ref("StockRow")), "as_of": instant()}),
        "Orders": rows("Order", "OrderBrief"),
        "Deliveries": rows("Delivery"),
        "Warehouse": an_object(
            {"code": text(), "country": text(), "frozen": {"type": "boolean"}, "reason": text()}
        ),
        "Warehouses": an_object({"rows": listing(ref("Warehouse"))}),
    }


def _system() -> dict[str, Schema]:
    error = {
        "code": text(),
        "message": {"type": "string"},
        "field": {"type": ["string", "null"]},
        "details": {"type": "object"},
    }
    return {
        "Credentials": an_object({"client_id": text(least=1), "client_secret": text(least=1)}),
        "Token": an_object(
            {"access_token": text(), "token_type": {"const": "Bearer"}, "expires_in": whole(0)}
        ),
        "Health": an_object({"status": {"const": "ok"}, "time": instant()}),
        "Error": an_object({"error": an_object(error)}),
    }
