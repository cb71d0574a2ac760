"""Deposits: money that the integration posted in the ERP for orders that need not be there yet."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.history.paperwork.papers import Paper
from golive.judge.history.records.authors import is_client
from golive.record.run import Fact


class Deposits:
    """Readers of the facts about deposits, in `readers` by kind of fact.

    `kept` are the deposits of API clients that were not paid back, by the reference of the order that they are for.
    """

    def __init__(self) -> None:
        self.kept: dict[str, list[Paper]] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {
            "erp.deposit.posted": self._posted,
            "erp.deposit.refunded": self._refunded,
        }

    def _posted(self, fact: Fact) -> None:
        data = fact.data
        if is_client(data["by"]):
            paper = Paper(fact.keys["deposit"], fact.seq, fact.at_ms, data["amount_cents"], data["by"])
            self.kept.setdefault(fact.keys["ref"], []).append(paper)

    def _refunded(self, fact: Fact) -> None:
        rows = self.kept.get(fact.keys["ref"], [])
        left = [paper for paper in rows if paper.number != fact.keys["deposit"]]
        if left:
            self.kept[fact.keys["ref"]] = left
        else:
            self.kept.pop(fact.keys["ref"], None)
