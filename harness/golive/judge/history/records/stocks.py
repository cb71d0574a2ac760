"""Stocks of the shop as API clients set them up: which websites sell from which sources."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from golive.record.run import Fact

_PREFIX = "stock "


@dataclass(slots=True)
class StockSetup:
    """A stock of the shop: `changed_ms` and `seq` are those of the last change of its websites or sources."""

    stock_id: int
    websites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    changed_ms: int = 0
    seq: int = 0


class Stocks:
    """The stocks that were created or changed during the run, by id. Of the others nothing is known."""

    def __init__(self) -> None:
        self.setups: dict[int, StockSetup] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {"shop.record.changed": self._changed}

    def _changed(self, fact: Fact) -> None:
        name, now = fact.keys["record"], fact.data["now"]
        if not name.startswith(_PREFIX):
            return
        stock_id = int(name.removeprefix(_PREFIX))
        if now is None:
            self.setups.pop(stock_id, None)
            return
        setup = self.setups.setdefault(stock_id, StockSetup(stock_id))
        setup.websites = tuple(now.get("websites", setup.websites))
        setup.sources = tuple(now.get("sources", setup.sources))
        setup.changed_ms, setup.seq = fact.at_ms, fact.seq

    def sharing(self, sources: Collection[str], before_ms: int) -> StockSetup | None:
        """Return a stock that was set up before an instant to sell from one of these sources; None without one."""
        return next(
            (
                each
                for each in self.setups.values()
                if each.websites and each.changed_ms <= before_ms and set(each.sources) & set(sources)
            ),
            None,
        )
