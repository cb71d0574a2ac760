"""The bodies of calls about orders with findings, for the timelines of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from golive.record.rows import ExchangeLine
from golive.record.run import Fact
from golive_reports.words.bodies import answered, sent

MOST_BYTES = 2 << 20
"""Characters of all bodies of a page, before they are packed."""


class PageBodies:
    """Bodies by the ledger number of the fact under which they are shown, the last one about the call or notice.

    `keys` are the orders, and their numbers in the ERP, whose bodies are wanted; `most` bounds the characters of all.
    """

    def __init__(self, lines: Iterable[ExchangeLine], keys: frozenset[str], most: int = MOST_BYTES) -> None:
        self._texts: dict[str, list[list[str]]] = {}
        self._seqs: dict[str, int] = {}
        for line in lines:
            if line["key"] not in keys or most < 0:
                continue
            text = [sent(line), answered(line)]
            most -= len(text[0]) + len(text[1])
            self._texts.setdefault(str(line["x"]), []).append(text)

    def watch(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Pass facts on and note those about the calls."""
        texts, seqs = self._texts, self._seqs
        for fact in facts:
            number = fact.keys.get("x")
            if number in texts:
                seqs[str(number)] = fact.seq
            yield fact

    def by_fact(self) -> dict[str, list[list[str]]]:
        """Return `ledger number: [[what was sent, what was answered], ...]`, once all facts have passed."""
        return {str(self._seqs[number]): text for number, text in self._texts.items() if number in self._seqs}
