"""Runs and answered calls made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from golive.describing.section import Run
from golive.record.card.exercised import Exercised
from golive.record.run import Fact, Finding, RunRecord, Scorecard

HOUR_MS = 3_600_000


def run(
    number: int = 1,
    exercised: Sequence[Exercised] = (),
    findings: Sequence[Finding] = (),
    scenario: dict[str, Any] | None = None,
    **card: Any,
) -> Run:
    """A run of an hour from 0 on."""
    record = RunRecord("", scenario or {}, "own", 1, "virtual", 1.0, "", 0, HOUR_MS, HOUR_MS, "")
    scorecard = Scorecard(
        "s", "own", 1, "virtual", "held", 1.0, 1.0, {}, {}, {}, {}, {}, [], list(findings), [],
        exercised=list(exercised), **card,
    )  # fmt: skip
    return Run(number, record, scorecard)


def answered(seq: int, op: str, sent_ms: int, *, took: int = 100, key: str = "", **data: Any) -> Fact:
    """The fact of an answered call, with status 200 unless `data` says otherwise."""
    said = {"op": op, "sent_ms": sent_ms, "status": 200, "how": "", **data}
    return Fact(seq, sent_ms + took, "wire", "exchange.answered", {"x": str(seq), "key": key}, said)
