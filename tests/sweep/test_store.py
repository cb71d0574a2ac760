"""The store of cells: whole cells or none, nothing twice, and only reading for queries."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from golive.record.cells import Cell, CellResult, FindingCount, Job, Staleness
from golive.record.cells.store import Store, StoreProblem, cells, query
from golive.record.cells.tables import CELLS, VERSION, row
from golive.record.run import ORDER_VERDICTS, FaultCount


def cell(seed: int, **result: object) -> Cell:
    orders = {"total": 10, **dict.fromkeys(ORDER_VERDICTS, 0), "lost": seed}
    whole = CellResult(
        "broken",
        1,
        orders=orders,
        findings=(FindingCount("O1", "lost", "dropped_silently", seed, 500),),
        staleness={"stock": Staleness(3, 900, 100, 200, 300, 600)},
        operations={"erp.order.create": 10},
        faults=(FaultCount("a", "outage", 9, 5, 4),),
        took_s=0.25,
    )
    job = Job("calm", "naive", seed, ("a.b=1",), "slow", "f" * 64)
    return Cell(job, replace(whole, **result))  # type: ignore[arg-type]


def test_cells_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    with Store(path) as store:
        store.add(cell(2))
        store.add(cell(1))
    assert list(cells(path)) == [cell(1), cell(2)]
    with Store(path) as store:
        assert store.finished([cell(2).job.key, cell(9).job.key]) == {cell(2).job.key: cell(2)}


def test_a_cell_that_comes_again_takes_the_place_of_the_first_in_every_table(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    with Store(path) as store:
        store.add(cell(1))
        store.add(cell(1, verdict="held", findings=()))
    assert query(path, "SELECT verdict FROM cells").rows == [("held",)]
    assert query(path, "SELECT count(*) FROM findings").rows == [(0,)]
    assert query(path, "SELECT sum(calls) FROM operations").rows == [(10,)]


def test_every_column_of_the_table_has_its_value() -> None:
    values = dict(zip(CELLS, row(cell(3)), strict=True))
    assert (values["lost"], values["orders"], values["seed"], values["sets"]) == (3, 10, 3, '["a.b=1"]')
    assert json.loads(values["cell"])["job"]["seed"] == 3


def test_a_transaction_that_does_not_end_leaves_no_part_of_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    with Store(path) as store:
        store.add(cell(1))
        broken = cell(2, operations={"erp.order.create": object()})
        with pytest.raises((TypeError, sqlite3.Error)):
            store.add(broken)
        store.add(cell(3))
    assert [each.job.seed for each in cells(path)] == [1, 3]
    assert query(path, "SELECT count(*) FROM findings").rows == [(2,)]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM cells",
        "UPDATE cells SET lost = 0",
        "DROP TABLE cells",
        "ATTACH 'other.sqlite' AS other",
        "PRAGMA user_version = 9",
        "VACUUM INTO 'other.sqlite'",
    ],
)
def test_queries_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "results.sqlite"
    with Store(path) as store:
        store.add(cell(1))
    with pytest.raises(StoreProblem, match="only SELECT is allowed"):
        query(path, sql)
    assert list(cells(path)) == [cell(1)]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_other_files_are_refused(tmp_path: Path) -> None:
    text, other, newer = tmp_path / "a.txt", tmp_path / "b.sqlite", tmp_path / "c.sqlite"
    text.write_text("no database " * 50)
    for path, statement in (
        (other, "CREATE TABLE mine (a)"),
        (newer, f"PRAGMA user_version = {VERSION + 1}"),
    ):
        if path == newer:
            Store(path).__exit__()
        file = sqlite3.connect(path)
        file.execute(statement)
        file.close()
    for path, why in ((text, "no SQLite file"), (other, "another SQLite file"), (newer, "a later golive")):
        with pytest.raises(StoreProblem, match=why):
            Store(path)
        with pytest.raises(StoreProblem, match=why):
            query(path, "SELECT 1")
    with pytest.raises(StoreProblem, match="expected a file, got a folder"):
        Store(tmp_path)
    with pytest.raises(StoreProblem, match="no such file"):
        query(tmp_path / "none", "SELECT 1")
