"""The facts of the candidate: its calls, its desk with the clerks' work, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from golive.judge.history.calls import Buckets, Calls
from golive.judge.history.desk import DeskBook
from golive.judge.history.interruptions import Interruptions
from golive.judge.history.orders import Orders
from golive.record.run import Fact

NAMED = ("erp.order.create", "erp.order.cancel")
"""Calls that identify their order."""
CARRIERS = ("erp.batch.create", "erp.file.create")
"""Calls that carry several orders and identify none of them."""
ENDED_WELL = ("returned", "exit status 0")
"""Ends that are no crash, in ledgers whose facts do not say `crashed`."""
CLERKS_DO = (
    "clerk.opened", "clerk.repaired", "clerk.retried", "clerk.handed_on", "clerk.done", "clerk.called",
)  # fmt: skip


def is_crash(fact: Fact) -> bool:
    """Whether the candidate ended with an error, by the fact of its end."""
    crashed: bool = fact.data.get("crashed", fact.data["why"] not in ENDED_WELL)
    return crashed


class Ended(NamedTuple):
    """The end of the candidate before that of the run. `crashed`: it ended with an error."""

    seq: int
    why: str
    at_ms: int
    crashed: bool


class FailedTask(NamedTuple):
    """A background task that failed and was never awaited, or a thread that ended with an error."""

    seq: int
    at_ms: int
    why: str
    is_thread: bool


class CandidateFacts:
    """Readers of the candidate's facts, in `readers` by kind of fact.

    `alerts` are (ledger number, time, text) of each alert; `ended` is the candidate's end before that of the run,
    `failed_tasks` are its background tasks and threads that failed, `refused` (ledger number, sentence) the calls that
    cannot follow simulated time.
    """

    def __init__(self, orders: Orders, calls: Calls, buckets: Buckets) -> None:
        self.exchanges = 0
        self.notices = 0
        self.alerts: list[tuple[int, int, str]] = []
        self.desk = DeskBook()
        self.interruptions = Interruptions()
        self.ended: Ended | None = None
        self.failed_tasks: list[FailedTask] = []
        self.refused: list[tuple[int, str]] = []
        self._orders = orders
        self._calls = calls
        self._buckets = buckets
        self.readers: dict[str, Callable[[Fact], None]] = {
            "exchange.answered": self._answered,
            "notice.delivered": self._notice,
            "desk.exception": self._shown,
            "desk.resolved": self._resolved,
            "desk.alert": self._alert,
            **dict.fromkeys(CLERKS_DO, self.desk.by_clerk),
            "clerk.rekeyed": self._rekeyed,
            "candidate.ended": self._ended,
            "candidate.task_failed": self._task_failed,
            "candidate.refused": self._refused,
            "candidate.killed": self.interruptions.began,
            "candidate.paused": self.interruptions.began,
            "candidate.started": self.interruptions.over,
            "candidate.resumed": self.interruptions.over,
            "candidate.joined": self.interruptions.began,
            "candidate.left": self.interruptions.over,
            "candidate.clock_set": self.interruptions.clock_set,
        }

    def _answered(self, fact: Fact) -> None:
        data = fact.data
        operation: str = data["op"]
        self.exchanges += 1
        if not operation.startswith("erp."):
            return
        sent_ms = data["sent_ms"]
        self._calls.add(sent_ms, data["status"])
        self._buckets.add("calls", sent_ms)
        if data["status"] == 429:
            self._buckets.add("rate limited", sent_ms)
        if operation in NAMED or operation in CARRIERS:
            self._orders.called(fact.keys["key"])

    def _notice(self, _fact: Fact) -> None:
        self.notices += 1

    def _shown(self, fact: Fact) -> None:
        """Read a desk entry. It counts for an order when its key is the order and it carries an error and a reason."""
        self.desk.shown(fact)
        story, what, why = self._orders.named_in(fact.keys["order"]), fact.data["what"], fact.data["why"]
        if story is not None and what.strip() and why.strip():
            if not story.is_shown:
                story.shown_ms, story.shown_seq = fact.at_ms, fact.seq
            story.shown_what = what

    def _rekeyed(self, fact: Fact) -> None:
        self._orders.typed(fact)
        self.desk.by_clerk(fact)

    def _resolved(self, fact: Fact) -> None:
        self.desk.resolved(fact)
        story = self._orders.named_in(fact.keys["order"])
        if story is not None:
            story.resolved_seq = fact.seq

    def _alert(self, fact: Fact) -> None:
        self.alerts.append((fact.seq, fact.at_ms, fact.data["text"]))

    def _ended(self, fact: Fact) -> None:
        if self.ended is None:  # of several processes, the first one to end
            self.ended = Ended(fact.seq, fact.data["why"], fact.at_ms, is_crash(fact))

    def _task_failed(self, fact: Fact) -> None:
        data = fact.data
        self.failed_tasks.append(
            FailedTask(fact.seq, data["at_ms"], data["why"], data.get("is_thread", False))
        )

    def _refused(self, fact: Fact) -> None:
        self.refused.append((fact.seq, fact.data["what"]))
