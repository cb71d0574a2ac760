"""The shop's credit memos, read by their time of change with an overlap."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.orders.search import changed_since
from golive.candidates.reference.refunds.memo import memo_of
from golive.candidates.reference.watch import REFUNDS

_PAGE = 100


class MemoReader(Duty):
    """Stores each credit memo once, under its number."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._overlap_ms = int(self._design.clocks_differ_s * 1000)
        self._state.cursors.setdefault("memos_ms", self._kit.now_ms() - self._overlap_ms)

    async def run_once(self) -> None:
        """Read what has changed since the last time. Raises CallFailed."""
        since_ms: int = self._state.cursors["memos_ms"]
        started_ms, page = self._kit.now_ms(), 1
        while True:
            reply = await self._shop.get(f"/rest/V1/creditmemos?{self.query(since_ms, page)}")
            if not reply.ok:
                self._shop_failed(REFUNDS, reply)
                return
            rows: list[dict[str, Any]] = reply.data["items"]
            for row in rows:
                if row["increment_id"] not in self._state.memos_seen:
                    self._state.memos[row["increment_id"]] = memo_of(
                        row, self._kit.now_ms(), self._kit.pack_sizes
                    )
                    self._state.memos_seen[row["increment_id"]] = None
            if len(rows) < _PAGE:
                break
            page += 1
        self._state.cursors["memos_ms"] = started_ms - self._overlap_ms
        self._watch.worked(REFUNDS)

    def query(self, since_ms: int, page: int) -> str:
        """Credit memos changed since then, oldest first."""
        return changed_since(since_ms, page, _PAGE)
