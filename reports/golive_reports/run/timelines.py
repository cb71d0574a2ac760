"""The timelines of the orders in a compact form, so that one page can hold all of them.

Orders are embedded in chunks of `CHUNK`; a chunk is gzipped JSON in base64, one entry per order:
`[[row, ...], facts left out]`, each row
`[ms since the run began, lane, tone, sentence, badge, fault ids, ledger number]` with indexes into
`LANES` and `TONES`.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Iterator, Sequence

import orjson

from golive.record.run import LIVES, Fact, OrderLine
from golive_reports.words.badges import BAD, GOOD, PLAIN, WARN
from golive_reports.words.story_line import LANES, describe

CHUNK = 200
MOST_ORDERS = 40_000
"""Orders with a timeline in the page, before only a sample of the exact ones is kept."""

MOST_TROUBLED = 100_000
MOST_FACTS = 500
"""The number of facts shown per order; of a retry storm only the first ones."""

TONES = (PLAIN, GOOD, WARN, BAD)
_LANE_INDEX = {lane: index for index, lane in enumerate(LANES)}
_TONE_INDEX = {tone: index for index, tone in enumerate(TONES)}


DECIMALS = "run.decimals"
"""The fact that names the articles whose quantities are thousandths."""


class Timelines:
    """The facts about a fixed list of orders, collected in one pass over the ledger.

    Kills and starts of the candidate belong to every order that is not in the ERP yet.
    """

    def __init__(self, orders: Sequence[OrderLine], start_ms: int) -> None:
        self._start_ms = start_ms
        self._rows = [bytearray() for _ in orders]
        self._counts = [0] * len(orders)
        self._shop = {line.order: index for index, line in enumerate(orders)}
        self._waiting: dict[int, None] = {}
        self._decimals: frozenset[str] = frozenset()
        self._erp = {number: index for index, line in enumerate(orders) for number in line.erp_orders}

    def read(self, facts: Iterable[Fact]) -> int:
        """Read the ledger; returns the number of its facts."""
        count = 0
        for fact in facts:
            count += 1
            if fact.kind == DECIMALS:
                self._decimals = frozenset(fact.data["skus"])
            whose = self._whose(fact)
            if fact.kind in LIVES:
                whose = tuple(dict.fromkeys((*whose, *self._waiting)))
            if whose:
                row = self._row(fact)
                for index in whose:
                    self._add(index, row)
        return count

    def chunks(self) -> Iterator[str]:
        """Yield the packed timelines, `CHUNK` orders each, in the order of the list."""
        for first in range(0, len(self._rows), CHUNK):
            entries = [
                b"[[%b],%d]" % (bytes(self._rows[index]), max(self._counts[index] - MOST_FACTS, 0))
                for index in range(first, min(first + CHUNK, len(self._rows)))
            ]
            yield _packed(b"[" + b",".join(entries) + b"]")

    def _whose(self, fact: Fact) -> tuple[int, ...]:
        keys = fact.keys
        of_erp = fact.kind.startswith("erp.")
        found: tuple[int, ...] = ()
        for name in ("ref", "order", "key"):
            key = keys.get(name)
            if not key:
                continue
            index = self._erp.get(key) if of_erp and name == "order" else self._shop.get(key)
            if index is None:
                index = self._shop.get(key) if of_erp else self._erp.get(key)
            if index is not None and index not in found:
                found = (*found, index)
        if found and of_erp and fact.kind == "erp.order.created":
            self._erp.setdefault(keys.get("order", ""), found[0])
            self._waiting.pop(found[0], None)
        elif found and fact.kind == "shop.order.placed":
            self._waiting[found[0]] = None
        return found

    def _row(self, fact: Fact) -> bytes:
        line = describe(fact, self._decimals)
        row: list[object] = [
            fact.at_ms - self._start_ms,
            _LANE_INDEX[line.lane],
            _TONE_INDEX[line.tone],
            line.text,
            line.badge,
            ", ".join(line.faults),
            fact.seq,
        ]
        return orjson.dumps(row)

    def _add(self, index: int, row: bytes) -> None:
        self._counts[index] += 1
        if self._counts[index] > MOST_FACTS:
            return
        rows = self._rows[index]
        if rows:
            rows += b","
        rows += row


def packed(value: object) -> str:
    """Return JSON data as gzip in base64; the same bytes for the same value."""
    return _packed(orjson.dumps(value))


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 6, mtime=0)).decode("ascii")
