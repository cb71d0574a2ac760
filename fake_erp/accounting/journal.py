"""The general journal: what every document did to the accounts, in the home currency.

A posting is a document and its entries, debits above zero and credits below; they add up to zero.
"""

from __future__ import annotations

from array import array
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

    __slots__ = ("_accounts", "_cents", "_documents", "_ends", "_instants", "_now", "balances")

    def __init__(self, now: Now) -> None:
        self._now = now
        self._instants = array("q")
        self._documents: list[str] = []
        self._ends = array("Q")
        """For each posting the place behind its entries in the two columns below."""
        self._accounts: list[str] = []
        self._cents = array("q")
        self.balances: dict[str, int] = dict.fromkeys(ACCOUNTS, 0)
        """Account to debits less credits, in cents."""

    def __len__(self) -> int:
        return len(self._documents)

    def post(self, document: str, entries: Sequence[tuple[str, int]]) -> None:
        """Entries of nothing are left out, and so is a posting of nothing else.

        Raises Unbalanced, and KeyError for an account that does not exist; the books are then as before.
        """
        accounts, all_cents, balances = self._accounts, self._cents, self.balances
        begin, sum_cents = len(accounts), 0
        try:
            for account, cents in entries:
                if cents:
                    balances[account] += cents
                    sum_cents += cents
                    accounts.append(account)
                    all_cents.append(cents)
        except KeyError:
            self._undo(begin)
            raise
        if sum_cents:
            wrong = self._undo(begin)
            raise Unbalanced(f"{document}: entries must add up to 0, they come to {sum_cents}: {wrong}")
        if len(accounts) > begin:
            self._instants.append(self._now())
            self._documents.append(document)
            self._ends.append(len(accounts))

    def _undo(self, begin: int) -> list[tuple[str, int]]:
        """Take back the entries from a place on, and return them."""
        undone = self._entries(begin, len(self._accounts))
        for account, cents in undone:
            self.balances[account] -= cents
        del self._accounts[begin:], self._cents[begin:]
        return undone

    def _entries(self, begin: int, end: int) -> list[tuple[str, int]]:
        return list(zip(self._accounts[begin:end], self._cents[begin:end], strict=True))

    def page(self, after: int, limit: int) -> list[Posting]:
        """Up to `limit` postings with numbers above `after`."""
        return [self._posting(at) for at in range(after, min(after + limit, len(self)))]

    def of(self, document: str) -> list[Posting]:
        """The postings of one document. Reads the whole journal."""
        return [self._posting(at) for at, each in enumerate(self._documents) if each == document]

    def _posting(self, at: int) -> Posting:
        begin = self._ends[at - 1] if at else 0
        entries = tuple(self._entries(begin, self._ends[at]))
        return Posting(at + 1, self._documents[at], self._instants[at], entries)
