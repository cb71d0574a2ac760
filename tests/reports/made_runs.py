"""Run folders made by hand, for the tests of the reports and for looking at the page."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from harness.record import (
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
    Expectation,
    Fact,
    FaultCount,
    Finding,
    OrderLine,
    RunRecord,
    Scorecard,
    Series,
)

START_MS = 1764306000000
"""2025-11-28 06:00 at UTC+01:00."""
HOUR_MS = 3_600_000
SHOP, ERP, WIRE, DESK = "shop", "erp", "wire", "desk"


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
        erp={"calls": 39_120, "calls_per_order": 8.1, "peak_rps": 21.5, "rate_limited": 812},
        harm={
            "currency": "EUR",
            "total": 1_248_050,
            "by_kind": {
                "lost_order": 690_000,
                "duplicate_shipment": 497_550,
                "oversold_unit": 21_000,
                "rekeying": 39_500,
            },
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


def number_of(index: int) -> str:
    return f"{index:09d}"


def order_facts(
    index: int, verdict: str, placed_ms: int, total: int
) -> list[tuple[int, str, str, dict[str, str], dict[str, Any]]]:
    """What happened to one order, as `(ms, actor, kind, keys, data)`."""
    order, erp, x = number_of(index), f"SO-{100_000 + index}", str(7 * index)
    lines = [["SKU-0017", 2, 1999, 0], ["SKU-0204", 1, total - 3998, 0]]
    money = {"currency": "EUR", "total_cents": total, "lines": lines}
    facts: list[tuple[int, str, str, dict[str, str], dict[str, Any]]] = [
        (
            0,
            SHOP,
            "shop.order.placed",
            {"order": order},
            {
                **money,
                "email": f"kim.{index}@example.org",
                "store": "de",
                "method": "card",
                "replaces": "",
                "status": "processing",
            },
        ),
        (
            0,
            SHOP,
            "shop.reservation.added",
            {"order": order, "sku": "SKU-0017"},
            {"quantity": -2, "event": "order_placed"},
        ),
        (
            1,
            SHOP,
            "shop.order.paid",
            {"order": order},
            {"amount_cents": total, "currency": "EUR", "method": "card"},
        ),
        (1, SHOP, "payment.captured", {"order": order}, {"amount_cents": total, "currency": "EUR"}),
        (
            1004,
            WIRE,
            "notice.delivered",
            {"x": "1" + x, "key": order},
            {
                "name": "shop.order.placed",
                "event": "e1",
                "attempt": 1,
                "copy": 0,
                "status": 200,
                "faults": [],
            },
        ),
        (
            1090,
            WIRE,
            "exchange.answered",
            {"x": "2" + x, "key": order},
            {
                "op": "shop.order.read",
                "attempt": 1,
                "sent_ms": placed_ms + 1010,
                "told": "answered",
                "status": 200,
                "how": "",
                "faults": [],
            },
        ),
    ]
    if verdict == "lost":
        facts += [
            (
                1300,
                ERP,
                "erp.order.refused",
                {"ref": order},
                {
                    "rule": "hidden_fields",
                    "code": "validation_failed",
                    "field": "",
                    "message": "The order could not be validated.",
                },
            ),
            (
                1301,
                WIRE,
                "exchange.committed",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "truth": "not_applied",
                    "status": 422,
                    "late": False,
                },
            ),
            (
                1304,
                WIRE,
                "exchange.answered",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "sent_ms": placed_ms,
                    "told": "answered",
                    "status": 422,
                    "how": "",
                    "faults": [],
                },
            ),
        ]
        return facts
    created = {
        **money,
        "customer": "C-17",
        "email": f"kim.{index}@example.org",
        "channel": "web",
        "status": "released",
        "by": "integration",
    }
    facts += [
        (1300, ERP, "erp.order.created", {"order": erp, "ref": order}, created),
        (
            1300,
            WIRE,
            "exchange.committed",
            {"x": "3" + x, "key": order},
            {"op": "erp.order.create", "attempt": 1, "truth": "applied", "status": 201, "late": False},
        ),
    ]
    if verdict == "duplicated":
        facts += [
            (
                11300,
                WIRE,
                "exchange.answered",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "sent_ms": placed_ms,
                    "told": "unknown",
                    "status": None,
                    "how": "timeout",
                    "faults": ["lose_reply"],
                },
            ),
            (12400, ERP, "erp.order.created", {"order": erp + "-B", "ref": order}, created),
            (
                12400,
                WIRE,
                "exchange.committed",
                {"x": "4" + x, "key": order},
                {"op": "erp.order.create", "attempt": 2, "truth": "applied", "status": 201, "late": False},
            ),
            (
                12404,
                WIRE,
                "exchange.answered",
                {"x": "4" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 2,
                    "sent_ms": placed_ms,
                    "told": "answered",
                    "status": 201,
                    "how": "",
                    "faults": [],
                },
            ),
        ]
    elif verdict == "stuck_visible":
        facts += [
            (
                2000,
                DESK,
                "desk.exception",
                {"order": order},
                {
                    "what": "Order could not be released",
                    "why": "Customer C-17 is blocked",
                    "fix": "Unblock the customer, then press retry",
                },
            )
        ]
    else:
        facts += [
            (
                1304,
                WIRE,
                "exchange.answered",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "sent_ms": placed_ms,
                    "told": "answered",
                    "status": 201,
                    "how": "",
                    "faults": [],
                },
            )
        ]
    facts += [
        (
            1_800_000,
            ERP,
            "erp.delivery.posted",
            {"order": erp, "ref": order, "delivery": f"DL-{index}"},
            {"warehouse": "berlin", "lines": [["SKU-0017", 2], ["SKU-0204", 1]]},
        ),
        (
            1_800_000,
            ERP,
            "erp.order.status",
            {"order": erp, "ref": order},
            {"from": "released", "to": "shipped", "why": ""},
        ),
        (
            1_860_000,
            SHOP,
            "shop.order.shipped",
            {"order": order, "shipment": f"{index:09d}"},
            {"source": "berlin", "lines": [["SKU-0017", 2], ["SKU-0204", 1]], "by": "api"},
        ),
        (
            3_600_000,
            ERP,
            "erp.invoice.posted",
            {"order": erp, "ref": order, "invoice": f"IN-{index}"},
            {"total_cents": total, "currency": "EUR"},
        ),
    ]
    return facts


def orders(
    count: int,
) -> Iterator[tuple[OrderLine, list[tuple[int, str, str, dict[str, str], dict[str, Any]]]]]:
    chance = random.Random(11)
    verdict_of = {number_of(3 * i + 1): "duplicated" for i in range(41)} | {
        number_of(7 * i + 3): "lost" for i in range(23)
    }
    for index in range(1, count + 1):
        order = number_of(index)
        verdict = (
            verdict_of.get(order) or chance.choices(ORDER_VERDICTS, (940, 10, 4, 0, 3, 2, 5, 0, 0, 2))[0]
        )
        placed = START_MS + index * 8 * HOUR_MS // (count + 1)
        total = 4_500 + chance.randrange(30_000)
        erp = {"lost": (), "duplicated": (f"SO-{100_000 + index}", f"SO-{100_000 + index}-B")}.get(
            verdict, (f"SO-{100_000 + index}",)
        )
        why = {
            "lost": "never reached the ERP, nobody was told",
            "duplicated": "two live ERP orders",
            "late": "booked 24 min after its budget",
        }
        latency = None if verdict == "lost" else 1_299 + chance.randrange(90_000)
        line = OrderLine(order, verdict, placed, total, "EUR", latency, erp, why.get(verdict, ""))
        yield line, order_facts(index, verdict, placed, total)


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
