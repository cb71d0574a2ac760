"""Facts about customers, items and prices of the ERP say old and new values and the author."""

from __future__ import annotations

from random import Random
from typing import Any

from fake_erp.builder import new_erp
from fake_erp.erp import Erp

Told = list[tuple[str, dict[str, str], dict[str, Any]]]
ADDRESS = {"street": "Road 1", "city": "Ulm", "postcode": "89073", "country": "DE"}


def _erp() -> tuple[Erp, Told]:
    told: Told = []
    erp = new_erp(lambda: 1000, Random(1), lambda *fact: told.append(fact))
    erp.items.add("A", "Mug", 1000, 19)
    return erp, told


def test_a_changed_customer() -> None:
    erp, told = _erp()
    customer = erp.customers.add("Ann", "ann@example.com", dict(ADDRESS))
    told.clear()
    erp.customers.update(
        customer, {"name": "Anna", "phone": "", "address": {**ADDRESS, "city": "Bonn"}}, "web"
    )
    ((kind, keys, data),) = told
    assert (kind, keys) == ("erp.customer.changed", {"customer": customer.number})
    assert (data["by"], data["email"]) == ("web", "ann@example.com")
    assert data["was"] == {"name": "Ann", "address": ADDRESS}
    assert data["now"] == {"name": "Anna", "address": {**ADDRESS, "city": "Bonn"}}


def test_a_changed_item_and_no_change() -> None:
    erp, told = _erp()
    erp.items.set_status("A", "blocked", "clerk")
    erp.items.set_status("A", "blocked", "clerk")
    change = {"was": {"status": "active"}, "now": {"status": "blocked"}}
    assert told == [("erp.item.changed", {"item": "A"}, {"by": "clerk", **change})]


def test_prices() -> None:
    erp, told = _erp()
    erp.items.set_price("A", 1200, "people")
    erp.items.set_price("A", 1200, "people")
    row = erp.prices.set_list_price("wholesale", "A", 900, 5, from_ms=2000, by="people")
    erp.prices.end(row, 9000, "people")
    assert [data["rows"] for _, _, data in told] == [
        [["A", "", 1, 0, None, 1000, 1200]],
        [["A", "list:wholesale", 5, 2000, None, None, 900, "EUR"]],
        [["A", "list:wholesale", 5, 2000, 9000, 900, 900, "EUR"]],
    ]
    told.clear()
    erp.prices.open()
    assert len(told) == 1
    assert [row[1] for row in told[0][2]["rows"]] == ["", "list:wholesale"]
