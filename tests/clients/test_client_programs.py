"""Example programs that consist of published clients: after two runs every paid order is in the ERP once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.served import Sandbox, served

from .installing import Published

pytestmark = pytest.mark.clients

EXAMPLES = Path(__file__).parents[2] / "examples"
ADDRESS = {
    "firstname": "Ines",
    "lastname": "Møller",
    "street": ["12 Harbor Way", "Unit 4"],
    "city": "Hamburg",
    "postcode": "20457",
    "country_id": "DE",
    "telephone": "040-5550137",
}
RED_M = (("93", 49), ("144", 167))
TWO_GLASSES, BOWL = {"option_id": 1, "option_selections": [2]}, {"option_id": 2, "option_selections": [4]}
MUG, TWO_TEAS = {"option_id": 3, "option_selections": [5]}, {"option_id": 4, "option_selections": [7]}
CHOSEN: dict[str, dict[str, Any]] = {
    "TEE": {"configurable_item_options": [{"option_id": key, "option_value": value} for key, value in RED_M]},
    "BREAKFAST": {"bundle_options": [TWO_GLASSES, BOWL]},
    "HAMPER": {"bundle_options": [MUG, TWO_TEAS]},
}
BASKETS = (
    ("ines@example.com", {"SKU-00001": 2}, {"SKU-00001": 2}),
    ("ines@example.com", {"SKU-00001": 1, "MUG": 3}, {"SKU-00001": 1, "MUG": 3}),
    ("Otto@example.com", {"TEA": 1, "TEE": 2}, {"TEA": 1, "TEE-RED-M": 2}),
    ("otto@example.com", {"BREAKFAST": 2}, {"GLASS": 4, "BOWL": 2}),
    ("Ute@example.com", {"HAMPER": 3}, {"MUG": 3, "TEA": 6}),
)
"""E-mail address, content of the cart, and the goods of the order in the ERP."""


def python_packages(example: str = "odoo_python") -> tuple[str, ...]:
    return tuple((EXAMPLES / example / "requirements.txt").read_text().split())


def node_packages(example: str = "erp_node") -> tuple[str, ...]:
    wanted = json.loads((EXAMPLES / example / "package.json").read_text())["dependencies"]
    return tuple(f"{name}@{version}" for name, version in wanted.items())


PROGRAMS = (
    (Published("odoo_python", python_packages()), "connector.py"),
    (Published("erp_node", node_packages(), node=True), "connector.js"),
)


def buy(sandbox: Sandbox, email: str, basket: dict[str, int]) -> str:
    """The increment id of a guest's order that has been paid."""
    cart = sandbox.api("shop", "/rest/V1/guest-carts", "POST").data
    path = f"/rest/V1/guest-carts/{cart}"
    address = ADDRESS | {"email": email}
    for sku, quantity in basket.items():
        chosen = {"extension_attributes": CHOSEN.get(sku, {})}
        row = {"cartItem": {"sku": sku, "qty": quantity, "quote_id": cart, "product_option": chosen}}
        assert sandbox.api("shop", f"{path}/items", "POST", row).status == 200
    shipping = {"shipping_carrier_code": "flatrate", "shipping_method_code": "flatrate"}
    sent = {"addressInformation": {"shipping_address": address, "billing_address": address, **shipping}}
    assert sandbox.api("shop", f"{path}/shipping-information", "POST", sent).status == 200
    payment = {"email": email, "paymentMethod": {"method": "checkmo"}, "billingAddress": address}
    order = sandbox.api("shop", f"{path}/payment-information", "POST", payment).data
    assert sandbox.api("shop", f"/rest/V1/order/{order}/invoice", "POST", {"capture": True}).status == 200
    return str(sandbox.api("shop", f"/rest/V1/orders/{order}").data["increment_id"])


def due(sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    path = "/rest/V1/orders?searchCriteria[filter_groups][0][filters][0][field]=state"
    path += "&searchCriteria[filter_groups][0][filters][0][value]=processing"
    yield from sandbox.api("shop", path).data["items"]


@pytest.mark.parametrize(("client", "program"), PROGRAMS, ids=[client.name for client, _ in PROGRAMS])
def test_every_paid_order_is_in_the_erp_once(client: Published, program: str, tmp_path: Path) -> None:
    with served("both", "--dialect", "odoo", "--orders", "40") as sandbox:
        settings = tmp_path / "ready.json"
        settings.write_text(json.dumps(sandbox.ready))
        bought = {buy(sandbox, email, basket): goods for email, basket, goods in BASKETS}
        for _ in range(2):
            client.run(EXAMPLES / client.name / program, str(settings), "--once")

        shop_orders = {order["increment_id"]: order for order in due(sandbox)}
        assert bought.keys() < shop_orders.keys()
        for reference, order in shop_orders.items():
            (kept,) = sandbox.control(f"/orders/{reference}").data["orders"]
            comments = [each["comment"] for each in order["status_histories"]]
            assert comments.count(f"Odoo order {kept['number']}") == 1, reference
            if reference in bought:
                assert kept["status"] == "released", reference
                assert kept["total_cents"] == round(order["grand_total"] * 100), reference
                assert {line["item"]: line["quantity"] for line in kept["lines"]} == bought[reference]
        customers = [sandbox.control(f"/orders/{each}").data["orders"][0]["customer"] for each in bought]
        assert len(set(customers)) == len({email.lower() for email, *_ in BASKETS})
