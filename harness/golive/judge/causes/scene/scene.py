"""The scene of a run, read once from its ledger where a finding needs an explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from golive.judge.causes.scene.calls import NO_REPLY, CallTable, Row
from golive.judge.causes.scene.clocks import KINDS as CLOCK_KINDS
from golive.judge.causes.scene.clocks import Clocks
from golive.judge.causes.scene.expired import Expired, stretches
from golive.judge.causes.scene.lists import ListCall
from golive.judge.history.candidate_facts import is_crash
from golive.record.run import Fact

ORDERS = "shop.order.list"
DELIVERIES = "erp.delivery.list"
CHANGES = "erp.change.list"

KINDS = (
    "exchange.answered", "exchange.listed", "exchange.open", "candidate.ended", "candidate.job_ended", "run.phase",
    "shop.order.placed", "erp.order.created", "erp.backup.restored", "notice.delivered", *CLOCK_KINDS,
)  # fmt: skip
"""Kinds of facts that a scene is made of."""
MARK = re.compile(b"|".join([b'"kind":"' + re.escape(kind.encode()) + b'"' for kind in KINDS]))
"""Finds the lines of these facts in a ledger."""
LONG_MS = 110_000
"""A call without an answer for this long had no useful timeout."""
COUNTRY = 4
"""The place of the country in an address."""
FEWEST_LOST = 3
"""Lost orders below which nothing is concluded from a trait that they share."""
FEWEST_BOOKED = 5
"""Orders in the ERP below which nothing is concluded from the traits of the others."""


@dataclass(slots=True)
class Notices:
    """The deliveries of the shop's notices about orders: how many were accepted, and what refused the others.

    `accepted_ms` is the time of the last accepted one. `refused_ms` are first and last time of those that were refused
    since then; `status` is the last answer, None for none.
    """

    accepted: int = 0
    accepted_ms: int | None = None
    refused: int = 0
    refused_ms: tuple[int, int] = (0, 0)
    status: int | None = None

    def add(self, at_ms: int, status: int | None) -> None:
        """Count one delivery."""
        if status is not None and 200 <= status < 300:
            self.accepted += 1
            self.accepted_ms = at_ms
            self.refused = 0
            return
        self.refused_ms = (self.refused_ms[0] if self.refused else at_ms, at_ms)
        self.refused += 1
        self.status = status


class Scene:
    """The calls of the run by operation, the list calls, and what the orders were like.

    `ended` is time and reason of the candidate's end by itself, `settle_ms` the end of the traffic, `end_ms` the time
    of the last fact.
    """

    def __init__(self) -> None:
        self.calls: dict[str, CallTable] = {}
        self.lists: list[ListCall] = []
        self.open: list[tuple[str, str, int]] = []
        """Operation, key and time of the calls that had no end when the run ended."""
        self.ended: tuple[int, str] | None = None
        self.crashed = False
        """Whether that end was an error."""
        self.runs: list[Fact] = []
        """The ends of the runs of processes that are started at intervals."""
        self.restored: list[int] = []
        """Times at which the ERP was put back to a backup."""
        self.settle_ms: int | None = None
        self.end_ms = 0
        self.is_complete = False
        """Whether the scene was read from a whole ledger, so that a call that is not in it was not made."""
        self.placed: dict[str, tuple[str, ...]] = {}
        """The traits of each order, such as `store de` or `paid by banktransfer`."""
        self.placed_ms: dict[str, int] = {}
        self.booked: set[str] = set()
        """The orders that have an ERP order."""
        self.lost: frozenset[str] = frozenset()
        """The orders that the judge holds for lost."""
        self.buyers: dict[str, tuple[str, str]] = {}
        """The shop's customer id, empty for a guest, and the e-mail address of each order."""
        self.notices = Notices()
        self.clocks = Clocks()
        self._by_x: dict[str, ListCall] = {}

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Scene:
        """Read a scene from a ledger, or from its facts of `KINDS`."""
        scene = cls()
        scene.is_complete = True
        for fact in facts:
            scene.end_ms = fact.at_ms
            reader = _READERS.get(fact.kind)
            if reader is not None:
                reader(scene, fact)
        return scene

    def _answered(self, fact: Fact) -> None:
        data = fact.data
        op: str = data["op"]
        table = self.calls.get(op)
        if table is None:
            table = self.calls[op] = CallTable()
        table.add(fact)
        if op.endswith(".list"):
            x = fact.keys["x"]
            call = self._by_x[x] = ListCall(
                x, op, data["sent_ms"], fact.at_ms, data["told"], data["how"], data["status"],
                data.get("reason", ""),
            )  # fmt: skip
            self.lists.append(call)

    def _listed(self, fact: Fact) -> None:
        call, data = self._by_x.get(fact.keys["x"]), fact.data
        if call is not None:
            call.asked, call.keys, call.count = data["asked"], data["keys"], data["count"]
            call.total, call.more = data.get("total"), data["more"]

    def _open(self, fact: Fact) -> None:
        self.open.append((fact.data["op"], fact.keys["key"], fact.data["sent_ms"]))

    def _placed(self, fact: Fact) -> None:
        order = fact.keys["order"]
        self.placed[order], self.placed_ms[order] = traits(fact), fact.at_ms
        buyer = fact.data.get("customer_id")
        self.buyers[order] = ("" if buyer is None else str(buyer), fact.data.get("email", "").casefold())

    def _booked(self, fact: Fact) -> None:
        self.booked.add(fact.keys["ref"])

    def _put_back(self, fact: Fact) -> None:
        self.restored.append(fact.at_ms)

    def _ended(self, fact: Fact) -> None:
        self.ended = (fact.at_ms, fact.data["why"])
        self.crashed = is_crash(fact)

    def _run_ended(self, fact: Fact) -> None:
        self.runs.append(fact)

    def _phase(self, fact: Fact) -> None:
        if fact.data["phase"] == "settle":
            self.settle_ms = fact.at_ms

    def _notified(self, fact: Fact) -> None:
        if fact.data["name"].startswith("shop.order."):
            self.notices.add(fact.at_ms, fact.data["status"])

    def _clock_set(self, fact: Fact) -> None:
        self.clocks.add(fact)

    def listing(self, x: str) -> ListCall | None:
        """Return the list call with this exchange number."""
        return self._by_x.get(x)

    @cached_property
    def _returning(self) -> dict[tuple[str, str], list[ListCall]]:
        found: dict[tuple[str, str], list[ListCall]] = {}
        for call in self.lists:
            for key in dict.fromkeys(call.returned):
                found.setdefault((call.op, key), []).append(call)
        return found

    def returning(self, op: str, key: str) -> list[ListCall]:
        """Return the list calls of an operation that returned a key, oldest first."""
        return self._returning.get((op, key), [])

    @cached_property
    def windows(self) -> list[ListCall]:
        """The list calls for the shop's orders that can find new ones, by the time they were sent."""
        found = [call for call in self.lists if call.op == ORDERS and not call.names_records]
        return sorted(found, key=lambda call: call.sent_ms)

    def common_trait(self, order: str) -> str:
        """Return what tells an order from those in the ERP: `of the 12 orders of store fr none is in the ERP`.

        Where all lost orders share a trait that few others have, it says so. Empty where there is no such trait, or
        where hardly any other order is in the ERP.
        """
        if len(self.booked) < FEWEST_BOOKED:
            return ""
        best, most = "", 1
        for trait in self.placed.get(order, ()):
            alike = self._with_trait[trait]
            if len(alike) > most and not any(each in self.booked for each in alike):
                best, most = trait, len(alike)
        return f"of the {most} orders {best} none is in the ERP" if best else self._trait_of_the_lost(order)

    def _trait_of_the_lost(self, order: str) -> str:
        """What all lost orders have and few of those in the ERP; the rarest where there are several."""
        if order not in self.lost or len(self.lost) < FEWEST_LOST:
            return ""
        rare: list[tuple[int, str]] = []
        for trait in self.placed.get(order, ()):
            alike = set(self._with_trait[trait])
            if self.lost <= alike:
                rare.append((len(alike & self.booked), trait))
        if not rare or min(rare)[0] * 10 > len(self.booked):
            return ""
        count, trait = min(rare)
        return (
            f"all {len(self.lost)} lost orders are among the {len(self._with_trait[trait])} {trait}, of which "
            f"{count} are in the ERP"
        )

    @cached_property
    def _with_trait(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for order, its in self.placed.items():
            for trait in its:
                found.setdefault(trait, []).append(order)
        return found

    def of_op(self, op: str) -> CallTable:
        """Return the calls of an operation."""
        return self.calls.get(op) or CallTable()

    def rows(self, from_ms: int, to_ms: int, prefix: str | tuple[str, ...] = "") -> Iterator[tuple[str, Row]]:
        """Yield the calls answered in a span, each with its operation."""
        for op, table in self.calls.items():
            if op.startswith(prefix):
                for row in table.between(from_ms, to_ms):
                    yield op, row

    @cached_property
    def long_waits(self) -> list[tuple[str, Row]]:
        """The calls that waited `LONG_MS` or more and got no reply, each with its operation."""
        return [
            (op, row)
            for op, table in self.calls.items()
            for row in table
            if row.status == NO_REPLY and row.answered_ms - row.sent_ms >= LONG_MS
        ]

    @cached_property
    def expired(self) -> list[Expired]:
        """The stretches in which the ERP or the shop refused every call for its credentials, logins left out."""
        found = []
        for system in ("erp", "shop"):
            ops = [op for op in self.calls if op.startswith(f"{system}.") and ".token." not in op]
            found += stretches(system, (row for op in ops for row in self.calls[op]), self.end_ms)
        return found

    @cached_property
    def last_sent_ms(self) -> int:
        """The time at which the candidate sent its last call; 0 for none."""
        return max(
            [max(row.sent_ms for row in table) for table in self.calls.values() if len(table)], default=0
        )

    @cached_property
    def usual_pause_ms(self) -> int:
        """The median time between two successful reads of the same order; 0 for none."""
        last: dict[str, int] = {}
        pauses = []
        for row in self.of_op("shop.order.read"):
            if row.succeeded and row.key:
                if row.key in last:
                    pauses.append(row.sent_ms - last[row.key])
                last[row.key] = row.sent_ms
        return sorted(pauses)[len(pauses) // 2] if pauses else 0

    @cached_property
    def longest_retry_ms(self) -> int:
        """The longest time between two creates of the same order of which the first failed; 0 for none."""
        last: dict[str, Row] = {}
        longest = 0
        for row in self.of_op("erp.order.create"):
            before = last.get(row.key)
            if row.key and before is not None and not before.succeeded:
                longest = max(longest, row.sent_ms - before.answered_ms)
            last[row.key] = row
        return longest


def traits(fact: Fact) -> tuple[str, ...]:
    """Return what may tell an order from others, in words that follow "orders"."""
    data = fact.data
    found = []
    for name, words in (
        ("store", "of store {}"),
        ("method", "paid by {}"),
        ("status", "placed with status {}"),
    ):
        if data.get(name):
            found.append(words.format(data[name]))
    if data.get("currency"):
        found.append(f"in {data['currency']}")
    ship_to = data.get("ship_to") or ()
    found.append(f"to country {ship_to[COUNTRY]}" if ship_to else "without a shipping address")
    if data.get("replaces"):
        found.append("that replace another order")
    if data.get("guest"):
        found.append("of guests")
    if data.get("total_cents") == 0:
        found.append("with a total of zero")
    if data.get("discount_cents"):
        found.append("with a discount")
    found += [f"with article {sku}" for sku in sorted({row[0] for row in data.get("lines", ())})]
    return tuple(found)


_READERS: dict[str, Callable[[Scene, Fact], None]] = dict(
    zip(
        KINDS,
        (
            Scene._answered, Scene._listed, Scene._open, Scene._ended, Scene._run_ended, Scene._phase, Scene._placed,
            Scene._booked, Scene._put_back, Scene._notified, *(Scene._clock_set for _ in CLOCK_KINDS),
        ),
        strict=True,
    )
)  # fmt: skip
