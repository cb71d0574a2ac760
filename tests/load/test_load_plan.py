"""What a load sends, and what is made of what became of it: without any process or socket."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.cli.main import INPUT_STATUS, main
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS
from golive.load.checkout import Step, checkout, reason
from golive.load.outcome import outcome, spread
from golive.load.visits import LoadPlan, Visit, addresses, read_plan, visits, write_plan
from golive.scenario import Scenario
from golive.sim.seeding import stream
from golive.workloads.arrivals import arrivals
from golive.workloads.demand import Demand

SKUS = ("A", "B", "C", "D", "E", "F", "G")


def black_friday() -> Scenario:
    return scenario.load("black-friday")


def plan_of(*planned: Visit) -> LoadPlan:
    return LoadPlan("http://127.0.0.1:1/rest/V1/", "checkmo", 1000, 0, 1000, 5, addresses(1), planned)


def test_visits_come_at_the_instants_at_which_a_run_has_them() -> None:
    loaded = black_friday()
    demand = Demand(loaded.traffic.orders, loaded.clock.start)
    run = list(arrivals(demand, loaded.clock.duration_ms, stream(3, "workload.arrivals")))
    load = [visit.at_ms for visit in visits(loaded, 3, SKUS, 0, loaded.clock.duration_ms, 1)]
    assert load == run


def test_a_stretch_is_a_part_of_the_whole_and_speed_brings_it_closer() -> None:
    whole = list(visits(black_friday(), 1, SKUS, 0, 4 * HOUR_MS, 1))
    part = list(visits(black_friday(), 1, SKUS, 3 * HOUR_MS, 20 * MINUTE_MS, 10))
    inside = [visit.at_ms for visit in whole if 0 <= visit.at_ms - 3 * HOUR_MS < 20 * MINUTE_MS]
    assert [visit.at_ms for visit in part] == [(at_ms - 3 * HOUR_MS) // 10 for at_ms in inside]
    assert [visit.number for visit in part] == list(range(1, len(part) + 1))


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan = plan_of(*visits(black_friday(), 1, SKUS, 0, HOUR_MS, 1))
    write_plan(tmp_path / "plan", plan)
    assert read_plan(tmp_path / "plan") == plan


def test_a_checkout_is_cart_items_shipping_and_payment() -> None:
    plan = plan_of(Visit(7, 0, 4, (("A", 2), ("B", 1))))
    calls = checkout(plan, plan.visits[0])
    steps: list[Step] = [next(calls)]
    with suppress(StopIteration):
        while True:
            steps.append(calls.send("m" * 32))
    assert [step.name for step in steps] == ["cart", "item", "item", "shipping", "payment"]
    assert {step.path.split("/")[1] for step in steps[1:]} == {"m" * 32}
    assert [step.body["cartItem"]["sku"] for step in steps[1:3]] == ["A", "B"]
    shipping: dict[str, Any] = steps[3].body["addressInformation"]
    assert shipping["shipping_address"]["email"] == steps[4].body["email"] == "guest.7@example.com"


@pytest.mark.parametrize(
    ("status", "answer", "error", "words"),
    [
        (404, {"message": "No such entity with %fieldName"}, None, "item: 404 No such entity with %fieldName"),
        (502, None, None, "item: 502"),
        (400, {"message": "\x1b[2Jgone\n\u202e"}, None, "item: 400 ?[2Jgone??"),
        (0, None, ConnectionRefusedError(111, "Connection refused"), "item: ConnectionRefusedError: "
         "[Errno 111] Connection refused"),
    ],
)  # fmt: skip
def test_a_failure_has_a_reason_that_can_be_counted(
    status: int, answer: Any, error: Exception | None, words: str
) -> None:
    assert reason("item", status, answer, error) == words


def test_latency_counts_from_the_planned_instant_and_what_was_never_sent_is_unsent() -> None:
    """Five visits: in time, late, failed, unfinished, never begun."""
    planned = [Visit(number, number * 100, 0, (("A", 1),)) for number in range(1, 6)]
    rows = [[1, 100, 150, ""], [2, 700, 780, ""], [3, 300, 310, "cart: 500"], [4, 400, 900, "unfinished"]]
    found = outcome(planned, 600, {"rows": rows, "calls": [], "halted": False})
    assert (found.planned, found.orders, found.failed, found.unfinished, found.unsent) == (5, 2, 1, 1, 1)
    assert found.late == 1
    assert (found.latency_ms.p50, found.latency_ms.most) == (50, 580)
    assert (found.service_ms.p50, found.service_ms.most) == (50, 80)
    assert found.failures == {"cart: 500": 1}
    assert not found.is_clean
    assert sum(count or 0 for count in found.series["planned"]) == 5
    assert found.series["orders"][10] == 1
    assert found.series["p95_ms"][20] == 580
    assert found.series["p95_ms"][30] is None


def test_of_nothing_there_is_no_percentile() -> None:
    assert spread([]).p95 is None
    assert (spread(range(1, 101)).p95, spread([5]).p99) == (95, 5)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--url", "http://example.com"], "add --i-own-this-shop"),
        (["--url", "ftp://127.0.0.1"], "expected an address such as http://127.0.0.1:8080"),
        (["--url", "http://127.0.0.1:1", "--from", "3h"], "expected a stretch within the traffic of calm"),
        (["--url", "http://127.0.0.1:1", "--duration", "5"], "a duration needs a unit"),
        (["--url", "http://127.0.0.1:1", "--store", "../x"], "expected a store code"),
        (["--url", "http://127.0.0.1:1", "--set", "traffic.orders.base=0/h"], "expected 1 to 1,000,000 visits"),
        (["--url", "http://127.0.0.1:1", "--run", "nothing-there"], "no such run"),
    ],
)  # fmt: skip
def test_wrong_input_is_refused_before_anything_is_sent(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as done:
        main(["load", *arguments])
    assert done.value.code == INPUT_STATUS
    assert words in " ".join(capsys.readouterr().err.split())
