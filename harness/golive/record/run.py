"""The values that a run writes and their JSON form. Standard library only.

Readers (oracles, reports, other programs) need nothing else of golive to read a run folder:
`ledger.jsonl` is one `Fact` a line, `scorecard.json` is a `Scorecard`, `run.json` a `RunRecord`.
"""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, NamedTuple

from golive.record import rows
from golive.record.card.claims import Claimed
from golive.record.card.exercised import Exercised as Exercised
from golive.record.format import FORMAT, format_of
from golive.record.oracles import CANDIDATE_CRASHED, ORACLES, FindingKind, OracleInfo, kinds_of

LEDGER_FILE = "ledger.jsonl"
SCORECARD_FILE = "scorecard.json"
RUN_FILE = "run.json"
ORDERS_FILE = "orders.jsonl"
EXCHANGES_FILE = "exchanges.jsonl"
REPORT_FILE = "report.html"
JUNIT_FILE = "junit.xml"
CANDIDATE_LOG = "candidate.log"
CANDIDATE_ENV = "candidate.env"
LOAD_FILE, INTERRUPTED_FILE = "load.json", "interrupted.json"
_LIFE = ("killed", "started", "paused", "resumed", "joined", "left", "clock_set")
LIVES = (*(f"candidate.{each}" for each in _LIFE), "shop.clock.set", "erp.clock.set")
"""Kinds of facts about the candidate as a whole; they concern every order that is not in the ERP yet."""

AUTO = 0.0  # in the place of a speed: as fast as is safe on this machine
RUNNING, FINISHED, INTERRUPTED = "running", "finished", "interrupted"
"""States of a run: not over yet (or killed), judged at its end, judged as far as it went."""
HELD, BROKEN, UNKNOWN = "held", "broken", "unknown"

NO_BODIES, FAILED_BODIES, ALL_BODIES = BODIES = ("none", "failed", "all")
"""Which calls and notices are kept with their bodies in EXCHANGES_FILE."""

SCENARIO, DEFAULT = "scenario", "default"
"""Where an expectation comes from."""

ORDER_VERDICTS = (
    "exact",
    "late",
    "compensated",
    "duplicated",
    "wrong_content",
    "wrong_state",
    "stuck_visible",
    "lost",
    "phantom",
    "indeterminate",
)


class Fact(NamedTuple):
    """One event of a run.

    `seq` is gapless from 1; `at_ms` is milliseconds since the Unix epoch on the run's own clock; `actor` is the
    source (`shop`, `erp`, `wire`, `candidate`, `desk`, `clerk`, `workload`, `run`); `kind` is dotted and begins
    with the noun it is about; `keys` are business keys (order, ref, sku ...), `data` the rest.
    """

    seq: int
    at_ms: int
    actor: str
    kind: str
    keys: dict[str, str]
    data: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the fact with the short keys of a ledger line."""
        return {
            "n": self.seq,
            "t": self.at_ms,
            "who": self.actor,
            "kind": self.kind,
            "keys": self.keys,
            "data": self.data,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Fact:
        """Return the fact of a ledger line. Raises KeyError or TypeError for a line of another shape."""
        return cls(row["n"], row["t"], row["who"], row["kind"], row["keys"], row["data"])


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause of a finding, inferred from the ledger. `code` is "" when no pattern fitted."""

    code: str
    what: str
    fix: str = ""


NOT_ESTABLISHED = Cause("", "cause not established")


@dataclass(frozen=True, slots=True)
class Finding:
    """One harm that an oracle found. `evidence` are ledger sequence numbers, oldest first.

    `key` is the order, the article or the ERP document that it is about; empty for the whole run.
    """

    oracle: str
    kind: str
    key: str
    what: str
    evidence: tuple[int, ...]
    cause: Cause = NOT_ESTABLISHED
    harm_cents: int = 0
    without: str = ""
    """The counterfactual, where it was worked out: the outcome of the same run without one hit of a fault."""

    def reproduce(self, run: str) -> str:
        """Return the command that shows this finding of a run folder and works out its counterfactual."""
        return shlex.join(["golive", "explain", run, self.key, "--counterfactual"]) if self.key else ""


@dataclass(frozen=True, slots=True)
class FaultCount:
    """The counters of a declared fault: messages it covered, outcomes it decided, and those that took effect."""

    id: str
    kind: str
    asked: int
    hit: int
    effective: int
    miss: str = ""
    """How near it came to an effect, in words; empty where it had one."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A threshold on a metric with its result. `verdict` is held, broken or unknown.

    `source` is `scenario` for one under `expect:`, and `default` for 0 of a deciding kind of finding that the scenario
    says nothing about. `tolerated`: findings that decide by default were found, and the scenario allows that many.
    """

    metric: str
    expected: str
    actual: str
    verdict: str
    source: str = SCENARIO
    tolerated: bool = False

    @property
    def tolerating(self) -> str:
        """The line of a scenario that would tolerate what a default does not; empty for any other expectation."""
        if self.source != DEFAULT or self.verdict != BROKEN:
            return ""
        return f'expect: {{{self.metric}: "<= {self.actual.replace(",", "")}"}}'


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a run left unknown (the text is among the reasons), and the setting that makes it known (`cure`)."""

    what: str
    cure: str


@dataclass(slots=True)
class Scorecard:
    """`scorecard.json`. Money in minor units of `harm["currency"]`; latencies in milliseconds."""

    scenario: str
    candidate: str
    seed: int
    clock: str
    verdict: str
    score: float
    coverage: float
    orders: Annotated[dict[str, int], rows.OrderCounts]
    stock: Annotated[dict[str, float], rows.StockFigures]
    latency_ms: Annotated[dict[str, int | None], rows.Latency]
    erp: dict[str, float]
    harm: Annotated[dict[str, Any], rows.Harm]
    faults: list[FaultCount]
    findings: list[Finding]
    expectations: list[Expectation]
    reasons: list[str] = field(default_factory=list)
    score_parts: list[Annotated[dict[str, Any], rows.Part]] = field(default_factory=list)
    coverage_parts: list[Annotated[dict[str, Any], rows.Part]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    replay: str = ""
    checkout: dict[str, int | None] = field(default_factory=dict)
    desk: Annotated[dict[str, Any], rows.DeskFigures] = field(default_factory=dict)
    """The desk: figures (times in ms), and under `rows` the first entries, each with its clerk."""
    exercised: list[Exercised] = field(default_factory=list)
    """The rules, quirks, jobs and surprises that were in force."""
    response: dict[str, int | None] = field(default_factory=dict)
    """The first trouble (`begin_ms`), and the times in ms from it to the first `alert` and the first `repair`."""
    lag: dict[str, dict[str, int | None]] = field(default_factory=dict)
    """By kind of record: `p50`, `p95`, `p99` and `max` in ms of the time from one system to the other, and `count`."""
    error_classes: list[Annotated[dict[str, Any], rows.ErrorClass]] = field(default_factory=list)
    """The classes of errors met, and the numbers of records by what the candidate did with them."""
    retries: dict[str, float | None] = field(default_factory=dict)
    """Retries: `masked` is the share of successful calls that needed more than one attempt."""
    doubts: list[Doubt] = field(default_factory=list)
    oracles: list[OracleInfo] = field(default_factory=list)
    """The oracles by which the run was judged, those of the user among them."""
    claims: list[Claimed] = field(default_factory=list)
    """What the candidate claims of itself, each held, refuted or not exercised."""
    format: int = FORMAT
    ledger_sha256: str = ""
    """The SHA-256 of the ledger from which it was judged; empty in folders from before it was written."""

    @property
    def kinds(self) -> dict[str, FindingKind]:
        """The kinds of findings that were looked for, by name."""
        return kinds_of(self.oracles or ORACLES)

    @property
    def crash(self) -> str:
        """When and how the integration crashed; empty where it did not."""
        return next((each.what for each in self.findings if each.kind == CANDIDATE_CRASHED.name), "")

    @property
    def beside_orders(self) -> dict[str, int]:
        """The number of findings of kinds that decide and are no verdict of an order, by title; no crash."""
        counts = {
            kind.title: self.count_of(kind.name)
            for kind in self.kinds.values()
            if kind.decides and kind.name not in (*ORDER_VERDICTS, CANDIDATE_CRASHED.name)
        }
        return {title: count for title, count in counts.items() if count}

    def count_of(self, kind: str) -> int:
        """Return the number of findings of a kind over all oracles, including those that are not listed."""
        return sum(count for name, count in self.counts.items() if name.partition(" ")[2] == kind)

    def as_json(self) -> dict[str, Any]:
        """Return the content of `scorecard.json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Scorecard:
        """Return the scorecard of a `scorecard.json`. Raises KeyError or TypeError for another shape."""
        row = dict(row)
        row["faults"] = [FaultCount(**item) for item in row["faults"]]
        row["expectations"] = [Expectation(**item) for item in row["expectations"]]
        row["exercised"] = [Exercised(**item) for item in row.get("exercised", ())]
        row["doubts"] = [Doubt(**item) for item in row.get("doubts", ())]
        row["oracles"] = [OracleInfo.from_json(item) for item in row.get("oracles", ())]
        row["claims"] = [
            Claimed(**{**item, "evidence": tuple(item["evidence"])}) for item in row.get("claims", ())
        ]
        row["findings"] = [
            Finding(**{**item, "evidence": tuple(item["evidence"]), "cause": Cause(**item["cause"])})
            for item in row["findings"]
        ]
        return cls(**row)


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded stretch of the time axis: a fault window or a phase. Times are epoch milliseconds."""

    label: str
    kind: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: `values[i]` belongs to the bucket starting at `start_ms + i * step_ms`.

    None marks a bucket without a measurement.
    """

    name: str
    unit: str
    start_ms: int
    step_ms: int
    values: tuple[float | None, ...]


@dataclass(slots=True)
class OrderLine:
    """One line of `orders.jsonl`: the verdict of one shop order.

    `latency_ms` runs from paid to live in the ERP. `surfaced`: an open entry on the desk named it at the end.
    """

    order: str
    verdict: str
    placed_ms: int
    total_cents: int
    currency: str
    latency_ms: int | None
    erp_orders: tuple[str, ...]
    why: str = ""
    surfaced: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the content of one line of `orders.jsonl`. There may be a million lines, so names are literals."""
        return {
            "order": self.order,
            "verdict": self.verdict,
            "placed_ms": self.placed_ms,
            "total_cents": self.total_cents,
            "currency": self.currency,
            "latency_ms": self.latency_ms,
            "erp_orders": self.erp_orders,
            "why": self.why,
            "surfaced": self.surfaced,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> OrderLine:
        """Return the order of one line of `orders.jsonl`. Raises KeyError or TypeError for another shape."""
        return cls(**{**row, "erp_orders": tuple(row["erp_orders"])})


@dataclass(slots=True)
class RunRecord:
    """`run.json`: the settings needed to repeat the run, its times, and the lines of its charts."""

    golive: str
    scenario: dict[str, Any]
    candidate: str
    seed: int
    clock: str
    speed: float
    command: str
    start_ms: int
    heal_ms: int
    end_ms: int
    ended: str
    phases: list[Band] = field(default_factory=list)
    windows: list[Band] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    facts: int = 0
    load: dict[str, Any] = field(default_factory=dict)
    """The results of `golive load` during the run; empty without it."""
    remarks: list[str] = field(default_factory=list)
    """Sentences about the run of a program: refused addresses, failed turns, lateness of the clock."""
    ran_at: str = ""
    commit: str = ""
    """When the run ended (UTC, `2026-03-01 14:20`), and the commit of the working directory; each may be empty."""
    format: int = FORMAT
    """The format of all files of the folder; folders from before it was written have 1."""
    state: str = FINISHED
    """Running, finished or interrupted; a run that was killed stays at running."""
    parts: dict[str, rows.StoredPart] = field(default_factory=dict)
    """The files that belong to the run, by name; empty until it has ended."""
    claims: list[str] = field(default_factory=list)
    """What the candidate claims of itself, as it is written."""
    bodies: Annotated[dict[str, Any], rows.BodiesKept] = field(default_factory=dict)
    """How many calls and notices are in `exchanges.jsonl`; empty in folders without that file."""
    libraries: dict[str, str] = field(default_factory=dict)
    """The versions of the libraries that drew data of the run, by name: another version may draw other data."""

    def as_json(self) -> dict[str, Any]:
        """Return the content of `run.json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> RunRecord:
        """Return the record of a `run.json`.

        Raises NewerFormat for a folder that only a later version of golive can read, KeyError or TypeError for another
        shape.
        """
        row = {**row, "format": format_of(row)}
        row["phases"] = [Band(**item) for item in row["phases"]]
        row["windows"] = [Band(**item) for item in row["windows"]]
        row["series"] = [Series(**{**item, "values": tuple(item["values"])}) for item in row["series"]]
        return cls(**row)
