"""Business events: what goes out for what happened, in which version, and that it fits its schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from fake_magento.events.typed_events import EVENT_TYPES, FIELDS, VERSIONS, TypedEvent, schema
from golive.scenario.pages.events_page import page

from .world import World, direct


def telling(**config: Any) -> tuple[World, list[TypedEvent]]:
    """A shop with business events, and what it says."""
    config.setdefault("event_versions", (1,))
    world = World(**config)
    events: list[TypedEvent] = []
    world.shop.on_event.append(events.append)  # type: ignore[arg-type]
    return world, events


def live_through(world: World) -> None:
    """Something of every type."""
    order = world.order(("SKU-1", 2))
    world.shop.capture(order)
    world.shop.ship(order)
    world.shop.cancel(world.order(("SKU-3", 1)))
    world.shop.catalog.set_price("SKU-2", 7)


def test_each_fact_is_told_as_its_type() -> None:
    world, events = telling()
    live_through(world)
    assert [event.type for event in events] == [
        "OrderPlaced", "OrderUpdated", "InventoryAdjusted", "OrderUpdated",
        "OrderPlaced", "OrderCancelled", "ProductUpdated",
    ]  # fmt: skip
    assert [event.increment_id for event in events if event.type == "InventoryAdjusted"] == ["SKU-1"]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_body_fits_the_published_schema(version: int) -> None:
    world, events = telling(event_versions=(version,))
    live_through(world)
    assert {event.type for event in events} == set(EVENT_TYPES)
    for event in events:
        wanted = schema(event.type, version)
        jsonschema.Draft202012Validator.check_schema(wanted)
        jsonschema.Draft202012Validator(wanted).validate(event.payload())


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_the_second_version_has_everything_of_the_first(kind: str) -> None:
    """Backward compatible: no field is gone or means something else."""
    old, new = schema(kind, 1)["properties"], schema(kind, 2)["properties"]
    assert old["record"]["properties"].items() <= new["record"]["properties"].items()
    assert len(new["record"]["properties"]) > len(old["record"]["properties"])
    shared = old.keys() - {"version", "record"}
    assert all(new[name] == old[name] for name in shared)
    assert new.keys() > old.keys()


def test_two_versions_are_the_same_fact_under_the_same_id() -> None:
    world, events = telling(event_versions=(1, 2))
    world.order()
    one, two = events
    assert (one.version, two.version) == (1, 2)
    first, second = one.payload(), two.payload()
    assert first["event_id"] == second["event_id"]
    assert first["record"].items() <= second["record"].items()


def test_only_subscribed_fields_travel_and_the_key_always() -> None:
    world, events = telling(event_fields=("state", "quantity"))
    live_through(world)
    assert [list(event.payload()["record"]) for event in events[:3]] == [
        ["increment_id", "state"],
        ["increment_id", "state"],
        ["sku", "quantity"],
    ]


def test_a_body_says_how_it_was_then_whatever_happens_later() -> None:
    world, events = telling()
    order = world.order()
    before = events[0].payload()
    world.shop.cancel(order)
    assert events[0].payload() == before
    assert before["record"]["state"] == "new"


def test_the_sequence_counts_the_facts_of_one_record() -> None:
    world, events = telling(event_versions=(2,))
    first, second = world.order(), world.order()
    world.shop.cancel(first)
    world.shop.cancel(second)
    assert [(event.key, event.payload()["sequence"]) for event in events] == [
        (first.increment_id, 1),
        (second.increment_id, 1),
        (first.increment_id, 2),
        (second.increment_id, 2),
    ]


def test_of_stock_the_sequence_goes_on_over_the_sources_of_an_article_as_the_schema_says() -> None:
    world, events = telling(event_versions=(2,), sources=("main", "north"))
    for source, quantity in (("main", 7), ("north", 3), ("main", 6)):
        world.shop.stock.put([("SKU-1", source, quantity, True)], "counted", "test")
    payloads = [event.payload() for event in events if event.type == "InventoryAdjusted"]
    assert [(each["key"], each["record"]["source_code"], each["sequence"]) for each in payloads] == [
        ("SKU-1", "main", 1), ("SKU-1", "north", 2), ("SKU-1", "main", 3),
    ]  # fmt: skip
    assert "of its own source" in schema("InventoryAdjusted", 2)["properties"]["sequence"]["description"]


def test_after_a_release_both_versions_go_out_for_a_while_then_the_new_one() -> None:
    world, events = telling()
    feed = world.shop.feed
    assert feed is not None
    world.order()
    assert feed.upgrade(2, world.now_ms, 60_000)
    world.order()
    world.now_ms += 60_000
    world.order()
    assert [event.version for event in events] == [1, 1, 2, 2]
    assert not feed.upgrade(2, world.now_ms, 0)


def test_a_product_written_over_rest_is_told(world: World) -> None:
    world, events = telling()
    reply = direct(world)(
        "POST",
        "/rest/V1/products/base-prices",
        {"prices": [{"price": 21.5, "store_id": 0, "sku": "SKU-1"}]},
    )
    assert reply.status == 200
    assert [(event.type, event.payload()["record"]["price"]) for event in events] == [
        ("ProductUpdated", "21.50")
    ]


def test_the_example_of_the_page_fits_its_schema() -> None:
    example = json.loads(page().split("```json")[1].split("```")[0])
    jsonschema.Draft202012Validator(schema(example["type"], example["version"])).validate(example)


def test_every_field_is_somebodys_and_named_once_per_type() -> None:
    for kind in EVENT_TYPES.values():
        names = [field.name for field in kind.fields]
        assert len(set(names)) == len(names)
        assert set(names) <= set(FIELDS)
        assert kind.fields[0].since == 1
