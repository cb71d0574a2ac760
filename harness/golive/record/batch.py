"""The values that several runs write and their JSON form; `harness/golive/record/run.py` has those of one run.

`gate.json` is a `Gate`, `compare.json` a `Comparison`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from golive.record.format import FORMAT

GATE_FILE = "gate.json"
GATE_PAGE = "gate.html"
COMPARE_FILE = "compare.json"
COMPARE_PAGE = "compare.html"

FAILED = "failed"
"""The verdict of a run that ended without one."""

TIME_BUDGET, SETTLED, INTERRUPTED = "time_budget", "settled", "interrupted"
"""Why a run was not made: the time budget was used up; no other seed of its scenario was needed, as with
`--stop-early`; golive was interrupted."""


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
    flaky: bool = False
    """A run on the live clock that was broken, and held when it was repeated; its verdict is `unknown`."""
    repetition: str = ""
    """The folder of the repetition of a run on the live clock that was broken; empty where none was made."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """A planned run that was not made; `why` is TIME_BUDGET, SETTLED, INTERRUPTED, or "" for a run of a baseline."""

    scenario: str
    seed: int
    command: str
    variant: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A run that differs from the baseline. `before` is its verdict there, "" where the baseline has no such run.

    `kinds` are the kinds of wrong orders and of other findings that it has and the baseline has not.
    """

    scenario: str
    seed: int
    before: str
    now: str
    kinds: tuple[str, ...]
    command: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class BaselineResult:
    """A gate beside an earlier one, the baseline, which is the file `baseline`.

    Failing runs are broken or failed. `worse` are the newly failing ones and all others whose verdict or kinds of
    findings are worse than before. `missing` runs are in the baseline and were not made.
    """

    baseline: str
    candidate: str
    newly_failing: tuple[Change, ...]
    newly_fixed: tuple[Change, ...]
    worse: tuple[Change, ...]
    missing: tuple[NotRun, ...]


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
    clock: str = "virtual"
    speed: float = 1.0
    """On the live clock: how many times faster than real time; 0 for as fast as is safe."""
    time_budget_s: float | None = None
    """The limit of `--time-budget`; None for none."""
    not_run: tuple[NotRun, ...] = ()
    against: BaselineResult | None = None
    command: str = ""
    """The command line that repeats the gate."""
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
    clock: str = "virtual"
    speed: float = 1.0
    """On the live clock: how many times faster than real time; 0 for as fast as is safe."""
    time_budget_s: float | None = None
    """The limit of `--time-budget`; None for none."""
    not_run: tuple[NotRun, ...] = ()
    against: BaselineResult | None = None
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `compare.json`."""
        return asdict(self)
