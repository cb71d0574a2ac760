"""Which article a SKU stands for in each system: another one after it was given up and used again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from golive.record.run import Fact

ERP, SHOP = "erp", "shop"
NONE = ""
"""The article of a SKU that nothing has any more."""


class Change(NamedTuple):
    """Another SKU of an article. `system` is the one in which it changed."""

    at_ms: int
    seq: int
    system: str
    was: str
    now: str


class Articles:
    """Articles by system and SKU.

    An article is named by the first SKU it had; a later one under the same SKU by that SKU and a number, such as
    `SKU-00001 (2)`. `changed` is False while every SKU stands for the article of its name.
    """

    def __init__(self) -> None:
        self.changed = False
        self.renamed: dict[str, list[Change]] = {}
        """Changes of the SKU, by article."""
        self._of: dict[str, dict[str, str]] = {ERP: {}, SHOP: {}}
        self._meant: dict[str, list[tuple[int, str]]] = {}
        """What SKUs of the shop stood for: (ledger number from which on, article)."""
        self._deleted: dict[str, str] = {}
        self._number: dict[str, int] = {}
        self.readers: dict[str, Callable[[Fact], object]] = {
            "erp.item.renamed": lambda fact: self.rename(ERP, fact),
            "shop.product.renamed": lambda fact: self.rename(SHOP, fact),
            "erp.item.added": lambda fact: self.add(ERP, fact.keys["item"], fact.seq),
            "shop.product.saved": self._saved,
            "shop.product.deleted": lambda fact: self.delete(fact.keys["sku"]),
        }

    def of(self, system: str, sku: str) -> str:
        """Return the article of a SKU, `NONE` for a SKU that was given up."""
        return self._of[system].get(sku, sku)

    def of_order(self, sku: str, placed_seq: int) -> str:
        """Return the article that the shop means by a SKU in a fact about an order placed at that ledger number.

        It is the one that had the SKU when the order was placed, or else the one that has it now.
        """
        meant = self._meant.get(sku)
        if meant is not None:
            place = bisect_right(meant, placed_seq, key=lambda each: each[0])
            if place and meant[place - 1][1]:
                return meant[place - 1][1]
        return self.of(SHOP, sku) or sku

    def _means(self, system: str, sku: str, article: str, seq: int, before: str) -> None:
        """Record what a SKU stands for from a fact on, and what it stood for until then."""
        self._of[system][sku], self.changed = article, True
        if system == SHOP:
            self._meant.setdefault(sku, [(0, before)]).append((seq, article))

    def rename(self, system: str, fact: Fact) -> str:
        """Record that an article has another SKU in a system, and return the article."""
        old, new = fact.data["from"], fact.data["to"]
        article = self.of(system, old)
        self._means(system, old, NONE, fact.seq, article)
        self._means(system, new, article, fact.seq, NONE)
        self.renamed.setdefault(article, []).append(Change(fact.at_ms, fact.seq, system, old, new))
        return article

    def delete(self, sku: str) -> str:
        """Record that the shop has no product with a SKU any more, and return the article that it was."""
        article, self.changed = self.of(SHOP, sku), True
        self._deleted[sku] = article
        return article

    def add(self, system: str, sku: str, seq: int) -> str:
        """Record a new article of a system, and return it.

        It is that of the same SKU in the other system where it is new there too.
        """
        deleted = self._deleted.pop(sku, None) if system == SHOP else None
        before = self.of(system, sku) if deleted is None else NONE
        if before != NONE:
            return before
        other = self.of(SHOP if system == ERP else ERP, sku)
        article = other if other and not self._has(system, other) else self._another(sku)
        self._means(system, sku, article, seq, deleted or NONE)
        return article

    def _has(self, system: str, article: str) -> bool:
        """Whether a system has an article under another SKU, or had it under this one and gave it up."""
        held = self._of[system]
        return article in held.values() or (held.get(article, article) == NONE)

    def _another(self, sku: str) -> str:
        number = self._number[sku] = self._number.get(sku, 1) + 1
        return f"{sku} ({number})"

    def _saved(self, fact: Fact) -> None:
        if fact.data.get("created"):
            self.add(SHOP, fact.keys["sku"], fact.seq)
