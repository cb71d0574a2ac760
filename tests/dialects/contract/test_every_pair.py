"""An order placed through any dialect reads the same through every other one, over one and the same ERP."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from fake_erp.dialects.registry import DIALECTS, dialect
from golive.candidates.reference.erp import PORTS
from tests.erp.world import World

from ..legacy.exchange import Exchange, status
from ..legacy.exchange import order as idoc_order
from ..short.speaker import Refused, Speaker
from ..short.speakers import SPEAKERS
from ..transport import Transport
from .asking import Asked, asked
from .documents import order, orders

EVERY = (*PORTS, *SPEAKERS)
Read = tuple[str, bool, list[tuple[str, int]]]
"""Reference, whether cancelled, and SKU with ordered units of every line."""
WHOLE = ("number", "external_reference", "status", "custom", "shipping_method")
ADDRESSES = ("bill_to", "ship_to")


def world_of(name: str) -> World:
    """A small ERP that speaks the dialect of a port or a speaker."""
    return World(dialect=name if name in PORTS else SPEAKERS[name].name)


class Languages:
    """One ERP and a client of every dialect, each made when it is first used."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._ports: dict[str, Asked] = {}

    def port(self, name: str) -> Asked:
        if name not in self._ports:
            self._ports[name] = asked(self.world, name)
        return self._ports[name]

    def speaker(self, name: str) -> Speaker:
        """Signed in anew, to an ERP that answers this dialect at its usual address."""
        self.world.erp.dialect = dialect(SPEAKERS[name].name)
        made = SPEAKERS[name](Transport(self.world.erp))
        made.login()
        return made

    def place(self, name: str, body: dict[str, Any]) -> str:
        """The number of an order that is created in that dialect."""
        if name in SPEAKERS:
            return self.speaker(name).create(body)
        made = self.port(name).create_order(body)
        assert made.ok, made
        return str(made.data["number"])

    def cancel(self, name: str, number: str) -> None:
        if name in SPEAKERS:
            self.speaker(name).cancel(number)
        else:
            assert self.port(name).cancel_order(number).ok

    def gone(self, name: str, number: str) -> bool:
        """Whether an order reads as cancelled; one that was deleted is not found in products that delete."""
        try:
            return self.read(name, number)[1]
        except Refused as refused:
            return refused.answer.status == 404

    def whole(self, name: str, number: str) -> dict[str, Any]:
        """What a port shows of an order: amounts as numbers, of addresses the parts that are not empty."""
        data = self.port(name).order(number).data
        lines = [(row["item"], row["quantity"], float(row["unit_price"])) for row in data["lines"]]
        money = (float(data["total"]), data["payment"]["method"])
        filled = {part: {name: text for name, text in data[part].items() if text} for part in ADDRESSES}
        return {part: data[part] for part in WHOLE} | filled | {"lines": lines, "money": money}

    def read(self, name: str, number: str) -> Read:
        if name in SPEAKERS:
            read = self.speaker(name).read(number)
            return read["reference"], read["cancelled"], [(sku, int(units)) for sku, units in read["lines"]]
        data = self.port(name).order(number).data
        lines = [(row["item"], int(row["quantity"])) for row in data["lines"]]
        return data["external_reference"], data["status"] == "cancelled", lines


def test_every_dialect_has_its_place_here() -> None:
    assert {*PORTS, *(each.name for each in SPEAKERS.values()), "legacy"} == set(DIALECTS)


@pytest.mark.parametrize("writer", EVERY)
@given(body=orders())
@settings(max_examples=8)
def test_an_order_reads_the_same_through_every_other(writer: str, body: dict[str, Any]) -> None:
    erp = Languages(world_of(writer))
    number = erp.place(writer, {**body, "customer": erp.world.customer})
    first, told = erp.whole("native", number), erp.read("native", number)
    assert told[0] == "R1"
    assert {name: erp.whole(name, number) for name in PORTS} == dict.fromkeys(PORTS, first)
    assert {name: erp.read(name, number) for name in EVERY} == dict.fromkeys(EVERY, told)


@pytest.mark.parametrize("canceller", EVERY)
def test_a_cancellation_is_seen_through_every_other(canceller: str) -> None:
    erp = Languages(world_of(canceller))
    number = erp.place("native", order(erp.world.customer))
    erp.cancel(canceller, number)
    assert {name: erp.gone(name, number) for name in EVERY} == dict.fromkeys(EVERY, True)


def test_an_order_of_a_file_reads_the_same_through_all() -> None:
    exchange = Exchange(Transport(World().erp))
    (posted,) = exchange.send(idoc_order("R1", customer=exchange.customer()))
    assert status(posted)["status"] == "53"
    erp = Languages(exchange.world)
    (number,) = exchange.world.erp.orders.by_number
    told = ("R1", False, [("A", 2)])
    assert {name: erp.read(name, number) for name in EVERY} == dict.fromkeys(EVERY, told)
