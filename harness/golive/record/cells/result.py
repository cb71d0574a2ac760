"""How a cell ended: its verdict and its figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Annotated, Any

from golive.record import rows
from golive.record.run import FaultCount


@dataclass(frozen=True, slots=True)
class FindingCount:
    """The findings of one kind with one cause.

    `oracle` is the code of the oracle, `cause` the code of the cause, "" where none was established. `fix` is how to
    mend it. `harm_cents` is the harm of those that the scorecard lists.
    """

    oracle: str
    kind: str
    cause: str
    count: int
    harm_cents: int = 0
    what: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Staleness:
    """How long the records of one domain took to the other system, in ms; None where none was measured.

    `total_ms` is the sum over all `count` records.
    """

    count: int
    total_ms: int
    p50: int | None = None
    p95: int | None = None
    p99: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class CellResult:
    """The result of one cell. Money in minor units of `currency`, times in ms of simulated time.

    `verdict` is held, broken, unknown or failed, `status` the exit status that `golive run` has for it, `error` the
    last message of a cell that failed. A cell that failed has no figures.
    """

    verdict: str
    status: int
    error: str = ""
    is_lost: bool = False
    """Its process was lost, or golive or the machine failed: played again, it may end otherwise."""
    orders: Annotated[dict[str, int], rows.OrderCounts] = field(default_factory=dict)
    """The number of orders by verdict, phantoms included, and their `total`."""
    faulted: Annotated[dict[str, int], rows.OrderCounts] = field(default_factory=dict)
    """The same of the orders that met a fault, without phantoms."""
    findings: tuple[FindingCount, ...] = ()
    harm_cents: int = 0
    sold_cents: int = 0
    """The sum of the totals of all orders, in the currency of each."""
    currency: str = ""
    harm_by_kind: dict[str, int] = field(default_factory=dict)
    latency_ms: Annotated[dict[str, int | None], rows.Latency] = field(default_factory=dict)
    """From due to live in the ERP, over the orders that arrived."""
    staleness: dict[str, Staleness] = field(default_factory=dict)
    """By domain: order, stock, price, shipment, cancellation, refund, customer."""
    stock: Annotated[dict[str, float], rows.StockFigures] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    """Calls of the candidate by system, `erp` and `shop`."""
    calls_while_selling: int = 0
    """Calls of the candidate to both systems while the shop was open, which is `traffic_ms`."""
    operations: dict[str, int] = field(default_factory=dict)
    """Calls of the candidate by operation, such as `erp.order.create`."""
    peak_hour: dict[str, int] = field(default_factory=dict)
    """By system, the most calls within one hour of the clock."""
    erp: dict[str, float] = field(default_factory=dict)
    """The load on the ERP as in the scorecard: `peak_rps`, `rate_limited`, `refused`, `held` and others."""
    notices: int = 0
    """Notices of the shop that were delivered to the candidate, repetitions included."""
    desk: dict[str, float] = field(default_factory=dict)
    """The desk: `entries`, `open_at_end`, `minutes` of work, and the entries by what clerks did."""
    alerts: int = 0
    faults: tuple[FaultCount, ...] = ()
    """The declared faults with the number of messages that each covered, hit and affected."""
    score: float = 0.0
    coverage: float = 0.0
    reasons: tuple[str, ...] = ()
    crash: str = ""
    """When and how the integration crashed; empty where it did not."""
    beside_orders: dict[str, int] = field(default_factory=dict)
    """The number of findings that decide and are no verdict of an order, by title."""
    traffic_ms: int = 0
    """How long the shop was open; the denominator of harm per day."""
    lasts_ms: int = 0
    """The whole run, with the quiet period."""
    ledger_sha256: str = ""
    took_s: float = 0.0
    """Real time in seconds; no part of the result proper."""

    @property
    def calls_per_order(self) -> float | None:
        """Calls to both systems per order; None without orders."""
        total = self.orders.get("total", 0)
        return round(sum(self.calls.values()) / total, 2) if total else None

    @property
    def has_a_fault(self) -> bool:
        """Whether a fault took effect."""
        return any(each.effective for each in self.faults)

    @property
    def proper(self) -> CellResult:
        """The result without the real time: equal for equal jobs, whatever has played them."""
        return replace(self, took_s=0.0)

    def as_json(self) -> dict[str, Any]:
        """Return the result as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> CellResult:
        """Return the result of a JSON object. Raises KeyError or TypeError for another shape."""
        typed = {
            "findings": tuple(FindingCount(**each) for each in row["findings"]),
            "staleness": {domain: Staleness(**each) for domain, each in row["staleness"].items()},
            "faults": tuple(FaultCount(**each) for each in row["faults"]),
            "reasons": tuple(row["reasons"]),
        }
        return cls(**{**row, **typed})
