"""A client of a site, and documents that it sends."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

RESOURCE = "/api/resource"
METHOD = "/api/method"


def keyed(talk: Transport, client: str = "shop", secret: str = "secret") -> Transport:
    """The same client with its API key."""
    login = talk.erp.dialect.login(client, secret)
    talk.headers["authorization"] = f"token {login['api_key']}:{login['api_secret']}"
    return talk


CUSTOMER = "CUST-2025-100001"


def order(**changes: Any) -> dict[str, Any]:
    """A plain Sales Order, with fields changed, or removed by None."""
    doc: dict[str, Any] = {
        "customer": CUSTOMER,
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


def shipped(world: World, talk: Transport, **changes: Any) -> dict[str, Any]:
    """A Sales Order that was delivered and billed."""
    doc = submitted(talk, **changes)
    world.now_ms += world.config.lead_ms
    assert world.erp.shipping.wave() == 1
    assert world.erp.invoicing.run() == 1
    return doc


def messages(answer: Answer) -> list[dict[str, Any]]:
    """The messages in an answer."""
    return [json.loads(message) for message in json.loads(answer.data["_server_messages"])]


FORM = {"content-type": "application/x-www-form-urlencoded"}


def form(**args: Any) -> str:
    """Arguments as a form."""
    pairs = [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in args.items()]
    return "&".join(f"{name}={quote(value)}" for name, value in pairs)


def command(talk: Transport, cmd: str, **args: Any) -> Answer:
    """A function by `cmd` on the root, as the oldest clients call it."""
    return talk.send("POST", "/", form(cmd=cmd, **args), {**FORM, "accept": "application/json"})
