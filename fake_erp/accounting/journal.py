"""The general journal: what every document did to the accounts, in the home currency.

A posting is a document and its entries, debits above zero and credits below; they add up to zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fake_erp.model import Now

ACCOUNTS = {
    "receivables": "what customers owe on invoices",
    "prepayments": "paid ahead, and taken by no invoice yet",
    "deposits": "paid before an order was known",
    "payment_provider": "what the provider collected for prepaid orders and owes the company",
    "refunds": "owed to customers who had paid what was credited",
    "cash": "money received",
    "revenue": "goods sold",
    "shipping_revenue": "shipping charged",
    "returns": "revenue given back by credit notes",
    "tax": "tax billed, less tax credited",
    "rounding": "totals rounded to coins",
    "exchange_difference": "gained or lost between invoice and payment in another currency",
    "inventory": "the goods in the warehouses, at cost",
    "goods_received": "goods that arrived and are not paid for",
    "cost_of_goods": "goods sold, at cost",
    "stock_differences": "found or missing when counted, scrapped, valued anew",
    "opening": "what was there when the books were opened",
}


class Unbalanced(ValueError):
    """Debits and credits of a posting differ: a bug of this ERP, never of a client."""


class Posting(NamedTuple):
    """One document in the journal; `entries` are (account, cents), debits positive, and add up to 0."""

    number: int
    document: str
    posted_at_ms: int
    entries: tuple[tuple[str, int], ...]


class Journal:
    """Postings are only ever added. Their numbers are 1, 2, 3 ..."""

    __slots__ = ("_now", "_rows", "balances")

    def __init__(self, now: Now) -> None:
        self._now = now
        self._rows: list[tuple[int | str, ...]] = []  # instant, document, account, cents, account, cents ...
        self.balances: dict[str, int] = dict.fromkeys(ACCOUNTS, 0)
        """Account to debits less credits, in cents."""

    def __len__(self) -> int:
        return len(self._rows)

    def post(self, document: str, entries: Sequence[tuple[str, int]]) -> None:
        """Entries of nothing are left out, and so is a posting of nothing else.

        Raises Unbalanced, and KeyError for an account that does not exist; the books are then as before.
        """
        row: list[int | str] = [self._now(), document]
        balances, sum_cents = self.balances, 0
        try:
            for account, cents in entries:
                if cents:
                    balances[account] += cents
                    sum_cents += cents
                    row += (account, cents)
        except KeyError:
            self._undo(row)
            raise
        if sum_cents:
            self._undo(row)
            raise Unbalanced(f"{document}: entries must add up to 0, they come to {sum_cents}: {row[2:]}")
        if len(row) > 2:
            self._rows.append(tuple(row))

    def _undo(self, row: list[int | str]) -> None:
        for account, cents in zip(row[2::2], row[3::2], strict=True):
            self.balances[str(account)] -= int(cents)

    def page(self, after: int, limit: int) -> list[Posting]:
        """Up to `limit` postings with numbers above `after`."""
        return [self._posting(at) for at in range(after, min(after + limit, len(self._rows)))]

    def of(self, document: str) -> list[Posting]:
        """The postings of one document. Reads the whole journal."""
        return [self._posting(at) for at, row in enumerate(self._rows) if row[1] == document]

    def _posting(self, at: int) -> Posting:
        instant, document, *flat = self._rows[at]
        pairs = zip(flat[::2], flat[1::2], strict=True)
        return Posting(
            at + 1, str(document), int(instant), tuple((str(account), int(cents)) for account, cents in pairs)
        )
