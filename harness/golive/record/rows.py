"""The shapes of what the scorecard holds as plain JSON objects. Standard library only.

Their keys are not required, so that folders of all versions stay readable; readers say what they miss.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class FactLine(TypedDict):
    """One line of `ledger.jsonl`: a fact.

    `n` counts from 1 without gaps, `t` is milliseconds since the Unix epoch on the clock of the run, `who` is the
    source, `kind` what happened, `keys` are business keys, `data` is the rest.
    """

    n: int
    t: int
    who: str
    kind: str
    keys: dict[str, str]
    data: dict[str, object]


class MessageShown(TypedDict):
    """Headers and body of a request or a reply; `***` stands for a secret.

    `bytes` is the length of the whole body; `cut`: only its beginning is here.
    """

    headers: dict[str, str]
    body: str
    bytes: int
    cut: bool


class ExchangeLine(TypedDict):
    """One line of `exchanges.jsonl`: a `call` of the candidate, or a `notice` to it, with what it carried.

    `x` is the number in the keys of facts of the ledger; a notice that was delivered twice has two lines (`copy`).
    `told` is the end for the caller, `reply` that of the system, whether or not it arrived; `status` is that of
    `reply`, or of the candidate's answer to a notice.
    """

    x: int
    kind: str
    op: str
    key: str
    attempt: int
    copy: NotRequired[int]
    sent_ms: int
    method: str
    path: str
    query: str
    request: MessageShown
    told: str
    status: int | None
    reply: MessageShown | None


class BodiesKept(TypedDict, total=False):
    """What `exchanges.jsonl` holds: `mode` is that of `--bodies`, the others are numbers of calls and notices.

    `left_out` are those that are not in it, `failed_left_out` those of them that failed: the file was full.
    """

    mode: str
    written: int
    left_out: int
    failed_left_out: int


class StoredPart(TypedDict):
    """A file of the run folder as it was when the run ended."""

    bytes: int
    sha256: str


class OrderCounts(TypedDict, total=False):
    """The number of orders by verdict, and their total."""

    total: int
    exact: int
    late: int
    compensated: int
    duplicated: int
    wrong_content: int
    wrong_state: int
    stuck_visible: int
    lost: int
    phantom: int
    indeterminate: int


class StockFigures(TypedDict, total=False):
    """Stock: units, unit hours of unexplained drift, minutes of lost sales, checkouts refused for lack of stock."""

    oversold_units: float
    residual_units: float
    unexplained_unit_hours: float
    lost_sale_minutes: float
    worst_units: float
    negative: float
    refused_checkouts: float


class Latency(TypedDict, total=False):
    """Percentiles and maximum of a time in milliseconds; null where nothing was measured."""

    p50: int | None
    p95: int | None
    p99: int | None
    max: int | None


class Harm(TypedDict, total=False):
    """The harm of a run in minor units of `currency`: in total, by kind of finding and by kind of cost."""

    currency: str
    total: int
    by_kind: dict[str, int]
    rows: dict[str, int]
    parts: dict[str, dict[str, int]]
    rekeyed_share: float | None
    work_minutes: float
    posts: float
    failed_at_ms: int | None
    noticed_after_ms: int | None


class Part(TypedDict, total=False):
    """One part of score or coverage. `grade` is from 0 to 1; a score halves with every further share `halves_at`."""

    name: str
    grade: float
    halves_at: float
    share: float
    weight: float


class Quantiles(TypedDict, total=False):
    """Percentiles of a time in milliseconds; null where nothing was measured."""

    p50: int | None
    p95: int | None


class DeskEntry(TypedDict, total=False):
    """One entry of the desk: its order, its words, and what its clerk did with it. Times in milliseconds."""

    order: str
    what: str
    why: str
    shown_ms: int
    opened_ms: int | None
    by: str
    did: list[str]
    off_ms: int | None
    work_ms: int


class Alert(TypedDict, total=False):
    """An alert that concerned an owner: the owners told, in order, and when the right one looked at it."""

    text: str
    at_ms: int
    concerns: str
    told: list[str]
    reached_ms: int | None
    escalated: bool


class OwnerFigures(TypedDict, total=False):
    """How long alerts took to the owner whom they concerned, in milliseconds; null where none got there."""

    alerts: int
    misdirected: int
    escalated: int
    unreached: int
    p50: int | None
    p95: int | None
    max: int | None
    rows: list[Alert]


class DeskFigures(TypedDict, total=False):
    """The figures of the desk, and its first entries."""

    entries: int
    open_at_end: int
    time_to_repair: Quantiles
    minutes: float
    repaired: int
    retried: int
    rekeyed: int
    handed_on: int
    called: int
    rows: list[DeskEntry]
    owners: OwnerFigures


class ErrorClass(TypedDict, total=False):
    """One class of errors, and the numbers of records by what the candidate did with them."""

    system: str
    error: str
    kind: str
    calls: int
    records: int
    succeeded: int
    shown: int
    alerted: int
    given_up: int
    ignored: int
