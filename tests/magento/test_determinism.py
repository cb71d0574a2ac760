"""The same seed and the same deeds give the same facts, notices and bytes; nothing depends on the process."""

from __future__ import annotations

import json
import random
from typing import Any

from .master_data import People, fill_catalog, register
from .world import World, direct


def lived(seed: int) -> tuple[list[Any], list[Any], bytes]:
    world = World(seed)
    shop = world.shop
    notices: list[Any] = []
    shop.on_event.append(lambda event: notices.append((event.name, event.payload())))
    fill_catalog(shop, random.Random(seed), skus=5)
    people = People(random.Random(seed))
    customer = next(register(shop, people, 1))
    for number in range(6):
        world.now_ms += 999
        address = people.address()
        order = shop.checkout(
            world.cart(
                ("SKU-1", 1),
                ("SKU-00002", 2),
                ship_to=address,
                method="card",
                customer_id=customer.customer_id,
            )
        )
        shop.capture(order)
        if number % 2:
            shop.ship(order)
        elif number == 4:
            shop.edit(order, [("SKU-4", 1)])
    send = direct(world)
    body = send(
        "POST", "/rest/V1/integration/admin/token", {"username": "integration", "password": "integration-1"}
    ).encode()
    return world.facts, notices, body + send("GET", "/rest/V1/orders", query="searchCriteria=").encode()


def test_the_same_seed_gives_the_same_world() -> None:
    assert json.dumps(lived(3)[0]) == json.dumps(lived(3)[0])
    assert lived(3) == lived(3)


def test_another_seed_gives_another_world() -> None:
    assert lived(3)[2] != lived(4)[2]
