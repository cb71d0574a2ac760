"""An ERP with decisions of its own about its books, and orders that were billed in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fake_erp import ErpConfig
from fake_erp.access.config import Token
from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import to_home
from fake_erp.model import Customer, Invoice, Order

from .world import MOUNTS, Client, World

BILL_LATER = {"payment": {"prepaid": False}}


def ship(world: World) -> int:
    world.now_ms += world.config.lead_ms
    return world.erp.shipping.wave()


def installation(**finance: Any) -> tuple[World, Client]:
    """An ERP with other decisions about its books, and a client of it."""
    world = World(ErpConfig(finance=Finance(**finance), token=Token(lifetime_ms=10**12)))
    return world, MOUNTS["in_process"](world.erp).login()


def billed(world: World, client: Client, **changes: Any) -> dict[str, Any]:
    """An order that was shipped and billed."""
    order: dict[str, Any] = client.post("/orders", world.order(**{**BILL_LATER, **changes})).data
    ship(world)
    client.login()
    world.erp.invoicing.run()
    return order


def entries(world: World, document: str) -> list[dict[str, int]]:
    return [dict(posting.entries) for posting in world.erp.journal.of(document)]


def exposure_of_documents(customer: Customer, orders: Iterable[Order]) -> int:
    """The exposure of a customer from the documents alone: what the running figure must come to."""
    total = 0
    for order in orders:
        if order.customer is not customer or order.prepaid:
            continue
        invoices = [paper for paper in order.papers if type(paper) is Invoice]
        if order.status != "cancelled":
            billed = sum(invoice.total_cents for invoice in invoices)
            total += to_home(max(0, order.total_cents - billed - order.paid_ahead_cents), order.rate_micro)
        total += sum(to_home(invoice.open_cents, invoice.rate_micro) for invoice in invoices)
    return total
