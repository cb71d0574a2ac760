"""The prices of both systems, write by write and article by article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from golive.judge.history.records.authors import is_client
from golive.record.run import Fact

OPENING = "opening"


class PriceWrite(NamedTuple):
    """A write of one price. Prices are cents, times ms since 1970.

    `kind` is `list` or `row` in the ERP, `base`, `special` or `tier` in the shop. `place` identifies the price within
    the article: of a row (owner, from_quantity, from, currency), of a tier (quantity, group, website), else the store
    id. `now` is cents; of a row (cents, to), of a special price (cents, from, to), of a tier with a discount a text;
    None for a price that is gone.
    """

    at_ms: int
    seq: int
    kind: str
    place: Any
    was: Any
    now: Any
    by: str

    @property
    def is_erp(self) -> bool:
        """Whether the price is one of the ERP."""
        return self.kind in ("list", "row")

    @property
    def by_client(self) -> bool:
        """Whether the integration made the write."""
        return self.by != OPENING and is_client(self.by)

    @property
    def by_person(self) -> bool:
        """Whether it was made during the run, but not by the integration."""
        return self.by != OPENING and not is_client(self.by)


class PriceBook:
    """The writes of each article in order. `stores` are the ids of the store views with their codes.

    Memory grows with articles and with writes that changed a price.
    """

    def __init__(self) -> None:
        self.writes: dict[str, list[PriceWrite]] = {}
        self.stores: dict[int, str] = {}
        self.places: dict[str, int] = {}
        """The position of each article in the ERP, from 0."""
        self.client_writes = 0
        """Writes of the integration in the shop that changed a price."""
        self.changed: dict[str, None] = {}
        """Articles with a write after the opening."""
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.price.changed": self._shop,
            "erp.price.changed": self._erp,
            "erp.item.renamed": self._renamed,
        }

    def _shop(self, fact: Fact) -> None:
        data = fact.data
        self.stores.update(dict(data.get("stores", ())))
        by = OPENING if data.get("why") == OPENING else data["by"]
        for sku, kind, place, was, now in data["rows"]:
            if kind == "cost":
                continue
            where = tuple(place) if isinstance(place, list) else place
            write = PriceWrite(fact.at_ms, fact.seq, kind, where, _frozen(was), _frozen(now), by)
            self._add(sku, write)
            self.client_writes += write.by_client

    def _erp(self, fact: Fact) -> None:
        by = OPENING if fact.data.get("why") == OPENING else fact.data["by"]
        for sku, owner, quantity, from_ms, to_ms, was, now, *currency in fact.data["rows"]:
            self.places.setdefault(sku, len(self.places))
            if not owner:
                self._add(sku, PriceWrite(fact.at_ms, fact.seq, "list", 0, was, now, by))
                continue
            place = (owner, quantity, from_ms, currency[0] if currency else "")
            held = None if now is None else (now, to_ms)
            self._add(sku, PriceWrite(fact.at_ms, fact.seq, "row", place, None, held, by))

    def _renamed(self, fact: Fact) -> None:
        old, new = fact.data["from"], fact.data["to"]
        for write in self.writes.get(old, ()):
            if write.is_erp:
                self._add(new, write)
        self.places[new] = self.places.pop(old, len(self.places))

    def _add(self, sku: str, write: PriceWrite) -> None:
        self.writes.setdefault(sku, []).append(write)
        if write.by != OPENING:
            self.changed[sku] = None

    def erp_changes(self) -> Iterator[tuple[str, PriceWrite]]:
        """Yield the price changes in the ERP after the opening, with their articles."""
        for sku in self.changed:
            for write in self.writes[sku]:
                if write.is_erp and write.by != OPENING:
                    yield sku, write


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
