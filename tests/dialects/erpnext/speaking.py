"""A client of a site, and documents that it sends."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from fake_erp import Erp
from tests.dialects.transport import Answer, Transport

RESOURCE = "/api/resource"
METHOD = "/api/method"


def keyed(talk: Transport, client: str = "shop", secret: str = "secret") -> Transport:
    """The same client with its API key."""
    login = talk.erp.dialect.login(client, secret)
    talk.headers["authorization"] = f"token {login['api_key']}:{login['api_secret']}"
    return talk


def customer_name(erp: Erp) -> str:
    """The name of the one customer of a small ERP."""
    return "CUST-2025-100001"


def order(**changes: Any) -> dict[str, Any]:
    """A plain Sales Order, with fields changed, or removed by None."""
    doc: dict[str, Any] = {
        "customer": "CUST-2025-100001",
        "po_no": "R1",
        "currency": "EUR",
        "transaction_date": "2025-11-28",
        "custom_ordered_at": "2025-11-28 04:59:00",
        "items": [{"item_code": "A", "qty": 2, "rate": 19.99}],
        "custom_prepaid": 1,
        "custom_payment_method": "card",
        "custom_payment_amount": 39.98,
        "source": "web",
    }
    doc.update(changes)
    return {name: value for name, value in doc.items() if value is not None}


def path(doctype: str, name: str = "") -> str:
    """The address of a resource."""
    return f"{RESOURCE}/{quote(doctype)}" + (f"/{quote(name)}" if name else "")


def create(talk: Transport, doctype: str, doc: dict[str, Any]) -> Answer:
    return talk.send("POST", path(doctype), doc)


def made(talk: Transport, doctype: str, doc: dict[str, Any]) -> dict[str, Any]:
    """The document that was saved."""
    answer = create(talk, doctype, doc)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.data["data"]
    return found


def submitted(talk: Transport, **changes: Any) -> dict[str, Any]:
    """A Sales Order that was saved and submitted in one call."""
    return made(talk, "Sales Order", order(docstatus=1, **changes))


def rows(talk: Transport, doctype: str, **args: Any) -> list[dict[str, Any]]:
    """The rows of a list."""
    query = "&".join(
        f"{name}={quote(value if isinstance(value, str) else json.dumps(value))}"
        for name, value in args.items()
    )
    answer = talk.send("GET", f"{path(doctype)}?{query}")
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.data["data"]
    return found


def call(talk: Transport, method: str, **args: Any) -> Answer:
    """A whitelisted function."""
    return talk.send("POST", f"{METHOD}/{method}", args)


def shipped(talk: Transport, **changes: Any) -> dict[str, Any]:
    """A Sales Order that was delivered and billed."""
    doc = submitted(talk, **changes)
    erp = talk.erp
    found = erp.orders.by_number[f"SO{doc['name'].rpartition('-')[2]}"]
    erp.picking_skips_lead()
    erp.shipping.wave()
    assert found.status == "shipped", found.status
    erp.invoicing.run()
    return doc


def messages(answer: Answer) -> list[dict[str, Any]]:
    """The messages in an answer."""
    return [json.loads(message) for message in json.loads(answer.data["_server_messages"])]
