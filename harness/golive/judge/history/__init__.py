"""The history of a run: the ledger read once, in order, into what oracles ask about.

The same reading serves a run while it happens (as a reader of its ledger), a stored ledger, and ledgers
written by hand in tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from golive.judge.history.calls import Buckets, Calls
from golive.judge.history.checkouts import Checkouts
from golive.judge.history.desk import DeskBook
from golive.judge.history.documents import ErpOrder, Story
from golive.judge.history.interruptions import Interruptions
from golive.judge.history.orders import Orders
from golive.judge.history.stock import SkuStock, Stock
from golive.record.run import Fact, FaultCount

__all__ = ["Buckets", "Calls", "ErpOrder", "History", "Orders", "SkuStock", "Stock", "Story"]

CHART_STEPS = 240
DRIFT = "unexplained drift"
NAMED = ("erp.order.create", "erp.order.cancel")
"""Calls that say which order they are about."""
CARRIERS = ("erp.batch.create", "erp.file.create")
"""Calls that carry orders and name none of them: a call about an order may be among these."""
CLERKS_DO = (
    "clerk.opened", "clerk.repaired", "clerk.retried", "clerk.handed_on", "clerk.done", "clerk.called",
)  # fmt: skip
LIFTED = ("order_canceled", "creditmemo_created")
"""Reservations that end because the order no longer wants the goods."""


class History:
    """What a ledger says. Feed it facts with `see`, in order, then `close` it. Or, as a run's ledger does, hand each
    fact straight to the one of its `readers` that is there for its kind.

    `cadence_ms` is the declared stock cadence. Memory grows with orders and SKUs, not with facts.
    """

    def __init__(self, cadence_ms: int, start_ms: int = 0, step_ms: int = 60_000) -> None:
        self.orders = Orders()
        self.buckets = Buckets(start_ms, step_ms)
        self.stock = Stock(cadence_ms, partial(self.buckets.spread, DRIFT))
        self.erp_calls = Calls()
        self.alerts: list[tuple[int, int, str]] = []
        self.kinds: dict[str, int] = {}
        self.faults: list[FaultCount] = []
        self.refused_checkouts = 0
        self.checkouts = Checkouts()
        self.desk = DeskBook()
        self.exchanges = 0
        self.last_ms = 0
        self.candidate_ended: tuple[int, str] | None = None
        self.interruptions = Interruptions()
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.order.placed": self._placed,
            "shop.order.paid": self._paid,
            "shop.order.cancelled": self._ended,
            "shop.order.refunded": self._refunded,
            "shop.order.shipped": self._shipped,
            "shop.stock.changed": self._source,
            "shop.reservation.added": self._reservation,
            "shop.checkout.refused": self._checkout_refused,
            "shop.checkout.waited": self.checkouts.waited,
            "payment.captured": self._captured,
            "payment.refunded": self._paid_back,
            "erp.order.created": self.orders.created,
            "erp.order.status": self._status,
            "erp.order.changed": self.orders.changed,
            "erp.order.dropped": self.orders.dropped,
            "erp.order.refused": self._refused,
            "erp.delivery.posted": self._delivered,
            "erp.invoice.posted": self._invoiced,
            "erp.stock.changed": self._erp_stock,
            "exchange.answered": self._answered,
            "desk.exception": self._shown,
            "desk.resolved": self._resolved,
            "desk.alert": self._alert,
            "run.kinds": self._kinds_came,
            **dict.fromkeys(CLERKS_DO, self.desk.by_clerk),
            "clerk.rekeyed": self._rekeyed,
            "run.faults": self._faults,
            "candidate.ended": self._candidate_ended,
            "candidate.killed": self.interruptions.began,
            "candidate.paused": self.interruptions.began,
            "candidate.started": self.interruptions.over,
            "candidate.resumed": self.interruptions.over,
        }

    @classmethod
    def of(cls, facts: Iterable[Fact], cadence_ms: int = 1_800_000) -> History:
        """The history of a finished ledger."""
        history = cls(cadence_ms)
        for fact in facts:
            history.see(fact)
        history.close()
        return history

    def see(self, fact: Fact) -> None:
        self.last_ms = fact.at_ms
        reader = self.readers.get(fact.kind)
        if reader is not None:
            reader(fact)

    def close(self, last_ms: int | None = None) -> None:
        """Nothing more will come: settle what runs up to the last fact. Who fed the `readers` says when that was."""
        if last_ms is not None:
            self.last_ms = last_ms
        self.stock.finish(self.last_ms)
        self.interruptions.finish(self.last_ms)

    # -- the shop ----------------------------------------------------------------------------------------

    def _placed(self, fact: Fact) -> None:
        story = self.orders.placed(fact)
        for sku, quantity in story.open.items():
            self.stock.sold(fact.at_ms, sku, quantity, story.order, fact.seq)

    def _story(self, fact: Fact) -> Story | None:
        return self.orders.stories.get(fact.keys.get("order", ""))

    def _paid(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.paid_ms is None:
            story.paid_ms = fact.at_ms

    def _ended(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None and story.ended_ms is None:
            story.ended_ms, story.ended_seq = fact.at_ms, fact.seq
            for sku in list(story.open):
                self._give_up(fact.at_ms, story, sku, story.open[sku])

    def _refunded(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is None:
            return
        story.credited_cents += fact.data["amount_cents"]
        if fact.data["full"] and not story.shipments:
            self._ended(fact)

    def _shipped(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None:
            story.shipments += self.orders.kept([(sku, quantity) for sku, quantity in fact.data["lines"]])

    def _give_up(self, now_ms: int, story: Story, sku: str, quantity: int) -> None:
        """The order no longer wants these units. Those whose parcel has left already are lost to the shop."""
        taken = self.orders.give_up(story, sku, quantity)
        if taken:
            self.stock.given_up(now_ms, sku, taken)
        late = quantity - taken
        for doc in story.erp if late else ():
            for parcel_sku, units, warehouse in doc.parcels:
                if parcel_sku == sku and late:
                    self.stock.left(now_ms, sku, -min(units, late), warehouse)
                    late -= min(units, late)

    def _source(self, fact: Fact) -> None:
        for sku, source, quantity, in_stock in fact.data["rows"]:
            self.stock.source_changed(fact.at_ms, sku, source, quantity if in_stock else 0)

    def _reservation(self, fact: Fact) -> None:
        story = self._story(fact) if fact.data["event"] in LIFTED else None
        for sku, quantity in fact.data["rows"]:
            self.stock.reserved(fact.at_ms, sku, quantity)
            if story is not None and quantity > 0:
                self._give_up(fact.at_ms, story, sku, quantity)

    def _checkout_refused(self, fact: Fact) -> None:
        self.refused_checkouts += 1

    def _captured(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None:
            story.captured_cents += fact.data["amount_cents"]

    def _paid_back(self, fact: Fact) -> None:
        story = self._story(fact)
        if story is not None:
            story.refunded_cents += fact.data["amount_cents"]

    # -- the ERP -----------------------------------------------------------------------------------------

    def _status(self, fact: Fact) -> None:
        if fact.data["to"] in ("held", "pending_approval"):
            self.erp_calls.held += 1
        self.orders.status(fact)

    def _refused(self, fact: Fact) -> None:
        rule = fact.data.get("rule", "")
        if rule and rule != "shape":
            self.erp_calls.refusals[rule] = self.erp_calls.refusals.get(rule, 0) + 1
        story = self.orders.story_of(fact.keys["ref"])
        if story is not None and story.refused_ms is None:
            story.refused_ms = fact.at_ms

    def _delivered(self, fact: Fact) -> None:
        doc = self.orders.documents.get(fact.keys["order"])
        if doc is None:
            return
        story, warehouse, lines = doc.story, fact.data["warehouse"], fact.data["lines"]
        doc.parcels += self.orders.kept([(sku, quantity, warehouse) for sku, quantity in lines])
        for sku, quantity in lines:
            taken = 0 if story is None else self.orders.give_up(story, sku, quantity)
            if taken:
                self.stock.left(fact.at_ms, sku, taken, warehouse)
        doc.last_seq, doc.delivered_ms = fact.seq, fact.at_ms

    def _invoiced(self, fact: Fact) -> None:
        doc = self.orders.documents.get(fact.keys["order"])
        if doc is not None:
            doc.invoices += 1

    def _erp_stock(self, fact: Fact) -> None:
        for sku, warehouse, on_hand, _, others, safety in fact.data["rows"]:
            self.stock.erp_changed(fact.at_ms, sku, warehouse, on_hand, others, safety)

    # -- the candidate -----------------------------------------------------------------------------------

    def _answered(self, fact: Fact) -> None:
        data = fact.data
        operation: str = data["op"]
        self.exchanges += 1
        if not operation.startswith("erp."):
            return
        sent_ms = data["sent_ms"]
        self.erp_calls.add(sent_ms, data["status"])
        self.buckets.add("calls", sent_ms)
        if data["status"] == 429:
            self.buckets.add("rate limited", sent_ms)
        if operation in NAMED or operation in CARRIERS:
            self.orders.called(fact.keys["key"])

    def _shown(self, fact: Fact) -> None:
        """An entry counts when it names the order and says what failed and why."""
        self.desk.shown(fact)
        story, what, why = self.orders.named_in(fact.keys["order"]), fact.data["what"], fact.data["why"]
        if story is not None and what.strip() and why.strip():
            if not story.is_shown:
                story.shown_ms, story.shown_seq = fact.at_ms, fact.seq
            story.shown_what = what

    def _rekeyed(self, fact: Fact) -> None:
        self.orders.typed(fact)
        self.desk.by_clerk(fact)

    def _resolved(self, fact: Fact) -> None:
        self.desk.resolved(fact)
        story = self.orders.named_in(fact.keys["order"])
        if story is not None:
            story.resolved_seq = fact.seq

    def _alert(self, fact: Fact) -> None:
        self.alerts.append((fact.seq, fact.at_ms, fact.data["text"]))

    def _candidate_ended(self, fact: Fact) -> None:
        self.candidate_ended = (fact.seq, fact.data["why"])

    # -- the run -----------------------------------------------------------------------------------------

    def _faults(self, fact: Fact) -> None:
        self.faults = [FaultCount(**row) for row in fact.data["faults"]]

    def _kinds_came(self, fact: Fact) -> None:
        self.kinds = fact.data["kinds"]
