"""For every rule: settings, and a story that makes it fire and one that does not.

A story gets the world and a client that is logged in, and gives the answer to judge. An example says what the
client must see: status, code and field of a refusal, or the status of the order that was taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.native.refusals import render
from fake_erp.errors import ErpError
from fake_erp.settings import Amount

from .world import ADDRESS, Answer, Client, World

Story = Callable[[World, Client], Answer]
TO_SHIP = {**ADDRESS, "name": "Ann"}
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


@dataclass(frozen=True)
class Example:
    settings: Any
    fires: Story
    quiet: Story
    status: int = 422
    code: str = ""
    field: str | None = None
    order_status: str = ""
    hold_reason: str = ""


def order(**changes: Any) -> Story:
    """The plain order with these changes."""
    return lambda world, client: client.post("/orders", world.order(**changes))


def after(prepare: Callable[[World], Any], story: Story | None = None) -> Story:
    def told(world: World, client: Client) -> Answer:
        prepare(world)
        return (story or order())(world, client)

    return told


def with_customer(**attributes: Any) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        for name, value in attributes.items():
            setattr(world.erp.customers.get(world.customer), name, value)

    return prepare


def with_item(**attributes: Any) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        for name, value in attributes.items():
            setattr(world.erp.items.get("A"), name, value)

    return prepare


def lines(*wanted: tuple[str, int, str]) -> dict[str, Any]:
    return {"lines": [{"item": sku, "quantity": n, "unit_price": price} for sku, n, price in wanted]}


def on_saved(path: str, wait_ms: int = 0, **changes: Any) -> Story:
    """Save the plain order, wait, then post to it."""

    def told(world: World, client: Client) -> Answer:
        number = client.post("/orders", world.order(**changes)).data["number"]
        world.now_ms += wait_ms
        return client.post(f"/orders/{number}/{path}")

    return told


def twice(world: World, client: Client) -> Answer:
    client.post("/orders", world.order())
    return client.post("/orders", world.order())


def returned(wait_ms: int) -> Story:
    def told(world: World, client: Client) -> Answer:
        number = client.post("/orders", world.order()).data["number"]
        world.now_ms += world.config.lead_ms
        world.erp.shipping.wave()
        world.now_ms += wait_ms
        try:
            goods = world.erp.returns.create(world.erp.orders.get(number), [(0, 1)])
        except ErpError as error:
            reply = render(error)
            return Answer(reply.status, reply.data, {})
        return Answer(201, {"number": goods.number}, {})

    return told


def paid(**fields: Any) -> Story:
    def told(world: World, client: Client) -> Answer:
        number = client.post("/orders", world.order(payment={"method": "invoice"})).data["number"]
        return client.post("/payments", {"order": number, "amount": "39.98", **fields})

    return told


def shipped(**changes: Any) -> Story:
    def told(world: World, client: Client) -> Answer:
        number = client.post("/orders", world.order(**changes)).data["number"]
        world.now_ms += world.config.lead_ms
        world.erp.shipping.wave()
        return client.get(f"/orders/{number}")

    return told


def new_customer(email: str) -> Story:
    return lambda world, client: client.post(
        "/customers", {"name": "Bo", "email": email, "address": dict(ADDRESS)}
    )


def at_minute(minute: int) -> Story:
    return after(
        lambda world: setattr(world, "now_ms", world.now_ms - world.now_ms % HOUR_MS + minute * 60_000)
    )


RULE_EXAMPLES: dict[str, Example] = {
    "permissions": Example(
        {"operations": ("order.cancel",), "fields": ("custom.credit",)},
        on_saved("cancel"),
        on_saved("hold"),
        403,
        "forbidden",
    ),
    "accounting_lock": Example("refuse", at_minute(1), at_minute(2), 409, "locked"),
    "document_lock": Example(1.0, on_saved("cancel"), order(), 409, "locked", "number"),
    "change_freeze": Example(
        "refuse", on_saved("cancel", 600_000), on_saved("cancel", 599_999), 409, "locked", "status"
    ),
    "duplicate_customer": Example(
        "refuse",
        new_customer("ANN@example.com"),
        new_customer("bo@example.com"),
        409,
        "duplicate_reference",
        "email",
    ),
    "unknown_fields": Example("refuse", order(gift={"wrap": True}), order(), 422, "unknown_field", "gift"),
    "outdated_documentation": Example(
        ("custom.cost_centre",),
        order(),
        order(custom={"sales_channel": "web", "cost_centre": "7"}),
        422,
        "validation_failed",
        None,
    ),
    "mandatory_fields": Example(
        ("ship_to.postcode",),
        order(),
        order(ship_to={"postcode": "50667"}),
        422,
        "missing_field",
        "ship_to.postcode",
    ),
    "hidden_fields": Example(
        {"fields": ("custom.branch",), "countries": ("CH",), "above": Amount(3_000, "EUR")},
        order(ship_to={**TO_SHIP, "country": "CH"}),
        order(ship_to={**TO_SHIP, "country": "DE"}),
        422,
        "validation_failed",
    ),
    "field_lengths": Example(
        "refuse",
        order(ship_to={**TO_SHIP, "street": "x" * 36}),
        order(ship_to={**TO_SHIP, "street": "x" * 35}),
        422,
        "text_too_long",
        "ship_to.street",
    ),
    "character_set": Example(
        "refuse",
        order(ship_to={**TO_SHIP, "name": "Łukasz"}),
        order(ship_to={**TO_SHIP, "name": "Zoë"}),
        422,
        "bad_character",
        "ship_to.name",
    ),
    "duplicate_reference": Example(
        "refuse", twice, order(), 409, "duplicate_reference", "external_reference"
    ),
    "posting_periods": Example(
        "monthly",
        after(lambda world: world.erp.close_period("2025-10"), order(ordered_at="2025-10-01")),
        after(lambda world: world.erp.close_period("2025-10")),
        422,
        "period_closed",
        "ordered_at",
    ),
    "order_date": Example(
        "refuse",
        order(ordered_at="2025-11-29"),
        order(ordered_at="2025-11-20"),
        422,
        "date_out_of_range",
        "ordered_at",
    ),
    "blocked_customer": Example(
        {"mode": "refuse", "release": "hold"},
        after(with_customer(blocked=True)),
        order(),
        422,
        "customer_blocked",
        "customer",
    ),
    "approved_customer": Example(
        "refuse",
        after(with_customer(approval="pending")),
        order(),
        422,
        "customer_not_approved",
        "customer",
    ),
    "order_currency": Example(("EUR",), order(currency="USD"), order(), 422, "wrong_currency", "currency"),
    "countries_served": Example(
        ("DE", "AT"),
        order(ship_to={**TO_SHIP, "country": "CH"}),
        order(ship_to=TO_SHIP),
        422,
        "country_not_served",
        "ship_to.country",
    ),
    "complete_address": Example(
        "refuse",
        order(ship_to={**TO_SHIP, "city": " "}),
        order(ship_to=TO_SHIP),
        422,
        "incomplete_address",
        "ship_to.city",
    ),
    "blocked_item": Example(
        {"mode": "refuse", "discontinued": "sell_out"},
        after(with_item(status="discontinued"), order(**lines(("A", 101, "19.99")))),
        after(with_item(status="discontinued")),
        422,
        "item_blocked",
        "lines[0].item",
    ),
    "item_extension": Example(
        "refuse",
        after(lambda world: world.erp.items.add("NEW", "New", 1999, 19), order(**lines(("NEW", 1, "19.99")))),
        order(),
        422,
        "item_not_extended",
        "lines[0].item",
    ),
    "repeated_items": Example(
        "refuse",
        order(**lines(("A", 1, "19.99"), ("B", 1, "19.99"), ("A", 1, "19.99"))),
        order(**lines(("A", 1, "19.99"), ("B", 1, "19.99"))),
        422,
        "repeated_item",
        "lines[2].item",
    ),
    "whole_boxes": Example(
        "refuse",
        after(with_item(units={"box": 12}), order(**lines(("A", 13, "19.99")))),
        after(with_item(units={"box": 12}), order(**lines(("A", 24, "19.99")))),
        422,
        "not_a_multiple",
        "lines[0].quantity",
    ),
    "free_lines": Example(
        "refuse", order(**lines(("A", 1, "0"))), order(), 422, "free_line", "lines[0].unit_price"
    ),
    "tax_codes": Example(
        "refuse",
        order(lines=[{"item": "A", "quantity": 1, "unit_price": "19.99", "tax_rate": "18.98"}]),
        order(lines=[{"item": "A", "quantity": 1, "unit_price": "19.99", "tax_rate": "19"}]),
        422,
        "unknown_tax_rate",
        "lines[0].tax_rate",
    ),
    "price_deviation": Example(
        {"mode": "refuse", "tolerance": 0.1},
        order(**lines(("A", 1, "17.00"))),
        order(**lines(("A", 1, "18.00"))),
        422,
        "price_deviation",
        "lines[0].unit_price",
    ),
    "minimum_order": Example(
        "refuse",
        order(**lines(("A", 1, "19.99"))),
        order(**lines(("A", 1, "20"))),
        422,
        "below_minimum",
        "lines",
    ),
    "payment_methods": Example(
        ("card",),
        order(payment={"method": "klarna"}),
        order(),
        422,
        "unknown_payment_method",
        "payment.method",
    ),
    "payment_amount": Example(
        "refuse",
        order(payment={"method": "card", "prepaid": True, "amount": "39.92"}),
        order(payment={"method": "card", "prepaid": True, "amount": "39.93"}),
        422,
        "payment_mismatch",
        "payment.amount",
    ),
    "payment_first": Example(
        "hold",
        order(payment={"method": "card"}),
        order(payment={"method": "invoice"}),
        order_status="held",
        hold_reason="payment",
    ),
    "frozen_warehouse": Example(
        "refuse",
        after(lambda world: world.erp.stock.freeze("main")),
        order(),
        409,
        "locked",
        "lines[0].warehouse",
    ),
    "stock_shortage": Example(
        "refuse",
        order(**lines(("B", 3, "19.99"), ("B", 3, "19.99"))),
        order(**lines(("B", 5, "19.99"))),
        422,
        "not_available",
        "lines[1].quantity",
    ),
    "order_approval": Example(
        {"mode": "ask", "above": Amount(100_000, "EUR")},
        order(**lines(("A", 60, "19.99"))),
        order(**lines(("A", 50, "19.99"))),
        order_status="pending_approval",
        hold_reason="order_value",
    ),
    "credit_limit": Example(
        {"mode": "hold", "credit": Amount(4_000, "EUR")},
        after(with_customer(credit_limit_cents=3_997), order(payment={"method": "invoice"})),
        after(with_customer(credit_limit_cents=3_998), order(payment={"method": "invoice"})),
        order_status="held",
        hold_reason="credit_limit",
    ),
    "ship_hold": Example(
        {"mode": "wait", "countries": ("CH",)},
        shipped(ship_to={**TO_SHIP, "country": "CH"}),
        shipped(ship_to=TO_SHIP),
        order_status="released",
    ),
    "payment_reference": Example(
        "refuse", paid(), paid(reference="BANK-1"), 422, "missing_reference", "reference"
    ),
    "return_window": Example(
        "refuse", returned(31 * DAY_MS), returned(DAY_MS), 422, "return_too_late", "order"
    ),
}
