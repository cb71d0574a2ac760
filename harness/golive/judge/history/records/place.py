"""The stock of an article in one warehouse, over the last cadence."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Place:
    """One SKU in one warehouse.

    `level` is the quantity that the ERP has for the shop there, with the shop's own parcels added back, so that only
    other movements change it. `window` holds (since, level) for each level that was true within the last cadence,
    oldest first; `low` and `high` are its bounds.
    """

    free: int = 0
    parcels: int = 0
    window: deque[tuple[int, int]] = field(default_factory=deque)
    low: int = 0
    high: int = 0
    pack: int = 1
    """The shop offers multiples of this."""

    def may_be_none(self, at_ms: int) -> None:
        """Allow a quantity of zero for a cadence: the other system learns of the article at this instant."""
        if self.window:
            self.window = deque([(at_ms - 1, 0), (at_ms, self.window[-1][1])])
            self._bound()

    def note(self, at_ms: int) -> bool:
        """Add the level of an instant to the window. Returns whether it differs from the one before."""
        level, window = self.free + self.parcels, self.window
        if self.pack > 1:
            level -= level % self.pack
        if window:
            if window[-1][1] == level:
                return False
            if window[-1][0] == at_ms:
                window.pop()
        if not window or window[-1][1] != level:
            window.append((at_ms, level))
        self._bound()
        return True

    def forget(self, until_ms: int) -> None:
        """Remove levels that were no longer true at `until_ms`."""
        window = self.window
        if len(window) > 1 and window[1][0] <= until_ms:
            while len(window) > 1 and window[1][0] <= until_ms:
                window.popleft()
            self._bound()

    def _bound(self) -> None:
        window = self.window
        if len(window) == 1:
            self.low = self.high = window[0][1]
        else:
            levels = [level for _, level in window]
            self.low, self.high = min(levels), max(levels)
