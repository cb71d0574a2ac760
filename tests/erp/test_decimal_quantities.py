"""Items sold by weight or length: fractions of a unit in orders, stock, deliveries, invoices and credit notes."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from fake_erp import ErpConfig, snapshot
from fake_erp.access.config import Token
from fake_erp.channels.csv_format import CsvFormat
from fake_erp.model import Draft, DraftLine
from fake_erp.model.quantities import THOUSAND, number_of, text, thousandths_of
from fake_erp.quirks.content.cap_quantity import CapQuantity
from fake_erp.quirks.content.merge_lines import MergeLines

from .books import BILL_LATER, ship
from .world import MOUNTS, Client, World

CLOTH = "CLOTH"


def drapery(world: World, units: int = 10_000) -> World:
    """The ERP with some thousandths of an item with decimal quantities in stock."""
    world.erp.items.add(CLOTH, "Cloth", 1_333, 19, scale=THOUSAND)
    world.erp.stock.open(CLOTH, world.config.warehouses[0], units)
    return world


def line(quantity: Any, item: str = CLOTH) -> dict[str, Any]:
    return {"item": item, "quantity": quantity, "unit_price": "13.33"}


def patch(client: Client, path: str, change: dict[str, Any]) -> Any:
    return client.raw("PATCH", f"/api/v1{path}", orjson.dumps(change))


@pytest.mark.parametrize(("number", "parts"), [(2.75, 2_750), (0.001, 1), (3, 3_000), (1.0005, None)])
def test_three_places_are_read_and_more_are_not(number: float, parts: int | None) -> None:
    assert thousandths_of(number) == parts
    if parts is not None:
        assert number_of(text(parts, THOUSAND)) == number


def test_an_order_has_the_amounts_of_its_fraction(world: World, client: Client) -> None:
    drapery(world)
    order = client.post("/orders", world.order(lines=[line(1.25)], payment=None)).data
    assert (order["lines"][0]["quantity"], order["total"], order["lines"][0]["tax"]) == (
        1.25,
        "16.66",
        "2.66",
    )
    row = client.get(f"/stock/{CLOTH}").data["rows"][0]
    assert (row["on_hand"], row["allocated"], row["available"]) == (10, 1.25, 8.75)
    assert world.of_kind("erp.order.created")[0][2]["lines"] == [[CLOTH, 1_250, 1_333, 0]]


@pytest.mark.parametrize("quantity", [2.75, 0.5])
def test_an_item_that_is_counted_takes_whole_numbers_only(
    world: World, client: Client, quantity: float
) -> None:
    refused = client.post("/orders", world.order(lines=[line(quantity, "A")]))
    error = refused.data["error"]
    assert (refused.status, error["code"], error["field"]) == (422, "not_a_whole_number", "lines[0].quantity")
    assert str(quantity) in error["message"]
    assert not world.of_kind("erp.order.created")


def test_a_line_is_changed_to_a_fraction_and_given_up_by_zero(world: World, client: Client) -> None:
    drapery(world)
    number = client.post("/orders", world.order(lines=[line(3), line(2, "A")], release=False)).data["number"]
    changed = patch(client, f"/orders/{number}", {"lines": [{"line": 1, "quantity": 0.5}]}).data
    assert (changed["lines"][0]["quantity"], changed["subtotal"]) == (0.5, "33.33")
    refused = patch(client, f"/orders/{number}", {"lines": [{"line": 2, "quantity": 0.5}]})
    assert (refused.status, refused.data["error"]["code"]) == (422, "not_a_whole_number")
    gone = patch(client, f"/orders/{number}", {"lines": [{"line": 1, "quantity": 0}]}).data
    assert (gone["lines"][0]["cancelled"], gone["subtotal"]) == (0.5, "26.66")


def test_a_short_parcel_is_delivered_billed_returned_and_credited_with_its_fraction() -> None:
    config = ErpConfig(partial_deliveries=True, token=Token(lifetime_ms=10**12))
    world = drapery(World(config), 1_500)
    client = MOUNTS["in_process"](world.erp).login()
    number = client.post("/orders", world.order(lines=[line(2)], **BILL_LATER)).data["number"]
    assert client.get(f"/orders/{number}").data["lines"][0]["allocated"] == 1.5
    ship(world)
    world.erp.invoicing.run()
    assert client.get("/deliveries").data["rows"][0]["lines"][0]["quantity"] == 1.5
    assert client.get("/invoices").data["rows"][0]["lines"][0]["quantity"] == 1.5
    sent = {"order": number, "lines": [{"item": CLOTH, "quantity": 0.25}], "credit": "manual"}
    assert client.post("/returns", sent).data["lines"][0]["quantity"] == 0.25
    note = client.post("/credit-notes", {"order": number, "lines": [{"item": CLOTH, "quantity": 0.25}]}).data
    assert (note["lines"][0]["quantity"], note["total"]) == (0.25, "3.33")
    assert sum(world.erp.journal.balances.values()) == 0


def test_a_snapshot_keeps_the_fractions(world: World, client: Client) -> None:
    drapery(world)
    client.post("/orders", world.order(lines=[line(0.125)]))
    again = snapshot.restore(snapshot.take(world.erp), lambda: world.now_ms, lambda *_: None)
    assert again.stock.rows_of(CLOTH)[0].scale == THOUSAND
    assert again.stock.rows_of(CLOTH)[0].allocated == 125


def test_quirks_cap_and_merge_fractions(world: World) -> None:
    draft = Draft(
        "", "EUR", 0, [DraftLine(CLOTH, 1, 100, thousandths=750), DraftLine(CLOTH, 2, 100, thousandths=500)]
    )
    merge = MergeLines().at_draft()
    assert merge is not None
    merge(draft)
    (merged,) = draft.lines
    assert (merged.quantity, merged.thousandths, merged.worth()) == (4, 250, 425)
    cap = CapQuantity(most=4).at_draft()
    assert cap is not None
    cap(draft)
    assert (draft.lines[0].quantity, draft.lines[0].thousandths) == (4, 0)


def test_a_file_with_a_decimal_comma_names_a_fraction() -> None:
    layout = CsvFormat(decimal=",")
    assert number_of(layout.plain("2,750")) == 2.75
    assert number_of("2.7.5") is None
