"""Where two ledgers part: the first fact that differs, and the first order that was treated differently."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import zip_longest

from golive.record.difference import Difference
from golive.record.ledger import Ledger
from golive.record.run import Fact

SHARED = 3
"""Facts before the first difference that are kept, to show where the runs stood."""
DECIDING = ("op", "name", "attempt", "told", "truth", "status", "how", "faults", "from", "to", "state", "why")
"""Data that say what was done with an order, whenever it was done and under whichever numbers."""
_ORDER_OF = {"erp": "ref", "wire": "key"}


def first_difference(one: Iterable[Fact], other: Iterable[Fact]) -> Difference | None:
    """Return the first place in which two ledgers differ, None where they are equal.

    The name of the candidate is no difference.
    """
    before: deque[Fact] = deque(maxlen=SHARED)
    for left, right in zip_longest(one, other):
        if left != right and not _is_the_start_of_both(left, right):
            return Difference(left, right, tuple(before))
        before.append(left)
    return None


def first_decision(one: Ledger, other: Ledger) -> tuple[str, Difference] | None:
    """Return the order that was first treated differently, and by what; None where there is none.

    Times, numbers of documents, and facts about no order do not count.
    """
    left, right = _Treatments(one), _Treatments(other)
    parted = [
        (min(here[0] for here in (left.at(order, place), right.at(order, place)) if here), order, place)
        for order in left.orders & right.orders
        if (place := left.parts_from(right, order)) is not None
    ]
    if not parted:
        return None
    _, order, place = min(parted)
    before, mine = left.story(order, place)
    _, theirs = right.story(order, place)
    return order, Difference(mine, theirs, before)


class _Treatments:
    """What happened to each order, as hashes of what decides; orders are those that the shop stated."""

    def __init__(self, ledger: Ledger) -> None:
        self.orders: set[str] = set()
        self._ledger = ledger
        self._hashes: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._times: dict[str, array[int]] = defaultdict(lambda: array("q"))
        for fact in ledger:
            order = _order_of(fact)
            if order:
                self._hashes[order].append(hash(_decision(fact)))
                self._times[order].append(fact.at_ms)
                if fact.kind == "shop.order.placed":
                    self.orders.add(order)

    def at(self, order: str, place: int) -> tuple[int] | None:
        """The time of a fact about an order in a tuple; None past the last."""
        times = self._times[order]
        return (times[place],) if place < len(times) else None

    def parts_from(self, other: _Treatments, order: str) -> int | None:
        """The first place in which an order was treated differently."""
        pairs = zip_longest(self._hashes[order], other._hashes[order])
        return next((place for place, (one, two) in enumerate(pairs) if one != two), None)

    def story(self, order: str, place: int) -> tuple[tuple[Fact, ...], Fact | None]:
        """The facts of an order before a place, the last few of them, and the one at that place."""
        facts = [fact for fact in self._ledger.about(order) if _order_of(fact) == order]
        return tuple(facts[max(0, place - SHARED) : place]), facts[place] if place < len(facts) else None


def _order_of(fact: Fact) -> str:
    return fact.keys.get(_ORDER_OF.get(fact.actor, "order"), "")


def _decision(fact: Fact) -> tuple[str, ...]:
    return (fact.actor, fact.kind, *(repr(fact.data.get(name)) for name in DECIDING))


def _is_the_start_of_both(one: Fact | None, other: Fact | None) -> bool:
    return (
        one is not None
        and other is not None
        and one.kind == other.kind == "candidate.started"
        and {**one.data, "name": ""} == {**other.data, "name": ""}
    )
