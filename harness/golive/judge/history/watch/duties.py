"""The recurring duties of a candidate over a run: orders, stock, shipments, credentials, the receiver of notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from golive.judge.history.candidate_facts import is_crash
from golive.judge.history.documents import Story
from golive.judge.history.orders import BY_HAND, Orders
from golive.judge.history.records.authors import OTHER_SYSTEMS
from golive.judge.history.watch.alarms import Alarms
from golive.judge.history.watch.duty import LEAST_MS, Duty, Stretch
from golive.judge.history.watch.errors import DENIED, technical
from golive.record.run import Fact

ORDERS, STOCK, SHIPMENTS, CREDENTIALS, NOTICES = "orders", "stock", "shipments", "credentials", "notices"
DELIVERIES = "deliveries"
"""Shipments that another system made in the shop, on their way to the ERP."""

SENDS = frozenset({"erp.order.create", "erp.batch.create", "erp.file.create"})
STOCK_WRITES = frozenset({"shop.stock.write", "shop.stock.delete"})
MAY_WRITE_STOCK = frozenset(
    {
        "shop.bulk.submit",
        "shop.async.submit",
        "shop.product.write",
        "shop.stock.assign",
        "shop.stock.transfer",
    }
)
PROOF_OF_NOTHING = frozenset(
    {"erp.token.create", "erp.health.read", "erp.openapi.read", "shop.token.create", "shop.token.revoke"}
)
"""Calls whose success does not show that the credentials work, unless only the login had failed."""

_NO_PUSH = frozenset({"opening", "shipment", "invoice", "refund", "unassigned"})
"""Reasons of stock changes in the shop that are part of another document."""
_MOST_ROWS = 10_000


class _Success(NamedTuple):
    """What a successful call of an operation shows.

    `proves`: that the credentials work. `writes` is the duty that it does, `reads` the one that it reads for.
    """

    credentials: Duty
    proves: bool
    writes: Duty | None
    is_push: bool
    reads: Duty | None


class Duties:
    """Readers of the facts that show a duty being done or not, in `readers` by kind of fact.

    `pushes` are the stretches (from, to) of at least LEAST_MS without a stock update, `wiped` the entries that were
    taken off the desk by the candidate while their order was not in the ERP, as order to (ledger number, time).
    `repairs` are those of clerks, and under orders the entries that were taken off the desk.
    """

    def __init__(self, orders: Orders) -> None:
        self.alarms = Alarms()
        self.wiped: dict[str, tuple[int, int]] = {}
        self.pushes: list[tuple[int, int]] = []
        self.repairs = Alarms()
        self._orders = orders
        self._by_name = {name: Duty(name) for name in (ORDERS, STOCK, SHIPMENTS, DELIVERIES, NOTICES)}
        self._credentials = {system: Duty(f"{CREDENTIALS} {system}") for system in ("erp", "shop")}
        self._takes_notices = False
        self._is_over = False
        self._pushed_ms: int | None = None
        self._undelivered: dict[str, int] = {}
        self._shown_by: dict[str, _Success] = {}
        self._reads = {
            "erp.stock.list": self._by_name[STOCK],
            "erp.stock.read": self._by_name[STOCK],
            "erp.delivery.list": self._by_name[SHIPMENTS],
            "erp.delivery.read": self._by_name[SHIPMENTS],
        }
        self._writes = {
            **dict.fromkeys(SENDS, self._by_name[ORDERS]),
            **dict.fromkeys(STOCK_WRITES, self._by_name[STOCK]),
            "shop.order.ship": self._by_name[SHIPMENTS],
        }
        self.readers: dict[str, Callable[[Fact], None]] = {
            "exchange.answered": self._answered,
            "notice.delivered": self._notice,
            "shop.order.placed": self._placed,
            "shop.order.paid": self._paid,
            "shop.order.cancelled": self._ended,
            "shop.order.refunded": self._ended,
            "shop.order.shipped": self._shipped,
            "shop.stock.changed": self._stock_changed,
            "erp.order.created": self._created,
            "erp.delivery.posted": self._delivered,
            "desk.alert": self._alert,
            "desk.exception": self._shown,
            "desk.resolved": self._resolved,
            "clerk.repaired": self._repaired,
            "clerk.rekeyed": self._repaired,
            "candidate.killed": self._interrupted,
            "candidate.paused": self._interrupted,
            "candidate.started": self._resumed,
            "candidate.resumed": self._resumed,
            "candidate.ended": self._candidate_ended,
        }

    @property
    def stretches(self) -> Iterator[Stretch]:
        """Yield the stretches of all duties."""
        for duty in self._all():
            yield from duty.stretches

    def finish(self, at_ms: int) -> None:
        """Close what is open at the end of the run."""
        for duty in self._all():
            duty.finish(at_ms)
        self._gap(at_ms)

    def _all(self) -> list[Duty]:
        return [*self._by_name.values(), *self._credentials.values()]

    # -- calls -------------------------------------------------------------------------------------------

    def _answered(self, fact: Fact) -> None:
        data = fact.data
        status, operation = data["status"], data["op"]
        if status is not None and status < 400:
            self._accepted(operation, fact.at_ms)
            return
        error = technical(data)
        if status is not None and not error and operation in SENDS:
            self._by_name[ORDERS].done(
                fact.at_ms
            )  # refused by a rule: the duty was done, the order is another matter
        if not error or self._is_over:
            return
        denied = status in DENIED
        if denied:
            duty = self._credentials[operation.partition(".")[0]]
            is_login = operation in PROOF_OF_NOTHING
            duty.failed(fact.at_ms, data["sent_ms"], fact.seq, is_denied=True, is_read=is_login)
        read, write = self._reads.get(operation), self._writes.get(operation)
        at = read or write
        if at is not None:
            at.failed(fact.at_ms, data["sent_ms"], fact.seq, is_denied=denied, is_read=read is not None)

    def _accepted(self, operation: str, at_ms: int) -> None:
        shown = self._shown_by.get(operation)
        if shown is None:
            shown = self._shown_by[operation] = self._success_of(operation)
        if shown.proves or shown.credentials.failed_only_to_read:
            shown.credentials.done(at_ms)
        if shown.writes is not None:
            shown.writes.done(at_ms)
            if shown.is_push:
                self._gap(at_ms)
        elif shown.reads is not None:
            shown.reads.read(at_ms)

    def _success_of(self, operation: str) -> _Success:
        pushes = operation in STOCK_WRITES or operation in MAY_WRITE_STOCK
        return _Success(
            self._credentials[operation.partition(".")[0]],
            operation not in PROOF_OF_NOTHING,
            self._by_name[STOCK] if pushes else self._writes.get(operation),
            pushes,
            self._reads.get(operation),
        )

    def _gap(self, at_ms: int) -> None:
        """End the stretch without a stock update."""
        since_ms, self._pushed_ms = self._pushed_ms, at_ms
        if since_ms is not None and at_ms - since_ms >= LEAST_MS:
            self.pushes.append((since_ms, at_ms))

    def _notice(self, fact: Fact) -> None:
        status = fact.data["status"]
        if status is not None and status < 300:
            self._takes_notices = True
            self._by_name[NOTICES].done(fact.at_ms)
        elif self._takes_notices and not self._is_over:
            self._by_name[NOTICES].failed(fact.at_ms, fact.data["handed_ms"], fact.seq)

    # -- orders ------------------------------------------------------------------------------------------

    def _placed(self, fact: Fact) -> None:
        story = self._orders.stories[fact.keys["order"]]
        if story.due_ms is not None:
            self._by_name[ORDERS].waits(fact.at_ms, fact.seq)

    def _paid(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.placed_ms is not None and story.due_ms == fact.at_ms and not story.erp:
            self._by_name[ORDERS].waits(fact.at_ms, fact.seq)

    def _ended(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is None or story.ended_seq != fact.seq:
            return
        if story.due_ms is not None and not story.erp:
            self._by_name[ORDERS].needless(story.due_ms)
        delivered_ms = self._undelivered.pop(story.order, None)
        if delivered_ms is not None:
            self._by_name[SHIPMENTS].needless(delivered_ms)

    def _created(self, fact: Fact) -> None:
        if fact.data["by"] != "till" and not fact.data["by"].startswith(BY_HAND):
            self._by_name[ORDERS].done(fact.at_ms)

    # -- goods -------------------------------------------------------------------------------------------

    def _delivered(self, fact: Fact) -> None:
        if fact.data.get("by"):
            self._by_name[DELIVERIES].done(fact.at_ms)
            return
        doc = self._orders.documents.get(fact.keys["order"])
        story = None if doc is None else doc.story
        if story is not None and story.ended_ms is None and story.order not in self._undelivered:
            self._undelivered[story.order] = fact.at_ms
            self._by_name[SHIPMENTS].waits(fact.at_ms, fact.seq)

    def _shipped(self, fact: Fact) -> None:
        if fact.data["by"] in OTHER_SYSTEMS:
            self._reads["shop.shipment.list"] = self._writes["erp.delivery.create"] = self._by_name[
                DELIVERIES
            ]
            self._by_name[DELIVERIES].waits(fact.at_ms, fact.seq)
            return
        self._undelivered.pop(fact.keys["order"], None)
        self._by_name[SHIPMENTS].done(fact.at_ms)

    def _stock_changed(self, fact: Fact) -> None:
        if fact.data["why"] in _NO_PUSH or fact.data["by"] == "admin":
            if self._pushed_ms is None:
                self._pushed_ms = fact.at_ms
            return
        self._by_name[STOCK].done(fact.at_ms)
        self._gap(fact.at_ms)

    # -- people ------------------------------------------------------------------------------------------

    def _story(self, fact: Fact) -> Story | None:
        return self._orders.stories.get(fact.keys.get("order", ""))

    def _alert(self, fact: Fact) -> None:
        self.alarms.general(fact.at_ms)

    def _shown(self, fact: Fact) -> None:
        story = self._orders.named_in(fact.keys["order"])
        if story is None:
            self.alarms.general(fact.at_ms)
        else:
            self.alarms.about_order(fact.at_ms)
            self.wiped.pop(story.order, None)

    def _resolved(self, fact: Fact) -> None:
        self.repairs.about_order(fact.at_ms)
        story = self._orders.named_in(fact.keys["order"])
        if story is None or fact.data.get("by") or not story.shown_seq or len(self.wiped) >= _MOST_ROWS:
            return
        if story.is_due and not story.live:
            self.wiped[story.order] = (fact.seq, fact.at_ms)

    def _repaired(self, fact: Fact) -> None:
        self.repairs.general(fact.at_ms)

    # -- the candidate -----------------------------------------------------------------------------------

    def _interrupted(self, fact: Fact) -> None:
        for duty in self._all():
            duty.interrupted(fact.at_ms)
        self._gap(fact.at_ms)

    def _resumed(self, fact: Fact) -> None:
        for duty in self._all():
            duty.resumed(fact.at_ms, fact.seq)
        if self._pushed_ms is not None:
            self._pushed_ms = fact.at_ms

    def _candidate_ended(self, fact: Fact) -> None:
        """Stop watching after a crash, which is a finding of its own. A program that ended with status 0 goes on."""
        if is_crash(fact):
            self._interrupted(fact)
            for duty in self._all():
                duty.stop()
            self._is_over = True
