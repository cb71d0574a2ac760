"""Number ranges, and the periods in which each module of the books may be posted to."""

from __future__ import annotations

import pytest

from fake_erp import ErpConfig, configured_rules
from fake_erp.accounting.numbering import NumberPlan, NumberRange
from fake_erp.accounting.posting_periods import DAY_MS

from .books import BILL_LATER, installation, ship
from .world import MOUNTS, World

# -- number ranges -----------------------------------------------------------------------------------------


def test_an_exhausted_range_refuses_orders_and_lets_jobs_wait() -> None:
    plans = (
        NumberPlan(of="order", prefix="AU", first=1, last=2),
        NumberPlan(of="delivery", prefix="LF", first=1, last=1),
        NumberPlan(of="invoice", prefix="RE", first=1, last=0),
    )
    world, client = installation(numbers=plans)
    made = [client.post("/orders", world.order(external_reference=f"R{at}")) for at in range(3)]
    assert [reply.data.get("number") for reply in made] == ["AU1", "AU2", None]
    assert made[2].data["error"]["code"] == "number_range_exhausted"
    assert (ship(world), world.erp.invoicing.run()) == (1, 0)
    assert [world.erp.orders.get(number).status for number in ("AU1", "AU2")] == ["shipped", "released"]


def test_gaps_are_where_they_are_and_about_as_many_as_planned() -> None:
    def numbers() -> list[str]:
        gaps = NumberRange("X", 0, gaps_bp=1000)
        return [gaps.next() for _ in range(1000)]

    assert numbers() == numbers()
    assert len(set(numbers())) == 1000
    assert 1050 < int(numbers()[-1][1:]) < 1200


def test_a_range_knows_how_many_numbers_it_has() -> None:
    ending = NumberRange("X", 0, end=3)
    ending.next()
    assert [ending.has(count) for count in (1, 2, 3)] == [True, True, False]


# -- periods -----------------------------------------------------------------------------------------------


def test_each_module_has_periods_of_its_own() -> None:
    world = World(ErpConfig(rules=configured_rules(posting_periods="monthly")))
    client = MOUNTS["in_process"](world.erp).login()
    world.erp.calendar.close("2025-11", "ledger")
    number = client.post("/orders", world.order(**BILL_LATER)).data["number"]
    assert (ship(world), world.erp.invoicing.run()) == (1, 0)
    client.login()
    assert client.post("/payments", {"order": number, "amount": 1}).data["error"]["code"] == "period_closed"
    back = client.post("/returns", {"order": number, "lines": [{"item": "A", "quantity": 1}]})
    assert back.data["error"]["code"] == "period_closed"
    assert client.get("/periods").data == {
        "rows": [
            {"period": "2025-10", "sales": "open", "stock": "open", "ledger": "open"},
            {"period": "2025-11", "sales": "open", "stock": "open", "ledger": "closed"},
        ],
        "present": "2025-11",
    }
    world.erp.calendar.open("2025-11")
    assert world.erp.invoicing.run() == 1


def test_a_softly_closed_ledger_takes_the_postings_of_who_closes_it() -> None:
    world = World(ErpConfig(rules=configured_rules(posting_periods="monthly")))
    MOUNTS["in_process"](world.erp).login().post("/orders", world.order())
    ship(world)
    world.erp.calendar.close("2025-11", soft=True)
    assert (world.erp.invoicing.run(), world.erp.invoicing.run(by_closer=True)) == (0, 1)
    world.erp.calendar.close("2025-11")
    assert world.erp.calendar.is_closed(world.now_ms, "ledger", by_closer=True)
    world.erp.calendar.close("2025-11", soft=True)
    assert world.erp.calendar.states("2025-11")["ledger"] == "closed"


def test_months_end_by_the_clocks_of_the_installation() -> None:
    world, client = installation(utc_offset_ms=3_600_000)
    assert client.get("/periods").data["present"] == "2025-11"
    world.now_ms += 2 * DAY_MS + 18 * 3_600_000  # 23:00 UTC on the last of November
    assert client.get("/periods").data["present"] == "2025-12"


@pytest.mark.parametrize("period", ["2025-13", "2025", "25-11", "2025-11-01"])
def test_a_period_that_is_none_is_not_closed(world: World, period: str) -> None:
    with pytest.raises(ValueError, match="posting period"):
        world.erp.calendar.close(period)
    with pytest.raises(ValueError, match="module"):
        world.erp.calendar.close("2025-11", "payroll")
