"""The tables of a store of results, as SQL. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from golive.record.cells.cell import Cell
from golive.record.run import ORDER_VERDICTS

APPLICATION = 0x676F6C76
"""The `application_id` of a store of golive in the header of the SQLite file: `golv`."""
VERSION = 1
"""The `user_version`; it rises with every change of the tables that an older version could not read."""

CELLS = {
    "key": "TEXT PRIMARY KEY",
    "scenario": "TEXT NOT NULL",
    "candidate": "TEXT NOT NULL",
    "variant": "TEXT NOT NULL",
    "sets": "TEXT NOT NULL",
    "seed": "INTEGER NOT NULL",
    "fingerprint": "TEXT NOT NULL",
    "verdict": "TEXT NOT NULL",
    "status": "INTEGER NOT NULL",
    "error": "TEXT NOT NULL",
    "orders": "INTEGER",
    **dict.fromkeys(ORDER_VERDICTS, "INTEGER"),
    "faulted": "INTEGER",
    "sold_cents": "INTEGER",
    "harm_cents": "INTEGER",
    "currency": "TEXT",
    "latency_p50_ms": "INTEGER",
    "latency_p95_ms": "INTEGER",
    "latency_p99_ms": "INTEGER",
    "erp_calls": "INTEGER",
    "shop_calls": "INTEGER",
    "notices": "INTEGER",
    "drift_units": "REAL",
    "drift_unit_hours": "REAL",
    "oversold_units": "REAL",
    "desk_entries": "INTEGER",
    "desk_minutes": "REAL",
    "alerts": "INTEGER",
    "score": "REAL",
    "traffic_ms": "INTEGER",
    "took_s": "REAL NOT NULL",
    "command": "TEXT NOT NULL",
    "cell": "TEXT NOT NULL",
}
"""The columns of the table `cells`, one row per cell; `cell` is the whole cell as JSON, `sets` a JSON list."""

DETAILS = {
    "findings": {
        "oracle": "TEXT NOT NULL",
        "kind": "TEXT NOT NULL",
        "cause": "TEXT NOT NULL",
        "count": "INTEGER NOT NULL",
        "harm_cents": "INTEGER NOT NULL",
    },
    "operations": {"operation": "TEXT NOT NULL", "calls": "INTEGER NOT NULL"},
    "faults": {
        "fault": "TEXT NOT NULL",
        "kind": "TEXT NOT NULL",
        "asked": "INTEGER NOT NULL",
        "hit": "INTEGER NOT NULL",
        "effective": "INTEGER NOT NULL",
    },
    "staleness": {
        "domain": "TEXT NOT NULL",
        "count": "INTEGER NOT NULL",
        "total_ms": "INTEGER NOT NULL",
        "p50_ms": "INTEGER",
        "p95_ms": "INTEGER",
        "p99_ms": "INTEGER",
        "max_ms": "INTEGER",
    },
}
"""The other tables: many rows per cell, joined by `key`."""


def declarations() -> Iterator[str]:
    """Yield the statements that make the tables of a new store."""
    yield f"CREATE TABLE cells ({_columns(CELLS)}) WITHOUT ROWID"
    yield "CREATE INDEX cells_by_place ON cells (scenario, candidate, variant, seed)"
    for table, columns in DETAILS.items():
        owner = "key TEXT NOT NULL REFERENCES cells (key) ON DELETE CASCADE"
        yield f"CREATE TABLE {table} ({owner}, {_columns(columns)})"
        yield f"CREATE INDEX {table}_by_key ON {table} (key)"
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {VERSION}"


def _columns(columns: dict[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())


def row(cell: Cell) -> tuple[Any, ...]:
    """Return the row of a cell in the table `cells`."""
    job, result = cell.job, cell.result
    orders, stock, latency, desk = result.orders, result.stock, result.latency_ms, result.desk
    return (
        job.key,
        job.scenario,
        job.candidate,
        job.variant,
        json.dumps(job.sets),
        job.seed,
        job.fingerprint,
        result.verdict,
        result.status,
        result.error,
        orders.get("total"),
        *(orders.get(verdict) for verdict in ORDER_VERDICTS),
        result.faulted.get("total"),
        result.sold_cents,
        result.harm_cents,
        result.currency,
        latency.get("p50"),
        latency.get("p95"),
        latency.get("p99"),
        result.calls.get("erp"),
        result.calls.get("shop"),
        result.notices,
        stock.get("residual_units"),
        stock.get("unexplained_unit_hours"),
        stock.get("oversold_units"),
        desk.get("entries"),
        desk.get("minutes"),
        result.alerts,
        result.score,
        result.traffic_ms,
        result.took_s,
        job.command,
        json.dumps(cell.as_json()),
    )


def details(cell: Cell) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a cell in the other tables, by table."""
    key, result = cell.job.key, cell.result
    return {
        "findings": [
            (key, each.oracle, each.kind, each.cause, each.count, each.harm_cents) for each in result.findings
        ],
        "operations": [(key, operation, calls) for operation, calls in result.operations.items()],
        "faults": [(key, each.id, each.kind, each.asked, each.hit, each.effective) for each in result.faults],
        "staleness": [
            (key, domain, each.count, each.total_ms, each.p50, each.p95, each.p99, each.max)
            for domain, each in result.staleness.items()
        ],
    }
