"""Run folders made by hand, for the tests of the reports and for looking at the page."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from made_orders import HOUR_MS, START_MS, number_of, orders

from golive.record.run import (
    BROKEN,
    HELD,
    LEDGER_FILE,
    ORDER_VERDICTS,
    ORDERS_FILE,
    RUN_FILE,
    SCORECARD_FILE,
    UNKNOWN,
    Band,
    Cause,
    Doubt,
    Expectation,
    Fact,
    FaultCount,
    Finding,
    OrderLine,
    RunRecord,
    Scorecard,
    Series,
)


def run_record(**changes: Any) -> RunRecord:
    step = 300_000
    chance = random.Random(5)
    steps = range(120)
    rush = [1 + 10 * (36 <= i < 50) + chance.random() * 2 for i in steps]
    backlog = [max(0.0, 300 - abs(i - 48) * 20) + chance.random() * 4 for i in steps]
    lines = {
        ("orders placed", "orders"): [round(8 * value) for value in rush],
        ("orders in the ERP", "orders"): [
            round(8 * rush[max(i - 3, 0)] * (0 if 44 <= i < 47 else 1)) for i in steps
        ],
        ("backlog", "orders"): [round(value) for value in backlog],
        ("latency p50", "ms"): [None if 44 <= i < 47 else 800 + 900 * backlog[i] for i in steps],
        ("latency p95", "ms"): [None if 44 <= i < 47 else 2100 + 4200 * backlog[i] for i in steps],
        ("unexplained drift", "units"): [round(max(0.0, (i - 40) / 3) * chance.random()) for i in steps],
        ("calls", "calls"): [round(60 * value) for value in rush],
        ("rate limited", "calls"): [round(90 * chance.random()) if 47 <= i < 54 else 0 for i in steps],
    }
    record = RunRecord(
        golive="0.1.0",
        scenario={
            "name": "black-friday",
            "clock": {"start": "2025-11-28T06:00:00+01:00", "duration": "8h", "settle": "2h"},
            "expect": {"orders.lost": "0"},
        },
        candidate="python examples/integration.py",
        seed=7,
        clock="virtual",
        speed=0.0,
        command="golive run black-friday --seed 7",
        start_ms=START_MS,
        heal_ms=START_MS + 8 * HOUR_MS,
        end_ms=START_MS + 10 * HOUR_MS,
        ended="finished",
        phases=[
            Band("traffic", "phase", START_MS, START_MS + 8 * HOUR_MS),
            Band("settle", "phase", START_MS + 8 * HOUR_MS, START_MS + 10 * HOUR_MS),
        ],
        windows=[
            Band("slow", "fault", START_MS + 3 * HOUR_MS, START_MS + 4 * HOUR_MS),
            Band("outage", "fault", START_MS + 220 * 60_000, START_MS + 235 * 60_000),
            Band("rate_limit", "fault", START_MS + 235 * 60_000, START_MS + 270 * 60_000),
            Band("lose_reply", "fault", START_MS + 96 * 60_000, START_MS + 336 * 60_000),
            Band("duplicate_notice", "fault", START_MS, START_MS + 8 * HOUR_MS),
        ],
        series=[Series(name, unit, START_MS, step, tuple(values)) for (name, unit), values in lines.items()],
        facts=0,
        ran_at="2026-03-01 14:20",
        commit="0123456789abcdef0123456789abcdef01234567",
    )
    return replace(record, **changes)


def scorecard(**changes: Any) -> Scorecard:
    card = Scorecard(
        scenario="black-friday",
        candidate="python examples/integration.py",
        seed=7,
        clock="virtual",
        verdict=BROKEN,
        score=71.4,
        coverage=0.875,
        orders=dict(zip(ORDER_VERDICTS, (4699, 46, 12, 41, 6, 3, 9, 23, 1, 2), strict=True)),
        stock={"oversold": 14, "residual": 6, "unexplained_unit_hours": 37.25, "worst_drift": -4},
        latency_ms={"p50": 2140, "p95": 1_260_000, "p99": 3_980_000, "max": 5_400_000},
        erp={
            "calls": 39_120,
            "calls_per_order": 8.1,
            "peak_rps": 21.5,
            "rate_limited": 812,
            "refused": 0,
            "held": 0,
        },
        harm={
            "currency": "EUR",
            "total": 1_248_050,
            "by_kind": {
                "lost_order": 690_000,
                "duplicate_shipment": 497_550,
                "oversold_unit": 21_000,
                "rekeying": 39_500,
            },
            "rows": {
                "entry": 39_500,
                "inventory": 21_000,
                "pricing": 0,
                "service": 24_600,
                "reconciliation": 40_500,
                "value": 1_122_450,
            },
            "rekeyed_share": 0.017,
            "posts": 0.27,
            "failed_at_ms": START_MS + HOUR_MS,
            "noticed_after_ms": 720_000,
        },
        faults=[
            FaultCount("slow", "slow", 12_044, 12_044, 12_044),
            FaultCount("outage", "outage", 903, 903, 903),
            FaultCount("rate_limit", "rate_limit", 6_120, 812, 812),
            FaultCount("lose_reply", "lose_reply", 3_806, 118, 114),
            FaultCount("duplicate_notice", "duplicate_notice", 4_842, 97, 97),
            FaultCount("silent_drop", "silent_drop", 240, 0, 0),
        ],
        findings=list(findings()),
        expectations=[
            Expectation("orders.lost", "0", "23", BROKEN),
            Expectation("orders.duplicated", "0", "41", BROKEN),
            Expectation("orders.wrong_content", "0", "6", BROKEN),
            Expectation("orders.phantom", "0", "1", BROKEN),
            Expectation("orders.late", "<= 5%", "0.95 %", HELD),
            Expectation("latency.p95", "<= 1h", "21m", HELD),
            Expectation("stock.residual", "0 units", "6 units", BROKEN),
            Expectation("erp.calls_per_order", "<= 8", "8.1", BROKEN),
            Expectation("drain", "<= 30m", "not reached", UNKNOWN),
        ],
        reasons=[
            "orders.lost: expected 0, got 23",
            "orders.duplicated: expected 0, got 41",
            "drain is unknown: the backlog had not drained when the quiet period ended",
        ],
        score_parts=[
            {"name": "completeness", "weight": 30, "grade": 0.93},
            {"name": "uniqueness", "weight": 25, "grade": 0.41},
            {"name": "stock", "weight": 15, "grade": 0.8},
        ],
        coverage_parts=[
            {"name": "faults_that_hit", "weight": 2, "grade": 0.83},
            {"name": "kinds_of_order", "weight": 1, "grade": None},
        ],
        counts={"orders_placed": 4842, "exchanges": 39_120},
        doubts=[
            Doubt("fault silent_drop never hit, so it proves nothing", "raise the chance of silent_drop"),
            Doubt("drain could not be measured", "set clock.settle higher"),
        ],
        replay="golive run black-friday --seed 7 --candidate 'python examples/integration.py'",
    )
    return replace(card, **changes)


def findings() -> Iterator[Finding]:
    lost_reply = Cause(
        "reply_lost_then_repeated",
        "The reply was lost after the ERP had booked the order, and it was sent again without a stable reference.",
        "Send the shop's order number as external_reference, and ask the ERP for it before repeating a create.",
    )
    refused = Cause(
        "refused_and_forgotten",
        "The ERP refused it with 422 and it was neither tried again nor shown to anyone.",
        "Put refused orders on a desk with what failed, why and how to fix it.",
    )
    for index in range(41):
        order = number_of(3 * index + 1)
        yield Finding(
            "O2", "duplicated", order, f"two live ERP orders for {order}", (11, 14, 19), lost_reply, 12_135
        )
    for index in range(23):
        order = number_of(7 * index + 3)
        yield Finding("O1", "lost", order, f"{order} never reached the ERP", (3,), refused, 30_000)
    yield Finding(
        "O7", "residual_drift", "SKU-0017", "4 units too few for sale after the quiet period", (900,)
    )


def write_run(
    folder: Path,
    *,
    count: int = 60,
    run: RunRecord | None = None,
    card: Scorecard | None = None,
    lines: Iterable[OrderLine] | None = None,
    facts: Iterable[Fact] | None = None,
) -> Path:
    """A run folder with `count` made orders, or exactly the lines and facts given."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(orders(count)) if lines is None else []
    if lines is None:
        lines = [line for line, _ in made]
    if facts is None:
        times = sorted(
            (
                (line.placed_ms + ms, who, kind, keys, data)
                for line, story in made
                for ms, who, kind, keys, data in story
            ),
            key=lambda item: item[0],
        )
        facts = [Fact(seq, *item) for seq, item in enumerate(times, 1)]
    facts = list(facts)
    run = run or run_record(facts=len(facts))
    _write(folder / RUN_FILE, [run.as_json()])
    _write(folder / SCORECARD_FILE, [(card or scorecard()).as_json()])
    _write(folder / ORDERS_FILE, (line.as_json() for line in lines))
    _write(folder / LEDGER_FILE, (fact.as_json() for fact in facts))
    return folder


def _write(path: Path, rows: Iterable[Any]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
