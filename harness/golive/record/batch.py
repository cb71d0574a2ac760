"""The values that several runs write and their JSON form; `harness/golive/record/run.py` has those of one run.

`gate.json` is a `Gate`, `compare.json` a `Comparison`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from golive.record.format import FORMAT

GATE_FILE = "gate.json"
COMPARE_FILE = "compare.json"
COMPARE_PAGE = "compare.html"

FAILED = "failed"
"""The verdict of a run that ended without one."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run of several. `status` is the exit status of `golive run`, `folder` is relative to the file.

    `faulted` counts the verdicts of the orders that met a fault, with their sum as `total`. `drift_units` is the stock
    difference after the quiet period, `drift_unit_hours` the unexplained drift before it. `kept`: ledger and report
    still exist. `error` is the last message of a run that failed.
    """

    scenario: str
    candidate: str
    variant: str
    seed: int
    verdict: str
    status: int
    command: str
    folder: str
    kept: bool = True
    error: str = ""
    orders: dict[str, int] = field(default_factory=dict)
    faulted: dict[str, int] = field(default_factory=dict)
    harm_cents: int = 0
    currency: str = ""
    latency_ms: dict[str, int | None] = field(default_factory=dict)
    calls: int = 0
    drift_units: float = 0
    drift_unit_hours: float = 0.0
    score: float = 0.0
    coverage: float = 0.0
    reasons: tuple[str, ...] = ()
    crash: str = ""
    """When and how the integration crashed; empty where it did not."""
    beside_orders: dict[str, int] = field(default_factory=dict)
    """The number of findings that decide and are no verdict of an order, by title."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The upper confidence limit of the rate of one kind of harm, from `orders` orders that met a fault.

    `undecided` orders were still in flight. `below` is the upper limit as a share, at `confidence`, with all of
    them counted as harmed; None where no order met a fault.
    """

    kind: str
    seen: int
    undecided: int
    orders: int
    below: float | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Gate:
    """`gate.json`: many runs of one candidate with one verdict. `status` is the exit status."""

    golive: str
    candidate: str
    scenarios: tuple[str, ...]
    seeds: tuple[int, ...]
    sets: tuple[str, ...]
    verdict: str
    status: int
    runs: tuple[RunResult, ...]
    bounds: tuple[Bound, ...]
    worst: str
    """The command that replays the worst run; empty where every run held."""
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `gate.json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Variant:
    """One column of a comparison: the sum of its runs over all seeds. Latencies cover the orders of all runs."""

    name: str
    candidate: str
    sets: tuple[str, ...]
    verdict: str
    orders: dict[str, int]
    harm_cents: int
    currency: str
    latency_ms: dict[str, int | None]
    calls_per_order: float | None
    drift_units: float
    drift_unit_hours: float
    score: float
    coverage: float
    bounds: tuple[Bound, ...]
    unpaired: int
    """Orders that not every variant has."""
    beside_orders: dict[str, int] = field(default_factory=dict)
    """The number of findings that decide and are no verdict of an order, by title; crashes among them."""


@dataclass(frozen=True, slots=True)
class Side:
    """The result of an order in one variant.

    `order` is its number there, `cause` the code of the cause or "", `why` the same in words, `run` the run's folder.
    """

    order: str
    verdict: str
    cause: str
    why: str
    fix: str
    run: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One order that is right in some variants and wrong in others; `sides` in the order of the variants."""

    seed: int
    placed_ms: int
    total_cents: int
    currency: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`compare.json`: the same days under several variants.

    `paired` orders were placed in every variant. `same_number` of them have the same number everywhere, and therefore
    met the same faults.
    """

    golive: str
    scenario: str
    command: str
    seeds: tuple[int, ...]
    verdict: str
    status: int
    variants: tuple[Variant, ...]
    runs: tuple[RunResult, ...]
    paired: int
    same_number: int
    differences: tuple[Difference, ...]
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `compare.json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PastRun:
    """One earlier run folder.

    `at_ms` is the time its scorecard was written, `changes` the settings that were changed with `--set`.
    """

    folder: str
    at_ms: int
    scenario: str
    candidate: str
    changes: str
    clock: str
    seed: int
    verdict: str
    orders: int
    lost: int
    duplicated: int
    stuck: int
    drift_units: float
    p95_ms: int | None
    harm_cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class PastRuns:
    """The result of `golive history`: runs, oldest first, and `(folder, reason)` of those that cannot be read."""

    folder: str
    runs: tuple[PastRun, ...]
    unreadable: tuple[tuple[str, str], ...]
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `golive history --json`."""
        return asdict(self)
