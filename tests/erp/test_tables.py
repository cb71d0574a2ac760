"""Staging tables: orders in, states, stock and shipments out."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from fake_erp import ErpConfig
from fake_erp.channels.config import Channels
from tests.erp.world import World


def opened(folder: Path) -> tuple[World, sqlite3.Connection]:
    world = World(ErpConfig(channels=Channels(tables=True)))
    world.erp.staging.connect(str(folder / "erp.db"))
    ours = sqlite3.connect(folder / "erp.db", isolation_level=None, timeout=0)
    return world, ours


def put(world: World, ours: sqlite3.Connection, reference: str, lines: int = 1, **changes: Any) -> None:
    values = {
        "external_reference": reference,
        "customer": world.customer,
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "release_order": 1,
        "payment_prepaid": 1,
        "custom": '{"sales_channel": "web"}',
        **changes,
    }
    columns = ", ".join(values)
    marks = ", ".join("?" for _ in values)
    made = ours.execute(f"insert into orders_in ({columns}) values ({marks})", [*values.values()])
    for _ in range(lines):
        ours.execute(
            "insert into order_lines_in (order_id, item, quantity, unit_price) values (?, 'A', 2, '19.99')",
            (made.lastrowid,),
        )


def states(ours: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return ours.execute(
        "select state, ifnull(number, ''), ifnull(code, '') from orders_in order by id"
    ).fetchall()


def test_an_order_of_a_table_is_booked_and_its_state_written_back(tmp_path: Path) -> None:
    world, ours = opened(tmp_path)
    put(world, ours, "R1")
    assert world.erp.staging.work() == 1
    assert states(ours) == [("done", "SO100001", "")]
    (created,) = world.of_kind("erp.order.created")
    assert (created[1]["ref"], created[2]["by"], created[2]["payment"][2]) == ("R1", "table:1", True)
    assert ours.execute("select status from order_status_out").fetchall() == [("released",)]
    assert ("A", 100, 2, 98) in ours.execute(
        "select item, on_hand, allocated, available from stock_out"
    ).fetchall()
    assert world.erp.staging.work() == 0


def test_a_refused_order_says_why(tmp_path: Path) -> None:
    world, ours = opened(tmp_path)
    put(world, ours, "R1", customer="C9")
    put(world, ours, "R2; drop table orders_in", customer="x' or 1=1 --")
    world.erp.staging.work()
    assert [state for state, _, _ in states(ours)] == ["error", "error"]
    assert len(world.erp.orders.by_number) == 0


def test_an_order_whose_lines_are_not_there_yet_is_read_as_it_stands(tmp_path: Path) -> None:
    world, ours = opened(tmp_path)
    put(world, ours, "R1", lines=0)
    world.erp.staging.work()
    assert states(ours) == [("error", "", "malformed")]


def test_what_a_client_has_not_committed_waits_for_the_next_run(tmp_path: Path) -> None:
    world, ours = opened(tmp_path)
    ours.execute("begin immediate")
    put(world, ours, "R1")
    assert world.erp.staging.work() == 0
    ours.execute("commit")
    assert world.erp.staging.work() == 1


def test_a_state_that_could_not_be_written_is_written_at_the_next_run(tmp_path: Path) -> None:
    world, ours = opened(tmp_path)
    put(world, ours, "R1")
    world.erp.rows.connect(Locking(ours))
    world.erp.staging.work()
    ours.execute("commit")
    assert states(ours) == [("processing", "", "")]
    world.erp.rows.connect(None)
    world.erp.staging.work()
    assert states(ours) == [("done", "SO100001", "")]


class Locking:
    """Locks the database while an order is processed."""

    def __init__(self, ours: sqlite3.Connection) -> None:
        self._ours = ours

    def meets(self, operation: str, key: str, by: str) -> None:
        self._ours.execute("begin immediate")

    def ended(self, fate: object, outcome: object) -> None:
        pass
