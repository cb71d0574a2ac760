"""Claims on orders and jobs in the durable storage: of several instances at once, one works on each.

A claim is a lease: it ends by itself when its instance is gone. Times in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from golive.candidates.storage import Storage

ORDER_S = 60
"""Longer than the calls for one step of an order take."""
JOB_S = 300
"""Longer than one run of a job takes, as a rule."""
ADOPT_EVERY_S = 60


class Claims:
    """The claims of the instance `instance`, and the orders that are `open` with the instance that last saved each."""

    def __init__(self, storage: Storage, instance: int, now_ms: Callable[[], int]) -> None:
        self._held: dict[str, tuple[int, int]] = storage.table("claims")
        self._open: dict[str, int] = storage.table("open")
        self._instance = instance
        self._now_ms = now_ms

    def take(self, name: str, for_s: float) -> bool:
        """Claim a name, or extend the claim. False where another instance has it."""
        mine = self._instance, self._now_ms() + int(for_s * 1000)
        holder, until_ms = self._held.setdefault(name, mine)
        if holder != self._instance and until_ms > self._now_ms():
            return False
        self._held[name] = mine
        return True

    def give_back(self, name: str) -> None:
        """End the claim of this instance."""
        holder, _ = self._held.get(name, (0, 0))
        if holder == self._instance:
            self._held.pop(name, None)

    def note(self, order: str, is_open: bool) -> None:
        """Note whether anything is left to do for an order, and that this instance does it."""
        if not is_open:
            self._open.pop(order, None)
        elif self._open.get(order) != self._instance:
            self._open[order] = self._instance

    def of_others(self) -> Iterator[str]:
        """The open orders that another instance saved last."""
        for order, instance in [*self._open.items()]:
            if instance != self._instance:
                yield order
