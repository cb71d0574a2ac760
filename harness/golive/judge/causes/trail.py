"""The timeline of one order: calls and their outcomes, notices, refusals, actions of clerks and of the ERP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from golive.judge.causes.scene import ListCall, Scene
from golive.judge.causes.scene.attempts import Attempt, attempt_of, unanswered
from golive.judge.causes.scene.scene import KINDS
from golive.judge.history import Story
from golive.keys.times import local_clock
from golive.record.run import Fact

CREATE, CANCEL, SHIP, READ = "erp.order.create", "erp.order.cancel", "shop.order.ship", "shop.order.read"
LOOK_UP, RELEASE, UPDATE = "erp.order.list", "erp.order.release", "erp.order.update"


@dataclass(slots=True)
class Delivery:
    """One delivery of a notice to the candidate at `at_ms`."""

    name: str
    event: str
    at_ms: int
    attempt: int
    copy: int
    status: int | None
    done_ms: int = 0

    @property
    def was_accepted(self) -> bool:
        """Whether the candidate answered with a success status."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def was_refused(self) -> bool:
        """Whether the candidate answered that the notice itself is wrong, such as 401; 408 and 429 are no refusals."""
        return self.status is not None and 400 <= self.status < 500 and self.status not in (408, 429)


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry of the order in the ERP, `by` a client, or by `batch:JOB1` or `file:orders.csv`."""

    at_ms: int
    by: str

    @property
    def channel(self) -> str:
        """The part of `by` before the colon: `batch`, `file` or a client."""
        return self.by.partition(":")[0]

    @property
    def name(self) -> str:
        """The part of `by` after the colon: a job, a file name, or empty."""
        return self.by.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal of the order by the ERP; `why` is its message."""

    at_ms: int
    why: str


@dataclass(slots=True)
class Trail:
    """The facts about one order as a pattern reads them. `kind` is the kind of the finding to explain.

    `complete` is False when the candidate made calls that identify no order: one of them may be missing here.
    `offset_ms` is the offset of local time from UTC.
    """

    kind: str
    story: Story
    complete: bool = True
    offset_ms: int = 0
    scene: Scene = field(default_factory=Scene)
    attempts: list[Attempt] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    alterations: list[tuple[int, str]] = field(default_factory=list)
    """Time and fields of orders that the ERP saved with other values than it was sent."""
    misled: list[tuple[int, str]] = field(default_factory=list)
    """Time and difference, where the ERP met the order in a form that only its documentation knows."""
    rekeys: list[tuple[int, str, bool]] = field(default_factory=list)
    """Entries by hand: the time, the clerk, and whether with the order's reference."""
    kills: list[int] = field(default_factory=list)
    """Times at which the candidate was killed."""
    rollbacks: list[tuple[int, int]] = field(default_factory=list)
    """Times at which it was started again on a backup of its data, and how old that was in ms."""
    joins: list[int] = field(default_factory=list)
    """Times at which a second instance of the candidate was started beside the first."""
    undelivered: list[tuple[int, str, str]] = field(default_factory=list)
    """Notices that were never delivered: the time of the loss, the name, and the kind of the fact about it."""
    changes: list[int] = field(default_factory=list)
    """Times at which the shop saved the order, which are the values of its `updated_at`."""
    statuses: list[tuple[int, str, str]] = field(default_factory=list)
    """Time, state and status of the order in the shop from then on."""
    entity_id: int = 0
    store: str = ""
    replaces: str = ""
    """The number of the order that this one replaces after an edit; empty for none."""
    presses: list[tuple[int, str]] = field(default_factory=list)
    """Times at which a clerk pressed retry, with the clerk."""
    parcels: list[tuple[int, str, int]] = field(default_factory=list)
    """Deliveries of the ERP: time, number, units."""
    ordered: frozenset[str] = frozenset()
    """The SKUs of the rows of the order."""
    delivered: dict[str, int] = field(default_factory=dict)
    """Units that the ERP delivered, by SKU."""
    shipments: list[tuple[int, int]] = field(default_factory=list)
    """Shipments in the shop: time and units."""
    saved: list[tuple[int, str, str]] = field(default_factory=list)
    """Documents that an API client saved, of which the order knows nothing: time, kind, number."""
    losses: list[tuple[int, str]] = field(default_factory=list)
    """Time and number of ERP orders that are gone since a backup was restored."""
    steps: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Status changes in the ERP: time, number of the ERP order, new status, reason."""

    @property
    def end_ms(self) -> int:
        """The time of the last fact of the run."""
        return self.scene.end_ms

    def listed(self, operation: str = "shop.order.list") -> list[ListCall]:
        """Return the list calls that returned the order, oldest first."""
        names = (self.story.order, *self.story.also_known_as)
        found = [call for name in names for call in self.scene.returning(operation, name)]
        return sorted(found, key=lambda call: call.sent_ms)

    def updated_ms(self, at_ms: int) -> int:
        """Return the shop's `updated_at` of the order as it was at an instant."""
        return max([each for each in self.changes if each <= at_ms], default=self.story.placed_ms)

    def status_at(self, at_ms: int) -> tuple[str, str]:
        """Return state and status of the order in the shop at an instant."""
        past = [each for each in self.statuses if each[0] <= at_ms]
        return past[-1][1:] if past else ("", "")

    def clock(self, at_ms: int | None) -> str:
        """Return `HH:MM:SS` in the local time of the scenario, as in reports; `never` for None."""
        return local_clock(at_ms, self.offset_ms)

    @classmethod
    def of(
        cls,
        kind: str,
        story: Story,
        facts: Sequence[Fact],
        complete: bool = True,
        offset_ms: int = 0,
        scene: Scene | None = None,
    ) -> Trail:
        """Read the timeline from the facts about an order, oldest first."""
        trail = cls(kind, story, complete, offset_ms, scene or Scene())
        committed = {fact.keys["x"]: fact for fact in facts if fact.kind == "exchange.committed"}
        for fact in facts:
            if fact.kind == "exchange.answered":
                trail.attempts.append(attempt_of(fact, committed.pop(fact.keys["x"], None)))
            else:
                if fact.kind.startswith(_SAVES):
                    trail.changes.append(fact.at_ms)
                if fact.kind in _READERS:
                    _READERS[fact.kind](trail, fact)
        trail.attempts += [unanswered(fact) for fact in committed.values()]
        trail.attempts.sort(key=lambda attempt: attempt.sent_ms)
        trail.deliveries.sort(key=lambda delivery: delivery.at_ms)
        trail.entries.sort(key=lambda entry: entry.at_ms)
        trail.refusals.sort(key=lambda refusal: refusal.at_ms)
        return trail

    def of_operation(self, operation: str) -> list[Attempt]:
        """Return the calls of one operation, oldest first."""
        return [attempt for attempt in self.attempts if attempt.operation == operation]

    @property
    def creates(self) -> list[Attempt]:
        """The calls that create an ERP order, oldest first."""
        return self.of_operation(CREATE)

    @property
    def kept(self) -> list[Attempt]:
        """The creates that led to an ERP order, oldest first."""
        return [attempt for attempt in self.creates if attempt.truth == "applied"]

    @property
    def repeats(self) -> list[tuple[Delivery, Delivery]]:
        """Repeated deliveries of an event, each with the first delivery of that event."""
        first: dict[str, Delivery] = {}
        found = []
        for delivery in self.deliveries:
            if delivery.status is None:
                continue
            if delivery.event in first:
                found.append((first[delivery.event], delivery))
            first.setdefault(delivery.event, delivery)
        return found

    def sent_again(self, first: Attempt) -> Attempt | None:
        """Return the create that led to a second order because `first`, also applied, went unanswered.

        It was sent after its caller gave up on `first`, with no repeated event in between to cause it.
        """
        if first.truth != "applied" or first.outcome != "unknown" or first.answered_ms is None:
            return None
        for later in self.kept:
            if later is not first and later.sent_ms >= first.answered_ms:
                failed = [
                    each.answered_ms
                    for each in self.creates
                    if not each.succeeded and each.answered_ms is not None
                ]
                failed_ms = max(each for each in failed if each <= later.sent_ms)
                set_off = any(failed_ms < again.at_ms <= later.sent_ms for _, again in self.repeats)
                if not set_off:
                    return later
        return None


def _delivered(trail: Trail, fact: Fact) -> None:
    data = fact.data
    if data["name"].startswith("shop."):
        of_delivery = data["attempt"], data["copy"], data["status"], fact.at_ms
        trail.deliveries.append(Delivery(data["name"], data["event"], data["handed_ms"], *of_delivery))


def _entered(trail: Trail, fact: Fact) -> None:
    trail.entries.append(Entry(fact.at_ms, fact.data["by"]))


def _refused(trail: Trail, fact: Fact) -> None:
    trail.refusals.append(Refusal(fact.at_ms, fact.data["message"]))


def _rekeyed(trail: Trail, fact: Fact) -> None:
    trail.rekeys.append((fact.at_ms, fact.data["clerk"], fact.data["with_reference"]))


def _notice_lost(trail: Trail, fact: Fact) -> None:
    trail.undelivered.append((fact.at_ms, fact.data["name"], fact.kind))


def _event_lost(trail: Trail, fact: Fact) -> None:
    trail.undelivered.append((fact.at_ms, f"shop.{fact.data['name']}", fact.kind))


def _killed(trail: Trail, fact: Fact) -> None:
    trail.kills.append(fact.at_ms)
    if backup_ms := fact.data.get("backup_ms"):
        trail.rollbacks.append((fact.at_ms, backup_ms))


def _joined(trail: Trail, fact: Fact) -> None:
    trail.joins.append(fact.at_ms)


def _altered(trail: Trail, fact: Fact) -> None:
    trail.alterations.append((fact.at_ms, fact.data["what"]))


def _misled(trail: Trail, fact: Fact) -> None:
    trail.misled.append((fact.at_ms, fact.data["what"]))


def _placed(trail: Trail, fact: Fact) -> None:
    data = fact.data
    trail.entity_id, trail.store = data.get("entity_id", 0), data.get("store", "")
    trail.replaces = data.get("replaces", "")
    trail.ordered = frozenset(row[0] for row in data.get("lines", ()))
    trail.statuses.append((fact.at_ms, data.get("state", ""), data.get("status", "")))


def _restated(trail: Trail, fact: Fact) -> None:
    trail.statuses.append((fact.at_ms, fact.data["state"], fact.data["status"]))


def _pressed(trail: Trail, fact: Fact) -> None:
    trail.presses.append((fact.at_ms, fact.data["clerk"]))


def _delivery_posted(trail: Trail, fact: Fact) -> None:
    units = sum(row[1] for row in fact.data["lines"])
    for sku, of_line in fact.data["lines"]:
        trail.delivered[sku] = trail.delivered.get(sku, 0) + of_line
    trail.parcels.append((fact.at_ms, fact.keys.get("delivery", ""), units))


def _shipped(trail: Trail, fact: Fact) -> None:
    trail.shipments.append((fact.at_ms, sum(row[1] for row in fact.data["lines"])))


def _saved(trail: Trail, fact: Fact) -> None:
    trail.saved.append((fact.at_ms, fact.data["kind"], fact.data["document"]))


def _lost(trail: Trail, fact: Fact) -> None:
    trail.losses.append((fact.at_ms, fact.keys["order"]))


def _stepped(trail: Trail, fact: Fact) -> None:
    trail.steps.append((fact.at_ms, fact.keys["order"], fact.data["to"], fact.data.get("why") or ""))


_SAVES = "shop.order."
_READERS: dict[str, Callable[[Trail, Fact], None]] = {
    "notice.delivered": _delivered,
    "notice.lost": _notice_lost,
    "shop.event.lost": _event_lost,
    "shop.event.given_up": _event_lost,
    "erp.order.created": _entered,
    "erp.order.refused": _refused,
    "erp.quirk": _altered,
    "erp.documentation.misled": _misled,
    "clerk.rekeyed": _rekeyed,
    "candidate.killed": _killed,
    "candidate.joined": _joined,
    "shop.order.placed": _placed,
    "shop.order.state": _restated,
    "shop.order.shipped": _shipped,
    "shop.document.saved": _saved,
    "clerk.retried": _pressed,
    "erp.delivery.posted": _delivery_posted,
    "erp.order.status": _stepped,
    "erp.order.lost": _lost,
}
READ_BY_CAUSES = (*_READERS, *KINDS, "exchange.committed")
"""Kinds of facts that causes are inferred from."""
