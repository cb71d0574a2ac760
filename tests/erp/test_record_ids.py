"""Ids of records for products that do not use the numbers of the books."""

from __future__ import annotations

from fake_erp import snapshot
from fake_erp.dialects.record_ids import digits, guid, ids_of

from .world import World


def test_an_item_keeps_its_id_when_its_sku_changes(world: World) -> None:
    erp = world.erp
    ids = ids_of(erp)
    before = ids.of_item(erp, erp.items.get("A"))
    erp.rename_item("A", "A-NEW")
    erp.items.add("Z", "new", 100, 19)
    assert ids.of_item(erp, erp.items.get("A-NEW")) == before
    assert ids.item(erp, before) is erp.items.get("A-NEW")
    assert ids.item(erp, ids.of_item(erp, erp.items.get("Z"))) is erp.items.get("Z")
    assert ids.item(erp, 0) is None
    assert ids.item(erp, 10_000) is None


def test_a_guid_leads_back_to_its_record(world: World) -> None:
    erp = world.erp
    customer = next(iter(erp.customers.by_number))
    wanted = guid("customer", customer)
    assert ids_of(erp).number("customer", erp.customers.by_number, wanted.upper()) == customer
    assert ids_of(erp).number("customer", erp.customers.by_number, "no guid") is None
    assert ids_of(erp).number("order", erp.customers.by_number, guid("item", "A")) is None


def test_ids_survive_a_snapshot(world: World) -> None:
    erp = world.erp
    number = ids_of(erp).of_item(erp, erp.items.get("B"))
    other = snapshot.restore(snapshot.take(erp), erp.now, erp.emit)
    assert ids_of(other).item(other, number) is other.items.get("B")


def test_numbers_of_the_books_as_whole_numbers() -> None:
    assert (digits("SO100001"), digits("C7"), digits("X")) == (100001, 7, 0)
