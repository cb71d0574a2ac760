"""The orders on the page: all of them, or all that are not exact and a sample of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from golive.record.run import OrderLine
from golive_reports.run.folder import RunFolder
from golive_reports.run.timelines import MOST_ORDERS, MOST_TROUBLED


@dataclass(frozen=True, slots=True)
class Selection:
    """Orders sorted by placement. `total` counts all orders of the run."""

    orders: list[OrderLine]
    total: int

    @property
    def left_out(self) -> int:
        """The number of orders that are only in the run folder."""
        return self.total - len(self.orders)


def select(folder: RunFolder, most: int = MOST_ORDERS, most_troubled: int = MOST_TROUBLED) -> Selection:
    """Select the orders of the page in two passes, with only the selected orders in memory."""
    exact = troubled = 0
    for line in folder.orders():
        if line.verdict == "exact":
            exact += 1
        else:
            troubled += 1
    unreadable = folder.unreadable
    room = max(most - troubled, 0)
    every = 1 if exact <= room else -(-exact // room) if room else 0
    kept: list[OrderLine] = []
    seen_exact = seen_troubled = 0
    for line in folder.orders():
        if line.verdict == "exact":
            seen_exact += 1
            if every and (seen_exact - 1) % every == 0:
                kept.append(line)
        else:
            seen_troubled += 1
            if seen_troubled <= most_troubled:
                kept.append(line)
    folder.unreadable = unreadable
    kept.sort(key=lambda line: (line.placed_ms, line.order))
    return Selection(kept, exact + troubled)
