"""Logging in and placing orders, for the tests of SAP Business One."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

V1, V2 = "/b1s/v1", "/b1s/v2"
LOGIN = {"CompanyDB": "SBODemoDE", "UserName": "shop", "Password": "secret"}


def log_in(talk: Transport, root: str = V2) -> Answer:
    return talk.send("POST", f"{root}/Login", LOGIN)


def order_body(world: World, **changes: Any) -> dict[str, Any]:
    """A plain order; None takes a property out."""
    body: dict[str, Any] = {
        "CardCode": world.customer,
        "NumAtCard": "M-1",
        "DocDate": "2025-11-28",
        "DocDueDate": "2025-12-01",
        "U_Prepaid": "Y",
        "U_PaymentAmount": 39.98,
        "U_sales_channel": "web",
        "DocumentLines": [{"ItemCode": "A", "Quantity": 2, "PriceAfterVAT": 19.99}],
    }
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def place(talk: Transport, world: World, root: str = V2, **changes: Any) -> Answer:
    """Log in where that was not done, and create an order."""
    if "B1SESSION" not in talk.cookies:
        log_in(talk, root)
    return talk.send("POST", f"{root}/Orders", order_body(world, **changes))


def get(talk: Transport, path: str, root: str = V2, **options: str) -> Answer:
    """A read; `options` are query options without their dollar sign."""
    query = "&".join([f"${name}={quote(value)}" for name, value in options.items()])
    return talk.send("GET", f"{root}/{path}{'?' if query else ''}{query}")


def ship(talk: Transport, world: World) -> None:
    """Let the warehouse ship what it can, and invoice it; the session has ended by then."""
    world.now_ms += 6 * 3_600_000
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    log_in(talk)
