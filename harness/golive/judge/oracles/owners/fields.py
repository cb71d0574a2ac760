"""Owners of the fields of records."""

from __future__ import annotations

from golive.scenario.model.owners import Owners

TERMS = frozenset(
    {
        "credit_limit_cents", "terms_ms", "tax_status", "price_list", "group",
        "blocked", "blocked_deliveries", "blocked_billing", "group_id", "taxvat",
    }
)  # fmt: skip
CREDIT = frozenset({"credit_limit_cents", "terms_ms", "blocked", "blocked_deliveries", "blocked_billing"})
"""Terms that an integration has no source for, also of customers that it creates."""
CONTACT = frozenset({"name", "email", "phone", "firstname", "lastname", "dob"})
CONTENT_ATTRIBUTES = (
    "description", "short_description", "url_key", "meta_", "image", "small_image", "thumbnail", "swatch",
)  # fmt: skip
PLACEMENT = ("status", "visibility", "websites", "categories", "parts")
"""Fields of a product that decide whether and where it is sold."""


def owner_of(record: str, field: str, owners: Owners) -> str:
    """Return the owner of a field: `erp`, `shop` or `either`; "" for a field that no side owns."""
    side, kind = record.split(" ")[:2]
    if kind == "customer" and not record.startswith("shop customer group"):
        return _of_customer(field, owners)
    if side == "shop" and kind == "product":
        return _of_product(field, owners)
    return ""


def _of_customer(field: str, owners: Owners) -> str:
    if field in TERMS:
        return owners.customers.terms
    if field.startswith("address"):
        return owners.customers.addresses
    return owners.customers.contact if field in CONTACT else ""


def _of_product(field: str, owners: Owners) -> str:
    if field == "weight_grams":
        return owners.products.master
    if field in PLACEMENT or field.startswith("name") or field == "images":
        return owners.products.content
    code = field.removeprefix("attribute ")
    return owners.products.content if code != field and code.startswith(CONTENT_ATTRIBUTES) else ""


def side_of(record: str) -> str:
    """Return the system that keeps a record: `erp` or `shop`."""
    return record.partition(" ")[0]


def in_words(record: str) -> str:
    """Return a record with its system, such as `customer C100001 of the ERP`."""
    side, _, name = record.partition(" ")
    return f"{name} of the {'ERP' if side == 'erp' else 'shop'}"


def shown(value: object) -> str:
    """Return a value for a sentence."""
    text = "nothing" if value is None or value == "" else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
