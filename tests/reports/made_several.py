"""Gates, comparisons and pasts made by hand, for the tests of their reports."""

from __future__ import annotations

from typing import Any

from golive.record.batch import (
    FAILED,
    Comparison,
    Difference,
    Gate,
    RunResult,
    Side,
    Variant,
)
from golive.record.earlier.past import PastRun, PastRuns
from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN
from golive.sweep.results import bounds_of, verdict_of, worst_of

START_MS = 1_764_307_200_000
HOUR_MS = 3_600_000


def counts(**wrong: int) -> dict[str, int]:
    found = {**dict.fromkeys(ORDER_VERDICTS, 0), "exact": 1000 - sum(wrong.values()), **wrong}
    return {"total": sum(found.values()), **found}


def result(scenario: str, seed: int, verdict: str, **changes: Any) -> RunResult:
    status = {HELD: 0, BROKEN: 1, UNKNOWN: 2}.get(verdict, 4)
    values: dict[str, Any] = {
        "candidate": "our-connector",
        "variant": "",
        "command": f"golive run {scenario} --candidate our-connector.yaml --seed {seed}",
        "folder": f"{scenario}-{seed}",
        "orders": counts(),
        "faulted": {**dict.fromkeys(ORDER_VERDICTS, 0), "exact": 200, "total": 200},
        "currency": "EUR",
    }
    return RunResult(scenario=scenario, seed=seed, verdict=verdict, status=status, **{**values, **changes})


def gate(**changes: Any) -> Gate:
    runs = (
        result("calm", 1, HELD, faulted=dict.fromkeys(("total", *ORDER_VERDICTS), 0)),
        result("black-friday", 1, HELD),
        result(
            "black-friday",
            2,
            BROKEN,
            orders=counts(lost=3, duplicated=12, indeterminate=2),
            faulted={
                **dict.fromkeys(ORDER_VERDICTS, 0),
                "exact": 185,
                "lost": 3,
                "duplicated": 10,
                "indeterminate": 2,
            }
            | {"total": 200},
            harm_cents=1_248_050,
            reasons=("orders.lost: expected 0, was 3", "orders.duplicated: expected 0, was 12"),
        ),
        result("black-friday", 3, UNKNOWN, reasons=("the fault lose_reply never hit",)),
        result(
            "month-end", 1, FAILED, orders={}, faulted={}, error="the candidate could not be run: it spins"
        ),
    )
    verdict, status = verdict_of(runs)
    values: dict[str, Any] = {
        "golive": "0.1.0",
        "candidate": "our-connector",
        "scenarios": ("calm", "black-friday", "month-end"),
        "seeds": (1, 2, 3),
        "sets": (),
        "verdict": verdict,
        "status": status,
        "runs": runs,
        "bounds": bounds_of(runs),
        "worst": worst_of(runs),
    }
    return Gate(**{**values, **changes})


def variant(name: str, verdict: str, orders: dict[str, int], **changes: Any) -> Variant:
    values: dict[str, Any] = {
        "candidate": name,
        "sets": (),
        "harm_cents": 0,
        "currency": "EUR",
        "latency_ms": {"p50": 1_200, "p95": 95_000},
        "calls_per_order": 2.4,
        "drift_units": 0,
        "drift_unit_hours": 0.0,
        "score": 99.5,
        "coverage": 1.0,
        "bounds": bounds_of(gate().runs),
        "unpaired": 0,
    }
    return Variant(name=name, verdict=verdict, orders=orders, **{**values, **changes})


def side(
    variant: str,
    order: str,
    verdict: str,
    cause: str = "",
    why: str = "one correct order, on time",
    fix: str = "",
) -> Side:
    return Side(order, verdict, cause, why, fix, f"{variant}-1")


def comparison(**changes: Any) -> Comparison:
    lost = (
        "lost",
        "refused_and_given_up",
        "3 attempts, the last at 09:30:02; it was not tried again",
        "Keep a queue.",
    )
    twice = (
        "duplicated",
        "reply_lost",
        "reply lost after commit, then sent again",
        "Ask before sending again.",
    )
    differences = tuple(
        Difference(
            1,
            START_MS + at * HOUR_MS,
            12_345 + at,
            "EUR",
            (side("naive", f"{at:09}", *wrong), side("reference", f"{at + at // 4:09}", right)),
        )
        for at, (wrong, right) in enumerate(
            [
                (lost, "exact"),
                (lost, "compensated"),
                (twice, "exact"),
                (twice, "exact"),
                (twice, "exact"),
                (lost, "exact"),
            ]
        )
    )
    right_only_here = Difference(
        1,
        START_MS,
        99,
        "EUR",
        (side("naive", "000000077", "exact"), side("reference", "000000078", "late", "held_up")),
    )
    values: dict[str, Any] = {
        "golive": "0.1.0",
        "scenario": "black-friday",
        "command": "golive compare black-friday --candidate naive --candidate reference --seeds 1",
        "seeds": (1,),
        "verdict": BROKEN,
        "status": 1,
        "variants": (
            variant(
                "naive",
                BROKEN,
                counts(lost=3, duplicated=12),
                harm_cents=1_248_050,
                latency_ms={"p50": 1_100, "p95": None},
                drift_units=17,
                score=10.9,
            ),
            variant("reference", HELD, counts(compensated=1, late=1), unpaired=4),
        ),
        "runs": (
            result(
                "black-friday",
                1,
                BROKEN,
                variant="naive",
                folder="naive-1",
                orders=counts(lost=3, duplicated=12),
            ),
            result("black-friday", 1, HELD, variant="reference", folder="reference-1"),
        ),
        "paired": 996,
        "same_number": 900,
        "differences": (*differences, right_only_here),
    }
    return Comparison(**{**values, **changes})


def past_run(at: int, seed: int, verdict: str, **changes: Any) -> PastRun:
    values: dict[str, Any] = {
        "folder": f"black-friday-naive-{seed}-{at}",
        "scenario": "black-friday",
        "candidate": "naive",
        "changes": "",
        "clock": "virtual",
        "orders": 1_000,
        "lost": 0,
        "duplicated": 0,
        "stuck": 0,
        "drift_units": 0.0,
        "p95_ms": 1_300,
        "harm_cents": 0,
        "currency": "EUR",
    }
    return PastRun(at_ms=START_MS + at * 24 * HOUR_MS, seed=seed, verdict=verdict, **{**values, **changes})


def past(**changes: Any) -> PastRuns:
    runs = (
        past_run(0, 1, BROKEN, lost=151, harm_cents=3_673_800, drift_units=44.0),
        past_run(0, 2, BROKEN, lost=163, harm_cents=3_830_600),
        past_run(1, 1, BROKEN, lost=20, harm_cents=400_000, p95_ms=None),
        past_run(2, 1, HELD, p95_ms=90_000),
        past_run(2, 2, HELD, p95_ms=80_000),
        past_run(3, 3, HELD),
        past_run(1, 1, HELD, scenario="calm", folder="gate-naive/calm-1"),
        past_run(2, 1, UNKNOWN, scenario="calm", clock="live", changes="clock.duration=20m"),
    )
    values: dict[str, Any] = {
        "folder": "runs",
        "runs": runs,
        "unreadable": (("half", "scorecard.json: cannot be read"),),
    }
    return PastRuns(**{**values, **changes})
