"""The arrival plan of a scenario as a list of visits, and its form on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from golive.scenario import Scenario
from golive.sim.seeding import stream
from golive.workloads.arrivals import arrivals
from golive.workloads.baskets import Shelf
from golive.workloads.customers.faces import faces
from golive.workloads.demand import Demand


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to the shop.

    `at_ms` is the planned instant after the beginning of the load, in real ms; `face` is an index into the pool;
    `lines` are (SKU, quantity).
    """

    number: int
    at_ms: int
    face: int
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """The complete input of a driver. `base` is the shop's REST root with the store code; times in real ms.

    `addresses` is the pool of people, as the shop's JSON has them. `connections` is how many visits one process
    may have in flight; `patience_ms` is how long after the plan's end visits may still begin or end.
    """

    base: str
    method: str
    length_ms: int
    patience_ms: int
    timeout_ms: int
    connections: int
    addresses: tuple[dict[str, Any], ...]
    visits: tuple[Visit, ...]
    begin_s: float = 0.0
    """The instant of the machine's clock at which it begins, in seconds; 0: as soon as all workers are connected."""


def visits(
    scenario: Scenario, seed: int, skus: Sequence[str], from_ms: int, duration_ms: int, speed: float
) -> Iterator[Visit]:
    """The visits of a stretch of the scenario, the same for the same seed, `speed` times closer together."""
    demand = Demand(scenario.traffic.orders, scenario.clock.start)
    popularity = scenario.shop.catalog.popularity.exponent
    shelf = Shelf(list(skus), popularity, scenario.traffic.baskets, stream(seed, "workload.baskets"))
    people = stream(seed, "load.people")
    number = 0
    for offset_ms in arrivals(demand, from_ms + duration_ms, stream(seed, "workload.arrivals")):
        if offset_ms >= from_ms:
            number += 1
            face = int(people.random() * POOL)
            yield Visit(number, int((offset_ms - from_ms) / speed), face, tuple(shelf.basket()))


POOL = 300


def addresses(seed: int) -> tuple[dict[str, Any], ...]:
    """The people of a seed as addresses of the shop's REST API."""
    return tuple(
        {
            "firstname": face.firstname,
            "lastname": face.lastname,
            "street": list(face.address.street),
            "city": face.address.city,
            "postcode": face.address.postcode,
            "country_id": face.address.country,
            "telephone": face.address.telephone,
        }
        for face in faces(stream(seed, "load.faces"))
    )


def write_plan(path: Path, plan: LoadPlan) -> None:
    """Write a plan as JSON."""
    path.write_bytes(orjson.dumps(plan))


def read_plan(path: Path) -> LoadPlan:
    """Read a plan that `write_plan` wrote."""
    row = orjson.loads(path.read_bytes())
    row["addresses"] = tuple(row["addresses"])
    row["visits"] = tuple(
        Visit(
            each["number"], each["at_ms"], each["face"], tuple((sku, count) for sku, count in each["lines"])
        )
        for each in row["visits"]
    )
    return LoadPlan(**row)
