"""An installation with every rule and quirk at once: still a well-formed reply to any input, and sound books."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import Erp, ErpConfig, Reply, Request, configured_rules
from fake_erp.access.config import Token
from fake_erp.channels.config import Channels
from fake_erp.dialects.native.routes import ROUTES
from fake_erp.quirks import QUIRKS, configured_quirks
from fake_erp.rules import RULES
from fake_erp.settings import Amount, settings_of
from tests.depth import examples

from .rule_examples import RULE_EXAMPLES
from .test_any_input import JSON, METHODS, NAMES, PATHS, QUERIES, check
from .world import MOUNTS, Client, World

LOOSE = (
    "accounting_lock",
    "frozen_warehouse",
    "document_lock",
    "permissions",
    "hidden_fields",
    "mandatory_fields",
    "payment_amount",
)
"""They would keep everything out, so that nothing else is tried."""


def strict() -> tuple[World, Client]:
    rules = {name: example.settings for name, example in RULE_EXAMPLES.items() if name not in LOOSE}
    rules |= {"field_lengths": "truncate", "character_set": "replace", "price_deviation": "override"}
    rules |= {"countries_served": {"countries": ("DE", "AT"), "mode": "hold"}, "minimum_order": "hold"}
    rules["document_lock"] = {"share": 0.3, "lasts_ms": 1000}
    rules["permissions"] = {"fields": ("custom.credit", "lines.warehouse")}
    rules["hidden_fields"] = {
        "fields": ("custom.branch",),
        "above": Amount(3_000, "EUR"),
        "matching": (("a.b", "1"),),
    }
    config = ErpConfig(
        rules=configured_rules(**rules),
        quirks=configured_quirks(**dict.fromkeys(QUIRKS, 0.5)),
        channels=Channels(batch=True, files=True, changes=True),
        token=Token(lifetime_ms=10**12),
    )
    world = World(config)
    return world, MOUNTS["in_process"](world.erp).login()


WORLD, CLIENT = strict()


def check_reply(reply: Reply) -> None:
    """A reply is well formed; only the quirk that books an order and then fails may answer 500."""
    if (reply.status, reply.concealed) != (500, "applied"):
        check(reply)


COUNTRIES = ("DE", "AT", "CH", "")


@settings(max_examples=examples(300), deadline=None)
@given(METHODS, PATHS, QUERIES, JSON)
def test_any_call(method: str, path: str, query: str, data: Any) -> None:
    check_reply(WORLD.erp.surface.handle(Request(method, path, query, CLIENT.headers, data)))


@settings(max_examples=examples(200), deadline=None)
@given(
    st.sampled_from([r for r in ROUTES if r.method != "GET"]), st.dictionaries(st.sampled_from(NAMES), JSON)
)
def test_any_document(route: Any, data: Any) -> None:
    path = route.pattern.replace("{number}", "SO100001")
    check_reply(WORLD.erp.surface.handle(Request(route.method, path, headers=CLIENT.headers, data=data)))


ORDERS = st.fixed_dictionaries(
    {
        "external_reference": st.sampled_from(["R1", "R2", "R3", "Zoë-4", "X" * 40]),
        "lines": st.lists(
            st.fixed_dictionaries(
                {
                    "item": st.sampled_from(["A", "A", "B", "C"]),
                    "quantity": st.sampled_from([1, 2, 4, 120]),
                    "unit_price": st.sampled_from(["19.99", "19.90", "19.95", "0.05"]),
                    "discount": st.sampled_from(["0", "0.03", "0.05"]),
                }
            ),
            min_size=1,
            max_size=3,
        ),
        "ship_to": st.fixed_dictionaries(
            {
                "name": st.sampled_from(["Ann", "Zoë", "Łukasz", "N" * 40]),
                "street": st.just("Hauptstr. 1") | st.text(min_size=1, max_size=50),
                "city": st.just("Köln"),
                "postcode": st.just("1"),
                "country": st.sampled_from(COUNTRIES),
            }
        ),
        "custom": st.dictionaries(st.sampled_from(["branch", "sales_channel", "gift"]), st.text(max_size=5)),
    }
)


def sums(erp: Erp) -> list[tuple[int, int]]:
    """Of every order: its total, and what its lines and shipping come to."""
    return [
        (
            order.total_cents - order.rounding_cents,
            sum(line.quantity * line.unit_price_cents - line.discount_cents for line in order.lines)
            + order.shipping_cents,
        )
        for order in erp.orders.by_number.values()
    ]


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(ORDERS, min_size=1, max_size=5))
def test_whatever_the_installation_makes_of_an_order_adds_up(documents: list[dict[str, Any]]) -> None:
    world, client = strict()
    made = 0
    for document in documents:
        before = len(world.of_kind("erp.order.created"))
        answer = client.post("/orders", {**world.order(), **document})
        assert answer.status < 500 or world.of_kind("erp.quirk")[-1][2]["quirk"] == "commit_then_fail"
        made += len(world.of_kind("erp.order.created")) - before
        assert len(world.of_kind("erp.order.created")) - before <= 1
    assert len(world.erp.orders.by_number) == made
    for total, reckoned in sums(world.erp):
        assert total == reckoned
    for row in world.erp.stock.rows():
        assert 0 <= row.allocated <= max(row.on_hand, 0)
    listed = [order for orders in world.erp.orders.by_reference.values() for order in orders]
    assert sorted(order.number for order in listed) == sorted(world.erp.orders.by_number)


@pytest.mark.parametrize("name", [*RULES, *QUIRKS])
def test_what_a_installation_has_set_can_be_written_down_and_read_back(name: str) -> None:
    cls: Any = RULES.get(name) or QUIRKS[name]
    assert pickle.loads(pickle.dumps(cls())) == cls()
    assert hash(cls()) == hash(cls())
    assert all(type(each.default) is not list for each in settings_of(cls))
