"""The question and the kinds of findings of each oracle: plain data for the judge, the metrics and the reports.

One row per oracle. The functions that detect and price the findings are in `golive.judge.oracles`. A run has these
rows and those of the user's own oracles; the scorecard carries the rows it was judged by, and reports read them there.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of finding.

    `name` is its name in the scorecard, `title` its text in reports, `metric` the figure under `expect:` that counts
    it. `decides`: the integration is at fault, so that a run with such a finding is not good. `score_part` is the part
    of the score that it lowers, "" for none. `is_discrepancy`: the books of shop and ERP differ in money, so that
    finance has to find out why.
    """

    name: str
    title: str
    metric: str
    decides: bool
    score_part: str = ""
    is_discrepancy: bool = False

    @property
    def has_metric_of_its_own(self) -> bool:
        """Whether the metric counts these findings, and not orders, units or checkouts."""
        return self.metric == f"findings.{self.name}"


@dataclass(frozen=True, slots=True)
class OracleInfo:
    """An oracle in words. `code` identifies it in the scorecard, `finds` are the kinds of its findings."""

    code: str
    name: str
    asks: str
    finds: tuple[FindingKind, ...]

    @property
    def label(self) -> str:
        """Code and name, as reports print them."""
        return f"{self.code} {self.name}"

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> OracleInfo:
        """Return the oracle of a scorecard. Raises KeyError or TypeError for another shape."""
        return cls(row["code"], row["name"], row["asks"], tuple(FindingKind(**kind) for kind in row["finds"]))


CONTENT, TWICE = "content and state correct", "nothing duplicated"
RECORDS = "other records untouched"

LOST = FindingKind("lost", "Lost silently", "orders.lost", True, "nothing lost", is_discrepancy=True)
DUPLICATED = FindingKind(
    "duplicated", "Booked more than once", "orders.duplicated", True, TWICE, is_discrepancy=True
)
PHANTOM = FindingKind(
    "phantom", "Booked without a shop order", "orders.phantom", True, TWICE, is_discrepancy=True
)
UNFLAGGED_DOUBLE = FindingKind(
    "unflagged_double",
    "Two orders of one cart, and nothing on the desk",
    "findings.unflagged_double",
    True,
    TWICE,
)
WRONG_CONTENT = FindingKind(
    "wrong_content", "Booked with wrong content", "orders.wrong_content", True, CONTENT
)
WRONG_STATE = FindingKind("wrong_state", "In a wrong state", "orders.wrong_state", True, CONTENT)
LATE = FindingKind("late", "Arrived too late", "orders.late", False, "in time")
CAPTURED_DIFFERS = FindingKind(
    "captured_differs",
    "Booked amount differs from the payment",
    "findings.captured_differs",
    True,
    is_discrepancy=True,
)
ROUNDING_DIFFERENCE = FindingKind(
    "rounding_difference", "Rounded otherwise by the ERP", "findings.rounding_difference", False
)
FIELD_NOT_SENT = FindingKind(
    "field_not_sent", "A detail that never reaches the ERP", "findings.field_not_sent", False
)
WITHOUT_REFERENCE = FindingKind(
    "without_reference",
    "Booked without the number of the shop order",
    "findings.without_reference",
    True,
)
RESIDUAL_STOCK = FindingKind("residual_stock", "Stock differs after the quiet period", "stock.residual", True)
OVERSOLD = FindingKind("oversold", "Oversold", "stock.oversold", False)
CHECKOUT_STOPPED = FindingKind("checkout_stopped", "Checkout stopped", "checkout.failed", False)
SHOWN_LATE = FindingKind("shown_late", "Reported too late", "findings.shown_late", False)
FALSE_ALARM = FindingKind("false_alarm", "False alarm on the desk", "findings.false_alarm", False)
ALERT_STORM = FindingKind("alert_storm", "Too many alerts", "findings.alert_storm", False)
UNNOTICED_SILENCE = FindingKind(
    "unnoticed_silence", "A duty stopped without an alert", "findings.unnoticed_silence", True
)
CANDIDATE_CRASHED = FindingKind(
    "candidate_crashed", "The integration crashed", "findings.candidate_crashed", True
)
RETRY_STORM = FindingKind("retry_storm", "Retries without a pause", "findings.retry_storm", False)
IGNORED_RETRY_AFTER = FindingKind(
    "ignored_retry_after", "Retry-After ignored", "findings.ignored_retry_after", False
)
HERD = FindingKind("herd", "A rush of calls after an outage", "findings.herd", False)
GROWING_POLLING = FindingKind("growing_polling", "Polling that grows", "findings.growing_polling", False)
MANY_CALLS = FindingKind("many_calls", "Far more calls than the orders need", "findings.many_calls", False)
OVERLAPPING_RUNS = FindingKind(
    "overlapping_runs", "Runs of a job that pile up", "findings.overlapping_runs", False
)
GROWING_BACKLOG = FindingKind("growing_backlog", "A backlog that grows", "findings.growing_backlog", False)
GROWING_DRIFT = FindingKind("growing_drift", "Stock drift that grows", "findings.growing_drift", False)
GROWING_RETRIES = FindingKind("growing_retries", "Retries that grow", "findings.growing_retries", False)
GROWING_STATE = FindingKind(
    "growing_state", "Stored state outgrows the orders", "findings.growing_state", False
)
KEEPS_TOO_MUCH = FindingKind("keeps_too_much", "Keeps more than its budget", "findings.keeps_too_much", True)
HEALED_DRIFT = FindingKind("healed_drift", "Stock was wrong for a while", "findings.healed_drift", False)
LONG_DRIFT = FindingKind("long_drift", "Stock was wrong for a day", "findings.long_drift", True)
REFUND_MISSING = FindingKind(
    "refund_missing",
    "Refund missing in the ERP",
    "findings.refund_missing",
    True,
    CONTENT,
    is_discrepancy=True,
)
REFUND_DIFFERS = FindingKind(
    "refund_differs",
    "Refund with another amount",
    "findings.refund_differs",
    True,
    CONTENT,
    is_discrepancy=True,
)
RETURN_MISSING = FindingKind(
    "return_missing",
    "Return missing in the ERP",
    "findings.return_missing",
    True,
    CONTENT,
    is_discrepancy=True,
)
RETURN_DIFFERS = FindingKind(
    "return_differs",
    "Return with other goods",
    "findings.return_differs",
    True,
    CONTENT,
    is_discrepancy=True,
)
UNACKNOWLEDGED = FindingKind("unacknowledged", "Not acknowledged", "findings.unacknowledged", False)
DUPLICATED_DOCUMENT = FindingKind(
    "duplicated_document",
    "Document booked more than once",
    "findings.duplicated_document",
    True,
    TWICE,
    is_discrepancy=True,
)
DUPLICATED_CUSTOMER = FindingKind(
    "duplicated_customer", "Customer created more than once", "findings.duplicated_customer", True, TWICE
)
PHANTOM_DOCUMENT = FindingKind(
    "phantom_document",
    "Document without a cause",
    "findings.phantom_document",
    True,
    TWICE,
    is_discrepancy=True,
)
TASK_FAILED = FindingKind("task_failed", "A background task failed", "findings.task_failed", False)
CALL_REFUSED = FindingKind("call_refused", "A call outside simulated time", "findings.call_refused", False)

COMPLETENESS = OracleInfo(
    "O1",
    "completeness",
    "Is every due order in the ERP, or reported on the desk, and every refund credited there?",
    (LOST, REFUND_MISSING, REFUND_DIFFERS, RETURN_MISSING, RETURN_DIFFERS, UNACKNOWLEDGED),
)
UNIQUENESS = OracleInfo(
    "O2",
    "uniqueness",
    "Is every order, document and customer there once, and none that the other system does not explain?",
    (DUPLICATED, PHANTOM, DUPLICATED_DOCUMENT, DUPLICATED_CUSTOMER, PHANTOM_DOCUMENT, UNFLAGGED_DOUBLE),
)
MONEY = OracleInfo(
    "O3",
    "money",
    "Do totals, tax, discount, shipping and currency agree, also with what was captured and refunded?",
    (WRONG_CONTENT, CAPTURED_DIFFERS, ROUNDING_DIFFERENCE),
)
LINES = OracleInfo("O4", "lines", "Are the items, quantities and prices the same?", (WRONG_CONTENT,))
HEADER = OracleInfo(
    "O5",
    "header",
    "Are addresses, customer, date, payment, shipping and channel the same, and can the order be found?",
    (WRONG_CONTENT, FIELD_NOT_SENT, WITHOUT_REFERENCE),
)
LIFECYCLE = OracleInfo(
    "O6", "lifecycle", "Do the states in shop and ERP match after the quiet period?", (WRONG_STATE,)
)
STOCK_PARITY = OracleInfo(
    "O7",
    "stock parity",
    "Does the shop offer what the ERP can serve after the quiet period?",
    (RESIDUAL_STOCK,),
)
STOCK_DURING_RUN = OracleInfo(
    "O8",
    "stock during the run",
    "Does the shop sell only what the ERP can serve at that moment?",
    (OVERSOLD, LONG_DRIFT, HEALED_DRIFT),
)
PROTECTION = OracleInfo(
    "O10",
    "protection",
    "Are checkouts independent of the integration, and are both systems spared needless calls?",
    (CHECKOUT_STOPPED, RETRY_STORM, IGNORED_RETRY_AFTER, MANY_CALLS, HERD, GROWING_POLLING, OVERLAPPING_RUNS),
)
TIMELINESS = OracleInfo("O11", "timeliness", "Do orders reach the ERP within their time budget?", (LATE,))
SURFACING = OracleInfo(
    "O12",
    "surfacing",
    "Are failures reported per order and in time, without false alarms or alert floods?",
    (SHOWN_LATE, FALSE_ALARM, ALERT_STORM),
)
TREND = OracleInfo(
    "O13",
    "trend",
    "Do backlog, drift, retries and stored state stay level over a long run, and within their budgets?",
    (GROWING_BACKLOG, GROWING_DRIFT, GROWING_RETRIES, GROWING_STATE, KEEPS_TOO_MUCH),
)
SILENCE = OracleInfo(
    "O16",
    "silence",
    "Is there an alert in time when a recurring duty stops, and does an entry stay until its order arrived?",
    (UNNOTICED_SILENCE,),
)
LIVENESS = OracleInfo(
    "O17",
    "liveness",
    "Does the integration run to the end of the run?",
    (CANDIDATE_CRASHED, TASK_FAILED, CALL_REFUSED),
)

PRIVATE_IN_ERP = FindingKind("private_in_erp", "Private data in the ERP", "findings.private_in_erp", True)
NOT_ERASED = FindingKind("not_erased", "Erased in the shop and not in the ERP", "findings.not_erased", True)
PRIVATE_IN_LOG = FindingKind(
    "private_in_log", "Secrets or personal data in the log", "findings.private_in_log", True
)
PRIVACY = OracleInfo(
    "O18",
    "privacy",
    "Do personal data and secrets stay where they belong, and go when their owner asks for it?",
    (PRIVATE_IN_ERP, NOT_ERASED, PRIVATE_IN_LOG),
)

WRONG_PRICE = FindingKind("wrong_price", "Wrong price in the shop", "findings.wrong_price", True, RECORDS)
BYSTANDER_CHANGED = FindingKind(
    "bystander_changed", "Changed without being concerned", "findings.bystander_changed", True, RECORDS
)
AGAINST_OWNER = FindingKind(
    "against_owner", "Written against its owner", "findings.against_owner", True, RECORDS
)
ECHO_LOOP = FindingKind("echo_loop", "Written again and again", "findings.echo_loop", True, RECORDS)
LOST_UPDATE = FindingKind(
    "lost_update", "Change of a person overwritten", "findings.lost_update", True, RECORDS
)
PRICES = OracleInfo(
    "O9", "prices", "Does the shop ask the prices that their owner has, in time?", (WRONG_PRICE,)
)
BYSTANDERS = OracleInfo(
    "O14",
    "bystanders",
    "Are the records that do not concern the integration as they were?",
    (BYSTANDER_CHANGED,),
)
OWNERSHIP = OracleInfo(
    "O15",
    "ownership",
    "Do values flow from the system that owns them to the other one, and never back?",
    (AGAINST_OWNER, ECHO_LOOP, LOST_UPDATE),
)

ORACLES: tuple[OracleInfo, ...] = (
    COMPLETENESS,
    UNIQUENESS,
    MONEY,
    LINES,
    HEADER,
    LIFECYCLE,
    STOCK_PARITY,
    STOCK_DURING_RUN,
    PRICES,
    PROTECTION,
    TIMELINESS,
    SURFACING,
    TREND,
    BYSTANDERS,
    OWNERSHIP,
    SILENCE,
    LIVENESS,
    PRIVACY,
)
"""In the order of their execution and of the reports."""


def kinds_of(oracles: Iterable[OracleInfo]) -> dict[str, FindingKind]:
    """Return the kinds of findings of some oracles by name; a kind of several oracles once."""
    return {kind.name: kind for oracle in oracles for kind in oracle.finds}


KINDS: dict[str, FindingKind] = kinds_of(ORACLES)
