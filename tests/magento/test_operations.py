"""The operations that the shop names itself, and the business keys of its requests."""

from __future__ import annotations

import pytest

from fake_magento.rest.routes import ROUTES
from fake_magento.surface import OPERATIONS, Request

from .world import World


def path_of(pattern: str) -> str:
    """A path that fits a pattern: every parameter is 1."""
    words = pattern.split("/")
    return "/".join("1" if word.startswith("{") else word for word in words)


@pytest.mark.parametrize("prefix", ["/rest/V1/", "/rest/default/async/V1/", "/rest/default/async/bulk/V1/"])
def test_every_request_that_has_a_route_has_a_known_operation(world: World, prefix: str) -> None:
    found = set()
    for route in ROUTES:
        match = world.surface.match(route.method, prefix + path_of(route.pattern))
        if match is not None:
            found.add(match.operation)
    assert found
    assert found <= OPERATIONS.keys()


def test_every_operation_is_that_of_a_request(world: World) -> None:
    named = {route.operation for route in ROUTES} | {"schema.read", "async.submit", "bulk.submit"}
    assert set(OPERATIONS) == named


def test_no_operation_is_named_twice_and_all_are_a_noun_and_a_verb() -> None:
    assert all(len(name.split(".")) == 2 for name in OPERATIONS)
    assert set(OPERATIONS.values()) == {None, "order", "sku", "customer"}


@pytest.mark.parametrize(
    ("method", "path", "operation", "noun"),
    [
        ("GET", "/rest/V1/orders/1", "order.read", "order"),
        ("POST", "/rest/V1/order/1/ship", "order.ship", "order"),
        ("GET", "/rest/V1/products/SKU-1", "product.read", "sku"),
        ("GET", "/rest/V1/customers/1", "customer.read", "customer"),
        ("GET", "/rest/V1/orders", "order.list", None),
    ],
)
def test_an_operation_names_the_kind_of_its_business_key(
    world: World, method: str, path: str, operation: str, noun: str | None
) -> None:
    order = world.order()
    match = world.surface.match(method, path)
    assert match is not None
    assert match.operation == operation
    assert OPERATIONS[operation] == noun
    keys = {"order": order.increment_id, "sku": "SKU-1", "customer": "1", None: None}
    assert match.key(Request(method, path)) == keys[noun]
